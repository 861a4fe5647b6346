#!/usr/bin/env python3
"""Write test_values.inc from test_values.tsv: values as letters and digits alone, in order of bytes.

usage: gen_test_values.py test_values.tsv > test_values.inc
"""
import sys

KINDS = {"card": "DLP_TEST_CARD", "id": "DLP_TEST_ID"}


def main():
    rows = {}
    with open(sys.argv[1], encoding="utf-8") as source:
        for line in source:
            if line.strip() and not line.startswith("#"):
                kind, value, _ = line.rstrip("\n").split("\t")
                rows["".join(c for c in value if c.isalnum())] = KINDS.get(kind, "DLP_TEST_OTHER")
    print("/* validate/test_values.inc - made by gen_test_values.py from test_values.tsv; do not edit. */")
    for value in sorted(rows):
        print('{ "%s", %s },' % (value, rows[value]))


main()
