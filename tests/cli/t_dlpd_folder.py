#!/usr/bin/env python3
"""dlpd watch FOLDER: files that other programs take out of connections, with what they say of them."""
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

OPTIONS = ("-r", "rules.conf", "--no-cache", "--flows")
SECRET = b"ticket TN-12345678 of a customer\n"
SIDECAR = {
    "timestamp": "2026-01-02T03:04:05.678901+0000", "src_ip": "192.0.2.7", "src_port": 40000,
    "dest_ip": "203.0.113.80", "dest_port": 80, "app_proto": "http",
    "http": {"hostname": "files.example", "url": "/x?\"src_ip\":\"198.51.100.1\""},
    "fileinfo": {"filename": "/up/TN-12345678 \"src_ip\".zip", "state": "CLOSED", "size": 1}}
POLICY = b"""version = 1;
policies = ( { name = "out"; action = "block"; rules = [ "test.*" ]; to = { host = "files.example"; };
               from = { address = "192.0.2.0/24"; }; } );
"""


class Here:
    """For net_lab's daemon: no namespace."""

    @staticmethod
    def start(_, *words, **more):
        return subprocess.Popen(words, **more)


def write(name, data):
    with open(name, "wb") as out:
        out.write(data)
    return name


def zipped(text):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", text)
    return out.getvalue()


def extracted():
    os.makedirs("store/tmp")
    os.makedirs("store/ab")
    write("store/before", SECRET)
    write("policy.conf", POLICY)
    os.utime("store/before", (1, 1))
    daemon = net_lab.Daemon(Here(), "", "watch", "store", "--policy", "policy.conf", "--control", "c.sock",
                            *OPTIONS)
    # As Zeek does.
    write("store/extract-1700000000.25-SMTP-FAbcde12345", SECRET)
    # As Suricata does.
    write("store/tmp/file.1", zipped(SECRET))
    os.rename("store/tmp/file.1", "store/ab/abcdef")
    write("store/ab/abcdef.1700000000.1.json", json.dumps(SIDECAR).encode())
    # A folder of its own, of which nobody knew; a name with a value; a link, and a pipe.
    os.mkdir("store/new")
    write("store/new/TN-87654321", b"nothing")
    write("elsewhere", SECRET)
    os.symlink("../elsewhere", "store/link")
    os.mkfifo("store/pipe")
    with open("store/slow", "wb") as slow:
        slow.write(SECRET[:12])
        slow.flush()
        net_lab.wait_for(lambda: json.loads(net_lab.ask("c.sock", "/status")[1])["incidents"] >= 2
                         and len(daemon.records("file")) >= 1, "three files")
        slow.write(SECRET[12:])
    status = daemon.stop()
    if status != 0:
        yield "%d %s" % (status, daemon.said())
    rows = {os.path.basename(r["path"]): r for r in daemon.records() if "path" in r}
    if sorted(rows) != ["***********", "abcdef", "extract-1700000000.25-SMTP-FAbcde12345", "slow"]:
        yield sorted(rows)
    got = {n: (r["kind"], r["verdict"], r["protocol"], r.get("client"), r.get("action")) for n, r in
           rows.items()}
    wanted = {"***********": ("file", "clean", "raw", None, "allow"),
              "abcdef": ("incident", "found", "http", "192.0.2.7", "block"),
              "extract-1700000000.25-SMTP-FAbcde12345": ("incident", "found", "smtp", None, "allow"),
              "slow": ("incident", "found", "raw", None, "allow")}
    if got != wanted:
        yield got
    zip_row = rows["abcdef"]
    if (zip_row["server"], zip_row["server_port"], zip_row["host"], zip_row["file"]) != (
            "203.0.113.80", 80, "files.example", "/up/*********** \"src_ip\".zip"):
        yield zip_row
    if zip_row["rules"][0]["parts"] != ["file"] or "TN-12345678" in json.dumps(daemon.records()):
        yield zip_row
    if daemon.records("summary")[0]["flows"] != 4:
        yield daemon.records("summary")


def mistakes():
    for words in (("watch",), ("watch", "-i", "lo", "store"), ("watch", "store/before"), ("watch", "nowhere")):
        result = net_lab.command(net_lab.DLPD, *words, *(OPTIONS if words[-1] != "watch" else ()),
                                 check=False)
        if result.returncode != 2 or not result.stderr.startswith("dlpd: "):
            yield "%s: %s" % (words, result)


def main():
    with tempfile.TemporaryDirectory(prefix="dlp-folder-", dir="/var/tmp") as scratch:
        os.chdir(scratch)
        write("rules.conf", net_lab.RULE.encode())
        failed = [net_lab.report("dlpd folder", name, case())
                  for name, case in (("extracted files", extracted), ("mistakes", mistakes))]
        os.chdir("/")
    return int(any(failed))


if __name__ == "__main__":
    sys.exit(main())
