#!/usr/bin/env python3
"""Write docs/detectors.md from the rules.

usage: make_detectors.py DLPSCAN RULES FILE     `make docs` does it; a test says when the file is stale
"""
import collections
import json
import os
import subprocess
import sys

HEAD = """# What is found

{rules} rules of {categories} kinds, {countries} countries. Made from `patterns/` by `make docs`; do not edit it.

- *Class* is how sure a bare match is ([rules.md](rules.md#confidence)); *check* is what the value must pass ([rules.md](rules.md#checks)).
- *Word*: **needed** when the value alone is not reported at the default threshold: a word, a key or a column's name must be near.
- (off): switched on with `--enable`.
- `dlpscan rules explain ID` says all of a rule; [packs.md](packs.md) groups them by law.
"""


def read_rules(dlpscan, rules):
    env = {k: v for k, v in os.environ.items() if k not in ("DLP_RULES", "DLP_KEY_FILE")}
    done = subprocess.run([dlpscan, "rules", "list", "--no-cache", "--rules", rules, "--format", "jsonl"],
                          capture_output=True, text=True, check=True, env=env)
    return [json.loads(line) for line in done.stdout.splitlines()]


def cell(text):
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def rows_of(rules):
    lines = ["| id | title | class | check | word | source |", "| --- | --- | --- | --- | --- | --- |"]
    for rule in sorted(rules, key=lambda r: r["id"]):
        lines.append("| `%s` | %s%s | %s | %s | %s | %s |" % (
            rule["id"], cell(rule["title"]), "" if rule["lane"] else " (off)", rule["class"],
            ", ".join("`%s`" % c for c in rule["checks"]) or "-",
            "**needed**" if rule["context"] == "needed" else "optional", cell(rule["source"])))
    return lines + [""]


def page(rules):
    groups = collections.defaultdict(lambda: collections.defaultdict(list))
    for rule in rules:
        groups[rule["category"]][rule["region"]].append(rule)
    countries = {rule["region"] for rule in rules} - {""}
    lines = HEAD.format(rules=len(rules), categories=len(groups), countries=len(countries)).splitlines()
    lines += ["", "| kind | rules | countries |", "| --- | ---: | ---: |"]
    for category in sorted(groups):
        regions = groups[category]
        lines.append("| [%s](#%s) | %d | %s |" % (category, category, sum(map(len, regions.values())),
                                                 len(set(regions) - {""}) or "-"))
    lines.append("")
    for category in sorted(groups):
        lines += ["## " + category, ""]
        for region in sorted(groups[category]):
            if region:
                lines += ["### %s: %s" % (category, region), ""]
            lines += rows_of(groups[category][region])
    return "\n".join(lines)


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    text = page(read_rules(sys.argv[1], sys.argv[2]))
    with open(sys.argv[3], "w", encoding="utf-8") as out:
        out.write(text)


if __name__ == "__main__":
    main()
