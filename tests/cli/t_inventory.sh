#!/bin/bash
# What columns hold, how much of it, whose it is, and what a receiver does not need.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
rules
status=0
inventory() { run "$DLPSCAN" inventory -r rules.conf "$@"; }
sum() { rows 'S["'"$1"'"]'; }
# held: TABLE.COLUMN RULE cells/filled distinct, for each column that holds something.
held() { rows '"; ".join("%s.%s %s %d/%d %d" % (c["table"], c["column"], h["rule"], h["cells"], c["filled"],
h["distinct"]) for c in R if c["kind"] == "column" for h in c["holds"])'; }

cat >a.csv <<'END'
id,ticket_id,note
1,TN-11111111,
2,TN-22222222,"two: TN-33333333, ""TN-44444444"""
3,TN-11111111,none
4,,TN-11111111
END
inventory a.csv
exits "csv: nothing was asked, so nothing fails" 0
same "csv: exact output" "a.csv: 4 rows, 3 columns
  column                    holds                         values    cells  share  distinct unique  confidence
  ticket_id                 test.number                        3        3  100 %         2   67 %  0.99
  note                      test.number                        3        2   67 %         3  100 %  0.85
  nothing found in: id

4 more rows hold personal data and no identifier
1 file, 1 table, 4 rows, 3 columns: 2 with data of a known kind" "$(cat out)"
inventory -f jsonl a.csv
same "jsonl: columns" ".ticket_id test.number 3/3 2; .note test.number 2/3 3" "$(held)"
inventory -f csv a.csv
same "csv report" '"a.csv",,"ticket_id",4,3,"test.number","Test number","test","high",3,3,1.00,2,yes,0.67,0.99,no' \
    "$(tr -d '\r' <out | sed -n 3p)"
grep -qF -e TN- out && fail "no values" "$(cat out)" || pass "no values"

# Forms of text: the same rows in each.
sed 's/,/;/g; s/""TN/TN/; s/4""/4/' a.csv | tr -d '"' | sed 's/33;/33/' >b.csv
printf '\xef\xbb\xbf' | cat - b.csv >bom.csv
tr ';' '\t' <b.csv >c.tsv
cat >d.jsonl <<'END'
{"id":1,"ticket_id":"TN-11111111","note":null}
{"id":2,"ticket_id":"TN\u002d22222222","note":"two: TN-33333333 TN-44444444"}
{"id":3,"ticket_id":"TN-11111111","note":"none"}

{"id":4,"note":"TN-11111111"}
END
(echo '['; paste -sd, d.jsonl | sed 's/,,/,/'; echo ']') >e.json
cat >f.sql <<'END'
-- it's a comment
CREATE TABLE `t` (`id` int NOT NULL, `ticket_id` varchar(20) DEFAULT 'x,y', `note` text, PRIMARY KEY (`id`));
CREATE FUNCTION f() RETURNS int AS $body$ it's; INSERT INTO t VALUES (9,'TN-99999999') $body$ LANGUAGE sql;
INSERT INTO `t` VALUES (1,'TN-11111111',NULL),(2,'TN-22222222','two: TN-33333333\n TN-44444444');
/* more; */ INSERT INTO t (note, ticket_id, id) VALUES ('none', 'TN-11111111', 3), ('TN-11111111', NULL, 4);
END
cat >g.sql <<'END'
COPY public.t (id, ticket_id, note) FROM stdin;
1	TN-11111111	\N
2	TN-22222222	two: TN-33333333\tTN-44444444
3	TN-11111111	none
4	\N	TN-11111111
\.
SELECT 1;
END
for file in b.csv bom.csv c.tsv d.jsonl e.json; do
    inventory -f jsonl $file
    same "$file: columns" ".ticket_id test.number 3/3 2; .note test.number 2/3 3" "$(held)"
    same "$file: rows" 4 "$(sum rows)"
