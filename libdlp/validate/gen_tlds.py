#!/usr/bin/env python3
"""Write tld_table.inc: the top-level domains, from the ICANN section of the Public Suffix List.

usage: gen_tlds.py public_suffix_list.dat > tld_table.inc
"""
import sys


def icann_tlds(lines):
    names = set()
    inside = False
    for line in lines:
        line = line.strip()
        if "===BEGIN ICANN DOMAINS===" in line:
            inside = True
        elif "===END ICANN DOMAINS===" in line:
            inside = False
        elif inside and line and not line.startswith("//"):
            name = line.split()[0].rsplit(".", 1)[-1].lstrip("!*.").lower()
            if name.isascii() and name.isalpha() and 2 <= len(name) <= 24:
                names.add(name)
    return sorted(names)


def main():
    with open(sys.argv[1], encoding="utf-8") as source:
        names = icann_tlds(source)
    print("/* validate/tld_table.inc - made by gen_tlds.py from the Public Suffix List; do not edit.")
    print(" * %d names; those of one length are joined in order. */" % len(names))
    for length in sorted({len(name) for name in names}):
        joined = [name for name in names if len(name) == length]
        print("{ %d, %d," % (length, len(joined)))
        per_line = max(1, 80 // length)
        for at in range(0, len(joined), per_line):
            print('  "%s"' % "".join(joined[at:at + per_line]))
        print("},")


main()
