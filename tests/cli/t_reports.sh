#!/bin/bash
# Reports in files: CSV, JUnit, SARIF and GitLab's, several in one run, none with a value in it.
. "$(dirname "$0")/lib.sh"
rules
mkdir tree
printf 'first\nticket TN-12345678 here\n' >tree/a.txt
printf 'TN-87654321 TN-87654321\n' >'tree/b c#<x>.txt'
printf 'nothing\n' >tree/c.txt
mkfifo tree/d.fifo

run "$DLPSCAN" scan -r rules.conf -o csv:r.csv -o junit:r.xml -o sarif:r.sarif \
    -o gitlab:r.json -o jsonl:r.jsonl -o text:r.txt -o html:r.html tree
exits "reports: status" 1
has "reports: standard output has its own" out "3 findings"
same "reports: text in a file is the same" "$(sed 's/[0-9.]* seconds//' out)" "$(sed 's/[0-9.]* seconds//' r.txt)"
same "reports: all are written" 7 "$(find . -maxdepth 1 -name 'r.*' -size +0 | wc -l)"
same "reports: no value in any" "" "$(grep -l -e 12345678 -e 87654321 r.*)"

same "csv: exact" 'kind,path,line,column,rule,title,category,region,severity,confidence,offset,length,masked,token,tags,why,commit,date
finding,"tree/a.txt",2,8,"test.number","Test number","test",,"high",0.99,13,11,"*********78",,,"strong pattern, label ""ticket""",,
finding,"tree/b c#<x>.txt",1,1,"test.number","Test number","test",,"high",0.85,0,11,"*********21",,,"strong pattern",,
finding,"tree/b c#<x>.txt",1,13,"test.number","Test number","test",,"high",0.85,12,11,"*********21",,,"strong pattern",,
incomplete,"tree/d.fifo",,,,,,,,,0,,,,,"special_file",,' "$(tr -d '\r' <r.csv)"

cat >read.py <<'END'
import csv, json, os, sys, xml.etree.ElementTree as tree
rows = list(csv.DictReader(open("r.csv", newline="")))
print(len(rows), {len(r) for r in rows})
suite = tree.parse("r.xml").getroot()[0]
print([suite.get(k) for k in ("name", "tests", "failures", "errors")])
for case in suite.findall("testcase"):
    print(case.get("name"), [(c.tag, c.get("message"), c.text.strip()) for c in case])
