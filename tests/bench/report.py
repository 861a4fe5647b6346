#!/usr/bin/env python3
"""Results of the bench -> docs/performance.md and a picture.

usage: report.py machine                              one JSON line: where we are
       report.py render RESULTS MANIFEST MARKDOWN SVG

The text between the two markers of MARKDOWN is replaced; the rest is written by hand.
"""
import collections
import json
import math
import os
import platform
import re
import subprocess
import sys
import time

BEGIN, END = "<!-- made by make bench: begin -->", "<!-- made by make bench: end -->"
CORPORA = (
    ("text", "C headers, Python, documentation of Debian"),
    ("csv", "CSV of ids, epoch ms, prices, serials, hashes"),
    ("telemetry", "JSON lines: epoch ms, UUIDs, counters"),
    ("weblog", "web log with epoch ms and tracking ids"),
    ("js", "minified JavaScript"),
    ("binary", "protobuf-like binary"),
    ("pii_csv", "customers as CSV, valid check digits"),
    ("pii_json", "customers as JSON lines, valid check digits"),
)
# MB/s: what was asked of the first version, and what is asked of this one.
FIRST = {"text": 500}
ASKED = {"text": 1000, "csv": 400, "telemetry": 700, "weblog": 700, "binary": 1000, "pii_csv": 150,
         "pii_json": 150}
BARS = (("memory", "reading memory", "#d0d5dd"), ("hyperscan", "bare Hyperscan pass, our triggers", "#93b7d9"),
        ("class_lane", "class lane alone", "#a8d5ba"), ("scan", "libdlp, all rules", "#1f5fa8"),
        ("naive", "same rules naive, one Hyperscan database", "#e0a458"))


# ---- The machine -----------------------------------------------------------------------------

def first_match(path, pattern, default="?"):
    try:
        with open(path, encoding="utf-8") as file:
            match = re.search(pattern, file.read(), re.M)
    except OSError:
        return default
    return match.group(1).strip() if match else default


def line_of(*command):
    try:
        result = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return (result.stdout.splitlines() or [""])[0].strip()


def machine():
    return {
        "kind": "machine",
        "cpu": first_match("/proc/cpuinfo", r"^model name\s*: (.*)$"),
        "cores": os.cpu_count(),
        "ram_gib": round(int(first_match("/proc/meminfo", r"^MemTotal:\s+(\d+)", "0")) / 1048576, 1),
        "kernel": platform.release(),
        "system": first_match("/etc/os-release", r'^PRETTY_NAME="?([^"\n]*)'),
        "compiler": line_of(os.environ.get("CC", "cc"), "--version"),
        "libraries": ", ".join("%s %s" % (name, line_of("pkg-config", "--modversion", name))
                               for name in ("libhs", "libpcre2-8")),
        "peers": [v for v in (line_of("rg", "--version"), line_of("grep", "--version"),
                              line_of("clamscan", "--version"), line_of("gitleaks", "version"),
                              line_of("noseyparker", "--version"), line_of("kingfisher", "--version")) if v],
        "load": os.getloadavg()[0],
        "date": time.strftime("%Y-%m-%d"),
        "command": "BENCH_QUICK=1 make bench" if os.environ.get("BENCH_QUICK") else "make bench",
    }


# ---- Reading ---------------------------------------------------------------------------------

class Results:
    """The lines of results.jsonl, by what they are asked for."""

    def __init__(self, path):
        self.speed, self.one = {}, {}
        self.process, self.tree = collections.defaultdict(list), collections.defaultdict(list)
        with open(path, encoding="utf-8") as file:
            for line in file:
                entry = json.loads(line)
                kind = entry["kind"]
                if kind == "speed":
                    self.speed[entry["corpus"], entry["figure"]] = entry
                elif kind == "process":
                    self.process[entry["name"]].append(entry)
                elif kind == "tree":
                    self.tree[entry["mode"], entry["threads"]].append(entry)
                else:
                    self.one[kind] = entry

    def mbs(self, corpus, figure, which="best"):
        entry = self.speed.get((corpus, figure))
        return entry[which] if entry else None

    def ratio(self, corpus, figure, to):
        a, b = self.mbs(corpus, figure), self.mbs(corpus, to)
        return a / b if a and b else None

    def best_ms(self, name, clock="total_ms"):
        return min((e[clock] for e in self.process.get(name, ())), default=None)

    def tree_ms(self, mode, threads):
        return min((e["ms"] for e in self.tree.get((mode, threads), ())), default=None)

    def tree_net(self, threads):
        """dlpscan over the tree without its start, ms."""
        whole, start = (self.best_ms("tree:%s:%d" % (n, threads)) for n in ("dlpscan", "empty"))
        return whole - start if whole and start else None

    def peer_mbs(self, peer, corpus, folder):
        """MB/s without the program's start; None when it did not run or takes no measurable time."""
        whole, start = (self.best_ms("peer:%s:%s" % (peer, c), "cpu_ms") for c in (corpus, "empty"))
        runs = self.process.get("peer:%s:%s" % (peer, corpus), ())
        if whole is None or start is None or whole - start < 1 or any(r["status"] > 1 for r in runs):
            return None
        return os.path.getsize(os.path.join(folder, "slice-" + corpus)) / 1e3 / (whole - start)


