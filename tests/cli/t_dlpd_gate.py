#!/usr/bin/env python3
"""dlpd gate on a gateway between a client and a server, each in a namespace of its own: what is clean passes
unchanged, what is forbidden never arrives whole, by IPv4 and IPv6; with tricks of TCP, without a daemon, in both
fail modes.
"""
import hashlib
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import net_lab  # noqa: E402

VALUE = b"TN-12345678"
PORT = 8080
OPTIONS = ("gate", "--queue", "5", "-r", "rules.conf", "--cache-dir", "cache")

# Keeps all that every connection brought; answers a POST with the digest of its body.
SERVER = r"""
import hashlib, os, re, socket, sys, threading
s = socket.socket(socket.AF_INET6)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
s.bind(("::", int(sys.argv[1])))
s.listen(64)
def serve(c, log):
    data, done = b"", 0
    try:
        while True:
            piece = c.recv(65536)
            if not piece:
                break
            log.write(piece); log.flush()
            data += piece
            if data[:1] == b"\x16": # a greeting of TLS: another for an answer, and then nothing to say
                c.sendall(bytes.fromhex("160303002c020000280303") + b"s" * 32 + bytes(6))
                data = b""
            while True:
                head, gap, rest = data.partition(b"\r\n\r\n")
                length = re.search(rb"(?i)content-length: *(\d+)", head)
                size = int(length.group(1)) if length else 0
                if not gap or len(rest) < size:
                    break
                body = b"%d %s" % (size, hashlib.sha256(rest[:size]).hexdigest().encode())
                c.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
                data = rest[size:]
    except OSError:
        log.write(b"<reset>")
    log.close()
    c.close()
number = 0
print("listening", flush=True)
while True:
    c, _ = s.accept()
    number += 1
    log = open("got/%d" % number, "wb")
    threading.Thread(target=serve, args=(c, log), daemon=True).start()
"""

# A TCP client: words of standard input, one a line: what to send (hex), or "wait SECONDS". Prints what it got.
CLIENT = r"""
import socket, sys, time
c = socket.create_connection((sys.argv[1], int(sys.argv[2])), 20)
c.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
try:
    for line in sys.stdin:
        word = line.split()
        if word[0] == "wait":
            time.sleep(float(word[1]))
        else:
            c.sendall(bytes.fromhex(word[0]))
    c.shutdown(socket.SHUT_WR)
    got = b""
    while piece := c.recv(65536):
        got += piece
    print("closed", got.hex())
except OSError as e:
    print("error", type(e).__name__)
"""
V4, V6 = "198.18.2.2", "fd00:2::2"


# A client below the kernel's TCP: each line is an offset, and what to send there (hex); "!" first: urgent.
# It shakes hands, and waits after each line until all acknowledgements that may come have come.
TRICKS = r"""
import os, socket, sys, time
sys.path.insert(0, sys.argv[3])
import make_captures as made
client, server, port = sys.argv[1], sys.argv[2], 8080
out = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
back = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_TCP)
back.settimeout(20)
tcp = made.Tcp(port, 40000 + os.getpid() % 9999, client, server, 1000)
send = lambda packet: out.sendto(packet, (server, 0))
def answer():
    while True:
        packet = back.recv(65536)
        head = packet[20:]
        if int.from_bytes(head[2:4], "big") == tcp.ends[0][1]:
            return head
send(tcp.segment(0, flags=made.SYN))
tcp.seq[1] = int.from_bytes(answer()[4:8], "big") + 1
send(tcp.segment(0))
start = tcp.seq[0]
back.settimeout(0.1)
for line in sys.stdin:
    at, data = line.split()
    flags = made.ACK | made.PSH | (made.URG if at[0] == "!" else 0)
    data = bytes.fromhex(data)
    send(tcp.segment(0, data, flags, seq=start + int(at.strip("!")), urgent=len(data)))
    try:
        while True:
            if answer()[13] & made.RST:
                print("reset", end=" ")
    except TimeoutError:
        pass
"""


