#!/bin/bash
# --fail-on policy: a run fails for what a policy of the packs, or of a file, calls an incident.
. "$(dirname "$0")/lib.sh"
rules
cat >pack.conf <<'END'
version = 1;
packs = (
  { name = "desk"; title = "Tickets"; description = "Of the help desk."; source = "tests"; rules = [ "test.*" ];
    policy = ( { rules = [ "test.number" ]; values = 3; confidence = 0.8; }, { values = 4; confidence = 0.5; } ); },
  { name = "odd"; title = "Odd"; description = "Weak ones."; source = "tests"; rules = [ "test.weak" ];
    policy = ( { values = 1; confidence = 0.5; } ); }
);
END
scan() { run "$DLPSCAN" scan --no-config -r rules.conf "$@"; }
failed() { rows '" ".join("%s:%s:%d/%d" % (r["path"], r["policy"], r["values"], r["needed"]) for r in R if r["kind"] == "policy")'; }
mkdir tree
printf 'TN-11111111 TN-11111111\nTN-22222222 TN-11111111\n' >tree/a.txt
printf 'TN-33333333\nWK-1111\nWK-2222\nWK-3333\nWK-4444\n' >tree/b.txt

scan --fail-on policy tree
exits "packs: rules without packs have no policy" 2
has "packs: and it is said how to name one" err "policy:FILE"
scan -r pack.conf --fail-on policy tree
exits "packs: two values four times are no incident of three" 0
lacks "packs: and nothing says so" out policy
printf 'TN-44444444\n' >>tree/a.txt
scan -r pack.conf --fail-on policy tree
exits "packs: three are one" 1
has "packs: the file says so" out \
    "  fails policy desk: 3 different values of test.number with confidence 0.80 or more; 3 are an incident"
same "packs: and so does the last line" \
    "policy desk fails in 1 file: 3 different values of test.number with confidence 0.80 or more; 3 are an incident" \
    "$(tail -n 1 out)"
scan -r pack.conf --fail-on policy --pack odd tree
exits "packs: others than the chosen one do not count" 0
scan -r pack.conf --fail-on policy --fail-on low:99 tree
exits "packs: beside a count, one is enough" 1
scan -r pack.conf --fail-on policy --quiet tree
has "packs: quiet, standard error says it" err "dlpscan: policy desk fails in 1 file: 3 different"
for threads in 1 4; do
    scan -r pack.conf --fail-on policy -c 0.1 -f jsonl -j "$threads" tree
    same "jsonl: with $threads threads" "tree/a.txt:desk:3/3" "$(failed)"
    same "jsonl: the summary" "[{'policy': 'desk', 'rules': ['test.number'], 'packs': [], 'confidence': 0.8, 'needed': 3, 'values': 3, 'values_exact': True, 'files': 1}]" \
        "$(rows 'S["policies"]')"
done
"$DLPSCAN" scan -r rules.conf -f jsonl tree >out
same "jsonl: nothing is added where nobody asked" "" "$(grep -l polic out)"

cat >mine.conf <<'END'
version = 1;
policies = (
  { name = "weak"; rules = "test.weak"; values = 4; },
  { name = "both"; packs = [ "test" ]; values = 8; per = "all"; confidence = 0.1; },
  { name = "said"; rules = "test.*"; action = "log"; },
  { name = "sent"; rules = "test.*"; action = "block"; to = { address = "192.0.2.0/24"; }; }
);
END
scan --fail-on policy:mine.conf -c 0.1 -f jsonl tree
exits "file: fails" 1
same "file: a policy of each file" "tree/b.txt:weak:4/4" "$(failed)"
same "file: and one of all files" "[('weak', 4, 1), ('both', 8, None)]" \
    "$(rows '[(p["policy"], p["values"], p.get("files")) for p in S["policies"]]')"
