#!/bin/bash
# What is known or allowed is counted and not reported.
. "$(dirname "$0")/lib.sh"
rules
sed -e 's/test.weak/secret.test/' -e 's/class = "weak"/class = "strong"/' -i rules.conf
mkdir tree
printf 'TN-11111111\nTN-22222222 TN-11111111\n' >tree/a.txt
printf 'WK-1234\nTN-22222222\n' >tree/b.txt
scan() { run "$DLPSCAN" scan -r rules.conf --format jsonl "$@"; }
places() { rows '" ".join("%s:%d" % (f["path"], f["line"]) for f in F)'; }

run "$DLPSCAN" baseline -r rules.conf tree
exits "baseline: needs a key" 2
has "baseline: and says how to get one" err "dlpscan key create"
"$DLPSCAN" key create >/dev/null
id=$("$DLPSCAN" key id)
run "$DLPSCAN" baseline -r rules.conf tree
exits "baseline: findings are no failure" 0
cp out known
same "baseline: sorted lines of rule, token and count" "# dlpscan baseline:X rule, keyed token, how often
secret.test $id:X 1
test.number $id:X 2
test.number $id:X 2" "$(sed 's/:[0-9a-f]*/:X/' known)"
same "baseline: is sorted" "$(sort known)" "$(cat known)"
run "$DLPSCAN" baseline -r rules.conf -j 4 tree
same "baseline: the same for any number of threads" "$(cat known)" "$(cat out)"

scan --baseline known tree
exits "known: nothing new ends with 0" 0
same "known: nothing is reported, all is counted" "0 5" "$(rows '"%d %d" % (S["findings"], S["allowed"])')"
scan --baseline <(cat known) tree
same "known: from a pipe, which can be read once" "0 5" "$(rows '"%d %d" % (S["findings"], S["allowed"])')"
run "$DLPSCAN" scan -r rules.conf --baseline known tree
has "known: text counts, too" out "allowed: 5 (baseline 5)"

sed -i '1i new first line' tree/a.txt
mv tree/b.txt tree/renamed.txt
scan --baseline known tree
exits "known: moved lines and renamed files stay known" 0
echo TN-11111111 >>tree/renamed.txt
scan --baseline known -j 1 tree
same "known: one more of a known value is new, the last one" "tree/renamed.txt:3" "$(places)"
cp out one
scan --baseline known -j 4 tree
same "known: the same for any number of threads" "$(grep -v summary one)" "$(grep -v summary out)"
sed -i '$d' tree/renamed.txt
sed -i 's/WK-1234/WK-1235/' tree/renamed.txt
scan --baseline known tree
exits "known: a changed value is new" 1
same "known: and it alone" "tree/renamed.txt:1" "$(places)"
cat known known | sort >merged
scan --baseline merged tree
same "known: a line that two branches added counts once" "tree/renamed.txt:1" "$(places)"
printf 'TN-22222222\n' | "$DLPSCAN" scan -r rules.conf --baseline known - >out 2>err
same "known: standard input" 0 $?

"$DLPSCAN" key rotate >/dev/null
scan --baseline known tree
same "known: after a rotation the older key is used" "tree/renamed.txt:1" "$(places)"
has "known: and that is said" err "known: made with the older key $id"
"$DLPSCAN" key create --key-file other >/dev/null
run "$DLPSCAN" scan -r rules.conf --baseline known --key-file other tree
exits "known: a baseline of another key ends with 2" 2
has "known: and says so" err "3 lines are of another key"
echo nonsense >wrong
run "$DLPSCAN" scan -r rules.conf --baseline wrong tree
exits "known: a broken baseline ends with 2" 2
has "known: and names the line" err "line 1 is not RULE TOKEN COUNT"
run "$DLPSCAN" scan -r rules.conf --baseline not-there tree
exits "known: no such baseline ends with 2" 2

run "$DLPSCAN" baseline -r rules.conf --key-file not-made --by-path tree
exits "by path: a key that was named has to be there" 2
mkdir empty-home
HOME=$PWD/empty-home run "$DLPSCAN" baseline -r rules.conf --by-path tree
exits "by path: no key is needed" 0
cp out places
same "by path: rule, digest of the path, count" "secret.test path:X 1
test.number path:X 1
test.number path:X 3" "$(sed -e 1d -e 's/path:[0-9a-f]\{32\}/path:X/' places | sort)"
HOME=$PWD/empty-home scan --baseline places --by-path ./tree
exits "by path: nothing is new" 0
has "by path: and what is compared is said" err "compared by rule and path, not by value"
sed -i 's/TN-22222222/TN-33333333/' tree/a.txt
HOME=$PWD/empty-home scan --baseline places --by-path tree
exits "by path: another value in its place is not new" 0
echo TN-44444444 >>tree/a.txt
HOME=$PWD/empty-home scan --baseline places --by-path tree
same "by path: one more is" 1 "$(rows 'S["findings"]')"
sed -i '$d' tree/a.txt
run "$DLPSCAN" baseline -r rules.conf --by-path tree
cp out both
mv tree/a.txt tree/c.txt
scan --baseline both tree
exits "by path: with a key, values are compared" 0
scan --baseline both --by-path tree
exits "by path: without it, a renamed file is new" 1
mv tree/c.txt tree/a.txt

