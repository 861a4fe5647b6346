"""tests/bench/net_live.py - dlpd where packets pass: live capture, the gate beside programs that accept everything, many
uploads at once. For net.py, which makes a table of what rows() says.

Networks are namespaces of this machine, so senders, kernel and dlpd share its processors: processor seconds of the
program that judges say more than what came through. Where none can be had, a row says why.
"""
import json
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "cli"))
import net_lab  # noqa: E402
import t_dlpd_gate as gate  # noqa: E402

MIB = 1 << 20
TICK = os.sysconf("SC_CLK_TCK")

# Reads requests of any size, and answers each; what they carry is not even copied.
SINK = r"""
import re, socket, threading
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("", %d))
s.listen(64)
def serve(c):
    c.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    room = bytearray(1 << 20)
    try:
        while head := c.recv(512):
            size = int(re.search(rb"Length: (\d+)", head).group(1))
            left = size - len(head.partition(b"\r\n\r\n")[2])
            while left > 0:
                left -= c.recv_into(room, min(left, len(room)), socket.MSG_TRUNC) or left
            c.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    except OSError:
        pass
print("listening", flush=True)
while True:
    threading.Thread(target=serve, args=(s.accept()[0],), daemon=True).start()
""" % gate.PORT
# Uploads a file so many times; prints the seconds.
UPLOAD = r"""
import os, socket, sys, time
size, times = os.path.getsize(sys.argv[1]), int(sys.argv[2])
c = socket.create_connection(("%s", %d))
with open(sys.argv[1], "rb") as body:
    begin = time.monotonic()
    for _ in range(times):
        c.sendall(b"POST /x HTTP/1.1\r\nHost: files.example\r\nContent-Length: %%d\r\n\r\n" %% size)
        at = 0
        while at < size:
            at += os.sendfile(c.fileno(), body.fileno(), at, size - at)
        c.recv(4096)
    print(time.monotonic() - begin)
""" % (gate.V4, gate.PORT)
# Small messages, one after the other; prints how long each took, in microseconds.
ASK = r"""
import socket, sys, time
c = socket.create_connection(("%s", %d))
c.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
body = b"note,all is well with order and garden,journey to the harbour,1234\n" * 6
message = b"POST /x HTTP/1.1\r\nHost: files.example\r\nContent-Length: %%d\r\n\r\n%%s" %% (len(body), body)
out = []
for _ in range(int(sys.argv[1])):
    begin = time.perf_counter()
    c.sendall(message)
    c.recv(4096)
    out.append(int((time.perf_counter() - begin) * 1e6))
print(*out)
""" % (gate.V4, gate.PORT)
# Numbered datagrams, so many a second; prints how many.
DATAGRAMS = r"""
import socket, sys, time
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
rate, seconds = int(sys.argv[1]), float(sys.argv[2])
begin = time.monotonic()
sent = 0
while (now := time.monotonic() - begin) < seconds:
    while sent < now * rate:
        s.sendto(b"%%8d all is well" %% sent, ("%s", %d))
        sent += 1
    time.sleep(0.001)
print(sent)
""" % (gate.V4, gate.PORT)
COUNT = r"""
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.setsockopt(socket.SOL_SOCKET, 33, 16 << 20) # SO_RCVBUFFORCE
s.bind(("", %d))
print("bound", flush=True)
count = 0
while s.recv(100) != b"end":
    count += 1
print(count, flush=True)
""" % gate.PORT


