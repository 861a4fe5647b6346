#!/usr/bin/env python3
"""Old office documents and messages: what is in them beside the text, and what is wrong with them."""
import json
import lzma
import os
import shutil
import struct
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("DLP_BUILD", os.path.join(ROOT, "build"))
sys.path.insert(0, os.path.join(ROOT, "tests", "formats"))
import make_documents as made  # noqa: E402

CARD = "4111 1111 1111 1111"
AVRO_HEAD = b"Obj\x01\x04\x16avro.schema\x80\x01{\"type\""
LINE = "card number: %s\n" % CARD


def scan(folder):
    """Of each file: where card numbers are found, and what is incomplete."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("DLP_", "XDG_"))}
    result = subprocess.run([os.path.join(BUILD, "bin", "dlpscan"), "scan", "--format", "jsonl",
                             folder], capture_output=True, text=True, env=env, check=False)
    got = {name: (set(), set()) for name in os.listdir(folder)}
    for row in map(json.loads, result.stdout.splitlines()):
        if row["kind"] not in ("finding", "incomplete"):
            continue
        name, part, rest = row["path"][len(folder) + 1:].partition("!")
        if row["kind"] == "incomplete":
            got[name][1].add(part + rest + ":" + row["reason"])
        elif row["rule"] == "card.pan":
            got[name][0].add(part + rest + "#" + (row.get("location") or ""))
    return got


def container(folder, streams):
    work = os.path.join(folder, "work")
    os.makedirs(work)
    data = made.container(work, streams)
    shutil.rmtree(work)
    return data


def doc_streams(text, flags=0x200):
    """The least that Word's text needs: one piece of letters of one byte."""
    word = bytearray(0x200) + text.encode("cp1252")
    pieces = struct.pack("<IIHIH", 0, len(text), 0, 0x400 | 0x40000000, 0)
    table = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<HH", word, 0, 0xa5ec, 0xc1)
    struct.pack_into("<H", word, 10, flags)
    struct.pack_into("<II", word, 0x1a2, 0, len(table))
    return {"WordDocument": bytes(word), "1Table": table}


def property_set(names):
    """Custom properties of a document, each a string: [MS-OLEPS]."""
    values = [(0, struct.pack("<I", len(names)) + b"".join(
        struct.pack("<II", 2 + i, len(n) + 1) + n.encode() + b"\0" for i, n in enumerate(names))),
        (1, struct.pack("<Ihh", 2, 1252, 0))]
    values += [(2 + i, struct.pack("<II", 30, len(v) + 1) + v.encode() + b"\0")
               for i, v in enumerate(names.values())]
    at, index, body = 8 + 8 * len(values), b"", b""
    for number, value in values:
        value += bytes(-len(value) % 4)
        index += struct.pack("<II", number, at + len(body))
        body += value
    first = struct.pack("<II", 8, 0)
    section = struct.pack("<II", at + len(body), len(values)) + index + body
    head = struct.pack("<HHI16sI", 0xfffe, 0, 0x20005, bytes(16), 2)
    summary = bytes.fromhex("02d5cdd59c2e1b10939708002b2cf9ae")
    custom = bytes.fromhex("05d5cdd59c2e1b10939708002b2cf9ae")
    return head + summary + struct.pack("<I", 68) + custom + struct.pack("<I", 76) + first + section


def packed(name, data):
    """A file behind an icon."""
    inner = (struct.pack("<H", 2) + name + b"\0C:\\" + name + b"\0" + struct.pack("<HH", 0, 3)
             + struct.pack("<I", 4) + b"C:\\\0" + struct.pack("<I", len(data)) + data)
    return struct.pack("<I", len(inner)) + inner


def stored_by_vba(text):
    """[MS-OVBA]'s compression, letters only."""
    data = text if isinstance(text, bytes) else text.encode()
    chunk = b"".join(b"\0" + data[i:i + 8] for i in range(0, len(data), 8))
    return b"\x01" + struct.pack("<H", (len(chunk) - 1) | 0xb000) + chunk


def macros(text):
    def record(number, data):
        return struct.pack("<HI", number, len(data)) + data
    folder = (record(1, bytes(4)) + record(3, struct.pack("<H", 1252)) + record(4, b"P")
              + record(15, struct.pack("<H", 1)) + record(0x19, b"Module1")
              + record(0x1a, b"Module1") + record(0x32, "Module1".encode("utf-16-le"))
              + record(0x31, bytes(4)) + record(0x2b, b"") + record(0x10, b""))
    return {"VBA/dir": stored_by_vba(folder), "VBA/Module1": stored_by_vba(text)}