# What is not read may be known, too.
mkfifo tree/pipe tree/other
run "$DLPSCAN" baseline -r rules.conf tree
cp out fresh
same "incompletes: are not known unless asked for" "" "$(grep incomplete fresh)"
run "$DLPSCAN" baseline -r rules.conf --incompletes tree
exits "incompletes: findings are no failure" 0
cp out lost
same "incompletes: reason, digest of the path, once" "# dlpscan baseline: rule, keyed token or path's digest, how often
incomplete.special_file path:X 1
incomplete.special_file path:X 1" "$(sed -e 's/path:[0-9a-f]\{32\}/path:X/' lost | grep -e '^#' -e incomplete)"
scan --baseline fresh --incomplete fail tree
exits "incompletes: a baseline without them says them" 3
scan --baseline lost --incomplete fail tree
exits "incompletes: known ones are no failure" 0
same "incompletes: are counted" "0 7" "$(rows '"%d %d" % (S["incomplete"], S["allowed"])')"
run "$DLPSCAN" scan -r rules.conf --baseline lost tree
same "incompletes: known ones are not told" "" "$(cat err)"
has "incompletes: but counted" out "allowed: 7 (baseline 5, known_incomplete 2)"
mv tree/other tree/third
scan --baseline lost --incomplete fail -j 4 tree
exits "incompletes: another one is a failure" 3
same "incompletes: and it alone is told" "tree/third" "$(rows '" ".join(i["path"] for i in I)')"
run "$DLPSCAN" baseline -r rules.conf --incompletes --by-path tree
cp out lost
scan --baseline lost --by-path --incomplete fail tree
exits "incompletes: known without a key, too" 0
rm tree/pipe tree/third

cat >marks.txt <<'END'
WK-0001 # gitleaks:allow
WK-0002 # trufflehog:ignore
WK-0003 # kingfisher:ignore
WK-0004 # pragma: allowlist secret
# pragma: allowlist nextline secret
WK-0006
TN-00000007 # gitleaks:allow
TN-00000008 # dlp:allow test.number made for tests
TN-00000009 # dlp:allow test.* made for tests
TN-00000010 # dlp:allow secret.* another rule
TN-00000011 # dlp:allow
WK-0012
END
scan marks.txt
same "marks: all tools' by default, others' for secrets alone" \
    "marks.txt:7 marks.txt:10 marks.txt:11 marks.txt:12" "$(places)"
scan --marks none marks.txt
same "marks: none" 11 "$(rows 'len(F)')"
scan --marks dlp,gitleaks marks.txt
same "marks: some" "2 3 4 6 7 10 11 12" "$(rows '" ".join(str(f["line"]) for f in F)')"
run "$DLPSCAN" scan -r rules.conf --marks ruff marks.txt
exits "marks: an unknown tool" 2
run "$DLPSCAN" scan -r rules.conf marks.txt
has "marks: are counted" out "allowed: 7 (inline 7)"
"$DLPSCAN" scan -r rules.conf --format jsonl - <marks.txt >out 2>err
same "marks: in standard input" "7 10 11 12" "$(rows '" ".join(str(f["line"]) for f in F)')"
python3 - <<'END'
with open("long.txt", "w", newline="") as f:
    f.write("some words to fill the file\r\n" * 20000)
    f.write("WK-0001 gitleaks:allow\rTN-00000002 dlp:allow test.number x\nTN-00000003\n")
    f.write("y" * 262000 + "\nTN-00000004 dlp:allow test.number x\nTN-00000005\n")
END
scan long.txt
same "marks: in a file of several pieces, with all kinds of line ends" "20003 20006" \
    "$(rows '" ".join(str(f["line"]) for f in F)')"
"$DLPSCAN" scan -r rules.conf --format jsonl - <long.txt >out 2>err
same "marks: and in a stream" "20003 20006" "$(rows '" ".join(str(f["line"]) for f in F)')"

cat >allowed <<END
# who answers for what
rule=secret.* path=tree owner=ann expires=2999-01-31 reason=made for tests
rule=test.number path=tree/renamed.txt owner=bob expires=2020-01-31
rule=test.other owner=eve expires=2999-01-31
END
scan --exceptions allowed tree
same "exceptions: by rule and path" "tree/a.txt:2 tree/a.txt:3 tree/a.txt:3 tree/renamed.txt:2" "$(places)"
has "exceptions: an expired one is told, with its owner" err "allowed: line 3: expired on 2020-01-31; ask bob"
has "exceptions: and one that allows nothing" err "allowed: line 4: allowed nothing; ask eve"
token=$(rows 'F[0]["token"]')
echo "token=$token owner=ann expires=2999-01-31" >allowed
scan --exceptions allowed tree
same "exceptions: by token" "tree/a.txt:3 tree/renamed.txt:1 tree/renamed.txt:2" "$(places)"
for line in 'rule=x' 'rule=x owner=a' 'owner=a expires=2027-01-31' 'rule=x owner=a expires=soon' 'what' \
    'rule= owner=a expires=2027-01-31' 'rule=x rule=y owner=a expires=2027-01-31'; do
    echo "$line" >allowed
    run "$DLPSCAN" scan -r rules.conf --exceptions allowed tree
    exits "exceptions: '$line' ends with 2" 2
    has "exceptions: and the line is named" err "allowed: line 1: "
done

check() { # STATUS OPTION...
    local want=$1
    shift
    run "$DLPSCAN" scan -r rules.conf "$@" tree
    exits "fail-on: $*" "$want"
}
check 1 --fail-on low
check 0 --fail-on critical
check 0 --fail-on none
check 1 --fail-on high:4
check 0 --fail-on high:5
check 1 --fail-on low:5
check 1 --fail-on high:5 --fail-on low
for value in '' huge high: high:0 high:x; do
    check 2 --fail-on "$value"
done
done_testing