has "file: what is of flows is not judged, and that is told" err "policy 'sent' asks for 'to', which is of flows"
has "file: standard error ends with what failed" err "policy both fails: 8 different values of pack test with confidence 0.10 or more; 8 are an incident"
scan --fail-on policy:mine.conf tree
exits "file: what is not reported is not counted" 0
for rule in number weak; do
    echo "version = 1; policies = ( { name = \"same\"; rules = \"test.$rule\"; } );" >"$rule.conf"
done
scan --fail-on policy:number.conf --fail-on policy:weak.conf -c 0.1 -f jsonl tree/b.txt
same "file: two files may have a policy of one name, and both are told" \
    "tree/b.txt:same:1/1 tree/b.txt:same:4/1" "$(failed)"
printf 'TN-55555555 dlp:allow test.number is for tests\n' >>tree/a.txt
scan --fail-on policy:mine.conf -c 0.1 -f jsonl tree
same "file: nor is what is allowed" 8 "$(rows 'S["policies"][1]["values"]')"
run "$DLPSCAN" key create
"$DLPSCAN" baseline -r rules.conf -c 0.1 tree >known
scan --fail-on policy:mine.conf -c 0.1 --baseline known tree
exits "file: nor what is known" 0
printf 'WK-5555 WK-6666 WK-7777 WK-8888\n' >>tree/b.txt
scan --fail-on policy:mine.conf -c 0.1 --baseline known -f jsonl tree
same "file: what is new counts when it is printed" "tree/b.txt:weak:4/4" "$(failed)"

rm -r "$HOME/.config"
scan --fail-on policy:mine.conf --state seen tree
exits "state: what is counted over all files needs a key" 2
has "state: and that is said" err "dlpscan key create"
python3 -c 'print("\n".join("TN-%08d" % i for i in range(3000)))' >tree/many.txt
scan -r pack.conf --fail-on policy -f jsonl tree/many.txt
same "many: they are counted so far" "1024 False" "$(rows '"%d %s" % (S["policies"][0]["values"], S["policies"][0]["values_exact"])')"
echo 'version = 1; policies = ( { name = "p"; rules = "test.*"; values = 3000; } );' >many.conf
scan --fail-on policy:many.conf -f jsonl tree/many.txt
same "many: and as far as a policy asks" "tree/many.txt:p:3000/3000" "$(failed)"
echo 'version = 1; policies = ( { name = "p"; rules = "test.*"; values = 3001; } );' >many.conf
scan --fail-on policy:many.conf tree/many.txt
exits "many: one more is none" 0

bad() { # TEXT MESSAGE
    echo "$1" >bad.conf
    scan --fail-on policy:bad.conf tree
    exits "mistake: ends with 2: $2" 2
    has "mistake: says $2" err "$2"
}
bad 'version = 1; policies = ( { name = "p"; value = 2; } );' "'value' is not known here"
bad 'version = 1; policies = ( { rules = "test.*"; } );' "must have a 'name'"
bad 'version = 1; policies = ( { name = "p"; rules = "tests.*"; } );' "matches no rule that is on"
bad 'version = 1; policies = ( { name = "p"; packs = "nope"; } );' "has no rule that is on"
bad 'version = 1; policies = ( { name = "p"; }, { name = "p"; } );' "there is a policy of this name already"
bad 'version = 1; policies = ( { name = "p"; values = 0; } );' "must be a whole number from 1 to 65536"
bad 'version = 1; policies = ( { name = "p"; action = "log"; } );' "there is no policy that can be judged here"
bad 'policies = ( { name = "p"; } );' "the file must say 'version = 1;'"
bad 'version = 1; policies = ' "bad.conf:2: error"
scan --fail-on policy:missing tree
exits "mistake: a file that is not there" 2
has "mistake: is named" err "missing: error: cannot be read: No such file or directory"
for value in policy: policies policy:; do
    scan --fail-on "$value" tree
    exits "mistake: --fail-on $value" 2
done
done_testing
