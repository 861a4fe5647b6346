#!/usr/bin/env python3
"""Print the rules of gitleaks files (TOML) in our rule language: a file that `dlpscan rules check` takes.

usage: gitleaks_rules.py FILE.toml... >rules.conf       dlpscan must be in PATH

The files have no examples, and our rules prove themselves with one. So a text is drawn for each regex, by
walking its syntax tree; `dlpscan rules import` then takes the rule only when it finds that text. What is lost is
said on standard error.
"""
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import tomllib
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import sre_constants as codes
    import sre_parse

WORDS = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CLASSES = {codes.CATEGORY_DIGIT: "0123456789", codes.CATEGORY_WORD: WORDS, codes.CATEGORY_SPACE: " ",
           codes.CATEGORY_NOT_DIGIT: "abc", codes.CATEGORY_NOT_WORD: " -", codes.CATEGORY_NOT_SPACE: WORDS}
TRIES = 24


class Sample:
    """One text that a regex matches, most of the time."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.groups = {}

    def of_class(self, items):
        negated = items and items[0][0] is codes.NEGATE
        chosen = set()
        for code, value in items:
            if code is codes.LITERAL:
                chosen.add(chr(value))
            elif code is codes.RANGE:
                chosen.update(chr(c) for c in range(value[0], min(value[1], 126) + 1))
            elif code is codes.CATEGORY:
                chosen.update(CLASSES.get(value, ""))
        if negated:
            chosen = set(WORDS + " -") - chosen
        printable = sorted(c for c in chosen if " " <= c <= "~")
        letters = [c for c in printable if c.isalnum()]
        return self.random.choice(letters or printable or ["\n"])

    def of(self, tree):
        return "".join(self.one(code, value) for code, value in tree)

    def one(self, code, value):
        if code is codes.LITERAL:
            return chr(value)
        if code is codes.ANY:
            return "a"
        if code is codes.NOT_LITERAL:
            return "a" if value != ord("a") else "b"
        if code is codes.IN:
            return self.of_class(value)
        if code is codes.BRANCH:
            return self.of(self.random.choice(value[1]))
        if code is codes.SUBPATTERN:
            text = self.of(value[3])
            self.groups[value[0]] = text
            return text
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            least, most, tree = value
            more = self.random.randint(0, min(4, most - least)) if most > least else 0
            return "".join(self.of(tree) for _ in range(least + more))
        return ""  # borders and look-around ask for nothing of their own


def samples(regex):
    """Texts that the regex finds, in surroundings where a word may end."""
    flags, text = 0, regex
    for name in re.findall(r"\(\?([ims]+)\)", regex):
        flags |= sum(getattr(re, c.upper()) for c in set(name))
        text = text.replace("(?%s)" % name, "", 1)
    text = text.replace(r"\z", r"\Z")
    try:
        tree, checked = sre_parse.parse(text, flags), re.compile(text, flags)
    except (re.error, OverflowError, RecursionError):
        return []
    found = []
    for seed in range(TRIES):
        drawn = Sample(seed).of(tree)
        for frame in ("%s", "%s\n", '"%s"', " %s "):
            if checked.search(frame % drawn) and "<<" not in drawn:
                found.append(frame % drawn)
                break
        if len(found) == 2:
            break
    return found


def only_group(regex, wanted):
    """The same regex in which group number `wanted` alone takes what it matches; 0: none does."""
    out, group, at, inside = "", 0, 0, False
    while at < len(regex):
        c = regex[at]
        if c == "\\":
            out += regex[at:at + 2]
            at += 2
            continue
        inside = (c == "[" or inside) and not (c == "]" and inside)
        named = re.match(r"\(\?P?<(?![=!])[^>]*>", regex[at:])
        if c == "(" and not inside and (named or regex[at + 1:at + 2] != "?"):
            group += 1
            out += "(" if group == wanted else "(?:"
            at += named.end() if named else 1
            continue
        out += c
        at += 1
    return out


def convert(rule, path):
    name = rule.get("id", "?")

    def lost(what):
        print("%s: %s: %s" % (os.path.basename(path), name, what), file=sys.stderr)

    regex = rule.get("regex")
    if not regex:
        lost("left out: it has no regex")
        return None
    if rule.get("path"):
        lost("its path is left out: it is looked for in all files")
    if rule.get("allowlist") or rule.get("allowlists"):
        lost("its allowlists are left out: more will be found")
    texts = samples(regex)
    if not texts:
        lost("left out: no example could be drawn from its regex")
        return None
    groups = re.compile(r"(?<!\\)\((?!\?)").search(regex) is not None
    wanted = rule.get("secretGroup", 1 if groups else 0)
    out = {"id": name, "name": rule.get("description", name)[:120], "pattern": only_group(regex, wanted),
           "description": rule.get("description", name), "examples": texts}
    if "entropy" in rule:
        out["min_entropy"] = rule["entropy"]
    return out


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    rules = []
    for path in sys.argv[1:]:
        with open(path, "rb") as file:
            rules += [convert(rule, path) for rule in tomllib.load(file).get("rules", [])]
    with tempfile.TemporaryDirectory() as folder:
        name = os.path.join(folder, os.path.basename(sys.argv[1]))  # it becomes the source of each rule
        with open(name, "w", encoding="utf-8") as file:
            json.dump({"rules": [rule for rule in rules if rule]}, file)  # JSON is YAML
        sys.exit(subprocess.run(["dlpscan", "rules", "import", name], check=False).returncode)


if __name__ == "__main__":
    main()
