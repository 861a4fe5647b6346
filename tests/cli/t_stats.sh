#!/bin/bash
# --stats says where the time went, and changes nothing else.
. "$(dirname "$0")/lib.sh"
rules
mkdir tree
printf 'TN-11111111\nWK-1234 weakling\nTN-22222222\n' >tree/a.txt
printf 'TN-33333333\n' >tree/b.txt
run "$DLPSCAN" scan -r rules.conf -f jsonl tree
grep -v summary out >plain
run "$DLPSCAN" scan -r rules.conf -f jsonl --stats -j 2 tree
exits "stats: the status is the same" 1
same "stats: the findings are the same" "$(cat plain)" "$(grep -v summary out)"
same "stats: stages and rules" "stages, of 2 threads in N seconds, N bytes through the rules:
literal lane
class lane
rules
tables
order, overlaps, lines
opening, reading, parsers, reports
waiting for the walk, printing
rules, the dearest first:
rule                                         ms   triggers candidates   findings
test.number N 3 3 3
test.weak N 1 1 0
0 more with a trigger, 0 without" "$(sed -E -e 's/ +[0-9.]+ ms +[0-9.]+ %$//' -e 's/^  //' -e "s/ in [0-9.]+ sec/ in N sec/;s/, [0-9]+ bytes/, N bytes/" \
    -e 's/^(test[^ ]*) +[0-9.]+ +([0-9]+) +([0-9]+) +([0-9]+)$/\1 N \2 \3 \4/' err | sed '/^test/d;/^0 more/d')
$(sed -nE 's/^  (test[^ ]*) +[0-9.]+ +([0-9]+) +([0-9]+) +([0-9]+)$/\1 N \2 \3 \4/p' err | sort)
$(sed -n 's/^  \(.* more with .*\)/\1/p' err)"
same "stats: the shares are of all the time" yes "$(awk '/ ms .* %$/ { sum += $(NF - 1) } END { print (sum > 99 && sum < 101 ? "yes" : sum) }' err)"
run "$DLPSCAN" scan -r rules.conf -q tree
same "stats: not unless asked for" "" "$(cat err)"
if command -v git >/dev/null; then
    git init -q repo && cp tree/a.txt repo && git -C repo add a.txt
    run "$DLPSCAN" git -r rules.conf --stats --staged repo
    has "stats: of git" err " bytes through the rules"
fi
done_testing
