#!/usr/bin/env python3
# sanitizers: no
"""The HTML report in a browser: it opens, filters and answers to keys, and loads nothing.

Needs chromium, which is spoken to over a pipe; without it only the file itself is checked.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

DLPSCAN = os.environ.get("DLPSCAN", "build/bin/dlpscan")
FINDINGS = 100000
SECONDS = 2.0
RULES = """version = 1;
rules = (
  { id = "test.number"; title = "Test number"; description = "d"; source = "s"; severity = "high";
    class = "strong"; pattern = "TN-[0-9]{8}"; border = "token"; words = { en = [ "ticket" ]; };
    keys = [ "ticket_id" ]; negative = [ "sample" ]; packs = [ "test" ]; mask = "id";
    examples = [ "ticket <<TN-12345678>>" ]; counter_examples = [ "ticket TN-1234567" ]; },
  { id = "other.code"; title = "Other code"; description = "d"; source = "s"; severity = "low";
    class = "strong"; pattern = "OC-[0-9]{6}"; border = "token"; words = { en = [ "ticket" ]; };
    keys = [ "ticket_id" ]; negative = [ "sample" ]; packs = [ "test" ]; mask = "id";
    examples = [ "ticket <<OC-123456>>" ]; counter_examples = [ "ticket OC-12345" ]; }
);
"""
failures = 0


def check(name, condition, detail=""):
    global failures
    if condition:
        print("ok html: " + name)
    else:
        failures += 1
        print("# %s" % detail)
        print("not ok html: " + name)


class Browser:
    """Chromium's DevTools over a pipe: descriptors 3 and 4, messages that end in NUL."""

    def __init__(self, program, profile):
        to_read, self.to = os.pipe()
        self.come_from, from_write = os.pipe()

        def prepare():
            # Out of the way first: either end may already be 3 or 4.
            high = [os.dup(to_read), os.dup(from_write)]
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
             "--disable-dev-shm-usage", "--user-data-dir=" + profile, "--window-size=1000,900"],
            preexec_fn=prepare, close_fds=False, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(from_write)
        self.number, self.rest, self.events = 0, b"", []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = None
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Network.enable")

    session = None

    def receive(self):
        while b"\0" not in self.rest:
            piece = os.read(self.come_from, 1 << 16)
            if not piece:
                raise RuntimeError("the browser went away")
            self.rest += piece
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(answer["error"])
                return answer["result"]
            self.events.append(answer)

    def value(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True,
                           awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"])
        return result["result"].get("value")

    def seconds(self):
        """Of processor time, by all of its processes: what a busy machine does not change."""
        parents, times = {}, {}
        for name in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open("/proc/%s/stat" % name, encoding="utf-8", errors="replace") as stat:
                    fields = stat.read().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(name)] = int(fields[1])
            times[int(name)] = int(fields[11]) + int(fields[12])

        def is_ours(process):
            while process and process != self.process.pid:
                process = parents.get(process)
            return bool(process)

        return sum(t for p, t in times.items() if is_ours(p)) / os.sysconf("SC_CLK_TCK")

    def open(self, path):
        """Seconds of processor time until the report is ready."""
        start, before = time.monotonic(), self.seconds()
        self.call("Page.navigate", url="file://" + path)
        while self.value("document.documentElement?.dataset.ready") != "yes":
            if time.monotonic() - start > 60:
                raise RuntimeError("the page does not get ready")
            time.sleep(0.02)
        return self.seconds() - before

    def close(self):
        self.process.kill()
        self.process.wait()


def report(folder, *names):
    page = os.path.join(folder, "report.html")
    subprocess.run([DLPSCAN, "scan", "-r", os.path.join(folder, "rules.conf"), "--no-cache", "-o",
                    "html:" + page, *names], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   cwd=folder, check=False)
    return page


def check_file(folder):
    page = report(folder, "tree")
    with open(page, encoding="utf-8") as source:
        text = source.read()
    check("no outside resource", not re.search(r'(src|href)\s*=|https?://(?!www\.w3\.org/2000/svg)|url\(|@import', text),
          re.findall(r'https?://[^"]*', text))
    check("a policy forbids loading", "default-src 'none'" in text)
    check("no value in it", "12345678" not in text and "OC-123456" not in text)
    data = re.search(r'<script type="application/json" id="files">(.*?)</script>', text, re.S).group(1)
    check("a path cannot end the data", [f["p"] for f in json.loads(data)][0].startswith("tree/</script>"[:5])
          and "<" not in data, data[:200])
    return page


