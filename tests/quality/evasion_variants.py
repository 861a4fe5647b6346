"""The ways to write a value that evasions.py tries: name -> (family, kinds of values, function).

A function takes a value and a random number generator and returns what is written instead. What makes no
sense for a kind of value is left out there: an address has no groups, and a card has no letters.
"""
import base64
import binascii
import codecs
import gzip
import html
import json
import unicodedata
import urllib.parse
import zlib

NUMBERS = ("card", "iban", "ssn", "phone")
ALL = NUMBERS + ("email",)
GROUPED = ("card", "iban")
VARIANTS = {}


# ---- Parts of values ----------------------------------------------------------------------------

def split_at(text, widths):
    out = []
    for width in widths:
        out.append(text[:width])
        text = text[width:]
    return [part for part in out + [text] if part]


def groups(v):
    """The parts of a value between its separators, or as they are usually parted."""
    out, part = [], ""
    for c in v:
        if c.isalnum() or c == "+":
            part += c
        elif part:
            out.append(part)
            part = ""
    out = out + [part] if part else out
    if len(out) > 1:
        return out
    if v.startswith("+"):
        return split_at(v, [2, 3, 3])
    if len(v) == 15 and v.isdigit():
        return split_at(v, [4, 6])
    return [v[i:i + 4] for i in range(0, len(v), 4)]


def compact(v):
    return "".join(groups(v))


def chunks(v, width):
    return [v[i:i + width] for i in range(0, len(v), width)]


def add(family, name, function, kinds=ALL):
    assert name not in VARIANTS
    VARIANTS[name] = (family, kinds, function)


def chain(*steps):
    def run(v, rng):
        for step in steps:
            v = step(v, rng)
        return v
    return run


# ---- Characters ---------------------------------------------------------------------------------
def digits_as(table):
    return lambda v, rng: "".join(table[int(c)] if c in "0123456789" else c for c in v)


def digits_from(zero):
    return digits_as([chr(zero + i) for i in range(10)])


def letters_from(upper, lower):
    def run(v, rng):
        return "".join(chr(upper + ord(c) - 65) if "A" <= c <= "Z" else
                       chr(lower + ord(c) - 97) if "a" <= c <= "z" else c for c in v)
    return run


def between(mark):
    return lambda v, rng: mark.join(v)


def between_any(marks):
    return lambda v, rng: "".join(c + rng.choice(marks) for c in v[:-1]) + v[-1]


def each(mark):
    return lambda v, rng: "".join(c + mark for c in v)


def thirds(mark):
    return lambda v, rng: mark.join(chunks(v, 3))


def alike(table, share):
    return lambda v, rng: "".join(table[c] if c in table and rng.random() < share else c for c in v)


ALIKE = dict(zip("aceiopsxyABCEHIKMOPTX", "асеіорѕхуАВСЕНІКМОРТХ"))
GREEK = dict(zip("oABEHIKMNOPTXZ", "οΑΒΕΗΙΚΜΝΟΡΤΧΖ"))
DIGITS_ALIKE = dict(zip("036", "ОЗб"))
LEET = dict(zip("0158", "OlSB"))
full_width = lambda v, rng: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in v)

for name_, mark_ in (("zwsp", "\u200b"), ("zwnj", "\u200c"), ("zwj", "\u200d"), ("word_joiner", "\u2060"),
                     ("bom", "\ufeff"), ("grapheme_joiner", "\u034f"), ("invisible_times", "\u2062"),
                     ("invisible_plus", "\u2064"), ("mongolian_separator", "\u180e"),
                     ("hangul_filler", "\u3164"), ("tag_character", "\U000e0041")):
    add("unicode", "between_" + name_, between(mark_))
    add("unicode", "thirds_" + name_, thirds(mark_))
add("unicode", "between_nul", between("\0"))
add("unicode", "thirds_nul", thirds("\0"))
add("unicode", "between_control", between("\x07"))
add("unicode", "scripts_mixed", lambda v, rng: "".join(
    chr(rng.choice([0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10]) + int(c)) if c in "0123456789" else c
    for c in v), NUMBERS)
add("unicode", "decomposed", lambda v, rng: "".join(c + "\u0308" if c.isalpha() else c for c in v), ("email",))
add("unicode", "between_any", between_any("\u200b\u200c\u200d\u2060\ufeff"))
add("unicode", "around_zwsp", lambda v, rng: "\u200b" + v + "\u200b")
add("unicode", "full_width", full_width)
add("unicode", "full_width_spaces", lambda v, rng: full_width(v, rng).replace(" ", "\u3000"))
add("unicode", "full_width_digits", digits_from(0xFF10), NUMBERS)
add("unicode", "full_width_some", lambda v, rng: "".join(
    chr(ord(c) + 0xFEE0) if c.isalnum() and rng.random() < .5 else c for c in v))
