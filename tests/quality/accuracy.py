#!/usr/bin/env python3
"""Measure what is found and what is found wrongly, and write docs/accuracy.md.

usage: accuracy.py --dlpscan PATH --work DIR --out FILE [--quick]

Corpora are made once below DIR (some GB, and apt-get's downloads). --quick leaves them out. With
DLP_SHARED set, its labelled cases are scored too, and its clean corpus is scanned.
"""
import argparse
import collections
import datetime
import fnmatch
import glob
import json
import os
import subprocess
import sys

import labelled

HERE = os.path.dirname(os.path.abspath(__file__))
BENCH = os.path.join(HERE, os.pardir, "bench", "corpora.py")
WIRE = ("csv", "telemetry", "weblog", "js", "binary")
DOCUMENT = 256 << 10  # bytes: where a corpus has no documents, so much is one
RULES_SHOWN = 60
CASES_SHOWN = 10
GB = 1e9


def say(text):
    print("== " + text, file=sys.stderr, flush=True)


def ratio(part, whole):
    return "%.3f" % (part / whole) if whole else "-"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |",
             "| --- |" + " ---: |" * (len(head) - 1)]
    return lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows] + [""]


# ---- The labelled set ------------------------------------------------------------------------

def own_set(args):
    types = labelled.read_types()
    cases = labelled.make_cases(os.path.join(args.work, "labelled.jsonl"))
    usual = labelled.score(cases, labelled.scan(args.dlpscan, cases, 0.5), types)
    bare = labelled.score(cases, labelled.scan(args.dlpscan, cases, 0), types)
    values = sum(row[0] for row in usual[0].values())
    clean = sum(not case["labels"] for case in cases)
    out = ["## The labelled set", "",
           "%d texts with %d labelled values, and %d texts with nothing to be found "
           "(time stamps, UUIDs, hashes, versions, order and tracking numbers, ISBN, decimals, placeholders). "
           "*False* counts findings of the type's rules that overlap no labelled value, in all of them; "
           "those that say `test_value` are not counted."
           % (len(cases) - clean, values, clean), ""]
    rows = [(kind, row[0], ratio(row[1], row[0]), row[2], ratio(bare[0][kind][1], row[0]),
             bare[0][kind][2]) for kind, row in usual[0].items()]
    rows.append(("**all**", values, ratio(sum(r[1] for r in usual[0].values()), values),
                 sum(usual[2].values()), ratio(sum(r[1] for r in bare[0].values()), values),
                 sum(bare[2].values())))
    out += table(("type", "values", "recall", "false", "recall at 0", "false at 0"), rows)
    out += ["By what they stand in, at the default threshold:", ""]
    out += table(("format", "values", "recall"),
                 [(form, row[0], ratio(row[1], row[0])) for form, row in sorted(usual[1].items())])
    return out


# ---- Labelled cases of others ------------------------------------------------------------------

def score_cases(args, shared, threshold):
    command = [os.path.join(shared, "tools", "score-cases"), "--map", os.path.join(HERE, "types.tsv"),
               "--dlpscan", args.dlpscan, "--min-confidence", str(threshold)]
    command += sorted(glob.glob(os.path.join(shared, "cases", "*.jsonl")))
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rows, precision = {}, ""
    for line in done.stdout.splitlines():
        cells = line.split()
        if len(cells) == 7 and cells[1].isdigit():
            rows[cells[0]] = [int(cells[i]) for i in (1, 2, 4, 5)]
        elif line.startswith("precision"):
            precision = line.split(";")[0]
    return rows, precision


def other_sets(args, shared):
    out = ["## Labelled cases of other projects", ""]
    if not shared:
        return out + ["Not measured in this run: DLP_SHARED is not set.", ""]
    usual, precision = score_cases(args, shared, 0.5)
    bare, _ = score_cases(args, shared, 0)
    few = [0] * 8
    rows, fewer = [], 0
    for kind in sorted(usual, key=lambda k: (k == "TOTAL", k)):
        both = usual[kind] + bare[kind]
        if kind != "TOTAL" and both[0] + both[2] < CASES_SHOWN:
            few = [a + b for a, b in zip(few, both)]
            fewer += 1
            continue
        rows.append((kind, both))
    rows.insert(-1, ("%d types of fewer than %d cases" % (fewer, CASES_SHOWN), few))
    out += ["Rule examples and test vectors of 14 other projects (`score-cases`, with tests/quality/types.tsv saying "
            "which rules may report a type). Recall is of positive cases, alarms are negative cases in which a "
            "rule of that type reports. Many cases are a bare value without a word, of which the default threshold "
            "reports only the strong ones; types that no rule is meant for count as missed. %s." % precision, ""]
    out += table(("type", "positive", "recall", "recall at 0", "negative", "alarms", "alarms at 0"),
                 [(kind, r[0], ratio(r[1], r[0]), ratio(r[5], r[4]), r[2], r[3], r[7])
                  for kind, r in rows])
    return out


# ---- Corpora -----------------------------------------------------------------------------------