def check_small(browser, page):
    browser.open(page)
    check("the count", browser.value("byId('count').textContent") == "4 of 4 findings",
          browser.value("byId('count').textContent"))
    check("charts", browser.value("document.querySelectorAll('#charts svg').length") == 4)
    check("the data map", browser.value("byId('map').rows.length") == 3,
          browser.value("byId('map').textContent"))
    check("the data map names the kinds", "Test number" in browser.value("byId('map').textContent"))
    check("what was not read", browser.value("byId('incomplete').textContent").startswith("tree/fifospecial_file"),
          browser.value("byId('incomplete').textContent"))
    check("text is not markup", browser.value("document.querySelectorAll('main b').length == byId('cards').children.length"))
    browser.value("document.querySelector('#map button').click()")
    check("a number of the map filters", browser.value("byId('folder').value") != ""
          and not browser.value("byId('count').textContent").startswith("4 "))
    browser.value("document.querySelector('button[type=reset]').click()")
    browser.value("new Promise(r => setTimeout(r, 50))")
    check("clear filters", browser.value("byId('count').textContent") == "4 of 4 findings")
    browser.value("document.querySelector('#charts g').focus()")
    for kind in ("keyDown", "keyUp"):
        browser.call("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter",
                     windowsVirtualKeyCode=13, text="\r" if kind == "keyDown" else "")
    check("a bar answers to Enter", browser.value("byId('severity').value") == "2",
          browser.value("byId('severity').value"))
    browser.value("document.querySelector('button[type=reset]').click()")
    browser.value("document.activeElement.blur()")
    for kind in ("keyDown", "keyUp"):
        browser.call("Input.dispatchKeyEvent", type=kind, key="/", code="Slash",
                     windowsVirtualKeyCode=191, text="/" if kind == "keyDown" else "")
    check("/ goes to the search", browser.value("document.activeElement.id") == "search")
    browser.call("Input.insertText", text="other.code")
    check("search", browser.value("byId('count').textContent") == "1 of 4 findings",
          browser.value("byId('count').textContent"))
    browser.call("Emulation.setDeviceMetricsOverride", width=390, height=800, deviceScaleFactor=2,
                 mobile=True)
    check("a phone need not scroll sideways",
          browser.value("document.documentElement.scrollWidth <= 390"),
          browser.value("document.documentElement.scrollWidth"))
    browser.call("Emulation.clearDeviceMetricsOverride")
    look = "getComputedStyle(document.body).backgroundColor"
    light = browser.value(look)
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    check("dark and light", browser.value(look) != light, light)


def check_many(browser, folder):
    with open(os.path.join(folder, "many.txt"), "w", encoding="utf-8") as out:
        for i in range(FINDINGS):
            out.write("ticket TN-%08d\n" % i)
    page = report(folder, "many.txt")
    seconds = min(browser.open(page) for _ in range(2))
    check("100,000 findings open within %.0f seconds" % SECONDS, seconds < SECONDS, seconds)
    check("all are counted", browser.value("byId('count').textContent").startswith("100,000 of 100,000"))
    print("# %.2f seconds of processor time" % seconds)
    begin = browser.seconds()
    browser.value("byId('search').value = '*77'; show()")
    seconds = browser.seconds() - begin
    print("# %.2f seconds of processor time" % seconds)
    check("and filter within %.0f seconds" % SECONDS, seconds < SECONDS, seconds)
    check("to what was asked for", browser.value("byId('count').textContent").startswith("1,000 of"),
          browser.value("byId('count').textContent"))


def main():
    folder = tempfile.mkdtemp(prefix="html-")
    with open(os.path.join(folder, "rules.conf"), "w", encoding="utf-8") as out:
        out.write(RULES)
    os.makedirs(os.path.join(folder, "tree", "</script><b>x", "deep"))
    os.mkfifo(os.path.join(folder, "tree", "fifo"))
    for name, text in (("</script><b>x/a.txt", "ticket TN-12345678\nTN-12345678\n"),
                       ("</script><b>x/deep/b.txt", "TN-87654321 and OC-123456\n")):
        with open(os.path.join(folder, "tree", *name.rsplit("/", 0)), "w", encoding="utf-8") as out:
            out.write(text)
    page = check_file(folder)
    program = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
    if not program:
        print("ok html: in a browser # SKIP chromium is not installed")
    else:
        browser = Browser(program, os.path.join(folder, "profile"))
        try:
            check_small(browser, page)
            check_many(browser, folder)
            asked = {e["params"]["request"]["url"] for e in browser.events
                     if e.get("method") == "Network.requestWillBeSent"}
            check("nothing else was loaded", asked == {"file://" + page}, asked)
        finally:
            browser.close()
    shutil.rmtree(folder, ignore_errors=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
