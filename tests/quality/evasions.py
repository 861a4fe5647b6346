#!/usr/bin/env python3
"""How many values are found that somebody has encoded, disguised or spread out?

usage: evasions.py [--seed N] [--values N] [--keep FOLDER] [--least PERCENT] [DLPSCAN]

Makes synthetic values of five types, each in every variant below and in two settings (behind a label,
and in the middle of a sentence), one file each, scans them in one go, and prints what was found by
variant and type. A setting in which dlpscan does not report the plain value does not count.
With --least, ends with 1 when a type's share of found variants is lower.
"""
import argparse
import base64
import codecs
import collections
import html
import json
import os
import quopri
import random
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RULES = {"card": ("card.",), "iban": ("bank.iban",), "ssn": ("id.us.ssn", "id.us."),
         "phone": ("contact.",), "email": ("contact.email",)}
LABELS = {"card": "Card number", "iban": "IBAN", "ssn": "SSN", "phone": "Phone", "email": "Email"}


# ---- Values -----------------------------------------------------------------------------------

def luhn(digits):
    total = 0
    for i, c in enumerate(reversed(digits + "0")):
        d = int(c) * (2 if i % 2 else 1)
        total += d - 9 if d > 9 else d
    return digits + str(-total % 10)


def digits_of(rng, n):
    return "".join(rng.choice("0123456789") for _ in range(n))


def card(rng):
    brand = rng.randrange(4)
    if brand == 3:
        n = luhn("37" + digits_of(rng, 12))
        return "%s %s %s" % (n[:4], n[4:10], n[10:])
    n = luhn(("4539", "5425", "2223")[brand] + digits_of(rng, 11))
    return " ".join(n[i:i + 4] for i in range(0, 16, 4))


def iban(rng):
    country, bban = rng.choice([("DE", digits_of(rng, 18)), ("GB", "WEST" + digits_of(rng, 14)),
                                ("NL", "ABNA" + digits_of(rng, 10)), ("ES", digits_of(rng, 20))])
    number = "".join(str(int(c, 36)) for c in bban + country + "00")
    text = "%s%02d%s" % (country, 98 - int(number) % 97, bban)
    return " ".join(text[i:i + 4] for i in range(0, len(text), 4))


def ssn(rng):
    return "%03d-%02d-%04d" % (rng.randrange(101, 665), rng.randrange(11, 99), rng.randrange(1001, 9998))


def phone(rng):
    return rng.choice(["(%s) %s-%s", "%s-%s-%s", "+1 %s %s %s"]) % (
        rng.choice(["212", "415", "312", "646"]), rng.randrange(230, 990), digits_of(rng, 4))


def email(rng):
    return "%s.%s@%s.com" % (rng.choice(["anna", "john", "maria", "peter", "ivan"]),
                             rng.choice(["lind", "miller", "garcia", "stone", "weber"]),
                             rng.choice(["northwind", "contoso", "fabrikam", "tailspin"]))


MAKERS = {"card": card, "iban": iban, "ssn": ssn, "phone": phone, "email": email}


# ---- Variants ---------------------------------------------------------------------------------

def groups(v):
    """The parts of a value between its separators."""
    out, part = [], ""
    for c in v:
        if c.isalnum() or c == "+":
            part += c
        elif part:
            out.append(part)
            part = ""
    return out + [part]


def compact(v):
    return "".join(groups(v))


def shift_digits(zero):
    return lambda v, rng: "".join(chr(zero + int(c)) if c.isdigit() else c for c in v)


def between(mark):
    return lambda v, rng: mark.join(v)


def by_group(separator):
    return lambda v, rng: separator.join(groups(v))


ALIKE = dict(zip("aceiopsxyABCEHIKMOPTX", "асеіорѕхуАВСЕНІКМОРТХ"))
GREEK = dict(zip("oABEHIKMNOPTXZ", "οΑΒΕΗΙΚΜΝΟΡΤΧΖ"))


def alike(table, share):
    return lambda v, rng: "".join(table[c] if c in table and rng.random() < share else c for c in v)


def digits_mixed(v, rng):
    zeros = [0x30, 0x660, 0xFF10, 0x966, 0x6F0]
    return "".join(chr(rng.choice(zeros) + int(c)) if c.isdigit() else c for c in v)


def circled(v, rng):
    return "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(c)] if c.isdigit() else c for c in v)


def raised(v, rng):
    return "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(c)] if c.isdigit() else c for c in v)


def percent(v, rng):
    return "".join("%%%02X" % b for b in v.encode())


def twice(f):
    return lambda v, rng: f(f(v, rng), rng)


def chain(*steps):
    def run(v, rng):
        for step in steps:
            v = step(v, rng)
        return v
    return run