def shared_clean(args, shared):
    """The clean corpus that rules were tuned with: built by its own script."""
    tool = os.path.join(shared, "tools", "clean-corpus")
    folder = os.path.abspath(os.path.join(args.work, "clean"))
    debs, out = os.path.join(folder, "deb"), os.path.join(folder, "out")
    if not os.path.exists(os.path.join(out, "MANIFEST.tsv")):
        os.makedirs(debs, exist_ok=True)
        with open(os.path.join(tool, "versions.tsv"), encoding="utf-8") as file:
            for line in file:
                name, version = line.split("\t")[:2]
                if not glob.glob(os.path.join(debs, name + "_*.deb")):
                    subprocess.run(["apt-get", "download", "%s=%s" % (name, version)], cwd=debs,
                                   capture_output=True, check=False)
        subprocess.run([sys.executable, os.path.join(tool, "build_clean_corpus.py"),
                        os.path.join(tool, "packages.tsv"), os.path.join(tool, "versions.tsv"), debs,
                        os.path.join(folder, "x"), out], stdout=subprocess.DEVNULL, check=True)
    return out


def corpora(args, shared):
    """(name, path) of everything in which nobody hides anything."""
    wire = os.path.join(args.work, "wire")
    subprocess.run([sys.executable, BENCH, "--scale", "5", "--files", "1", wire], check=True)
    found = [(name, os.path.join(wire, name)) for name in WIRE]
    if shared:
        found.append(("clean 1", shared_clean(args, shared)))
    second = os.path.join(args.work, "clean2")
    subprocess.run([sys.executable, os.path.join(HERE, "debian.py"), "clean",
                    os.path.join(HERE, "clean_packages.tsv"), second],
                   stdout=subprocess.DEVNULL, check=True)
    found.append(("clean 2", os.path.join(second, "corpus")))
    return found


def size_of(path):
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(root, name))
               for root, _, names in os.walk(path) for name in names)