END
same "junit: exact" "4 {18}
['dlpscan', '4', '2', '1']
all other files are clean []
tree/a.txt [('failure', '1 finding', '2:8 test.number *********78 high 0.99 strong pattern, label \"ticket\"')]
tree/b c#<x>.txt [('failure', '2 findings', '1:1 test.number *********21 high 0.85 strong pattern\\n1:13 test.number *********21 high 0.85 strong pattern')]
tree/d.fifo [('error', 'not read whole', \"incomplete: special_file: FIFOs, sockets and devices are never opened; pipe what they hold to 'dlpscan scan -'\")]" \
    "$(python3 read.py)"

cat >sarif.py <<'END'
import json, os, re, sys
log = json.load(open(sys.argv[1]))
assert log["version"] == "2.1.0" and len(log["runs"]) == 1
run = log["runs"][0]
ids = [r["id"] for r in run["tool"]["driver"]["rules"]]
assert len(ids) == len(set(ids)) and run["tool"]["driver"]["name"] == "dlpscan"
for result in run["results"]:
    assert result["ruleId"] in ids and result["level"] in ("note", "warning", "error")
    assert result["message"]["text"]
    place = result["locations"][0]["physicalLocation"]
    assert re.fullmatch(r"[A-Za-z0-9\-._~/%*+,;=@$&()']+", place["artifactLocation"]["uri"])
    assert place["region"]["startLine"] >= 1 and place["region"]["startColumn"] >= 1
    hashes = result["partialFingerprints"]["primaryLocationLineHash"]
    assert re.fullmatch(r"[0-9a-f]{16}:[0-9]+", hashes)
prints = [r["partialFingerprints"]["primaryLocationLineHash"] for r in run["results"]]
assert len(prints) == len(set(prints))
schema = os.path.join(os.environ.get("DLP_SHARED", ""), "schemas", "sarif-schema-2.1.0.json")
if os.path.exists(schema):
    import jsonschema
    jsonschema.validate(log, json.load(open(schema)))
for result in run["results"][:9]:
    region = result["locations"][0]["physicalLocation"]["region"]
    print(result["ruleId"], result["level"], result["message"]["text"],
          result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
          region["startLine"], region["startColumn"],
          result["partialFingerprints"]["primaryLocationLineHash"][17:])
for note in run["invocations"][0]["toolExecutionNotifications"]:
    print(note["descriptor"]["id"], note["message"]["text"])
print(len(run["results"]), run["properties"]["findings"])
END
same "sarif: results, notifications, fingerprints" \
    "test.number error Test number: *********78 (strong pattern, label \"ticket\") tree/a.txt 2 8 1
test.number error Test number: *********21 (strong pattern) tree/b%20c%23%3Cx%3E.txt 1 1 1
test.number error Test number: *********21 (strong pattern) tree/b%20c%23%3Cx%3E.txt 1 13 2
special_file tree/d.fifo: incomplete: special_file: FIFOs, sockets and devices are never opened; pipe what they hold to 'dlpscan scan -'
3 3" "$(python3 sarif.py r.sarif 2>&1)"
if [ -z "${DLP_SHARED:-}" ]; then
    skip "sarif: the published schema" "DLP_SHARED is not set"
fi

# Moved lines keep their fingerprint.
prints() {
    python3 -c 'import json, sys
for r in json.load(open(sys.argv[1]))["runs"][0]["results"]:
    print(r["partialFingerprints"]["primaryLocationLineHash"])' "$1"
}
prints r.sarif >before
sed -i '1i one more line' tree/a.txt
"$DLPSCAN" scan -r rules.conf -f sarif tree >moved.sarif 2>err
same "sarif: a fingerprint survives moved lines" "$(cat before)" "$(prints moved.sarif)"

# What GitLab's schema 15.0.7 says of what we write (gitlab-org/security-products/security-report-schemas, MIT:
# dist/secret-detection-report-format.json; GitLab validates by its copy of it), in our own words.
cat >gitlab.py <<'END'
import json, re, sys

SECOND = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}"
ANY = r"(?s).+"
TOOL = {"id": ANY, "name": ANY, "version": ANY, "vendor": {"name": ANY}}
SEVERITIES = "Info|Unknown|Low|Medium|High|Critical"
REPORT = {"version": r"[0-9]+\.[0-9]+\.[0-9]+", "vulnerabilities": list, "scan": {
    "analyzer": TOOL, "scanner": TOOL, "start_time": SECOND, "end_time": SECOND,
    "status": "success|failure", "type": "secret_detection"}}
FINDING = {"id": ANY, "identifiers": list, "location": {"commit": {"sha": ANY}}}
IDENTIFIER = {"type": ANY, "name": ANY, "value": ANY}
MESSAGE = {"level": "info|warn|fatal", "value": ANY}


def check(value, wanted, place="report"):
    if isinstance(wanted, dict):
        for name, what in wanted.items():
            assert name in value, "%s has no %s" % (place, name)
            check(value[name], what, place + "." + name)
    elif wanted is list:
        assert isinstance(value, list), place
    else:
        assert isinstance(value, str) and re.fullmatch(wanted, value), (place, value)


report = json.load(open(sys.argv[1]))
check(report, REPORT)
for message in report["scan"].get("messages", []):
    check(message, MESSAGE)
for finding in report["vulnerabilities"]:
    check(finding, FINDING)
    assert finding["identifiers"]
    for identifier in finding["identifiers"]:
        check(identifier, IDENTIFIER)
    assert re.fullmatch(SEVERITIES, finding["severity"]) and finding["category"] == "secret_detection"
    assert len(finding["name"]) <= 255 and len(finding["description"]) <= 1048576
    assert isinstance(finding["location"]["file"], str)
    assert all(isinstance(finding["location"].get(n, 1), int) for n in ("start_line", "end_line"))
    assert "raw_source_code_extract" not in finding
assert len({v["id"] for v in report["vulnerabilities"]}) == len(report["vulnerabilities"])
assert report["scan"]["start_time"] <= report["scan"]["end_time"]
print(report["version"], len(report["vulnerabilities"]), report["scan"]["status"], len(report["scan"].get("messages", [])))
END
same "gitlab: as its schema says" "15.0.7 3 success 1" "$(python3 gitlab.py r.json)"
same "gitlab: a finding" "16 Test number High tree/a.txt 2 test.number" "$(python3 -c '
import json
v = json.load(open("r.json"))["vulnerabilities"][0]
print(len(v["id"]), v["name"], v["severity"], v["location"]["file"], v["location"]["start_line"], v["identifiers"][0]["value"])')"
same "gitlab: what was not read" "warn tree/d.fifo: incomplete: special_file: FIFOs, sockets and devices are never opened; \
pipe what they hold to 'dlpscan scan -'" "$(python3 -c '
import json
for m in json.load(open("r.json"))["scan"]["messages"]: print(m["level"], m["value"])')"
mkdir fifos && (cd fifos && mkfifo $(seq 1003))
"$DLPSCAN" scan -r rules.conf -f gitlab fifos >out 2>err
same "gitlab: of much that was not read the rest is counted" "15.0.7 0 success 1001 3 more were not read whole; \
another report names them" "$(python3 gitlab.py out) $(python3 -c '
import json
print(json.load(open("out"))["scan"]["messages"][-1]["value"])')"
rm -r fifos

# More than GitHub takes: the worst stay.
for ((i = 0; i < 6000; i++)); do echo "TN-10$((100000 + i))"; done >many
printf 'weakling: WK-1234\n%.0s' 1 2 3 >>many
run "$DLPSCAN" scan -r rules.conf -f sarif many
same "sarif: at most 5,000, the worst, and the others are counted" \
    "left_out 1003 results and 0 notifications of lesser weight are not in this report
5000 6003" "$(python3 sarif.py out | grep -v '^test.number')"

# An empty report is a whole one.
run "$DLPSCAN" scan -r rules.conf -f sarif tree/c.txt
same "sarif: clean" "0 0" "$(python3 sarif.py out)"
run "$DLPSCAN" scan -r rules.conf -f gitlab tree/c.txt
same "gitlab: clean" 0 "$(python3 -c 'import json; print(len(json.load(open("out"))["vulnerabilities"]))')"

# Cells that a spreadsheet would compute.
printf 'TN-12345678\n' >'=1+1.txt'
run "$DLPSCAN" scan -r rules.conf -f csv '=1+1.txt'
has "csv: no formulas" out "finding,\"'=1+1.txt\",1,1,"

mkdir own && printf 'TN-12345678\n' >own/a
run "$DLPSCAN" scan -r rules.conf -o text:own/b -o jsonl:own/r.jsonl own
same "reports: our own files are not scanned" "1 2" "$(rows '"%d %d" % (S["files"], S["skipped"])' own/r.jsonl)"
run "$DLPSCAN" scan -r rules.conf -o csv:same -o text:same own/a
exits "reports: two into one file end with 2" 2
has "reports: and say so" err "two outputs cannot be one file"
run "$DLPSCAN" scan -r rules.conf -o pdf:x own/a
exits "reports: an unknown format ends with 2" 2
run "$DLPSCAN" scan -r rules.conf -o csv:none/x own/a
exits "reports: a folder that is not there ends with 2" 2
run "$DLPSCAN" scan -r rules.conf -o csv:/dev/full many
exits "reports: a full disk ends with 4" 4
has "reports: and names the file" err "/dev/full: cannot write"
run "$DLPSCAN" scan -r rules.conf --show-values -o text:values own/a
same "reports: values are for the user alone" 600 "$(stat -c %a values)"

for format in csv junit sarif gitlab html; do
    "$DLPSCAN" scan -r rules.conf -j 1 -f $format many tree >one 2>err
    "$DLPSCAN" scan -r rules.conf -j 4 -f $format many tree >four 2>err
    same "$format: the same for any number of threads" \
        "$(sed -E 's/"(seconds|date|start_time|end_time)":("[^"]*"|[0-9.]+)//g; s/time="[0-9.]*"//' one | md5sum)" \
        "$(sed -E 's/"(seconds|date|start_time|end_time)":("[^"]*"|[0-9.]+)//g; s/time="[0-9.]*"//' four | md5sum)"
done
done_testing
