#!/usr/bin/env python3
"""dlpd under a policy: what replay says of each flow, what --against prints, what check-config refuses,
what outputs get, and that no change of an audit log passes.
"""
import json
import os
import re
import resource
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "fixtures"))
sys.dont_write_bytecode = True
import make_captures as made  # noqa: E402

DLPD = os.path.join(os.environ.get("DLP_BUILD", os.path.join(ROOT, "build")), "bin", "dlpd")
RULE = """version = 1;
rules = ( {
  id = "test.number"; title = "Test number"; description = "TN, a hyphen and eight digits.";
  source = "tests/cli/t_dlpd_policy.py"; severity = "high"; class = "strong"; pattern = "TN-[0-9]{8}";
  border = "token"; words = { en = [ "ticket" ]; }; mask = "id";
  examples = [ "ticket <<TN-12345678>>" ]; counter_examples = [ "ticket TN-1234567" ];
} );
"""
failed = 0


def check(name, good, *details):
    global failed
    print("%sok %s" % ("" if good else "not ", name))
    if not good:
        failed += 1
        for detail in details:
            print("# %s" % (detail,))


def dlpd(*args):
    return subprocess.run((DLPD,) + args, capture_output=True, text=True, check=False, timeout=120)


def replay(*args):
    return dlpd("replay", "--rules", "rule.conf", "--no-cache", *args)


def objects(text, kind=None):
    lines = [json.loads(line) for line in text.splitlines()]
    return [o for o in lines if kind is None or o["kind"] == kind]


def write(name, text):
    with open(name, "w", encoding="utf-8") as file:
        file.write(text)
    return name


def read(name):
    with open(name, encoding="utf-8") as file:
        return file.read()


def policy(name, policies, more=""):
    return write(name, "version = 1;\n%s\npolicies = ( %s );\n" % (more, policies))


def capture(name, talks):
    """A capture of (second, connection, values): each a connection of its own at that time."""
    out = [struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 65535, made.ETHERNET)]
    for second, tcp, values in talks:
        text = " ".join("ticket TN-%08d" % v for v in values).encode()
        for packet in tcp.talk(made.post_plain(text), made.ANSWER):
            frame = made.ether(packet)
            out.append(struct.pack("<IIII", made.START + second, 0, len(frame), len(frame)) + frame)
    with open(name, "wb") as file:
        file.write(b"".join(out))
    return name


def tcp(number, client=made.CLIENT, server=made.SERVER, port=80):
    return made.Tcp(port=port, source_port=41000 + number, client=client, server=server)


# ---- Verdicts --------------------------------------------------------------------------------

def test_verdicts():
    capture("some.pcap", [(0, tcp(1), [1, 2, 3]), (1, tcp(2, port=8080), [1]), (2, tcp(3), [])])
    policy("p.conf", '{ name = "few"; rules = "test.*"; action = "log"; },'
                     '{ name = "many"; rules = "test.number"; values = 3; action = "block"; }')
    result = replay("--policy", "p.conf", "--flows", "some.pcap")
    flows = objects(result.stdout)[:3]
    check("replay: status", result.returncode == 1, result.stderr)
    check("replay: the strongest action wins",
          [(f["action"], f.get("policy")) for f in flows]
          == [("block", "many"), ("log", "few"), ("allow", None)], flows)
    check("replay: why", flows[0]["why"] == "3 distinct values in the flow; 3 are enough", flows[0])
    check("replay: all was acknowledged", [f["left"] for f in flows] == ["all"] * 3, flows)
    check("replay: summary", objects(result.stdout, "summary")[0]["actions"]
          == {"allow": 1, "log": 1, "alert": 0, "block": 1})
    check("replay: no values", "TN-0000" not in result.stdout + result.stderr)
    plain = objects(replay("some.pcap").stdout, "incident")
    check("replay: additive only", [set(p) - set(f) for p, f in zip(plain, flows)] == [set()] * 2)
    check("replay: the same again", result.stdout.split('"seconds"')[0]
          == replay("--policy", "p.conf", "--flows", "some.pcap").stdout.split('"seconds"')[0])