# ---- Text ------------------------------------------------------------------------------------

def number(value, digits=None):
    if value is None:
        return "-"
    if digits is None:
        digits = 0 if value >= 100 or value == int(value) else 1 if value >= 10 else 2
    return "{:,.{}f}".format(value, digits)


def percent(value):
    return "-" if value is None else "%.*f %%" % (value < 0.1, 100 * value)


def times(value):
    return "-" if value is None else "%s ×" % number(value)


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def measured(results):
    return [(name, title) for name, title in CORPORA if results.mbs(name, "scan")]


def limits(results):
    rows = []
    for name, title in measured(results):
        m = lambda figure: number(results.mbs(name, figure))
        rows.append((title, "%.0f" % (results.speed[name, "scan"]["bytes"] / 1e6), m("scan"),
                     number(results.mbs(name, "scan", "median")), m("views"), ASKED.get(name, "-"),
                     m("hyperscan"), percent(results.ratio(name, "scan", "hyperscan")),
                     m("class_lane"), m("lanes"), m("memory"),
                     percent(results.ratio(name, "pieces", "scan_1m"))))
    return table(("corpus", "MB", "libdlp", "median", "with decoders", "asked", "bare Hyperscan pass", "libdlp to it",
                  "class lane alone", "both lanes", "memory", "1,460-byte pieces to 1 MiB"), rows)


def naive_peers(results, folder):
    """The peers that were there, and the table beside them."""
    peers = [p for p in ("rg", "grep", "clamscan", "gitleaks", "noseyparker", "kingfisher")
             if results.best_ms("peer:%s:empty" % p) is not None]
    rows = []
    for name, title in measured(results):
        row = [title, number(results.mbs(name, "scan")), number(results.mbs(name, "naive")),
               times(results.ratio(name, "scan", "naive"))]
        for peer in peers:
            mbs = results.peer_mbs(peer, name, folder)
            row += [number(mbs), times(results.mbs(name, "scan") / mbs if mbs else None)]
        rows.append(row)
    head = ["corpus", "libdlp", "naive Hyperscan", "libdlp to it"]
    labels = {"rg": "ripgrep", "grep": "grep -P"}
    for peer in peers:
        head += [labels.get(peer, peer), "libdlp to it"]
    naive = results.one.get("naive")
    said = "" if naive is None else (
        "\nThe naive database leaves out %s rules that Hyperscan refuses (they refer back to what they matched, or are too large for it), and takes %s s to compile.\n"
        % (number(naive["left_out"], 0), number(naive["compile_s"])))
    return table(head, rows) + said


def stages(results):
    """ns a byte: lanes; what confirming adds; what judging, context and findings add."""
    rows = []
    for name, title in measured(results):
        ns = {f: 1e3 / results.mbs(name, f) for f in ("lanes", "confirm", "scan")}
        confirm = results.speed[name, "confirm"]
        mb = confirm["bytes"] / 1e6
        rows.append((title, number(ns["lanes"]), number(max(0, ns["confirm"] - ns["lanes"])),
                     number(max(0, ns["scan"] - ns["confirm"])), number(ns["scan"]),
                     number(confirm["events"] / mb, 0), number(confirm["candidates"] / mb, 0),
                     number(results.speed[name, "scan"]["findings"] / mb, 0)))
    return table(("corpus", "lanes, ns/byte", "confirming", "judging to reporting", "all",
                  "events/MB", "confirmed/MB", "findings/MB"), rows)


def small_files(results):
    rows = []
    for threads in (1, 2):
        count = (results.tree.get(("read", threads)) or [{"files": 0}])[0]["files"]
        read, hyperscan = (results.tree_ms(m, threads) for m in ("read", "hyperscan"))
        whole, net = results.best_ms("tree:dlpscan:%d" % threads), results.tree_net(threads)
        rg = results.best_ms("tree:rg:%d" % threads)
        if not count or net is None:
            continue
        rows.append((threads, number(count, 0), number(whole), number(net),
                     number(read), number(hyperscan), times(net / hyperscan),
                     number((net - hyperscan) * 1e3 / count), number(rg)))
    return table(("threads", "files", "dlpscan, ms", "without its start", "bare walk and read",
                  "the same with a bare Hyperscan pass", "dlpscan to that", "more, µs a file",
                  "ripgrep, one literal"), rows)


