#!/usr/bin/env python3
"""Make what the bench scans: the same bytes each time.

usage: corpora.py [--scale X] [--files N] DIR

DIR gets one file a corpus and the folder files/. `text` is cut from Debian's own files, so it
depends on what is installed; everything else comes from a seeded generator. manifest.json says what
each one holds. A DIR whose manifest was made by the same script with the same arguments is left
as it is.
"""
import argparse
import glob
import hashlib
import json
import os
import random
import shutil
import struct
import sys

MIB = 1 << 20
TEXT_SOURCES = (
    ("C headers", 24, ("/usr/include/**/*.h",)),
    ("Python sources", 24, ("/usr/lib/python3*/**/*.py",)),
    ("documentation", 16, ("/usr/share/doc/**/*",)),
)
WORDS = ("account address agent alert amount archive asset balance basket batch billing branch "
         "buffer bundle cache campaign catalog channel charge client cluster comment component "
         "config contact content context counter country coupon credit currency customer data "
         "debit delivery device discount document domain element engine entry error event export "
         "factor feature field filter folder format frame gateway group handler header history "
         "image import index input invoice item job journal label language layer layout ledger "
         "level limit line link list load location log market member memory message method metric "
         "mode model module monitor name network node notice object offer office option order "
         "output owner package page panel partner path payment period plan point policy port "
         "price process product profile project query queue range rate record region release "
         "report request resource result return role route rule sample schedule schema scope "
         "screen search section segment sender sensor series server service session setting "
         "share shipment signal site source stage state status step stock storage store stream "
         "string summary supply support system table target task template tenant term test text "
         "theme thread ticket time title topic total track traffic transfer type unit update "
         "user value vendor version view visit volume warehouse widget window worker zone").split()
FIRST = ("Anna Erik Maria Johan Karin Lars Elin Olof Sofia Nils Olga Ivan Elena Dmitri Irina "
         "James Mary Robert Patricia John Jennifer Michael Linda David Susan Carlos Lucia Pedro "
         "Camille Louis Hanna Jonas Greta Felix Aisha Omar Mei Wei Yuki Hiro").split()
LAST = ("Lindqvist Andersson Johansson Nilsson Berg Petrova Sidorov Ivanov Kuznetsov Orlova Smith "
        "Johnson Williams Brown Garcia Miller Davis Martinez Silva Santos Moreau Dubois Schneider "
        "Fischer Weber Wagner Becker Hoffmann Khan Ali Chen Wang Tanaka Sato").split()
DOMAINS = ("mail.example-post.se corp.nordhandel.com post.kontoret.de inbox.sever-mail.ru "
           "webmail.oakridge.net kunden.blauwerk.de home.brightwater.org").split()
AGENTS = ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
          "Chrome/122.0.0.0 Safari/537.36",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 17_3 like Mac OS X) AppleWebKit/605.1.15",
          "Mozilla/5.0 (X11; Linux x86_64; rv:123.0) Gecko/20100101 Firefox/123.0")


def write_blocks(path, size, block):
    """Fill path with size bytes; block() returns some hundred KiB of whole records."""
    with open(path, "wb") as out:
        while out.tell() < size:
            out.write(block())


# ---- Debian's own text -----------------------------------------------------------------------

def looks_like_text(data):
    return b"\0" not in data[:4096]


def text(path, scale, manifest):
    taken = {}
    with open(path, "wb") as out:
        for name, mib, patterns in TEXT_SOURCES:
            left = int(mib * MIB * scale)
            count = total = 0
            found = sorted(f for p in patterns for f in glob.iglob(p, recursive=True))
            for source in found:
                if left <= 0:
                    break
                if source.endswith(".gz") or os.path.islink(source) or not os.path.isfile(source):
                    continue
                with open(source, "rb") as file:
                    data = file.read(left)
                if looks_like_text(data):
                    out.write(data)
                    left -= len(data)
                    total += len(data)
                    count += 1
            taken[name] = {"from": " ".join(patterns), "files": count, "bytes": total}
    manifest["text"] = taken


# ---- Data full of numbers --------------------------------------------------------------------

