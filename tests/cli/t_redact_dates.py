#!/usr/bin/env python3
"""`dlpscan redact --shift-dates`: no date is found at its own place any more with its own value.

A date that was moved may be another row's: that is no date that was left. So it goes by places, on random
tables and texts whose dates lie so close that many are each other's.
"""
import datetime
import os
import random
import re
import sys

from scan_lab import Lab

FORMS = ("%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%d %B %Y", "%B %d, %Y", "%d-%m-%Y")
DATES = ("person.dob", "person.dob_text", "date.any")
RULES = ("--enable", "date.any", "--min-confidence", "0.2")
TEXTS = 14
lab = Lab("dates")
folder, env = lab.folder, lab.env
check, run, write, read, redact = lab.check, lab.run, lab.write, lab.read, lab.redact


def use_key(digit):
    """A key that is always the same, so that the days are, too."""
    path = os.path.join(folder, "key" + digit)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="ascii") as out:
        out.write("dlp-key 1\n" + digit * 64 + "\n")
    env["DLP_KEY_FILE"] = path


def found(name):
    return [f for f in lab.findings(name, *RULES) if f["rule"] in DATES]


def random_text(rng):
    """Lines of one date each, in one form: what stands on a line before and behind it never changes."""
    form = rng.choice(FORMS)
    first = datetime.date(rng.randint(1930, 1999), 1, 1)
    label = rng.choice(("date of birth: ", "born on ", "dob=", "row "))
    days = [rng.randint(0, 800) for _ in range(rng.randint(20, 120))]
    lines = ["%s%s end" % (label, (first + datetime.timedelta(n)).strftime(form)) for n in days]
    return form, "\n".join(lines) + "\n"


def dates_of(text, form):
    """The date on each line; None where none of that form stands."""
    dates = []
    for line in text.splitlines():
        match = re.search(r"(?:birth: |on |dob=|row )(.*) end$", line)
        try:
            dates.append(datetime.datetime.strptime(match.group(1), form).date())
        except (ValueError, AttributeError):
            dates.append(None)
    return dates


def check_random(seed):
    rng = random.Random(seed)
    form, text = random_text(rng)
    write("in.txt", text.encode())
    before = dates_of(text, form)
    lines = {f["line"] for f in found("in.txt")}
    options = ["--shift-dates", *RULES] + (["--day-first"] if rng.random() < 0.3 and form != "%m/%d/%Y" else [])
    redact("in.txt", "out.txt", "-p", "p%d" % seed, *options)
    after = dates_of(read("out.txt").decode(), form)
    moved = [(a - b).days for b, a, n in zip(before, after, range(1, len(before) + 1)) if n in lines and a and b]
    broken = []
    if len(set(moved)) > 1 or 0 in moved or any(abs(n) > 365 for n in moved):
        broken.append((seed, form, "moved by", sorted(set(moved))))
    if any((b == a) for b, a, n in zip(before, after, range(1, len(before) + 1)) if n in lines):
        broken.append((seed, form, "a date was left"))
    if len(moved) < len(lines):
        broken.append((seed, form, "%d of %d were moved" % (len(moved), len(lines))))
    for f in found("out.txt"):
        if f["value"] == text.splitlines()[f["line"] - 1][-len(f["value"]) - 4:-4]:
            broken.append((seed, form, "its own value at its own place", f["line"]))
    return broken, len(lines)


def main():
    use_key("5")
    broken, total = [], 0
    for seed in range(TEXTS):
        more, dates = check_random(seed)
        broken += more
        total += dates
    check("%d are moved, all of a text by as many days" % total, total > 400 and not broken, broken[:5])

    table = "name,email,dob\n" + "".join("A%d,a%d@acme-mail.org,1984-03-%02d\n" % (n, n, n) for n in range(1, 29))
    write("table.csv", table.encode())
    redact("table.csv", "a.csv", "--shift-dates", "-m", "pseudonym", "-p", "a")
    redact("table.csv", "b.csv", "--shift-dates", "-m", "pseudonym", "-p", "b")
    redact("table.csv", "again.csv", "--shift-dates", "-m", "pseudonym", "-p", "a")
    days = {}
    for name in ("a", "b"):
        rows = [line.split(",") for line in read(name + ".csv").decode().splitlines()[1:]]
        days[name] = {(datetime.date.fromisoformat(r[2]) - datetime.date(1984, 3, n)).days for n, r in enumerate(rows, 1)}
        check("other values as the mode says: " + name, all(r[1].startswith("EMAIL_") for r in rows), rows[0])
    check("one number of days for a purpose", len(days["a"]) == len(days["b"]) == 1 and days["a"] != days["b"], days)
    check("the same again", read("a.csv") == read("again.csv"))
    write("odd.csv", b"dob\n" + b"1984-03-12\n" * 20 + b"date of birth: %31984-03-12 and born on 1984%2D03%2D13\n")
    redact("odd.csv", "odd.out", "--shift-dates")
    check("what is encoded is masked", b"%2D" not in read("odd.out") and b"03%2D13" not in read("odd.out"), read("odd.out"))
    use_key("6")
    redact("table.csv", "other.csv", "--shift-dates", "-m", "pseudonym", "-p", "a")
    check("another key, other days", read("other.csv") != read("a.csv"))
    env.pop("DLP_KEY_FILE")
    check("a key is needed", b"'dlpscan key create'" in run("redact", "--shift-dates", "table.csv", "x").stderr)
    return lab.end()


if __name__ == "__main__":
    sys.exit(main())
