#!/usr/bin/env python3
"""Compare the counts of callgrind with the kept ones; instructions.sh calls it.

usage: instructions.py compare|--write KEPT WORK CC
"""
import glob
import os
import re
import subprocess
import sys

GROWTH = 1.05
LARGE = 0.02  # functions with less of a text's instructions are not kept
LINE = re.compile(r"^\s*([\d,]+) \(\s*[\d.]+%\)\s+(\S+)")
OURS = re.compile(r"^dlp_\w+$")


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def environment(work, compiler):
    """What the counts depend on besides our sources."""
    with open(os.path.join(work, "count.log"), encoding="utf-8") as log:
        lines = [line.strip() for line in log if line.startswith(("class masks", "hyperscan"))]
    version = output(compiler, "--version").splitlines()[0]
    pcre2 = output("pkg-config", "--modversion", "libpcre2-8").strip()
    return "; ".join(lines + ["pcre2: " + pcre2, version])


def count_one(path):
    """(text, {function: instructions}) of one dump."""
    text, counts = None, {}
    for line in output("callgrind_annotate", "--inclusive=yes", "--threshold=100", path).splitlines():
        if line.startswith("Trigger: Client Request:"):
            text = line.split(":")[-1].strip()
        match = LINE.match(line)
        if not match:
            continue
        number = int(match.group(1).replace(",", ""))
        if "PROGRAM TOTALS" in line:
            counts["total"] = number
            continue
        name = match.group(2).rsplit(":", 1)[-1].split("'")[0]
        if OURS.match(name) and number >= LARGE * counts.get("total", 0):
            counts[name] = max(number, counts.get(name, 0))
    return text, counts


def count_all(work):
    found = {}
    for path in glob.glob(os.path.join(work, "callgrind.out.[0-9]*")):
        text, counts = count_one(path)
        if text:
            for name, number in counts.items():
                found[text, name] = number
    return found


def read_kept(path):
    kept, where = {}, ""
    try:
        with open(path, encoding="utf-8") as file:
            for line in file:
                if line.startswith("# with: "):
                    where = line[8:].strip()
                elif not line.startswith("#"):
                    text, name, number = line.rstrip("\n").split("\t")
                    kept[text, name] = int(number)
    except FileNotFoundError:
        pass
    return kept, where


def write_kept(path, found, where):
    with open(path, "w", encoding="utf-8") as file:
        file.write("# Instructions of one scan, by callgrind; made by tests/bench/instructions.sh --write.\n"
                   "# text, function with what it calls ('total': the whole scan), instructions\n"
                   "# with: %s\n" % where)
        for (text, name), number in sorted(found.items(), key=lambda f: (f[0][0], -f[1], f[0][1])):
            file.write("%s\t%s\t%d\n" % (text, name, number))


def compare(kept, found):
    failed = False
    for text in sorted({text for text, _ in kept}):
        grown = []
        for (of, name), number in sorted(kept.items()):
            now = found.get((of, name))
            if of == text and now is not None and now > number * GROWTH:
                grown.append("%s: %d, was %d (+%.1f %%)" % (name, now, number, 100 * (now / number - 1)))
        total, was = found.get((text, "total")), kept.get((text, "total"))
        if total is None:
            grown.append("it was not counted")
        for line in grown:
            print("# %s: %s" % (text, line))
        change = "" if total is None or not was else " (%+.1f %%)" % (100 * (total / was - 1))
        print("%s instructions: %s%s" % ("not ok" if grown else "ok", text, change))
        failed |= bool(grown)
    return failed


def main():
    mode, path, work, compiler = sys.argv[1:5]
    where = environment(work, compiler)
    found = count_all(work)
    if mode == "--write":
        write_kept(path, found, where)
        print("%s: %d counts" % (path, len(found)))
        return 0
    kept, kept_where = read_kept(path)
    if not kept:
        print("not ok instructions: %s holds no counts (tests/bench/instructions.sh --write)" % path)
        return 1
    if where != kept_where:
        print("# here: %s\n# kept: %s" % (where, kept_where))
        print("ok instructions # SKIP the kept counts are of other tools")
        return 0
    return int(compare(kept, found))


if __name__ == "__main__":
    sys.exit(main())
