#!/usr/bin/env python3
"""How many values are found that somebody has encoded, disguised or spread out?

usage: evasions.py [--seed N] [--values N] [--part K/N] [--only WORD] [--deep] [--keep FOLDER]
                   [--least FAMILIES=PERCENT] [--all] [DLPSCAN]

Makes synthetic values of five types, each in every way of evasion_variants.py and in three settings
(behind a label, in the middle of a sentence, and alone), one file each, scans them in one go, and prints
what was found by variant and type, by family and in all. A setting in which dlpscan does not report the
plain value does not count. Without --all, variants that are always found are not listed.
With --least, ends with 1 when of a type less is found, in those families together ('*': all).
"""
import argparse
import collections
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

import evasion_variants
from evasion_variants import ALL, FILES, VARIANTS

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RULES = {"card": ("card.",), "iban": ("bank.iban",), "ssn": ("id.us.ssn", "id.us."),
         "phone": ("contact.",), "email": ("contact.email",)}
LABELS = {"card": "Card number", "iban": "IBAN", "ssn": "SSN", "phone": "Phone", "email": "Email"}


# ---- Values -----------------------------------------------------------------------------------

def luhn(digits):
    total = 0
    for i, c in enumerate(reversed(digits + "0")):
        d = int(c) * (2 if i % 2 else 1)
        total += d - 9 if d > 9 else d
    return digits + str(-total % 10)


def digits_of(rng, n):
    return "".join(rng.choice("0123456789") for _ in range(n))


def spaced(rng, text, widths, number):
    """As one run, or in groups, in turn."""
    return text if number % 2 else rng.choice(" -").join(evasion_variants.split_at(text, widths))


def card(rng, number):
    if rng.randrange(4) == 3:
        return spaced(rng, luhn("37" + digits_of(rng, 12)), [4, 6], number)
    n = luhn(rng.choice(["4539", "5425", "2223", "6011"]) + digits_of(rng, 11))
    return spaced(rng, n, [4, 4, 4], number)


def iban(rng, number):
    country, bban = rng.choice([("DE", digits_of(rng, 18)), ("GB", "WEST" + digits_of(rng, 14)),
                                ("NL", "ABNA" + digits_of(rng, 10)), ("ES", digits_of(rng, 20))])
    check = 98 - int("".join(str(int(c, 36)) for c in bban + country + "00")) % 97
    text = "%s%02d%s" % (country, check, bban)
    return text if number % 2 else " ".join(evasion_variants.chunks(text, 4))


def ssn(rng, number):
    del number
    return "%03d-%02d-%04d" % (rng.randrange(101, 665), rng.randrange(11, 99), rng.randrange(1001, 9998))


def phone(rng, number):
    area, last = rng.choice(["212", "415", "312", "646"]), digits_of(rng, 4)
    form = ("+1 %s %s %s", "+1%s%s%s", "+1-%s-%s-%s", "+1 (%s) %s-%s")[number % 4]
    return form % (area, rng.randrange(230, 990), last)


def email(rng, number):
    del number
    return "%s.%s@%s.com" % (rng.choice(["anna", "john", "maria", "peter", "ivan"]),
                             rng.choice(["lind", "miller", "garcia", "stone", "weber"]),
                             rng.choice(["northwind", "contoso", "fabrikam", "tailspin"]))


MAKERS = {"card": card, "iban": iban, "ssn": ssn, "phone": phone, "email": email}


def cases(rng, options):
    """(kind, variant, setting, number, bytes) of each file."""
    part, parts = (int(n) for n in options.part.split("/"))
    names = ["plain"] + [name for i, name in enumerate(list(VARIANTS) + list(FILES))
                         if i % parts == part and (options.only or "") in name]
    for kind, make in MAKERS.items():
        for number in range(options.values):
            value = make(rng, number)
            for setting, text in (("label", "%s: %%s\n" % LABELS[kind]),
                                  ("sentence", "We have seen %s in it today.\n"), ("alone", "%s\n")):
                for name in names:
                    if name in FILES:
                        yield kind, name, setting, number, FILES[name](text % value)
                    elif name == "plain":
                        yield kind, name, setting, number, (text % value).encode()
                    elif kind in VARIANTS[name][1]:
                        disguised = VARIANTS[name][2](value, rng)
                        yield kind, name, setting, number, (text % disguised).encode()