def b64(v, rng):
    return base64.b64encode(v.encode()).decode()


def b64url(v, rng):
    return base64.urlsafe_b64encode(v.encode()).decode().rstrip("=")


def b64mime(v, rng):
    text = base64.encodebytes(("Dear colleague, as we said on the phone this is the one: %s and please "
                               "keep it for yourself until tomorrow." % v).encode()).decode()
    return "\n\n" + text


def b64doc(v, rng):
    return b64('{"kind":"note","text":"please keep this","value":"%s","by":"me"}' % v, rng)


def b32(v, rng):
    return base64.b32encode(v.encode()).decode()


def hexed(v, rng):
    return v.encode().hex()


def entities(v, rng):
    return "".join("&#%d;" % ord(c) for c in v)


def qp_all(v, rng):
    return "".join("=%02X" % b for b in v.encode())


def split_json(v, rng):
    return json.dumps({"part%d" % i: p for i, p in enumerate(groups(v))})


def split_array(v, rng):
    return json.dumps(groups(v))


def halves(joint):
    def run(v, rng):
        at = len(v) // 2
        return v[:at] + joint + v[at:]
    return run


def thirds(mark):
    def run(v, rng):
        return mark.join(v[i:i + 3] for i in range(0, len(v), 3))
    return run


VARIANTS = {
    "plain": lambda v, rng: v,
    # Unicode
    "zero_width_space": between("\u200b"), "zwnj": between("\u200c"), "zwj": between("\u200d"),
    "word_joiner": between("\u2060"), "bom": between("\ufeff"), "zero_width_thirds": thirds("\u200b"),
    "full_width": lambda v, rng: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in v),
    "full_width_digits": shift_digits(0xFF10), "math_bold": shift_digits(0x1D7CE),
    "math_mono": shift_digits(0x1D7F6), "circled": circled, "superscript": raised,
    "subscript": shift_digits(0x2080), "homoglyphs": alike(ALIKE, 1), "homoglyphs_some": alike(ALIKE, .5),
    "homoglyphs_greek": alike(GREEK, 1), "combining": between("\u0336"), "variation": between("\ufe0f"),
    "nbsp": lambda v, rng: v.replace(" ", "\u00a0").replace("-", "\u2011"),
    "en_dash": by_group("\u2013"), "em_space": by_group("\u2003"), "thin_space": by_group("\u2009"),
    "ideographic_space": by_group("\u3000"), "figure_space": by_group("\u2007"),
    "minus": by_group("\u2212"), "middle_dot": by_group("\u00b7"),
    # Digits of other scripts
    "arabic": shift_digits(0x660), "persian": shift_digits(0x6F0), "devanagari": shift_digits(0x966),
    "bengali": shift_digits(0x9E6), "thai": shift_digits(0xE50), "tamil": shift_digits(0xBE6),
    "tibetan": shift_digits(0xF20), "khmer": shift_digits(0x17E0), "myanmar": shift_digits(0x1040),
    "lao": shift_digits(0xED0), "mongolian": shift_digits(0x1810), "nko": shift_digits(0x7C0),
    "gujarati": shift_digits(0xAE6), "telugu": shift_digits(0xC66), "digits_mixed": digits_mixed,
    # Delimiters
    "no_delimiter": lambda v, rng: compact(v), "dots": by_group("."), "slashes": by_group("/"),
    "underscores": by_group("_"), "spaces_two": by_group("  "), "hyphens": by_group("-"),
    "hyphens_two": by_group("--"), "spaced_hyphens": by_group(" - "), "tabs": by_group("\t"),
    "newlines": by_group("\n"), "crlf": by_group("\r\n"), "pipes": by_group("|"), "commas": by_group(","),
    "colons": by_group(":"), "stars": by_group("*"), "tilde": by_group("~"), "plus": by_group("+"),
    "delimiters_mixed": lambda v, rng: "".join(
        p + rng.choice(["-", " ", ".", "/", "--", " - "]) for p in groups(v)).rstrip(" -./"),
    "each_spaced": lambda v, rng: " ".join(compact(v)), "each_hyphen": lambda v, rng: "-".join(compact(v)),
    "pairs": lambda v, rng: " ".join(compact(v)[i:i + 2] for i in range(0, len(compact(v)), 2)),
    # Encodings
    "percent": percent, "percent_twice": lambda v, rng: percent(v, rng).replace("%", "%25"),
    "percent_quote": lambda v, rng: urllib.parse.quote(v, safe=""),
    "percent_digits": lambda v, rng: "".join("%%%02x" % ord(c) if c.isdigit() else c for c in v),
    "percent_mixed": lambda v, rng: "".join("%%%02X" % ord(c) if rng.random() < .5 else c for c in v),
    "percent_u": lambda v, rng: "".join("%%u%04X" % ord(c) for c in v),
    "entities": entities, "entities_hex": lambda v, rng: "".join("&#x%x;" % ord(c) for c in v),
    "entities_padded": lambda v, rng: "".join("&#%07d;" % ord(c) for c in v),
    "entities_open": lambda v, rng: "".join("&#%d" % ord(c) + ("" if not c.isdigit() else ";") for c in v),
    "entities_digits": lambda v, rng: "".join("&#%d;" % ord(c) if c.isdigit() else c for c in v),
    "entities_twice": lambda v, rng: html.escape(entities(v, rng)),
    "unicode_escapes": lambda v, rng: "".join("\\u%04x" % ord(c) for c in v),
    "hex_escapes": lambda v, rng: "".join("\\x%02x" % ord(c) for c in v),
    "octal_escapes": lambda v, rng: "".join("\\%03o" % ord(c) for c in v),
    "brace_escapes": lambda v, rng: "".join("\\u{%x}" % ord(c) for c in v),
    "u_plus": lambda v, rng: " ".join("U+%04X" % ord(c) for c in v),
    "quoted_printable": qp_all,
    "quoted_soft": lambda v, rng: v[:6] + "=\n" + v[6:],
    "base64": b64, "base64url": b64url, "base64_mime": b64mime, "base64_doc": b64doc,
    "base64_compact": lambda v, rng: b64(compact(v), rng), "base64_twice": twice(b64),
    "base32": b32, "base32_lower": lambda v, rng: b32(v, rng).lower(),
    "hex": hexed, "hex_upper": lambda v, rng: hexed(v, rng).upper(),
    "hex_spaced": lambda v, rng: v.encode().hex(" "), "hex_colons": lambda v, rng: v.encode().hex(":"),
    "hex_0x": lambda v, rng: "0x" + hexed(v, rng),
    "hex_list": lambda v, rng: ", ".join("0x%02x" % b for b in v.encode()),
    "hex_words": lambda v, rng: " ".join("0x%02x" % b for b in v.encode()),
    # Chains
    "base64_of_hex": chain(hexed, b64), "hex_of_base64": chain(b64, hexed),
    "base64_of_percent": chain(percent, b64), "percent_of_base64": chain(b64, percent),
    "base64_of_entities": chain(entities, b64), "base32_of_base64": chain(b64, b32),
    "base64_of_full_width": chain(shift_digits(0xFF10), b64), "entities_of_base64": chain(b64, entities),
    "base64_of_zero_width": chain(between("\u200b"), b64), "percent_of_arabic": chain(shift_digits(0x660), percent),
    "escapes_of_full_width": lambda v, rng: json.dumps(shift_digits(0xFF10)(v, rng)),
    "base64_three_times": chain(b64, b64, b64), "hex_of_percent": chain(percent, hexed),
    # Direction
    "rlo": lambda v, rng: "\u202e" + v[::-1] + "\u202c", "lro": lambda v, rng: "\u202d" + v + "\u202c",
    "rle": lambda v, rng: "\u202b" + v + "\u202c", "isolate": lambda v, rng: "\u2066" + v + "\u2069",
    "lrm": between("\u200e"), "rlm": between("\u200f"), "arabic_mark": between("\u061c"),
    "rlo_isolate": lambda v, rng: "\u2067\u202e" + v[::-1] + "\u202c\u2069",
    # Soft hyphens
    "soft_hyphens": between("\u00ad"), "soft_hyphen_groups": by_group("\u00ad"),
    "soft_hyphen_thirds": thirds("\u00ad"), "soft_hyphen_entity": thirds("&shy;"),
    # Splitting
    "comment_html": halves("<!-- x -->"), "comment_c": halves("/* x */"), "tags": halves("<b></b>"),
    "span": lambda v, rng: "".join("<span>%s</span>" % v[i:i + 4] for i in range(0, len(v), 4)),
    "wbr": thirds("<wbr>"), "concat_plus": halves('" + "'), "concat_dot": halves("' . '"),
    "adjacent_strings": halves('" "'), "json_parts": split_json, "json_array": split_array,
    "line_end": lambda v, rng: v[:v.rfind(groups(v)[-1])].rstrip() + "\n" + groups(v)[-1],
    "html_nbsp": lambda v, rng: v.replace(" ", "&nbsp;").replace("-", "&#8209;"),
    "xml_parts": lambda v, rng: "".join("<p%d>%s</p%d>" % (i, p, i) for i, p in enumerate(groups(v))),
}
# What makes no sense for an address, which has no digits or groups.
NOT_EMAIL = {"full_width_digits", "math_bold", "math_mono", "circled", "superscript", "subscript", "nbsp",
             "no_delimiter", "pairs", "json_parts", "json_array", "percent_digits", "entities_digits",
             "html_nbsp", "xml_parts", "line_end", "soft_hyphen_groups", "digits_mixed",
             "percent_of_arabic", "base64_compact", "spaces_two", "each_spaced", "each_hyphen"}
