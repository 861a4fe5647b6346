#!/bin/bash
# The cache of compiled rules: where it is, who may write it, what is said, and that the findings are
# the same in any case.
. "$(dirname "$0")/lib.sh"
rules
printf 'ticket TN-12345678\n' >text.txt

# report [OPTION...]: what a scan with our rules prints, without its time.
report() {
    run "$DLPSCAN" scan -r rules.conf --format jsonl "$@" text.txt
    sed 's/"seconds":[^,]*,//' out
}
# cached FOLDER: how many cache files of compiled rules there are, and nothing else.
cached() {
    find "$1" -type f ! -name 'rules-*.cache' ! -name 'files-*.cache' -printf 'strange: %p\n' 2>/dev/null
    find "$1" -type f -name 'rules-*.cache' 2>/dev/null | wc -l
}
# read_once FOLDER: how many cache files there are of rules as they were read.
read_once() {
    find "$1" -type f -name 'files-*.cache' 2>/dev/null | wc -l
}

run "$DLPSCAN" scan -r rules.conf --no-cache text.txt
exits "--no-cache: status" 1
wanted=$(report --no-cache)
same "--no-cache: writes nothing" "" "$(find home -mindepth 1)"

same "first run: the same findings" "$wanted" "$(report)"
same "first run: says nothing" "" "$(cat err)"
same "first run: a file of either kind" "1 1" "$(cached home/.cache/dlp) $(read_once home/.cache/dlp)"
same "first run: private" "700 700 600 600" \
    "$(stat -c %a home/.cache home/.cache/dlp home/.cache/dlp/* | tr '\n' ' ' | sed 's/ $//')"
file=$(echo home/.cache/dlp/rules-*)
files=$(echo home/.cache/dlp/files-*)
before=$(stat -c %i "$file" "$files")
same "second run: the same findings" "$wanted" "$(report)"
same "second run: says nothing" "" "$(cat err)"
same "second run: the files are left as they are" "$before" "$(stat -c %i "$file" "$files")"
run "$DLPSCAN" rules list -r rules.conf
run "$DLPSCAN" rules explain -r rules.conf test.weak
run "$DLPSCAN" explain -r rules.conf text.txt --at 8
same "other commands: the same files" "1 1 $before" \
    "$(cached home/.cache/dlp) $(read_once home/.cache/dlp) $(stat -c %i "$file" "$files")"
run "$DLPSCAN" rules check rules.conf
same "rules check: compiles anew, and keeps nothing" "2 rules checked, 0 mistakes" "$(cat out)"

cp -p "$file" good
printf 'x' | dd of="$file" bs=1 seek=200 conv=notrunc status=none
same "damaged: the same findings" "$wanted" "$(report)"
same "damaged: a word" \
    "$HOME/.cache/dlp/${file##*/}: warning: ignored, the rules are compiled anew: it is damaged" \
    "$(cat err)"
report >/dev/null
same "damaged: replaced, so said once" "" "$(cat err)"
printf 'x' | dd of="$files" bs=1 seek=200 conv=notrunc status=none
same "damaged rules: the same findings" "$wanted" "$(report)"
same "damaged rules: a word" \
    "$HOME/.cache/dlp/${files##*/}: warning: ignored, the rules are read anew: it is damaged" \
    "$(cat err)"
report >/dev/null
same "damaged rules: replaced, so said once" "" "$(cat err)"
head -c 1000 "$files" >half && cat half >"$files"
report >/dev/null
has "half a file of rules: a word" err "the rules are read anew: it is cut short"
chmod o+w "$files"
same "rules writable by others: the same findings" "$wanted" "$(report)"
has "rules writable by others: a word" err "read anew: group or others may write it"
report >/dev/null
cp rules.conf kept.conf
echo '# a comment' >>rules.conf
same "a byte more: read anew, the same compiled rules" "1 2 $wanted" \
    "$(report >/dev/null; cached home/.cache/dlp) $(read_once home/.cache/dlp) $(report)"
sed 's/TN-\[0-9\]/TX-[0-9]/' kept.conf >rules.conf
run "$DLPSCAN" scan -r rules.conf text.txt
exits "another rule: no finding" 0
sed 's/"test.weak"/"test.weak"; wrong = 1/' kept.conf >rules.conf
run "$DLPSCAN" scan -r rules.conf text.txt
exits "a mistake: status" 2
cp err mistake
run "$DLPSCAN" scan -r rules.conf text.txt
same "a mistake: told in every run" "$(cat mistake)" "$(cat err)"
cp kept.conf rules.conf
run "$DLPSCAN" scan -r rules.conf --disable test.* text.txt
run "$DLPSCAN" scan -r rules.conf --disable test.* text.txt
exits "switched off by the command: not in the file of rules" 2
same "switched off by the command: back again" "$wanted" "$(report)"
find home/.cache/dlp -name 'files-*' ! -path "$files" -delete
find home/.cache/dlp -name 'rules-*' ! -path "$file" -delete
chmod g+w "$file"
same "writable by others: the same findings" "$wanted" "$(report --quiet)"
has "writable by others: a word" err "compiled anew: group or others may write it"
chmod 777 home/.cache/dlp
same "folder writable by others: the same findings" "$wanted" "$(report)"
has "folder writable by others: a word" err "compiled anew: group or others may write its folder"
same "folder writable by others: nothing about writing" 2 "$(wc -l <err)"
rm -r home/.cache