def targets(results):
    """(what, limit as text, measured as text, met) of everything that was asked."""
    rows = []

    def ask(what, limit, value, met):
        rows.append((what, limit, value, "-" if met is None else "yes" if met else "**no**"))

    def at_least(what, limit, value, unit=""):
        ask(what, "≥ %s%s" % (number(limit), unit), number(value) + unit,
            None if value is None else value >= limit)

    def at_most(what, limit, value, unit=""):
        ask(what, "≤ %s%s" % (number(limit), unit), number(value) + unit,
            None if value is None else value <= limit)

    peak = max((e["peak_kib"] for n in ("file", "findings", "stdin")
                for e in results.process.get("memory:" + n, ())), default=None)
    session, compiled = results.one["session"], results.one["compile"]
    cold = compiled["load_ms"] + compiled["compile_ms"]
    start = [e for e in results.process.get("start", ())]
    nets = [results.tree_net(t) for t in (1, 2)]
    bare = [results.tree_ms("hyperscan", t) for t in (1, 2)]
    files = (results.tree.get(("read", 1)) or [{"files": 0}])[0]["files"]
    pieces = [results.ratio(n, "scan_1m", "pieces") for n, _ in measured(results)]
    secrets = results.ratio("text", "without_secrets", "scan")
    for name, title in measured(results):
        if name in FIRST:
            at_least(title + " (first version)", FIRST[name], results.mbs(name, "scan"), " MB/s")
        if name in ASKED:
            at_least(title, ASKED[name], results.mbs(name, "scan"), " MB/s")
    at_least("text: libdlp to a bare Hyperscan pass over our triggers", 60,
             100 * results.ratio("text", "scan", "hyperscan"), " %")
    at_least("text: libdlp to the same rules naive", 5, results.ratio("text", "scan", "naive"), " ×")
    at_most("pieces of 1,460 bytes: more a byte than 1 MiB, worst corpus", 20,
            100 * (max(p for p in pieces if p) - 1), " %")
    at_most("text: what the decoders cost", 3,
            100 * (results.ratio("text", "scan", "views") - 1), " %")
    at_most("opening and closing a session", 2000, session["open_close_ns"], " ns")
    at_most("memory of a session", session["bound"], session["fed_bytes"], " bytes")
    at_most("memory of dlpscan, any file size (worst of file, findings, stdin)", 64,
            peak / 1024 if peak else None, " MiB")
    at_most("cold compile (first version)", 1000, cold, " ms")
    at_most("cold compile", 1500, cold, " ms")
    at_most("start to the first finding of a one-line file", 30, start[0]["first_ms"] if start else None,
            " ms")
    at_least("two threads to one, %s files of 4-5 KB" % number(files, 0), 1.8,
             nets[0] / nets[1] if all(nets) else None, " ×")
    at_most("the same tree, one thread: to a walk, read and bare Hyperscan pass", 1.3,
            nets[0] / bare[0] if nets[0] and bare[0] else None, " ×")
    at_most("the same tree: more a file than that", 30,
            (nets[0] - bare[0]) * 1e3 / files if nets[0] and bare[0] else None, " µs")
    at_most("text: what the secret rules cost (so much again if doubled)", 15,
            100 * (secrets - 1) if secrets else None, " %")
    return table(("what", "asked", "measured", "met"), rows)


def other(results):
    session, compiled = results.one["session"], results.one["compile"]
    peaks = ", ".join("%s %.1f MiB" % (title, results.process["memory:" + n][0]["peak_kib"] / 1024)
                      for n, title in (("file", "one large file"), ("findings", "a file full of findings"),
                                       ("stdin", "standard input")) if results.process.get("memory:" + n))
    cold = results.process.get("start:cold") or []
    start = results.process.get("start") or []
    lines = [
        "- %d rules; reading them takes %s ms, compiling %s ms; Hyperscan's database is %s KiB."
        % (compiled["rules"], number(compiled["load_ms"]), number(compiled["compile_ms"]),
           number(compiled["hyperscan_bytes"] / 1024)),
        "- A session: opened and closed in %s ns, %s ns when none is at hand; it holds %s bytes (promised: %s)."
        % (number(session["open_close_ns"]), number(session["open_new_ns"]),
           number(session["fed_bytes"], 0), number(session["promised"], 0)),
        "- Peak memory of dlpscan: %s." % peaks,
    ]
    if start:
        lines.append("- dlpscan on a one-line file: first finding after %s ms, done after %s ms%s."
                     % (number(start[0]["first_ms"]), number(start[0]["total_ms"]),
                        "; without its cache %s ms" % number(cold[0]["first_ms"]) if cold else ""))
    return "\n".join(lines) + "\n"