class Gateway(net_lab.Lab):
    """Client c, gateway g, server s; the firewall's rule is the tests'."""

    def __init__(self):
        super().__init__("c", "g", "s")

    def __enter__(self):
        super().__enter__()
        self.link("c", "c0", "g", "g0")
        self.link("s", "s0", "g", "g1")
        for short, interface, v4, v6 in (("c", "c0", "198.18.1.2", "fd00:1::2"),
                                         ("g", "g0", "198.18.1.1", "fd00:1::1"),
                                         ("g", "g1", "198.18.2.1", "fd00:2::1"),
                                         ("s", "s0", "198.18.2.2", "fd00:2::2")):
            self.ip(short, "addr", "add", v4 + "/24", "dev", interface)
            self.ip(short, "addr", "add", v6 + "/64", "dev", interface, "nodad")
        for short, net in (("c", "1"), ("s", "2")):
            self.ip(short, "route", "add", "default", "via", "198.18.%s.1" % net)
            self.ip(short, "-6", "route", "add", "default", "via", "fd00:%s::1" % net)
        for name in ("net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1"):
            self.run("g", "sysctl", "-qw", name)
        os.makedirs("got", exist_ok=True)
        server = self.start("s", sys.executable, "-c", SERVER, str(PORT), stdout=subprocess.PIPE,
                            text=True)
        if server.stdout.readline() != "listening\n":
            raise AssertionError("no server")
        return self

    def rules(self, *more):
        """All of the server's traffic goes through the queue."""
        for tables in ("iptables", "ip6tables"):
            self.run("g", tables, "-F", "FORWARD")
            for words in (("-p", "tcp", "--dport"), ("-p", "tcp", "--sport"),
                          ("-p", "udp", "--dport")):
                self.run("g", tables, "-w", "-A", "FORWARD", *words, str(PORT), "-j", "NFQUEUE",
                         "--queue-num", "5", *more)

    def post(self, address, path, *more, seconds=20):
        host = "[%s]" % address if ":" in address else address
        return self.run("c", "curl", "-sS", "-m", str(seconds), "-H", "Expect:", "-w",
                        "\n%{http_code}", "--data-binary", "@" + path, *more,
                        "http://%s:%d/x" % (host, PORT), check=False)

    def talk(self, address, *lines):
        return self.run("c", sys.executable, "-c", CLIENT, address, str(PORT),
                        input="".join(line + "\n" for line in lines)).stdout.split()


def cannot():
    why = net_lab.missing()
    if why:
        return why
    for tool in ("iptables", "ip6tables", "curl", "sysctl"):
        if not shutil.which(tool):
            return "no " + tool
    with net_lab.Lab("x") as lab:
        if lab.run("x", "iptables", "-A", "FORWARD", "-j", "NFQUEUE", check=False).returncode:
            return "no NFQUEUE in this kernel"
        probe = lab.run("x", net_lab.DLPD, "gate", "--queue", "5", "-r", "/none", check=False)
        if "without libnetfilter_queue" in probe.stderr:
            return "built without libnetfilter_queue"
    return None


def received():
    """All that the server ever got, connections behind each other."""
    out = []
    for name in sorted(os.listdir("got"), key=int):
        with open(os.path.join("got", name), "rb") as log:
            out.append(log.read())
    return out


def write(name, data):
    with open(name, "wb") as out:
        out.write(data)
    return name


def text(size, seed=1):
    """Lines with numbers in them, as exports have."""
    rng = random.Random(seed)
    out = []
    while sum(map(len, out[-1:])) + 40 * len(out) < size:
        out.append(b"%d,name %d,TM-%08d,%d\n" % (rng.randrange(10**9), rng.randrange(100),
                                                 rng.randrange(10**8), rng.randrange(10**6)))
    return b"".join(out)[:size]


def clean(lab):
    lab.rules()
    daemon = net_lab.Daemon(lab, "g", *OPTIONS, "--user", "nobody")
    for size in (5, 30_000, 1_000_000):
        for number, make in enumerate((text, lambda n: random.Random(2).randbytes(n))):
            data = make(size)
            path = write("clean", data)
            for address in (V4, V6):
                want = "%d %s\n200" % (len(data), hashlib.sha256(data).hexdigest())
                got = lab.post(address, path)
                if got.stdout != want:
                    yield "%d bytes (%d) to %s: %s %s" % (size, number, address, got.stdout[-200:],
                                                          got.stderr)
    status = daemon.stop()
    gate = daemon.records("gate")[0]
    summary = daemon.records("summary")[0]
    if status != 0 or gate["dropped"] or gate["replaced"] or gate["unjudged"]:
        yield "%d %s %s" % (status, gate, daemon.said())
    if (summary["flows"], summary["incidents"], summary["incomplete"]) != (12, 0, 0):
        yield "%s %s" % (summary, daemon.records("flow")[:2])


