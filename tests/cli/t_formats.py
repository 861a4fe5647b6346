#!/usr/bin/env python3
"""Every format yields the same values: tests/formats/make_documents.py writes them all."""
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("DLP_BUILD", os.path.join(ROOT, "build"))
MAKER = os.path.join(ROOT, "tests", "formats", "make_documents.py")
RULES = ("contact.email", "card.pan", "id.us.ssn", "bank.iban")
# Formats that a build may lack: the module that reads them.
OPTIONAL = {"table.doc": "ole", "table.ppt": "ole", "table.msg": "ole", "winmail.dat": "ole",
            "winmail.eml": "ole", "table.avro": "avro", "deep.avro": "avro",
            "table.pst": "pst"}
# Debian's modules belong to Debian's Python, which need not be the first in PATH.
PYTHON = "/usr/bin/python3" if os.access("/usr/bin/python3", os.X_OK) else sys.executable


def scan(path):
    env = {k: v for k, v in os.environ.items() if not k.startswith(("DLP_", "XDG_"))}
    result = subprocess.run(
        [os.path.join(BUILD, "bin", "dlpscan"), "scan", "--format", "jsonl", "--show-values", path],
        capture_output=True, text=True, env=env, check=False)
    return [json.loads(line) for line in result.stdout.splitlines()], result


def has_module(name):
    return not name or os.path.exists(os.path.join(BUILD, "libexec", "dlp-extract-%s.so" % name))


def plain(value):
    return value.replace(" ", "").replace("-", "").lower()


def check(name, path, wanted):
    rows, result = scan(path)
    got = {(r["rule"], plain(r["value"])) for r in rows
           if r["kind"] == "finding" and r["rule"] in RULES}
    wrong = ["missing: %s" % (v,) for v in sorted(wanted - got)]
    wrong += ["only here: %s" % (v,) for v in sorted(got - wanted)]
    wrong += ["incomplete: %s: %s" % (r["path"], r["reason"]) for r in rows
              if r["kind"] == "incomplete"]
    inside = [r for r in rows if r["kind"] == "finding"]
    wrong += ["not in a part: %s" % r["path"] for r in inside
              if "!" not in r["path"][len(path):] and not r.get("location")][:1]
    wrong += ["an offset of extracted text" for r in inside
              if r.get("location") and r["offset"] is not None][:1]
    for line in wrong[:8] + result.stderr.splitlines()[:3] * bool(wrong):
        print("# " + line)
    print("%s formats: %s has the values of the table" % ("not ok" if wrong else "ok", name))
    return bool(wrong)


def main():
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        made = subprocess.run([PYTHON, MAKER, folder], capture_output=True, text=True, check=True)
        for line in made.stdout.splitlines():
            print("ok formats: %s # SKIP" % line)
        with open(os.path.join(folder, "values.tsv"), encoding="utf-8") as file:
            wanted = {tuple(line.rstrip("\n").split("\t")) for line in file}
        wanted = {(rule, plain(value)) for rule, value in wanted}
        for name in sorted(os.listdir(os.path.join(folder, "formats"))):
            if not has_module(OPTIONAL.get(name)):
                print("ok formats: %s: %s is not built # SKIP" % (name, OPTIONAL[name]))
                continue
            failed |= check(name, os.path.join(folder, "formats", name), wanted)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
