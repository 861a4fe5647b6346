#!/usr/bin/env python3
"""dlpd watch on one end of a cable between two namespaces: each frame counted, findings as in replay, the
rules read anew, what it says when something is not there.
"""
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import net_lab  # noqa: E402

sys.path.insert(0, os.path.join(net_lab.ROOT, "fixtures"))
import make_captures as made  # noqa: E402

# Reads frames from standard input, each behind its length, and sends them.
SENDER = """
import socket, struct, sys
s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
s.bind((sys.argv[1], 0))
data = sys.stdin.buffer.read()
at = 0
while at < len(data):
    size = struct.unpack_from("!I", data, at)[0]
    s.send(data[at + 4:at + 4 + size])
    at += 4 + size
"""
OPTIONS = ("-r", "rules.conf", "--cache-dir", "cache")


def send(lab, packets):
    frames = b"".join(len(p).to_bytes(4, "big") + p for p in map(made.ether, packets))
    subprocess.run(("ip", "netns", "exec", lab.name["a"], sys.executable, "-c", SENDER, "a0"),
                   input=frames, check=True, timeout=net_lab.PATIENCE)


def connection(port, text):
    """One POST, and the answer to it."""
    tcp = made.Tcp(source_port=port)
    return tcp.talk(made.post_plain(text), made.ANSWER)


def count(path):
    return {line.split(" ")[0]: int(line.split(" ")[1])
            for line in net_lab.ask(path, "/metrics")[1].splitlines() if line[0] != "#"}[
                "dlpd_frames_total"]


def wait_frames(path, frames):
    net_lab.wait_for(lambda: count(path) >= frames, "%d frames" % frames)


def every_frame(lab, filter_words, batch):
    packets = sum((connection(20000 + i, b"text %d" % i) for i in range(400)), [])
    packets += connection(30000, made.TEXT)
    daemon = net_lab.Daemon(lab, "b", "watch", "-i", "b0", *OPTIONS, "--control", "live.sock",
                            *filter_words, *batch, "--user", "nobody")
    send(lab, packets)
    wait_frames("live.sock", len(packets))
    status = daemon.stop()
    capture = daemon.records("capture")[0]
    if status != 0 or (capture["frames"], capture["frames_lost"]) != (len(packets), 0):
        yield "status %d, %d sent: %s %s" % (status, len(packets), capture, daemon.said())
    incidents = daemon.records("incident")
    if len(incidents) != 1 or incidents[0]["client_port"] != 30000 or incidents[0][
            "rules"][0]["masked"] != ["*********78"]:
        yield "incidents: %s" % incidents
    summary = daemon.records("summary")[0]
    if (summary["flows"], summary["incidents"], summary["incomplete"]) != (401, 1, 0):
        yield "summary: %s" % summary
    if "TN-12345678" in daemon.said() + str(daemon.records()):
        yield "the value is printed"


def filtered(lab):
    """What the filter leaves out is not counted, whoever sends it."""
    other = connection(21000, made.TEXT)
    wanted = connection(22000, made.TEXT)
    daemon = net_lab.Daemon(lab, "b", "watch", "-i", "b0", *OPTIONS, "--control", "live.sock", "-f",
                            "tcp port 22000", "--flows")
    send(lab, other + wanted)
    wait_frames("live.sock", len(wanted))
    daemon.stop(signal.SIGINT)
    if [r["client_port"] for r in daemon.records("incident")] != [22000]:
        yield daemon.records("incident")


def shared(lab):
    """Two processes of one group: each connection is seen whole, by one of them; each has some."""
    packets = sum((connection(26000 + i, b"%d " % i + made.TEXT) for i in range(60)), [])
    daemons = [net_lab.Daemon(lab, "b", "watch", "-i", "b0", *OPTIONS, "--control", "live%d.sock" % i, "-f",
                              "tcp", "--fanout", "77", "--flows", "--both") for i in range(2)]
    send(lab, packets)
    net_lab.wait_for(lambda: sum(count("live%d.sock" % i) for i in range(2)) >= len(packets), "all frames")
    for daemon in daemons:
        daemon.stop()
    ports = [[r["client_port"] for r in daemon.records("incident")] for daemon in daemons]
    if sorted(sum(ports, [])) != list(range(26000, 26060)) or not all(ports):
        yield "%s %s" % (ports, [daemon.said() for daemon in daemons])
    if any(r["from_server"]["seen"] == 0 or r["from_client"]["incomplete"]
           for daemon in daemons for r in daemon.records("incident")):
        yield "one was not seen whole"
    other = lab.run("b", net_lab.DLPD, "watch", "-i", "b0", *OPTIONS, "--fanout", "0", check=False)
    if other.returncode != 2 or "from 1 to 65535" not in other.stderr:
        yield other


