#!/bin/bash
# What the user does not want to be read is skipped, counted and listed.
. "$(dirname "$0")/lib.sh"
rules
mkdir -p tree/sub/deep tree/build
for f in tree/a.txt tree/b.log tree/sub/a.txt tree/sub/b.log tree/sub/deep/c.txt tree/build/d.txt; do
    echo 'TN-12345678' >$f
done
scan() { run "$DLPSCAN" scan -r rules.conf --format jsonl "$@"; }
read_files() { rows '" ".join(f["path"] for f in F)'; }
skipped() { rows '" ".join("%s:%s" % (r["path"], r["reason"]) for r in R if r["kind"] == "skipped")'; }

printf 'build/\n*.log\n' >tree/.gitignore
scan tree
same "ignore: .gitignore is git's: outside of a repository it is a file" 6 "$(rows 'len(F)')"
mkdir tree/.git
scan tree
same "ignore: .gitignore in a repository" "tree/a.txt tree/sub/a.txt tree/sub/deep/c.txt" "$(read_files)"
same "ignore: everything skipped is listed" \
    "tree/b.log:ignored tree/build:ignored tree/sub/b.log:ignored" "$(skipped)"
scan tree/sub
same "ignore: the repository above a path counts" "tree/sub/a.txt tree/sub/deep/c.txt" "$(read_files)"
scan tree/sub/b.log
same "ignore: a file that is named is read" "tree/sub/b.log" "$(read_files)"
scan --no-ignore tree
same "ignore: --no-ignore" 6 "$(rows 'len(F)')"
mkdir tree/.git/objects
echo TN-12345678 >tree/.git/objects/x
echo TN-12345678 >tree/.git/config
scan tree
same "ignore: git's objects are not read, its configuration is" "tree/.git/config True" \
    "$(rows 'F[0]["path"], any(r["reason"] == "git_objects" for r in R if r["kind"] == "skipped")' | tr -d "(),'")"
rm -r tree/.git
printf '*.log\n' >tree/.ignore
printf '!b.log\nsub/deep\n' >tree/.dlpignore
scan tree
same "ignore: .dlpignore comes before .ignore" "tree/a.txt tree/b.log tree/build/d.txt tree/sub/a.txt tree/sub/b.log" "$(read_files)"
rm tree/.dlpignore
scan tree
same "ignore: .ignore anywhere" "tree/a.txt tree/build/d.txt tree/sub/a.txt tree/sub/deep/c.txt" "$(read_files)"
rm tree/.ignore tree/.gitignore

scan --exclude 'sub/*.txt' --exclude /build tree
same "exclude: as in .gitignore" "tree/a.txt tree/b.log tree/sub/b.log tree/sub/deep/c.txt" "$(read_files)"
same "exclude: is counted" "tree/build:excluded tree/sub/a.txt:excluded" "$(skipped)"
scan --include '*.log' tree
same "include: files only" "tree/b.log tree/sub/b.log" "$(read_files)"
scan --include 'sub/**' --exclude 'deep/' tree/
same "include and exclude" "tree/sub/a.txt tree/sub/b.log" "$(read_files)"
run "$DLPSCAN" scan -r rules.conf --include '!x' tree
exits "include: no negation" 2

printf 'TN-12345678 and more\n' >tree/big.txt
scan --max-size 12 tree
same "max-size: larger files are skipped" "tree/big.txt:too_large" "$(skipped)"
scan --max-size 1K tree
same "max-size: with a unit" "" "$(skipped)"
run "$DLPSCAN" scan -r rules.conf --max-size 0 tree
exits "max-size: not 0" 2
scan -x tree
same "one-file-system: all is on one here" 7 "$(rows 'len(F)')"
if [ -d /proc/self ] && [ "$(stat -c %d /)" != "$(stat -c %d /proc)" ]; then
    run timeout 60 "$DLPSCAN" scan -r rules.conf --format jsonl -x --exclude '/[!p]*' --exclude '/p[!r]*' /
    same "one-file-system: another is not entered" "/proc:other_file_system" \
        "$(skipped | tr ' ' '\n' | grep '^/proc')"
else
    skip "one-file-system: another is not entered" "there is no other one"
fi

printf 'tree/b.log\n\ntree/sub\n' >list
scan --files-from list tree/a.txt
same "files-from: after the paths, folders are walked" \
    "tree/a.txt tree/b.log tree/sub/a.txt tree/sub/b.log tree/sub/deep/c.txt" "$(read_files)"
scan --files-from list --exclude '*.log'
same "files-from: filtered by the options" "tree/sub/a.txt tree/sub/deep/c.txt" "$(read_files)"
printf 'tree/b.log\0tree/a.txt\0' >list0
"$DLPSCAN" scan -r rules.conf --format jsonl -0 --files-from - <list0 >out 2>err
same "files-from: NUL, from standard input" "tree/b.log tree/a.txt" "$(read_files)"
scan --files-from not-there
exits "files-from: no such list" 2
echo not-there >list
scan --files-from list
exits "files-from: a path that is not there" 2
run "$DLPSCAN" scan -r rules.conf --files-from - -
exits "files-from: standard input once" 2

run "$DLPSCAN" scan -r rules.conf --list-skipped --exclude '*.log' tree
has "list-skipped: in words" err "dlpscan: tree/b.log: skipped: excluded"
has "list-skipped: the summary counts" out "skipped: 2 (excluded 2)"
run "$DLPSCAN" scan -r rules.conf --exclude '*.log' tree
same "list-skipped: else only counted" "" "$(cat err)"
ln -s a.txt tree/TN-87654321
mkdir tree/TN-11111111
echo >tree/TN-11111111/b.log
echo >tree/TN-11111111/c.txt
scan --exclude '*.log' tree
same "skipped: a value in its name is masked and no finding" \
    "tree/*********11/b.log:excluded tree/*********21:symlink tree/b.log:excluded tree/sub/b.log:excluded True" \
    "$(rows '" ".join(r["path"] + ":" + r["reason"] for r in R if r["kind"] == "skipped"), not any("87654321" in str(r) for r in R)' | tr -d "(),'")"
same "skipped: what its path shares with the next file is reported there" \
    "tree/*********11/c.txt" "$(rows '[f["path"] for f in F if "path" in f["tags"]][0]')"
done_testing