def leaks(lab):
    """A value anywhere in a body: the client reads a page, the server never has it whole."""
    lab.rules()
    daemon = net_lab.Daemon(lab, "g", *OPTIONS)
    before = len(received())
    cases = [VALUE, b"ticket " + VALUE + b" of a customer", text(300_000) + b" " + VALUE,
             text(150_000) + b" " + VALUE + b" " + text(150_000, 2)]
    ids = set()
    for data in cases:
        path = write("leak", data)
        for address in (V4, V6):
            got = lab.post(address, path)
            if not got.stdout.endswith("\n403") or "policy <b>default</b>" not in got.stdout:
                yield "%d bytes to %s: %s %s" % (len(data), address, got.stdout[-300:], got.stderr)
            else:
                ids.add(got.stdout.split("<b>")[2][:16])
    logs = received()[before:]
    net_lab.wait_for(lambda: all(log.endswith(b"<reset>") for log in received()[before:]),
                     "all connections reset at the server: %s" % [
                         (len(log), log[-20:]) for log in received()[before:]])
    if any(VALUE in log for log in logs) or len(logs) != 2 * len(cases):
        yield "the server has it: %s" % [len(log) for log in logs]
    daemon.stop()
    found = daemon.records("incident")
    if {r.get("done_id") for r in found} != ids or {r.get("done") for r in found} != {
            "blocked"}:
        yield "ids: %s, records: %s" % (ids, found)
    if VALUE.decode() in daemon.said() + json.dumps(daemon.records()):
        yield "the value is printed"


def raw_tcp(lab):
    """No HTTP: both ends see a reset. The value in two packets, and at the end of the connection's
    last one, where nothing follows that could decide."""
    lab.rules()
    daemon = net_lab.Daemon(lab, "g", *OPTIONS)
    before = len(received())
    cases = ((b"hello\n", b"it is " + VALUE + b"\n"), (b"it is TN-12", b"345678\n" + b"x" * 99),
             (b"x" * 300 + b" " + VALUE,))
    for pieces in cases:
        for address in (V4, V6):
            lines = ["%s\nwait 0.02" % piece.hex() for piece in pieces]
            got = lab.talk(address, *lines, "wait 0.1", b"more".hex())
            if got[0] != "error":
                yield "%s to %s: %s" % (pieces, address, got)
    net_lab.wait_for(lambda: all(log.endswith(b"<reset>") for log in received()[before:]), "resets")
    logs = received()[before:]
    if len(logs) != 6 or any(VALUE in log for log in logs):
        yield logs
    # A digit more, in the next packet: then it is none. The packet is held, and passes.
    got = lab.talk(V4, (b"it is " + VALUE).hex(), b"9 apples\n".hex())
    log = received()[-1]
    if got != ["closed"] or log != b"it is " + VALUE + b"9 apples\n":
        yield "a longer number: %s %s" % (got, log)
    daemon.stop()
    if daemon.records("gate")[0]["held"] == 0:
        yield daemon.records("gate")


def tricks(lab):
    """Segments that come in another order, twice with different bytes, or urgent."""
    lab.rules()
    for chain in ("OUTPUT", "INPUT"): # the client's kernel knows nothing of its connections
        lab.run("c", "iptables", "-A", chain, "-p", "tcp", "--tcp-flags", "RST", "RST", "--dport",
                str(PORT), "-j", "DROP")
    whole = b"it is TN-12345678 or so"
    # Name, segments, what the server then has (None: the flow ends), refused as contradictions. What
    # waits behind a hole is dropped after a while, so it is sent again at the end.
    cases = (("in another order", [(10, whole[10:]), (0, whole[:10]), (10, whole[10:])], None, 0),
             ("other bytes behind a hole", [(10, b"........ or so"), (10, whole[10:]), (0, whole[:10]),
                                            (10, b"........ or so")], b"it is TN-1........ or so", 1),
             ("other bytes again", [(0, b"it is TN-1......."), (9, whole[9:17]), (17, b"!")],
              b"it is TN-1.......!", 0),
             ("a byte is urgent", [(0, b"it is TN-12"), ("!11", b"3"), (11, b"345678 or so")], None, 0))
    for name, sent, wanted, conflicts in cases:
        daemon = net_lab.Daemon(lab, "g", *OPTIONS)
        lab.run("c", sys.executable, "-c", TRICKS, "198.18.1.2", V4,
                os.path.join(net_lab.ROOT, "fixtures"),
                input="".join("%s %s\n" % (at, data.hex()) for at, data in sent))
        log = received()[-1]
        daemon.stop()
        gate = daemon.records("gate")[0]
        if VALUE in log.replace(b"<reset>", b"") or wanted not in (None, log):
            yield "%s: the server has %s" % (name, log)
        if (wanted is None) != (gate["blocked_flows"] == 1) or gate["conflicts"] != conflicts:
            yield "%s: %s" % (name, gate)
    lab.run("c", "iptables", "-F")