BY_GROUP = {name for name in VARIANTS if name.endswith(("_space", "_dash", "s_two")) or name in (
    "minus", "middle_dot", "dots", "slashes", "underscores", "hyphens", "spaced_hyphens", "tabs",
    "newlines", "crlf", "pipes", "commas", "colons", "stars", "tilde", "plus", "delimiters_mixed")}
SCRIPTS = {"arabic", "persian", "devanagari", "bengali", "thai", "tamil", "tibetan", "khmer", "myanmar",
           "lao", "mongolian", "nko", "gujarati", "telugu", "base64_of_full_width",
           "escapes_of_full_width"}


def whole_file(encoding):
    return lambda text: text.encode(encoding)


FILES = {"utf16_le": whole_file("utf-16-le"), "utf16_be": whole_file("utf-16-be"),
         "utf16_bom": whole_file("utf-16"), "utf32": whole_file("utf-32"),
         "utf32_be": whole_file("utf-32-be"), "utf8_bom": whole_file("utf-8-sig")}


def cases(rng, values):
    for kind, make in MAKERS.items():
        for number in range(values):
            value = make(rng)
            for setting, text in (("label", "%s: %%s\n" % LABELS[kind]),
                                  ("sentence", "We have seen %s in it today.\n")):
                for name, variant in VARIANTS.items():
                    if kind == "email" and name in NOT_EMAIL | BY_GROUP | SCRIPTS:
                        continue
                    yield kind, name, setting, number, (text % variant(value, rng)).encode()
                for name, encode in FILES.items():
                    yield kind, name, setting, number, encode(text % value)


