#!/usr/bin/env python3
"""The line that says how far a scan is: on a terminal only, and wiped out before anything else is printed."""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import threading
import time

DLPSCAN = os.path.abspath(os.environ.get("DLPSCAN", "build/bin/dlpscan"))
RULES = """version = 1;
rules = ( { id = "test.number"; title = "Test number"; description = "TN and eight digits."; source = "here";
  severity = "high"; class = "strong"; pattern = "TN-[0-9]{8}"; border = "token"; packs = [ "test" ]; mask = "id";
  words = { en = [ "ticket" ]; }; keys = [ "ticket_id" ]; negative = [ "sample" ];
  examples = [ "ticket <<TN-12345678>>" ]; counter_examples = [ "ticket TN-1234567" ]; } );
"""
failures = 0
folder = tempfile.mkdtemp(prefix="progress-")
env = dict(os.environ, HOME=folder, XDG_CONFIG_HOME=folder, XDG_CACHE_HOME=os.path.join(folder, "cache"), TERM="xterm")
for name in ("DLP_KEY_FILE", "NO_COLOR"):
    env.pop(name, None)


def check(name, condition, detail=""):
    global failures
    if not condition:
        failures += 1
        print("# %r" % (detail,))
    print("%s progress: %s" % ("ok" if condition else "not ok", name))


def run(args, seconds, terminal=("stderr",), **more):
    """Scan with a silent standard input that ends after some seconds; what each stream said."""
    master, slave = pty.openpty()
    streams = {s: slave if s in terminal else subprocess.PIPE for s in ("stdout", "stderr")}
    child = subprocess.Popen([DLPSCAN, "scan", "-r", "rules.conf", *args], cwd=folder, env=dict(env, **more),
                             stdin=subprocess.PIPE, **streams)
    os.close(slave)
    try:
        child.stdin.write(b"ticket TN-12345678\n" * 20000)
        child.stdin.flush()
    except BrokenPipeError:
        pass  # it does not read it, and was quicker
    threading.Timer(seconds, child.stdin.close).start()
    child.stdin = None
    said = b""
    piped = {}
    readers = [threading.Thread(target=lambda s=s: piped.__setitem__(s, getattr(child, s).read()))
               for s in streams if s not in terminal]
    for reader in readers:
        reader.start()
    while True:
        try:
            if not select.select([master], [], [], 20)[0]:
                break
            piece = os.read(master, 65536)
        except OSError:  # nobody has the other end any more
            break
        if not piece:
            break
        said += piece
    for reader in readers:
        reader.join()
    os.close(master)
    return child.wait(), said.decode(), {s: text.decode() for s, text in piped.items()}


def main():
    with open(os.path.join(folder, "rules.conf"), "w", encoding="ascii") as out:
        out.write(RULES)
    os.mkdir(os.path.join(folder, "tree"))
    for i in range(30):
        with open(os.path.join(folder, "tree", "%d.txt" % i), "w", encoding="ascii") as out:
            out.write("nothing\n" * 1000)
    status, said, piped = run(["-f", "jsonl", "-"], 1.4)
    check("the status is that of the scan", status == 1, said)
    lines = said.split("\r\x1b[K")
    check("comes on a terminal", len(lines) > 3, said)
    check("says bytes and rate", all(re.fullmatch(r"\d+ files?, \d+(\.\d k)? ?B, \d+(\.\d k)? ?B/s|", l) for l in lines[1:-1]), lines)
    check("the last one says all", " 380.0 kB, " in lines[-2], lines)
    check("is wiped out at the end", lines[-1] == "", lines)
    check("the report is whole", len(piped["stdout"].splitlines()) == 20001, len(piped["stdout"]))
    status, said, piped = run(["-f", "jsonl", "tree", "-", "tree"], 1.4)
    lines = [l for l in said.split("\r\x1b[K") if l]
    # The first line may come before all is counted.
    check("says how much there is, and the time that is left",
          lines and re.fullmatch(r"\d+ of 60 files, \d+\.\d kB of 480\.0 kB, \d+\.\d kB/s(, \d:\d\d left)?", lines[-1]), lines)
    status, said, piped = run(["-q", "-f", "jsonl", "-"], 0.9)
    check("not with --quiet", said == "", said)
    status, said, piped = run(["-f", "jsonl", "-"], 0.9, TERM="dumb")
    check("not on a dumb terminal", "\r" not in said, said)
    status, said, piped = run(["-f", "jsonl", "-"], 0.9, terminal=("stdout",))
    check("not where nobody looks", "\x1b" not in said and "/s" not in piped["stderr"], piped)
    status, said, piped = run(["--color", "never", "-"], 0.9, terminal=("stdout", "stderr"))
    text = said[said.rindex("\x1b[K") + 3:] if "\x1b[K" in said else ""
    check("stands alone on the terminal that has the report", "-: 20000 findings" in text.replace(",", ""), said[-600:])
    start = time.monotonic()
    status, said, piped = run(["-f", "jsonl", "tree"], 0.1)
    check("a short scan says nothing", "\r" not in said or time.monotonic() - start > 0.4, said)
    shutil.rmtree(folder)
    return failures > 0


sys.exit(main())
