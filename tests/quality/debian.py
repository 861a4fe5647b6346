#!/usr/bin/env python3
"""Make corpora of Debian packages: what is scanned in earnest, and in which nobody hides anything.

usage: debian.py clean LIST DIR      text files of binary packages, one file a package
       debian.py sources LIST DIR    source packages as they are, one folder each

LIST has one package a line, a tab and why; # begins a comment. Packages are fetched with apt-get from
the distribution that is installed (main, bookworm) into DIR/fetched, and DIR/corpus gets the rest, with
DIR/manifest.tsv: package, version, files, bytes. What is there is not made again. A clean file is
UTF-8 without NUL, of 64 bytes to 16 MB, in byte order of paths, up to 64 MiB a package.
"""
import gzip
import os
import shutil
import subprocess
import sys

CAP = 64 << 20
SUITE = "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] " \
        "http://deb.debian.org/debian bookworm main\n"


def packages(path):
    with open(path, encoding="utf-8") as file:
        lines = [line.split("\t")[0].strip() for line in file]
    return [name for name in lines if name and not name.startswith("#")]


def run(folder, *command):
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, check=False)
    if done.returncode != 0:
        print("%s: %s" % (" ".join(command[-2:]), done.stderr.strip()[-300:]), file=sys.stderr)
    return done.returncode == 0


def fetched(folder, name, ending):
    found = [f for f in sorted(os.listdir(folder))
             if f.startswith(name + "_") and f.endswith(ending)]
    return found[-1] if found else None


def text_of(path):
    """The file's bytes when they are text for a clean corpus, else None."""
    try:
        if os.path.islink(path) or os.path.getsize(path) > 64 << 20:
            return None
        with open(path, "rb") as file:
            data = file.read()
        if path.endswith(".gz"):
            data = gzip.decompress(data)
        data.decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError):
        return None
    return data if 64 <= len(data) <= 16 << 20 and b"\0" not in data else None


def files_below(folder):
    found = [os.path.join(root, name) for root, _, names in os.walk(folder) for name in names]
    return sorted((f for f in found if os.path.isfile(f) and not os.path.islink(f)),
                  key=os.fsencode)


def clean_package(fetch, corpus, name):
    deb = fetched(fetch, name, ".deb")
    if not deb and run(fetch, "apt-get", "download", name):
        deb = fetched(fetch, name, ".deb")
    if not deb:
        return None
    unpacked = os.path.join(fetch, name + ".unpacked")
    if not run(fetch, "dpkg-deb", "-x", deb, unpacked):
        return None
    count = total = 0
    with open(os.path.join(corpus, name + ".txt"), "wb") as out:
        for path in files_below(unpacked):
            data = text_of(path)
            if data is None:
                continue
            if total + len(data) > CAP:
                break
            out.write(data + b"\n\n")
            count += 1
            total += len(data)
    shutil.rmtree(unpacked)
    return deb.split("_")[1], count, total


class SourceList:
    """apt-get's options for a source index of its own, below the corpus: the system's stays as it is."""

    def __init__(self, fetch):
        self.options = []
        lists = os.path.join(fetch, "lists")
        if not os.path.isdir(os.path.join(lists, "partial")):
            os.makedirs(os.path.join(lists, "partial"))
        listed = os.path.abspath(os.path.join(fetch, "sources.list"))
        with open(listed, "w", encoding="utf-8") as file:
            file.write(SUITE)
        self.options = ["-o", "Dir::Etc::sourcelist=" + listed, "-o", "Dir::Etc::sourceparts=/dev/null",
                        "-o", "Dir::State::lists=" + os.path.abspath(lists)]
        if not any(f.endswith("Sources") or "Sources." in f for f in os.listdir(lists)):
            run(fetch, "apt-get", *self.options, "update")

    def fetch(self, folder, name):
        return run(folder, "apt-get", *self.options, "source", "--download-only", name)


def source_package(index, fetch, corpus, name):
    folder = os.path.join(fetch, name)
    os.makedirs(folder, exist_ok=True)
    dsc = [f for f in os.listdir(folder) if f.endswith(".dsc")]
    if not dsc and index.fetch(folder, name):
        dsc = [f for f in os.listdir(folder) if f.endswith(".dsc")]
    target = os.path.join(corpus, name)
    if not dsc or not (os.path.isdir(target) or run(
            folder, "dpkg-source", "--no-check", "--skip-patches", "-x", dsc[0],
            os.path.abspath(target))):
        return None
    found = files_below(target)
    return dsc[0].split("_")[1][:-4], len(found), sum(os.path.getsize(f) for f in found)


def main():
    if len(sys.argv) != 4 or sys.argv[1] not in ("clean", "sources"):
        sys.exit(__doc__)
    kind, listed, folder = sys.argv[1], sys.argv[2], os.path.abspath(sys.argv[3])
    manifest = os.path.join(folder, "manifest.tsv")
    names = packages(listed)
    if os.path.exists(manifest):
        return
    fetch, corpus = os.path.join(folder, "fetched"), os.path.join(folder, "corpus")
    os.makedirs(fetch, exist_ok=True)
    os.makedirs(corpus, exist_ok=True)
    index = SourceList(fetch) if kind == "sources" else None
    rows = []
    for name in names:
        made = (clean_package(fetch, corpus, name) if kind == "clean"
                else source_package(index, fetch, corpus, name))
        if made:
            rows.append("%s\t%s\t%d\t%d\n" % ((name,) + made))
            print(rows[-1], end="", flush=True)
    with open(manifest + ".new", "w", encoding="utf-8") as file:
        file.writelines(rows)
    os.rename(manifest + ".new", manifest)


if __name__ == "__main__":
    main()