def scan(dlpscan, folder):
    """path -> rules found."""
    found = collections.defaultdict(set)
    run = subprocess.run([dlpscan, "scan", "--format", "jsonl", folder], capture_output=True, text=True,
                         check=False)
    if run.returncode not in (0, 1):
        sys.exit("dlpscan: %s" % run.stderr)
    for line in run.stdout.splitlines():
        entry = json.loads(line)
        if entry["kind"] == "finding":
            found[os.path.basename(entry["path"])].add(entry["rule"])
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--values", type=int, default=2)
    parser.add_argument("--keep")
    parser.add_argument("--least", type=float)
    parser.add_argument("dlpscan", nargs="?", default=os.path.join(ROOT, "build/bin/dlpscan"))
    options = parser.parse_args()
    rng = random.Random(options.seed)
    folder = options.keep or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    made = []
    for kind, name, setting, number, data in cases(rng, options.values):
        path = "%s-%s-%s-%d" % (kind, name, setting, number)
        made.append((kind, name, setting, number, path))
        with open(os.path.join(folder, path), "wb") as out:
            out.write(data)
    found = scan(options.dlpscan, folder)
    if not options.keep:
        shutil.rmtree(folder)

    def is_found(kind, path):
        return any(rule.startswith(RULES[kind]) for rule in found.get(path, ()))

    plain = {(kind, setting, number) for kind, name, setting, number, path in made
             if name == "plain" and is_found(kind, path)}
    table = collections.defaultdict(lambda: [0, 0])
    totals = collections.defaultdict(lambda: [0, 0])
    for kind, name, setting, number, path in made:
        if name == "plain" or (kind, setting, number) not in plain:
            continue
        for counts in (table[name, kind], totals[kind], totals["all"]):
            counts[0] += is_found(kind, path)
            counts[1] += 1
    names = list(VARIANTS)[1:] + list(FILES)
    print("%-24s" % "variant" + "".join("%8s" % kind for kind in MAKERS))
    for name in names:
        cells = [table[name, kind] for kind in MAKERS]
        print("%-24s" % name + "".join("%8s" % ("%d/%d" % tuple(c) if c[1] else "-") for c in cells)
              + ("" if all(c[0] == c[1] for c in cells) else "   <"))
    for kind in list(MAKERS) + ["all"]:
        print("%-8s %d of %d: %.1f %%" % ((kind,) + tuple(totals[kind])
                                          + (100 * totals[kind][0] / max(totals[kind][1], 1),)))
    lowest = min(100 * totals[kind][0] / max(totals[kind][1], 1) for kind in MAKERS)
    sys.exit(options.least is not None and lowest < options.least)


main()
