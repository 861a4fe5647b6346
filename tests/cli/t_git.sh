#!/bin/bash
# Git: the history, each blob once; what is staged; what a branch changes.
. "$(dirname "$0")/lib.sh"
if ! command -v git >/dev/null; then
    skip "git" "git is not installed"
    done_testing
fi
rules
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.com
day=10
commit() { # NAME
    day=$((day + 1))
    git -C repo add -A
    GIT_AUTHOR_DATE="2026-01-${day}T12:00:00Z" GIT_COMMITTER_DATE="2026-01-${day}T12:00:00Z" \
        git -C repo commit -q --allow-empty -m "$1"
}
scan() { run "$DLPSCAN" git -r rules.conf --format jsonl "$@"; }
places() { rows '" ".join("%s:%d@%s" % (f["path"], f["line"], f["date"][-2:]) for f in F)'; }

git init -q -b main repo
run "$DLPSCAN" git -r rules.conf repo
exits "git: a repository without commits is clean" 0
mkdir repo/sub
echo TN-00000001 >repo/a.txt
echo TN-00000002 >repo/sub/b.txt
commit first
printf 'TN-00000001\nTN-00000003\n' >repo/a.txt
cp repo/sub/b.txt repo/copy.txt
commit second
rm repo/a.txt
mv repo/sub/b.txt repo/sub/renamed.txt
commit third
git -C repo checkout -q -b side HEAD~1
echo TN-00000004 >repo/side.txt
commit fourth
git -C repo checkout -q main
git -C repo -c commit.gpgsign=false merge -q --no-edit side
git -C repo tag v1

scan repo
exits "history: findings end with 1" 1
same "history: each blob once, where it first appeared" \
    "a.txt:1@11 sub/b.txt:1@11 a.txt:1@12 a.txt:2@12 side.txt:1@14" "$(places)"
same "history: the commit" "$(git -C repo rev-list --max-parents=0 HEAD)" "$(rows 'F[0]["commit"]')"
same "history: files are counted as blobs" 4 "$(rows 'S["files"]')"
cp out one
scan -j 4 repo
same "history: the same for any number of threads" "$(grep -v summary one)" "$(grep -v summary out)"
run "$DLPSCAN" git -r rules.conf repo
has "history: text names commit and day" out "side.txt ($(git -C repo rev-parse --short=12 side), 2026-01-14): 1 finding"
run "$DLPSCAN" git -r rules.conf -f csv repo
has "history: csv names them, too" out ",\"$(git -C repo rev-parse side)\",\"2026-01-14\""
run "$DLPSCAN" git -r rules.conf -f gitlab repo
has "history: and GitLab's report" out "\"sha\":\"$(git -C repo rev-parse side)\""
scan --exclude 'sub/' --exclude copy.txt repo
same "history: exclude" "a.txt:1@11 a.txt:1@12 a.txt:2@12 side.txt:1@14" "$(places)"
scan --include copy.txt repo
same "history: what is excluded at one place is found at another" "copy.txt:1@12" "$(places)"
(cd repo/sub && "$DLPSCAN" git -r ../../rules.conf --format jsonl) >out 2>err
same "history: from below the top" 5 "$(rows 'len(F)')"

git clone -q --bare repo bare.git
scan bare.git
same "bare: the same" "a.txt:1@11 sub/b.txt:1@11 a.txt:1@12 a.txt:2@12 side.txt:1@14" "$(places)"
run "$DLPSCAN" git -r rules.conf --staged bare.git
exits "bare: has no index" 2
git clone -q --depth 1 "file://$T/repo" shallow
scan shallow
same "shallow: is incomplete" "['shallow']" "$(rows '[i["reason"] for i in I]')"
same "shallow: what is there is read" "TN-00000002 TN-00000004" "$("$DLPSCAN" git -r rules.conf --show-values -f jsonl shallow 2>err | python3 -c '
import json, sys
print(*sorted(r["value"] for r in map(json.loads, sys.stdin) if r["kind"] == "finding"))')"
run "$DLPSCAN" git -r rules.conf "$T/home"
exits "git: no repository ends with 2" 2

