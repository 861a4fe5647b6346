#!/bin/bash
# rules cost: counts are exact, times are only numbers.
. "$(dirname "$0")/lib.sh"
rules
printf 'ticket TN-12345678, xTN-87654321 and WK-1234, WK-9\n' >one
printf 'TN-11112222\n' >two

run "$DLPSCAN" rules cost -r rules.conf one two
exits "cost: status" 0
same "cost: a table in order of time" "rule lane triggers candidates checked findings
test.number literal 3 2 2 2
test.weak literal 1 1 1 0" \
    "$(head -n 1 out | awk '{print $1, $2, $3, $4, $5, $6}'
       sed -n '2,3p' out | awk '{print $1, $2, $3, $4, $5, $6}' | sort)"
same "cost: times are numbers" 2 "$(sed -n '2,3p' out |
    grep -cE ' +[0-9]+\.[0-9]{3} +[0-9]+ +[0-9]+\.[0-9] %$')"
same "cost: every part of the work" "literal lane
class lane
rules
tables
the rest
all" "$(grep -E '^[a-z ]+ +[0-9.]+ ms +[0-9.]+ %( +[0-9]+ MB/s)?$' out | sed 's/  *[0-9].*//')"
has "cost: what was read" out "2 files, 63 bytes"
lacks "cost: no value" out 12345678

run "$DLPSCAN" rules cost -r rules.conf --min-confidence 0.1 one
same "cost: findings as scan counts them" 1 "$(awk '$1 == "test.weak" {print $6}' out)"
run "$DLPSCAN" rules cost -r rules.conf two
has "cost: idle rules in one line" out "1 rule had no trigger."
run "$DLPSCAN" rules cost -r rules.conf --disable test.number one
lacks "cost: no rule that is off" out test.number

run "$DLPSCAN" rules cost -r rules.conf --format jsonl one two
exits "cost: jsonl status" 0
same "cost: jsonl" "[('test.number', 'literal', 3, 2, 2, 2), ('test.weak', 'literal', 1, 1, 1, 0)]" \
    "$(rows 'sorted((r["rule"], r["lane"], r["triggers"], r["candidates"], r["checked"], r["findings"]) for r in R if r["kind"] == "rule_cost")')"
same "cost: dearest first" True "$(rows 'R[0]["ns"] >= R[1]["ns"]')"
same "cost: jsonl's last line" "('cost', 1, 2, 63, 2)" \
    "$(rows '(S["kind"], S["schema"], S["files"], S["bytes"], S["rules"])')"
same "cost: its times" True \
    "$(rows 'all(isinstance(S[k], int) and S[k] >= 0 for k in ("ns", "literal_ns", "class_ns", "rules_ns", "table_ns")) and S["ns"] > 0 and S["mb_per_second"] >= 0')"

"$DLPSCAN" rules cost -r rules.conf - <two >out 2>err
has "cost: standard input" out "1 file, 12 bytes"
run "$DLPSCAN" rules cost one
exits "cost: the rules that come with dlpscan" 0

run "$DLPSCAN" rules cost -r rules.conf one not-there
exits "cost: no such file" 2
has "cost: the others are measured" out "1 file, 51 bytes"
has "cost: and it is said" err "not-there: cannot open it"
run "$DLPSCAN" rules cost -r rules.conf .
exits "cost: a folder" 2
run "$DLPSCAN" rules cost -r rules.conf
exits "cost: wants a file" 2
: >empty
run "$DLPSCAN" rules cost -r rules.conf empty
exits "cost: nothing in it" 0
done_testing
