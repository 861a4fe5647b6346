"""Scoring against the labelled set (fixtures/labelled): what is found, and what is found wrongly.

recall   of a type's labelled values, the share that a finding of a rule of that type overlaps
alarms   of the type's rules, findings that overlap no labelled value; those tagged test_value are not
         counted, since they say themselves that they are nobody's
"""
import collections
import fnmatch
import json
import os
import subprocess
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MAKER = os.path.join(ROOT, "fixtures", "labelled", "make_labelled.py")
TYPES = os.path.join(ROOT, "fixtures", "labelled", "types.tsv")


def read_types(path=TYPES):
    types = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                kind, globs = line.rstrip("\n").split("\t")[:2]
                types[kind] = globs.split(",")
    return types


def make_cases(path):
    subprocess.run(["python3", MAKER, path], check=True)
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def scan(dlpscan, cases, threshold):
    """The findings of each case. One file a case: no table reaches from one into the next."""
    found = collections.defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for n, case in enumerate(cases):
            with open(os.path.join(folder, "%06d" % n), "wb") as file:
                file.write(case["text"].encode())
        done = subprocess.run([dlpscan, "scan", "--format", "jsonl", "--min-confidence", str(threshold),
                               folder], capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1):
            raise RuntimeError("dlpscan ended with %d: %s" % (done.returncode, done.stderr[-500:]))
    for line in done.stdout.splitlines():
        row = json.loads(line)
        if row["kind"] == "finding":
            found[int(os.path.basename(row["path"]))].append(row)
    return found


def names_of(finding):
    return [finding["rule"]] + [other["rule"] for other in finding.get("also", [])]


def fits(finding, globs):
    return any(fnmatch.fnmatch(name, glob) for name in names_of(finding) for glob in globs)


def byte_labels(case):
    text = case["text"]
    return [(kind, len(text[:start].encode()), len(text[:end].encode()))
            for kind, start, end in case["labels"]]


def overlaps(finding, start, end):
    return finding["offset"] < end and start < finding["offset"] + finding["length"]


def score(cases, found, types):
    """{type: [labelled, found, alarms]}, the same by format, and the alarms of each rule."""
    by_type = {kind: [0, 0, 0] for kind in types}
    by_form = collections.defaultdict(lambda: [0, 0])
    by_rule = collections.Counter()
    for n, case in enumerate(cases):
        labels = byte_labels(case)
        for kind, start, end in labels:
            hit = any(fits(f, types[kind]) and overlaps(f, start, end) for f in found[n])
            by_type[kind][0] += 1
            by_type[kind][1] += hit
            form = by_form[case["language"] and "sentence, " + case["language"] or case["format"]]
            form[0] += 1
            form[1] += hit
        for finding in found[n]:
            if "test_value" in finding["tags"] or any(overlaps(finding, s, e) for _, s, e in labels):
                continue
            by_rule[finding["rule"]] += 1
            for kind, globs in types.items():
                by_type[kind][2] += any(fnmatch.fnmatch(finding["rule"], glob) for glob in globs)
    return by_type, by_form, by_rule
