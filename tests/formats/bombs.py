#!/usr/bin/env python3
"""Write documents that are made to harm whoever reads them, each of a few kilobytes.

usage: bombs.py FOLDER

What each is, and what has to become of it, tests/cli/t_bombs.sh says.
"""
import gzip
import io
import os
import struct
import sys
import tarfile
import zipfile
import zlib

ZIP_TIME = (2026, 1, 1, 0, 0, 0)


def zipped(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, ZIP_TIME), data, method)
    return out.getvalue()


def flat():
    """100 MB of zeros."""
    return zipped([("first.txt", b"ticket TN-00000001\n"), ("zeros", bytes(100_000_000))])


def picture():
    """A PNG of one point whose text is 100 MB of zeros, and another behind them."""
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data
                + struct.pack(">I", zlib.crc32(kind + data)))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"tEXt", b"a\0ticket TN-00000017")
            + chunk(b"zTXt", b"b\0\0" + zlib.compress(bytes(100_000_000), 9))
            + chunk(b"IEND", b""))


def layers():
    """As 42.zip: each of five layers holds sixteen of the next, 4 MB at the bottom; 4 TB in all."""
    inner = zipped([("0.bin", bytes(4_000_000))])
    for level in range(5):
        inner = zipped([("%d-%02d.zip" % (level, i), inner) for i in range(16)])
    return inner


def deep():
    """A zip in a zip, forty times, with a text at each floor."""
    inner = b"ticket TN-00000040\n"
    for level in range(40):
        inner = zipped([("note.txt", b"ticket TN-%08d\n" % level), ("in.zip", inner)])
    return inner


def many():
    """60,000 members."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for i in range(60_000):
            archive.addfile(tarfile.TarInfo("%d" % i))
    return gzip.compress(out.getvalue(), mtime=0)


def entities(main):
    """Billions of laughs, in a part of an office document."""
    lines = ['<!ENTITY a0 "ha">'] + ['<!ENTITY a%d "%s">' % (i, ("&a%d;" % (i - 1)) * 10)
                                     for i in range(1, 10)]
    text = ('<?xml version="1.0"?><!DOCTYPE d [%s]><w:document xmlns:w="w"><w:p><w:t>&a9;</w:t></w:p>'
            '</w:document>' % "".join(lines))
    return zipped([("[Content_Types].xml", "<Types/>"), ("word/document.xml", text),
                   ("word/footnotes.xml", '<w:f xmlns:w="w"><w:p><w:r><w:t>ticket TN-0000</w:t></w:r>'
                    '<w:r><w:t>0007</w:t></w:r></w:p></w:f>')])


def wide():
    """A sheet whose rows have one cell each, in the last column."""
    rows = "".join('<row r="%d"><c r="XFD%d" t="inlineStr"><is><t>TN-00000008</t></is></c></row>'
                   % (i, i) for i in range(1, 20001))
    return zipped([("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>"),
                   ("xl/worksheets/sheet1.xml",
                    "<worksheet><sheetData>%s</sheetData></worksheet>" % rows)])


def names():
    """Names that command terminals, climb out of folders, forge reports, or are no UTF-8."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT,
                      encoding="latin-1") as archive:
        for name in ("../../../etc/cron.d/x", "/etc/passwd", "a\x1b[31mred", "line\nend: clean",
                     "b!c%d", "\xff\xfe", "c" * 3000):
            data = b"ticket TN-00000009\n"
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def pdf_loop():
    """Pages whose parent is their child, and a length that refers to itself."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>",
               b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 1000000/Parent 3 0 R>>",
               b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 9 9]>>",
               b"<</Length 4 0 R>>stream\n/X Do\nendstream"]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"trailer<</Size 5/Root 1 0 R>>startxref\n%d\n%%%%EOF" % table


def lying_zip():
    """It says that its member has 4 GB."""
    data = bytearray(zipped([("a.txt", b"ticket TN-00000010\n")], zipfile.ZIP_STORED))
    at = data.index(b"PK\1\2")
    struct.pack_into("<II", data, at + 20, 0xfffffff0, 0xfffffff0)
    return bytes(data)


def sparse():
    """A member of one terabyte that takes no room."""
    info = tarfile.TarInfo("sparse")
    info.size = 512
    head = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    head[156:157] = b"S"
    struct.pack_into("12s12s", head, 386, b"%011o\0" % (10**9 * 8 - 512), b"%011o\0" % 512)
    head[483:495] = b"\x80" + (10**12).to_bytes(11, "big")
    head[148:156] = b"        "
    head[148:156] = b"%06o\0 " % sum(head)
    return bytes(head) + bytes(512) + bytes(1024)


def rtf_deep():
    """A hundred thousand open groups, then a text."""
    return b"{\\rtf1 " + b"{" * 100_000 + b"ticket TN-00000011\\par"


def polyglot():
    """A text in front of a zip."""
    return b"ticket TN-00000012\n" * 300 + zipped([("in.txt", b"ticket TN-00000013\n")])


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    files = {"flat.zip": flat(), "layers.zip": layers(), "deep.zip": deep(), "many.tgz": many(),
             "entities.docx": entities("word"), "wide.xlsx": wide(), "names.tar": names(),
             "loop.pdf": pdf_loop(), "lying.zip": lying_zip(), "sparse.tar": sparse(),
             "deep.rtf": rtf_deep(), "polyglot.txt": polyglot(),
             "text.docx": b"ticket TN-00000014\n", "zip.txt": zipped([("a", b"ticket TN-00000015\n")]),
             "text.png": picture(),
             "zeros.gz": gzip.compress(bytes(50_000_000), mtime=0)}
    for name, data in files.items():
        with open(os.path.join(sys.argv[1], name), "wb") as file:
            file.write(data)


if __name__ == "__main__":
    main()
