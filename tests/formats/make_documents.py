#!/usr/bin/env python3
"""Write one synthetic customer table in every format that dlpscan reads.

usage: make_documents.py FOLDER

Makes FOLDER/formats/table.EXT, each with the same rows, and FOLDER/values.tsv (rule, value) with what is
in each of them. Programs and modules that others wrote make what they can (zip, 7z, bsdtar, gcab,
sqlite3, openpyxl, python-docx, odfpy, xlwt, reportlab, gsf); what is missing on this machine is left out and
named on standard output. What only heavy programs write is kept in stored/, which store_documents.sh makes anew.
The rest is put together here, byte by byte.

No value belongs to anybody: see fixtures/make_fixtures.py, whose numbers these are.
"""
import bz2
import csv
import email.message
import gzip
import io
import json
import lzma
import mailbox
import os
import shutil
import sqlite3
import struct
import subprocess
import sys
import tarfile
import zipfile
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(ROOT, "fixtures"))
import make_fixtures  # noqa: E402

ROWS = 20
HEADER = ("name", "email", "card number", "ssn", "iban")
TIME = 1767225600  # all files are of one time, so that they are the same on every run
ZIP_TIME = (2026, 1, 1, 0, 0, 0)


class Missing(Exception):
    """The machine lacks what writes this format."""


def customers():
    maker = make_fixtures.Maker(20260401)
    rows = []
    for i in range(ROWS):
        name = maker.pick(("Anna", "Boris", "Carla", "David")) + " " + maker.pick(("Berg", "Chen"))
        rows.append((name, "%s.%d@example.com" % (name.split()[0].lower(), 100 + i),
                     maker.card(False), maker.ssn(), maker.iban()))
    return rows


def values(rows):
    for row in rows:
        yield "contact.email", row[1]
        yield "card.pan", row[2]
        yield "id.us.ssn", row[3]
        yield "bank.iban", row[4]


def table_csv(rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows)
    return text.getvalue().encode()


def run(*command, **more):
    if not shutil.which(command[0]):
        raise Missing(command[0])
    return subprocess.run(command, check=True, capture_output=True, **more).stdout


def module(name):
    try:
        return __import__(name, fromlist=["x"])
    except ImportError as error:
        raise Missing(name) from error


# ---- Compression and archives --------------------------------------------------------------------

def make_gz(data, folder):
    return gzip.compress(data, mtime=TIME)


def make_bz2(data, folder):
    return bz2.compress(data)


def make_xz(data, folder):
    return lzma.compress(data)


def make_zst(data, folder):
    return run("zstd", "-c", input=data)


def make_lz4(data, folder):
    return run("lz4", "-c", input=data)


def tar(data, mode, names=("dir/customers.csv",), tar_format=tarfile.PAX_FORMAT):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, format=tar_format) as archive:
        for name in names:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            info.mtime = TIME
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def make_tar(data, folder):
    return tar(data, "w")


def make_old_tar(data, folder):
    """As tar was before "ustar": its magic is zeros, and the checksum made anew."""
    whole = bytearray(tar(data, "w", tar_format=tarfile.USTAR_FORMAT))
    whole[257:512] = bytes(255)
    whole[148:156] = b"        "
    whole[148:156] = b"%06o\0 " % sum(whole[:512])
    return bytes(whole)


def make_tgz(data, folder):
    return gzip.compress(tar(data, "w"), mtime=TIME)


def zipped(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, ZIP_TIME), data, method)
    return out.getvalue()


def make_zip(data, folder):
    return zipped([("dir/customers.csv", data)])


def make_nested_zip(data, folder):
    return zipped([("outer/a.zip", zipped([("b.tgz", make_tgz(data, folder))]))])


def by_bsdtar(*options):
    def make(data, folder):
        with open(os.path.join(folder, "customers.csv"), "wb") as table:
            table.write(data)
        os.utime(table.name, (TIME, TIME))
        return run("bsdtar", "-c", "-f", "-", "-C", folder, *options, "customers.csv")
    return make


