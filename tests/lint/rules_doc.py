#!/usr/bin/env python3
"""docs/rules.md names every check and every reject that a rule may name, and no other."""
import re
import sys

TABLES = (("checks", "libdlp/validate/registry.c",
           r'^    (?:(?:CHECK|PICKS|ROWS|ROWS_FROM|PICKS_FROM|STARTS|LUHN_FROM)\(|\{ ")(\w+)"?,', "## Checks"),
          ("rejects", "libdlp/validate/reject.c", r'^\s*\{\s*"(\w+)",', "### "))


def documented(manual, names):
    """Names in the first column of any table of the manual."""
    rows = set(re.findall(r"^\| `(\w+)`(?:, `\w+`)* \|", manual, re.M))
    rows |= set(re.findall(r"`(\w+)`", "\n".join(re.findall(r"^\|[^|]*\|", manual, re.M))))
    return {name for name in names if name in rows}


def main():
    with open("docs/rules.md", encoding="utf-8") as file:
        manual = file.read()
    failed = 0
    for kind, path, pattern, _ in TABLES:
        with open(path, encoding="utf-8") as file:
            names = set(re.findall(pattern, file.read(), re.M))
        missing = sorted(names - documented(manual, names))
        for name in missing:
            print("# docs/rules.md does not name %s (%s)" % (name, path))
        if len(names) < 10:
            print("# only %d %s found in %s" % (len(names), kind, path))
        good = not missing and len(names) >= 10
        print("%s rules_doc: %s" % ("ok" if good else "not ok", kind))
        failed |= not good
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
