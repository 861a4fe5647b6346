#!/usr/bin/env python3
"""tests/bench/net.py - how fast dlpd replay is, beside others on the same bytes, and what idle flows cost.

usage: net.py [--build DIR] [--scale X] [--rounds N] [--write]
--write puts the table into docs/performance-net.md. Captures are made in BUILD/bench/net, the same each time.

Figures of one round are of one run after the other, so that a busy machine slows all of them; the best of the rounds
counts. The start (rules, cache) is measured with a capture of one packet, and taken off.
"""
import argparse
import os
import random
import resource
import shutil
import struct
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MIB = 1 << 20
SEGMENT = 1448
PAGE = os.path.join(ROOT, "docs", "performance-net.md")


# ---- Captures --------------------------------------------------------------------------------

class Capture:
    """A pcap file of raw IPv4, written packet by packet; its checksums are 0."""

    def __init__(self, path):
        self.out = open(path, "wb", buffering=MIB)
        self.out.write(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 65535, 101))
        self.packets = 0

    def segment(self, flow, side, seq, ack, flags, payload=b""):
        client, server = 0x0a000000 | flow >> 12, 0xcb007101
        ports = 1024 + (flow & 4095), 80
        size = 40 + len(payload)
        self.out.write(struct.pack(
            "<IIII", 1700000000 + self.packets // 1000000, self.packets % 1000000, size, size)
            + struct.pack("!BBHHHBBHII", 0x45, 0, size, 1, 0, 64, 6, 0,
                          *((client, server) if side == 0 else (server, client)))
            + struct.pack("!HHIIBBHHH", ports[side], ports[1 - side], seq, ack, 0x50, flags, 65000, 0, 0)
            + payload)
        self.packets += 1

    def connection(self, flow, request, answer):
        self.segment(flow, 0, 999, 0, 2)
        self.segment(flow, 1, 4999, 1000, 18)
        self.segment(flow, 0, 1000, 5000, 16)
        for number, at in enumerate(range(0, len(request), SEGMENT)):
            self.segment(flow, 0, 1000 + at, 5000, 24, request[at:at + SEGMENT])
            if number % 2:
                self.segment(flow, 1, 5000, 1000 + min(at + SEGMENT, len(request)), 16)
        self.segment(flow, 1, 5000, 1000 + len(request), 24, answer)
        self.segment(flow, 0, 1000 + len(request), 5000 + len(answer), 17)
        self.segment(flow, 1, 5000 + len(answer), 1001 + len(request), 17)

    def close(self):
        self.out.close()
        return self.packets


def lines(size, rng):
    """Rows as exports have them, without what any rule looks for."""
    words = [w for w in ("account", "balance", "batch", "branch", "campaign", "device", "delivery",
                         "element", "garden", "harbour", "island", "journey", "market", "number",
                         "orchard", "planet", "quarter", "river", "season", "travel")]
    out, total = [], 0
    while total < size:
        row = "%s,%s,%s %s,%d,%.2f,%s\n" % (rng.choice(words), rng.choice(words), rng.choice(words),
                                            rng.choice(words), rng.randrange(10**5), rng.random() * 1000,
                                            rng.choice(words))
        out.append(row)
        total += len(row)
    return "".join(out).encode()[:size]


def post(body):
    return (b"POST /upload HTTP/1.1\r\nHost: files.example\r\nContent-Type: text/csv\r\n"
            b"Content-Length: %d\r\n\r\n" % len(body)) + body


ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def make(folder, scale):
    """What there is to measure: name -> packets; and the bytes of the uploads."""
    rng = random.Random(1)
    os.makedirs(folder, exist_ok=True)

    def capture(name, fill):
        made = Capture(os.path.join(folder, name + ".pcap"))
        fill(made)
        return made.close()

    uploads = [lines(int(scale * 8 * MIB), rng) for _ in range(8)]
    with open(os.path.join(folder, "bulk.csv"), "wb") as out:
        out.write(b"".join(uploads))
    small = lines(64 << 10, rng)
    flows, idle = int(scale * 40000), int(scale * 1000000)

    def uploading(c): # what every connection sent was acknowledged, and more is to come
        head = b"POST /upload HTTP/1.1\r\nHost: files.example\r\nContent-Length: 1000000\r\n\r\n"
        text = head + small[:8 * SEGMENT - len(head)]
        for n in range(idle // 50):
            c.segment(n, 0, 999, 0, 2)
            c.segment(n, 1, 4999, 1000, 18)
            for at in range(0, len(text), SEGMENT):
                c.segment(n, 0, 1000 + at, 5000, 24, text[at:at + SEGMENT])
                c.segment(n, 1, 5000, 1000 + at + SEGMENT, 16)

    counts = {
        "start": capture("start", lambda c: c.segment(1, 0, 999, 0, 2)),
        "bulk": capture("bulk", lambda c: [c.connection(n, post(u), ANSWER) for n, u in enumerate(uploads)]),
        "small": capture("small", lambda c: [
            c.connection(n, post(small[n * 7 % 60000:][:400]), ANSWER) for n in range(flows)]),
        "idle": capture("idle", lambda c: [c.segment(n, 0, 999, 0, 2) for n in range(idle)]),
        "asked": capture("asked", lambda c: [
            (c.segment(n, 0, 999, 0, 2), c.segment(n, 0, 1000, 0, 24,
                                                   b"GET /a HTTP/1.1\r\nHost: files.example\r\n\r\n"))
            for n in range(idle // 20)]),
        "uploading": capture("uploading", uploading),
    }
    return counts, sum(map(len, uploads)), idle


# ---- Measuring -------------------------------------------------------------------------------

def run(*command, ok=(0, 1)):
    """Wall and processor seconds, and the highest resident bytes."""
    before = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - before
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in ok:
        sys.exit("%s: status %d" % (" ".join(command), process.returncode))
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def best(rounds, commands):
    """The least of each figure; the commands one after the other, so many times."""
    out = {}
    for _ in range(rounds):
        for name, command in commands.items():
            got = run(*command)
            out[name] = tuple(map(min, out.get(name, got), got))
    return out


def measure(build, folder, rounds):
    dlpd = (os.path.join(build, "bin", "dlpd"), "replay", "--extractor", "none", "--cache-dir",
            os.path.join(folder, "cache"))
    dlpscan = (os.path.join(build, "bin", "dlpscan"), "scan", "--threads", "1", "--cache-dir",
               os.path.join(folder, "cache"))
    path = lambda name: os.path.join(folder, name)
    with open(path("empty.csv"), "wb"):
        pass
    commands = {"start": dlpd + (path("start.pcap"),), "scan start": dlpscan + (path("empty.csv"),),
                "bulk": dlpd + (path("bulk.pcap"),), "scan": dlpscan + (path("bulk.csv"),),
                "streams": (dlpd[0], "replay", "--streams", path("bulk.pcap")),
                "small": dlpd + (path("small.pcap"),)}
    if shutil.which("tshark"):
        commands["tshark"] = ("tshark", "-n", "-q", "-r", path("bulk.pcap"), "-z", "io,stat,0")
    run(*commands["start"]) # which writes the cache
    out = best(rounds, commands)
    large = ("--memory", "65536")
    out.update(best(1, {"idle": dlpd + large + (path("idle.pcap"),),
                        "asked": dlpd + large + (path("asked.pcap"),),
                        "uploading": dlpd + large + (path("uploading.pcap"),)}))
    return out


def report(counts, size, idle, got):
    clock = 1 # processor seconds: others may be busy
    took = lambda name, start="start": max(got[name][clock] - got[start][clock], 1e-9)
    bulk, scan = took("bulk"), took("scan", "scan start")
    rows = [("bulk HTTP uploads, 8 of %d MiB" % (size // 8 // MIB),
             "%.2f Gbit/s, %d packets/s" % (size * 8 / bulk / 1e9, counts["bulk"] / bulk)),
            ("dlpscan on the same bytes, one thread", "%.2f Gbit/s: dlpd has %.0f %% of that"
             % (size * 8 / scan / 1e9, 100 * scan / bulk)),
            ("reassembly alone, with SHA-256 of the streams (`--streams`)",
             "%.2f Gbit/s" % (size * 8 / got["streams"][clock] / 1e9))]
    if "tshark" in got:
        rows.append(("tshark, dissecting the same capture", "%.2f Gbit/s: dlpd is %.1f times as fast"
                     % (size * 8 / got["tshark"][clock] / 1e9, got["tshark"][clock] / bulk)))
    rows += [("%d connections of one small upload each" % (counts["small"] // 7),
              "%d packets/s, %d connections/s" % (counts["small"] / took("small"),
                                                 counts["small"] // 7 / took("small")))]
    for name, what, number in (("idle", "idle connections (a SYN each)", idle),
                               ("asked", "idle HTTP connections (one request each)", counts["asked"] // 2),
                               ("uploading", "HTTP connections in the middle of an upload, all acknowledged",
                                counts["uploading"] // 18)):
        more = got[name][2] - got["start"][2]
        rows.append(("%d %s" % (number, what),
                     "%.0f bytes each, %.2f GiB in all" % (more / number, got[name][2] / (1 << 30))))
    rows.append(("start, with the rules from the cache", "%.2f s" % got["start"][clock]))
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", default=os.environ.get("DLP_BUILD", os.path.join(ROOT, "build")))
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.dont_write_bytecode = True
    folder = os.path.join(args.build, "bench", "net")
    counts, size, idle = make(folder, args.scale)
    rows = report(counts, size, idle, measure(args.build, folder, args.rounds))
    os.environ["DLP_BUILD"] = os.path.abspath(args.build)
    import net_live # which looks for the programs there
    rows += net_live.rows(sys.modules[__name__], os.path.abspath(args.build), os.path.abspath(folder), args.scale)
    rows.append(("load of the machine when this ended (%d processors)" % os.cpu_count(), "%.1f" % os.getloadavg()[0]))
    table = "".join("| %s | %s |\n" % row for row in [("what", "measured"), ("---", "---")] + rows)
    print(table, end="")
    if args.write:
        with open(PAGE, encoding="utf-8") as page:
            head = page.read().split("| what |")[0]
            tail = ""
        with open(PAGE, "w", encoding="utf-8") as page:
            page.write(head + table + tail)


if __name__ == "__main__":
    main()