def family_of(name):
    return VARIANTS[name][0] if name in VARIANTS else "file"


def scan(options, folder):
    """path -> rules found."""
    found = collections.defaultdict(set)
    run = subprocess.run([options.dlpscan, "scan", "--format", "jsonl"] + ["--deep"] * options.deep + [folder],
                         capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1, 3):
        sys.exit("dlpscan: %s" % run.stderr)
    for line in run.stdout.splitlines():
        entry = json.loads(line)
        if entry["kind"] == "finding":
            found[os.path.basename(entry["path"])].add(entry["rule"])
    return found


def count(options):
    """((variant, kind) -> [found, tried])"""
    folder = options.keep or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    made = []
    for kind, name, setting, number, data in cases(random.Random(options.seed), options):
        path = "%s-%s-%s-%d" % (kind, name, setting, number)
        made.append((kind, name, setting, number, path))
        with open(os.path.join(folder, path), "wb") as out:
            out.write(data)
    found = scan(options, folder)
    if not options.keep:
        shutil.rmtree(folder)

    def is_found(kind, path):
        return any(rule.startswith(RULES[kind]) for rule in found.get(path, ()))

    plain = {(kind, setting, number) for kind, name, setting, number, path in made
             if name == "plain" and is_found(kind, path)}
    table = collections.defaultdict(lambda: [0, 0])
    for kind, name, setting, number, path in made:
        if name != "plain" and (kind, setting, number) in plain:
            table[name, kind][0] += is_found(kind, path)
            table[name, kind][1] += 1
    return table


def share(counts):
    return 100 * counts[0] / max(counts[1], 1)


def sum_of(table, families, kind):
    rows = [counts for (name, k), counts in table.items()
            if (families == "*" or family_of(name) in families.split("+")) and kind in (k, "all")]
    return [sum(row[0] for row in rows), sum(row[1] for row in rows)]


def row(name, cells):
    print("%-26s" % name + "".join("%9s" % ("%d/%d" % tuple(c) if c[1] else "-") for c in cells))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--values", type=int, default=2)
    parser.add_argument("--part", default="0/1", help="K/N: only every N-th variant, from the K-th on")
    parser.add_argument("--only", help="only variants with that in their name")
    parser.add_argument("--deep", action="store_true")
    parser.add_argument("--keep", help="a folder for the files")
    parser.add_argument("--least", action="append", default=[])
    parser.add_argument("--all", action="store_true")
    parser.add_argument("dlpscan", nargs="?", default=os.path.join(ROOT, "build/bin/dlpscan"))
    options = parser.parse_args()
    table = count(options)
    names = list(dict.fromkeys(name for name, _ in table))
    row("variant", [])
    for name in sorted(names, key=lambda n: list(VARIANTS).index(n) if n in VARIANTS else len(VARIANTS)):
        cells = [table.get((name, kind), [0, 0]) for kind in ALL]
        if options.all or any(c[0] < c[1] for c in cells):
            row(name, cells)
    print("\n%-26s" % "family" + "".join("%9s" % kind for kind in ALL + ("all",)))
    for family in list(dict.fromkeys(family_of(name) for name in names)) + ["*"]:
        print("%-26s" % family + "".join(
            "%8.1f%%" % share(sum_of(table, family, kind)) if sum_of(table, family, kind)[1] else "%9s" % "-"
            for kind in ALL + ("all",)))
    print("%d variants, %d files" % (len(names), sum_of(table, "*", "all")[1]))
    low = [(least, kind) for least in options.least for kind in ALL
           if share(sum_of(table, least.split("=")[0], kind)) < float(least.split("=")[1])]
    for least, kind in low:
        print("less than %s of %s" % (least, kind))
    sys.exit(bool(low))


main()