def lost_and_cut(lab):
    """Frames cut by --snap are incomplete, not clean."""
    packets = connection(23000, b"x" * 600 + made.TEXT)
    daemon = net_lab.Daemon(lab, "b", "watch", "-i", "b0", *OPTIONS, "--control", "live.sock", "-f",
                            "tcp", "--snap", "200")
    send(lab, packets)
    wait_frames("live.sock", len(packets))
    daemon.stop()
    flow = daemon.records("flow")[0]
    if flow["verdict"] != "incomplete" or flow["from_client"]["missing"] == 0:
        yield flow


def read_anew(lab):
    """SIGHUP in the middle of a connection: it goes on; the new rules judge what begins later; a
    broken file changes nothing."""
    tcp = made.Tcp(source_port=24000)
    text = made.post_plain(b"first " + b"y" * 100 + b" " + made.TEXT)
    daemon = net_lab.Daemon(lab, "b", "watch", "-i", "b0", "-r", "changing", "--cache-dir", "cache",
                            "--control", "live.sock", "-f", "tcp", "--flows")
    send(lab, tcp.open() + tcp.send(text[:60]))
    wait_frames("live.sock", 5)
    with open("changing/more.conf", "w", encoding="utf-8") as rules:
        rules.write(net_lab.SECOND)
    daemon.send(signal.SIGHUP)
    net_lab.wait_for(lambda: "read anew: 2" in daemon.said(), "rules")
    later = connection(24001, b"ticket QQ-12345678")
    rest = tcp.send(text[60:]) + tcp.close()
    with open("changing/more.conf", "w", encoding="utf-8") as rules:
        rules.write("version = 1; rules = ( { id = ")
    daemon.send(signal.SIGHUP)
    net_lab.wait_for(lambda: "stay so" in daemon.said(), "the old rules")
    send(lab, rest + later)
    wait_frames("live.sock", 5 + len(rest) + len(later))
    status, body = net_lab.ask("live.sock", "/status")
    if '"reloads":1,"reloads_failed":1' not in body or "200" not in status:
        yield body
    status = daemon.stop()
    found = sorted((r["client_port"], r["rules"][0]["rule"]) for r in daemon.records("incident"))
    if status != 0 or found != [(24000, "test.number"), (24001, "test.second")]:
        yield "%d %s" % (status, found)
    if daemon.records("summary")[0]["incomplete"] or len(daemon.records()) != 4:
        yield daemon.records()


def control_socket(lab):
    daemon = net_lab.Daemon(lab, "b", "watch", "-i", "b0", *OPTIONS, "--control", "live.sock")
    asked = net_lab.command(net_lab.DLPD, "status", "--control", "live.sock")
    if '"kind":"status","mode":"watch"' not in asked.stdout:
        yield asked.stdout
    if net_lab.ask("live.sock", "/health") != ("HTTP/1.0 200 OK", "ok\n"):
        yield net_lab.ask("live.sock", "/health")
    if "404" not in net_lab.ask("live.sock", "/elsewhere")[0]:
        yield "/elsewhere is there"
    second = net_lab.Daemon(lab, "b", "watch", "-i", "b0", *OPTIONS, "--control", "live.sock",
                            ready=None)
    if second.process.wait(net_lab.PATIENCE) != 4 or "cannot listen there" not in second.said():
        yield "the socket of another daemon is taken: %s" % second.said()
    daemon.process.kill() # leaves the socket behind
    daemon.process.wait()
    gone = net_lab.command(net_lab.DLPD, "status", "--control", "live.sock", check=False)
    if gone.returncode != 4 or "no daemon answers" not in gone.stderr:
        yield gone
    again = net_lab.Daemon(lab, "b", "watch", "-i", "b0", *OPTIONS, "--control", "live.sock")
    if again.stop() != 0 or os.path.exists("live.sock"):
        yield "after a crash: %s" % again.said()


