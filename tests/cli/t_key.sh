#!/bin/bash
# Keys: create, rotate, id; and tokens that only a key makes.
. "$(dirname "$0")/lib.sh"
rules
echo 'TN-12345678' >hit
token() { rows 'F[0].get("token")'; }

run "$DLPSCAN" key id
exits "key: none is there yet" 2
run "$DLPSCAN" scan -r rules.conf --format jsonl hit
same "key: no token without one" None "$(token)"

run "$DLPSCAN" key create --key-file made/by/us
exits "key: create" 0
same "key: mode 600" 600 "$(stat -c %a made/by/us)"
same "key: folders 700" "700 700" "$(stat -c %a made) $(stat -c %a made/by)"
id1=$("$DLPSCAN" key id --key-file made/by/us)
case $id1 in
    k????????) pass "key: the id" ;;
    *) fail "key: the id" "$id1" ;;
esac
has "key: create prints the id" out "created made/by/us, id $id1"
run "$DLPSCAN" key create -k made/by/us
exits "key: create never replaces" 2
same "key: it is the same" "$id1" "$("$DLPSCAN" key id -k made/by/us)"

run "$DLPSCAN" scan -r rules.conf --format jsonl -k made/by/us hit
token1=$(token)
case $token1 in
    "$id1":?*) pass "key: the token starts with the id" ;;
    *) fail "key: the token starts with the id" "$token1" ;;
esac
run "$DLPSCAN" scan -r rules.conf --format jsonl -k made/by/us hit
same "key: the same value, the same token" "$token1" "$(token)"
DLP_KEY_FILE=made/by/us run "$DLPSCAN" scan -r rules.conf --format jsonl hit
same "key: DLP_KEY_FILE" "$token1" "$(token)"
lacks "key: no value" out 12345678

run "$DLPSCAN" key rotate -k made/by/us
exits "key: rotate" 0
id2=$("$DLPSCAN" key id -k made/by/us)
if [ "$id1" != "$id2" ]; then pass "key: rotate makes a new id"; else fail "key: rotate makes a new id"; fi
same "key: still mode 600" 600 "$(stat -c %a made/by/us)"
run "$DLPSCAN" key rotate -k not-there
exits "key: rotate wants a key" 2

chmod 644 made/by/us
run "$DLPSCAN" scan -r rules.conf -k made/by/us hit
exits "key: refused when others may read it" 2
same "key: nothing was scanned then" "" "$(cat out)"
run "$DLPSCAN" key id -k made/by/us
exits "key: id refuses it as well" 2

run "$DLPSCAN" key create
exits "key: the usual place" 0
if [ -f "$HOME/.config/dlp/key" ]; then pass "key: is ~/.config/dlp/key"; else fail "key: is ~/.config/dlp/key"; fi
XDG_CONFIG_HOME=$T/xdg run "$DLPSCAN" key create
if [ -f xdg/dlp/key ]; then pass "key: XDG_CONFIG_HOME"; else fail "key: XDG_CONFIG_HOME"; fi
run "$DLPSCAN" scan -r rules.conf --format jsonl hit
same "key: scan uses the usual one" "$("$DLPSCAN" key id)" "$(token | cut -d: -f1)"
HOME='' run "$DLPSCAN" key create
exits "key: no HOME" 2

mkdir clean-tmp
HOME=$T/none TMPDIR=$T/clean-tmp run "$DLPSCAN" scan -r rules.conf hit
same "key: a text report leaves nothing behind" "" "$(ls -A clean-tmp)"
done_testing
