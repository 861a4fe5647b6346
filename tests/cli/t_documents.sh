#!/bin/bash
# Documents in every report and with every other option: paths of parts, places of cells, standard
# input, baselines, repositories.
. "$(dirname "$0")/lib.sh"
rules
mkdir tree
printf 'first\nticket TN-12345678 here\n' >a.txt
printf 'x;TN-87654321\n' >'b!%.txt'
zip -q tree/in.zip a.txt 'b!%.txt'
rm a.txt 'b!%.txt'

run "$DLPSCAN" scan -r rules.conf tree
exits "documents: status" 1
same "documents: text" "tree/in.zip: 2 findings
 !a.txt
  2:8      test.number               *********78               0.99  high      strong pattern, label \"ticket\"
 !b%21%25.txt
  1:3      test.number               *********21               0.85  high      strong pattern" "$(head -n 5 out)"
run "$DLPSCAN" scan -r rules.conf --format jsonl tree
same "documents: jsonl" "tree/in.zip!a.txt 13 2 tree/in.zip!b%21%25.txt 2 1" \
    "$(rows '" ".join("%s %s %s" % (f["path"], f["offset"], f["line"]) for f in F)')"
same "documents: ids differ" 2 "$(rows 'len({f["id"] for f in F})')"
cp out from-file
run "$DLPSCAN" scan -r rules.conf --format jsonl - <tree/in.zip
same "documents: standard input" "-!a.txt -!b%21%25.txt" "$(rows '" ".join(f["path"] for f in F)')"
run "$DLPSCAN" scan -r rules.conf --format csv tree
has "documents: csv" out '"tree/in.zip!a.txt",2,8,"test.number"'

# Extracted text has a location, and no offset.
sqlite3 tree/base.db 'CREATE TABLE tickets (id INTEGER, ticket_id TEXT);
    INSERT INTO tickets VALUES (1, NULL), (2, "TN-11223344");'
run "$DLPSCAN" scan -r rules.conf --format jsonl tree/base.db
same "documents: a cell of a table" "tree/base.db tickets[2].ticket_id None" \
    "$(rows '" ".join(str(F[0][k]) for k in ("path", "location", "offset"))')"
run "$DLPSCAN" scan -r rules.conf tree/base.db
has "documents: a cell in text" out "  tickets[2].ticket_id"
run "$DLPSCAN" scan -r rules.conf --format sarif tree/base.db
has "documents: a cell in sarif" out '"location":"tickets[2].ticket_id"'
lacks "documents: no line of a file in sarif" out '"region"'

# A name of a member can hold a value: masked, and reported.
printf 'nothing\n' >'ticket TN-55667788 x.txt'
zip -q named.zip 'ticket TN-55667788 x.txt'
run "$DLPSCAN" scan -r rules.conf --format jsonl named.zip
lacks "documents: a value in a member's name is masked" out 55667788
same "documents: and reported" "path" "$(rows 'F[0]["tags"][-1]')"

# Known findings in documents stay known.
"$DLPSCAN" key create -k key >/dev/null
"$DLPSCAN" baseline -r rules.conf -k key tree >known 2>err
run "$DLPSCAN" scan -r rules.conf -k key --baseline known tree
exits "documents: all are in the baseline" 0
printf 'TN-99887766\n' >c.txt
zip -q tree/in.zip c.txt
run "$DLPSCAN" scan -r rules.conf -k key --baseline known --format jsonl tree
same "documents: what is new is not" "tree/in.zip!c.txt" "$(rows '" ".join(f["path"] for f in F)')"

# Documents of a repository.
git init -q repo
cp tree/in.zip repo
git -C repo add .
git -C repo -c user.name=x -c user.email=x@example.com commit -q -m x
run "$DLPSCAN" git -r rules.conf --format jsonl repo
same "documents: in a repository" "in.zip!a.txt in.zip!b%21%25.txt in.zip!c.txt" \
    "$(rows '" ".join(f["path"] for f in F)')"

# Many threads, many documents: the report is the same.
for i in $(seq 40); do cp from-file "tree/$i.txt"; gzip -k "tree/$i.txt"; done
run "$DLPSCAN" scan -r rules.conf --format jsonl -j 1 tree
grep -v summary out >one
run "$DLPSCAN" scan -r rules.conf --format jsonl -j 8 tree
same "documents: the same with any number of threads" "" "$(grep -v summary out | cmp - one 2>&1)"
done_testing