def service_manager(lab):
    """What systemd is told: ready once packets are taken, then the watchdog is fed, then the end."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind("notify")
        manager.settimeout(net_lab.PATIENCE)
        daemon = net_lab.Daemon(lab, "b", "watch", "-i", "b0", *OPTIONS, env={
            "NOTIFY_SOCKET": os.path.abspath("notify"), "WATCHDOG_USEC": "100000"})
        got = [manager.recv(100) for _ in range(4)]
        daemon.stop()
        while got[-1] == b"WATCHDOG=1":
            got.append(manager.recv(100))
    if sorted(got[:2]) != [b"READY=1", b"WATCHDOG=1"] or got[2:4] != [b"WATCHDOG=1"] * 2 or (
            got[-1] != b"STOPPING=1"):
        yield got


def told(lab):
    """What it says when it cannot."""
    cases = ((("-i", "none0"), 2, "no such interface"), (("-i", "down0"), 4, "is down"),
             (("-i", "b0", "-f", "port of call"), 2, "the filter is wrong"),
             (("-i", "b0", "--user", "no-such-user"), 2, "there is no user"), ((), 2, "--interface"))
    lab.ip("b", "link", "add", "down0", "type", "veth", "peer", "name", "down1")
    for words, status, text in cases:
        daemon = net_lab.Daemon(lab, "b", "watch", *words, *OPTIONS, ready=None)
        got = daemon.process.wait(net_lab.PATIENCE)
        if got != status or text not in daemon.said():
            yield "%s: %d %s" % (words, got, daemon.said())
    if shutil.which("setpriv"):
        shutil.copy(net_lab.DLPD, "dlpd")  # where that user may come
        plain = lab.run("b", "setpriv", "--reuid=65534", "--clear-groups", os.path.abspath("dlpd"), "watch",
                        "-i", "b0", "-r", os.path.abspath("rules.conf"), "--no-cache", check=False)
        if plain.returncode != 4 or "no permission" not in plain.stderr:
            yield plain
    daemon = net_lab.Daemon(lab, "b", "watch", "-i", "down0", *OPTIONS, ready=None)
    daemon.process.wait(net_lab.PATIENCE)
    lab.ip("b", "link", "set", "down0", "up")
    daemon = net_lab.Daemon(lab, "b", "watch", "-i", "down0", *OPTIONS)
    lab.ip("b", "link", "del", "down0")
    if daemon.process.wait(net_lab.PATIENCE) != 4 or "down0: not read to its end" not in daemon.said():
        yield "vanished: %s" % daemon.said()
    if not daemon.records("summary"):
        yield "no summary: %s" % daemon.records()


def main():
    why = net_lab.missing()
    if why:
        print("ok dlpd watch # SKIP %s" % why)
        return 0
    with tempfile.TemporaryDirectory(prefix="dlp-live-", dir="/var/tmp") as scratch, net_lab.Lab("a", "b") as lab:
        os.chdir(scratch)
        os.chmod(scratch, 0o755)
        os.mkdir("changing")
        for name in ("rules.conf", "changing/first.conf"):
            with open(name, "w", encoding="utf-8") as rules:
                rules.write(net_lab.RULE)
        # Nothing but what the test sends: no neighbour discovery.
        for short in "ab":
            lab.run(short, "sysctl", "-qw", "net.ipv6.conf.default.disable_ipv6=1")
        lab.link("a", "a0", "b", "b0")
        failed = [net_lab.report("dlpd watch", *case) for case in (
            ("every frame is counted", every_frame(lab, (), ())),
            ("each frame at once", every_frame(lab, ("-f", "tcp"), ("--batch", "0", "--snap", "2000"))),
            ("a filter", filtered(lab)),
            ("frames that are shared", shared(lab)),
            ("frames that are cut", lost_and_cut(lab)),
            ("rules read anew", read_anew(lab)),
            ("control socket", control_socket(lab)),
            ("service manager", service_manager(lab)),
            ("what is said", told(lab)))]
        os.chdir("/")
    return any(failed)


if __name__ == "__main__":
    sys.exit(main())
