#!/usr/bin/env python3
"""dlpd replay on the captures of fixtures/make_captures.py: what is found, what is said to be incomplete,
and the digests of what the streams carried. With DLP_SHARED (a folder with pcaps/truth.jsonl), also
real captures against the ground truth that comes with them.
"""
import collections
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "fixtures"))
sys.dont_write_bytecode = True
import make_captures as made  # noqa: E402

DLPD = os.path.join(os.environ.get("DLP_BUILD", os.path.join(ROOT, "build")), "bin", "dlpd")
RULE = """version = 1;
rules = ( {
  id = "test.number"; title = "Test number"; description = "TN, a hyphen and eight digits.";
  source = "tests/cli/t_dlpd.py"; severity = "high"; class = "strong"; pattern = "TN-[0-9]{8}";
  border = "token"; words = { en = [ "ticket" ]; }; mask = "id";
  examples = [ "ticket <<TN-12345678>>" ]; counter_examples = [ "ticket TN-1234567" ];
} );
"""

# name -> (exit status, protocol, parts in which it is found, reasons of the summary)
WANTED = {
    "http-plain": (1, "http", ["http.body", "stream"], {}),
    "http-query": (1, "http", ["http.uri"], {}),
    "http-cookie": (1, "http", ["http.header"], {}),
    "http-form": (1, "http", ["http.form"], {}),
    "http-multipart": (1, "http", ["http.body", "stream"], {}),
    "http-chunked": (1, "http", ["http.body"], {}),
    "http-gzip": (1, "http", ["http.body"], {}),
    "http-deflate": (1, "http", ["http.body"], {}),
    "http-brotli": (1, "http", ["http.body"], {}),
    "http-zstd": (1, "http", ["http.body", "stream"], {}),
    "http-encoding": (1, "http", ["http.file"], {"content_encoding": 1}),
    "http-websocket": (1, "http", ["websocket"], {}),
    "http-websocket-packed": (1, "http", ["websocket"], {}),
    "http-websocket-broken": (1, "http", ["stream"], {"websocket": 1}),
    "http2": (1, "http2", ["http.body"], {}),
    "http2-header": (1, "http2", ["http.header"], {}),
    "http2-path": (1, "http2", ["http.uri"], {}),
    "http2-gzip": (1, "http2", ["http.body"], {}),
    "http2-upgrade": (1, "http", ["http.body"], {}),
    "http2-broken": (1, "http2", ["stream"], {"http2": 1}),
    "http-zip": (0, "http", None, {"document_damaged": 1}),
    "http-pipelined": (1, "http", ["http.body", "stream"], {}),
    "http-download": (0, None, None, {}),
    "http-connect": (0, "http", None, {"tls": 1}),
    "ftp-passive": (1, "ftp-data", ["stream"], {}),
    "ftp-extended": (1, "ftp", ["stream"], {}),
    "ftp-active": (1, "ftp-data", ["stream"], {}),
    "ftp-download": (0, None, None, {}),
    "ftp-tls": (0, "ftp", None, {"tls": 1}),
    "pop3": (1, "raw", ["stream"], {}),
    "smtp-base64": (1, "smtp", ["mail.part"], {}),
    "smtp-starttls": (0, "smtp", None, {"tls": 1}),
    "tls": (0, "tls", None, {"tls": 1}),
    "tls-then-clear": (1, "tls", ["stream"], {"tls": 1, "tls_broken": 1}),
    "ssh": (0, "ssh", None, {"ssh": 1}),
    "raw": (1, "raw", ["stream"], {}),
    "dns-hex": (1, "dns", ["dns.base16"], {}),
    "quic": (0, "quic", None, {"quic": 1}),
    "udp": (1, "raw", ["stream"], {}),
    "tcp-conflict": (1, "http", ["http.body", "stream"], {"conflict": 1}),
    "tcp-gap": (1, "http", ["http.body", "stream"], {"missing": 1}),
    "tcp-urgent": (1, "http", ["http.body", "stream"], {"urgent": 1}),
    "tcp-midstream": (1, "raw", ["stream"], {"no_start": 1}),
    "fragments-conflict": (0, "http", None, {"conflict": 1}),
    "fragments-lost": (0, "http", None, {"missing": 1}),
    "damaged-snap": (0, "http", None, {"missing": 1}),
    "damaged-cut-file": (1, "http", ["http.body", "stream"], {}),
    "damaged-length": (0, None, None, {}),
    "damaged-snap-headers": (0, None, None, {}),
    "unknown-link": (0, None, None, {}),
}
# All others carry post_plain() in a way that must not matter.
SAME = (1, "http", ["http.body", "stream"], {})
# Without libnghttp2, headers of HTTP/2 stay unread, and that is said.
READS_HEADERS = b"libnghttp2" in subprocess.run(("ldd", DLPD), capture_output=True, check=False).stdout
NOT_CAPTURES = ("damaged-empty.pcap", "damaged-no-capture.pcap")
LATER = ("demo.pcap", "rotated-1.pcap", "rotated-2.pcap")