def csv(path, size, rng):
    bits = rng.getrandbits
    row = [1000000]

    def block():
        rows = []
        for _ in range(4000):
            row[0] += 1
            rows.append("%d,%d,%d.%02d,%d.%04d,SN%010d,%08d-%06d,%032x,%d,%s,%012d,%d" % (
                row[0], 1700000000000 + bits(34), bits(14), bits(6), bits(7), bits(13),
                bits(33), bits(26), bits(19), bits(128), bits(20), WORDS[bits(7)], bits(39),
                bits(31)))
        return ("\n".join(rows) + "\n").encode()

    header = "id,created_ms,price,rate,serial,batch,sha,quantity,kind,barcode,sequence\n".encode()
    first = [header]

    def with_header():
        return first.pop() if first else block()

    write_blocks(path, size, with_header)


def telemetry(path, size, rng):
    bits = rng.getrandbits

    def block():
        lines = []
        for _ in range(2000):
            u = bits(128)
            lines.append(
                '{"ts":%d,"trace_id":"%032x","span":"%08x-%04x-%04x-%04x-%012x","name":"%s.%s",'
                '"host":"node-%03d","pid":%d,"duration_ns":%d,"counters":{"rx_bytes":%d,"tx_bytes":%d,'
                '"errors":%d,"p50":%d.%06d,"p99":%d.%06d},"seq":%d,"level":"info","ok":true}' % (
                    1700000000000 + bits(34), bits(128), u >> 96, u >> 80 & 0xffff,
                    u >> 64 & 0xffff, u >> 48 & 0xffff, u & 0xffffffffffff, WORDS[bits(7)],
                    WORDS[bits(7)], bits(9), bits(15), bits(36), bits(40), bits(37), bits(4),
                    bits(7), bits(19), bits(9), bits(19), bits(32)))
        return ("\n".join(lines) + "\n").encode()

    write_blocks(path, size, block)


def weblog(path, size, rng):
    bits = rng.getrandbits

    def block():
        lines = []
        for _ in range(2000):
            ms = 1700000000000 + bits(34)
            lines.append(
                '%d.%d.%d.%d - - [%02d/Mar/2025:%02d:%02d:%02d +0000] "GET /%s/%s/%d?cid=GA1.2.%d.%d'
                '&t=%d&sid=%016x&px=%d.%d HTTP/1.1" %d %d "https://www.%s.example/%s?utm_id=%d" '
                '"%s" %.3f req=%032x' % (
                    11 + bits(7), bits(8), bits(8), bits(8), 1 + bits(4), bits(4), bits(5),
                    bits(5), WORDS[bits(7)], WORDS[bits(7)], bits(24), bits(31), ms // 1000, ms,
                    bits(64), bits(20), bits(20), (200, 200, 304, 404)[bits(2)], bits(17),
                    WORDS[bits(7)], WORDS[bits(7)], bits(36), AGENTS[bits(8) % 3],
                    bits(12) / 1000, bits(128)))
        return ("\n".join(lines) + "\n").encode()

    write_blocks(path, size, block)


def minified(path, size, rng):
    bits = rng.getrandbits
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$"

    def name():
        n = letters[bits(10) % 54]
        return n + letters[bits(10) % 54] if bits(1) else n

    def statement():
        kind = bits(3)
        a, b, c = name(), name(), name()
        if kind < 3:
            return "function %s(%s,%s){return %s.%s(%s[%d])||%s.%s}" % (
                a, b, c, b, WORDS[bits(7)], c, bits(6), b, WORDS[bits(7)])
        if kind < 5:
            return 'var %s={%s:"%s %s",%s:%d,%s:!%d,%s:.%d};' % (
                a, WORDS[bits(7)], WORDS[bits(7)], WORDS[bits(7)], WORDS[bits(7)], bits(24), b,
                bits(1), c, bits(20))
        if kind < 6:
            return "for(var %s=0;%s<%s.length;%s++)%s[%s]^=0x%x;" % (a, a, b, a, c, a, bits(32))
        if kind < 7:
            return "%s(%d).then((%s=>{%s.%s=%s?%d:%s,%s.push(%d)}));" % (
                a, bits(17), b, c, WORDS[bits(7)], b, bits(8), a, c, bits(13))
        return 'if("%s"===%s.%s&&%s>%de3)throw new Error("%s: "+%s);' % (
            WORDS[bits(7)], a, WORDS[bits(7)], b, bits(5), WORDS[bits(7)], c)

    def block():
        return "".join(statement() for _ in range(4000)).encode()

    write_blocks(path, size, block)