def policies(lab):
    """Under a policy: what it only tells of passes; the third value of a count does not."""
    lab.rules()
    write("policy.conf", b"""version = 1;
policies = (
  { name = "few"; action = "alert"; rules = [ "test.*" ]; },
  { name = "many"; action = "block"; rules = [ "test.*" ]; values = 3; }
);
outputs = ( { kind = "file"; path = "events/told.jsonl"; } );
""")
    os.makedirs("events", exist_ok=True)
    shutil.chown("events", "nobody") # outputs are opened by the user that dlpd becomes
    daemon = net_lab.Daemon(lab, "g", *OPTIONS, "--policy", "policy.conf", "--user", "nobody")
    before = len(received())
    few = lab.post(V4, write("few", b"ticket TN-00000001 and TN-00000002"))
    lines = [("ticket TN-0000000%d \n" % i).encode().hex() for i in range(5)]
    many = lab.talk(V6, *("%s\nwait 0.05" % line for line in lines))
    net_lab.wait_for(lambda: received()[-1].endswith(b"<reset>"), "a reset")
    if not few.stdout.endswith("200") or many[0] != "error":
        yield "%s %s" % (few, many)
    log = b"".join(received()[before:])
    if log.count(b"TN-0000000") != 4 or b"TN-00000002 \n" in log:
        yield log
    daemon.stop()
    got = [(r["policy"], r["action"], r["left"], r.get("done")) for r in daemon.records("incident")]
    if sorted(got) != [("few", "alert", "all", None), ("many", "block", "part", "blocked")]:
        yield got
    with open("events/told.jsonl", encoding="utf-8") as events:
        told_of = sorted(json.loads(line)["policy"] for line in events)
    if told_of != ["few", "many"]:
        yield told_of
    wrong = net_lab.Daemon(lab, "g", *OPTIONS, "--policy", "rules.conf", ready=None)
    if wrong.process.wait(net_lab.PATIENCE) != 2:
        yield wrong.said()


def encrypted(lab):
    """What nobody can read is left to the kernel, by its mark; and is told."""
    lab.rules()
    for table in ("iptables", "ip6tables"):
        for words in (("mangle", "-A", "FORWARD", "-j", "CONNMARK", "--restore-mark", "--mask", "1"),
                      ("filter", "-I", "FORWARD", "-m", "mark", "--mark", "1/1", "-j", "ACCEPT"),
                      ("mangle", "-A", "POSTROUTING", "-m", "mark", "--mark", "1/1", "-j", "CONNMARK",
                       "--save-mark", "--mask", "1")):
            lab.run("g", table, "-w", "-t", *words)
    daemon = net_lab.Daemon(lab, "g", *OPTIONS, "--mark", "1/1")
    hello = bytes.fromhex("160301002f0100002b0303") + b"c" * 32 + bytes.fromhex("00000200ff0100") + (
        b"\0" * 2)
    record = b"\x17\x03\x03\x40\x00" + b"e" * 0x4000
    before = len(received())
    got = lab.talk(V4, hello.hex(), "wait 0.2", *([record.hex() + "\nwait 0.02"] * 20))
    if got[0] != "closed" or received()[before:] != [hello + record * 20]:
        yield "%s %d" % (got[0], len(b"".join(received()[before:])))
    daemon.stop()
    for table in ("iptables", "ip6tables"):
        lab.run("g", table, "-t", "mangle", "-F")
    flow = daemon.records("flow")[0]
    if (flow["verdict"], flow["protocol"], flow.get("done")) != ("incomplete", "tls", "handed_over"):
        yield flow
    if flow["from_client"]["packets"] > 12:
        yield "the kernel did not take it: %s" % flow
    write("policy.conf", b"""version = 1;
policies = ( { name = "no-tls"; action = "block"; unread = [ "encrypted" ]; } );
""")
    daemon = net_lab.Daemon(lab, "g", *OPTIONS, "--policy", "policy.conf")
    before = len(received())
    got = lab.talk(V6, hello.hex(), "wait 0.1", record.hex())
    net_lab.wait_for(lambda: received()[before:] == [b"<reset>"], "a reset and nothing else: %s" %
                     received()[before:])
    daemon.stop()
    if got[0] != "error" or daemon.records("flow")[0].get("done") != "blocked":
        yield "a policy against TLS: %s %s" % (got, daemon.records())


