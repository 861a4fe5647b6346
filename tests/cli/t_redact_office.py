#!/usr/bin/env python3
"""`dlpscan redact` of docx, xlsx and pptx: other programs open the result, and it holds none of the values."""
import datetime
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

PYTHON = "/usr/bin/python3"
DLPSCAN = os.path.abspath(os.environ.get("DLPSCAN", "build/bin/dlpscan"))
# Debian's modules belong to Debian's Python, which need not be the first in PATH.
if os.access(PYTHON, os.X_OK) and os.path.realpath(sys.executable) != os.path.realpath(PYTHON):
    os.execv(PYTHON, [PYTHON, os.path.abspath(__file__)])
try:
    import docx
    import openpyxl
except ImportError as missing:
    print("ok redact office # SKIP no Python module %s" % missing.name)
    sys.exit(0)

CARD, MAIL, SSN = "4000 0073 1199 9384", "anna.larsson@mail-host.se", "536-22-8726"
NUMBER, BORN = 5425233430109903, datetime.date(1984, 3, 21)
failures = 0
folder = tempfile.mkdtemp(prefix="office-")
env = dict(os.environ, HOME=folder, XDG_CACHE_HOME=os.path.join(folder, "cache"), XDG_CONFIG_HOME=folder)
env.pop("DLP_KEY_FILE", None)


def check(name, condition, detail=""):
    global failures
    if not condition:
        failures += 1
        print("# %s" % (detail,))
    print("%s redact office: %s" % ("ok" if condition else "not ok", name))


def run(*args):
    return subprocess.run([DLPSCAN, *args], cwd=folder, env=env, capture_output=True, text=True, check=False)


def at(name):
    return os.path.join(folder, name)


def findings(name):
    rows = [json.loads(line) for line in run("scan", "--show-values", "-f", "jsonl", name).stdout.splitlines()]
    return {r["value"] for r in rows if r["kind"] == "finding"}, [r for r in rows if r["kind"] == "incomplete"]


def write_book():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Customers"
    sheet.append(["name", "email", "ssn", "card", "date of birth", "amount"])
    sheet.append(["Anna", MAIL, SSN, NUMBER, BORN, 12.5])
    sheet.append(["Bo", None, None, CARD, None, 99])
    sheet["B2"].hyperlink = "mailto:" + MAIL
    notes = book.create_sheet("Notes")
    notes["A1"] = "Call %s & ask <now>" % MAIL
    notes["B2"] = '="card "&"%s"' % CARD
    book.save(at("a.xlsx"))


def write_text():
    document = docx.Document()
    paragraph = document.add_paragraph("Card: 4000 00")
    paragraph.add_run("73 1199").bold = True
    paragraph.add_run(" 9384, mail anna.larsson@")
    paragraph.add_run("mail-host.se").italic = True
    table = document.add_table(2, 1)
    table.cell(0, 0).text, table.cell(1, 0).text = "ssn", SSN
    document.core_properties.author = MAIL
    document.save(at("a.docx"))


