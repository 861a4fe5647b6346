#!/bin/bash
# Exit statuses are a contract.
. "$(dirname "$0")/lib.sh"
rules
echo 'TN-12345678' >hit
echo 'nothing' >clean
mkfifo fifo

check() { # NAME STATUS COMMAND...
    local name=$1 want=$2
    shift 2
    run "$@"
    exits "$name" "$want"
}

check "0: clean" 0 "$DLPSCAN" scan -r rules.conf clean
check "1: findings" 1 "$DLPSCAN" scan -r rules.conf hit
check "0: incomplete is a warning" 0 "$DLPSCAN" scan -r rules.conf clean fifo
has "0: incomplete says so" err "fifo: incomplete: special_file"
check "0: --incomplete=warn" 0 "$DLPSCAN" scan -r rules.conf --incomplete=warn fifo
check "3: --incomplete=fail" 3 "$DLPSCAN" scan -r rules.conf --incomplete=fail clean fifo
check "1: findings come before incomplete" 1 "$DLPSCAN" scan -r rules.conf --incomplete=fail hit fifo

check "2: a path that is not there" 2 "$DLPSCAN" scan -r rules.conf not-there hit
has "2: the other paths are reported" out "hit: 1 finding"
has "2: and the path is named" err "not-there"
check "2: no path" 2 "$DLPSCAN" scan -r rules.conf
check "2: an empty path" 2 "$DLPSCAN" scan -r rules.conf ''
check "2: standard input twice" 2 "$DLPSCAN" scan -r rules.conf - -
check "2: no command" 2 "$DLPSCAN"
check "2: unknown command" 2 "$DLPSCAN" frobnicate
check "2: unknown option" 2 "$DLPSCAN" scan --frobnicate hit
has "2: the option is named" err "--frobnicate"
check "2: missing argument" 2 "$DLPSCAN" scan hit --format
check "2: unknown format" 2 "$DLPSCAN" scan --format xml hit
for value in -1 1.01 nan 0x1 1e-1 ' 1' '' . 2; do
    check "2: --min-confidence '$value'" 2 "$DLPSCAN" scan -r rules.conf --min-confidence "$value" hit
done
for value in 0 257 1x -1 ''; do
    check "2: --threads '$value'" 2 "$DLPSCAN" scan -r rules.conf --threads "$value" hit
done
check "2: --incomplete=maybe" 2 "$DLPSCAN" scan -r rules.conf --incomplete=maybe hit
check "2: a glob that matches nothing" 2 "$DLPSCAN" scan -r rules.conf --disable 'nothing.*' hit
has "2: the glob is named" err "nothing.*"
check "2: a misspelt option" 2 "$DLPSCAN" scan --fail-onn=high hit
has "2: and what is meant" err "unknown option --fail-onn=high (is --fail-on meant?); see 'dlpscan scan --help'"
check "2: a misspelt command" 2 "$DLPSCAN" scna hit
has "2: and which is meant" err "there is no command 'scna' (is 'scan' meant?)"
check "2: an option that is like no other" 2 "$DLPSCAN" scan --frobnicate hit
lacks "2: and nothing is said of it" err "meant"
check "2: no rules there" 2 "$DLPSCAN" scan -r not-there.conf hit
check "2: no rule left" 2 "$DLPSCAN" scan -r rules.conf --disable '*' hit
check "2: no such key" 2 "$DLPSCAN" scan -r rules.conf --key-file not-there hit

sed 's/TN-\[0-9\]{8}/TN-[0-9{8}/' rules.conf >broken.conf
check "2: a broken rule" 2 "$DLPSCAN" scan -r broken.conf hit
same "2: nothing was scanned" "" "$(cat out)"
if grep -q '^broken.conf:[0-9]*: error: \[test.number\] ' err; then
    pass "2: file, line and rule are named"
else
    fail "2: file, line and rule are named" "$(cat err)"
fi

check "0: --help" 0 "$DLPSCAN" --help
check "0: scan --help" 0 "$DLPSCAN" scan --help
check "0: --version" 0 "$DLPSCAN" --version
check "0: everything behind -- is a path" 0 "$DLPSCAN" scan -r rules.conf -- clean
DLP_RULES=rules.conf check "1: DLP_RULES" 1 "$DLPSCAN" scan hit
done_testing
