#!/usr/bin/env python3
"""Documents in connections: uploads, parts of forms, attached files; however they are cut into packets; what
is not read, and why; and that they are found by dlpd watch and stopped by dlpd gate.
"""
import base64
import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
import net_lab  # noqa: E402

sys.path.insert(0, os.path.join(net_lab.ROOT, "fixtures"))
import make_captures as made  # noqa: E402

RULES = ("-r", "rules.conf", "--no-cache")
SECRET = b"ticket TN-12345678 of a customer\n"
VALUE = "TN-12345678"
PADDING = bytes(i * 167 >> 3 & 255 for i in range(9000))


def zipped(text=SECRET, name="notes.txt", method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("padding.bin", PADDING)
        archive.writestr(name, text)
    return out.getvalue()


def docx():
    text = ('<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml'
            '/2006/main"><w:body><w:p><w:r><w:t>ticket TN-1234</w:t></w:r><w:r><w:t>5678</w:t></w:r>'
            '</w:p></w:body></w:document>')
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml",
                         '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                         '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats'
                         '-officedocument.wordprocessingml.document.main+xml"/></Types>')
        archive.writestr("word/document.xml", text)
    return out.getvalue()


def form(data, mark=b"xx-mark"):
    return (b"preamble\r\n--%s\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nplain\r\n--%s\r\n"
            b"Content-Disposition: form-data; name=\"f\"; filename=\"a.zip\"\r\n"
            b"Content-Type: application/zip\r\n\r\n%s\r\n--%s--\r\nepilogue" % (mark, mark, data, mark))


def post(body, *headers):
    return made.post(body, "Content-Length: %d" % len(body), *headers)


FORM = 'Content-Type: multipart/form-data; charset=utf-8; boundary="xx-mark"'


def mail(data):
    lines = base64.encodebytes(data).replace(b"\n", b"\r\n")
    whole = (b"Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhello\r\n--b\r\n"
             b"Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + lines
             + b"--b--\r\n")
    return (b"EHLO a.example\r\n", b"250 ok\r\n", b"MAIL FROM:<a@a.example>\r\n", b"250 ok\r\n",
            b"DATA\r\n", b"354 go\r\n", whole + b".\r\n", b"250 ok\r\n", b"QUIT\r\n", b"221 ok\r\n")


def bare(data):
    """What ends with the bytes of a mark, but for one."""
    return data + b"\r\n--xx-mar"


# name -> (turns, part, reasons)
def messages():
    data = zipped()
    many = form(data)
    return {
        "put": ((post(data).replace(b"POST", b"PUT", 1), made.ANSWER), "http.file"),
        "docx": ((post(docx()), made.ANSWER), "http.file"),
        "chunks": ((made.post(made.chunked(data, [1, 5, 4000, 99999]), "Transfer-Encoding: chunked"),
                    made.ANSWER), "http.file"),
        "packed": ((post(gzip.compress(data), "Content-Encoding: gzip"), made.ANSWER), "http.file"),
        "gzip file": ((post(gzip.compress(SECRET)), made.ANSWER), "http.file"),
        "form": ((post(many, FORM), made.ANSWER), "http.file"),
        "form, packed": ((post(gzip.compress(many), FORM, "Content-Encoding: gzip"), made.ANSWER),
                         "http.file"),
        "form, nearly a mark": ((post(form(bare(data)), FORM), made.ANSWER), "http.file"),
        "form, lines end with LF": ((post(form(data).replace(b"\r\n", b"\n"), FORM), made.ANSWER),
                                    "http.file"),
        "second of two": ((post(b"nothing") + post(data), made.ANSWER * 2), "http.file"),
        "mail": (mail(data), "mail.file"),
    }


def write(name, data):
    with open(name, "wb") as out:
        out.write(data)
    return name


def replay(*args):
    result = subprocess.run((net_lab.DLPD, "replay") + RULES + args, capture_output=True, text=True,
                            check=False, timeout=60)
    if VALUE in result.stdout + result.stderr:
        raise AssertionError("the value is printed")
    return result, [json.loads(line) for line in result.stdout.splitlines()]


