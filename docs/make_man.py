#!/usr/bin/env python3
"""A manual page with what the program's own tables say: make_man.py PROGRAM PAGE > WHOLE_PAGE

The page in docs/man is written by hand and explains; its synopsis, and a section of all commands with
all their options, are made here from the texts of --help, which are made of the tables that read the command
line. So neither can be out of date, and nothing that exists is missing from the page.
"""
import re
import subprocess
import sys

OPTION = re.compile(r"^  (?:    |-(?P<letter>.), )--(?P<name>[\w-]+)(?: (?P<arg>\S+))?\s+(?P<help>\S.*)$")
LONG = re.compile(r"^  (?:    |-(?P<letter>.), )--(?P<name>[\w-]+)(?: (?P<arg>\S+))? (?P<help>.*)$")


def said(program, *args):
    return subprocess.run([program, *args, "--help"], capture_output=True, text=True, check=True).stdout


def escaped(text):
    text = text.replace("\\", "\\e")
    return "\\&" + text if text[:1] in (".", "'") else text


def word(text):
    """An argument of a macro: one word, whatever is in it."""
    text = escaped(text).replace('"', "\\(dq")
    return '"%s"' % text if re.search(r"\s", text) or len(text) < 3 else text


def commands(program):
    """Each command's words, in the order of the table."""
    found = []
    for line in said(program).split("\n\n")[1].splitlines():
        found.append(line[2:18].split() or line.split()[:1])
    return found


def describe(program, words):
    """Usage, summary and options of a command."""
    lines = said(program, *words).splitlines()
    usage = lines[0].split("[options]", 1)[1].strip()
    options = [m for m in (OPTION.match(l) or LONG.match(l) for l in lines[4:]) if m]
    return usage, lines[1], options


def synopsis(program, every):
    out = []
    for words, (usage, _, _) in every:
        out += [".Nm", ".Cm " + " ".join(words), ".Op Ar options"]
        if usage:
            out.append(".Ar " + word(usage))
    return out + [".Nm", ".Fl -help | -version"]


def reference(program, every):
    name = program.rsplit("/", 1)[-1]
    out = [".Sh COMMANDS AND OPTIONS"]
    for words, (usage, summary, options) in every:
        out += [".Ss %s %s%s" % (name, " ".join(words), " " + escaped(usage) if usage else ""), escaped(summary),
                ".Bl -tag -width Ds"]
        for option in options:
            letter = "Fl %s , " % option["letter"] if option["letter"] else ""
            arg = " Ar " + word(option["arg"]) if option["arg"] else ""
            out += [".It %sFl -%s%s" % (letter, option["name"], arg), escaped(option["help"])]
        out.append(".El")
    return out


def main():
    program, page = sys.argv[1:]
    with open(page, encoding="utf-8") as file:
        lines = file.read().splitlines()
    every = [(words, describe(program, words)) for words in commands(program)]
    begin, end = lines.index(".Sh SYNOPSIS") + 1, lines.index(".Sh DESCRIPTION")
    lines[begin:end] = synopsis(program, every)
    behind = lines.index(".Sh EXIT STATUS")
    lines[behind:behind] = reference(program, every)
    print("\n".join(lines))


if __name__ == "__main__":
    main()