def documents(folder):
    label = "MSIP_Label_00000000-0000-4000-8000-000000000000_Name"
    streams = doc_streams("nothing here")
    streams.update({"\005DocumentSummaryInformation": property_set({label: "x", "Key": LINE})})
    streams.update({"ObjectPool/_1/" + k: v for k, v in doc_streams(LINE).items()})
    streams.update({"ObjectPool/_2/\001Ole10Native": packed(b"a.txt", LINE.encode())})
    streams.update({"ObjectPool/_3/Package": made.make_zip(LINE.encode(), None)})
    streams.update({"Macros/" + k: v for k, v in macros("' " + LINE).items()})
    cut = doc_streams(LINE)
    cut["1Table"] = cut["1Table"][:9]
    with lzma.open(os.path.join(ROOT, "tests", "formats", "stored", "table.ppt.xz")) as file:
        show = file.read()
    return {"beside.doc": container(folder, streams),
            "locked.doc": container(folder, doc_streams(LINE, 0x300)),
            "cut.doc": container(folder, cut),
            "other.vsd": container(folder, {"VisioDocument": LINE.encode(),
                                            "Deep/er/x": LINE.encode()}),
            "locked.ppt": show.replace(b"\x0f\x00\xe8\x03", b"\x0f\x00\x14\x2f", 1)}


def messages(folder):
    whole = container(folder, made.msg_streams("", 32, 0, {0x37: LINE}))
    bent = bytearray(whole)
    bent[0x30] = 0x77  # where the tree is: the library complains, which must not end it
    ring = bytearray(whole)
    at = 0
    while (at := ring.find("__subst".encode("utf-16-le"), at + 1)) > 0:
        struct.pack_into("<III", ring, at + 68, 0, 0, 0)  # beside and below it: the root
    locked = made.msg_streams("", 32, 0, {0x1a: "IPM.Note.SMIME"})
    locked["__attach_version1.0_#00000000/__substg1.0_37010102"] = b"\x30\x80"
    lie = made.msg_streams("", 32, 0, {})
    lie["__substg1.0_10090102"] = struct.pack("<IIII", 0xfffffff0, 0xfffffff0, 0x75465a4c, 0)
    deep = {"x": LINE.encode()}
    for _ in range(40):
        deep = {"a/" + k: v for k, v in deep.items()}
    return {"whole.msg": whole, "ring.msg": bytes(ring), "bent.msg": bytes(bent), "cut.msg": whole[:1000],
            "locked.msg": container(folder, locked), "lie.msg": container(folder, lie),
            "deep.ole": container(folder, deep),
            "cut.dat": made.make_tnef(made.customers(), None)[:400],
            "cut.pst": made.make_pst(made.customers(), None)[:5000],
            "cut.avro": AVRO_HEAD}


# What must be found, and what be said; None: anything, as long as it comes to an end.
BESIDE = {"#properties", "!ObjectPool/_1#text", "!ObjectPool/_3!Package!dir/customers.csv#",
          "#macro Module1", "!ObjectPool/_2!Ole10Native#"}
WANTED = {
    "beside.doc": (BESIDE, set()), "locked.doc": (None, {":encrypted"}),
    "cut.doc": (None, {":damaged"}), "locked.ppt": (None, {":encrypted"}),
    "other.vsd": ({"!VisioDocument#", "!Deep/er/x#"}, {":unsupported"}),
    "whole.msg": ({"#headers"}, set()), "ring.msg": (None, None), "bent.msg": (None, {":damaged"}),
    "cut.msg": (None, {":damaged"}), "locked.msg": (None, {":encrypted"}),
    "lie.msg": (None, {"!body.rtf:damaged"}), "cut.dat": (None, {":damaged"}),
    "cut.pst": (None, {":truncated"}), "cut.avro": (None, {":damaged"}),
    "deep.ole": ({"#"}, {":unsupported", "!" + "a/" * 32 + "a:depth_limit"}),
}


def main():
    if not shutil.which("gsf") or not all(
            os.path.exists(os.path.join(BUILD, "libexec", "dlp-extract-%s.so" % module))
            for module in ("ole", "pst", "avro")):
        print("ok old office # SKIP gsf, or a part that reads them, is not there")
        return 0
    failed = False
    with tempfile.TemporaryDirectory() as work, tempfile.TemporaryDirectory() as folder:
        for name, data in list(documents(work).items()) + list(messages(work).items()):
            with open(os.path.join(folder, name), "wb") as file:
                file.write(data)
        got = scan(folder)
    for name, wanted in WANTED.items():
        bad = any(w is not None and w != g for w, g in zip(wanted, got[name]))
        print("%s old office: %s" % ("not ok" if bad else "ok", name))
        if bad:
            print("# %s" % (got[name],))
        failed |= bad
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