done
for file in f:t g:public.t; do
    inventory -f jsonl "${file%%:*}.sql"
    t=${file##*:}
    same "${file%%:*}.sql: columns" "$t.ticket_id test.number 3/3 2; $t.note test.number 2/3 3" "$(held)"
    same "${file%%:*}.sql: rows" 4 "$(sum rows)"
done
printf '{"a":{"n":"TN-11111111"},"l":[{"t":"TN-22222222"},{"t":"TN-33333333"}]}\n' >n.json
inventory -f jsonl n.json
same "json: what is inside is named behind it" ".a.n test.number 1/1 1; .l[].t test.number 1/1 2" "$(held)"
printf 'TN-11111111,1\nTN-22222222,2\n' >h.csv
inventory -f jsonl h.csv
same "no header: letters" ".A test.number 2/2 2" "$(held)"
printf 'ticket\nTN-11111111\nTN-22222222\n' >l.txt
inventory -f jsonl l.txt
same "a list: one column" ".ticket test.number 2/2 2" "$(held)"
printf 'ticket TN-55555555,x\nTN-11111111,1\n' >v.csv
inventory -f jsonl v.csv
lacks "a name that holds a value is no name" out 55555555
mkdir 'TN-66666666'
cp a.csv TN-66666666
inventory TN-66666666/a.csv
lacks "a path that holds a value is masked" out 66666666
printf '{"TN-77777777":"TN-11111111"}\n' >k.json
inventory k.json
lacks "a key that holds a value is masked" out 77777777

# Inside documents.
if command -v gzip zip sqlite3 >/dev/null; then
    gzip -k a.csv
    zip -q z.zip d.jsonl
    sqlite3 s.db '.mode csv' '.import a.csv cust'
    inventory -f jsonl a.csv.gz z.zip s.db
    same "documents: columns" "a.csv.gz!a.csv z.zip!d.jsonl s.db#cust" \
        "$(rows '" ".join(t["file"] + ("#" + t["table"] if t["table"] else "") for t in R if t["kind"] == "table")')"
    same "documents: rows" 12 "$(sum rows)"
    inventory --extractor none z.zip
    exits "no extractor: no failure by itself" 0
    has "no extractor: said" err "z.zip: incomplete: no_extractor"
    inventory --extractor none --incomplete fail z.zip
    exits "no extractor: --incomplete fail" 3
fi

# What was not read.
printf '{"id":1,"ticket_id":"TN-11111111"}\n{"id":2,"tick' >cut.jsonl
inventory cut.jsonl
has "cut JSON: said" err "cut.jsonl: incomplete: damaged"
has "cut JSON: what came before counts" out "ticket_id"
head -c 300 /dev/zero >zero
inventory zero
has "no rows: said" err "zero: incomplete: no_rows"
inventory missing.csv a.csv
exits "a file that is not there ends with 2" 2
has "a file that is not there: the others are read" out "a.csv: 4 rows"
: >empty.csv
inventory -q empty.csv
same "empty: nothing" "0 " "$status $(cat out err)"

# Persons, by the rules that come with dlpscan.
cat >p.csv <<'END'
email,phone,ssn
ann@acme-mail.org,(212) 555-0121,810-27-3457
ann@acme-mail.org,(646) 555-0162,
,(646) 555-0162,
bob@acme-mail.org,(212) 555-0121,868-42-9969
eve@acme-mail.org,,
eve2@acme-mail.org,,
END
run "$DLPSCAN" inventory -f jsonl p.csv
same "persons: a chain of rows is one, two with numbers of their own are two" "4 True 6" \
    "$(rows '"%d %s %d" % (S["persons"], S["persons_exact"], S["rows_with_identifier"])')"
{
    echo email,phone
    for i in $(seq 200); do echo "p$i@acme-mail.org,(212) 555-0121"; done
} >office.csv
run "$DLPSCAN" inventory -f jsonl office.csv
same "persons: an office's telephone ties few together" 195 "$(sum persons)"

# What a receiver does not need.
cat >receiver.conf <<'END'
receiver = "mailing service";
allow = [ "contact.*" ];
END
run "$DLPSCAN" inventory --receiver receiver.conf p.csv
exits "receiver: over-collected ends with 1" 1
has "receiver: which" out "id.us.ssn                          2        2  100 %         2  100 %  0.99  over-collected"
has "receiver: for whom" out ", 1 over-collected for mailing service"
run "$DLPSCAN" inventory --allow 'contact.email,contact.*.phone,id.us.*' p.csv
exits "allow: all may be there" 0
printf 'deny = [ "*.phone" ];\n' >deny.conf
run "$DLPSCAN" inventory -f jsonl --receiver deny.conf p.csv
same "deny: what it names" 1 "$(sum over_collected)"
printf 'allowed = [ "x" ];\n' >wrong.conf
run "$DLPSCAN" inventory --receiver wrong.conf p.csv
same "receiver: a mistake" "2 dlpscan: wrong.conf: line 1: allowed is not right; give one of: receiver, allow, deny" \
    "$status $(cat err)"
run "$DLPSCAN" inventory --allow 'a,,b' p.csv
exits "allow: an empty name ends with 2" 2

# A document that comes by standard input is kept, and taken apart.
python3 - <<'END2'
import zipfile
with zipfile.ZipFile("two.zip", "w") as out:
    for name in ("one.csv", "two.csv"):
        out.writestr(name, "email,n\n" + "".join("user%d@acme-mail.org,%d\n" % (i, i) for i in range(20)))
END2
"$DLPSCAN" inventory -f jsonl - <two.zip >out 2>err
same "standard input: a document" "-!one.csv -!two.csv" \
    "$(rows '" ".join(r["file"] for r in R if r["kind"] == "table")')"
done_testing
