#!/bin/bash
# Output that cannot be written: a full disk, a pipe that nobody reads.
. "$(dirname "$0")/lib.sh"
rules
for ((i = 10000; i < 40000; i++)); do echo "TN-000$i"; done >many

for format in text jsonl; do
    "$DLPSCAN" scan -r rules.conf --format "$format" many >/dev/full 2>err
    same "$format: a full disk ends with 4" 4 $?
    has "$format: and says so" err "No space left on device"

    ("$DLPSCAN" scan -r rules.conf --format "$format" --per-rule 0 many; echo $? >code) 2>err | head -n 1 >out
    same "$format: a closed pipe ends by SIGPIPE" 141 "$(cat code)"
    same "$format: quietly" "" "$(cat err)"

    python3 - "$DLPSCAN" "$format" <<'END' >out
import os, signal, subprocess, sys
r, w = os.pipe()
os.close(r)
p = subprocess.run([sys.argv[1], "scan", "-r", "rules.conf", "--format", sys.argv[2], "many"], stdout=w,
                   stderr=subprocess.PIPE, timeout=60, restore_signals=False,
                   preexec_fn=lambda: signal.signal(signal.SIGPIPE, signal.SIG_IGN))
print(p.returncode, p.stderr)
END
    same "$format: even where SIGPIPE is ignored" "-13 b''" "$(cat out)"
done

"$DLPSCAN" scan -r rules.conf many >&- 2>err
same "a closed standard output ends with 4" 4 $?
"$DLPSCAN" scan -r rules.conf many >out 2>&-
same "a closed standard error changes nothing" 1 $?
same "and its descriptor is not reused" 0 "$(grep -c dlpscan: out)"
"$DLPSCAN" scan -r rules.conf --format jsonl - <&- >out 2>err
same "a closed standard input is incomplete" "['read_error']" "$(rows '[i["reason"] for i in I]')"
"$DLPSCAN" rules list -r rules.conf >/dev/full 2>err
same "rules list: a full disk ends with 4" 4 $?
"$DLPSCAN" --help >/dev/full 2>err
same "--help: a full disk ends with 4" 4 $?

# 30,000 findings do not fit into memory's share: with nowhere to spill, say so.
TMPDIR=$T/not-there "$DLPSCAN" scan -r rules.conf --format jsonl many >out 2>err
same "nowhere to spill ends with 4" 4 $?
has "and names the way out" err TMPDIR
done_testing
