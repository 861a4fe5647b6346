#!/bin/bash
# Inventory by several threads: the report is that of one, whatever the files are; and standard input.
. "$(dirname "$0")/lib.sh"
rules
sed -i -e 's/test.number/id.test.number/' -e 's/test.weak/contact.test.weak/' rules.conf
python3 - <<'END2'
import random, zipfile
rng = random.Random(7)
for i in range(30):
    rows = rng.choice((3, 40, 900))
    with open("f%02d.csv" % i, "w") as out:
        out.write("ticket,weakling,note%d\n" % (i % 3))
        for _ in range(rows):
            out.write("TN-%08d,WK-%04d,word\n" % (rng.randrange(3000), rng.randrange(900)))
with open("prose.txt", "wb") as out:
    out.write(b"\0\1\2")
with zipfile.ZipFile("two.zip", "w") as out:
    out.write("f00.csv")
    out.write("f01.csv")
END2
inventory() { run "$DLPSCAN" inventory -r rules.conf "$@"; }

files="f0?.csv two.zip prose.txt f1?.csv not-there f2?.csv not-there-either"
for format in text jsonl csv; do
    # shellcheck disable=SC2086 # the names are to be split
    inventory -f $format -j 1 $files
    exits "$format: what is not there ends with 2" 2
    cp out one && cp err one-err
    for threads in 2 5 64; do
        # shellcheck disable=SC2086
        inventory -f $format -j $threads $files
        same "$format: the report of $threads threads is that of one" "$(cat one)" "$(cat out)"
        same "$format: and so is what is said" "$(cat one-err)" "$(cat err)"
    done
done
same "files that are not there are told in their order" "dlpscan: not-there: No such file or directory
dlpscan: not-there-either: No such file or directory" "$(grep not-there one-err)"
same "what was not read whole is noted once" 1 "$(grep -c 'prose.txt: incomplete: no_rows' one-err)"

# As many persons as in one file of all rows.
{ echo ticket,weakling,note && tail -qn +2 f0?.csv; } >all.csv
inventory -f jsonl f0?.csv
apart=$(rows 'S["persons"]')
inventory -f jsonl all.csv
same "persons do not depend on how rows lie in files" "$(rows 'S["persons"]')" "$apart"

inventory -f jsonl all.csv
sed 's/"all.csv"/"-"/' out >named
"$DLPSCAN" inventory -r rules.conf -f jsonl - <all.csv >out 2>err
same "standard input: a file" "$(cat named)" "$(cat out)"
# shellcheck disable=SC2002 # a pipe is meant
cat all.csv | "$DLPSCAN" inventory -r rules.conf -f jsonl - >out 2>err
same "standard input: a pipe" "$(cat named)" "$(cat out)"
inventory - -
exits "standard input: once only" 2
has "standard input: and why" err "standard input can be read once"
inventory .
exits "a folder is no export" 2
has "a folder: what to do" err "no regular file; give exports"
done_testing
