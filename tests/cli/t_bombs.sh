#!/bin/bash
# sanitizers: no
# Documents that are made to harm: what tests/formats/bombs.py writes costs little, is said to be incomplete
# where it was not read, and hides nothing that stands beside it.
. "$(dirname "$0")/lib.sh"
bombs=$(dirname "$DLPSCAN")/../../tests/formats/bombs.py
rules
mkdir bombs
status=0 # of run, as in lib.sh
python3 "$bombs" bombs || exit 4

# bomb FILE: scan it, in bounded memory and time, by each process that takes part.
bomb() {
    run timeout 60 bash -c 'ulimit -d 400000; exec "$@"' bash \
        "$DLPSCAN" scan -r rules.conf --format jsonl --limit seconds=20 "bombs/$1"
    [ "$status" -le 1 ] || fail "bombs: $1 ends" "status $status" "$(cat err)"
}
# Reasons, and how many findings in what parts.
reasons() {
    rows '" ".join(sorted({i["reason"] for i in I}))'
}

bomb flat.zip
same "bombs: zeros without end are cut" ratio_limit "$(reasons)"
same "bombs: what stands before them is found" "bombs/flat.zip!first.txt" "$(rows 'F[0]["path"]')"
bomb zeros.gz
same "bombs: zeros are no archive without members" ratio_limit "$(reasons)"
bomb layers.zip
same "bombs: sixteen in sixteen in sixteen" ratio_limit "$(reasons)"
bomb deep.zip
same "bombs: nesting has an end" depth_limit "$(reasons)"
same "bombs: all floors above are read" 9 "$(rows 'len(F)')"
run "$DLPSCAN" scan -r rules.conf --format jsonl --limit depth=40 bombs/deep.zip
same "bombs: --limit depth moves it" " 41" "$(reasons) $(rows 'len(F)')"
bomb many.tgz
same "bombs: sixty thousand members" "" "$(reasons)"
run "$DLPSCAN" scan -r rules.conf --format jsonl --limit parts=1000 bombs/many.tgz
same "bombs: --limit parts" parts_limit "$(reasons)"
run "$DLPSCAN" scan -r rules.conf --format jsonl --limit bytes=1M bombs/zeros.gz
same "bombs: --limit bytes" bytes_limit "$(reasons)"
run "$DLPSCAN" scan -r rules.conf --format jsonl --limit ratio=10 bombs/zeros.gz
same "bombs: --limit ratio" ratio_limit "$(reasons)"
bomb entities.docx
same "bombs: entities are refused" damaged "$(reasons)"
same "bombs: the part behind them is read, its runs joined" "word/footnotes.xml" \
    "$(rows '" ".join(f["location"] for f in F)')"
bomb wide.xlsx
same "bombs: a sheet as wide as can be" ratio_limit "$(reasons)"
same "bombs: its cells have their names" "xl/worksheets/sheet1.xml!XFD1" "$(rows 'F[0]["location"]')"
bomb text.png
same "bombs: a picture whose text is zeros" "ratio_limit 1" "$(reasons) $(rows 'len(F)')"
bomb sparse.tar
same "bombs: a terabyte of holes" ratio_limit "$(reasons)"
bomb lying.zip
same "bombs: a size that is not true" " 1" "$(reasons) $(rows 'len(F)')"
bomb loop.pdf
bomb deep.rtf
same "bombs: a hundred thousand groups" "truncated 1" "$(reasons) $(rows 'len(F)')"

bomb names.tar
same "bombs: every name is read" " 7" "$(reasons) $(rows 'len(F)')"
same "bombs: names are escaped" "bombs/names.tar!b%21c%25d" "$(rows 'F[4]["path"]')"
same "bombs: names that are no UTF-8" "bombs/names.tar!%FF%FE" "$(rows 'F[5]["path"]')"
run "$DLPSCAN" scan -r rules.conf bombs/names.tar
lacks "bombs: no escape reaches a terminal" out $'\033'
same "bombs: no name makes a line of the report" 0 "$(grep -c '^end: clean' out)"
if [ -e /etc/cron.d/x ] || [ -e bombs/passwd ]; then
    fail "bombs: nothing is written"
else
    pass "bombs: nothing is written"
fi

bomb text.docx
same "bombs: a text that says that it is a docx" "bombs/text.docx" "$(rows 'F[0]["path"]')"
bomb zip.txt
same "bombs: a zip that says that it is a text" "bombs/zip.txt!a" "$(rows 'F[0]["path"]')"
bomb polyglot.txt
same "bombs: a text before a zip" "300 1" \
    "$(rows '"%d %d" % (sum("!" not in f["path"] for f in F), sum("!" in f["path"] for f in F))')"

# Cut, encrypted, and what nobody can read.
zip -q -P "open sesame" locked.zip bombs/text.docx
run "$DLPSCAN" scan -r rules.conf --format jsonl locked.zip
same "bombs: encrypted, by its path" "locked.zip!bombs/text.docx encrypted" \
    "$(rows '" ".join(i["path"] + " " + i["reason"] for i in I)')"
run "$DLPSCAN" scan -r rules.conf --format jsonl --password wrong --password "open sesame" locked.zip
same "bombs: --password opens it" " 1" "$(reasons) $(rows 'len(F)')"
head -c 60 bombs/zip.txt >cut.zip
run "$DLPSCAN" scan -r rules.conf --format jsonl --incomplete=fail cut.zip
same "bombs: a zip without its end" truncated "$(reasons)"
printf 'PAR1ticket TN-00000016 PAR1' >table.parquet
run "$DLPSCAN" scan -r rules.conf --format jsonl table.parquet
same "bombs: what nobody reads is scanned as it stands" "unsupported table.parquet" \
    "$(reasons) $(rows 'F[0]["path"]')"
run "$DLPSCAN" scan -r rules.conf --incomplete=fail bombs/zeros.gz --limit bytes=1000
exits "bombs: --incomplete=fail ends with 3" 3
has "bombs: summed up by reason" err "1 incomplete: bytes_limit 1"
for wrong in depth=0 bytes=x size=1 seconds parts=1T; do
    run "$DLPSCAN" scan -r rules.conf --limit "$wrong" bombs/text.docx
    exits "bombs: --limit $wrong is a mistake" 2
done
done_testing