def run(*args, **more):
    return subprocess.run((DLPD, "replay") + args, capture_output=True, text=True, check=False,
                          timeout=120, **more)


def objects(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def check(name, mistakes):
    mistakes = list(mistakes)
    for mistake in mistakes:
        print("# " + str(mistake))
    print("%s dlpd: %s" % ("not ok" if mistakes else "ok", name))
    return bool(mistakes)


def outcome(result):
    rows = objects(result)
    flows = [r for r in rows if r["kind"] in ("incident", "flow")]
    protocol = flows[0]["protocol"] if flows else None
    incidents = [r for r in rows if r["kind"] == "incident"]
    parts = sorted(incidents[0]["rules"][0]["parts"]) if incidents else None
    return result.returncode, protocol, parts, rows[-1]["reasons"] if rows else None


def each_capture(options):
    for name in sorted(os.listdir(".")):
        if not name.endswith((".pcap", ".pcapng", ".gz")) or name in NOT_CAPTURES + LATER:
            continue
        want = WANTED.get(name.split(".")[0], SAME)
        if name.startswith("http2") and not READS_HEADERS:
            continue
        result = run(*options, name)
        if outcome(result) != want:
            yield "%s: %s, not %s: %s" % (name, outcome(result), want, result.stderr[:200])
        if made.VALUE.decode() in result.stdout + result.stderr:
            yield "%s: the value is printed" % name


def details(options):
    rows = objects(run(*options, "http-plain.pcap"))
    want = {"schema": 1, "kind": "incident", "verdict": "found",
            "time": "2023-11-14T22:13:20.000000Z", "last": "2023-11-14T22:13:20.009000Z",
            "capture": "http-plain.pcap", "transport": "tcp", "stream": 0,
            "client": made.CLIENT, "client_port": 40000, "server": made.SERVER, "server_port": 80,
            "community_id": "1:GD6WKDOz5rfog5wIfHjjpQ5vFnA=", "protocol": "http",
            "host": "files.example",
            "rules": [{"rule": "test.number", "severity": "high", "confidence": 0.99, "distinct": 1,
                       "masked": ["*********78"], "parts": ["http.body", "stream"]}],
            "from_client": {"packets": 6, "seen": 98, "scanned": 98, "missing": 0, "over_limit": 0,
                            "not_inspectable": 0, "not_asked": 0, "incomplete": []},
            "from_server": {"packets": 4, "seen": 40, "scanned": 0, "missing": 0, "over_limit": 0,
                            "not_inspectable": 0, "not_asked": 40, "incomplete": []}}
    length = len(made.post_plain())
    want["from_client"]["seen"] = want["from_client"]["scanned"] = length
    for name in want:
        if rows[0].get(name) != want[name]:
            yield "%s is %r, not %r" % (name, rows[0].get(name), want[name])
    if set(rows[0]) != set(want):
        yield "members: %s" % sorted(set(rows[0]) ^ set(want))
    if [r["kind"] for r in rows] != ["incident", "capture", "summary"]:
        yield "kinds: %s" % [r["kind"] for r in rows]
    tls = objects(run(*options, "tls.pcap"))[0]
    if (tls["host"], tls["tls_version"], tls["alpn"], tls["verdict"]) != (
            "shop.example", "1.2", "h2", "incomplete"):
        yield "tls: %s" % tls
    ssh = objects(run(*options, "ssh.pcap"))[0]
    if (ssh["ssh_client"], ssh["ssh_server"]) != ("SSH-2.0-client_1.0", "SSH-2.0-server_1.0"):
        yield "ssh: %s" % ssh
    pipelined = objects(run(*options, "http-pipelined.pcap"))[0]
    if pipelined["rules"][0]["distinct"] != 3:
        yield "pipelined: %s" % pipelined["rules"]


def files(options):
    """Connections that FTP announces are named with their files, without the values in the names."""
    for name, wanted in (("passive", "a.csv"), ("extended", "***********.csv"), ("active", "a.csv"),
                         ("download", "a.csv")):
        rows = objects(run(*options, "--flows", "ftp-%s.pcap" % name))
        data = [r for r in rows if r.get("protocol") == "ftp-data"]
        if len(data) != 1 or data[0]["file"] != wanted or data[0]["client"] not in (
                made.CLIENT, made.CLIENT6):
            yield "%s: %s" % (name, data)
        side = "from_server" if name == "download" else "from_client"
        if data[0][side]["seen"] != len(made.TEXT):
            yield "%s: %s" % (name, data)
    both = objects(run(*options, "--both", "ftp-download.pcap"))
    if (both[0]["protocol"], both[0]["verdict"]) != ("ftp-data", "found"):
        yield both[0]


def gaps_and_limits(options):
    gap = objects(run(*options, "tcp-gap.pcap"))[0]["from_client"]
    if (gap["missing"], gap["incomplete"]) != (3, [{"reason": "missing", "bytes": 3}]):
        yield "gap: %s" % gap
    limit = objects(run(*options, "--max-bytes", "50", "http-plain.pcap"))[0]["from_client"]
    if (limit["scanned"], limit["over_limit"]) != (50, len(made.post_plain()) - 50):
        yield "limit: %s" % limit
    down = run(*options, "--both", "http-download.pcap")
    if outcome(down) != SAME:
        yield "download: %s" % (outcome(down),)
    flows = objects(run(*options, "--flows", "http-download.pcap"))
    if (flows[0]["kind"], flows[0]["verdict"]) != ("flow", "clean"):
        yield "flows: %s" % flows[0]
    if run(*options, "--incomplete=fail", "tls.pcap").returncode != 3:
        yield "--incomplete=fail does not end with 3"
    checked = run(*options, "--checksums", "damaged-checksum.pcap")
    if checked.returncode != 0 or "1 packets not judged: wrong checksums" not in checked.stderr:
        yield "checksums: %d %s" % (checked.returncode, checked.stderr)
    both = run(*options, "--rotated", "rotated-1.pcap", "rotated-2.pcap")
    if outcome(both) != SAME or objects(both)[-1]["flows"] != 1:
        yield "rotated: %s" % (outcome(both),)
    alone = run(*options, "rotated-1.pcap", "rotated-2.pcap")
    if objects(alone)[-1]["flows"] != 2:
        yield "not rotated: %s" % objects(alone)[-1]


def messages(options):
    wanted = {
        "damaged-empty.pcap": (2, "dlpd: damaged-empty.pcap: not a capture that can be read: "
                               "truncated dump file"),
        "damaged-no-capture.pcap": (2, "dlpd: damaged-no-capture.pcap: not a capture that can be "
                                    "read: unknown file format"),
        "missing.pcap": (2, "dlpd: missing.pcap: No such file or directory\n"),
        ".": (2, "dlpd: .: Is a directory\n"),
        "damaged-cut-file.pcap": (1, "dlpd: damaged-cut-file.pcap: not read to its end: truncated"),
        "damaged-length.pcap": (0, "dlpd: damaged-length.pcap: not read to its end: "),
        "damaged-snap-headers.pcap": (0, "dlpd: damaged-snap-headers.pcap: 10 packets not judged: "
                                      "headers cut off by the capture's snap length\n"),
        "unknown-link.pcap": (0, "dlpd: unknown-link.pcap: 10 packets not judged: link type 147 is "
                              "not known\n"),
        "fragments-lost.pcap": (0, "dlpd: fragments-lost.pcap: 1 datagrams not judged: fragments of "
                                "them are missing\n"),
    }
    for name, (status, text) in wanted.items():
        result = run(*options, name)
        if result.returncode != status or not result.stderr.startswith(text):
            yield "%s: %d, %s" % (name, result.returncode, result.stderr)


def standard_input(options):
    with open("http-plain.pcap", "rb") as capture:
        result = subprocess.run((DLPD, "replay") + options + ("-",), stdin=capture, text=True,
                                capture_output=True, check=False, timeout=60)
    if outcome(result) != SAME:
        yield outcome(result)
    if run("-", "-").returncode != 2:
        yield "standard input twice is taken"


def streams():
    message, answer = made.post_plain(), made.ANSWER
    gap = message[:len(message) // 2] + message[len(message) // 2 + 3:]
    wanted = {
        "http-plain.pcap": [(message, answer, [])], "tcp-reordered.pcap": [(message, b"", [])],
        "tcp-wrap.pcap": [(message, b"", [])], "tcp-repeated.pcap": [(message, b"", [])],
        "tcp-keepalive.pcap": [(message, b"", [])], "tcp-conflict.pcap": [(message, b"", [])],
        "tcp-gap.pcap": [(gap, b"", [[len(message) // 2, 3]])],
        "tcp-reused.pcap": [(made.post_plain(b"nothing"), b"", []), (message, b"", [])],
        "fragments-reversed.pcap": [(message, answer, [])],
    }
    for name, streams_wanted in wanted.items():
        rows = objects(run("--streams", name))
        if len(rows) != len(streams_wanted):
            yield "%s: %d streams" % (name, len(rows))
            continue
        for number, (row, (a2b, b2a, gaps)) in enumerate(zip(rows, streams_wanted)):
            ends = (name, number, made.CLIENT + ":40000", made.SERVER + ":80")
            if (row["file"], row["stream"], row["a"], row["b"]) != ends:
                yield "%s: %s" % (name, row)
            for side, data in (("a2b", a2b), ("b2a", b2a)):
                got = row[side + "_len"], row[side + "_sha256"]
                if got != (len(data), hashlib.sha256(data).hexdigest()):
                    yield "%s: %s has %d bytes" % (name, side, row[side + "_len"])
            if row["a2b_gaps"] != gaps or row["b2a_gaps"] != []:
                yield "%s: gaps %s" % (name, row["a2b_gaps"])
    if "[%s]:40000" % made.CLIENT6 != objects(run("--streams", "tcp-ipv6.pcap"))[0]["a"]:
        yield "an IPv6 address is written in another way"


def paced(options):
    """Ten packets, a millisecond apart; the summary's seconds are those of the replay."""
    seconds = objects(run(*options, "--paced", "http-plain.pcap"))[-1]["seconds"]
    if not 0.009 <= seconds < 5:
        yield "%s seconds" % seconds


# One direction whose ground truth is not what was sent: Wireshark counts a packet that OpenFlow
# carries inside as the end of the stream itself.
NOT_TRUE = {("tcpdump/of13_ericsson.pcapng", 9, "a2b")}


def ground_truth(folder):
    wanted = collections.defaultdict(list)
    with open(os.path.join(folder, "truth.jsonl"), encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            wanted[row["file"]].append(row)
    for name, rows in wanted.items():
        result = run("--streams", name, cwd=folder)
        if result.returncode != 0:
            yield "%s: status %d" % (name, result.returncode)
        got = collections.defaultdict(list)
        for row in sorted(objects(result), key=lambda r: r["stream"]):
            got[row["a"], row["b"]].append(row)
        for row in rows:
            found = got[row["a"], row["b"]]
            mine = found.pop(0) if found else {}
            for side in ("a2b", "b2a"):
                if (row[side + "_trust"] in "ABC"
                        and mine.get(side + "_sha256") != row[side + "_sha256"]
                        and (name, row["stream"], side) not in NOT_TRUE):
                    yield "%s: stream %d, %s" % (name, row["stream"], side)


def said_by_curl(*words):
    """What curl sends to a server that speaks HTTP/2, and what that answered."""
    said = bytearray()

    def serve(listener):
        client, _ = listener.accept()
        with client:
            client.settimeout(20)
            client.sendall(made.SETTINGS2 + made.frame2(4, b"", 0, 1))
            while b"last words" not in said and (piece := client.recv(65536)):
                said.extend(piece)
            client.sendall(made.frame2(1, b"\x88", 1, 5))
            while piece := client.recv(65536):
                said.extend(piece)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = threading.Thread(target=serve, args=(listener,))
        server.start()
        subprocess.run(("curl", "-sS", "-m", "20", "--http2-prior-knowledge", *words,
                        "http://127.0.0.1:%d/up" % listener.getsockname()[1]), check=True, capture_output=True)
        server.join()
    return bytes(said)


def of_curl(options):
    """Headers that another program packed, and a body of many frames with values at its start and end."""
    with open("body", "wb") as out:
        out.write(b"ticket TN-00000001\n" + b"nothing of a customer\n" * 2500 + b"ticket TN-00000002\nlast words")
    said = said_by_curl("-H", "X-Note: ticket TN-00000003", "-H", "Cookie: a=ticket%20TN%2D00000004", "-H", "Content-Type: text/plain",
                        "--data-binary", "@body")
    with open("curl.pcap", "wb") as out:
        out.write(made.pcap(made.framed(made.Tcp().talk(said, made.ANSWER2, size=1000))))
    rows = objects(run(*options, "curl.pcap"))
    found = rows[0]["rules"][0] if rows and rows[0]["kind"] == "incident" else {}
    if (found.get("distinct"), found.get("parts"), rows[0]["from_client"]["incomplete"], rows[0].get("host", "")[:9]) != (
            4, ["http.body", "http.header", "stream"], [], "127.0.0.1"):
        yield rows


def main():
    shared = os.environ.get("DLP_SHARED")
    scratch = tempfile.mkdtemp()
    failed = False
    try:
        os.chdir(scratch)
        for name, data in made.captures().items():
            with open(name, "wb") as out:
                out.write(data)
        with open("rules.conf", "w", encoding="utf-8") as out:
            out.write(RULE)
        options = ("-r", "rules.conf", "--no-cache")
        failed |= check("each capture", each_capture(options))
        failed |= check("members of an incident", details(options))
        failed |= check("files", files(options))
        failed |= check("gaps, limits, options", gaps_and_limits(options))
        failed |= check("messages", messages(options))
        failed |= check("standard input", standard_input(options))
        failed |= check("paced", paced(options))
        failed |= check("streams", streams())
        if READS_HEADERS and shutil.which("curl"):
            failed |= check("HTTP/2 of curl", of_curl(options))
        if shared:
            failed |= check("ground truth", ground_truth(os.path.join(shared, "pcaps")))
        else:
            print("ok dlpd: ground truth # SKIP DLP_SHARED is not set")
    finally:
        os.chdir("/")
        shutil.rmtree(scratch, ignore_errors=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
