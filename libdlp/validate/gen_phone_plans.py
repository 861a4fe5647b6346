#!/usr/bin/env python3
"""Write phone_plans.inc: which national numbers each country calling code allows.

usage: gen_phone_plans.py phone_plans.tsv > phone_plans.inc

The table needs the columns cc (calling code) and general_pattern (a regular expression over the
digits of a national number: literals, classes, groups, alternatives and repeats). What is kept of
the pattern is exact for the first two digits and the length.
"""
import csv
import sys

try:
    from re import _parser as parser
except ImportError:
    import sre_parse as parser

LEAD = 2
MAX_DIGITS = 15


def join(left, right):
    return {((a + b)[:LEAD], n + m) for a, n in left for b, m in right if n + m <= MAX_DIGITS}


def language(tree):
    """The set of (first digits, length) of all strings that a parsed pattern matches."""
    result = {("", 0)}
    for op, arg in tree:
        name = str(op)
        if name == "LITERAL":
            part = {(chr(arg), 1)}
        elif name == "IN":
            part = set()
            for kind, value in arg:
                if str(kind) == "LITERAL":
                    part.add((chr(value), 1))
                elif str(kind) == "RANGE":
                    part |= {(chr(c), 1) for c in range(value[0], value[1] + 1)}
                elif str(value) == "CATEGORY_DIGIT":
                    part |= {(d, 1) for d in "0123456789"}
                else:
                    raise ValueError(kind)
        elif name == "SUBPATTERN":
            part = language(arg[-1])
        elif name == "BRANCH":
            part = set().union(*(language(branch) for branch in arg[1]))
        elif name == "MAX_REPEAT":
            low, high, body = arg
            once = language(body)
            power = {("", 0)}
            part = set()
            for i in range(min(int(high), MAX_DIGITS) + 1):
                if i >= low:
                    part |= power
                power = join(power, once)
        else:
            raise ValueError(name)
        result = join(result, part)
    return result


def plan_rows(code, pairs):
    masks = [0] * 100
    for lead, length in pairs:
        if len(lead) == LEAD:
            masks[int(lead)] |= 1 << length
    first = 0
    while first < 100:
        last = first
        while last < 99 and masks[last + 1] == masks[first]:
            last += 1
        if masks[first]:
            yield "{ %d, %d, %d, 0x%04x }," % (code, first, last, masks[first])
        first = last + 1


def main():
    plans = {}
    with open(sys.argv[1], encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["general_pattern"]:
                pairs = language(parser.parse(row["general_pattern"]))
                plans.setdefault(int(row["cc"]), set()).update(pairs)
    print("/* validate/phone_plans.inc - made by gen_phone_plans.py from the numbering plans that")
    print(" * libphonenumber publishes; do not edit. Calling code, range of the first two digits,")
    print(" * allowed lengths (bit n: n digits). */")
    line = ""
    for code in sorted(plans):
        for row in plan_rows(code, plans[code]):
            if len(line) + len(row) + 1 > 98:
                print(line)
                line = ""
            line += (" " if line else "") + row
    print(line)


main()
