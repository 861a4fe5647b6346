"""Network namespaces of a test, and a dlpd that runs in them. For t_dlpd_live.py and t_dlpd_gate.py.

Everything waits for what it needs to see, with a long limit: the machine may be busy.
"""
import json
import os
import shutil
import signal
import socket
import subprocess
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DLPD = os.path.join(os.environ.get("DLP_BUILD", os.path.join(ROOT, "build")), "bin", "dlpd")
PATIENCE = 30
RULE = """version = 1;
rules = ( {
  id = "test.number"; title = "Test number"; description = "TN, a hyphen and eight digits.";
  source = "tests/cli/net_lab.py"; severity = "high"; class = "strong"; pattern = "TN-[0-9]{8}";
  border = "token"; words = { en = [ "ticket" ]; }; mask = "id";
  examples = [ "ticket <<TN-12345678>>" ]; counter_examples = [ "ticket TN-1234567" ];
} );
"""
SECOND = RULE.replace("test.number", "test.second").replace("TN", "QQ")


# What a shell starts behind its back ignores SIGINT, and so would the daemons.
signal.signal(signal.SIGINT, signal.default_int_handler)


def command(*words, check=True, **more):
    return subprocess.run(words, check=check, capture_output=True, text=True, timeout=PATIENCE,
                          **more)


def missing():
    """Why no namespace can be had here; None when it can."""
    if os.geteuid() != 0:
        return "not root"
    if not shutil.which("ip"):
        return "no ip(8)"
    name = "dlp%dx" % os.getpid()
    if command("ip", "netns", "add", name, check=False).returncode != 0:
        return "no network namespaces"
    entered = command("ip", "-n", name, "link", "set", "lo", "up", check=False)  # not so in a chroot
    command("ip", "netns", "del", name)
    return None if entered.returncode == 0 else "network namespaces cannot be entered"


def wait_for(condition, what):
    """Until condition() is true; its value."""
    end = time.monotonic() + PATIENCE
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError("in vain: " + what)
        time.sleep(0.01)


class Lab:
    """Namespaces by short names, gone at the end with all that runs in them."""

    def __init__(self, *names):
        self.name = {short: "dlp%d%s" % (os.getpid(), short) for short in names}
        self.processes = []

    def __enter__(self):
        for name in self.name.values():
            command("ip", "netns", "add", name)
            command("ip", "-n", name, "link", "set", "lo", "up")
        return self

    def __exit__(self, *error):
        for process in self.processes:
            if process.poll() is None:
                process.kill()
                process.wait()
        for name in self.name.values():
            command("ip", "netns", "del", name, check=False)

    def ip(self, short, *words, check=True):
        return command("ip", "-n", self.name[short], *words, check=check)

    def run(self, short, *words, **more):
        return command("ip", "netns", "exec", self.name[short], *words, **more)

    def start(self, short, *words, **more):
        process = subprocess.Popen(("ip", "netns", "exec", self.name[short]) + words, **more)
        self.processes.append(process)
        return process

    def link(self, one, here, two, there):
        """A cable: interface `here` in one namespace, `there` in the other."""
        self.ip(one, "link", "add", here, "type", "veth", "peer", "name", there, "netns",
                self.name[two])
        for short, interface in ((one, here), (two, there)):
            self.ip(short, "link", "set", interface, "up")


class Daemon:
    """A dlpd in a namespace. Use it in a with; its records are those that it printed until it ended."""

    count = 0

    def __init__(self, lab, short, *words, ready="ready", env=None):
        Daemon.count += 1
        self.out = os.path.abspath("dlpd-%d.out" % Daemon.count)
        self.err = os.path.abspath("dlpd-%d.err" % Daemon.count)
        with open(self.out, "wb") as out, open(self.err, "wb") as err:
            self.process = lab.start(short, DLPD, *words, stdin=subprocess.DEVNULL, stdout=out,
                                     stderr=err, env=dict(os.environ, **(env or {})))
        if ready:
            wait_for(lambda: ready in self.said() or self.process.poll() is not None, ready)

    def said(self):
        with open(self.err, encoding="utf-8", errors="replace") as err:
            return err.read()

    def records(self, kind=None):
        with open(self.out, encoding="utf-8") as out:
            rows = [json.loads(line) for line in out if line.endswith("\n")]
        return [row for row in rows if kind in (None, row["kind"])]

    def send(self, number):
        self.process.send_signal(number)

    def stop(self, number=signal.SIGTERM):
        """The exit status."""
        self.send(number)
        return self.process.wait(PATIENCE)


def ask(path, what):
    """The status line and the body of a GET on a Unix socket."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(PATIENCE)
        client.connect(path)
        client.sendall(b"GET %s HTTP/1.0\r\n\r\n" % what.encode())
        answer = b""
        while piece := client.recv(65536):
            answer += piece
    head, _, body = answer.decode().partition("\r\n\r\n")
    return head.split("\r\n")[0], body


def report(name, what, cases):
    mistakes = []
    try:
        mistakes.extend(cases)
    except (AssertionError, LookupError, ValueError, subprocess.SubprocessError, OSError) as error:
        mistakes.append("%s: %s" % (type(error).__name__, error))
    for mistake in mistakes:
        print("# " + str(mistake)[:2000])
    print("%s %s: %s" % ("not ok" if mistakes else "ok", name, what))
    return bool(mistakes)
