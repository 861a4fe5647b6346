#!/bin/bash
# The main job: a tree and standard input as text.
. "$(dirname "$0")/lib.sh"
rules
mkdir tree
printf 'first\nticket TN-12345678 here\n' >tree/a.txt
printf 'nothing\n' >tree/b.txt
printf 'TN-87654321\n' >tree/c.txt

run "$DLPSCAN" scan --rules rules.conf tree
exits "scan: findings end with 1" 1
same "scan: nothing on standard error" "" "$(cat err)"
same "scan: files in order, place, rule, mask" "tree/a.txt: 1 finding
  2:8 test.number *********78 0.95 high

tree/c.txt: 1 finding
  1:1 test.number *********21 0.85 high" "$(sed -e '/^3 files/d' -e 's/\(high\).*/\1/' -e 's/\([^ ]\)  */\1 /g' out | sed 's/0\.9[0-9]/0.95/')"
has "scan: the label is the reason" out ticket
has "scan: summary" out "3 files, 50 bytes, "
has "scan: summary counts severities" out ": 2 findings (2 high)"
lacks "scan: no value in the report" out 12345678

run "$DLPSCAN" scan -r rules.conf tree/b.txt
exits "scan: clean ends with 0" 0
has "scan: clean has a summary only" out "1 file, 8 bytes"
same "scan: one line" 1 "$(wc -l <out)"

printf 'x TN-12345678' | "$DLPSCAN" scan -r rules.conf - >out 2>err
same "stdin: status 1" 1 "${PIPESTATUS[1]}"
has "stdin: is named -" out "-: 1 finding"
has "stdin: line and column" out "  1:3 "

run "$DLPSCAN" scan -r rules.conf --show-values tree/a.txt
has "show-values: the value stands there" out TN-12345678

run "$DLPSCAN" scan -r rules.conf --quiet tree/a.txt
lacks "quiet: no summary" out "1 file, "
has "quiet: findings" out test.number

printf 'WK-1234\n' >weak.txt
run "$DLPSCAN" scan -r rules.conf weak.txt
exits "min-confidence: the default hides weak ones" 0
run "$DLPSCAN" scan -r rules.conf --min-confidence 0.1 weak.txt
exits "min-confidence: lower shows them" 1
sed 's/id = "test.number";/& enabled = false; tags = [ "bare" ];/' rules.conf >bare.conf
run "$DLPSCAN" scan -r bare.conf --min-confidence 0.2 tree/c.txt
exits "bare rules: off from 0.20 on" 0
run "$DLPSCAN" scan -r bare.conf --min-confidence 0.19 tree/c.txt
exits "bare rules: on below" 1
run "$DLPSCAN" scan -r rules.conf --min-confidence=0.9 tree/c.txt
exits "min-confidence: higher hides strong ones" 0

run "$DLPSCAN" scan -r rules.conf -d 'test.*' -e test.weak tree
exits "enable and disable: in order" 0
run "$DLPSCAN" scan -r rules.conf -d 'test.*' -e test.number tree
exits "enable and disable: the last one wins" 1

printf 'TN-11111111\n%.0s' 1 2 3 4 5 6 >repeats.txt
echo TN-22222211 >>repeats.txt
run "$DLPSCAN" scan -r rules.conf repeats.txt
has "repeats: all are counted" out "repeats.txt: 7 findings"
same "repeats: three of a value are shown, and another that looks the same" 4 \
    "$(grep -c '^  [0-9]*:[0-9]' out)"
has "repeats: the others are counted" out "… and 3 more"
has "repeats: the summary counts by rule" out "        7  test.number               in 1 file"

seq -f 'TN-%08.0f' 10000000 11000 10110000 >many.txt
shown() { grep -c '^  [0-9]*:[0-9]' out; }
run "$DLPSCAN" scan -r rules.conf many.txt
all=$(sed -n 's/many.txt: \([0-9]*\) findings/\1/p' out)
same "per-rule: five are shown" 5 "$(shown)"
has "per-rule: the others are counted" out "… and $((all - 5)) more"
has "per-rule: and the summary says how to see them" out "by rule ($((all - 5)) are not shown above: --per-rule 0 shows all):"
run "$DLPSCAN" scan -r rules.conf --per-rule 2 many.txt repeats.txt
same "per-rule: as many as asked for, of each file" 4 "$(shown)"
has "per-rule: files are counted" out "test.number               in 2 files"
run "$DLPSCAN" scan -r rules.conf --per-rule 0 many.txt repeats.txt
same "per-rule: 0 shows all" $((all + 7)) "$(shown)"
lacks "per-rule: and then nothing is left to count" out "by rule"
run "$DLPSCAN" scan -r rules.conf --format jsonl many.txt
same "per-rule: reports for programs have all" "$all" "$(grep -c test.number out)"
run "$DLPSCAN" scan -r rules.conf --per-rule few many.txt
exits "per-rule: not a number" 2

run "$DLPSCAN" scan -r rules.conf --color=always tree/a.txt
has "color: always" out "$(printf '\033[')"
run "$DLPSCAN" scan -r rules.conf tree/a.txt
lacks "color: not into a file" out "$(printf '\033[')"
done_testing