for name_, zero_ in (("bold", 0x1D7CE), ("double", 0x1D7D8), ("sans", 0x1D7E2), ("sans_bold", 0x1D7EC),
                     ("mono", 0x1D7F6), ("segmented", 0x1FBF0)):
    add("unicode", "math_" + name_, digits_from(zero_), NUMBERS)
for name_, upper_, lower_ in (("bold", 0x1D400, 0x1D41A), ("sans", 0x1D5A0, 0x1D5BA),
                              ("mono", 0x1D670, 0x1D68A), ("fraktur_bold", 0x1D56C, 0x1D586),
                              ("circled", 0x24B6, 0x24D0)):
    add("unicode", "letters_" + name_, letters_from(upper_, lower_), ("iban", "email"))
add("unicode", "circled", digits_as("⓪①②③④⑤⑥⑦⑧⑨"), NUMBERS)
add("unicode", "circled_black", digits_as("⓿❶❷❸❹❺❻❼❽❾"), NUMBERS)
add("unicode", "circled_twice", digits_as("⓪⓵⓶⓷⓸⓹⓺⓻⓼⓽"), NUMBERS)
add("unicode", "circled_sans", digits_as("🄋➀➁➂➃➄➅➆➇➈"), NUMBERS)
add("unicode", "in_parentheses", digits_as("0⑴⑵⑶⑷⑸⑹⑺⑻⑼"), NUMBERS)
add("unicode", "with_full_stop", digits_as("🄀⒈⒉⒊⒋⒌⒍⒎⒏⒐"), NUMBERS)
add("unicode", "keycaps", lambda v, rng: "".join(c + "\ufe0f\u20e3" if c.isdigit() else c for c in v), NUMBERS)
add("unicode", "superscript", digits_as("⁰¹²³⁴⁵⁶⁷⁸⁹"), NUMBERS)
add("unicode", "subscript", digits_from(0x2080), NUMBERS)
add("unicode", "forms_mixed", lambda v, rng: "".join(
    rng.choice(["0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", "⓪①②③④⑤⑥⑦⑧⑨", "０１２３４５６７８９"])[int(c)]
    if c in "0123456789" else c for c in v), NUMBERS)
add("unicode", "homoglyphs", alike(ALIKE, 1), ("iban", "email"))
add("unicode", "homoglyphs_some", alike(ALIKE, .5), ("iban", "email"))
add("unicode", "homoglyphs_greek", alike(GREEK, 1), ("iban", "email"))
add("unicode", "homoglyph_digits", alike(DIGITS_ALIKE, 1), NUMBERS)
add("unicode", "homoglyph_zeros", alike({"0": "О"}, 1), NUMBERS)
add("unicode", "combining_stroke", each("\u0336"))
add("unicode", "combining_below", each("\u0332"))
add("unicode", "combining_many", lambda v, rng: "".join(c + "\u0301\u0323\u0336" for c in v))
add("unicode", "variation", each("\ufe0f"))
add("unicode", "variation_more", each("\U000e0100"))
add("unicode", "full_width_at", lambda v, rng: v.replace("@", "\uff20"), ("email",))
add("unicode", "small_at", lambda v, rng: v.replace("@", "\ufe6b"), ("email",))
add("unicode", "dot_leader", lambda v, rng: v.replace(".", "\u2024"), ("email",))
add("unicode", "ideographic_stop", lambda v, rng: v.replace(".", "\u3002"), ("email",))

# ---- Digits of other scripts ----------------------------------------------------------------------

for cp_ in range(0x80, 0x20000):
    if unicodedata.category(chr(cp_)) == "Nd" and unicodedata.digit(chr(cp_)) == 0 and not (
            cp_ == 0xFF10 or 0x1D7CE <= cp_ <= 0x1D7FF or cp_ == 0x1FBF0):
        script_ = unicodedata.name(chr(cp_)).replace(" DIGIT ZERO", "").lower().replace(" ", "_")
        add("digits", "digits_" + script_.replace("-", "_"), digits_from(cp_), NUMBERS)
add("digits", "digits_mixed", lambda v, rng: "".join(
    chr(rng.choice([0x30, 0x660, 0xFF10, 0x966, 0x6F0]) + int(c)) if c.isdigit() else c for c in v), NUMBERS)
add("digits", "digits_half", lambda v, rng: "".join(
    chr(0x660 + int(c)) if c.isdigit() and i % 2 else c for i, c in enumerate(v)), NUMBERS)
add("digits", "hanzi", digits_as("〇一二三四五六七八九"), NUMBERS)
add("digits", "hanzi_financial", digits_as("零壹贰叁肆伍陆柒捌玖"), NUMBERS)

# ---- Separators ----------------------------------------------------------------------------------

def by_group(separator):
    return lambda v, rng: separator.join(groups(v))