def provenance(results, manifest):
    m = results.one["machine"]
    sources = "; ".join("%s: %s files, %s MB" % (name, number(s["files"], 0), number(s["bytes"] / 1e6))
                        for name, s in manifest["text"].items())
    return ("Measured on %s with `%s`: %s, %d cores, %s GiB, Linux %s, %s; %s; %s. Peers: %s. "
            "Load when it began: %.1f.\n\nThe text corpus here: %s.\n"
            % (m["date"], m["command"], m["cpu"], m["cores"], m["ram_gib"], m["kernel"], m["system"],
               m["compiler"], m["libraries"], "; ".join(m["peers"]), m["load"], sources))


def markdown(results, manifest, folder):
    parts = [
        provenance(results, manifest),
        "### What was asked, and what is measured\n", targets(results),
        "### Beside the limits\n\nMB/s, one core, best of the rounds unless it says median.\n",
        limits(results), "![Speed by corpus](performance.svg)\n",
        "### Beside the same rules without lanes, and other scanners\n", naive_peers(results, folder),
        "### Where the time goes\n", stages(results),
        "### Many small files\n", small_files(results),
        "### Start, memory, sessions\n", other(results),
    ]
    return "\n".join(parts)


# ---- The picture -----------------------------------------------------------------------------

LEFT, TOP, WIDTH, BAR, GAP = 290, 64, 560, 11, 16
LOW, HIGH = 1.0, 20000.0  # MB/s


def place(mbs):
    return WIDTH * math.log(max(mbs, LOW) / LOW) / math.log(HIGH / LOW)


def svg_text(x, y, text, size=12, anchor="start", colour="#333"):
    return ('<text x="%.0f" y="%.0f" font-size="%d" text-anchor="%s" fill="%s">%s</text>'
            % (x, y, size, anchor, colour, text))


def svg_group(results, name, title, top):
    out = [svg_text(LEFT - 10, top + BAR * len(BARS) / 2 + 4, title, 11, "end")]
    for i, (figure, _, colour) in enumerate(BARS):
        mbs = results.mbs(name, figure)
        if not mbs:
            continue
        y = top + i * BAR
        out.append('<rect x="%d" y="%d" width="%.1f" height="%d" fill="%s"/>'
                   % (LEFT, y, place(mbs), BAR - 2, colour))
        out.append(svg_text(LEFT + place(mbs) + 4, y + BAR - 3, number(mbs, 0), 9))
    if name in ASKED:
        x = LEFT + place(ASKED[name])
        out.append('<line x1="%.1f" y1="%d" x2="%.1f" y2="%d" stroke="#c0392b" stroke-width="2"/>'
                   % (x, top - 3, x, top + BAR * len(BARS) + 1))
    return out


def svg(results):
    rows = measured(results)
    step = BAR * len(BARS) + GAP
    bottom = TOP + step * len(rows)
    out = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif">'
           % (LEFT + WIDTH + 50, bottom + 40),
           '<rect width="100%" height="100%" fill="#fff"/>',
           svg_text(LEFT, 20, "MB/s on one core (logarithmic); the red line is what is asked", 14)]
    x = 12
    for _, label, colour in BARS:
        out.append('<rect x="%d" y="32" width="11" height="11" fill="%s"/>' % (x, colour))
        out.append(svg_text(x + 15, 42, label, 11))
        x += 30 + int(6.1 * len(label))
    for mbs in (1, 10, 100, 1000, 10000):
        at = LEFT + place(mbs)
        out.append('<line x1="%.1f" y1="%d" x2="%.1f" y2="%d" stroke="#e5e5e5"/>' % (at, TOP - 6, at, bottom))
        out.append(svg_text(at, bottom + 16, "{:,}".format(mbs), 11, "middle"))
    for i, (name, title) in enumerate(rows):
        out += svg_group(results, name, title, TOP + i * step)
    return "\n".join(out + ["</svg>"]) + "\n"


# ---- The command line ------------------------------------------------------------------------

def render(results_path, manifest_path, markdown_path, svg_path):
    results = Results(results_path)
    with open(manifest_path, encoding="utf-8") as file:
        manifest = json.load(file)
    with open(markdown_path, encoding="utf-8") as file:
        text = file.read()
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        sys.exit("report: %s has no markers" % markdown_path)
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    made = markdown(results, manifest, os.path.dirname(results_path))
    with open(markdown_path, "w", encoding="utf-8") as file:
        file.write("%s%s\n\n%s\n%s%s" % (before, BEGIN, made, END, after))
    with open(svg_path, "w", encoding="utf-8") as file:
        file.write(svg(results))


def main():
    if sys.argv[1:] == ["machine"]:
        print(json.dumps(machine()))
    elif len(sys.argv) == 6 and sys.argv[1] == "render":
        render(*sys.argv[2:])
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