def capture(turns, size, name="a.pcap"):
    return write(name, made.pcap([made.ether(p) for p in made.Tcp().talk(*turns, size=size)]))


def found_in(rows):
    return [(r["rules"][0]["parts"], r["rules"][0]["distinct"], r["rules"][0]["masked"]) for r in rows
            if r["kind"] == "incident"]


def packets(_):
    """The findings of the message, however it is cut."""
    for name, (turns, part) in messages().items():
        for size in (61, 1400):
            result, rows = replay(capture(turns, size))
            if found_in(rows) != [([part], 1, ["*********78"])] or result.returncode != 1:
                yield "%s, %d bytes a packet: %s %s" % (name, size, rows[:1], result.stderr)
            if rows[-1]["reasons"]:
                yield "%s: %s" % (name, rows[-1]["reasons"])


def unread(_):
    data = zipped()
    locked = bytearray(zipped(name="a.txt", method=zipfile.ZIP_STORED))
    for at in range(len(locked) - 4): # the bit that says so, in both heads of each member
        if locked[at:at + 4] == b"PK\x03\x04":
            locked[at + 6] |= 1
        if locked[at:at + 4] == b"PK\x01\x02":
            locked[at + 8] |= 1
    big = zipped(os.urandom(1 << 20), method=zipfile.ZIP_STORED)
    cases = (("cut off", (post(data)[:-300],), {"document_damaged": 1}, ()),
             ("locked", (post(bytes(locked)),), {"document_encrypted": 1}, ()),
             ("too large", (post(big),), {"document_size": 1}, ("--document-size", "1")),
             ("too many", (post(big) + post(b"x"),), {"document_memory": 1}, ("--document-memory", "1")),
             ("no worker", (post(data),), {"archive": 1}, ("--extractor", "none")),
             ("a picture", (post(b"GIF89a" + bytes(99)),), {"media": 1}, ()))
    for name, turns, reasons, more in cases:
        _, rows = replay(*more, capture(turns, 1400))
        if rows[-1]["reasons"] != reasons:
            yield "%s: %s" % (name, rows)
    write("policy.conf", b'version = 1;\npolicies = ( { name = "locked"; unread = "document_encrypted"; '
                         b'action = "block"; } );\n')
    _, rows = replay("--policy", "policy.conf", capture((post(bytes(locked)),), 1400))
    if rows[0].get("policy") != "locked":
        yield rows[0]
    wrong, _ = replay("--extractor", "/nowhere", "a.pcap")
    if wrong.returncode != 2:
        yield wrong


SERVER = """
import http.server, hashlib, socketserver, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if len(body) == int(self.headers["Content-Length"]):
            with open("got", "a") as got: got.write(hashlib.sha256(body).hexdigest() + "\\n")
        self.send_response(200); self.send_header("Content-Length", "2"); self.end_headers()
        self.wfile.write(b"ok")
    def log_message(self, *args): pass
class Server(socketserver.ThreadingMixIn, http.server.HTTPServer): pass
server = Server(("198.18.3.1", 8080), Handler)
print("listening", flush=True)
server.serve_forever()
"""


def lab_post(lab, path, *more):
    return lab.run("c", "curl", "-sS", "-m", "20", "-H", "Expect:", "-w", "\n%{http_code} %{time_total}", *more,
                   "http://198.18.3.1:8080/x", *(() if more else ("--data-binary", "@" + path)),
                   check=False)


def digests():
    if not os.path.exists("got"):
        return []
    with open("got", encoding="ascii") as got:
        return got.read().split()