for name_, sign_ in (("nbsp", "\u00a0"), ("en_space", "\u2002"), ("em_space", "\u2003"),
                     ("thin_space", "\u2009"), ("hair_space", "\u200a"), ("figure_space", "\u2007"),
                     ("punctuation_space", "\u2008"), ("narrow_nbsp", "\u202f"), ("math_space", "\u205f"),
                     ("ideographic_space", "\u3000"), ("ogham_space", "\u1680"), ("nel", "\u0085"),
                     ("line_separator", "\u2028"), ("paragraph_separator", "\u2029"),
                     ("braille_blank", "\u2800")):
    add("space", name_, by_group(sign_), NUMBERS)
    add("space", name_ + "_each", lambda v, rng, s=sign_: s.join(compact(v)), NUMBERS)
add("space", "spaces_any", lambda v, rng: "".join(
    p + rng.choice("\u00a0\u2002\u2009\u3000 ") for p in groups(v)), NUMBERS)
for name_, sign_ in (("u_hyphen", "\u2010"), ("hyphen_fixed", "\u2011"), ("figure_dash", "\u2012"),
                     ("en_dash", "\u2013"), ("em_dash", "\u2014"), ("bar_dash", "\u2015"),
                     ("minus", "\u2212"), ("small_hyphen", "\ufe63"), ("full_hyphen", "\uff0d"),
                     ("middle_dot", "\u00b7"), ("bullet", "\u2022"), ("katakana_dot", "\u30fb"),
                     ("fraction_slash", "\u2044"), ("division_slash", "\u2215"), ("full_stop_wide", "\uff0e"),
                     ("full_solidus", "\uff0f"), ("low_line_wide", "\uff3f"), ("bar_wide", "\uff5c"),
                     ("arrow", "\u2192"), ("box_line", "\u2502"), ("section", "\u00a7")):
    add("delimiter", name_, by_group(sign_), NUMBERS)
for name_, sign_ in (("dots", "."), ("slashes", "/"), ("backslashes", "\\"), ("underscores", "_"),
                     ("spaces_two", "  "), ("spaces_three", "   "), ("hyphens", "-"), ("hyphens_two", "--"),
                     ("hyphens_three", "---"), ("spaced_hyphens", " - "), ("tabs", "\t"), ("newlines", "\n"),
                     ("crlf", "\r\n"), ("blank_lines", "\n\n"), ("pipes", "|"), ("spaced_pipes", " | "),
                     ("commas", ","), ("spaced_commas", ", "), ("semicolons", ";"), ("colons", ":"),
                     ("double_colons", "::"), ("stars", "*"), ("tilde", "~"), ("plus", "+"), ("hashes", "#"),
                     ("equals", "="), ("carets", "^"), ("at_signs", "@"), ("percent_signs", "%"),
                     ("ampersands", "&"), ("dollars", "$"), ("bangs", "!"), ("quotes", "'"),
                     ("spaced_dots", " . "), ("spaced_slashes", " / "), ("dots_two", ".."),
                     ("underscores_two", "__"), ("arrows", "->"), ("hyphen_space", "- "), ("vtab", "\v"),
                     ("form_feed", "\f"), ("newlines_escaped", "\\n"), ("tabs_escaped", "\\t")):
    add("delimiter", name_, by_group(sign_), NUMBERS)
for name_, sign_ in (("excessive_spaces", " " * 5), ("excessive_hyphens", "-----"), ("excessive_dots", "....."),
                     ("hyphen_dots", "-.-"), ("space_slash_space", " // "), ("spaced_underscores", " _ "),
                     ("spaced_tildes", " ~ "), ("bars_two", "||"), ("space_tab", " \t")):
    add("delimiter", name_, by_group(sign_), NUMBERS)
add("delimiter", "no_delimiter", lambda v, rng: compact(v), NUMBERS)
add("delimiter", "mixed", lambda v, rng: "".join(
    p + rng.choice(["-", " ", ".", "/", "--", " - ", "_"]) for p in groups(v)).rstrip(" -./_"), NUMBERS)
add("delimiter", "mixed_single", lambda v, rng: "".join(
    p + "- ./_"[i % 5] for i, p in enumerate(groups(v)))[:-1], NUMBERS)
add("delimiter", "parentheses", lambda v, rng: "".join("(%s)" % p for p in groups(v)), NUMBERS)
add("delimiter", "brackets", lambda v, rng: "".join("[%s]" % p for p in groups(v)), NUMBERS)
add("delimiter", "spaced_brackets", lambda v, rng: " ".join("[%s]" % p for p in groups(v)), NUMBERS)
for name_, sign_ in (("spaced", " "), ("spaced_twice", "  "), ("hyphen", "-"), ("dot", "."), ("slash", "/"),
                     ("underscore", "_"), ("comma", ","), ("comma_space", ", "), ("pipe", "|"), ("star", "*"),
                     ("tab", "\t"), ("newline", "\n"), ("colon", ":")):
    add("delimiter", "each_" + name_, lambda v, rng, s=sign_: s.join(compact(v)), NUMBERS)
