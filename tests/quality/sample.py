#!/usr/bin/env python3
"""Draw findings to be judged: up to N of each rule, with a seed, so that everybody sees the same.

usage: sample.py --dlpscan PATH [--each N] [--rules GLOB] FOLDER

Prints rule, file, line, confidence, masked value and why, parted by tabs.
"""
import argparse
import collections
import fnmatch
import json
import random
import subprocess

SEED = 20261122


def main():
    parser = argparse.ArgumentParser(description="Draw findings to be judged.")
    parser.add_argument("--dlpscan", required=True)
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--rules", default="*", help="glob of rule ids")
    parser.add_argument("folder")
    args = parser.parse_args()
    by_rule = collections.defaultdict(list)
    command = [args.dlpscan, "scan", "--no-ignore", "--format", "jsonl", args.folder]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            row = json.loads(line)
            if row["kind"] == "finding" and fnmatch.fnmatch(row["rule"], args.rules):
                by_rule[row["rule"]].append(row)
    draw = random.Random(SEED)
    for rule in sorted(by_rule):
        rows = by_rule[rule]
        chosen = sorted(draw.sample(range(len(rows)), min(args.each, len(rows))))
        for row in (rows[i] for i in chosen):
            print("\t".join((rule, row["path"], str(row["line"]), "%.2f" % row["confidence"],
                             row["masked"], row["why"])))


if __name__ == "__main__":
    main()