def varint(n):
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)
    return bytes(out)


def binary(path, size, rng):
    bits = rng.getrandbits

    def block():
        parts = []
        for _ in range(1000):
            label = ("%s.%s" % (WORDS[bits(7)], WORDS[bits(7)])).encode()
            body = b"".join((
                b"\x08", varint(bits(34)), b"\x10", varint(1700000000000 + bits(34)), b"\x1a",
                varint(len(label)), label, b"\x21", struct.pack("<d", bits(30) / 1024), b"\x2d",
                struct.pack("<f", bits(20) / 64), b"\x32\x10", rng.randbytes(16), b"\x3a\x80\x01",
                rng.randbytes(128), b"\x42", varint(64), b"".join(varint(bits(7)) for _ in range(64)),
                b"\x48", varint(bits(28))))
            parts.append(b"\x0a" + varint(len(body)) + body)
        return b"".join(parts)

    write_blocks(path, size, block)


# ---- Personal data with valid check digits ---------------------------------------------------

def luhn_digit(digits):
    total = 0
    for i, d in enumerate(reversed(digits)):
        d = int(d)
        if i % 2 == 0:
            d = d * 2 - 9 if d > 4 else d * 2
        total += d
    return str(-total % 10)


def card(bits):
    body = ("4000", "5379", "2223", "4929")[bits(2)] + "%011d" % (bits(36) % 10**11)
    pan = body + luhn_digit(body)
    return pan if bits(1) else " ".join(pan[i:i + 4] for i in range(0, 16, 4))


def iban(bits):
    bank = "%018d" % (bits(59) % 10**18)
    check = 98 - int(bank + "131400") % 97  # D is 13, E is 14
    return "DE%02d%s" % (check, bank)


def ssn(bits):
    return "%03d-%02d-%04d" % (1 + bits(9) % 600, 1 + bits(6), 1 + bits(13))


def snils(bits):
    body = "%09d" % (2000000 + bits(29))
    check = sum(int(d) * (9 - i) for i, d in enumerate(body)) % 101 % 100
    return "%s-%s-%s %02d" % (body[:3], body[3:6], body[6:], check)


def inn(bits):
    body = "77%08d" % (bits(33) % 10**8)
    for weights in ((7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)):
        body += str(sum(int(d) * w for d, w in zip(body, weights)) % 11 % 10)
    return body


def personnummer(bits):
    body = "%02d%02d%02d%03d" % (50 + bits(5), 1 + bits(3), 1 + bits(4), 100 + bits(9))
    return "19%s-%s%s" % (body[:6], body[6:], luhn_digit(body))


def nhs(bits):
    while True:
        body = "%09d" % (400000000 + bits(28))
        check = -sum(int(d) * (10 - i) for i, d in enumerate(body)) % 11
        if check != 10:
            return "%s %s %s%d" % (body[:3], body[3:6], body[6:], check)


def person(bits):
    first, last = FIRST[bits(16) % len(FIRST)], LAST[bits(16) % len(LAST)]
    return (first, last, "%s.%s%d@%s" % (first.lower(), last.lower(), bits(10),
                                         DOMAINS[bits(16) % len(DOMAINS)]),
            "+1 %d%02d-%d%02d-%04d" % (2 + bits(2), 10 + bits(6) % 80, 2 + bits(2),
                                       10 + bits(6) % 80, bits(13)),
            "%04d-%02d-%02d" % (1950 + bits(5), 1 + bits(3), 1 + bits(4)))


def pii_csv(path, size, rng):
    bits = rng.getrandbits
    header = ["id,first_name,last_name,email,phone,date_of_birth,card_number,iban,ssn,balance\n"]

    def block():
        rows = [header.pop()] if header else []
        for _ in range(2000):
            rows.append("%d,%s,%s,%s,%s,%s,%s,%s,%s,%d.%02d\n" % (
                (100000 + bits(20),) + person(bits) + (card(bits), iban(bits), ssn(bits),
                                                      bits(12), bits(6))))
        return "".join(rows).encode()

    write_blocks(path, size, block)