for name_, width_ in (("pairs", 2), ("threes", 3), ("fives", 5), ("eights", 8)):
    add("delimiter", name_, lambda v, rng, w=width_: " ".join(chunks(compact(v), w)), GROUPED)
    add("delimiter", name_ + "_hyphen", lambda v, rng, w=width_: "-".join(chunks(compact(v), w)), GROUPED)

# ---- Encodings -----------------------------------------------------------------------------------

def percent(v, rng):
    return "".join("%%%02X" % b for b in v.encode())


def b64(v, rng):
    return base64.b64encode(v.encode()).decode()


def b64_of(pack, tail=""):
    return lambda v, rng: base64.b64encode(pack(v.encode() + tail.encode())).decode()


def b32(v, rng):
    return base64.b32encode(v.encode()).decode()


def hexed(v, rng):
    return v.encode().hex()


def entities(v, rng):
    return "".join("&#%d;" % ord(c) for c in v)


def deflate(data):
    maker = zlib.compressobj(wbits=-15)
    return maker.compress(data) + maker.flush()


def base58(v, rng):
    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number, out = int.from_bytes(v.encode(), "big"), ""
    while number:
        number, rest = divmod(number, 58)
        out = alphabet[rest] + out
    return out


def utf7(v, rng):
    """All of it in base64, as nobody must but everybody may."""
    return "+" + base64.b64encode(v.encode("utf-16-be")).decode().rstrip("=") + "-"


def mail_lines(v, rng, width=76):
    text = "Dear colleague, as we said on the phone this is the one: %s and please keep it to yourself." % v
    return "\n\n" + "\n".join(chunks(b64(text, rng), width)) + "\n"


NAMED = {".": "&period;", "@": "&commat;", "+": "&plus;", "(": "&lpar;", ")": "&rpar;", " ": "&nbsp;",
         "-": "&hyphen;"}
MORSE = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@.+-", (
    ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- "
    "-.-- --.. ----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----. .--.-. .-.-.- .-.-. -....-"
).split()))
WORDS = "zero one two three four five six seven eight nine".split()

add("encoding", "percent", percent)
add("encoding", "percent_lower", lambda v, rng: percent(v, rng).lower())
add("encoding", "percent_twice", lambda v, rng: percent(v, rng).replace("%", "%25"))
add("encoding", "percent_three_times", lambda v, rng: percent(v, rng).replace("%", "%2525"))
add("encoding", "percent_quote", lambda v, rng: urllib.parse.quote(v, safe=""))
add("encoding", "percent_form", lambda v, rng: urllib.parse.quote_plus(v))
add("encoding", "percent_digits", lambda v, rng: "".join(
    "%%%02x" % ord(c) if c.isdigit() else c for c in v), NUMBERS)
add("encoding", "percent_mixed", lambda v, rng: "".join(
    "%%%02X" % ord(c) if rng.random() < .5 else c for c in v))
add("encoding", "percent_u", lambda v, rng: "".join("%%u%04X" % ord(c) for c in v))
add("encoding", "entities", entities)
add("encoding", "entities_hex", lambda v, rng: "".join("&#x%x;" % ord(c) for c in v))
add("encoding", "entities_hex_upper", lambda v, rng: "".join("&#X%02X;" % ord(c) for c in v))
add("encoding", "entities_hex_padded", lambda v, rng: "".join("&#x%06x;" % ord(c) for c in v))
add("encoding", "entities_padded", lambda v, rng: "".join("&#%07d;" % ord(c) for c in v))
add("encoding", "entities_very_padded", lambda v, rng: "".join("&#%012d;" % ord(c) for c in v))
add("encoding", "entities_open", lambda v, rng: "".join("&#%d" % ord(c) for c in v) + " ")
add("encoding", "entities_digits", lambda v, rng: "".join(
    "&#%d;" % ord(c) if c.isdigit() else c for c in v), NUMBERS)
add("encoding", "entities_mixed", lambda v, rng: "".join(
    rng.choice(["&#%d;", "&#x%x;"]) % ord(c) if rng.random() < .6 else c for c in v))
add("encoding", "entities_named", lambda v, rng: "".join(NAMED.get(c, c) for c in v))
add("encoding", "entities_twice", lambda v, rng: html.escape(entities(v, rng)))
for name_, form_ in (("unicode", "\\u%04x"), ("unicode_upper", "\\u%04X"), ("hex", "\\x%02x"),
                     ("hex_upper", "\\x%02X"), ("octal", "\\%03o"), ("brace", "\\u{%x}"),
                     ("brace_padded", "\\u{%06x}"), ("long", "\\U%08x"), ("css", "\\%06x"),
                     ("css_spaced", "\\%x "), ("octal_brace", "\\o{%o}"), ("hex_brace", "\\x{%x}"),
                     ("doubled", "\\\\u%04x"), ("powershell", "`u{%x}")):
    add("encoding", "escapes_" + name_, lambda v, rng, f=form_: "".join(f % ord(c) for c in v))