def processor_seconds(process):
    """Of a process that ip(8) became."""
    with open("/proc/%d/stat" % process.pid, encoding="ascii") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def start_and_wait(lab, short, *words, said=b"ready"):
    process = lab.start(short, *words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while said not in (line := process.stderr.readline()):
        if not line:
            raise AssertionError("%s ended" % (words,))
    return process


# ---- Live capture ----------------------------------------------------------------------------

def mixed(net, path, flows, packets):
    """Connections that send in turns; frames have 300 bytes on the average."""
    made = net.Capture(path)
    text = net.lines(64 << 10, random.Random(3))
    for flow in range(flows):
        made.segment(flow, 0, 999, 0, 2)
        made.segment(flow, 1, 4999, 1000, 18)
    head = b"POST /upload HTTP/1.1\r\nHost: files.example\r\nContent-Length: 1000000\r\n\r\n"
    at = 1000
    for turn in range(packets // 3):
        for flow in range(flows):
            data = [(head if turn == 0 else b"") + text[(flow * 31 + turn * 997 + n * 400) % 60000:][:370]
                    for n in range(2)]
            data[1] = data[1][:370]
            made.segment(flow, 0, at + (len(head) if turn else 0), 5000, 24, data[0])
            made.segment(flow, 0, at + 370 + len(head), 5000, 24, data[1])
            made.segment(flow, 1, 5000, at + 740 + len(head), 16)
        at += 740
    return made.close()


def live(net, build, folder, scale):
    flows = int(10000 * scale)
    path = os.path.join(folder, "mixed.pcap")
    packets = mixed(net, path, flows, 30)
    tool = os.path.join(build, "tests", "bench", "bench_net_send")
    rows = []
    with net_lab.Lab("a", "b") as lab:
        lab.link("a", "a0", "b", "b0")
        for rate in (1.0, 0.5, 0.25):
            daemon = net_lab.Daemon(lab, "b", "watch", "-i", "b0", "--cache-dir", os.path.join(folder, "cache"),
                                    "--extractor", "none", "--ring", "256", "-f", "ip", "--memory", "1024")
            sent = lab.run("a", tool, "a0", path, str(rate * 1e9)).stdout.split()
            time.sleep(0.5)
            daemon.stop()
            capture = daemon.records("capture")[0]
            got = int(sent[1]) * 8 / float(sent[2]) / 1e9
            rows.append(("live: %d connections, %.2f Gbit/s asked, %.2f sent, %d bytes a frame, %d frames/s"
                         % (flows, rate, got, int(sent[1]) // int(sent[0]), int(sent[0]) / float(sent[2])),
                         "%d of %d frames lost, all counted: %s" % (
                             capture["frames_lost"], int(sent[0]),
                             "yes" if capture["frames"] + capture["frames_lost"] == int(sent[0]) else "NO")))
    return rows


# ---- The gate --------------------------------------------------------------------------------

def judges(build, folder):
    bare = os.path.join(build, "tests", "bench", "bench_net_queue")
    rules = os.environ.get("DLP_RULES") or os.path.join(os.path.dirname(os.path.dirname(HERE)), "patterns")
    return {"accept": (bare, "5"), "hyperscan": (bare, "5", rules),
            "dlpd": (net_lab.DLPD, "gate", "-q", "5", "--cache-dir", os.path.join(folder, "cache"),
                     "--extractor", "none")}


def start_sink(lab):
    """In the place of the gateway's own server."""
    for process in lab.processes:
        process.kill()
    sink = lab.start("s", sys.executable, "-c", SINK, stdout=subprocess.PIPE)
    sink.stdout.readline()


def ask(lab, questions):
    """How long small messages took, in microseconds."""
    return [int(word) for word in lab.run("c", sys.executable, "-c", ASK, str(questions)).stdout.split()]


def upload(lab, words, bulk, times, behind=lambda: None):
    """A file, past a program that judges: its processor seconds, those of the upload, and what behind() says before it ends."""
    judge = start_and_wait(lab, "g", *words)
    before = processor_seconds(judge)
    took = float(lab.run("c", sys.executable, "-c", UPLOAD, bulk, str(times)).stdout)
    used = processor_seconds(judge) - before
    said = behind()
    judge.terminate()
    judge.wait()
    judge.stderr.close()
    return used, took, said


def keep_least(figures, name, figure):
    figures[name] = min(figures.get(name, figure), figure)


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def gate_rows(build, folder, scale):
    times, questions, rounds = max(1, int(8 * scale)), max(500, int(6000 * scale)), 3
    seconds, wall, delays = {}, {}, {"none": []}
    bulk = os.path.join(folder, "bulk.csv")
    with gate.Gateway() as lab:
        start_sink(lab)
        for _ in range(rounds):
            lab.run("g", "iptables", "-F", "FORWARD")
            delays["none"] += ask(lab, questions)
            lab.rules()
            for name, words in judges(build, folder).items():
                used, took, asked = upload(lab, words, bulk, times, lambda: ask(lab, questions))
                keep_least(seconds, name, used)
                keep_least(wall, name, took)
                delays.setdefault(name, []).extend(asked)
    size = os.path.getsize(bulk) * times
    rate = lambda name: size * 8 / wall[name] / 1e9
    rows = [("gate: an upload of %d MiB, rules on" % (size // MIB), "%.2f Gbit/s, %.2f s of its processor"
             % (rate("dlpd"), seconds["dlpd"]))]
    for name, what in (("hyperscan", "a program that accepts everything behind the same bare pass of Hyperscan"),
                       ("accept", "one that scans nothing")):
        rows.append((what, "%.2f Gbit/s, %.2f s: the gate lets %.0f %% of it through"
                     % (rate(name), seconds[name], 100 * rate("dlpd") / rate(name))))
    for share, what in ((0.5, "half"), (0.99, "99 %"), (0.999, "99.9 %")):
        rows.append(("delay of a message of 480 bytes and its answer, %s of %d are below" % (what, len(delays["dlpd"])),
                     "%.2f ms without a queue, %.2f ms with one that accepts, %.2f ms with the gate: %+.2f ms" % (
                         *(percentile(delays[name], share) / 1000 for name in ("none", "accept", "dlpd")),
                         (percentile(delays["dlpd"], share) - percentile(delays["none"], share)) / 1000)))
    return rows


def single_rows(build, folder):
    """The same where neither end nor the gateway joins segments: each is a packet of the queue."""
    if not shutil.which("ethtool"):
        return [("gate: an upload in single segments", "not measured: there is no ethtool(8)")]
    seconds, wall = {}, {}
    bulk = os.path.join(folder, "bulk.csv")
    with gate.Gateway() as lab:
        start_sink(lab)
        for short in lab.name:
            for card in lab.run(short, "ls", "/sys/class/net").stdout.split():
                lab.run(short, "ethtool", "-K", card, "tso", "off", "gso", "off", "gro", "off", check=False)
        lab.rules()
        for name, words in [pair for _ in range(3) for pair in judges(build, folder).items()]:
            used, took, _ = upload(lab, words, bulk, 1)
            keep_least(seconds, name, used)
            keep_least(wall, name, took)
    return [("gate: an upload of %d MiB in single segments" % (os.path.getsize(bulk) // MIB),
             "%.2f Gbit/s, %.2f s of its processor; a bare pass of Hyperscan %.2f s, a program that accepts everything %.2f s"
             % (os.path.getsize(bulk) * 8 / wall["dlpd"] / 1e9, *(seconds[name] for name in ("dlpd", "hyperscan",
                                                                                           "accept"))))]


def overload_rows(folder):
    """Each packet takes 2 ms, and twice as many come."""
    rows = []
    with gate.Gateway() as lab:
        lab.rules()
        for mode in ("closed", "open"):
            count = lab.start("s", sys.executable, "-c", COUNT, stdout=subprocess.PIPE, text=True)
            count.stdout.readline()
            daemon = net_lab.Daemon(lab, "g", "gate", "-q", "5", "--cache-dir", os.path.join(folder, "cache"),
                                    "--extractor", "none", "--simulate", "slow", "--fail", mode, "--queue-length", "200")
            sent = int(lab.run("c", sys.executable, "-c", DATAGRAMS, "900", "4").stdout)
            time.sleep(1)
            daemon.stop()
            record = daemon.records("gate")[0]
            lab.run("s", sys.executable, "-c", "import socket\nsocket.socket(socket.AF_INET, socket.SOCK_DGRAM)"
                    ".sendto(b'end', ('127.0.0.1', %d))" % gate.PORT)
            got = int(count.communicate(timeout=net_lab.PATIENCE)[0])
            rows.append(("twice the capacity, fail %s: %d datagrams in 4 s" % (mode, sent),
                         "%d arrived, %d were judged, %d unjudged passed, %d found the queue full: %s" % (
                             got, record["accepted"], record["unjudged"], record["queue_full"],
                             "each is accounted for" if got == record["accepted"] and sent == got
                             + record["queue_full"] + record["reader_full"] else "NOT all accounted for")))
    return rows


# ---- Many uploads at once --------------------------------------------------------------------

def uploads(net, build, folder, scale):
    """A thousand at once, in turns of 32 KiB: more than any file has room for, so it goes through a pipe."""
    flows, size, piece = 1000, int(20_000_000 * scale), 32 << 10
    text = net.lines(4 * MIB, random.Random(4))
    command = (os.path.join(build, "bin", "dlpd"), "replay", "--extractor", "none", "--cache-dir",
               os.path.join(folder, "cache"), "-")
    out = tempfile.TemporaryFile()
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, stderr=subprocess.DEVNULL)
    made = net.Capture.__new__(net.Capture)
    made.out, made.packets = process.stdin, 0
    made.out.write(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 262144, 101))
    head = b"POST /upload HTTP/1.1\r\nHost: files.example\r\nContent-Length: %d\r\n\r\n" % size
    for flow in range(flows):
        made.segment(flow, 0, 999, 0, 2)
        made.segment(flow, 1, 4999, 1000, 18)
        made.segment(flow, 0, 1000, 5000, 24, head)
    start = 1000 + len(head)
    for at in range(0, size, piece):
        for flow in range(flows):
            made.segment(flow, 0, start + at, 5000, 24, text[(flow * 4096 + at) % (3 * MIB):][:min(piece, size - at)])
            made.segment(flow, 1, 5000, start + min(at + piece, size), 16)
    process.stdin.close()
    _, _, used = os.wait4(process.pid, 0)
    out.seek(0)
    summary = [json.loads(line) for line in out if b'"kind":"summary"' in line][0]
    out.close()
    return [("%d uploads of %.1f MB at once, in turns" % (flows, size / 1e6),
             "%.0f MiB resident at most (limit of connections: 256 MiB); %d of %d incomplete; %.2f Gbit/s" % (
                 used.ru_maxrss / 1024, summary["incomplete"], summary["flows"],
                 flows * size * 8 / (used.ru_utime + used.ru_stime) / 1e9))]


def rows(net, build, folder, scale):
    """What and how much, for the table."""
    why = gate.cannot()
    out = uploads(net, build, folder, scale)
    if why:
        return out + [("live capture, the gate", "not measured: %s" % why)]
    with tempfile.TemporaryDirectory(prefix="dlp-bench-", dir="/var/tmp") as scratch:
        before = os.getcwd()
        os.chdir(scratch)
        try:
            out += live(net, build, folder, scale) + gate_rows(build, folder, scale) + single_rows(build, folder) + overload_rows(
                folder)
        finally:
            os.chdir(before)
            shutil.rmtree(os.path.join(scratch, "got"), ignore_errors=True)
    return out
