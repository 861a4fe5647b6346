#!/usr/bin/env python3
"""Write iban_table.inc: the length and structure of each country's IBAN.

usage: gen_iban.py iban_lengths.tsv > iban_table.inc

The table needs the columns country, length, regex (of digits, [A-Z] and [A-Z0-9] with counts;
with or without the country's letters) and extra (other countries with the same structure).
"""
import csv
import re
import sys

PART = re.compile(r"(\\d|\[A-Z\]|\[A-Z0-9\])\{(\d+)\}")
KIND = {"\\d": "n", "[A-Z]": "a", "[A-Z0-9]": "c"}


def structure(regex):
    """The BBAN as ISO 13616 writes it: 8n12c; the two check digits are taken off."""
    parts = [[KIND[kind], int(count)] for kind, count in PART.findall(regex)]
    if parts[0][0] != "n" or parts[0][1] < 2:
        raise ValueError(regex)
    parts[0][1] -= 2
    return "".join("%d%s" % (count, kind) for kind, count in parts if count), \
        4 + sum(count for _, count in parts)


def main():
    rows = []
    with open(sys.argv[1], encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source, delimiter="\t"):
            bban, length = structure(row["regex"])
            if length != int(row["length"]):
                raise ValueError(row["country"])
            extra = [code for code in (row["extra"] or "").split(",") if code]
            rows += [(code, length, bban) for code in [row["country"]] + extra]
    print("/* validate/iban_table.inc - made by gen_iban.py; do not edit.")
    print(" * Country, length, and the BBAN as n digits, a letters, c either. */")
    for row in sorted(rows):
        print('{ "%s", %d, "%s" },' % row)


main()