add("encoding", "escapes_named", lambda v, rng: "".join("\\N{%s}" % unicodedata.name(c) for c in v))
add("encoding", "escapes_mixed", lambda v, rng: "".join(
    rng.choice(["\\u%04x", "\\x%02x", "\\%03o"]) % ord(c) if rng.random() < .6 else c for c in v))
add("encoding", "u_plus", lambda v, rng: " ".join("U+%04X" % ord(c) for c in v))
add("encoding", "u_plus_joined", lambda v, rng: "".join("U+%04X" % ord(c) for c in v))
add("encoding", "quoted_printable", lambda v, rng: "".join("=%02X" % b for b in v.encode()))
add("encoding", "quoted_lower", lambda v, rng: "".join("=%02x" % b for b in v.encode()))
add("encoding", "quoted_digits", lambda v, rng: "".join(
    "=%02X" % ord(c) if c.isdigit() else c for c in v), NUMBERS)
add("encoding", "quoted_mixed", lambda v, rng: "".join(
    "=%02X" % ord(c) if rng.random() < .5 else c for c in v))
add("encoding", "quoted_soft", lambda v, rng: v[:6] + "=\n" + v[6:])
add("encoding", "quoted_soft_crlf", lambda v, rng: v[:5] + "=\r\n" + v[5:])
add("encoding", "base64", b64)
add("encoding", "base64_url", lambda v, rng: base64.urlsafe_b64encode(v.encode()).decode())
add("encoding", "base64_open", lambda v, rng: b64(v, rng).rstrip("="))
add("encoding", "base64_compact", lambda v, rng: b64(compact(v), rng), ("card", "iban"))
add("encoding", "base64_data_uri", lambda v, rng: "data:text/plain;base64," + b64(v, rng))
add("encoding", "base64_quoted", lambda v, rng: '{"data": "%s"}' % b64(v, rng))
add("encoding", "base64_assigned", lambda v, rng: "x=" + b64(v, rng))
add("encoding", "base64_mime", mail_lines)
add("encoding", "base64_mime_narrow", lambda v, rng: mail_lines(v, rng, 20))
add("encoding", "base64_short_lines", lambda v, rng: "\n".join(chunks(b64(v, rng), 8)))
add("encoding", "base64_spaced", lambda v, rng: " ".join(chunks(b64(v, rng), 4)))
add("encoding", "base64_doc", lambda v, rng: b64(
    '{"kind":"note","text":"please keep this","value":"%s","by":"me"}' % v, rng))
add("encoding", "base64_utf16", lambda v, rng: base64.b64encode(v.encode("utf-16-le")).decode())
add("encoding", "base64_utf16_be", lambda v, rng: base64.b64encode(v.encode("utf-16-be")).decode())
add("encoding", "base64_twice", chain(b64, b64))
add("encoding", "mime_word", lambda v, rng: "=?utf-8?B?%s?=" % b64(v, rng))
add("encoding", "mime_word_q", lambda v, rng: "=?utf-8?Q?%s?=" % "".join("=%02X" % ord(c) for c in v))
add("encoding", "base32", b32)
add("encoding", "base32_lower", lambda v, rng: b32(v, rng).lower())
add("encoding", "base32_open", lambda v, rng: b32(v, rng).rstrip("="))
add("encoding", "base32_hex", lambda v, rng: base64.b32hexencode(v.encode()).decode())
add("encoding", "base58", base58)
add("encoding", "base85", lambda v, rng: base64.b85encode(v.encode()).decode())
add("encoding", "ascii85", lambda v, rng: base64.a85encode(v.encode(), adobe=True).decode())
add("encoding", "uuencode", lambda v, rng: "\nbegin 644 x\n%s`\nend" % binascii.b2a_uu(v.encode()).decode())
for name_, form_, joint_ in (("hex", "%02x", ""), ("hex_upper", "%02X", ""), ("hex_spaced", "%02x", " "),
                             ("hex_colons", "%02x", ":"), ("hex_hyphens", "%02x", "-"),
                             ("hex_commas", "%02x", ","), ("hex_list", "0x%02x", ", "),
                             ("hex_words", "0x%02x", " "), ("hex_tight", "0x%02x", ""),
                             ("hex_tight_commas", "0x%02X", ","), ("hex_suffix", "%02Xh", " "),
                             ("hex_newlines", "%02x", "\n"), ("hex_dots", "%02x", "."),
                             ("octal_codes", "%03o", " "), ("octal_zero", "0%o", " "),
                             ("decimal_codes", "%d", " "), ("decimal_list", "%d", ", "),
                             ("decimal_tight", "%d", ","), ("binary", None, " ")):
    add("encoding", name_, lambda v, rng, f=form_, j=joint_: j.join(
        f % b if f else format(b, "08b") for b in v.encode()))
