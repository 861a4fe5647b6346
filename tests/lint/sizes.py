#!/usr/bin/env python3
"""Files of at most 500 lines and functions of at most 60, so that each can be read in one go.

Tables (.inc) are exempt. Functions are measured by universal-ctags, from the line of the name to
the closing brace.
"""
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FILE_LINES = 500
FUNCTION_LINES = 60
FOLDERS = ("libdlp", "common", "dlpscan", "dlpd", "tests", "fuzz")


def sources():
    for folder in FOLDERS:
        for path, folders, names in os.walk(os.path.join(ROOT, folder)):
            folders.sort()
            for name in sorted(names):
                if name.endswith((".c", ".h")):
                    yield os.path.relpath(os.path.join(path, name), ROOT)


def long_files(paths):
    for path in paths:
        with open(os.path.join(ROOT, path), "rb") as source:
            lines = source.read().count(b"\n")
        if lines > FILE_LINES:
            yield "%s: %d lines" % (path, lines)


def functions(paths):
    """(path, name, first line, last line) of each function."""
    result = subprocess.run(
        ["ctags", "-f", "-", "--sort=no", "--languages=C", "--langmap=C:.c.h", "--kinds-C=f",
         "--fields=+ne", "--excmd=number", "-L", "-"],
        cwd=ROOT, input="\n".join(paths), capture_output=True, text=True, check=True)
    for line in result.stdout.splitlines():
        fields = line.split("\t")
        extra = dict(f.split(":", 1) for f in fields[3:] if ":" in f)
        if "end" in extra:
            yield fields[1], fields[0], int(extra["line"]), int(extra["end"])


def long_functions(found):
    for path, name, first, last in found:
        if last - first + 1 > FUNCTION_LINES:
            yield "%s:%d: %s has %d lines" % (path, first, name, last - first + 1)


def report(name, mistakes):
    mistakes = list(mistakes)
    for mistake in mistakes:
        print("# " + mistake)
    print("%s sizes: %s" % ("not ok" if mistakes else "ok", name))
    return bool(mistakes)


def main():
    paths = list(sources())
    found = list(functions(paths))
    failed = report("files have at most %d lines" % FILE_LINES, long_files(paths))
    failed |= report("functions have at most %d lines" % FUNCTION_LINES, long_functions(found))
    failed |= report("ctags sees our functions", [] if found else ["it found none"])
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