def packs_of(args):
    """{pack: policy} and {rule: packs}."""
    def lines(*command):
        done = subprocess.run([args.dlpscan, "rules", *command, "--format", "jsonl"],
                              capture_output=True, text=True, check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    return ({row["name"]: row["policy"] for row in lines("packs")},
            {row["id"]: row["packs"] for row in lines("list")})


def scan_corpus(args, path):
    """Findings of each rule; and of each document, {(rule, token): highest confidence}."""
    key = os.path.join(args.work, "key")
    if not os.path.exists(key):
        subprocess.run([args.dlpscan, "key", "create", "--key-file", key], check=True,
                       stdout=subprocess.DEVNULL)
    command = [args.dlpscan, "scan", "--no-ignore", "--format", "jsonl", "--key-file", key, path]
    rules, documents = collections.Counter(), collections.defaultdict(dict)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            row = json.loads(line)
            if row["kind"] != "finding":
                continue
            rules[row["rule"]] += 1
            values = documents[row["path"], (row.get("offset") or 0) // DOCUMENT]  # none in a name
            name = (row["rule"], row.get("token"))
            values[name] = max(values.get(name, 0), row["confidence"])
    if process.returncode not in (0, 1):
        raise RuntimeError("dlpscan ended with %d" % process.returncode)
    return rules, documents


def is_incident(values, pack, policy, packs_by_rule):
    """Does any condition hold for the distinct values of one document?"""
    for condition in policy:
        distinct = {token for (rule, token), confidence in values.items()
                    if pack in packs_by_rule.get(rule, ()) and confidence >= condition["confidence"]
                    and (not condition["rules"]
                         or any(fnmatch.fnmatch(rule, g) for g in condition["rules"]))}
        if len(distinct) >= condition["values"]:
            return True
    return False


def false_findings(args, shared):
    out = ["## Findings where nobody hid anything", ""]
    if args.quick:
        return out + ["Not measured in this run.", ""]
    policies, packs_by_rule = packs_of(args)
    names, sizes, counts, incidents = [], [], [], collections.defaultdict(list)
    for name, path in corpora(args, shared):
        say("scan " + name)
        rules, documents = scan_corpus(args, path)
        names.append(name)
        sizes.append(size_of(path))
        counts.append(rules)
        for pack, policy in policies.items():
            hits = sum(is_incident(v, pack, policy, packs_by_rule) for v in documents.values())
            incidents[pack].append(hits)
    per_gb = lambda n, i: "%.1f" % (n * GB / sizes[i]) if n else "0"
    every = sorted(set().union(*counts), key=lambda r: (-sum(c[r] for c in counts), r))
    out += ["`csv` to `binary` look like what runs over a wire (seeded, tests/bench/corpora.py, five times the size): ids, "
            "time stamps, UUIDs, counters, prices, tracking ids, minified code, protobuf. `clean 1` and `clean 2` are "
            "files of Debian packages: sources, manuals, tables, prose, logs; `clean 2` "
            "(tests/quality/clean_packages.tsv) was never used to write a rule. Authors' mail addresses, sample "
            "addresses and test keys do stand in the clean ones: a finding there is not always false, but it "
            "is counted as if it were. Default threshold, findings per GB (10^9 bytes):", ""]
    rows = [("MB scanned", *("%.0f" % (size / 1e6) for size in sizes))]
    rows += [("`%s`" % rule, *(per_gb(c[rule], i) for i, c in enumerate(counts)))
             for rule in every[:RULES_SHOWN]]
    if every[RULES_SHOWN:]:
        rest = [sum(c[r] for r in every[RULES_SHOWN:]) for c in counts]
        rows.append(("%d other rules" % len(every[RULES_SHOWN:]),
                     *(per_gb(n, i) for i, n in enumerate(rest))))
    rows.append(("**all**", *(per_gb(sum(c.values()), i) for i, c in enumerate(counts))))
    out += table(("rule", *names), rows)
    out += ["### Incidents by the packs' default policies", "",
            "How many documents would be an incident ([packs.md](packs.md)), in 100 GB of each corpus. A document is a stretch of "
            "256 KiB of one file, since these corpora have none of their own:", ""]
    out += table(("pack", *names),
                 [(pack, *("%.0f" % (n * 100 * GB / sizes[i]) for i, n in enumerate(hits)))
                  for pack, hits in incidents.items()])
    return out


# ---- A scan in earnest ---------------------------------------------------------------------------

def sources(args):
    out = ["## A scan of Debian's sources", ""]
    folder = os.path.join(args.work, "sources")
    manifest = os.path.join(folder, "manifest.tsv")
    if args.quick or not os.path.exists(manifest):
        return out + ["Not measured in this run: `make accuracy-sources` fetches them.", ""]
    say("scan sources")
    rules, documents = scan_corpus(args, os.path.join(folder, "corpus"))
    with open(manifest, encoding="utf-8") as file:
        packages = [line.rstrip("\n").split("\t") for line in file]
    judged = {}
    verdicts = os.path.join(HERE, "source_verdicts.tsv")
    if os.path.exists(verdicts):
        with open(verdicts, encoding="utf-8") as file:
            for line in file:
                if line.strip() and not line.startswith("#"):
                    rule, right, wrong = line.rstrip("\n").split("\t")[:3]
                    judged[rule] = (int(right), int(wrong))
    out += ["%d source packages of Debian 12, %d files, %.0f MB (tests/quality/source_packages.tsv). *Looked at* is a sample "
            "of findings that were looked at one by one, drawn and recorded as [below](#how-to-repeat-it); *right* of them "
            "are of the kind that the rule says, test data included."
            % (len(packages), sum(int(p[2]) for p in packages), sum(int(p[3]) for p in packages) / 1e6), ""]
    rows = []
    for rule, count in rules.most_common(RULES_SHOWN):
        right, wrong = judged.get(rule, (0, 0))
        rows.append(("`%s`" % rule, count, right + wrong or "-", ratio(right, right + wrong)))
    out += table(("rule", "findings", "looked at", "right"), rows)
    return out


HEAD = """# Accuracy

What is found, what is missed and what is found wrongly: measured by `make accuracy` with {rules} rules on {date}, at the default
threshold (0.50) unless it says otherwise. The tables are written by tests/quality/accuracy.py; do not edit them.
`make check` holds the floors of tests/quality/floors.tsv on the labelled set.
"""
TAIL = """## How to repeat it

```sh
python3 fixtures/labelled/make_labelled.py build/labelled.jsonl
python3 tests/quality/accuracy.py --quick --dlpscan "$(command -v dlpscan)" --work build/quality --out build/accuracy.md
```

`make accuracy` does all of it: it builds the corpora below build/quality once (about 3 GB, `apt-get download` of Debian packages),
scans them and writes this file. With `DLP_SHARED` set to a folder with `cases/` and `tools/`, the cases of other projects and the first clean
corpus are part of it. `make accuracy-sources` fetches Debian's source packages, too (`apt-get source --download-only`).

To judge the scan of sources: `python3 tests/quality/sample.py --dlpscan PATH FOLDER` prints up to 20 findings a rule, drawn with a seed, each with its
file, line and a masked value; look at each in its file, and write the rule, how many are right and how many are wrong into
tests/quality/source_verdicts.tsv.
"""


def main():
    parser = argparse.ArgumentParser(description="Write docs/accuracy.md.")
    parser.add_argument("--dlpscan", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--quick", action="store_true", help="the labelled sets only")
    args = parser.parse_args()
    shared = os.environ.get("DLP_SHARED")
    os.makedirs(args.work, exist_ok=True)
    _, rules = packs_of(args)
    text = HEAD.format(rules=len(rules), date=datetime.date.today().isoformat()).splitlines() + [""]
    say("labelled set")
    text += own_set(args)
    say("cases of others")
    text += other_sets(args, shared)
    text += false_findings(args, shared)
    text += sources(args)
    with open(args.out, "w", encoding="utf-8") as out:
        out.write("\n".join(text) + "\n" + TAIL)


if __name__ == "__main__":
    main()