add("encoding", "hex_0x", lambda v, rng: "0x" + hexed(v, rng))
add("encoding", "hex_utf16", lambda v, rng: v.encode("utf-16-be").hex())
add("encoding", "hex_sql", lambda v, rng: "X'%s'" % hexed(v, rng))
add("encoding", "char_calls", lambda v, rng: "+".join("CHR(%d)" % ord(c) for c in v))
add("encoding", "from_char_code", lambda v, rng: "String.fromCharCode(%s)" % ",".join(str(ord(c)) for c in v))
add("encoding", "utf7", utf7)
add("encoding", "gzip", b64_of(gzip.compress))
add("encoding", "zlib", b64_of(zlib.compress))
add("encoding", "deflate", b64_of(deflate))
add("encoding", "gzip_hex", lambda v, rng: gzip.compress(v.encode()).hex())
add("encoding", "gzip_doc", b64_of(gzip.compress, " and some more words that stand behind it in the note"))

# ---- Chains --------------------------------------------------------------------------------------

CODERS = {"base64": b64, "base32": b32, "hex": hexed, "percent": percent, "entities": entities,
          "escapes": lambda v, rng: "".join("\\u%04x" % ord(c) for c in v)}
for outer_, outer_step_ in CODERS.items():
    for inner_, inner_step_ in CODERS.items():
        if (outer_, inner_) not in (("base64", "base64"), ("percent", "percent"), ("entities", "entities")):
            add("chain", "%s_of_%s" % (outer_, inner_), chain(inner_step_, outer_step_))
    add("chain", outer_ + "_of_full_width", chain(digits_from(0xFF10), outer_step_), NUMBERS)
    add("chain", outer_ + "_of_arabic", chain(digits_from(0x660), outer_step_), NUMBERS)
    add("chain", outer_ + "_of_zwsp", chain(between("\u200b"), outer_step_))
    add("chain", outer_ + "_of_reversed", chain(lambda v, rng: v[::-1], outer_step_))
    add("chain", outer_ + "_of_rot13", chain(lambda v, rng: codecs.encode(v, "rot13"), outer_step_),
        ("email", "iban"))
for name_, steps_ in (("base64_hex_percent", (percent, hexed, b64)), ("hex_base64_entities", (entities, b64, hexed)),
                      ("percent_base64_full_width", (full_width, b64, percent)),
                      ("entities_percent_base64", (b64, percent, entities)),
                      ("base32_base64_hex", (hexed, b64, b32)), ("base64_base32_reversed", (lambda v, rng: v[::-1], b32, b64)),
                      ("base64_zwsp_full_width", (full_width, between("\u200b"), b64))):
    add("chain", "chain_" + name_, chain(*steps_))
add("chain", "base64_three_times", chain(b64, b64, b64))
add("chain", "base64_of_gzip_of_base64", chain(b64, b64_of(gzip.compress)))
add("chain", "hex_of_base64_of_percent", chain(percent, b64, hexed))
add("chain", "percent_of_base64_of_hex", chain(hexed, b64, percent))
add("chain", "base64_url_of_percent", lambda v, rng: urllib.parse.quote(b64(v, rng), safe=""))
add("chain", "json_of_full_width", lambda v, rng: json.dumps(full_width(v, rng)))

# ---- Direction -----------------------------------------------------------------------------------

for name_, start_, end_ in (("rlo", "\u202e", "\u202c"), ("rlo_open", "\u202e", ""),
                            ("rlo_isolated", "\u2067\u202e", "\u202c\u2069"),
                            ("rlo_twice", "\u202e\u202e", "\u202c\u202c")):
    add("bidi", name_, lambda v, rng, s=start_, e=end_: s + v[::-1] + e)
for name_, start_, end_ in (("lro", "\u202d", "\u202c"), ("rle", "\u202b", "\u202c"),
                            ("lre", "\u202a", "\u202c"), ("lri", "\u2066", "\u2069"),
                            ("rli", "\u2067", "\u2069"), ("fsi", "\u2068", "\u2069"),
                            ("rlo_forward", "\u202e", "\u202c")):
    add("bidi", name_, lambda v, rng, s=start_, e=end_: s + v + e)
    add("bidi", name_ + "_each", lambda v, rng, s=start_, e=end_: "".join(s + c + e for c in v))
add("bidi", "rlo_groups", lambda v, rng: " ".join("\u202e" + p[::-1] + "\u202c" for p in groups(v)), NUMBERS)
add("bidi", "rlo_entity", lambda v, rng: "&#8238;" + v[::-1] + "&#8236;")
add("bidi", "bdo_tag", lambda v, rng: '<bdo dir="rtl">' + v[::-1] + "</bdo>")
for name_, mark_ in (("lrm", "\u200e"), ("rlm", "\u200f"), ("arabic_mark", "\u061c"), ("pdf", "\u202c"),
                     ("pdi", "\u2069")):
    add("bidi", name_, between(mark_))
    add("bidi", name_ + "_thirds", thirds(mark_))