def modes(lab):
    """No daemon, a daemon that was killed, a scanner that fails: closed and open."""
    data = write("clean", b"nothing to see")
    leak = write("leak", b"ticket " + VALUE)
    lab.rules()
    if lab.post(V4, data, seconds=0.5).returncode != 28:
        yield "passes without a daemon"
    daemon = net_lab.Daemon(lab, "g", *OPTIONS, "--control", "gate.sock")
    if not lab.post(V4, data).stdout.endswith("200"):
        yield "does not pass with one"
    daemon.stop(signal.SIGKILL)
    if lab.post(V4, data, seconds=0.5).returncode != 28:
        yield "passes after a crash"
    lab.rules("--queue-bypass")
    if not lab.post(V6, data).stdout.endswith("200"):
        yield "--queue-bypass: does not pass after a crash"
    daemon = net_lab.Daemon(lab, "g", *OPTIONS, "--control", "gate.sock")
    if not lab.post(V6, leak).stdout.endswith("403"):
        yield "started again: does not judge"
    daemon.stop()
    for mode, code in (("closed", 28), ("open", 0)):
        daemon = net_lab.Daemon(lab, "g", *OPTIONS, "--simulate", "scan-failed", "--fail", mode,
                                "--control", "gate.sock")
        got = lab.post(V4, leak, seconds=0.5 if code else 20)
        health = net_lab.ask("gate.sock", "/health")
        if got.returncode != code or "503" not in health[0]:
            yield "a broken scanner, %s: %s %s" % (mode, got, health)
        if daemon.stop() != 4:
            yield "a broken scanner is no failure"
        gate = daemon.records("gate")[0]
        if (gate["unjudged"] > 0) != (mode == "open") or (gate["refused"] > 0) != (
                mode == "closed"):
            yield "%s: %s" % (mode, gate)
        if mode == "open" and ("were not judged" not in daemon.said()
                               or daemon.records("summary")[0]["packets_not_judged"] == 0):
            yield daemon.said()


def overload(lab):
    """A queue that is too short for its reader: packets are lost and sent again. The transfer is slow, but
    whole, and all of it is judged, whatever the mode."""
    data = text(40_000)
    path = write("clean", data)
    lab.rules()
    daemon = net_lab.Daemon(lab, "g", *OPTIONS, "--simulate", "slow", "--fail", "open",
                            "--queue-length", "1", "--flows", "--user", "nobody")
    got = lab.post(V4, path)
    if not got.stdout.endswith("200"):
        yield got
    daemon.stop()
    flow = max(daemon.records("flow"), key=lambda f: f["from_client"]["seen"])
    if flow["verdict"] != "clean" or flow["from_client"]["scanned"] < len(data):
        yield flow
    if daemon.records("gate")[0]["queue_full"] == 0:
        yield "the queue was never full: %s" % daemon.records("gate")


def rules_anew(lab):
    """SIGHUP while a connection sends: it goes on, and its later texts are judged by the new rules."""
    lab.rules()
    os.makedirs("changing", exist_ok=True)
    write("changing/first.conf", net_lab.RULE.encode())
    daemon = net_lab.Daemon(lab, "g", "gate", "-q", "5", "-r", "changing", "--cache-dir", "cache",
                            "--flows")
    data = text(3_000_000)
    path = write("clean", data)
    load = lab.start("c", "curl", "-sS", "-m", "30", "-H", "Expect:", "--limit-rate", "2M",
                     "--data-binary", "@" + path, "http://%s:%d/x" % (V4, PORT),
                     stdout=subprocess.PIPE, text=True)
    before = len(received())
    net_lab.wait_for(lambda: len(received()) > before or received()[-1:] and len(received()[-1]) > 99,
                     "the upload begins")
    write("changing/more.conf", net_lab.SECOND.encode())
    daemon.send(signal.SIGHUP)
    net_lab.wait_for(lambda: "read anew: 2" in daemon.said(), "new rules")
    if load.communicate(timeout=net_lab.PATIENCE)[0] != "%d %s" % (
            len(data), hashlib.sha256(data).hexdigest()):
        yield "the upload was disturbed"
    second = lab.post(V4, write("leak", b"ticket QQ-12345678"))
    if not second.stdout.endswith("403"):
        yield second
    daemon.stop()
    kinds = [(r["kind"], r["verdict"]) for r in daemon.records() if "verdict" in r
             and (r["from_client"]["seen"] > 1000 or "done" in r)]
    if sorted(kinds) != [("flow", "clean"), ("incident", "found")]:
        yield kinds