def pii_json(path, size, rng):
    bits = rng.getrandbits

    def block():
        rows = []
        for _ in range(2000):
            rows.append('{"customer":%d,"name":"%s %s","email":"%s","phone":"%s","birth_date":"%s",'
                        '"card":{"number":"%s","exp":"%02d/%d"},"inn":"%s","snils":"%s",'
                        '"personnummer":"%s","nhs_number":"%s","note":"%s %s"}\n' % (
                            (100000 + bits(20),) + person(bits) +
                            (card(bits), 1 + bits(3), 26 + bits(2), inn(bits), snils(bits),
                             personnummer(bits), nhs(bits), WORDS[bits(7)], WORDS[bits(7)])))
        return "".join(rows).encode()

    write_blocks(path, size, block)


# ---- Many small files ------------------------------------------------------------------------

def small_files(folder, count, source, rng):
    """count files of 4,000 to 5,000 bytes, 100 a folder; each fiftieth holds one customer."""
    shutil.rmtree(folder, ignore_errors=True)
    with open(source, "rb") as file:
        data = file.read()
    at = 0
    for i in range(count):
        if i % 100 == 0:
            os.makedirs(os.path.join(folder, "%04d" % (i // 100)))
        size = 4000 + rng.getrandbits(16) % 1001
        if at + size > len(data):
            at = rng.getrandbits(12)
        piece = data[at:at + size]
        at += size
        if i % 50 == 0:
            first, last, mail, phone, _ = person(rng.getrandbits)
            piece += ("\n%s %s, %s, %s, card %s\n" % (first, last, mail, phone,
                                                     card(rng.getrandbits))).encode()
        with open(os.path.join(folder, "%04d" % (i // 100), "%06d.txt" % i), "wb") as out:
            out.write(piece)


GENERATED = (
    ("csv", 40, csv, "CSV of ids, epoch milliseconds, prices, serial numbers, hashes"),
    ("telemetry", 32, telemetry, "JSON lines: epoch milliseconds, UUIDs, counters"),
    ("weblog", 32, weblog, "web log with epoch milliseconds and tracking ids"),
    ("js", 24, minified, "minified JavaScript"),
    ("binary", 32, binary, "protobuf-like binary"),
    ("pii_csv", 12, pii_csv, "customers as CSV, all check digits valid"),
    ("pii_json", 12, pii_json, "customers as JSON lines, all check digits valid"),
)


def arguments_key(args):
    with open(__file__, "rb") as script:
        digest = hashlib.sha256(script.read()).hexdigest()[:16]
    return "%s scale=%s files=%d" % (digest, args.scale, args.files)


def is_there(folder, key):
    try:
        with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as file:
            return json.load(file).get("key") == key
    except (OSError, ValueError):
        return False


def main():
    parser = argparse.ArgumentParser(description="Make the corpora of the bench.")
    parser.add_argument("--scale", type=float, default=1.0, help="factor for all sizes (1)")
    parser.add_argument("--files", type=int, default=20000, help="small files (20000)")
    parser.add_argument("folder")
    args = parser.parse_args()
    key = arguments_key(args)
    if is_there(args.folder, key):
        return 0
    os.makedirs(args.folder, exist_ok=True)
    manifest = {"key": key}
    path = os.path.join(args.folder, "text")
    print("corpora: text", file=sys.stderr)
    text(path, args.scale, manifest)
    for name, mib, make, title in GENERATED:
        print("corpora: %s" % name, file=sys.stderr)
        make(os.path.join(args.folder, name), int(mib * MIB * args.scale),
             random.Random("libdlp " + name))
        manifest[name] = title
    print("corpora: files", file=sys.stderr)
    small_files(os.path.join(args.folder, "files"), args.files, path, random.Random("libdlp files"))
    manifest["files"] = args.files
    with open(os.path.join(args.folder, "manifest.json"), "w", encoding="utf-8") as file:
        json.dump(manifest, file, indent=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