def make_p7zip(data, folder):
    with open(os.path.join(folder, "customers.csv"), "wb") as table:
        table.write(data)
    out = os.path.join(folder, "a.7z")
    if not shutil.which("7z"):
        raise Missing("7z")
    run("7z", "a", "-bd", out, table.name)
    with open(out, "rb") as archive:
        return archive.read()


def make_cab(data, folder):
    with open(os.path.join(folder, "customers.csv"), "wb") as table:
        table.write(data)
    out = os.path.join(folder, "a.cab")
    run("gcab", "-c", "-z", out, table.name)
    with open(out, "rb") as archive:
        return archive.read()


def make_ar(data, folder):
    head = b"%-16s%-12d%-6d%-6d%-8s%-10d`\n" % (b"customers.csv/", TIME, 0, 0, b"100644", len(data))
    return b"!<arch>\n" + head + data + b"\n" * (len(data) % 2)


def make_deb(data, folder):
    out = b"!<arch>\n"
    for name, part in ((b"debian-binary", b"2.0\n"), (b"control.tar.gz", make_tgz(b"Package: x\n", folder)),
                       (b"data.tar.xz", lzma.compress(tar(data, "w")))):
        out += b"%-16s%-12d%-6d%-6d%-8s%-10d`\n" % (name, TIME, 0, 0, b"100644", len(part))
        out += part + b"\n" * (len(part) % 2)
    return out


def make_rpm(data, folder):
    """A lead, an empty signature, an empty header, and a compressed cpio."""
    lead = struct.pack(">4sBBHH66sHH16x", b"\xed\xab\xee\xdb", 3, 0, 0, 1, b"x-1-1", 1, 5)
    empty = b"\x8e\xad\xe8\x01\0\0\0\0" + struct.pack(">II", 0, 0)
    return lead + empty + empty + gzip.compress(make_cpio(data, folder), mtime=TIME)


def make_cpio(data, folder):
    def entry(name, body, mode):
        head = b"070701" + b"".join(b"%08x" % n for n in (
            1, mode, 0, 0, 1, TIME, len(body), 0, 0, 0, 0, len(name) + 1, 0))
        head += name + b"\0"
        head += bytes(-len(head) % 4)
        return head + body + bytes(-len(body) % 4)
    return entry(b"customers.csv", data, 0o100644) + entry(b"TRAILER!!!", b"", 0)


def make_rar(data, folder):
    """RAR 4 with one stored member."""
    def block(kind, flags, rest, body=b""):
        head = struct.pack("<BHH", kind, flags, 7 + len(rest)) + rest
        return struct.pack("<H", zlib.crc32(head) & 0xffff) + head + body
    name = b"customers.csv"
    file = struct.pack("<IIBIIBBHI", len(data), len(data), 3, zlib.crc32(data), 0x5c210000, 20, 0x30,
                       len(name), 0o100644) + name
    return (b"Rar!\x1a\x07\x00" + block(0x73, 0, bytes(6)) + block(0x74, 0x8000, file, data)
            + block(0x7b, 0x4000, b""))


def make_rar5(data, folder):
    """RAR 5 with one stored member."""
    def number(n):
        out = b""
        while n > 0x7f:
            out += bytes((n & 0x7f | 0x80,))
            n >>= 7
        return out + bytes((n,))

    def block(body, extra=b""):
        size = number(len(body))
        return struct.pack("<I", zlib.crc32(size + body)) + size + body + extra
    name = b"customers.csv"
    file = (number(2) + number(2) + number(len(data)) + number(4) + number(len(data))
            + number(0o100644) + struct.pack("<I", zlib.crc32(data)) + number(0) + number(1)
            + number(len(name)) + name)
    return (b"Rar!\x1a\x07\x01\x00" + block(number(1) + number(0) + number(0)) + block(file, data)
            + block(number(5) + number(0) + number(0)))


def make_warc(data, folder):
    head = (b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
            b"WARC-Target-URI: http://example.com/customers.csv\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
            b"Content-Type: text/csv\r\nContent-Length: %d\r\n\r\n" % len(data))
    return head + data + b"\r\n\r\n"


# ---- Office documents ----------------------------------------------------------------------------

