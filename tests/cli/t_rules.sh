#!/bin/bash
# rules list, check and explain.
. "$(dirname "$0")/lib.sh"
rules
run "$DLPSCAN" rules list -r rules.conf
exits "list: status" 0
same "list: a table" "test.number high Test number
test.weak low Weak number" "$(awk '{print $1, $2, $4, $5}' out)"
run "$DLPSCAN" rules list -r rules.conf --disable test.weak
has "list: what is off" out "off"
run "$DLPSCAN" rules list -r rules.conf --format jsonl
same "list: jsonl" "test.number Test number test  high True ['test']" \
    "$(python3 -c '
import json
r = json.loads(open("out").readline())
print(r["id"], r["title"], r["category"], r["region"], r["severity"], bool(r["lane"]), r["packs"])')"
run "$DLPSCAN" rules list
exits "list: the rules that come with dlpscan" 0
has "list: cards are among them" out card.pan

run "$DLPSCAN" rules check rules.conf
exits "check: status" 0
same "check: the count" "2 rules checked, 0 mistakes" "$(cat out)"
run "$DLPSCAN" rules check
exits "check: the rules that come with dlpscan" 0
has "check: no mistakes in them" out ", 0 mistakes"

sed 's/ticket <<TN-12345678>>/ticket <<TN-1234567>>/' rules.conf >example.conf
run "$DLPSCAN" rules check example.conf
exits "check: an example that is not found" 2
if grep -q '^example.conf:[0-9]*: error: \[test.number\] ' err; then
    pass "check: names file, line and rule"
else
    fail "check: names file, line and rule" "$(cat err)"
fi
has "check: counts it" out "1 mistake"
sed 's/ticket TN-1234567"/ticket TN-12345678"/' rules.conf >counter.conf
run "$DLPSCAN" rules check counter.conf
exits "check: a counter-example that is found" 2

sed -e 's/class = "strong"/class = "stronk"/' -e 's/severity = "low"/severity = "lowest"/' rules.conf >two.conf
run "$DLPSCAN" rules check two.conf
exits "check: two mistakes" 2
same "check: both in one run" 2 "$(grep -c '^two.conf:[0-9]*: error: ' err)"
printf 'version = 1;\nrules = (\n  { id = \n' >syntax.conf
run "$DLPSCAN" rules check syntax.conf two.conf
exits "check: a syntax error" 2
has "check: and the next file is read" err "two.conf:"
has "check: the syntax error has a line" err "syntax.conf:"
run "$DLPSCAN" rules check not-there
exits "check: no such file" 2
: >empty.conf
run "$DLPSCAN" rules check empty.conf
exits "check: an empty file is refused" 2

mkdir folder
cp rules.conf folder
run "$DLPSCAN" rules check folder
same "check: a folder" "2 rules checked, 0 mistakes" "$(cat out)"

run "$DLPSCAN" rules explain -r rules.conf test.number
exits "explain: status" 0
has "explain: the pattern" out "TN-[0-9]{8}"
run "$DLPSCAN" rules explain -r rules.conf test.nothing
exits "explain: no such rule" 2
has "explain: says how to find one" err "rules list"
run "$DLPSCAN" rules
exits "rules: wants a word" 2
done_testing