def watch(lab):
    daemon = net_lab.Daemon(lab, "s", "watch", "-i", "s0", "--user", "nobody", "--control", "watch.sock",
                            *RULES)
    lab_post(lab, write("a.zip", zipped()))
    lab_post(lab, "", "-F", "f=@a.zip")
    net_lab.wait_for(lambda: "\ndlpd_documents_total 2\n" in net_lab.ask("watch.sock", "/metrics")[1],
                     "two documents")
    with open("/proc/%d/status" % daemon.process.pid, encoding="ascii") as lines:
        if "Seccomp:\t0" in lines.read() and "san/bin" not in net_lab.DLPD:
            yield "system calls are not limited"
    daemon.stop()
    if found_in(daemon.records()) != [(["http.file"], 1, ["*********78"])] * 2:
        yield daemon.records()
    if daemon.records("summary")[0]["reasons"]:
        yield daemon.records("summary")


def gate(lab):
    """The packet that completes a document waits: a forbidden one never arrives whole, another one does."""
    for way in ("--dport", "--sport"):
        lab.run("s", "iptables", "-A", "INPUT" if way == "--dport" else "OUTPUT", "-p", "tcp", way, "8080", "-j",
                "NFQUEUE", "--queue-num", "6")
    daemon = net_lab.Daemon(lab, "s", "gate", "-q", "6", "--user", "nobody", *RULES)
    before = len(digests())
    got = [lab_post(lab, write("a.zip", zipped())), lab_post(lab, "", "-F", "f=@a.zip")]
    if [g.stdout.splitlines()[-1][:3] for g in got] != ["403"] * 2 or digests()[before:]:
        yield "%s %s" % (got, digests())
    clean = zipped(b"nothing")
    got = lab_post(lab, write("b.zip", clean))
    if digests()[before:] != [hashlib.sha256(clean).hexdigest()] or not got.stdout.startswith("ok"):
        yield "a clean one: %s" % got
    daemon.stop()
    if [(r.get("done"), r["rules"][0]["parts"]) for r in daemon.records("incident")] != [
            ("blocked", ["http.file"])] * 2:
        yield daemon.records()
    # Nobody waits for it: it passes, and that is told.
    daemon = net_lab.Daemon(lab, "s", "gate", "-q", "6", "--document-hold", "0", *RULES)
    before = len(digests())
    lab_post(lab, "a.zip")
    if len(digests()) != before + 1:
        yield "not held, and did not arrive"
    daemon.stop()
    incident, record = daemon.records("incident")[0], daemon.records("gate")[0]
    reasons = [r["reason"] for r in incident["from_client"]["incomplete"]]
    if reasons != ["document_late"] or record["documents_late"] != 1:
        yield "%s %s" % (incident, record)


def cannot_gate(lab):
    probe = lab.run("s", "iptables", "-A", "INPUT", "-p", "udp", "--dport", "9", "-j", "NFQUEUE", check=False)
    return probe.returncode != 0


def main():
    failed = []
    with tempfile.TemporaryDirectory(prefix="dlp-documents-", dir="/var/tmp") as scratch:
        os.chdir(scratch)
        os.chmod(scratch, 0o755)
        write("rules.conf", net_lab.RULE.encode())
        failed += [net_lab.report("dlpd documents", name, case(None))
                   for name, case in (("packets", packets), ("not read", unread))]
        why = net_lab.missing()
        if why:
            print("ok dlpd documents, live # SKIP %s" % why)
        else:
            with net_lab.Lab("c", "s") as lab:
                lab.link("c", "c0", "s", "s0")
                lab.ip("c", "addr", "add", "198.18.3.2/24", "dev", "c0")
                lab.ip("s", "addr", "add", "198.18.3.1/24", "dev", "s0")
                server = lab.start("s", sys.executable, "-c", SERVER, stdout=subprocess.PIPE, text=True,
                                   stderr=subprocess.DEVNULL)
                server.stdout.readline()
                failed.append(net_lab.report("dlpd documents", "watch", watch(lab)))
                if cannot_gate(lab):
                    print("ok dlpd documents: gate # SKIP no NFQUEUE")
                else:
                    failed.append(net_lab.report("dlpd documents", "gate", gate(lab)))
        os.chdir("/")
    return int(any(failed))


if __name__ == "__main__":
    sys.exit(main())
