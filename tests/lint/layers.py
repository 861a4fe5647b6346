#!/usr/bin/env python3
"""Who includes whom: libdlp/LAYERS is the table, this is the check.

In libdlp a folder may include itself and the folders on lines above its own, never one on its own
line. The worker may include base and the headers of WORKER_MAY. Programs include <dlp/...>, what is common
to them, and their own headers (and what the build makes, made/...) only. Names of source files are unique in the tree (main.c apart), so that a name in
a backtrace or a build log says which file it is.
"""
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')

WORKER_MAY = ("extract/frame.h", "extract/format.h")  # its protocol, and what a document is


def files_below(folder, endings=(".c", ".h")):
    for path, folders, names in os.walk(os.path.join(ROOT, folder)):
        folders.sort()
        for name in sorted(names):
            if name.endswith(endings):
                yield os.path.relpath(os.path.join(path, name), ROOT)


def includes(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as source:
        for number, line in enumerate(source, 1):
            match = INCLUDE.match(line)
            if match:
                yield number, match.group(1), match.group(2)


def read_layers():
    """Folder -> its line's number, from the bottom."""
    layers = {}
    with open(os.path.join(ROOT, "libdlp", "LAYERS"), encoding="utf-8") as table:
        lines = [l.split("#")[0].split() for l in table]
    for level, folders in enumerate(l for l in lines if l):
        for folder in folders:
            layers[folder] = level
    return layers


def libdlp_mistake(layers, own, kind, name):
    """Why a file of folder `own` may not include that, or None."""
    first = name.split("/")[0]
    if kind == "<":
        return 'is ours: write "%s"' % name if first in layers and "/" in name else None
    if "/" not in name:
        return "does not name its folder"
    if own == "include":
        return "is internal"
    if own == "worker":
        return None if first in ("base", "worker") or name in WORKER_MAY \
            else "is not for the worker"
    if first not in layers:
        return "is in no folder of LAYERS"
    if first == own or layers[first] < layers[own]:
        return None
    return "is beside or above %s in LAYERS" % own


def check_libdlp(layers):
    for path in files_below("libdlp"):
        own = path.split(os.sep)[1]
        if own not in layers and own not in ("include", "worker"):
            yield "%s: its folder is not in libdlp/LAYERS" % path
            continue
        for line, kind, name in includes(path):
            why = libdlp_mistake(layers, own, kind, name)
            if why:
                yield "%s:%d: %s %s" % (path, line, name, why)


def check_program(folder, layers):
    own = {os.path.relpath(p, f) for f in {folder, "common"} for p in files_below(f, (".h",))}
    own |= {os.path.basename(p) for p in own}
    for path in files_below(folder):
        for line, kind, name in includes(path):
            if kind == '"' and name not in own and not name.startswith("made/"):
                yield '%s:%d: "%s" is not one of %s\'s headers' % (path, line, name, folder)
            if kind == "<" and name.split("/")[0] in layers and "/" in name:
                yield "%s:%d: <%s> is internal to libdlp" % (path, line, name)


def check_names():
    seen = {}
    for folder in ("libdlp", "common", "dlpscan", "dlpd"):
        for path in files_below(folder, (".c",)):
            name = os.path.basename(path)
            if name != "main.c" and name in seen:
                yield "%s: %s has the same name" % (path, seen[name])
            seen.setdefault(name, path)


def report(name, mistakes):
    mistakes = list(mistakes)
    for mistake in mistakes:
        print("# " + mistake)
    print("%s layers: %s" % ("not ok" if mistakes else "ok", name))
    return bool(mistakes)


def main():
    layers = read_layers()
    failed = report("libdlp keeps to LAYERS", check_libdlp(layers))
    for folder in ("common", "dlpscan", "dlpd"):
        failed |= report("%s includes the public headers only" % folder,
                         check_program(folder, layers))
    failed |= report("source files have names of their own", check_names())
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
