#!/bin/bash
# The jsonl report: its fields are a contract.
. "$(dirname "$0")/lib.sh"
rules
mkdir tree
printf 'first\nticket TN-12345678 here\n' >tree/a.txt
printf 'nothing\n' >tree/b.txt
mkfifo tree/c.fifo

run "$DLPSCAN" scan -r rules.conf --format jsonl tree
exits "jsonl: status" 1
same "jsonl: kinds in order" "['finding', 'incomplete', 'summary']" "$(rows '[r["kind"] for r in R]')"
same "jsonl: schema" "{1}" "$(rows '{r["schema"] for r in R}')"
same "jsonl: a finding's fields" \
    "tree/a.txt test.number test  high 13 11 2 8 *********78 True" \
    "$(rows '" ".join(str(F[0][k]) for k in ("path", "rule", "category", "region", "severity", "offset", "length", "line", "column", "masked")) + " " + str(0.85 < F[0]["confidence"] <= 0.99)')"
same "jsonl: lists are there" "True" \
    "$(rows 'all(isinstance(F[0][k], list) for k in ("checks", "context", "via", "also", "tags"))')"
same "jsonl: no token without a key, no value" "False False" "$(rows '"token" in F[0], "value" in F[0]' | tr -d '(),')"
same "jsonl: an incomplete" "tree/c.fifo special_file 0" \
    "$(rows '"%s %s %s" % (I[0]["path"], I[0]["reason"], I[0]["offset"])')"
same "jsonl: the summary counts" "2 38 1 1 2" \
    "$(rows '" ".join(str(S[k]) for k in ("files", "bytes", "findings", "incomplete", "rules"))')"
same "jsonl: the summary has time and digest" "True True" \
    "$(rows 'S["seconds"] >= 0, len(S["rules_digest"]) >= 16' | tr -d '(),')"
has "jsonl: what is incomplete is said on standard error, too" err "1 incomplete: special_file 1"
lacks "jsonl: no value" out 12345678

run "$DLPSCAN" scan -r rules.conf --format jsonl --show-values tree/a.txt
same "jsonl: the value by --show-values" TN-12345678 "$(rows 'F[0]["value"]')"

printf 'TN-11111111\n%.0s' 1 2 3 4 5 6 >repeats.txt
run "$DLPSCAN" scan -r rules.conf --format jsonl repeats.txt
same "jsonl: never folds" 6 "$(rows 'len(F)')"
same "jsonl: ids differ by place" 6 "$(rows 'len({f["id"] for f in F})')"
cp out first
run "$DLPSCAN" scan -r rules.conf --format jsonl repeats.txt
same "jsonl: the same input gives the same report" "$(grep -v summary first)" "$(grep -v summary out)"

run "$DLPSCAN" scan -r rules.conf --format jsonl tree/b.txt
same "jsonl: clean has a summary only" "['summary']" "$(rows '[r["kind"] for r in R]')"
done_testing