# ---- Soft hyphens --------------------------------------------------------------------------------

for name_, mark_ in (("", "\u00ad"), ("_entity", "&shy;"), ("_number", "&#173;"), ("_hex", "&#xad;"),
                     ("_escape", "\\u00ad"), ("_percent", "%C2%AD"), ("_with_zwsp", "\u00ad\u200b")):
    add("soft_hyphen", "soft" + name_ + "_each", between(mark_))
    add("soft_hyphen", "soft" + name_ + "_thirds", thirds(mark_))
    add("soft_hyphen", "soft" + name_ + "_groups", by_group(mark_), NUMBERS)
add("soft_hyphen", "soft_some", lambda v, rng: "".join(c + ("\u00ad" if rng.random() < .3 else "") for c in v))

# ---- Splitting -----------------------------------------------------------------------------------

def halves(joint):
    return lambda v, rng: v[:len(v) // 2] + joint + v[len(v) // 2:]


def quarters(joint):
    return lambda v, rng: joint.join(chunks(v, 4))


for name_, joint_ in (("comment_html", "<!-- x -->"), ("comment_c", "/* x */"), ("comment_short", "/**/"),
                      ("comment_empty", "<!---->"), ("tags", "<b></b>"), ("span_empty", "<span></span>"),
                      ("span_hidden", '<span style="display:none">x</span>'), ("wbr", "<wbr>"),
                      ("wbr_closed", "<wbr/>"), ("br", "<br>"), ("concat_plus", '" + "'), ("concat_tight", '"+"'),
                      ("concat_single", "' + '"), ("concat_dot", "' . '"), ("concat_amp", '" & "'),
                      ("concat_bar", "' || '"), ("adjacent_strings", '" "'), ("adjacent_lines", '"\n    "'),
                      ("concat_lines", '" +\n    "'), ("continued", "\\\n"), ("backticks", "``"),
                      ("stars_two", "**"), ("cdata", "]]><![CDATA["), ("template", "${''}"),
                      ("shell_quotes", '""'), ("nul_escape", "\\0"), ("line", "\n"), ("line_crlf", "\r\n"),
                      ("line_indented", "\n    "), ("hyphenated", "-\n"), ("reply_line", "\n> "),
                      ("comment_line", "<!--\n note\n-->")):
    add("splitting", name_, halves(joint_))
    add("splitting", name_ + "_often", quarters(joint_))
add("splitting", "tag_each", lambda v, rng: "".join("<b>%s</b>" % c for c in v))
add("splitting", "spans", lambda v, rng: "".join("<span>%s</span>" % c for c in chunks(v, 4)))
add("splitting", "spans_class", lambda v, rng: "".join('<span class="c">%s</span>' % c for c in chunks(v, 3)))
add("splitting", "font", lambda v, rng: '<font color="red">%s</font>%s' % (v[:5], v[5:]))
add("splitting", "anchor_bold", lambda v, rng: "<b>%s</b><i>%s</i>" % (v[:6], v[6:]))
add("splitting", "bold_marks", lambda v, rng: "**%s**%s" % (v[:6], v[6:]))
add("splitting", "json_parts", lambda v, rng: json.dumps(
    {"part%d" % i: p for i, p in enumerate(groups(v))}), NUMBERS)
add("splitting", "json_parts_lines", lambda v, rng: json.dumps(
    {"part%d" % i: p for i, p in enumerate(groups(v))}, indent=2), NUMBERS)
add("splitting", "json_halves", lambda v, rng: json.dumps({"a": v[:len(v) // 2], "b": v[len(v) // 2:]}))
add("splitting", "json_array", lambda v, rng: json.dumps(groups(v)), NUMBERS)
add("splitting", "json_array_tight", lambda v, rng: json.dumps(groups(v), separators=(",", ":")), NUMBERS)
add("splitting", "json_numbers", lambda v, rng: "[%s]" % ", ".join(compact(v)), ("card", "ssn"))
add("splitting", "char_array", lambda v, rng: json.dumps(list(v)))
add("splitting", "char_array_single", lambda v, rng: "[%s]" % ", ".join("'%s'" % c for c in v))
add("splitting", "char_concat", lambda v, rng: " + ".join("'%s'" % c for c in v))
add("splitting", "char_concat_tight", lambda v, rng: "+".join('"%s"' % c for c in v))
add("splitting", "join_call", lambda v, rng: "''.join([%s])" % ", ".join("'%s'" % c for c in groups(v)), NUMBERS)
add("splitting", "concat_groups", lambda v, rng: " + ".join('"%s"' % c for c in groups(v)), NUMBERS)
add("splitting", "concat_call", lambda v, rng: "CONCAT(%s)" % ", ".join("'%s'" % c for c in chunks(v, 4)))
add("splitting", "variables", lambda v, rng: "\n".join(
    'p%d = "%s"' % (i, p) for i, p in enumerate(groups(v))), NUMBERS)
add("splitting", "xml_parts", lambda v, rng: "".join(
    "<p%d>%s</p%d>" % (i, p, i) for i, p in enumerate(groups(v))), NUMBERS)
add("splitting", "xml_parts_lines", lambda v, rng: "\n".join("<p>%s</p>" % p for p in groups(v)), NUMBERS)
add("splitting", "csv_cells", lambda v, rng: ",".join('"%s"' % p for p in groups(v)), NUMBERS)
add("splitting", "cells", lambda v, rng: "".join("<td>%s</td>" % p for p in groups(v)), NUMBERS)
add("splitting", "yaml_list", lambda v, rng: "\n" + "\n".join("- '%s'" % p for p in groups(v)), NUMBERS)
add("splitting", "line_end", lambda v, rng: v[:v.rfind(groups(v)[-1])].rstrip() + "\n" + groups(v)[-1], NUMBERS)

# ---- Letters -------------------------------------------------------------------------------------

add("other", "at_dot_words", lambda v, rng: v.replace("@", " at ").replace(".", " dot "), ("email",))
add("other", "at_brackets", lambda v, rng: v.replace("@", "[at]").replace(".", "[dot]"), ("email",))
add("other", "at_parentheses", lambda v, rng: v.replace("@", " (at) ").replace(".com", " (dot) com"), ("email",))
add("other", "at_braces", lambda v, rng: v.replace("@", "{at}"), ("email",))
add("other", "at_spaced", lambda v, rng: v.replace("@", " @ "), ("email",))
add("other", "upper", lambda v, rng: v.upper(), ("email",))
add("other", "lower", lambda v, rng: v.lower(), ("iban",))
add("other", "rot13", lambda v, rng: codecs.encode(v, "rot13"), ("email", "iban"))
add("other", "reversed", lambda v, rng: v[::-1])
add("other", "reversed_compact", lambda v, rng: compact(v)[::-1], ("card", "iban"))
add("other", "leet", alike(LEET, 1), NUMBERS)
add("other", "leet_zeros", alike({"0": "O"}, 1), NUMBERS)
add("other", "leet_ones", alike({"1": "l"}, 1), NUMBERS)
add("other", "rot47", lambda v, rng: "".join(
    chr(33 + (ord(c) + 14) % 94) if "!" <= c <= "~" else c for c in v))
add("other", "braille", lambda v, rng: "".join(
    "\u283c" + "\u281a\u2801\u2803\u2809\u2819\u2811\u280b\u281b\u2813\u280a"[int(c)] if c in "0123456789" else c
    for c in v), NUMBERS)
add("other", "digit_words_german", lambda v, rng: " ".join(
    "null eins zwei drei vier fünf sechs sieben acht neun".split()[int(c)] for c in v if c.isdigit()),
    ("card", "ssn"))
add("other", "morse", lambda v, rng: " ".join(MORSE[c.upper()] for c in v if c.upper() in MORSE))
add("other", "morse_slashes", lambda v, rng: "/".join(MORSE[c.upper()] for c in v if c.upper() in MORSE))
add("other", "digit_words", lambda v, rng: " ".join(WORDS[int(c)] for c in v if c.isdigit()), ("card", "ssn"))
add("other", "digit_words_hyphen", lambda v, rng: "-".join(WORDS[int(c)] for c in v if c.isdigit()), ("card", "ssn"))


# ---- Whole files ---------------------------------------------------------------------------------

def whole_file(encoding):
    return lambda text: text.encode(encoding)


FILES = {name_: whole_file(encoding_) for name_, encoding_ in (
    ("utf16_le", "utf-16-le"), ("utf16_be", "utf-16-be"), ("utf16_bom", "utf-16"), ("utf32", "utf-32"),
    ("utf32_le", "utf-32-le"), ("utf32_be", "utf-32-be"), ("utf8_bom", "utf-8-sig"))}
FILES["file_base64"] = lambda text: base64.encodebytes(text.encode())
FILES["file_hex"] = lambda text: text.encode().hex().encode()
FILES["file_gzip_base64"] = lambda text: base64.encodebytes(gzip.compress(text.encode()))
FILES["file_percent"] = lambda text: urllib.parse.quote(text).encode()
FILES["file_utf7"] = lambda text: "".join(utf7(c, None) if c.isdigit() or c in "@+-" else c for c in text).encode()
FILES["file_rot13"] = lambda text: codecs.encode(text, "rot13").encode()
FILES["file_reversed"] = lambda text: text[::-1].encode()