# Whatever any commit holds is found.
python3 - <<'END' >import
import random
rng = random.Random(1)
files = {}
mark = 0
for commit in range(60):
    for _ in range(rng.randint(1, 4)):
        name = "d%d/f%d.txt" % (rng.randint(0, 3), rng.randint(0, 9))
        if rng.random() < 0.2 and files:
            files.pop(rng.choice(sorted(files)))
        else:
            files[name] = files.get(name, "") + "TN-%08d\n" % rng.randint(0, 200)
    print("commit refs/heads/%s\ncommitter A <a@example.com> %d +0000\ndata 1\nx" % (
        rng.choice(("main", "main", "b")), 1700000000 + commit))
    print("deleteall")
    for name, text in sorted(files.items()):
        print("M 100644 inline %s\ndata %d\n%s" % (name, len(text), text))
END
git init -q -b main random
git -C random fast-import --quiet <import
for commit in $(git -C random rev-list --all); do
    git -C random grep -h -o -a 'TN-[0-9]*' "$commit" --
done | sort -u >wanted
"$DLPSCAN" git -r rules.conf --show-values --format jsonl random >out 2>err
same "history: all values of all commits" "$(cat wanted)" "$(rows '"\n".join(sorted({f["value"] for f in F}))')"
same "history: no blob twice" "$(git -C random rev-list --all --objects --no-object-names | git -C random cat-file --batch-check='%(objecttype)' | grep -c blob)" "$(rows 'S["files"]')"

# What the next commit brings, and nothing else.
cat >repo/side.txt <<'END'
TN-00000004
TN-00000005
END
echo TN-00000006 >repo/new.txt
git -C repo add side.txt new.txt
echo TN-00000007 >repo/untracked.txt
scan --staged repo
same "staged: changed lines only" "new.txt:1 side.txt:2" "$(rows '" ".join("%s:%d" % (f["path"], f["line"]) for f in F)')"
same "staged: others are counted" 1 "$(rows 'S["allowed"]')"
run "$DLPSCAN" git -r rules.conf --staged repo
has "staged: in words" out "allowed: 1 (unchanged 1)"
git -C repo reset -q
git -C repo mv side.txt moved.txt
scan --staged repo
exits "staged: a file that only moved brings nothing" 0
git -C repo reset -q --hard
printf 'TN-00000001\n-----\nTN-00000009\n' >repo/side.txt
git -C repo add side.txt
printf '# dlp:allow test.* elsewhere\nTN-00000009 # dlp:allow test.number here\n' >repo/marked.txt
git -C repo add marked.txt
scan --staged repo
same "staged: marks are honoured" "side.txt:1 side.txt:3" "$(rows '" ".join("%s:%d" % (f["path"], f["line"]) for f in F)')"
git -C repo reset -q --hard
mkdir unborn && git -C unborn init -q && echo TN-00000001 >unborn/x && git -C unborn add x
scan --staged unborn
same "staged: before the first commit" x "$(rows 'F[0]["path"]')"

git -C repo clean -qfd
git -C repo checkout -q -b topic main~1
echo TN-00000010 >>repo/copy.txt
commit topic
scan --diff main...topic repo
same "diff: since the branch left" "copy.txt:2" "$(rows '" ".join("%s:%d" % (f["path"], f["line"]) for f in F)')"
same "diff: names the commit" "$(git -C repo rev-parse topic)" "$(rows 'F[0]["commit"]')"
scan --diff topic..main repo
same "diff: from one to another" "side.txt:1" "$(rows '" ".join("%s:%d" % (f["path"], f["line"]) for f in F)')"
scan --diff main~1 repo
same "diff: against HEAD" "copy.txt:2" "$(rows '" ".join("%s:%d" % (f["path"], f["line"]) for f in F)')"
run "$DLPSCAN" git -r rules.conf --diff nowhere..main repo
exits "diff: no such commit ends with 2" 2
run "$DLPSCAN" git -r rules.conf --diff main --staged repo
exits "diff: not with --staged" 2

