#!/bin/bash
# explain: why, or why not, without the value.
. "$(dirname "$0")/lib.sh"
rules
printf 'ticket TN-12345678 x\n' >file
run "$DLPSCAN" explain file --at 10 -r rules.conf
exits "explain: status" 0
has "explain: the rule and the span" out "test.number at 7, 11 bytes: a finding"
lacks "explain: no value" out 12345678

printf 'some WK-1234 here\n' >weak
run "$DLPSCAN" explain -r rules.conf weak --at 0x5
exits "explain: a rejected candidate" 0
has "explain: it is no finding" out "test.weak at 5, 7 bytes: no finding"
has "explain: and why" out "threshold"
lacks "explain: no value of a rejected one" out 1234

python3 -c 'print("." * 500 + " TN-12345678")' >far
run "$DLPSCAN" explain -r rules.conf far --at 100
exits "explain: nothing near" 0
has "explain: says so" out "No candidate of the 2 rules came within 64 bytes of offset 100"
run "$DLPSCAN" explain -r rules.conf far --at 440
has "explain: 64 bytes are near" out "test.number at 501"

printf 'ticket TN-%%31%%32345678 x\n' >coded
run "$DLPSCAN" explain coded --at 10 -r rules.conf
has "explain: what was decoded, at the bytes it stands in" out "test.number at 7, 15 bytes: a finding"

run "$DLPSCAN" explain -r rules.conf file
exits "explain: wants --at" 2
run "$DLPSCAN" explain -r rules.conf file --at 21
exits "explain: behind the end" 2
has "explain: says how long it is" err "21 bytes"
run "$DLPSCAN" explain -r rules.conf not-there --at 0
exits "explain: no such file" 2
run "$DLPSCAN" explain -r rules.conf . --at 0
exits "explain: a folder" 2
"$DLPSCAN" explain -r rules.conf - --at 8 <file >out 2>err
has "explain: standard input" out "test.number at 7"
done_testing
