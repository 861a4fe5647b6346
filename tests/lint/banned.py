#!/usr/bin/env python3
"""Functions that our code does not call, and notes that do not belong in it.

Comments and string literals do not count, apart from the notes. malloc and its family are named
in two files only, so that a test can make each allocation fail.
"""
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BANNED = ("strcpy", "strncpy", "stpcpy", "strcat", "strncat", "sprintf", "vsprintf", "strtok",
          "strtok_r", "atoi", "atol", "atoll", "atof", "sscanf", "scanf", "fscanf", "gets",
          "alloca", "strdupa", "mktemp", "tmpnam")
HEAP = ("malloc", "calloc", "realloc", "reallocarray", "free", "strdup", "strndup", "asprintf",
        "vasprintf", "aligned_alloc", "posix_memalign", "memalign")
HEAP_FILES = {"libdlp": "libdlp/base/alloc.c", "common": "common/mem.c", "dlpscan": "common/mem.c",
              "dlpd": "common/mem.c"}
# Split, so that this file does not find itself.
NOTES = re.compile(r"\b(TO" r"DO|FIX" r"ME)\b")
CODE_NOTES = re.compile(r"(?<![\w-])X" r"XX(?![\w-])")  # in rules and manuals: the shape of a number
NOT_CODE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
SOURCES = (".c", ".h", ".inc")
TEXTS = SOURCES + (".sh", ".py", ".conf", ".md", "Makefile", "run", "smoke")


def files_below(folder, endings):
    for path, folders, names in os.walk(os.path.join(ROOT, folder)):
        folders.sort()
        for name in sorted(names):
            if name.endswith(endings):
                yield os.path.relpath(os.path.join(path, name), ROOT)


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8", errors="replace") as source:
        return source.read()


def code_only(text):
    """The same lines with comments and literals blanked."""
    return NOT_CODE.sub(lambda m: " " + "\n" * m.group().count("\n"), text)


def calls(folders, names, allowed=()):
    pattern = re.compile(r"(?<![\w.>])(%s)\s*\(" % "|".join(names))
    for folder in folders:
        for path in files_below(folder, SOURCES):
            if path in allowed:
                continue
            for number, line in enumerate(code_only(read(path)).split("\n"), 1):
                for match in pattern.finditer(line):
                    yield "%s:%d: %s()" % (path, number, match.group(1))


def notes():
    for folder in ("libdlp", "common", "dlpscan", "dlpd", "patterns", "tests", "fuzz", "docs"):
        for path in files_below(folder, TEXTS):
            for number, line in enumerate(read(path).split("\n"), 1):
                if NOTES.search(line) or (path.endswith(SOURCES) and CODE_NOTES.search(line)):
                    yield "%s:%d: %s" % (path, number, line.strip()[:80])


def report(name, mistakes):
    mistakes = list(mistakes)
    for mistake in mistakes:
        print("# " + mistake)
    print("%s banned: %s" % ("not ok" if mistakes else "ok", name))
    return bool(mistakes)


def main():
    ours = ("libdlp", "common", "dlpscan", "dlpd", "fuzz", "tests")
    failed = report("no call of %s ..." % " ".join(BANNED[:4]), calls(ours, BANNED))
    for folder, file in HEAP_FILES.items():
        if folder != "libdlp":
            what = "the heap of %s is named in %s only" % (folder, file)
        else:
            what = "the library's heap is named in %s only" % file
        failed |= report(what, calls((folder,), HEAP, (file,)))
    failed |= report("no notes about unfinished work", notes())
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
