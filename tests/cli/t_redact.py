#!/usr/bin/env python3
"""`dlpscan redact`: only findings change, and the result holds none of the values that were found.

On the fixtures and on random mixtures of their lines: laws that hold for any text.
"""
import os
import random
import subprocess
import sys

from scan_lab import DLPSCAN, Lab

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MODES = ("mask", "pseudonym", "shape")
MIXTURES = 12
lab = Lab("redact")
folder, env = lab.folder, lab.env
check, run, write, read, redact = lab.check, lab.run, lab.write, lab.read, lab.redact


def findings(name):
    return lab.findings(name, "--marks", "none")


def keeps_the_rest(before, spans, after):
    """Is after what before is, with something in the place of each span?"""
    if not spans:
        return before == after
    pieces, at = [], 0
    for start, end in spans:
        pieces.append(before[at:start])
        at = end
    pieces.append(before[at:])
    if not after.startswith(pieces[0]) or not after.endswith(pieces[-1]):
        return False
    at = len(pieces[0])
    for piece in pieces[1:-1]:
        at = after.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return at <= len(after) - len(pieces[-1])


def spans_of(found):
    spans = []
    for f in sorted(found, key=lambda f: (f["offset"], -f["length"])):
        if not spans or f["offset"] >= spans[-1][1]:
            spans.append((f["offset"], f["offset"] + f["length"]))
    return spans


def check_text(name, data):
    """The laws for one text, in all modes; a list of what is broken."""
    broken = []
    write("in.txt", data)
    found = findings("in.txt")
    values = {f["value"] for f in found}
    for mode in MODES:
        said = redact("in.txt", "out.txt", "-m", mode)
        after = read("out.txt")
        left = values & {f["value"] for f in findings("out.txt")}
        if left:
            broken.append((name, mode, "still found", len(left)))
        replaced = int(said.split(": ")[1].split(" ")[0])
        if replaced < len(spans_of(found)):
            broken.append((name, mode, "%d of %d replaced" % (replaced, len(found))))
        if replaced == len(spans_of(found)) and not keeps_the_rest(data, spans_of(found), after):
            broken.append((name, mode, "other bytes changed"))
        redact("in.txt", "again.txt", "-m", mode)
        if read("again.txt") != after:
            broken.append((name, mode, "another result"))
    return broken, len(found)


def texts():
    demo = os.path.join(folder, "demo", "demo")
    lines = []
    for path, _, names in sorted(os.walk(demo)):
        for name in sorted(names):
            with open(os.path.join(path, name), "rb") as source:
                data = source.read()
            if b"\0" not in data[:65536]:
                yield name, data
                lines += data.splitlines(True)
    for seed in range(MIXTURES):
        rng = random.Random(seed)
        mixed = [rng.choice(lines) for _ in range(rng.randint(1, 120))]
        for _ in range(rng.randint(0, 30)):  # the same values without the lines around them
            line = rng.choice(mixed)
            start = rng.randrange(len(line))
            mixed.insert(rng.randrange(len(mixed) + 1), line[start:start + rng.randint(1, 60)])
        yield "mixture %d" % seed, b"".join(mixed)