def test_slow():
    """One value every 10 minutes, from two sources: only the one that sends four within the hour."""
    talks = [(600 * i, tcp(i), [i]) for i in range(4)]
    talks += [(600 * i + 1, tcp(10 + i, client="198.51.100.8"), [i // 2]) for i in range(4)]
    capture("slow.pcap", talks)
    policy("slow.conf", '{ name = "slow"; rules = "test.*"; values = 4; window = "1h"; '
                        'per = "source"; action = "alert"; }')
    flows = objects(replay("--policy", "slow.conf", "slow.pcap").stdout, "incident")
    check("replay: low and slow", [(f["client"], f["time"][14:16]) for f in flows
                                   if f["action"] == "alert"] == [("198.51.100.7", "43")], flows)
    write("users.txt", "198.51.100.7 anna\n198.51.100.8 anna phone\n")
    policy("slow.conf", '{ name = "slow"; rules = "test.*"; values = 4; window = "35m"; '
                        'per = "source"; action = "alert"; }', 'users = "users.txt";')
    flows = objects(replay("--policy", "slow.conf", "slow.pcap").stdout, "incident")
    check("replay: a user's addresses count as one",
          [f["client_port"] for f in flows if f["action"] == "alert"] == [41003, 41013], flows)
    check("replay: the user and the machine are named",
          {(f["client_port"] < 41010, f["user"], f.get("client_host")) for f in flows}
          == {(True, "anna", None), (False, "anna", "phone")}, flows)


def test_unread():
    policy("unread.conf", '{ name = "tls"; unread = "encrypted"; to = { host = ".example"; }; '
                          'action = "alert"; }, { name = "packed"; unread = "packed"; action = '
                          '"block"; }')
    names = ("tls", "http-zip", "http-encoding", "http-plain")
    flows = objects(replay("--policy", "unread.conf", "--flows",
                           *("captures/%s.pcap" % n for n in names)).stdout)
    flows = [f for f in flows if f["kind"] in ("flow", "incident")]
    check("replay: what could not be read",
          [(f["action"], f.get("why")) for f in flows]
          == [("alert", "could not be read: tls"), ("block", "could not be read: document_damaged"),
              ("block", "could not be read: content_encoding"), ("allow", None)], flows)


def test_exceptions():
    exception = ('exceptions = ( { policies = "many"; to = { host = "files.example"; }; owner = "anna"; '
                 'reason = "r"; until = "%s"; } );')
    for until, wanted in (("2023-11-14", ("allow", "anna")), ("2023-11-13", ("block", None))):
        policy("spared.conf", '{ name = "many"; rules = "test.*"; values = 3; action = "block"; }',
               exception % until)
        flows = objects(replay("--policy", "spared.conf", "some.pcap").stdout, "incident")
        check("exception until %s" % until,
              (flows[0]["action"], flows[0].get("spared", {}).get("owner")) == wanted
              and "spared" not in flows[1], flows)


def test_against():
    policy("old.conf", '{ name = "a"; rules = "test.*"; values = 3; action = "alert"; }')
    policy("new.conf", '{ name = "a"; rules = "test.*"; values = 1; action = "alert"; }')
    result = replay("--policy", "new.conf", "--against", "old.conf", "some.pcap")
    changes = objects(result.stdout, "change")
    check("against: one flow changes", [(c["client_port"], c["before"]["action"],
                                         c["after"]["action"]) for c in changes]
          == [(41002, "allow", "alert")], result.stdout)
    check("against: nothing else is printed",
          {o["kind"] for o in objects(result.stdout)} == {"change", "capture", "summary"})
    check("against: counted", objects(result.stdout, "summary")[0]["changes"] == 1)
    same = replay("--policy", "new.conf", "--against", "new.conf", "some.pcap")
    check("against: itself", not objects(same.stdout, "change"))
    alone = replay("--against", "old.conf", "some.pcap")
    check("against: alone", alone.returncode == 2
          and alone.stderr == "dlpd: --against compares with --policy: name that, too\n",
          alone.stderr)


def test_observe():
    policy("watch.conf", '{ name = "many"; rules = "test.*"; values = 3; action = "block"; }',
           'mode = "observe";')
    result = replay("--policy", "watch.conf", "some.pcap")
    flow = objects(result.stdout, "incident")[0]
    check("observe: never blocks", (flow["action"], flow["would"]) == ("alert", "block"), flow)
    proposal = objects(result.stdout, "proposal")
    check("observe: proposes", len(proposal) == 1 and proposal[0]["policy"] == "many"
          and [proposal[0][n] for n in ("values", "flows", "reached", "median", "p99", "most",
                                        "propose")] == [3, 2, 1, 1, 3, 3, 4], proposal)


# ---- Files that are refused ------------------------------------------------------------------

def test_refused():
    write("broken.conf", "version = 1;\npolicies = ( { name = \"a\"; actoin = \"log\"; } );\n")
    good = dlpd("check-config", "--rules", "rule.conf", "p.conf")
    check("check-config: right", good.returncode == 0
          and good.stdout == "p.conf: right: 2 policies, 0 exceptions\n", good)
    bad = dlpd("check-config", "--rules", "rule.conf", "broken.conf")
    check("check-config: wrong", bad.returncode == 2 and bad.stdout == "" and bad.stderr ==
          "broken.conf:2: error: [a] 'actoin' is not known here; known: name, title, action, rules, "
          "packs, confidence, values, window, per, channel, unread, to, not_to, from, not_from\n"
          "broken.conf:2: error: [a] a policy must have an 'action': \"allow\", \"log\", \"alert\" or "
          "\"block\"\ndlpd: 2 mistakes in the policy; it is not used\n", bad.stderr)
    for name in ("broken.conf", write("empty.conf", ""), "none.conf"):
        result = replay("--policy", name, "some.pcap")
        check("replay: %s is refused" % name, result.returncode == 2 and result.stdout == "",
              result)
    policy("old-exception.conf", '{ name = "a"; action = "log"; }',
           'exceptions = ( { policies = "a"; to = { port = "25"; }; owner = "anna"; reason = "r"; '
           'until = "2020-01-31"; } );')
    old = dlpd("check-config", "--rules", "rule.conf", "old-exception.conf")
    check("check-config: an exception that ended", old.returncode == 0 and old.stderr ==
          "old-exception.conf:2: warning: this exception ended with 2020-01-31; ask anna, or take "
          "it out\n", old.stderr)


def test_reasons():
    """Every reason that the manual lists may stand in a policy."""
    table = read(os.path.join(ROOT, "docs", "dlpd.md")).split("## Reasons for incomplete")[1]
    table = table.split("\n## ")[0]
    reasons = [r for line in table.splitlines() if line.startswith("| `")
               for r in re.findall(r"`([a-z0-9_]+)`", line.split("|")[1])]
    policy("reasons.conf", '{ name = "a"; action = "log"; unread = [ %s ]; }'
           % ", ".join('"%s"' % r for r in reasons))
    result = dlpd("check-config", "--rules", "rule.conf", "reasons.conf")
    check("check-config: the manual's reasons", len(reasons) > 20 and result.returncode == 0,
          result.stderr)


# ---- Outputs ---------------------------------------------------------------------------------

def output(name, outputs, fold="10m", policies='{ name = "a"; rules = "test.*"; action = "alert"; }'):
    return policy(name, policies, 'fold = "%s";\noutputs = ( %s );' % (fold, outputs))


def test_file():
    talks = [(60 * i, tcp(i), [i, i + 1]) for i in range(5)] + [(900, tcp(9), [1])]
    capture("fold.pcap", talks)
    output("file.conf", '{ kind = "file"; path = "out/events.jsonl"; }')
    result = replay("--policy", "file.conf", "--outputs", "fold.pcap")
    events = objects(read("out/events.jsonl"))
    check("file: folded", [(e["flows"], e["rules"][0]["distinct"]) for e in events]
          == [(1, 2), (5, 6), (1, 1)], events)
    check("file: one fold", events[0]["fold"] == events[1]["fold"] != events[2]["fold"])
    check("file: since and until", (events[1]["since"], events[1]["until"])
          == ("2023-11-14T22:13:20.000000Z", "2023-11-14T22:17:20.000000Z"), events[1])
    check("file: no values", "TN-0000" not in read("out/events.jsonl") + result.stdout)
    check("file: mode", os.stat("out/events.jsonl").st_mode & 0o777 == 0o600)
    replay("--policy", "file.conf", "fold.pcap")
    check("file: only with --outputs", len(objects(read("out/events.jsonl"))) == 3)
    output("file.conf", '{ kind = "file"; path = "missing/events.jsonl"; }')
    result = replay("--policy", "file.conf", "--outputs", "fold.pcap")
    check("file: cannot be opened", result.returncode == 4 and result.stdout == "" and result.stderr
          == "dlpd: missing/events.jsonl: cannot be opened: No such file or directory\n", result)


def test_rotation():
    many = [(i, tcp(i % 1000, client="198.51.%d.%d" % (i // 200, 1 + i % 200)), [i])
            for i in range(2600)]
    capture("many.pcap", many)
    output("rotate.conf", '{ kind = "file"; path = "out/r.jsonl"; rotate_mib = 1; keep = 1; }')
    result = replay("--policy", "rotate.conf", "--outputs", "many.pcap")
    files = sorted(n for n in os.listdir("out") if n.startswith("r.jsonl"))
    lines = [len(objects(read("out/" + n))) for n in files]
    check("file: rotated", files == ["r.jsonl", "r.jsonl.1"]
          and os.path.getsize("out/r.jsonl.1") <= 1 << 20 and sum(lines) == 2600, files, lines,
          result.stderr)


def test_rate():
    output("rate.conf", '{ kind = "file"; path = "out/rate.jsonl"; rate = 1; }')
    burst = [(0, tcp(i, server="203.0.113.%d" % (i + 1)), [i]) for i in range(30)]
    capture("burst.pcap", burst + [(5, tcp(99), [7])])
    replay("--policy", "rate.conf", "--outputs", "burst.pcap")
    events = objects(read("out/rate.jsonl"))
    left_out = [e for e in events if e["kind"] == "left_out"]
    told = len(events) - len(left_out)
    check("rate: what is left out is counted", told + sum(e["suppressed"] for e in left_out) == 31
          and 10 <= told <= 16, events)


def test_sockets():
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind("out/stream.sock")
    server.listen(1)
    datagrams = {}
    for kind in ("syslog", "journald"):
        datagrams[kind] = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        datagrams[kind].bind("out/%s.sock" % kind)
        datagrams[kind].settimeout(10)
    output("sockets.conf", '{ kind = "socket"; path = "out/stream.sock"; }, '
                           '{ kind = "syslog"; path = "out/syslog.sock"; }, '
                           '{ kind = "journald"; path = "out/journald.sock"; }')
    result = replay("--policy", "sockets.conf", "--outputs", "some.pcap")
    connection, _ = server.accept()
    text = b"".join(iter(lambda: connection.recv(65536), b"")).decode()
    check("socket: lines", [e["policy"] for e in objects(text)] == ["a", "a"], text, result.stderr)
    line = datagrams["syslog"].recv(65536).decode()
    match = re.fullmatch(r"<132>[A-Z][a-z]{2} [ 0-9]\d \d\d:\d\d:\d\d dlpd\[\d+\]: (\{.*\})", line)
    check("syslog: a line", match and json.loads(match.group(1)) == objects(text)[0], line)
    fields = dict(f.split("=", 1) for f in datagrams["journald"].recv(65536).decode().splitlines())
    check("journald: fields", fields["PRIORITY"] == "4" and fields["DLPD_ACTION"] == "alert"
          and json.loads(fields["MESSAGE"]) == objects(text)[0], fields)
    server.close()
    output("nobody.conf", '{ kind = "socket"; path = "out/stream.sock"; }')
    result = replay("--policy", "nobody.conf", "--outputs", "some.pcap")
    check("socket: nobody listens", result.returncode == 4 and "nobody listens" in result.stderr,
          result.stderr)


# ---- The audit log ---------------------------------------------------------------------------

def verify(log="out/audit.log", *more):
    return dlpd("audit", "verify", "--audit-key", "out/key.pub", *more, log)


def tampered(name, lines):
    shutil.copy("out/audit.log.head", "out/bad.log.head")
    with open("out/bad.log", "w", encoding="utf-8") as file:
        file.write("".join(lines))
    result = verify("out/bad.log")
    return result if result.returncode != 1 or not result.stderr or result.stdout else None


def test_audit():
    made_key = dlpd("audit", "key", "out/key")
    check("audit: key", made_key.returncode == 0
          and os.stat("out/key").st_mode & 0o777 == 0o600, made_key.stderr)
    again = dlpd("audit", "key", "out/key")
    check("audit: a key is never replaced", again.returncode == 2 and again.stderr
          == "dlpd: out/key: exists already; it is never replaced\n", again.stderr)
    output("audit.conf", '{ kind = "audit"; path = "out/audit.log"; key = "out/key"; }', "1s")
    replay("--policy", "audit.conf", "--outputs", "fold.pcap")
    first = verify()
    check("audit: whole", first.returncode == 0 and re.fullmatch(
        r"out/audit.log: as it was written: 8 lines, 6 events, head 8:[0-9a-f]{64}\n",
        first.stdout), first)
    head = first.stdout.split("head ")[1].strip()
    replay("--policy", "audit.conf", "--outputs", "some.pcap")
    check("audit: goes on", "12 lines, 8 events" in verify().stdout, verify())
    check("audit: from what was noted", verify("out/audit.log", "--witness", head).returncode == 0)
    lines = read("out/audit.log").splitlines(keepends=True)
    missed = []
    for i, line in enumerate(lines):
        changed = line.replace('"event":{', '"event":{"x":1,', 1) if '"event"' in line \
            else line[:-8] + ("0" if line[-8] != "0" else "1") + line[-7:]
        missed += [("changed", i)] * bool(tampered("changed", lines[:i] + [changed] + lines[i + 1:]))
        missed += [("removed", i)] * bool(tampered("removed", lines[:i] + lines[i + 1:]))
        missed += [("doubled", i)] * bool(tampered("doubled", lines[:i] + [line] + lines[i:]))
        missed += [("cut", i)] * bool(tampered("cut", lines[:i]))
        missed += [("cut within", i)] * bool(tampered("cut", lines[:i] + [line[:len(line) // 2]]))
        if i:
            missed += [("swapped", i)] * bool(tampered(
                "swapped", lines[:i - 1] + [line, lines[i - 1]] + lines[i + 1:]))
    check("audit: every change is found", not missed, missed)
    check("audit: untouched copy", tampered("same", lines) is not None)
    test_full()
    test_audit_rolled_back(head)
    test_audit_other_keys()


def test_full():
    """No room for a whole line: none is left behind, what is lost is counted, the chain holds."""
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))

    output("full.conf", '{ kind = "file"; path = "out/full.jsonl"; }, '
                        '{ kind = "audit"; path = "out/full.log"; key = "out/key"; }', "1s")
    result = subprocess.run((DLPD, "replay", "--rules", "rule.conf", "--no-cache", "--outputs",
                             "--policy", "full.conf", "many.pcap"), capture_output=True, text=True,
                            check=False, timeout=120, preexec_fn=limit)
    text = read("out/full.jsonl")
    check("full: whole lines only", text.endswith("\n") and 2 < len(objects(text)) < 20, text[-200:])
    check("full: said once", result.returncode == 4 and result.stderr.count(
        "out/full.jsonl: cannot be written: ") == 1 and "incidents could not be written to an output"
          in result.stderr, result.stderr[-500:])
    check("full: the audit log is as it was written",
          verify("out/full.log").returncode == 0, verify("out/full.log"))


def test_audit_rolled_back(head):
    """The log and its head together, as they were, or made anew: only a noted head tells."""
    now = verify().stdout.split("head ")[1].strip()
    for name in ("key", "key.pub"):
        shutil.copy("out/" + name, "out/again." + name)
    output("again.conf", '{ kind = "audit"; path = "out/again.log"; key = "out/again.key"; }', "1s")
    replay("--policy", "again.conf", "--outputs", "fold.pcap")
    check("audit: rolled back", verify("out/again.log").returncode == 0
          and "lines are gone" in verify("out/again.log", "--witness", now).stderr)
    other = head.split(":")[0] + ":" + "0" * 64
    check("audit: another log than the one that was noted",
          "another one" in verify("out/audit.log", "--witness", other).stderr)


def test_audit_other_keys():
    dlpd("audit", "key", "out/key2")
    result = dlpd("audit", "verify", "--audit-key", "out/key2.pub", "out/audit.log")
    check("audit: another key", result.returncode == 1 and "another key" in result.stderr)
    os.rename("out/audit.log.head", "out/head")
    result = verify()
    check("audit: without its head", result.returncode == 1
          and "its head file is missing" in result.stderr, result.stderr)
    os.rename("out/head", "out/audit.log.head")
    # Somebody took the last lines away while the daemon did not run: it says so when it goes on.
    lines = read("out/audit.log").splitlines(keepends=True)
    write("out/audit.log", "".join(lines[:-2]))
    replay("--policy", "audit.conf", "--outputs", "some.pcap")
    result = verify()
    check("audit: it was not as the run before had left it", result.returncode == 1
          and "was not as the run before had left it" in result.stderr, result.stderr)
    os.chmod("out/key", 0o644)
    result = replay("--policy", "audit.conf", "--outputs", "some.pcap")
    check("audit: others may read the key", result.returncode == 4
          and "others may read it" in result.stderr, result.stderr)


def main():
    folder = tempfile.mkdtemp(prefix="dlpd-policy-")
    os.chdir(folder)
    os.mkdir("out")
    write("rule.conf", RULE)
    try:
        made_captures = subprocess.run(
            [sys.executable, "-B", os.path.join(ROOT, "fixtures", "make_captures.py"), "captures"],
            check=False)
        check("captures", made_captures.returncode == 0)
        for test in (test_verdicts, test_slow, test_unread, test_exceptions,
                     test_against, test_observe,
                     test_refused, test_reasons, test_file, test_rotation, test_rate, test_sockets,
                     test_audit):
            test()
    finally:
        os.chdir("/")
        shutil.rmtree(folder)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
