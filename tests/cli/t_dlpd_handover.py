#!/usr/bin/env python3
"""dlpd gate hands its queue to the next process while packets pass: none is lost, and each is judged by one of them.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
import net_lab  # noqa: E402
import t_dlpd_gate as gate  # noqa: E402

TIMES = 4
DATAGRAMS = 6000
OPTIONS = gate.OPTIONS + ("--hand-over", "run/next", "--control", "run/control", "--policy", "policy.conf",
                          "--user", "nobody")
HOSTILE = os.path.join(os.path.dirname(net_lab.DLPD), "..", "tests", "worker", "dlp-extract-hostile")
POLICY = b"""version = 1;
policies = ( { name = "none"; action = "block"; rules = [ "test.*" ]; } );
outputs = ( { kind = "file"; path = "run/told.jsonl"; } );
"""
# Counts numbered datagrams, until one says that it was the last.
SINK = r"""
import socket
s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
s.setsockopt(socket.SOL_SOCKET, 33, 64 << 20) # SO_RCVBUFFORCE
s.bind(("::", %d))
s.settimeout(20)
print("bound", flush=True)
seen = set()
while (number := s.recv(2000)[:8]) != b"last    ":
    seen.add(int(number))
print(len(seen), flush=True)
""" % gate.PORT
# About 6,000 a second, of connections of their own and of one.
SOURCE = r"""
import socket, time
one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
start = time.monotonic()
for i in range(%d):
    other = socket.socket(socket.AF_INET, socket.SOCK_DGRAM) if i %% 8 == 0 else one
    other.sendto(b"%%8d" %% i + b" clean" * 50, ("%s", %d))
    while time.monotonic() < start + i / 6000:
        time.sleep(0.0005)
time.sleep(0.3)
one.sendto(b"last    ", ("%s", %d))
""" % (DATAGRAMS, gate.V4, gate.PORT, gate.V4, gate.PORT)
# Uploads, one after the other, as long as there is no file "enough".
UPLOADS = r"""
import hashlib, http.client, os, sys
body = open("clean", "rb").read()
want = b"%%d %%s" %% (len(body), hashlib.sha256(body).hexdigest().encode())
done = 0
while not os.path.exists("enough"):
    c = http.client.HTTPConnection("%s", %d, timeout=20)
    c.request("POST", "/x", body)
    if c.getresponse().read() != want:
        sys.exit("not whole")
    c.close()
    done += 1