def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def package(main, kind, members):
    types = ('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
             'content-types"><Override PartName="/%s" ContentType="application/vnd.openxmlformats-'
             'officedocument.%s.main+xml"/></Types>' % (main, kind))
    return zipped([("[Content_Types].xml", types)] + members)


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def cut(text):
    """A value in two runs, as a spelling checker leaves it."""
    return "".join("<w:r><w:rPr><w:b/></w:rPr><w:t>%s</w:t></w:r>" % escaped(part)
                   for part in (text[:5], text[5:]))


def make_docx(rows, folder):
    lines = "".join("<w:tr>%s</w:tr>" % "".join("<w:tc><w:p>%s</w:p></w:tc>" % cut(cell)
                                                for cell in row) for row in (HEADER,) + tuple(rows[2:]))
    comment = "".join("<w:comment><w:p>%s</w:p></w:comment>" % cut(" ".join(
        "%s: %s" % pair for pair in zip(HEADER, rows[0]))))
    header = "<w:p>%s</w:p>" % cut(" ".join("%s: %s" % pair for pair in zip(HEADER, rows[1])))
    return package("word/document.xml", "wordprocessingml.document", [
        ("word/document.xml", "<w:document %s><w:body><w:tbl>%s</w:tbl></w:body></w:document>"
         % (W, lines)),
        ("word/comments.xml", "<w:comments %s>%s</w:comments>" % (W, comment)),
        ("word/header1.xml", "<w:hdr %s>%s</w:hdr>" % (W, header))])


def make_docx_by_module(rows, folder):
    document = module("docx").Document()
    table = document.add_table(rows=0, cols=len(HEADER))
    for row in (HEADER,) + tuple(rows):
        for cell, text in zip(table.add_row().cells, row):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def make_xlsx(rows, folder):
    """Shared strings with runs, a hidden sheet, cards as numbers, a sheet that begins at B3."""
    shared, sheets = [], []

    def cell(column, row, text):
        where = "%s%d" % ("ABCDEFGHIJ"[column], row)
        if text.isdigit() and len(text) <= 16:
            return '<c r="%s"><v>%s</v></c>' % (where, "%.15E" % int(text))
        shared.append("<si>%s</si>" % "".join("<r><t>%s</t></r>" % escaped(t)
                                              for t in (text[:4], text[4:])))
        return '<c r="%s" t="s"><v>%d</v></c>' % (where, len(shared) - 1)
    for part, first, column in ((rows[:10], 1, 0), (rows[10:], 3, 1)):
        lines = [HEADER] + part
        sheets.append('<worksheet xmlns="x"><sheetData>%s</sheetData></worksheet>' % "".join(
            '<row r="%d">%s</row>' % (first + i, "".join(
                cell(column + j, first + i, text) for j, text in enumerate(line)))
            for i, line in enumerate(lines)))
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book = ('<workbook xmlns="x" xmlns:r="%s"><sheets><sheet name="Customers" sheetId="1" r:id="rId1"/>'
            '<sheet name="Old, hidden" sheetId="2" state="veryHidden" r:id="rId2"/></sheets></workbook>'
            % relation)
    relations = "<Relationships>%s</Relationships>" % "".join(
        '<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>'
        % (i, relation, i) for i in (1, 2))
    return package("xl/workbook.xml", "spreadsheetml.sheet", [
        ("xl/worksheets/sheet1.xml", sheets[0]), ("xl/worksheets/sheet2.xml", sheets[1]),
        ("xl/workbook.xml", book), ("xl/_rels/workbook.xml.rels", relations),
        ("xl/sharedStrings.xml", '<sst xmlns="x">%s</sst>' % "".join(shared))])