# With a state no content is read twice, and the report is the same.
short() { grep -v '"kind":"summary"' "$1" || true; }
counts() { rows '"%d of %d" % (S.get("unchanged", 0), S["files"])'; }
scan repo
cp out plain
scan --state git.state repo
exits "state: findings end with 1" 1
same "state: the first run reads all" "0 of $(rows 'S["files"]' plain)" "$(counts)"
same "state: and reports the same" "$(short plain)" "$(short out)"
scan --state git.state -j 4 repo
exits "state: known findings end with 1, too" 1
same "state: the next run reads none" "$(rows '"%d of %d" % (S["files"], S["files"])' plain)" "$(counts)"
same "state: and reports the same" "$(short plain)" "$(short out)"
same "state: as many bytes" "$(rows 'S["bytes"]' plain)" "$(rows 'S["bytes"]')"
same "state: is private" 600 "$(stat -c %a git.state)"
lacks "state: holds no value" git.state TN-00000001
echo TN-00000011 >repo/new.txt
echo 'TN-00000012 # dlp:allow test.number made for tests' >repo/allowed.txt
commit more
scan --state git.state repo
same "state: what is new is read" 2 "$(rows 'S["files"] - S["unchanged"]')"
same "state: and found" "new.txt" "$(rows '" ".join(f["path"] for f in F if f["path"] in ("new.txt", "allowed.txt"))')"
scan --state git.state repo
same "state: marks of what is known are honoured" "new.txt" \
    "$(rows '" ".join(f["path"] for f in F if f["path"] in ("new.txt", "allowed.txt"))')"
scan --state git.state --marks none repo
same "state: or not" "allowed.txt new.txt" "$(rows '" ".join(f["path"] for f in F if f["path"] in ("new.txt", "allowed.txt"))')"
scan --state git.state --max-size 14 repo
same "state: the size counts anew" "$("$DLPSCAN" git -r rules.conf -f jsonl --max-size 14 repo | rows 'S["skipped"]' /dev/stdin)" "$(rows 'S["skipped"]')"
scan --state git.state --diff main...topic repo
same "state: of a change only what it brought" "$("$DLPSCAN" git -r rules.conf -f jsonl --diff main...topic repo |
    grep -v '"kind":"summary"')" "$(short out)"
scan --state git.state --min-confidence 0.2 repo
same "state: another confidence knows nothing" "0 of $(rows 'S["files"]')" "$(counts)"
echo nonsense >wrong.state
chmod 600 wrong.state
scan --state wrong.state repo
exits "state: one that is damaged is left alone" 1
has "state: and told" err "everything is scanned"

# A run that is killed is gone on with.
git init -q -b main many
python3 - <<'END'
import os
for i in range(400):
    with open("many/f%03d.txt" % i, "w") as out:
        out.write("TN-%08d\n" % i + "some words and no number\n" * 2000)
END
git -C many add -A
git -C many commit -q -m many
run "$DLPSCAN" git -r rules.conf --format jsonl many
cp out plain
"$DLPSCAN" git -r rules.conf --format jsonl --state many.state -j 1 many >/dev/null 2>&1 &
pid=$!
sleep 0.4
kill -INT $pid 2>/dev/null
wait $pid
run "$DLPSCAN" git -r rules.conf --format jsonl --state many.state many
same "state: after an interrupted run the report is whole" "$(short plain)" "$(short out)"
run "$DLPSCAN" git -r rules.conf --format jsonl --state many.state many
same "state: and all is known" "400 of 400" "$(counts)"
done_testing
