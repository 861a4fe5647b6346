#!/bin/bash
# SIGINT and SIGTERM: what was found is printed, marked incomplete, and the signal kills.
. "$(dirname "$0")/lib.sh"
rules
mkdir tree
for i in 1 2 3; do echo "TN-0000000$i"; done >tree/a

try() { # SIGNAL FORMAT: scans tree, then standard input that never ends; prints the status
    python3 - "$DLPSCAN" "$1" "$2" <<'END'
import os, signal, subprocess, sys, time
program, name, form = sys.argv[1:]
out, err = open("out", "wb"), open("err", "wb")
p = subprocess.Popen([program, "scan", "-r", "rules.conf", "--format", form, "-j", "2", "tree", "-"],
                     stdin=subprocess.PIPE, stdout=out, stderr=err,
                     preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler))
p.stdin.write(b"TN-00000009\n" * 5 + b"quiet " * 100)
p.stdin.flush()
deadline = time.time() + 60
while os.path.getsize("out") == 0 and time.time() < deadline:
    time.sleep(0.05)  # tree/a was printed: the scan is waiting for standard input
time.sleep(0.3)
p.send_signal(getattr(signal, name))
try:
    print(p.wait(60))
except subprocess.TimeoutExpired:
    p.kill()
    print("does not end")
END
}

for name in SIGINT SIGTERM; do
    number=$(kill -l "$name")
    same "$name: jsonl ends by the signal" "-$number" "$(try "$name" jsonl)"
    same "$name: findings of both are there" "3 5" \
        "$(rows '"%d %d" % (len([f for f in F if f["path"] == "tree/a"]), len([f for f in F if f["path"] == "-"]))')"
    same "$name: the unfinished one is incomplete" "[('-', 'interrupted')]" \
        "$(rows '[(i["path"], i["reason"]) for i in I]')"
    same "$name: the summary comes last" "summary 1" "$(rows 'S["kind"] + " " + str(S["incomplete"])')"
    same "$name: text ends by the signal" "-$number" "$(try "$name" text)"
    has "$name: text shows what was found" out "tree/a: 3 findings"
    has "$name: text names what is missing" err "-: incomplete: interrupted"
    has "$name: says that it was stopped" err "stopped by $name"
done

mkdir many
python3 - <<'END'
for i in range(3000):
    with open("many/%04d" % i, "w") as f:
        f.write("x" * 20000 + " TN-00000001\n")
END
python3 - "$DLPSCAN" <<'END' >result
import json, signal, subprocess, sys, time
for delay in (0.05, 0.1, 0.2, 0.3):
    p = subprocess.Popen([sys.argv[1], "scan", "-r", "rules.conf", "--format", "jsonl", "-j", "3", "many"],
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    time.sleep(delay)
    p.send_signal(signal.SIGTERM)
    out = p.communicate(timeout=60)[0].decode()
    rows = [json.loads(line) for line in out.splitlines()]
    if p.returncode == -signal.SIGTERM and not rows:
        continue  # came before the scan began
    if p.returncode not in (1, -signal.SIGTERM):
        print("status", p.returncode)
    paths = [r["path"] for r in rows if r["kind"] != "summary"]
    incomplete = [r for r in rows if r["kind"] == "incomplete"]
    # A file that was cut off may have its finding and its mark: both, in the order of the walk. The
    # last mark is the folder's, of which the rest was not walked.
    files = [path for path in paths if path != "many"]
    if files != sorted(files) or paths[:len(files)] != files or any(paths.count(r["path"]) > 2 for r in incomplete):
        print("not in order", delay)
    if len(paths) - len(set(paths)) > len(incomplete):
        print("twice", delay)
    if p.returncode < 0 and not incomplete and len(paths) < 3000:
        print("nothing is marked incomplete", delay)
    if rows[-1]["kind"] != "summary":
        print("no summary", delay)
END
same "signal at any time: order, marks and summary hold" "" "$(cat result)"
done_testing
