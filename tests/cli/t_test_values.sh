#!/bin/bash
# --test-values: published test cards and the like, at a low confidence when that is wanted.
. "$(dirname "$0")/lib.sh"
root=$(cd - >/dev/null && pwd)
printf 'card number: 4111 1111 1111 1111\ncard number: 4000 0073 1199 9384\nIBAN GB82 WEST 1234 5698 7654 32\n' >text
found='" ".join("%s:%d:%.2f%s" % (f["rule"], f["line"], f["confidence"], "t" * ("test_value" in f["tags"])) for f in F)'
run "$DLPSCAN" scan --format jsonl text
same "full: all alike" "card.pan:1:0.99 card.pan:2:0.99 bank.iban:3:0.99" "$(rows "$found")"
run "$DLPSCAN" scan --test-values full --format jsonl text
same "full: is the default" "card.pan:1:0.99 card.pan:2:0.99 bank.iban:3:0.99" "$(rows "$found")"
run "$DLPSCAN" scan --test-values low --format jsonl text
same "low: not at the usual threshold" "card.pan:2:0.99" "$(rows "$found")"
run "$DLPSCAN" scan --test-values low --min-confidence 0.3 --format jsonl text
same "low: with a label, too" "card.pan:1:0.30t card.pan:2:0.99 bank.iban:3:0.30t" "$(rows "$found")"
run "$DLPSCAN" scan --test-values none text
exits "another word is refused" 2
run python3 "$root/libdlp/validate/gen_test_values.py" "$root/libdlp/validate/test_values.tsv"
same "the table is made from the list (make docs)" "" "$(diff out "$root/libdlp/validate/test_values.inc")"
same "each value has a source" "" \
    "$(grep -v '^#' "$root/libdlp/validate/test_values.tsv" | awk -F'\t' 'NF != 3 || $3 == ""')"
done_testing
