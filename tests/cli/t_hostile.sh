#!/bin/bash
# sanitizers: no
# A parser that crashes, hangs, forks, eats memory or has been taken over costs one incomplete, and
# nothing else: not what came before it, not what comes after it, not the next document.
. "$(dirname "$0")/lib.sh"
worker=$(dirname "$DLPSCAN")/../tests/worker/dlp-extract-hostile
if [ ! -x "$worker" ]; then
    fail "hostile: make builds $worker"
    done_testing
fi
rules
words="connect crash eat exec fork garble hang kill leave lie open spin write"
mkdir tree
echo 'ticket TN-00000001' >tree/0-first.txt
for word in $words; do
    printf '\x1f\x8b\x08hostile %s' "$word" >"tree/$word.gz"
done
echo 'ticket TN-00000002' | gzip >tree/y-after.gz
echo 'ticket TN-00000003' >tree/z-last.txt

run timeout 120 "$DLPSCAN" scan -r rules.conf --extractor "$worker" --limit seconds=3 \
    --limit memory=32M --format jsonl tree
exits "hostile: the scan ends with its findings" 1
same "hostile: one incomplete each, and why" \
    "connect crashed crash crashed eat memory_limit exec crashed fork crashed garble crashed hang crashed kill crashed leave crashed lie crashed open crashed spin timeout write crashed" \
    "$(rows '" ".join(i["path"][5:-3] + " " + i["reason"] for i in I)')"
same "hostile: what was read before stands" "$(wc -w <<<"$words")" \
    "$(rows 'sum(f["path"].endswith(".gz!before.txt") for f in F)')"
same "hostile: other files have their findings" "tree/0-first.txt tree/y-after.gz!data tree/z-last.txt" \
    "$(rows '" ".join(f["path"] for f in F if not f["path"].endswith("!before.txt"))')"
if [ -e hostile-was-here ] || [ -e tree/hostile-was-here ]; then
    fail "hostile: nothing is written"
else
    pass "hostile: nothing is written"
fi

# One document that holds all of them: the others of it are read.
(cd tree && tar cf ../all.tar ./*)
run timeout 120 "$DLPSCAN" scan -r rules.conf --extractor "$worker" --limit seconds=10 \
    --limit memory=32M --format jsonl all.tar
same "hostile: in one archive, too" "$(wc -w <<<"$words")" "$(rows 'len(I)')"
same "hostile: the archive is read to its end" "True" \
    "$(rows 'any(f["path"].endswith("z-last.txt") for f in F)')"

# Parts without end.
printf '\x1f\x8b\x08hostile flood' >flood.gz
run timeout 60 "$DLPSCAN" scan -r rules.conf --extractor "$worker" --limit parts=1000 \
    --format jsonl flood.gz
same "hostile: a flood of parts has an end" "parts_limit" "$(rows '" ".join(i["reason"] for i in I)')"

# Without the sandbox the time still ends, and the report says that there was none.
rm tree/fork.gz tree/kill.gz tree/write.gz tree/eat.gz tree/connect.gz tree/exec.gz tree/open.gz
run timeout 120 "$DLPSCAN" scan -r rules.conf --extractor "$worker" --limit seconds=1 --no-sandbox \
    --format jsonl tree
same "hostile: --no-sandbox is said" "False" "$(rows 'S["sandbox"]')"
same "hostile: --no-sandbox keeps the time" \
    "crash crashed garble crashed hang timeout leave crashed lie crashed spin timeout" \
    "$(rows '" ".join(i["path"][5:-3] + " " + i["reason"] for i in I)')"
run "$DLPSCAN" scan -r rules.conf --no-sandbox tree/0-first.txt
has "hostile: --no-sandbox is said in words" out "without a sandbox"

# A worker that is none.
run "$DLPSCAN" scan -r rules.conf --extractor /bin/false --format jsonl tree/y-after.gz
same "hostile: a program that is no worker" "no_extractor" "$(rows '" ".join(i["reason"] for i in I)')"
run "$DLPSCAN" scan -r rules.conf --extractor none --incomplete=fail --format jsonl tree/y-after.gz
exits "hostile: without a worker --incomplete=fail ends with 3" 3
run "$DLPSCAN" scan -r rules.conf --extractor ./not-there tree
exits "hostile: an extractor that is not there is a mistake" 2
done_testing
