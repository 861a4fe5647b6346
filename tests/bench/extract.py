#!/usr/bin/env python3
"""What it costs to take documents apart: against the library that does it, alone, and as time to verdict.

usage: extract.py BUILD [MEGABYTES]       the size of each large document's text (24)

For each format a program that is little more than the library (bsdtar for libarchive, pdftotext for poppler, sqlite3,
xmllint) reads a document to /dev/null; then ours reads it, with the worker, the filter and the frames, and gives its
text out to nobody. Processor time of all processes counts, the best of three, without what a tiny document takes. Then a mix of small documents, as people
upload them, is scanned with all rules, one after the other: how long until the verdict.

Writes BUILD/bench/extract.jsonl, and a table to standard output.
"""
import io
import json
import os
import resource
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests", "formats"))
import make_documents as made  # noqa: E402

ROUNDS = 3


def big_rows(size):
    """Rows of the customer table, each different, of so many bytes as CSV."""
    maker = made.make_fixtures.Maker(1)
    some = [(maker.card(False), maker.ssn(), maker.iban()) for _ in range(5000)]
    rows, total = [], 0
    while total < size:
        row = ("%s %s" % (maker.text(6), maker.text(9)), "%s@example.com" % maker.text(8)) + maker.pick(some)
        rows.append(row)
        total += sum(len(cell) + 1 for cell in row)
    return rows


def big_xlsx(rows):
    def sheet():
        cell = '<c t="inlineStr"><is><t>%s</t></is></c>'
        return "".join("<row>%s</row>" % "".join(cell % made.escaped(c) for c in row) for row in rows)
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return made.package("xl/workbook.xml", "spreadsheetml.sheet", [
        ("xl/workbook.xml", '<workbook xmlns="x" xmlns:r="%s"><sheets><sheet name="S" sheetId="1" r:id="rId1"/>'
         '</sheets></workbook>' % relation),
        ("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="rId1" Type="%s/worksheet" '
         'Target="worksheets/sheet1.xml"/></Relationships>' % relation),
        ("xl/worksheets/sheet1.xml", '<worksheet xmlns="x"><sheetData>%s</sheetData></worksheet>' % sheet())])


