#!/usr/bin/env python3
# sanitizers: no
"""What the manual tells people to type works: runs the ```sh blocks of README.md and docs/*.md.

Each file gets a scratch copy of the tree, in which its blocks run in order, one shell a block, from
the root, with the built programs in PATH and pkg-config knowing an installed libdlp. Each command
must end with 0; one that runs dlpscan may end with 1, which is how it says that there are findings.

Some commands are not for a test: make and ./setup.sh are checked (target and argument exist) and
not run, sudo is dropped, apt-get does nothing. What needs more than that is a ```console block:
those, like ```c and ```text, are not run.
"""
import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("DLP_BUILD", os.path.join(ROOT, "build"))
SCRATCH = os.path.join(os.environ.get("TMPDIR", "/tmp"), "docs-%d" % os.getpid())
FENCE = re.compile(r"^```sh[ \t]*\n(.*?)^```[ \t]*$", re.M | re.S)
SKIPPED = {".git", "build", "__pycache__"}

# Comes before each block. The trap sees every command that fails.
PRELUDE = r"""
set -E
trap 'docs_status=$?
if [ $docs_status -ne 1 ] || [[ $BASH_COMMAND != *dlpscan* ]]; then
    echo "exit status $docs_status: $BASH_COMMAND" >&2
    exit 99
fi' ERR
make() { command make -n "$@" >/dev/null; }
sudo() { "$@"; }
apt-get() { :; }
"""
SETUP = """#!/bin/sh
# The test's: the words are checked, nothing is installed.
[ $# -eq 1 ] && { [ "$1" = demo ] || [ "$1" = check ]; }
"""


def copy_tree(target):
    shutil.copytree(ROOT, target, symlinks=True,
                    ignore=lambda folder, names: SKIPPED.intersection(names))
    with open(os.path.join(target, "setup.sh"), "w", encoding="utf-8") as setup:
        setup.write(SETUP)


def install(prefix):
    """An installed libdlp for blocks that compile against it."""
    command = "make -s %s install PREFIX='%s' INSTALL_BUILD='%s/install'" % (
        os.environ.get("DLP_MAKE_VARIABLES", ""), prefix, SCRATCH)
    return subprocess.run(["bash", "-c", command], cwd=ROOT, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, check=False)


def run_block(block, tree, prefix):
    env = dict(os.environ, HOME=os.path.join(SCRATCH, "home"), CDPATH="",
               PATH=os.pathsep.join((os.path.join(BUILD, "bin"), os.environ.get("PATH", ""))),
               PKG_CONFIG_PATH=os.path.join(prefix, "lib", "pkgconfig"),
               LD_LIBRARY_PATH=os.path.join(prefix, "lib"))
    return subprocess.run(["bash", "-c", PRELUDE + block], cwd=tree, env=env, timeout=120,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          errors="replace", check=False)


def documents():
    names = ["README.md"]
    folder = os.path.join(ROOT, "docs")
    if os.path.isdir(folder):
        names += sorted("docs/" + n for n in os.listdir(folder) if n.endswith(".md"))
    return names


def check_document(name, text, prefix):
    """Run the blocks of one file; returns how many fail."""
    tree = os.path.join(SCRATCH, "tree-" + name.replace("/", "-"))
    copy_tree(tree)
    failed = 0
    for match in FENCE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        try:
            result = run_block(match.group(1), tree, prefix)
            status, noise = result.returncode, result.stderr
        except subprocess.TimeoutExpired:
            status, noise = 99, "still running after 120 seconds"
        # A block whose last command found something ends with 1, and the trap let it.
        if status in (0, 1):
            print("ok docs: %s:%d" % (name, line))
            continue
        failed += 1
        for detail in noise.splitlines()[-20:]:
            print("# " + detail)
        print("not ok docs: %s:%d" % (name, line))
    shutil.rmtree(tree, ignore_errors=True)
    return failed


def main():
    os.makedirs(os.path.join(SCRATCH, "home"))
    prefix = os.path.join(SCRATCH, "usr")
    failed = 0
    try:
        made = install(prefix)
        if made.returncode != 0:
            print("\n".join("# " + l for l in made.stderr.splitlines()[-20:]))
            print("not ok docs: make install")
            return 1
        for name in documents():
            try:
                with open(os.path.join(ROOT, name), encoding="utf-8") as document:
                    text = document.read()
            except OSError as error:
                print("not ok docs: %s: %s" % (name, error.strerror))
                failed += 1
                continue
            failed += check_document(name, text, prefix)
        if failed == 0:
            print("ok docs: every document was read")
    finally:
        shutil.rmtree(SCRATCH, ignore_errors=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
