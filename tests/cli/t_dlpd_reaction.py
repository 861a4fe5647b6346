#!/usr/bin/env python3
"""What dlpd does about connections that a policy blocks, beside dropping packets: dlpd watch resets both ends, watch and
gate put addresses into sets of nftables.
"""
import json
import os
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
import net_lab  # noqa: E402
import t_dlpd_gate as gate  # noqa: E402

POLICY = b"""version = 1;
policies = ( { name = "none"; action = "block"; rules = [ "test.*" ]; } );
"""
SETS = """table inet dlp {
    set bad4 { type ipv4_addr; flags timeout; }
    set bad6 { type ipv6_addr; flags timeout; }
    set for_ever { type ipv4_addr; }
}
"""
CONDEMN = ("--condemn", "inet:dlp:bad4:bad6", "--condemn-time", "600")


def watch(*more):
    return ("watch", "-i", "g0", "-r", "rules.conf", "--cache-dir", "cache", "--batch", "0", "--snap", "2000",
            "--policy", "policy.conf", "--control", "watch.sock") + more


def leak(lab, address):
    """A line with the value, and others behind it."""
    rest = "\n".join("wait 0.05\n" + b"more and more\n".hex() for _ in range(8))
    return lab.talk(address, (b"ticket " + gate.VALUE + b" of a customer" + b"." * 600 + b"\n").hex(), rest)


def members(lab, name):
    """Addresses in a set, with the seconds that they stay."""
    rows = json.loads(lab.run("g", "nft", "-j", "list", "set", "inet", "dlp", name).stdout)["nftables"]
    found = [row["set"] for row in rows if "set" in row][0].get("elem", [])
    return {e["elem"]["val"]: e["elem"]["timeout"] for e in found}


def resets(lab):
    daemon = net_lab.Daemon(lab, "g", *watch("--reset", "--user", "nobody", *CONDEMN))
    for address in (gate.V4, gate.V6):
        before = len(gate.received())
        got = leak(lab, address)
        net_lab.wait_for(lambda: gate.received()[before:] and gate.received()[-1].endswith(b"<reset>"),
                         "a reset at the server")
        if got[0] != "error":
            yield "%s: %s" % (address, got)
        if gate.VALUE not in gate.received()[-1]: # it terminates, it does not contain
            yield "it was never sent"
    status = json.loads(net_lab.ask("watch.sock", "/status")[1])
    if (status["reset_flows"], status["condemned"], status["condemned_refused"]) != (2, 2, 0) or (
            status["resets"] < 4):
        yield status
    if members(lab, "bad4") != {"198.18.1.2": 600} or members(lab, "bad6") != {"fd00:1::2": 600}:
        yield "%s %s" % (members(lab, "bad4"), members(lab, "bad6"))
    daemon.stop()
    if [r.get("done") for r in daemon.records("incident")] != ["reset"] * 2:
        yield daemon.records()


def watches_only(lab):
    """Without --reset nothing is done; and what is clean is left alone in any case."""
    for more, line in (((), b"ticket " + gate.VALUE + b"\n"), (("--reset",), b"nothing\n")):
        daemon = net_lab.Daemon(lab, "g", *watch(*more))
        got = lab.talk(gate.V4, line.hex(), "wait 0.1", b"more".hex())
        daemon.stop()
        if got != ["closed"] or any("done" in r for r in daemon.records()):
            yield "%s: %s %s" % (more, got, daemon.records())


def gates(lab):
    lab.rules()
    lab.run("g", "nft", "flush", "set", "inet", "dlp", "bad4")
    daemon = net_lab.Daemon(lab, "g", *gate.OPTIONS, "--condemn-who", "server", *CONDEMN)
    leak(lab, gate.V4)
    daemon.stop()
    lab.run("g", "iptables", "-F", "FORWARD")
    if members(lab, "bad4") != {"198.18.2.2": 600} or (
            daemon.records("gate")[0]["condemned"], daemon.records("gate")[0]["condemned_refused"]) != (1, 0):
        yield "%s %s" % (members(lab, "bad4"), daemon.records("gate"))


def mistakes(lab):
    for spec, said in (("inet:dlp:other", "there is none"), ("inet:none:bad4", "there is none"),
                       ("inet:dlp:bad6", "not of type ipv4_addr"), ("inet:dlp:for_ever", "flags timeout"),
                       ("inet:dlp", "as in inet:dlp"), ("bridge:dlp:bad4", "as in inet:dlp"),
                       ("ip:dlp:bad4:bad6", "as in inet:dlp")):
        result = lab.run("g", net_lab.DLPD, *watch("--condemn", spec), check=False)
        if result.returncode != 2 or said not in result.stderr:
            yield "%s: %s" % (spec, result)


def main():
    why = gate.cannot() or (None if shutil.which("nft") else "no nft(8)")
    if why:
        print("ok dlpd reaction # SKIP %s" % why)
        return 0
    failed = []
    with tempfile.TemporaryDirectory(prefix="dlp-reaction-", dir="/var/tmp") as scratch:
        os.chdir(scratch)
        os.chmod(scratch, 0o755)
        gate.write("rules.conf", net_lab.RULE.encode())
        gate.write("policy.conf", POLICY)
        with gate.Gateway() as lab:
            made = lab.run("g", "nft", "-f", "-", input=SETS, check=False)
            probe = lab.run("g", net_lab.DLPD, *watch("--condemn", "inet:dlp:bad4", "-f", "!"), check=False)
            if made.returncode or "without libmnl" in probe.stderr:
                print("ok dlpd reaction # SKIP no sets of nftables")
            else:
                failed = [net_lab.report("dlpd reaction", name, case(lab))
                          for name, case in (("resets", resets), ("only watches", watches_only),
                                             ("gate", gates), ("mistakes", mistakes))]
        os.chdir("/")
    return int(any(failed))


if __name__ == "__main__":
    sys.exit(main())
