"""A folder of a test, and a dlpscan that runs in it. For t_redact.py and t_redact_dates.py."""
import json
import os
import shutil
import subprocess
import tempfile

DLPSCAN = os.path.abspath(os.environ.get("DLPSCAN", "build/bin/dlpscan"))


class Lab:
    """@param label  what the lines of its checks begin with"""

    def __init__(self, label):
        self.label, self.failures = label, 0
        self.folder = tempfile.mkdtemp(prefix=label + "-")
        self.env = dict(os.environ, HOME=self.folder, XDG_CONFIG_HOME=self.at("config"), XDG_CACHE_HOME=self.at("cache"))
        self.env.pop("DLP_KEY_FILE", None)

    def at(self, name):
        return os.path.join(self.folder, name)

    def check(self, name, condition, detail=""):
        if condition:
            print("ok %s: %s" % (self.label, name))
        else:
            self.failures += 1
            print("# %s" % (detail,))
            print("not ok %s: %s" % (self.label, name))

    def run(self, *args, **more):
        return subprocess.run([DLPSCAN, *args], cwd=self.folder, env=self.env, capture_output=True, check=False, **more)

    def write(self, name, data):
        with open(self.at(name), "wb") as out:
            out.write(data)

    def read(self, name):
        with open(self.at(name), "rb") as source:
            return source.read()

    def redact(self, source, target, *options):
        result = self.run("redact", *options, source, target)
        if result.returncode != 0:
            raise RuntimeError(result.stderr)
        return result.stderr.decode()

    def findings(self, name, *options):
        """What a scan of it finds but what its path tells, with the values."""
        out = self.run("scan", *options, "--show-values", "-f", "jsonl", name).stdout
        rows = [json.loads(line) for line in out.splitlines()]
        return [r for r in rows if r["kind"] == "finding" and "path" not in r["tags"]]

    def end(self):
        """Remove the folder. @return the status of the test."""
        shutil.rmtree(self.folder)
        return 1 if self.failures else 0