print(done)
""" % (gate.V4, gate.PORT)


def start_next(lab, last):
    """The next process takes over from the last one, which then ends by itself."""
    daemon = net_lab.Daemon(lab, "g", *OPTIONS, ready="taken over")
    status = last.process.wait(net_lab.PATIENCE)
    return daemon, status


def gate_status():
    return json.loads(net_lab.ask("run/control", "/status")[1])


def has_judged(packets):
    try:
        return gate_status()["frames"] > packets
    except (OSError, IndexError, ValueError): # the next one takes the socket's place
        return False


def under_load(lab):
    lab.rules()
    gate.write("clean", gate.text(300_000))
    sink = lab.start("s", sys.executable, "-c", SINK, stdout=subprocess.PIPE, text=True)
    sink.stdout.readline()
    daemons = [net_lab.Daemon(lab, "g", *OPTIONS)]
    load = [lab.start("c", sys.executable, "-c", UPLOADS, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    load.append(lab.start("c", sys.executable, "-c", SOURCE))
    statuses = []
    for _ in range(TIMES):
        net_lab.wait_for(lambda: has_judged(500), "packets")
        daemon, status = start_next(lab, daemons[-1])
        daemons.append(daemon)
        statuses.append(status)
    load[3].wait(net_lab.PATIENCE)
    gate.write("enough", b"")
    uploads = [int(process.communicate(timeout=net_lab.PATIENCE)[0] or 0) for process in load[:3]]
    got = int(sink.communicate(timeout=net_lab.PATIENCE)[0])
    statuses.append(daemons[-1].stop())
    records = [daemon.records("gate")[0] for daemon in daemons]
    if statuses != [0] * (TIMES + 1) or got != DATAGRAMS or not all(uploads):
        yield "statuses %s, %d of %d datagrams, uploads %s" % (statuses, got, DATAGRAMS, uploads)
    for name in ("dropped", "unjudged", "queue_full", "reader_full"):
        if any(record[name] for record in records):
            yield "%s: %s" % (name, records)
    if any(record["accepted"] == 0 for record in records):
        yield "one had nothing to do: %s" % records


def stops_and_tells(lab):
    """What the last of them found stands in the outputs; the next one stops the same, and serves the same sockets."""
    first = net_lab.Daemon(lab, "g", *OPTIONS)
    leak = gate.write("leak", b"ticket " + gate.VALUE)
    codes = [lab.post(gate.V4, leak).stdout[-3:]]
    second, status = start_next(lab, first)
    codes.append(lab.post(gate.V6, leak).stdout[-3:])
    net_lab.wait_for(lambda: not os.path.exists("run/next.next"), "the sockets have their names: %s %s" % (
        os.listdir("run"), second.said()))
    health = net_lab.ask("run/control", "/health")
    blocked = gate_status()["blocked_flows"]
    if (codes, status, "200" in health[0], blocked) != (["403", "403"], 0, True, 1):
        yield "%s %d %s %d" % (codes, status, health, blocked)
    second.stop()
    with open("run/told.jsonl", encoding="utf-8") as told:
        if [json.loads(line)["action"] for line in told] != ["block", "block"]:
            yield "outputs"
    if os.listdir("run") != ["told.jsonl"]:
        yield os.listdir("run")


def each_counts_its_own(lab):
    """What the kernel dropped before the hand-over is no loss of the next one."""
    lab.rules()
    first = net_lab.Daemon(lab, "g", *OPTIONS, "--simulate", "slow", "--queue-length", "1")
    lab.post(gate.V4, gate.write("clean", gate.text(20_000)))
    second, _ = start_next(lab, first)
    second.stop()
    full = [daemon.records("gate")[0]["queue_full"] for daemon in (first, second)]
    if full[0] == 0 or full[1] != 0:
        yield full


def documents(lab):
    """A packet that waits for a document has its verdict from the process that reads it: to the next one, what is sent again
    meanwhile would be the middle of a connection that it knows nothing of."""
    if "san/bin" in net_lab.DLPD: # where the worker that takes its time is not built
        return
    lab.rules()
    gate.write("timeout.conf", POLICY.replace(b'rules = [ "test.*" ]', b'unread = "document_timeout"'))
    options = [word if word != "policy.conf" else "timeout.conf" for word in OPTIONS]
    first = net_lab.Daemon(lab, "g", *options, "--extractor", HOSTILE, "--document-time", "1", "--document-hold", "8000")
    path = gate.write("slow.gz", b"\x1f\x8b\x08hostile spin")
    load = lab.start("c", "curl", "-sS", "-m", "20", "-H", "Expect:", "-w", "%{http_code}", "--data-binary", "@" + path,
                     "http://%s:%d/x" % (gate.V4, gate.PORT), stdout=subprocess.PIPE, text=True)
    net_lab.wait_for(lambda: gate_status()["held"] > 0, "the document is held")
    second, status = start_next(lab, first)
    code = load.communicate(timeout=net_lab.PATIENCE)[0][-3:]
    second.stop()
    if (code, status) != ("403", 0) or [r.get("done") for r in first.records("incident")] != ["blocked"]:
        yield "%s %d %s" % (code, status, first.records())


def mistakes(lab):
    """Another queue; nobody there; a process that only connects, and one that ends before it has the queue."""
    first = net_lab.Daemon(lab, "g", *OPTIONS)
    other = lab.run("g", net_lab.DLPD, "gate", "-q", "6", *OPTIONS[3:], check=False)
    if other.returncode != 4 or "does not give queue 6" not in other.stderr:
        yield other
    probe = r"""
import array, os, socket, sys
for last in (b"", b"nonsense", b"dlpd2\0\5\0"):
    s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    s.settimeout(5)
    s.connect("run/next")
    if last:
        s.send(last)
        s.recvmsg(1, 100)
    s.close()
"""
    lab.run("g", sys.executable, "-c", probe)
    net_lab.wait_for(lambda: "nobody took it" in first.said(), "the queue stays")
    if not lab.post(gate.V4, gate.write("leak", b"ticket " + gate.VALUE)).stdout.endswith("403"):
        yield "it judges no more"
    first.stop()


def main():
    why = gate.cannot()
    if why:
        print("ok dlpd hand-over # SKIP %s" % why)
        return 0
    with tempfile.TemporaryDirectory(prefix="dlp-handover-", dir="/var/tmp") as scratch:
        os.chdir(scratch)
        os.chmod(scratch, 0o755)
        gate.write("rules.conf", net_lab.RULE.encode())
        gate.write("policy.conf", POLICY)
        os.mkdir("run")
        shutil.chown("run", "nobody")
        with gate.Gateway() as lab:
            failed = [net_lab.report("dlpd hand-over", name, case(lab))
                      for name, case in (("under load", under_load), ("stops and tells", stops_and_tells),
                                         ("each counts its own", each_counts_its_own), ("documents", documents),
                                         ("mistakes", mistakes))]
        os.chdir("/")
    return int(any(failed))


if __name__ == "__main__":
    sys.exit(main())