def make_xlsx_by_module(rows, folder):
    book = module("openpyxl").Workbook()
    for row in (HEADER,) + tuple(rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def make_pptx(rows, folder):
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'

    def slide(some):
        return "<p:sld xmlns:p='p' %s>%s</p:sld>" % (a, "".join(
            "<a:p>%s</a:p>" % "".join("<a:r><a:t>%s</a:t></a:r>" % escaped(t)
                                      for t in (line[:9], line[9:]))
            for line in (" ".join("%s: %s" % pair for pair in zip(HEADER, row)) for row in some)))
    return package("ppt/presentation.xml", "presentationml.presentation", [
        ("ppt/presentation.xml", "<p:presentation xmlns:p='p'/>"),
        ("ppt/slides/slide1.xml", slide(rows[:12])),
        ("ppt/notesSlides/notesSlide1.xml", slide(rows[12:]))])


def make_odt(rows, folder):
    opendocument = module("odf.opendocument")
    text = module("odf.text")
    document = opendocument.OpenDocumentText()
    for row in rows:
        paragraph = text.P()
        for title, cell in zip(HEADER, row):
            paragraph.addText(title + ": ")
            paragraph.addElement(text.Span(text=cell[:5]))
            paragraph.addElement(text.Span(text=cell[5:]))
            paragraph.addElement(text.S(c=2))
        document.text.addElement(paragraph)
    return saved(document)


def make_ods(rows, folder):
    opendocument = module("odf.opendocument")
    table, text = module("odf.table"), module("odf.text")
    document = opendocument.OpenDocumentSpreadsheet()
    sheet = table.Table(name="Customers")
    for row in (HEADER,) + tuple(rows):
        line = table.TableRow()
        for cell in row:
            if cell.isdigit():
                it = table.TableCell(valuetype="float", value=cell)
                it.addElement(text.P(text="%.2E" % int(cell)))
            else:
                it = table.TableCell(valuetype="string")
                it.addElement(text.P(text=cell))
            line.addElement(it)
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    return saved(document)


def make_odp(rows, folder):
    opendocument = module("odf.opendocument")
    draw, text, style = module("odf.draw"), module("odf.text"), module("odf.style")
    document = opendocument.OpenDocumentPresentation()
    layout = style.PageLayout(name="L")
    document.automaticstyles.addElement(layout)
    master = style.MasterPage(name="M", pagelayoutname=layout)
    document.masterstyles.addElement(master)
    page = draw.Page(masterpagename=master)
    for row in rows:
        frame, box = draw.Frame(width="20cm", height="1cm"), draw.TextBox()
        box.addElement(text.P(text=" ".join("%s: %s" % pair for pair in zip(HEADER, row))))
        frame.addElement(box)
        page.addElement(frame)
    document.presentation.addElement(page)
    return saved(document)


def saved(document):
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


# ---- The rest -------------------------------------------------------------------------------------

def make_sqlite(rows, folder):
    path = os.path.join(folder, "a.db")
    db = sqlite3.connect(path)
    db.execute('CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, email TEXT, '
               '"card number" INTEGER, ssn TEXT, iban TEXT)')
    db.executemany("INSERT INTO customers VALUES (NULL, ?, ?, ?, ?, ?)",
                   [(r[0], r[1], int(r[2]), r[3], r[4]) for r in rows])
    db.commit()
    db.close()
    with open(path, "rb") as file:
        return file.read()


def make_xls(rows, folder):
    book = module("xlwt").Workbook()
    sheet = book.add_sheet("Customers")
    for i, row in enumerate((HEADER,) + tuple(rows)):
        for j, cell in enumerate(row):
            sheet.write(i, j, float(cell) if cell.isdigit() and len(cell) < 16 else cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def make_pdf(rows, folder):
    canvas = module("reportlab.pdfgen.canvas")
    out = io.BytesIO()
    page = canvas.Canvas(out, invariant=1)
    page.setFont("Helvetica", 7)
    for i, row in enumerate(rows):
        if i == ROWS // 2:
            page.showPage()
            page.setFont("Helvetica", 7)
        page.drawString(30, 800 - 20 * i, "  ".join("%s: %s" % pair for pair in zip(HEADER, row)))
    page.save()
    return out.getvalue()


def make_rtf(rows, folder):
    lines = []
    for row in rows:
        text = "  ".join("%s: %s" % pair for pair in zip(HEADER, row))
        lines.append("".join("{\\b %s}" % part if i % 2 else part
                             for i, part in enumerate((text[:20], text[20:33], text[33:])))
                     .replace("@", "\\'40"))
    return ("{\\rtf1\\ansi\\ansicpg1251{\\fonttbl{\\f0 Arial;}}{\\info{\\author Nobody}}\\f0 "
            + "\\par\n".join(lines) + "}").encode()


def message(rows, data):
    mail = email.message.EmailMessage()
    mail["From"] = "nobody@example.org"
    mail["To"] = "undisclosed-recipients:;"
    mail["Subject"] = "the table"
    mail["Date"] = "Thu, 01 Jan 2026 00:00:00 +0000"
    mail["Message-ID"] = "<1@example.org>"
    text = "\n".join("  ".join("%s: %s" % pair for pair in zip(HEADER, row)) for row in rows[:5])
    mail.set_content(text, cte="quoted-printable")
    mail.add_attachment(make_zip(data, None), maintype="application", subtype="zip",
                        filename="customers.zip")
    mail.set_boundary("=-=-=")
    return mail


def make_eml(rows, folder):
    return message(rows, table_csv(rows)).as_bytes()


def make_mbox(rows, folder):
    path = os.path.join(folder, "a.mbox")
    box = mailbox.mbox(path)
    for some in (rows[:10], rows[10:]):
        mail = mailbox.mboxMessage(message(some, table_csv(some)))
        mail.set_from("nobody@example.org", (2026, 1, 1, 0, 0, 0, 3, 1, 0))
        box.add(mail)
    box.close()
    with open(path, "rb") as file:
        return file.read()


def stored(name):
    def make(rows, folder):
        with lzma.open(os.path.join(HERE, "stored", name + ".xz")) as file:
            return file.read()
    return make


# ---- Outlook --------------------------------------------------------------------------------------

def text_of(rows):
    return "\r\n".join("  ".join("%s: %s" % pair for pair in zip(HEADER, row)) for row in rows)


def rtf_packed(text):
    """Compressed RTF that is never shorter: [MS-OXRTFCP], letters only, and the mark of the end."""
    place, body = 207, b""
    for i in range(0, len(text) + 1, 8):
        part = text[i:i + 8]
        place = (207 + i + len(part)) % 4096
        last = len(part) < 8
        body += bytes([1 << len(part) if last else 0]) + part
        if last:
            body += struct.pack(">H", place << 4)
    crc = zlib.crc32(body, 0xffffffff) ^ 0xffffffff
    return struct.pack("<III", len(body) + 12, len(text), 0x75465a4c) + struct.pack("<I", crc) + body


def write_streams(folder, streams):
    """Streams of a container as files for gsf, and the numbers of the messages in it."""
    for path, data in streams.items():
        target = os.path.join(folder, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write(data)


def container(folder, streams):
    write_streams(os.path.join(folder, "in"), streams)
    out = os.path.join(folder, "out.ole")
    run("gsf", "createole", out, *sorted(os.listdir(os.path.join(folder, "in"))),
        cwd=os.path.join(folder, "in"))
    with open(out, "rb") as file:
        return file.read()


def msg_streams(place, head, page, strings):
    """A message's streams: strings by their number, as UTF-16, or in a code page where one is said."""
    kind, charset = ("001E", "cp%d" % page) if page else ("001F", "utf-16-le")
    numbers = struct.pack("<HHIII", 3, 0x3ffd, 6, page or 1252, 0)
    out = {place + "__properties_version1.0": bytes(head) + numbers}
    for number, text in strings.items():
        out["%s__substg1.0_%04X%s" % (place, number, kind)] = text.encode(charset)
    return out


def make_msg(rows, folder):
    """A text, one as RTF, a recipient, an attached table, and an older message in a message."""
    streams = msg_streams("", 32, 0, {0x1a: "IPM.Note", 0x37: "the table", 0x1000: text_of(rows[:5])})
    streams["__substg1.0_10090102"] = rtf_packed(make_rtf(rows[5:9], folder))
    streams.update(msg_streams("__recip_version1.0_#00000000/", 8, 0, {0x3003: rows[9][1]}))
    place = "__attach_version1.0_#00000000/"
    streams.update(msg_streams(place, 8, 0, {0x3707: "Kund\u00e4.csv"}))
    streams[place + "__substg1.0_37010102"] = table_csv(rows[9:14])
    place = "__attach_version1.0_#00000001/"
    streams.update(msg_streams(place, 8, 0, {0x3001: "\u041f\u0438\u0441\u044c\u043c\u043e"}))
    streams.update(msg_streams(place + "__substg1.0_3701000D/", 24, 1251, {
        0x37: "\u0411\u0430\u0437\u0430", 0x1000: text_of(rows[14:])}))
    return container(folder, streams)


def make_tnef(rows, folder):
    """winmail.dat: the text as RTF among properties, and an attached table."""
    def attribute(level, number, data):
        return struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) % 65536)

    def properties(*some):
        out = struct.pack("<I", len(some))
        for tag, data in some:
            out += struct.pack("<III", tag, 1, len(data)) + data + bytes(-len(data) % 4)
        return out
    wide = text_of(rows[:5]).encode("utf-16-le") + bytes(2)
    parts = [attribute(1, 0x00089006, struct.pack("<I", 0x10000)),
             attribute(1, 0x00069007, struct.pack("<II", 1252, 0)),
             attribute(1, 0x00018004, b"the table\0"),
             attribute(1, 0x00069003, properties((0x1000001f, wide), (
                 0x10090102, rtf_packed(make_rtf(rows[5:10], folder))))),
             attribute(2, 0x00069002, bytes(14)), attribute(2, 0x00018010, b"customers.csv\0"),
             attribute(2, 0x0006800f, table_csv(rows[10:]))]
    return struct.pack("<IH", 0x223e9f78, 1) + b"".join(parts)


class Pst:
    """The least of [MS-PST] that readers accept: pages of two trees, and blocks."""

    def __init__(self):
        self.blocks, self.nodes, self.at = [], [], 0x400

    def block(self, data, internal=False):
        number = 4 * (len(self.blocks) + 1) + 2 * internal
        self.blocks.append((number, self.at, data))
        self.at += (len(data) + 16 + 63) // 64 * 64
        return number

    def node(self, number, data, parent, inner=0):
        self.nodes.append((number, self.block(data), inner, parent))

    @staticmethod
    def heap(kind, root, parts):
        places, body = [12], b""
        for part in parts:
            body += part
            places.append(12 + len(body))
        body += bytes(len(body) % 2)
        table = struct.pack("<HH%dH" % len(places), len(parts), 0, *places)
        return struct.pack("<HBBII", 12 + len(body), 0xec, kind, root << 5, 0) + body + table

    def properties(self, some):
        """Numbers are (tag, kind, number), others (tag, kind, bytes)."""
        rows, values = b"", []
        for tag, kind, value in sorted(some, key=lambda s: s[0]):
            if not isinstance(value, int):
                values.append(value)
                value = (2 + len(values)) << 5
            rows += struct.pack("<HHI", tag, kind, value)
        return self.heap(0xbc, 1, [struct.pack("<BBBBI", 0xb5, 2, 6, 0, 2 << 5), rows] + values)

    def files(self, numbers):
        """The table of attached files: a row each, with the number of its node."""
        columns = struct.pack("<IHBB", 0x67f20003, 0, 4, 0) + struct.pack("<IHBB", 0x67f30003, 4, 4, 1)
        info = (struct.pack("<BB4HIII", 0x7c, 2, 8, 8, 8, 9, 2 << 5, 4 << 5, 0) + columns)
        index = b"".join(struct.pack("<II", n, i) for i, n in enumerate(numbers))
        rows = b"".join(struct.pack("<IIB", n, 0, 0xc0) for n in numbers)
        return self.heap(0x7c, 1, [info, struct.pack("<BBBBI", 0xb5, 4, 4, 0, 3 << 5), index, rows])

    def page(self, kind, number, entries, width):
        body = b"".join(entries)
        return (body + bytes(488 - len(body)) + struct.pack("<BBBBI", len(entries), 488 // width,
                                                           width, 0, 0)
                + struct.pack("<BBHIQ", kind, kind, 0, 0, number))

    def bytes(self):
        end = self.at
        out = bytearray(end + 1024)
        for _, at, data in self.blocks:
            out[at:at + len(data)] = data
        nodes = [struct.pack("<QQQII", *node, 0) for node in sorted(self.nodes)]
        blocks = [struct.pack("<QQHHI", n, at, len(data), 2, 0) for n, at, data in self.blocks]
        out[end:end + 512] = self.page(0x81, 0x1001, nodes, 32)
        out[end + 512:] = self.page(0x80, 0x1002, blocks, 24)
        struct.pack_into("<IIHHH", out, 0, 0x4e444221, 0, 0x4d53, 23, 19)
        struct.pack_into("<Q", out, 0xb8, len(out))
        struct.pack_into("<QQQQ", out, 0xd8, 0x1001, end, 0x1002, end + 512)
        return bytes(out)


def make_pst(rows, folder):
    """Messages, one with an attached table, and a contact."""
    def wide(text):
        return text.encode("utf-16-le")
    pst = Pst()
    pst.node(0x122, pst.properties([(0x3001, 0x1f, wide("Kund\u00e4r"))]), 0x122)
    for i in range(3):
        pst.node(0x200004 + 32 * i, pst.properties([
            (0x1a, 0x1f, wide("IPM.Note")), (0x37, 0x1f, wide("the table")),
            (0x1000, 0x1f, wide(text_of(rows[5 * i:5 * i + 5])))]), 0x122)
    content = pst.block(pst.properties([(0x3701, 0x102, table_csv(rows[15:])), (0x3705, 3, 1),
                                        (0x3707, 0x1f, wide("customers.csv"))]))
    files = pst.block(pst.files([0x8025]))
    inner = pst.block(struct.pack("<BBHI", 2, 0, 2, 0) + struct.pack("<QQQ", 0x671, files, 0)
                      + struct.pack("<QQQ", 0x8025, content, 0), True)
    pst.node(0x200064 + 32, pst.properties([
        (0x1a, 0x1f, wide("IPM.Note")), (0x0e07, 3, 0x10), (0x1000, 0x1f, wide("See the table."))]),
        0x122, inner)
    return pst.bytes()


def make_tnef_mail(rows, folder):
    mail = email.message.EmailMessage()
    mail["From"] = "nobody@example.org"
    mail["Subject"] = "the table"
    mail.set_content("See the table.")
    mail.add_attachment(make_tnef(rows, folder), maintype="application", subtype="ms-tnef",
                        filename="winmail.dat")
    mail.set_boundary("=-=-=")
    return mail.as_bytes()


# ---- Data ----------------------------------------------------------------------------------------

def avro(schema, records, codec):
    datafile, avro_io = module("avro.datafile"), module("avro.io")
    out = io.BytesIO()
    with datafile.DataFileWriter(out, avro_io.DatumWriter(),
                                 module("avro.schema").parse(json.dumps(schema)), codec) as file:
        for record in records:
            file.append(record)
        file.flush()
        return out.getvalue()


def make_avro(rows, folder):
    """Cards as numbers, names that may be missing."""
    names = [title.replace(" ", "_") for title in HEADER]
    fields = [{"name": n, "type": "long" if n == "card_number" else ["null", "string"]} for n in names]
    return avro({"type": "record", "name": "Customers", "fields": fields},
                [dict(zip(names, (r[0], r[1], int(r[2])) + r[3:])) for r in rows], "deflate")


def make_deep_avro(rows, folder):
    """One record, with all customers in a map of lists."""
    customer = {"type": "array", "items": {"type": "map", "values": "string"}}
    return avro({"type": "record", "name": "Dump", "fields": [
        {"name": "id", "type": "int"}, {"name": "customers", "type": customer}]},
        [{"id": 1, "customers": [dict(zip(HEADER, row)) for row in rows]}], "null")


# ---- Pictures -------------------------------------------------------------------------------------

def make_png(rows, folder):
    """Texts as they are, compressed, international, and as EXIF."""
    image, chunks = module("PIL.Image"), module("PIL.PngImagePlugin").PngInfo()
    chunks.add_text("Comment", text_of(rows[:5]), zip=True)
    chunks.add_itxt("Titel", text_of(rows[5:9]), lang="sv", tkey="Rubrik \u00e5", zip=True)
    chunks.add_text("Author", text_of(rows[9:12]))
    out = io.BytesIO()
    exif = image.Exif()
    exif[0x9c9c] = text_of(rows[12:]).encode("utf-16-le") + bytes(2)
    image.new("L", (4, 4)).save(out, "png", pnginfo=chunks, exif=exif)
    return out.getvalue()


def make_jpeg(rows, folder):
    """A comment, EXIF in all its ways, and an archive behind the picture."""
    image = module("PIL.Image")
    exif = image.Exif()
    exif[0x010e] = text_of(rows[:3])
    exif[0x9c9d] = text_of(rows[3:6]).encode("utf-16-le")
    exif[0x8769] = {0x9286: b"UNICODE\0" + text_of(rows[6:9]).encode("utf-16-be")}
    exif[0x8825] = {1: "N", 2: (59.0, 19.0, 45.5), 3: "W", 4: (18.0, 4.0, 7.0)}
    out = io.BytesIO()
    image.new("L", (4, 4)).save(out, "jpeg", exif=exif)
    note = text_of(rows[9:12]).encode()
    return (out.getvalue()[:2] + b"\xff\xfe" + struct.pack(">H", len(note) + 2) + note
            + out.getvalue()[2:] + make_zip(table_csv(rows[12:]), None))


# Name of the file, what makes it of the rows or of the table as CSV.
OF_CSV = {
    "table.csv.gz": make_gz, "table.csv.bz2": make_bz2, "table.csv.xz": make_xz,
    "table.csv.zst": make_zst, "table.csv.lz4": make_lz4, "table.tar.Z": by_bsdtar("-Z"),
    "table.tar": make_tar, "old.tar": make_old_tar, "table.tgz": make_tgz, "table.zip": make_zip,
    "nested.zip": make_nested_zip, "table.7z": by_bsdtar("--format=7zip"), "other.7z": make_p7zip,
    "table.iso": by_bsdtar("--format=iso9660"), "table.cab": make_cab, "table.a": make_ar,
    "table.deb": make_deb, "table.rpm": make_rpm, "table.cpio": make_cpio,
    "odc.cpio": by_bsdtar("--format=odc"), "table.rar": make_rar, "five.rar": make_rar5,
    "table.warc": make_warc,
}
OF_ROWS = {
    "table.docx": make_docx, "other.docx": make_docx_by_module, "table.xlsx": make_xlsx,
    "other.xlsx": make_xlsx_by_module, "table.pptx": make_pptx, "table.odt": make_odt,
    "table.ods": make_ods, "table.odp": make_odp, "table.db": make_sqlite, "table.xls": make_xls,
    "table.pdf": make_pdf, "table.rtf": make_rtf, "table.eml": make_eml, "table.mbox": make_mbox,
    "table.doc": stored("table.doc"), "table.ppt": stored("table.ppt"), "table.msg": make_msg,
    "table.png": make_png, "table.jpg": make_jpeg,
    "table.avro": make_avro, "deep.avro": make_deep_avro, "table.pst": make_pst, "winmail.dat": make_tnef, "winmail.eml": make_tnef_mail,
}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    rows = customers()
    out = os.path.join(sys.argv[1], "formats")
    scratch = os.path.join(sys.argv[1], "scratch")
    os.makedirs(out)
    with open(os.path.join(sys.argv[1], "values.tsv"), "w", encoding="utf-8") as file:
        file.writelines("%s\t%s\n" % value for value in values(rows))
    for name, make in list(OF_CSV.items()) + list(OF_ROWS.items()):
        os.makedirs(scratch)
        try:
            data = make(table_csv(rows) if name in OF_CSV else rows, scratch)
            with open(os.path.join(out, name), "wb") as file:
                file.write(data)
        except Missing as missing:
            print("%s: %s is not there" % (name, missing))
        shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
