#!/bin/bash
# A state: what did not change is not scanned again, and is reported all the same.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
rules
mkdir tree
printf 'TN-11111111\nticket TN-22222222\n' >tree/a.txt
printf 'nothing\n' >tree/b.txt
printf 'VE4tMzMzMzMzMzMgVE4tNDQ0NDQ0NDQgYW5kIHNvIG9uIGFuZCBzbyBvbg==\n' >tree/c.txt
touch -d '1 hour ago' tree/*
scan() { run "$DLPSCAN" scan -r rules.conf --format jsonl "$@"; }
# told: what is found, without the summary; known: how many files were.
told() { grep -v '"kind":"summary"' "$T/out"; }
known() { rows 'S["unchanged"]'; }

scan tree
whole=$(told)
has "the test's text has a finding that was decoded" out '"via":["base64"]'
scan --state st tree
exits "first: findings" 1
same "first: the same findings" "$whole" "$(told)"
same "first: nothing is known" 0 "$(known)"
same "first: the file is private" 600 "$(stat -c %a st)"
same "first: nothing is left beside it" "st" "$(ls -d st*)"
scan --state st tree
exits "second: findings" 1
same "second: the same findings" "$whole" "$(told)"
same "second: all is known" 3 "$(known)"
same "second: counts are the same" "3 4" "$(rows '"%d %d" % (S["files"], S["findings"])')"
run "$DLPSCAN" scan -r rules.conf --state st tree
has "text: told in the summary" out "unchanged: 3, as the state has them"
lacks "no value is in it" st 11111111
lacks "no value of a line is in it" st 'ticket TN'

# What changes is scanned.
printf 'TN-11111111\nticket TN-99999999\n' >tree/a.txt
scan --state st tree
same "changed: the file is scanned" 2 "$(known)"
scan tree
whole=$(told)
scan --state st tree
same "changed: as without a state" "$whole" "$(told)"
touch tree/a.txt tree/b.txt
scan --state st tree
same "touched: the content is what counts" 3 "$(known)"
printf 'TN-11111111\nticket TN-88888888\n' >tree/a.txt
touch -d '1 hour ago' tree/a.txt
scan --state st tree
same "changed back in time: is scanned" 2 "$(known)"
cp tree/a.txt tree/d.txt
rm tree/b.txt
scan --state st tree
same "added and removed" "2 3" "$(rows '"%d %d" % (S["unchanged"], S["files"])')"
scan --state st -c 0.9 tree
same "another option: nothing is known" 0 "$(known)"
scan --state st -d test.weak tree
same "other rules: nothing is known" 0 "$(known)"
scan --state st tree >/dev/null
scan --state st tree
printf 'TN-11111111 # dlp:allow test.number\n' >tree/m.txt
scan --state st tree
scan --state st tree
same "marks: judged anew" "4 1" "$(rows '"%d %d" % (S["unchanged"], S["allowed"])')"
echo 'rule=test.* path=a.txt owner=a@example.com expires=2999-01-01 reason=x' >known
scan --state st --exceptions known tree
same "exceptions: judged anew" "4 3" "$(rows '"%d %d" % (S["unchanged"], S["allowed"])')"
run "$DLPSCAN" key create --key-file key
scan --state st --key-file key tree
same "a key: nothing is known" 0 "$(known)"
tokens=$(rows '[f["token"] for f in F]')
scan --state st --key-file key tree
same "a key: the same tokens" "4 $tokens" "$(known) $(rows '[f["token"] for f in F]')"
run "$DLPSCAN" baseline -r rules.conf --key-file key --state st tree
cp out base
scan --state st --key-file key -b base tree
same "a baseline: all is known to it" "0 4" "$(rows '"%d %d" % (S["findings"], S["unchanged"])')"

# What was not read stays so.
if command -v zip >/dev/null; then
    zip -q -P secret tree/z.zip rules.conf
    scan --state st tree
    incomplete=$(grep '"kind":"incomplete"' out)
    scan --state st tree
    same "incomplete: known as such" "5 $incomplete" "$(known) $(grep '"kind":"incomplete"' out)"
    scan --state st --password secret tree
    same "a password: is tried" 0 "$(rows 'S["incomplete"]')"
    lacks "a password is not in it" st secret
    rm tree/z.zip
fi

# The state lies in what is scanned.
scan --state tree/st tree
scan --state tree/st tree
same "itself: no file of the scan" "4 4 own_output" \
    "$(rows '"%d %d %s" % (S["unchanged"], S["files"], R[-2]["reason"])')"

rm tree/st

# Wrong files are told, and left alone.
wrong() { # NAME TEXT: whose file is ./wrong
    sum=$(sha256sum wrong 2>&1)
    scan --state wrong tree
    exits "$1: scanned all the same" 1
    same "$1: nothing is known" 0 "$(known)"
    has "$1: said" err "$2"
    same "$1: left alone" "$sum" "$(sha256sum wrong 2>&1)"
}
head -c 5000 /dev/urandom >wrong
chmod 600 wrong
wrong "damaged" "dlpscan: wrong: no state of this version, damaged, or in use by another run"
rm wrong
if command -v sqlite3 >/dev/null; then
    (umask 077; sqlite3 wrong 'create table t(a)')
    wrong "foreign" "remove it to begin anew"
    cp st wrong
    sqlite3 wrong "update file set records = x'0011'"
    scan --state wrong tree
    same "damaged rows: are scanned" "0 4" "$(rows '"%d %d" % (S["unchanged"], S["files"])')"
    rm wrong
fi
cp st wrong
chmod 644 wrong
wrong "others may read it" "others may read or write it"
rm wrong
ln -s st wrong
wrong "a link" "no regular file"
rm wrong
mkdir wrong
scan --state wrong tree
has "a folder: said" err "no regular file"
scan --state nowhere/st tree
exits "cannot be made: ends with 2" 2
has "cannot be made: said" err "dlpscan: nowhere/st: cannot make the state"
scan --state st --show-values tree
exits "values: not with a state" 2

# A run that is killed is gone on with: what was learned is written every two seconds.
mkfifo paths
"$DLPSCAN" scan -r rules.conf --state big -f jsonl --files-from - <paths >/dev/null 2>&1 &
exec 3>paths
printf 'tree/a.txt\ntree/c.txt\n' >&3
sleep 4
echo tree/d.txt >&3
sleep 0.5
kill -9 $!
wait $! 2>/dev/null
exec 3>&-
scan --state big tree/a.txt tree/c.txt tree/d.txt
same "killed: gone on with" "True" "$(rows 'S["unchanged"] >= 2')"
whole=$(told)
scan tree/a.txt tree/c.txt tree/d.txt
same "killed: all is told" "$whole" "$(told)"

# So is one that is stopped.
"$DLPSCAN" scan -r rules.conf --state stopped -f jsonl --files-from - <paths >/dev/null 2>&1 &
exec 3>paths
echo tree/a.txt >&3
sleep 3
kill -TERM $!
wait $! 2>/dev/null
exec 3>&-
scan --state stopped tree/a.txt
same "stopped: gone on with" 1 "$(known)"
done_testing
