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

# By age, by type, and slowly.
mkdir old
for name in now week year; do echo TN-11111111 >old/$name.txt; done
touch -d '8 days ago' old/week.txt
touch -d '2020-05-05T12:00' old/year.txt
check_since() { # WHEN WANTED
    run "$DLPSCAN" scan -r rules.conf --format jsonl --list-skipped --since "$1" old
    same "since: $1" "$2" "$(rows '" ".join(sorted(f["path"] for f in F))')"
}
check_since 7d "old/now.txt"
has "since: what is skipped is told" err "old/week.txt: skipped: too_old"
check_since 2w "old/now.txt old/week.txt"
check_since 200h "old/now.txt old/week.txt"
check_since 90m "old/now.txt"
check_since 2020-05-05 "old/now.txt old/week.txt old/year.txt"
check_since 2020-05-06 "old/now.txt old/week.txt"
for when in '' 7 d 7y -7d 0d 2020-5-5 2020-05-05T12 2020-31-01 2020-13-05 2021-02-29 1e3d 99999999999999999999d; do
    run "$DLPSCAN" scan -r rules.conf "--since=$when" old
    exits "since: '$when' ends with 2" 2
done

mkdir types
echo TN-11111111 >types/text
printf 'TN-22222222\0' >types/binary
echo TN-33333333 | gzip -c >types/document
: >types/empty
mkdir odd # a program with an archive behind it, and text with zero bytes
head -c 9000 /bin/true >odd/packed
echo TN-44444444 >inside && python3 -c 'import sys, zipfile; zipfile.ZipFile(sys.argv[1], "a").write("inside")' odd/packed
{ printf '\377\376' && printf 'TN-55555555\n' | iconv -t utf-16le; } >odd/wide
for kind in "document packed" "text wide"; do
    run "$DLPSCAN" scan -r rules.conf --format jsonl --type "${kind% *}" odd
    same "type: ${kind% *} is what the scan takes for one" "${kind#* } 1" \
        "$(rows '" ".join(sorted({f["path"][4:].split("!")[0] for f in F})) + " " + str(S["skipped"])')"
done
check_type() { # NAMES WANTED SKIPPED
    run "$DLPSCAN" scan -r rules.conf --format jsonl --type "$1" types
    same "type: $1" "$2 $3" "$(rows '" ".join(sorted(f["path"][6:10] for f in F)) + " " + str(S["skipped"])')"
}
check_type text text 2
check_type binary bina 2
check_type document docu 2
check_type text,document "docu text" 1
check_type text,binary,document "bina docu text" 0
for names in '' words 'text,' ',text' 'text binary'; do
    run "$DLPSCAN" scan -r rules.conf "--type=$names" types
    exits "type: '$names' ends with 2" 2
done
for i in 1 2; do
    run "$DLPSCAN" scan -r rules.conf --format jsonl --state types.state --type text types
    same "type: with a state, run $i" "text 2" "$(rows '" ".join(sorted(f["path"][6:] for f in F)) + " " + str(S["skipped"])')"
done
run "$DLPSCAN" scan -r rules.conf --format jsonl --state types.state types
same "type: another type knows nothing" 3 "$(rows 'len(F)')"
"$DLPSCAN" scan -r rules.conf --format jsonl --type document - <types/text >out 2>err
same "type: standard input" "0 1" "$(rows '"%d %d" % (len(F), S["skipped"])')"
if command -v git >/dev/null; then
    git init -q repo && cp types/* repo && git -C repo add .
    run "$DLPSCAN" git -r rules.conf --format jsonl --staged --type binary repo
    same "type: in a repository" "binary 2" "$(rows 'F[0]["path"] + " " + str(S["skipped"])')"
fi

head -c 600000 /dev/zero | tr '\0' x >slow.txt
printf '\nTN-11111111\n' >>slow.txt
start=$(date +%s%N)
run "$DLPSCAN" scan -r rules.conf --format jsonl --io-limit 500K -j 4 slow.txt slow.txt
took=$((($(date +%s%N) - start) / 1000000))
same "io-limit: takes its time" yes "$([ $took -ge 2000 ] && echo yes || echo "$took ms")"
same "io-limit: and finds all" 2 "$(rows 'len(F)')"
for limit in '' 0 fast -5; do
    run "$DLPSCAN" scan -r rules.conf "--io-limit=$limit" slow.txt
    exits "io-limit: '$limit' ends with 2" 2
done
done_testing