def main():
    subprocess.run([sys.executable, os.path.join(ROOT, "fixtures", "make_fixtures.py"),
                    os.path.join(folder, "demo")], check=True, stdout=subprocess.DEVNULL)
    check("pseudonyms need a key", run("redact", "-m", "pseudonym", "demo/demo/customers.csv", "x").returncode == 2)
    run("key", "create")
    broken, total = [], 0
    for name, data in texts():
        more, found = check_text(name, data)
        broken += more
        total += found
    check("none of %d values is found again, nothing else changes" % total, total > 1000 and not broken, broken[:5])

    write("in.txt", b"mail anna.berg@example.org, Anna.Berg@Example.org; card 4111 1111 1111 1111\n")
    redact("in.txt", "a", "-m", "pseudonym", "-p", "shop")
    redact("in.txt", "b", "-m", "pseudonym", "-p", "bank")
    first, second = read("a").decode(), read("b").decode()
    words = [w.strip(",;") for w in first.split() if "_" in w]
    check("one value, one pseudonym, whatever its case", len(words) == 3 and words[0] == words[1] != words[2], first)
    check("another purpose, others", not set(words) & {w.strip(",;") for w in second.split()}, second)
    redact("in.txt", "s", "-m", "shape")
    card = "".join(c for c in read("s").decode().split("card ")[1] if c.isdigit())
    digits = [int(c) for c in card]
    luhn = sum(d if i % 2 == 0 else (2 * d - 9 if d > 4 else 2 * d) for i, d in enumerate(reversed(digits)))
    check("a card of the same shape, valid and nobody's", len(card) == 16 and card[0] == "0" and luhn % 10 == 0, card)

    before = read("in.txt")
    result = run("redact", "-", "-", input=before)
    redact("in.txt", "m")
    check("standard input to standard output", result.stdout == read("m") and result.returncode == 0, result)
    write("clean.txt", b"nothing here\r\nat all")
    check("a clean text is copied", "0 values were" in redact("clean.txt", "c") and read("c") == read("clean.txt"))
    write("in-place", before)
    redact("in-place", "in-place")
    check("in place", read("in-place") == read("m"))
    write("big.txt", before * 60000)  # 4.6 MB, 180,000 values
    said = redact("big.txt", "big.out")
    check("many values", read("big.out") == read("m") * 60000, said)
    key = b"-----BEGIN RSA PRIVATE KEY-----\n" + b"MIIEpAIBAAKCAQEA7bq3Zk1vQm9xX2p0c2VkZm9y4111111111111111\n" * 20 + b"-----END RSA PRIVATE KEY-----\n"
    write("key.txt", b"before\n" + key + b"after 4111 1111 1111 1111\n")
    redact("key.txt", "key.out")
    check("a block goes as a whole", b"MIIEpAIB" not in read("key.out") and read("key.out").startswith(b"before\n"), read("key.out"))
    write("coded.txt", ("card: %34%35%33%39 5787 6362 1486 and anna.lind@northwind.com\nssn: ODY1LTM0LTY5MDg=\n"
                        "full \uff14\uff15\uff13\uff19\uff15\uff17\uff18\uff17\uff16\uff13\uff16\uff12\uff11\uff14\uff18\uff16\n"
                        "blob NDUzOSA1Nzg3IDYzNjIgMTQ4NiBhbmQgODY1LTM0LTY5MDg= end\n").encode())
    for mode in MODES:
        redact("coded.txt", "coded.out", "-m", mode)
        left = [f for f in findings("coded.out") if f["rule"].startswith(("card.", "id.us.ssn"))]
        check("what is encoded goes, too: " + mode, mode == "shape" or not left, read("coded.out"))
        check("and what it stood in stays: " + mode, read("coded.out").startswith(b"card: ") and b"blob " in read("coded.out")
              and b" end" in read("coded.out") and b"%34%35" not in read("coded.out"), read("coded.out"))
    for name, data, status in (("no text", b"\0\1 4111 1111 1111 1111", 2), ("a damaged zip", b"PK\3\4\0\0 4111 1111 1111 1111", 3)):
        write("binary", data)
        result = run("redact", "binary", "x")
        check(name + " is refused", result.returncode == status and not os.path.exists(os.path.join(folder, "x")), result)
    check("no such file", run("redact", "not-there", "x").returncode == 2)
    check("no such folder", run("redact", "in.txt", "none/x").returncode == 4)
    result = subprocess.run([DLPSCAN, "redact", "in.txt", "-"], cwd=folder, env=env, stdout=open("/dev/full", "w"),
                            stderr=subprocess.PIPE, check=False)
    check("a full disk", result.returncode == 4 and b"No space left" in result.stderr, result)
    check("nothing stays behind", not [n for n in os.listdir(folder) if "." in n and len(n.rsplit(".", 1)[1]) == 6])
    return lab.end()


if __name__ == "__main__":
    sys.exit(main())
