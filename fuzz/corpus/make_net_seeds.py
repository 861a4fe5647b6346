#!/usr/bin/env python3
"""Writes the seeds of fuzz_net_packets, fuzz_net_streams, fuzz_net_inside and fuzz_net_datagrams: the captures of
fixtures/make_captures.py, in the form that the targets read.

Inputs that once failed stand in the same folders under other names; they are not touched.
"""
import os
import struct
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "fixtures"))
sys.dont_write_bytecode = True
import make_captures as made  # noqa: E402

LINKS = (1, 101, 113, 276, 0, 108, 9, 51, 104, 100, 107, 239, 228, 229, 147)


def write(folder, name, data):
    os.makedirs(os.path.join(HERE, folder), exist_ok=True)
    with open(os.path.join(HERE, folder, name), "wb") as out:
        out.write(data)


def frames(capture):
    """(link, [(captured, wire length)]) of a pcap file."""
    link, at, out = struct.unpack("<I", capture[20:24])[0], 24, []
    while at + 16 <= len(capture):
        captured, wire = struct.unpack("<II", capture[at + 8:at + 16])
        out.append((capture[at + 16:at + 16 + captured], wire))
        at += 16 + captured
    return link, out


def packets_seed(capture):
    link, packets = frames(capture)
    return bytes([LINKS.index(link)]) + b"".join(
        struct.pack("!H", len(data) | (0x8000 if wire > len(data) else 0)) + data
        for data, wire in packets)


def turns(capture, header):
    """Payloads of the packets, with who sent them: headers of fixed length."""
    _, packets = frames(capture)
    for data, _ in packets:
        ip = data[14:]
        payload = ip[20 + header:]
        if ip[0] == 0x45 and payload:
            yield (ip[12:16] != made.v4(made.CLIENT)) << 15 | len(payload), payload


def inside():
    """Name, kind and what the client says, of fuzz_net_inside."""
    def ws(kind):
        return made.websocket(kind)[2]

    text = b"token tok_0123456789 of a customer"
    parts = b"--b\r\nContent-Type: a/b\r\n\r\n%s\r\n--b\r\n\r\n\r\n--bad\r\n--b--\r\n" % text
    return (("websocket", 0, ws(0) + made.frame(text)), ("websocket-packed", 1, ws(1)),
            ("websocket-broken", 0, ws(2)), ("multipart", 2, parts), ("brotli", 3, made.BROTLI),
            ("zstd", 4, made.ZSTD), ("gzip", 5, made.gzip.compress(text, mtime=0)))


def ftp():
    """Turns of an FTP connection in which a file is announced in every way."""
    said = (b"220 here\r\n", b"USER a\r\n", b"331 go on\r\n", b"PASV\r\n", b"227 (10,0,0,1,4,1)\r\n",
            b"STOR tok_0123456789\r\n", b"150 go\r\n", b"EPSV\r\n", b"229 (|||5000|)\r\n",
            b"PORT 10,0,0,2,4,2\r\n", b"200 ok\r\n", b"EPRT |2|2001:db8::1|5001|\r\n")
    return b"\x06" + b"".join(struct.pack("!H", (1 - number % 2) << 15 | len(turn)) + turn
                              for number, turn in enumerate(said))


def main():
    write("net_streams", "good-ftp", ftp())
    for name, kind, data in inside():
        write("net_inside", "good-" + name, bytes((6, kind)) + struct.pack("!H", len(data)) + data)
    captures = {name[:-5]: data for name, data in made.captures().items()
                if name.endswith(".pcap") and not name.startswith("damaged")}
    for name, data in captures.items():
        if name.startswith(("in-", "fragments", "tcp-", "unknown")):
            write("net_packets", "good-" + name, packets_seed(data))
        if name.startswith(("http-", "http2", "smtp-", "ftp-tls", "pop3", "tls", "ssh", "raw")):
            write("net_streams", "good-" + name, b"\x06" + b"".join(
                struct.pack("!H", head) + payload for head, payload in turns(data, 20)))
        if name in ("dns-hex", "quic", "udp"):
            write("net_datagrams", "good-" + name, b"".join(
                struct.pack("!H", head) + payload for head, payload in turns(data, 8)))


if __name__ == "__main__":
    main()