def big_docx(rows):
    body = "".join("<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % made.escaped("  ".join(row)) for row in rows)
    return made.package("word/document.xml", "wordprocessingml.document", [
        ("word/document.xml", "<w:document %s><w:body>%s</w:body></w:document>" % (made.W, body))])


def big_pdf(rows):
    canvas = made.module("reportlab.pdfgen.canvas")
    out = io.BytesIO()
    page = canvas.Canvas(out, invariant=1)
    for i, row in enumerate(rows):
        if i % 60 == 0:
            if i:
                page.showPage()
            page.setFont("Helvetica", 7)
        page.drawString(30, 820 - 13 * (i % 60), "  ".join(row))
    page.save()
    return out.getvalue()


def large(folder, size):
    """Name, document, and the command that reads it by the library alone."""
    rows = big_rows(size)
    text = made.table_csv(rows)
    tar = [["bsdtar", "-xOf"], ["bsdcat"]]
    yield "csv.gz", made.make_gz(text, folder), tar[1]
    yield "csv.xz", made.make_xz(text, folder), tar[1]
    yield "csv.zst", made.make_zst(text, folder), tar[1]
    yield "tar.gz", made.make_tgz(text, folder), tar[0]
    yield "zip", made.make_zip(text, folder), tar[0]
    os.makedirs(os.path.join(folder, "7z"))
    yield "7z", made.by_bsdtar("--format=7zip")(text, os.path.join(folder, "7z")), tar[0]
    xml = "bsdtar -xOf %%s %s | xmllint --stream --huge -"
    yield "xlsx", big_xlsx(rows), xml % "xl/worksheets/sheet1.xml"
    yield "docx", big_docx(rows), xml % "word/document.xml"
    os.makedirs(os.path.join(folder, "db"))
    yield "db", made.make_sqlite(rows, os.path.join(folder, "db")), ["sqlite3", "-csv", None, "SELECT * FROM customers"]
    yield "pdf", big_pdf(rows[:max(len(rows) // 8, 1)]), ["pdftotext", None, "-"]


def cpu_of(command, shell=False):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, shell=shell, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime), done.stdout


def alone(command, path):
    if isinstance(command, str):
        return min(cpu_of(command % path + " >/dev/null", True)[0] for _ in range(ROUNDS))
    if None in command:
        line = [path if part is None else part for part in command]
    else:
        line = command + [path]
    return min(cpu_of(" ".join("'%s'" % part for part in line) + " >/dev/null", True)[0]
               for _ in range(ROUNDS))


def ours(program, path):
    best, text = min((cpu_of([program, "read", "1", path]) for _ in range(ROUNDS)),
                     key=lambda result: result[0])
    return best, int(text.split(b"\t")[1])


def mix(folder):
    """Documents as they are uploaded: one small table in each format, and larger ones."""
    subprocess.run([sys.executable, os.path.join(ROOT, "tests", "formats", "make_documents.py"), folder],
                   check=True, capture_output=True)
    rows = big_rows(400_000)
    formats = os.path.join(folder, "formats")
    text = made.table_csv(rows)
    for name, data in (("m.xlsx", big_xlsx(rows)), ("m.docx", big_docx(rows)), ("m.csv", text),
                       ("m.pdf", big_pdf(rows[:800])), ("m.zip", made.make_zip(text, None)),
                       ("m.eml", made.make_eml(rows[:2000], None))):
        with open(os.path.join(formats, name), "wb") as file:
            file.write(data)
    return [os.path.join(formats, name) for name in sorted(os.listdir(formats))]


def verdicts(program, folder):
    paths = mix(folder)
    out = subprocess.run([program, "scan", os.path.join(ROOT, "patterns"), "8"] + paths,
                         capture_output=True, text=True, check=True).stdout
    lines = [line.split("\t") for line in out.splitlines()]
    times = sorted(float(line[2]) for line in lines[len(paths):])  # the first round loads the parsers
    size = sum(os.path.getsize(line[0]) for line in lines[len(paths):])
    return {"kind": "verdicts", "documents": len(times), "mb_s": size / 1e6 / sum(times),
            "p50_ms": 1000 * times[len(times) // 2], "p99_ms": 1000 * times[int(len(times) * 0.99)],
            "max_ms": 1000 * times[-1]}


def times(program, work, size):
    """Of each format: seconds of the library alone and of ours, and how much text there is."""
    os.makedirs(work)
    for name, data, command in large(work, size):
        path = os.path.join(work, "a." + name)
        with open(path, "wb") as file:
            file.write(data)
        yield (name, alone(command, path)) + ours(program, path)


def measure(build, size):
    program = os.path.join(build, "tests", "bench", "bench_extract")
    work = os.path.join(build, "bench", "extract")
    shutil.rmtree(work, ignore_errors=True)
    # Programs and the worker start once, not for each document: what a tiny one takes is taken off.
    starts = {name: rest for name, *rest in times(program, os.path.join(work, "tiny"), 1)}
    for name, library, seconds, given in times(program, os.path.join(work, "large"), size):
        library = max(library - starts[name][0], 0.001)
        seconds = max(seconds - starts[name][1], 0.001)
        yield {"kind": "format", "format": name, "given_mb": given / 1e6, "library_s": library,
               "ours_s": seconds, "ratio": seconds / library, "mb_s": given / 1e6 / seconds}
    yield verdicts(program, os.path.join(work, "mix"))


def main():
    build = os.path.abspath(sys.argv[1])
    os.makedirs(os.path.join(build, "bench"), exist_ok=True)
    size = int(sys.argv[2] if len(sys.argv) > 2 else 24) * 1_000_000
    print("| format | text, MB | library alone, s | ours, s | ours / library | MB/s |\n| --- | --- | --- | --- | --- | --- |")
    with open(os.path.join(build, "bench", "extract.jsonl"), "w", encoding="utf-8") as out:
        for row in measure(build, size):
            out.write(json.dumps(row) + "\n")
            if row["kind"] == "format":
                print("| %(format)s | %(given_mb).0f | %(library_s).2f | %(ours_s).2f | %(ratio).2f | %(mb_s).0f |" % row,
                      flush=True)
            else:
                print("\n%(documents)d uploads: %(mb_s).1f MB/s, verdict after %(p50_ms).1f ms (p50), "
                      "%(p99_ms).1f ms (p99), %(max_ms).1f ms (longest)" % row)


if __name__ == "__main__":
    main()
