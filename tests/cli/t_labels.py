#!/usr/bin/env python3
"""Sensitivity labels, wherever documents keep them, and stamps in their texts."""
import email.message
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("DLP_BUILD", os.path.join(ROOT, "build"))
sys.path.insert(0, os.path.join(ROOT, "tests", "formats"))
import make_documents as made  # noqa: E402

ID = "2096f6a2-d2f7-48be-b329-b73aaa526e5d"
NAME = "MSIP_Label_%s_Name" % ID


def docx():
    custom = ('<Properties xmlns:vt="v"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" '
              'name="%s"><vt:lpwstr>Highly Confidential</vt:lpwstr></property></Properties>' % NAME)
    label = ('<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata">'
             '<clbl:label id="{%s}" enabled="1" method="Privileged"/></clbl:labelList>' % ID)
    return made.package("word/document.xml", "wordprocessingml.document", [
        ("word/document.xml", "<w:document %s><w:body><w:p/></w:body></w:document>" % made.W),
        ("word/footer1.xml", "<w:ftr %s><w:p><w:r><w:t>Streng ver</w:t></w:r><w:r><w:t>traulich</w:t>"
         "</w:r></w:p></w:ftr>" % made.W),
        ("docProps/custom.xml", custom), ("docMetadata/LabelInfo.xml", label)])


def odt():
    meta = ('<office:document-meta xmlns:office="o" xmlns:meta="m"><office:meta><meta:user-defined '
            'meta:name="%s">Confidential</meta:user-defined></office:meta></office:document-meta>' % NAME)
    return made.zipped([("mimetype", "application/vnd.oasis.opendocument.text"),
                        ("content.xml", '<office:document-content xmlns:office="o"/>'),
                        ("meta.xml", meta)])


def pdf(value):
    """The least that is a document, with an entry in its information."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
               b"<</Title(x)/" + NAME.encode() + b" (" + value + b")>>"]
    out, places = b"%PDF-1.4\n", []
    for i, body in enumerate(objects):
        places.append(len(out))
        out += b"%d 0 obj" % (i + 1) + body + b"endobj\n"
    xref = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    return (out + xref + b"trailer<</Size 5/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF"
            % len(out))


def mail():
    message = email.message.EmailMessage()
    message["Subject"] = "x"
    message["msip_labels"] = "MSIP_Label_%s_Enabled=True; %s=Internal only;" % (ID, NAME)
    message.set_content("\u041f\u0440\u0438\u043a\u0430\u0437\n\u041a\u043e\u043c\u043c\u0435"
                        "\u0440\u0447\u0435\u0441\u043a\u0430\u044f \u0442\u0430\u0439\u043d\u0430\n",
                        cte="base64")
    return message.as_bytes()


WANTED = {
    "a.docx": (docx(), {("label.microsoft.name", "Highly Confidential"), ("label.microsoft.id", ID),
                        ("label.stamp", "Streng vertraulich")}),
    "a.odt": (odt(), {("label.microsoft.name", "Confidential")}),
    "a.pdf": (pdf(b"Confidential"), {("label.microsoft.name", "Confidential")}),
    "b.pdf": (pdf(b"\xfe\xff" + "Internal".encode("utf-16-be")), {("label.microsoft.name", "Internal")}),
    "a.eml": (mail(), {("label.microsoft.name", "Internal only"),
                       ("label.stamp", "\u041a\u043e\u043c\u043c\u0435\u0440\u0447\u0435\u0441\u043a"
                                       "\u0430\u044f \u0442\u0430\u0439\u043d\u0430")}),
    "a.txt": (b"TLP:AMBER\nClassification: Restricted\n", {("label.tlp", "TLP:AMBER"),
                                                           ("label.marking", "Restricted")}),
}


def main():
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for name, (data, _) in WANTED.items():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(data)
        env = {k: v for k, v in os.environ.items() if not k.startswith(("DLP_", "XDG_"))}
        out = subprocess.run([os.path.join(BUILD, "bin", "dlpscan"), "scan", "--format", "jsonl",
                              "--show-values", folder], capture_output=True, text=True, env=env,
                             check=False).stdout
        rows = [r for r in map(json.loads, out.splitlines()) if r["kind"] == "finding"]
        for name, (_, wanted) in WANTED.items():
            got = {(r["rule"], r["value"]) for r in rows
                   if r["path"].partition("!")[0] == os.path.join(folder, name)
                   and r["rule"].startswith("label.")}
            print("%s labels: %s" % ("ok" if got == wanted else "not ok", name))
            if got != wanted:
                print("# %s" % (got,))
            failed |= got != wanted
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
