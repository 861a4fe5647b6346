#!/usr/bin/env python3
# sanitizers: no
"""The labelled set (fixtures/labelled) is found as well as tests/quality/floors.tsv demands."""
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests", "quality"))

import labelled  # noqa: E402

DLPSCAN = os.environ.get("DLPSCAN", os.path.join(os.environ.get("DLP_BUILD", os.path.join(ROOT, "build")),
                                                 "bin", "dlpscan"))
FLOORS = os.path.join(ROOT, "tests", "quality", "floors.tsv")


def read_floors():
    floors = {}
    with open(FLOORS, encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                kind, recall, false = line.split()[:3]
                floors[kind] = (float(recall), int(false))
    return floors


def say(good, name, details=()):
    for detail in details if not good else ():
        print("# " + detail)
    print("%s labelled: %s" % ("ok" if good else "not ok", name))
    return not good


def main():
    for name in ("DLP_RULES", "DLP_KEY_FILE"):
        os.environ.pop(name, None)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HOME"] = folder
        path = os.path.join(folder, "cases.jsonl")
        cases = labelled.make_cases(path)
        again = os.path.join(folder, "again.jsonl")
        subprocess.run([sys.executable, labelled.MAKER, again], check=True)
        with open(path, "rb") as first, open(again, "rb") as second:
            failed += say(first.read() == second.read(), "the same bytes on every run")
        types, floors = labelled.read_types(), read_floors()
        failed += say(set(types) | {"all"} == set(floors), "each type has a floor",
                      sorted(set(types) ^ set(floors)))
        by_type, _, by_rule = labelled.score(cases, labelled.scan(DLPSCAN, cases, 0.5), types)
        by_type["all"] = [sum(row[0] for row in by_type.values()),
                          sum(row[1] for row in by_type.values()), sum(by_rule.values())]
        for kind, (values, found, false) in by_type.items():
            recall, most = floors.get(kind, (1, 0))
            failed += say(values > 0 and found / values >= recall and false <= most, kind,
                          ["found %d of %d (floor %.2f), %d false (at most %d)" % (
                              found, values, recall, false, most),
                           "false by rule: %s" % ", ".join("%s %d" % r for r in by_rule.most_common(8))])
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
