#!/usr/bin/env python3
"""tests/bench/soak.py - a dlpd for a long time: is its memory flat?

usage: soak.py [--build DIR] [--seconds N]

dlpd watch sees ever new connections of all kinds of traffic (the captures of fixtures/make_captures.py, archives that are
uploaded), sent into an interface of a network namespace of its own; takes root. Its resident memory is read each second.
Flat means: after the first quarter it grew by less than 4 MiB and by less than a tenth to the end.
"""
import argparse
import ctypes
import io
import json
import os
import socket
import sys
import tempfile
import time
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[:0] = [os.path.join(ROOT, "fixtures"), os.path.join(ROOT, "tests", "cli")]
sys.dont_write_bytecode = True
import make_captures as made  # noqa: E402
import net_lab  # noqa: E402


def zipped():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", made.TEXT)
    return out.getvalue()


def traffic():
    """Ethernet frames of every capture; addresses are the same, so connections end and begin anew."""
    captures = {}
    for part in (made.http_captures(), made.ftp_captures(), made.other_captures(), made.odd_tcp(),
                 made.fragment_captures()):
        captures.update(part)
    captures["zip"] = made.Tcp().talk(made.post(zipped(), "Content-Length: %d" % len(zipped())), made.ANSWER)
    return [made.ether(packet, 0x86dd if packet[0] >> 4 == 6 else 0x0800)
            for packets in captures.values() for packet in packets]


def with_port(frame, port):
    """The same frame of another client's port: a connection of its own."""
    old = (40000).to_bytes(2, "big")
    return frame.replace(old, port.to_bytes(2, "big"), 1)


def resident(pid):
    with open("/proc/%d/statm" % pid, encoding="ascii") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def feed(seconds, daemon, raw):
    """Send for so long. What was resident each second, and the frames that were sent."""
    frames, sizes, sent, round_number = traffic(), [], 0, 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        after = time.monotonic() + 1
        while time.monotonic() < after:
            round_number += 1
            for frame in frames:
                raw.send(with_port(frame, 1024 + round_number % 60000))
            sent += len(frames)
        if daemon.process.poll() is not None:
            sys.exit("dlpd ended: " + daemon.said())
        sizes.append(resident(daemon.process.pid))
    return sizes, sent


def soak(seconds):
    with net_lab.Lab("a", "b") as lab:
        lab.link("a", "a0", "b", "b0")
        with open("rules.conf", "w", encoding="utf-8") as rules:
            rules.write(net_lab.RULE)
        with open("policy.conf", "w", encoding="utf-8") as policy:
            policy.write('version = 1; policies = ( { name = "all"; action = "alert"; rules = "test.*"; values = 50;'
                         ' window = "10m"; } ); outputs = ( { kind = "file"; path = "out.jsonl"; rotate_mib = 1;'
                         ' keep = 1; } );')
        daemon = net_lab.Daemon(lab, "b", "watch", "-i", "b0", "-r", "rules.conf", "--no-cache", "--policy",
                                "policy.conf", "--memory", "16", "--ring", "8")
        with open("/run/netns/" + lab.name["a"], "rb") as space:
            if ctypes.CDLL(None, use_errno=True).setns(space.fileno(), 0):
                sys.exit("soak: cannot enter the namespace: " + os.strerror(ctypes.get_errno()))
        raw = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
        raw.bind(("a0", 0))
        sizes, sent = feed(seconds, daemon, raw)
        status = daemon.stop()
        with open(daemon.out, "rb") as out: # the summary is its last line
            out.seek(-min(4096, os.path.getsize(daemon.out)), os.SEEK_END)
            return sizes, sent, status, json.loads(out.read().splitlines()[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build")
    parser.add_argument("--seconds", type=int, default=300)
    args = parser.parse_args()
    if args.seconds < 60:
        sys.exit("soak: in less than a minute its memory is still growing to what it needs")
    why = net_lab.missing()
    if why:
        sys.exit("soak: " + why)
    if args.build:
        net_lab.DLPD = os.path.join(os.path.abspath(args.build), "bin", "dlpd")
    with tempfile.TemporaryDirectory(prefix="dlp-soak-", dir="/var/tmp") as scratch:
        os.chdir(scratch)
        sizes, sent, status, summary = soak(args.seconds)
        os.chdir("/")
    early = max(sizes[:max(1, len(sizes) // 4)])
    late = max(sizes[-max(1, len(sizes) // 4):])
    grew = late - early
    print("%d s, %d frames sent, %d seen, %d connections, %d incidents; resident: %.1f MiB at first, %.1f MiB in the "
          "end" % (args.seconds, sent, summary["frames"], summary["flows"], summary["incidents"],
                   early / (1 << 20), late / (1 << 20)))
    if status != 0 or (grew > 4 << 20 and grew > early // 10):
        sys.exit("soak: status %d, memory grew by %.1f MiB" % (status, grew / (1 << 20)))


if __name__ == "__main__":
    main()
