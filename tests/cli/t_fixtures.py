#!/usr/bin/env python3
"""The main job: the fixtures' scan finds what their script planted, no more and no less, and prints
none of it."""
import collections
import json
import os
import re
import subprocess
import sys

BUILD = os.environ["DLP_BUILD"]
SCRATCH = os.environ["TMPDIR"]


def scan(*options):
    done = subprocess.run([os.environ["DLPSCAN"], "scan", *options, "demo"], cwd=SCRATCH,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return done.returncode, done.stdout


def expected():
    planted = {}
    with open(os.path.join(SCRATCH, "expected.tsv"), encoding="utf-8") as table:
        for line in table:
            if line.strip() and not line.startswith("#"):
                path, rule, count = line.rstrip("\n").split("\t")
                planted[path, rule] = int(count)
    return planted


def found(output):
    counts = collections.Counter()
    for line in output.decode("utf-8").splitlines():
        item = json.loads(line)
        if item["kind"] == "finding":
            counts[item["path"], item["rule"]] += 1
    return counts


def check(name, mistakes):
    for mistake in mistakes[:20]:
        print("#", mistake)
    print("not ok" if mistakes else "ok", "t_fixtures__" + name)
    return not mistakes


def readme_sample():
    """The README's sample is what these fixtures print."""
    with open("README.md", encoding="utf-8") as readme:
        block = readme.read().split("```text\n")[1].split("\n```")[0]
    command, want = block.split("\n", 1)
    subprocess.run([sys.executable, os.path.abspath("fixtures/make_fixtures.py"), "build/fixtures"],
                   check=True, cwd=SCRATCH, stdout=subprocess.DEVNULL)
    done = subprocess.run([os.environ["DLPSCAN"], *command.split()[2:]], cwd=SCRATCH,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    clean = lambda text: re.sub(r"[0-9.]+ seconds", "N seconds", text).strip().splitlines()
    got = clean(done.stdout.decode("utf-8"))
    return ["README has %r, the scan %r" % pair for pair in zip(clean(want), got)
            if pair[0] != pair[1]] + ([] if len(clean(want)) == len(got) else ["other lengths"])


def main():
    subprocess.run([sys.executable, "fixtures/make_fixtures.py", SCRATCH], check=True,
                   stdout=subprocess.DEVNULL)
    status, output = scan("--format", "jsonl")
    planted, got = expected(), found(output)
    norm = lambda counts: {(p[5:] if p.startswith("demo/") else p, r): n
                           for (p, r), n in counts.items()}
    planted, got = norm(planted), norm(got)
    good = check("finds_what_was_planted",
                 ["%s %s: planted %d, found %d" % (k + (planted.get(k, 0), got.get(k, 0)))
                  for k in sorted(set(planted) | set(got)) if planted.get(k, 0) != got.get(k, 0)]
                 + ([] if len(planted) > 40 else ["only %d kinds planted" % len(planted)]))
    good &= check("exits_with_1", [] if status == 1 else ["exit status %d" % status])
    _, values = scan("--format", "jsonl", "--show-values")
    raw = [json.loads(l) for l in values.decode("utf-8").splitlines()]
    secrets = {r["value"].encode() for r in raw if r["kind"] == "finding" and len(r["value"]) >= 6}
    _, text = scan()
    leaks = ["%d-byte value in %s output" % (len(v), n) for n, out in (("jsonl", output), ("text", text))
             for v in sorted(secrets) if v in out and not v.startswith(b"-----BEGIN")]
    good &= check("prints_no_value", leaks + ([] if len(secrets) > 300 else ["few values"]))
    good &= check("are_what_the_readme_shows", readme_sample())
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
