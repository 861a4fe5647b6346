#!/bin/bash
# One thread or many: the report is the same, byte for byte.
. "$(dirname "$0")/lib.sh"
rules
mkdir tree
python3 - <<'END'
import os, random
random.seed(7)
for i in range(600):
    d = "tree/%d/%d" % (i % 13, i % 7)
    os.makedirs(d, exist_ok=True)
    with open("%s/f%d" % (d, i), "w") as f:
        for _ in range(random.choice((0, 1, 5, 200))):
            f.write("x" * random.randrange(300) + " ticket TN-%08d\n" % random.randrange(99))
with open("tree/5/big", "w") as f:
    for i in range(20000):
        f.write("TN-%08d\n" % i)
END
mkfifo tree/3/fifo
ln -s . tree/3/link
for format in text jsonl; do
    "$DLPSCAN" scan -r rules.conf --format "$format" -j 1 tree 2>err1 | grep -v seconds >one
    for n in 2 3 8 64; do
        "$DLPSCAN" scan -r rules.conf --format "$format" -j "$n" tree 2>err2 | grep -v seconds >many
        if cmp -s one many && cmp -s err1 err2; then
            pass "threads: $format, 1 = $n"
        else
            fail "threads: $format, 1 = $n" "$(diff one many | head)" "$(diff err1 err2 | head)"
        fi
    done
    if [ "$(wc -l <one)" -gt 100 ]; then
        pass "threads: $format, there is something to compare"
    else
        fail "threads: $format, there is something to compare" "$(cat err1)"
    fi
done
done_testing