def write_slides():
    """Nothing of Debian 12 writes one but LibreOffice, which takes ten seconds."""
    slide = ('<?xml version="1.0"?><p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>%s</a:t></a:r></a:p>'
             '</p:sld>' % MAIL)
    with zipfile.ZipFile(at("a.pptx"), "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("ppt/presentation.xml", '<?xml version="1.0"?><p:presentation xmlns:p="p"/>')
        archive.writestr("ppt/slides/slide1.xml", slide)


def members(name):
    with zipfile.ZipFile(at(name)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def check_clean(name, mode, *options):
    before, _ = findings(name)
    result = run("redact", "-m", mode, *options, name, "out-" + name)
    check("%s, %s: status 0" % (name, mode), result.returncode == 0, result.stderr)
    after, unread = findings("out-" + name)
    check("%s, %s: none of the values is found, all is read" % (name, mode),
          before and not before & after and not unread, (len(before & after), unread))
    told = [v for v in (CARD, MAIL, SSN, str(NUMBER)) if v in result.stderr + result.stdout]
    check("%s, %s: no value is told" % (name, mode), not told)
    left = [m for m, data in members("out-" + name).items()
            if any(v.encode() in data for v in (CARD, MAIL, SSN, str(NUMBER)))]
    check("%s, %s: no member holds one" % (name, mode), not left, left)
    kept = [m for m, data in members(name).items() if members("out-" + name).get(m) == data]
    check("%s, %s: members without a value are the same bytes" % (name, mode), len(kept) >= 1, kept)


def check_book():
    sheet = openpyxl.load_workbook(at("out-a.xlsx"))["Customers"]
    row = [cell.value for cell in sheet[2]]
    check("xlsx: the names and numbers that are none stay", row[0] == "Anna" and row[5] == 12.5, row)
    check("xlsx: a card's number is a text now", isinstance(row[3], str) and row[3].endswith("9903"), row[3])
    check("xlsx: a birth date is one, too", isinstance(row[4], str), row[4])
    check("xlsx: the header stays", [c.value for c in sheet[1]][:3] == ["name", "email", "ssn"])


def check_text():
    runs = [r.text for r in docx.Document(at("out-a.docx")).paragraphs[0].runs]
    check("docx: a value in three runs goes into the first", runs[0].startswith("Card: ") and runs[1] == "", runs)
    check("docx: the text between stays", runs[2].startswith(", mail "), runs)


def put_into(outer, inner, name, target):
    """A document with another file inside."""
    with zipfile.ZipFile(at(outer)) as source, zipfile.ZipFile(at(target), "w") as archive:
        for info in source.infolist():
            archive.writestr(info, source.read(info))
        archive.write(at(inner), name)


def all_members(data, prefix=""):
    """Of a document, and of those in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            body = archive.read(info)
            yield prefix + info.filename, body
            if body.startswith(b"PK\3\4"):
                yield from all_members(body, prefix + info.filename + "!")


def write_dates(days, since_1904):
    """Cells of dates, with times and without; the same as texts; each other's neighbours."""
    book = openpyxl.Workbook(iso_dates=not since_1904)
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904 if since_1904 else book.epoch
    sheet = book.active
    sheet.append(["date of birth", "id", "birthdate", "born on", "price"])
    for n, day in enumerate(days):
        time = datetime.datetime.combine(day, datetime.time(n % 24, 7 * n % 60, 11 * n % 60))
        sheet.append([day, n, time, day.strftime("%d.%m.%Y"), 30000.5 + n])
    book.save(at("dates.xlsx"))
    document = docx.Document()
    for day in days:
        paragraph = document.add_paragraph("date of birth: %s" % day.strftime("%Y-"))
        paragraph.add_run(day.strftime("%m-")).bold = True
        paragraph.add_run(day.strftime("%d end"))
    document.save(at("dates.docx"))
    rows = "".join("<a:p><a:r><a:t>date of birth: %s</a:t></a:r></a:p>" % day.strftime("%d %B %Y") for day in days)
    with zipfile.ZipFile(at("dates.pptx"), "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("ppt/presentation.xml", '<?xml version="1.0"?><p:presentation xmlns:p="p"/>')
        archive.writestr("ppt/slides/slide1.xml", '<?xml version="1.0"?><p:sld xmlns:p="p" xmlns:a="a">%s</p:sld>' % rows)


def moved_by(days, texts, form):
    return {(datetime.datetime.strptime(text, form).date() - day).days for day, text in zip(days, texts)}


def check_dates():
    """All dates move by one number of days, at their own places, as what they were: cells of dates, too."""
    rng = random.Random("dates")
    days = [datetime.date(1970, 1, 1) + datetime.timedelta(rng.randint(0, 800)) for _ in range(60)]
    moved, again = set(), set()
    for since_1904 in (False, True):  # and the dates of the first as ISO 8601
        write_dates(days, since_1904)
        for name in ("dates.xlsx", "dates.docx", "dates.pptx"):
            before, _ = findings(name)
            result = run("redact", "--key-file", "key", "--shift-dates", name, "out-" + name)
            check("dates, %s: status 0" % name, before and result.returncode == 0, result.stderr)
        book = openpyxl.load_workbook(at("out-dates.xlsx"))
        rows = list(book.active.iter_rows(min_row=2, values_only=True))
        times = [r[2] for r in openpyxl.load_workbook(at("dates.xlsx")).active.iter_rows(min_row=2, values_only=True)]
        moved |= {(datetime.date(*r[0].timetuple()[:3]) - day).days for r, day in zip(rows, days)} | {r[2] - t for r, t in zip(rows, times)}
        again |= moved_by(days, [r[3] for r in rows], "%d.%m.%Y")
        check("dates: numbers that are none stay", [(r[1], r[4]) for r in rows] == [(n, 30000.5 + n) for n in range(60)])
        sheet = [body for name, body in members("out-dates.xlsx").items() if "sheet1" in name][0]
        check("dates: nothing is left of how it was done", not re.search(b"dlpTime|D[0-9a-f]{24}", sheet))
        lines = [p.text for p in docx.Document(at("out-dates.docx")).paragraphs]
        again |= moved_by(days, lines, "date of birth: %Y-%m-%d end")
        slide = members("out-dates.pptx")["ppt/slides/slide1.xml"].decode()
        again |= moved_by(days, re.findall("birth: ([^<]*)<", slide), "%d %B %Y")
    moved = {n if isinstance(n, int) else n.total_seconds() / 86400 for n in moved}
    check("dates: all move by one number of days, with their times", len(moved | again) == 1 and 0 not in moved, (moved, again))


def check_inside():
    """A workbook in a text in slides, and beside them an archive of plain text."""
    with zipfile.ZipFile(at("plain.zip"), "w") as archive:
        archive.writestr("a.txt", "mail %s\nno value\n" % MAIL)
        archive.writestr("picture.bin", bytes(range(256)))
    put_into("a.docx", "a.xlsx", "word/embeddings/Microsoft_Excel_Sheet1.xlsx", "one.docx")
    put_into("one.docx", "plain.zip", "word/embeddings/x.zip", "two.docx")
    put_into("a.pptx", "two.docx", "ppt/embeddings/Microsoft_Word_Document1.docx", "deep.pptx")
    with open(at("list.csv"), "w", encoding="utf-8") as out:
        out.write("email,card\r\n%s,%s\r\n" % (MAIL, CARD))
    put_into("deep.pptx", "list.csv", "ppt/embeddings/list.csv", "all.pptx")
    check_clean("all.pptx", "mask")
    with open(at("out-all.pptx"), "rb") as source:
        found = dict(all_members(source.read()))
    left = [n for n, body in found.items() if any(v.encode() in body for v in (CARD, MAIL, SSN, str(NUMBER)))]
    book = "ppt/embeddings/Microsoft_Word_Document1.docx!word/embeddings/Microsoft_Excel_Sheet1.xlsx!"
    zipped = "ppt/embeddings/Microsoft_Word_Document1.docx!word/embeddings/x.zip!"
    check("inside: no member of any depth holds a value", not left, left)
    check("inside: a workbook in a text in slides", b"Customers" in found[book + "xl/workbook.xml"])
    check("inside: the text around a value stays", found[zipped + "a.txt"].endswith(b"\nno value\n"), found[zipped + "a.txt"])
    check("inside: bytes that are no text stay", found[zipped + "picture.bin"] == bytes(range(256)))
    check("inside: a list", found["ppt/embeddings/list.csv"].startswith(b"email,card\r\n"), found["ppt/embeddings/list.csv"])
    with zipfile.ZipFile(at("no-value.zip"), "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("b.txt", "no value\n")
    put_into("a.docx", "no-value.zip", "word/embeddings/y.zip", "same.docx")
    run("redact", "same.docx", "out-same.docx")
    with open(at("no-value.zip"), "rb") as source:
        check("inside: what holds no value is the same bytes",
              members("out-same.docx")["word/embeddings/y.zip"] == source.read())


def check_refused():
    with zipfile.ZipFile(at("plain.zip"), "w") as archive:
        archive.writestr("a.txt", "mail %s\n" % MAIL)
    result = run("redact", "plain.zip", "out.zip")
    check("a zip that is no document: status 2, nothing written",
          result.returncode == 2 and not os.path.exists(at("out.zip")), result.stderr)
    with zipfile.ZipFile(at("inner.odt"), "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:'
                         'opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
                         '<office:body><office:text><text:p>mail %s</text:p></office:text></office:body>'
                         '</office:document-content>' % MAIL)
    put_into("a.docx", "inner.odt", "word/embeddings/x.odt", "inner.docx")
    result = run("redact", "inner.docx", "out.docx")
    check("a value in an embedded file of another format: status 3, nothing written",
          result.returncode == 3 and not os.path.exists(at("out.docx")), result.stderr)
    check("and where it is", "word/embeddings/x.odt" in result.stderr, result.stderr)
    document = docx.Document()
    document.add_paragraph("-----BEGIN RSA PRIVATE KEY-----\n" + ("MIIEpAIBAAKCAQEA7bq3Zk1vQm9xX2p0c2VkZm9y4" * 3 + "\n") * 40
                           + "-----END RSA PRIVATE KEY-----")
    document.save(at("long.docx"))
    result = run("redact", "long.docx", "out.docx")
    check("a value that is too long: status 3, where it is, nothing written",
          result.returncode == 3 and "word/document.xml" in result.stderr and not os.path.exists(at("out.docx")),
          result.stderr)
    data = bytearray(members("a.docx")["word/document.xml"])
    with zipfile.ZipFile(at("broken.docx"), "w") as archive:
        for name, body in members("a.docx").items():
            archive.writestr(name, bytes(data[:-9]) if name == "word/document.xml" else body)
    result = run("redact", "broken.docx", "out.docx")
    check("a damaged part: nothing written", result.returncode in (2, 3) and not os.path.exists(at("out.docx")),
          result.stderr)
    result = run("redact", "--extractor", "none", "a.docx", "out.docx")
    check("without the worker: status 2, and said", result.returncode == 2 and "worker" in result.stderr, result.stderr)


def main():
    write_book()
    write_text()
    write_slides()
    for name in ("a.xlsx", "a.docx", "a.pptx"):
        check_clean(name, "mask")
    check_book()
    check_text()
    run("key", "create", "--key-file", "key")
    check_clean("a.xlsx", "pseudonym", "--key-file", "key", "--purpose", "test")
    check_clean("a.xlsx", "mask", "--key-file", "key", "--shift-dates")
    check_dates()
    check_inside()
    check_refused()
    shutil.rmtree(folder)
    return failures > 0


sys.exit(main())
