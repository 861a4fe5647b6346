#!/usr/bin/env python3
"""Write unicode_table.inc: which characters a reader takes for ASCII digits, letters and separators,
and which nobody sees.

usage: gen_unicode.py UnicodeData.txt DerivedCoreProperties.txt confusables.txt > unicode_table.inc

UnicodeData and DerivedCoreProperties are of the Unicode Character Database, confusables of Unicode
Technical Standard 39; all of https://www.unicode.org/Public/.
"""
import re
import sys

BLANKS = {0x0085, 0x2028, 0x2029, 0x180E, 0x2800}
SIGNS = {0x2043: "-", 0x2212: "-", 0x2013: "-", 0x00B7: ".", 0x2022: ".", 0x2219: ".", 0x22C5: ".",
         0x30FB: ".", 0x3002: ".", 0xFF61: ".", 0x2044: "/", 0x2215: "/", 0x29F8: "/",
         0x00A6: "|", 0x00A7: "|", 0x00B6: "|", 0x2020: "|", 0x2021: "|", 0x2192: "|", 0x21D2: "|",
         0x2502: "|", 0x2503: "|", 0x2551: "|", 0xFF5C: "|", 0xFF0A: "*", 0xFF03: "#", 0xFF5E: "~",
         0xFF1D: "="}
ASCII_SIGNS = set("@.-_+/()")


def fields(path, count):
    with open(path, encoding="utf-8-sig") as source:
        for line in source:
            line = line.split("#")[0].strip() if count else line.rstrip("\n")
            if line:
                yield [field.strip() for field in line.split(";")]


def code_points(text):
    first, _, last = text.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


def decomposition(cp, data):
    """The compatibility decomposition, as code points."""
    entry = data.get(cp)
    if not entry or not entry[5]:
        return [cp]
    parts = [int(part, 16) for part in entry[5].split() if not part.startswith("<")]
    return [out for part in parts for out in decomposition(part, data)]


def sight_of(cp, data, confusable):
    """(kind, ASCII) of one character, or None."""
    entry = data[cp]
    category, plain = entry[2], decomposition(cp, data)
    number = entry[7] or (entry[6] if category == "Nd" else "") or (
        entry[8] if " DIGIT " in entry[1] and entry[8] in list("0123456789") else "")
    if number:
        return "DIGIT", chr(ord("0") + int(number))
    if category == "Zs" or cp in BLANKS:
        return "BLANK", " "
    if cp in SIGNS or category == "Pd":
        return "BLANK", SIGNS.get(cp, "-")
    if len(plain) == 1 and plain[0] < 128:
        if chr(plain[0]).isalnum():
            return "LETTER", chr(plain[0])
        if chr(plain[0]) in ASCII_SIGNS:
            return "BLANK", chr(plain[0])
    target = confusable.get(cp)
    if target and category[0] in "LNS":
        # All that looks like a stroke has the small L as its prototype.
        return "ALIKE", "I" if target == "l" and category in ("Lu", "Nl") else target
    if category in ("Mn", "Me"):
        return "MARK", "\0"
    return None


def main():
    data = {int(f[0], 16): f for f in fields(sys.argv[1], 0)}
    ignorable = {cp for f in fields(sys.argv[2], 1) if f[1] == "Default_Ignorable_Code_Point"
                 for cp in code_points(f[0])}
    confusable = {}
    for f in fields(sys.argv[3], 1):
        target = [chr(int(cp, 16)) for cp in f[1].split()]
        if len(target) == 1 and target[0].isascii() and target[0].isalnum():
            confusable[int(f[0], 16)] = target[0]
    rows = []
    for cp in sorted(set(data) | ignorable):
        if cp < 0x80:
            continue
        if cp in ignorable or data[cp][2] == "Cf":
            sight = "NOTHING", "\0"
        else:
            sight = sight_of(cp, data, confusable)
        if not sight:
            continue
        kind, char = sight
        last = rows[-1] if rows else None
        if last and last[1] == cp - 1 and last[2] == kind:
            length = cp - last[0]
            if ord(char) == ord(last[3]) + length and last[4] != 0:
                last[1], last[4] = cp, 1
                continue
            if char == last[3] and last[4] != 1:
                last[1], last[4] = cp, 0
                continue
        rows.append([cp, cp, kind, char, None])
    print("/* extract/unicode_table.inc - made by gen_unicode.py; do not edit.")
    print(" * First and last code point, what they look like, and whether each next one is the next in ASCII.")
    print(" * From the Unicode Character Database and the confusables of Unicode Technical Standard 39,")
    print(" * limited to what looks like ASCII letters, digits and separators: see docs/encodings.md. */")
    for first, last, kind, char, step in rows:
        print("{ 0x%05x, 0x%05x, DLP_SIGHT_%s, %d, %d }," % (first, last, kind, ord(char), step or 0))


main()