same "--cache-dir: the same findings" "$wanted" "$(report --cache-dir a/b)"
same "--cache-dir: written there only" "1 0" "$(cached a/b) $(cached home)"
run "$DLPSCAN" scan -r rules.conf --cache-dir '' text.txt
exits "--cache-dir: not empty: status" 2
same "--cache-dir: not empty" "dlpscan: --cache-dir: '' is not right; give a folder" "$(cat err)"
: >file
same "--cache-dir: cannot be made: the same findings" "$wanted" "$(report --cache-dir file/x)"
same "--cache-dir: cannot be made: a word" \
    "file/x: warning: the compiled rules cannot be kept here: cannot make the folder: Not a directory" \
    "$(cat err)"
same "--no-cache comes before --cache-dir" "$wanted 0" \
    "$(report --no-cache --cache-dir c) $(cached c)"

export XDG_CACHE_HOME=$T/xdg
same "XDG_CACHE_HOME: the same findings" "$wanted" "$(report)"
same "XDG_CACHE_HOME: written there only" "1 0" "$(cached xdg/dlp) $(cached home)"
XDG_CACHE_HOME=relative
report >/dev/null
same "XDG_CACHE_HOME: a relative one does not count" "absent 1" \
    "$([ -e relative ] || echo absent) $(cached home/.cache/dlp)"
unset XDG_CACHE_HOME

same "no HOME: the same findings" "$wanted" "$(unset HOME; report)"
same "no HOME: says nothing" "" "$(cat err)"
same "a HOME that is not there: the same findings" "$wanted" "$(HOME=$T/nowhere; report)"
same "a HOME that is not there: stays so, and nothing is said" "absent" \
    "$([ -e nowhere ] || echo absent)$(cat err)"
run env -u HOME "$DLPSCAN" rules compile -r rules.conf
exits "rules compile without a place: status" 2
same "rules compile without a place" "dlpscan: HOME is not set; name a folder with --cache-dir" \
    "$(cat err)"

# A folder that cannot be written: of another user, or ours as root, of a file system.
mkdir shut
if chmod 500 shut && ! touch shut/x 2>/dev/null; then
    same "read-only: the same findings" "$wanted" "$(HOME=$T/shut; report)"
    same "read-only: says nothing" "" "$(cat err)"
    same "read-only and named: the same findings" "$wanted" "$(report --cache-dir shut)"
    has "read-only and named: a word" err "shut: warning: the compiled rules cannot be kept here:"
else
    rm -f shut/x
    skip "read-only folder" "this user may write everywhere"
fi

# Nobody waits, nobody sees half a file.
for i in 1 2 3 4; do
    "$DLPSCAN" scan -r rules.conf --format jsonl --cache-dir race text.txt >"race.$i" 2>"race.err.$i" &
done
wait
same "four first runs at once: the same findings" "$wanted$wanted$wanted$wanted" \
    "$(for i in 1 2 3 4; do printf '%s' "$(sed 's/"seconds":[^,]*,//' "race.$i")"; done)"
same "four first runs at once: nothing is said" "" "$(cat race.err.*)"
same "four first runs at once: one file" 1 "$(cached race)"
report --cache-dir race >/dev/null
same "four first runs at once: a good one" "" "$(cat err)"

run "$DLPSCAN" rules compile -r rules.conf --cache-dir made
exits "rules compile: status" 0
same "rules compile: says what it did" "2 rules compiled into made" "$(cat out)"
before=$(stat -c %i made/*)
same "rules compile: is used" "$wanted $before" "$(report --cache-dir made) $(stat -c %i made/*)"
for made in made/*; do
    printf 'x' | dd of="$made" bs=1 seek=300 conv=notrunc status=none
done
run "$DLPSCAN" rules compile -r rules.conf --cache-dir made
report --cache-dir made >/dev/null
same "rules compile: mends what is damaged" "" "$(cat err)"
run "$DLPSCAN" rules compile -r rules.conf --disable test.weak --cache-dir made
same "rules compile: another choice is another file" "1 rule compiled into made 2" \
    "$(cat out) $(cached made)"
run "$DLPSCAN" rules compile -r rules.conf --cache-dir file/x
exits "rules compile: no such folder: status" 4
has "rules compile: no such folder: a word" err "file/x: warning: the compiled rules cannot be kept"
same "rules compile: no such folder: nothing claimed" "" "$(cat out)"
mkdir -m 755 public
run "$DLPSCAN" rules compile -r rules.conf --cache-dir public
same "rules compile: as readable as its folder" "644 644" \
    "$(stat -c %a public/* | tr '\n' ' ' | sed 's/ $//')"
sed 's/TN-\[0-9\]/TN-[0-9/' rules.conf >broken.conf
run "$DLPSCAN" rules compile -r broken.conf --cache-dir broken
exits "rules compile: wrong rules: status" 2
same "rules compile: wrong rules: nothing is written" 0 "$(cached broken)"
done_testing
