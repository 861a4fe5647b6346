#!/usr/bin/env python3
"""What ignore files leave out is what git leaves out: random trees, asked of both.

Each file of a tree holds a finding, so the report names those that were read; git ls-files names
those that are not ignored.
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

DLPSCAN = os.environ.get("DLPSCAN", "build/bin/dlpscan")
TREES = 60
NAMES = ("a", "b", "ab", "abc", "a.c", "b.o", "x.log", "foo", "foo.bar", "[x]", "a b", "#c", "!d", "ö.o")
PIECES = ("a", "b", "*", "?", "**", "ab*", "*.o", "*.log", "[a-b]", "[!a]", "[[:alpha:]]*", "foo", "\\#c",
          "\\!d", "[", "a*c", "*b*", "\\[x]", "[]x]", "x.log", "a\\ b", "[a-", "f?o*", "\\", "*.*", "ö*")
RULES = """version = 1;
rules = ( { id = "test.number"; title = "t"; description = "d"; source = "s"; severity = "high";
    class = "strong"; pattern = "TN-[0-9]{8}"; border = "token"; words = { en = [ "ticket" ]; };
    keys = [ "ticket_id" ]; negative = [ "sample" ]; packs = [ "test" ]; mask = "id";
    examples = [ "ticket <<TN-12345678>>" ]; counter_examples = [ "ticket TN-1234567" ]; } );
"""


def pattern(rng):
    line = "/".join(rng.choice(PIECES) for _ in range(rng.choice((1, 1, 1, 2, 2, 3))))
    if rng.random() < 0.2:
        line = "/" + line
    if rng.random() < 0.2:
        line += "/"
    if rng.random() < 0.25:
        line = "!" + line
    if rng.random() < 0.1:
        line += rng.choice((" ", "  ", "\\ ", "\r"))
    if rng.random() < 0.05:
        line = "# " + line
    return line


def make_tree(rng, folder, depth):
    os.makedirs(folder, exist_ok=True)
    for name in rng.sample(NAMES, rng.randint(2, 6)):
        path = os.path.join(folder, name)
        if depth and rng.random() < 0.45:
            make_tree(rng, path, depth - 1)
        else:
            with open(path, "w", encoding="utf-8") as out:
                out.write("TN-12345678\n")
    if rng.random() < 0.5:
        with open(os.path.join(folder, ".gitignore"), "w", encoding="utf-8", newline="") as out:
            out.write("\n".join(pattern(rng) for _ in range(rng.randint(1, 4))) + "\n")


def git(folder, *args):
    env = dict(os.environ, GIT_CONFIG_NOSYSTEM="1", HOME="/nonexistent", GIT_CONFIG_GLOBAL="/dev/null")
    return subprocess.run(["git", "-c", "core.quotePath=false", *args], cwd=folder, env=env,
                          capture_output=True, check=True).stdout


def names_of_git(tree, below):
    out = git(os.path.join(tree, below), "ls-files", "-z", "-c", "-o", "--exclude-standard")
    return {n.decode() for n in out.split(b"\0") if n and not n.endswith(b".gitignore")}


def unescape(path):
    return path.replace("%21", "!").replace("%25", "%")


def names_of_dlpscan(folder, tree, below):
    target = os.path.join(tree, below) if below else tree
    out = subprocess.run([DLPSCAN, "scan", "-r", os.path.join(folder, "rules.conf"), "-f", "jsonl", target],
                         capture_output=True, check=False).stdout
    rows = [json.loads(line) for line in out.splitlines()]
    listed = sum(r["kind"] == "skipped" for r in rows)
    if rows[-1]["skipped"] != listed:
        raise RuntimeError("%d skipped, %d listed" % (rows[-1]["skipped"], listed))
    return {unescape(r["path"])[len(target) + 1:] for r in rows if r["kind"] == "finding"}


def main():
    if not shutil.which("git"):
        print("ok ignore: as git does # SKIP git is not installed")
        return 0
    folder = tempfile.mkdtemp(prefix="ignore-")
    with open(os.path.join(folder, "rules.conf"), "w", encoding="utf-8") as out:
        out.write(RULES)
    wrong = left_out = 0
    for seed in range(TREES):
        rng = random.Random(seed)
        tree = os.path.join(folder, "tree%d" % seed)
        make_tree(rng, tree, 3)
        git(tree, "init", "-q")
        folders = sorted(n for n in os.listdir(tree) if os.path.isdir(os.path.join(tree, n)) and n != ".git")
        ignored = git(tree, "ls-files", "-o", "-i", "--exclude-standard", "-z", "--directory").split(b"\0")
        # A folder that is named is read, ignored or not: that is where we differ.
        folders = [f for f in folders if (f + "/").encode() not in ignored]
        for below in [""] + folders[:1]:
            want, got = names_of_git(tree, below), names_of_dlpscan(folder, tree, below)
            left_out += sum(len(f) for _, _, f in os.walk(os.path.join(tree, below))) - len(want)
            if want != got:
                wrong += 1
                print("# seed %d, %r: git alone %s, dlpscan alone %s" % (seed, below, sorted(want - got),
                                                                        sorted(got - want)))
        shutil.rmtree(tree)
    print("%s ignore: %d random trees as git does" % ("not ok" if wrong else "ok", TREES))
    print("%s ignore: something was ignored" % ("ok" if left_out > 100 else "not ok"))
    shutil.rmtree(folder)
    return 1 if wrong or left_out <= 100 else 0


if __name__ == "__main__":
    sys.exit(main())