def datagrams(lab):
    lab.rules()
    daemon = net_lab.Daemon(lab, "g", *OPTIONS)
    sink = lab.start("s", sys.executable, "-c", "import socket\n"
                     "s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)\n"
                     "s.bind(('::', %d))\nprint('bound', flush=True)\n"
                     "while True: print(s.recv(9000).hex(), flush=True)" % PORT,
                     stdout=subprocess.PIPE, text=True)
    sink.stdout.readline()
    for payload in (b"ticket " + VALUE, b"clean", b"a" * 4000):
        lab.run("c", sys.executable, "-c",
                "import socket, sys\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
                "s.sendto(bytes.fromhex(sys.argv[1]), ('%s', %d))" % (V4, PORT), payload.hex())
    if bytes.fromhex(sink.stdout.readline()) != b"clean":
        yield "not the clean one"
    daemon.stop()
    if daemon.records("incident")[0].get("done") != "blocked":
        yield daemon.records()


def two_queues(lab):
    """A process for each of two queues: the kernel chooses by the addresses, the same for both directions."""
    for tables in ("iptables", "ip6tables"):
        lab.run("g", tables, "-F", "FORWARD")
        for end in ("--dport", "--sport"):
            lab.run("g", tables, "-w", "-A", "FORWARD", "-p", "tcp", end, str(PORT), "-j", "NFQUEUE",
                    "--queue-balance", "5:6")
    daemons = [net_lab.Daemon(lab, "g", "gate", "--queue", number, *OPTIONS[3:]) for number in ("5", "6")]
    for address in (V4, V6):
        lab.ip("c", "addr", "add", "198.18.1.3/24", "dev", "c0", check=False)
        for more in ((), ("--interface", "198.18.1.3")) if address == V4 else ((),):
            clean, leak = (lab.post(address, write("body", data), *more).stdout[-3:]
                           for data in (b"nothing to see", b"ticket " + VALUE))
            if (clean, leak) != ("200", "403"):
                yield "%s %s: %s %s" % (address, more, clean, leak)
    for daemon in daemons:
        daemon.stop()
    gates = [daemon.records("gate")[0] for daemon in daemons]
    if sum(g["blocked_flows"] for g in gates) != 3 or any(g["unjudged"] or g["refused"] for g in gates):
        yield gates


def told(lab):
    daemon = net_lab.Daemon(lab, "g", *OPTIONS)
    second = lab.run("g", net_lab.DLPD, *OPTIONS, check=False)
    if second.returncode != 4 or "queue 5: another program has bound it" not in second.stderr:
        yield second
    daemon.stop()
    if shutil.which("setpriv"):
        shutil.copy(net_lab.DLPD, "dlpd")  # where that user may come
        plain = lab.run("g", "setpriv", "--reuid=65534", "--clear-groups", os.path.abspath("dlpd"), "gate", "-q",
                        "5", "-r", os.path.abspath("rules.conf"), "--no-cache", check=False)
        if plain.returncode != 4 or "takes root" not in plain.stderr:
            yield plain
    none = net_lab.command(net_lab.DLPD, "gate", check=False)
    if none.returncode != 2 or "--queue is missing" not in none.stderr:
        yield none


CASES = (("clean transfers", clean), ("values", leaks), ("no HTTP", raw_tcp), ("tricks", tricks),
         ("policies", policies), ("encrypted", encrypted),
         ("closed and open", modes), ("overload", overload), ("rules read anew", rules_anew),
         ("datagrams", datagrams), ("two queues", two_queues), ("what is said", told))


def main():
    why = cannot()
    if why:
        print("ok dlpd gate # SKIP %s" % why)
        return 0
    with tempfile.TemporaryDirectory(prefix="dlp-gate-", dir="/var/tmp") as scratch:
        os.chdir(scratch)
        os.chmod(scratch, 0o755)
        write("rules.conf", net_lab.RULE.encode())
        with Gateway() as lab:
            failed = [net_lab.report("dlpd gate", name, case(lab)) for name, case in CASES
                      if not sys.argv[1:] or name in sys.argv[1:]]
        os.chdir("/")
    return any(failed)


if __name__ == "__main__":
    sys.exit(main())
