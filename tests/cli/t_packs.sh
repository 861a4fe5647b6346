#!/bin/bash
# --pack and rules packs: the rules of a purpose, and no others.
. "$(dirname "$0")/lib.sh"
rules
cat >>rules.conf <<'END'
packs = (
  { name = "strong"; title = "Strong ones"; description = "Numbers."; source = "tests/cli"; rules = [ "*.number" ];
    policy = ( { values = 2; confidence = 0.8; } ); }
);
END
echo 'ticket TN-12345678, weakling WK-1234, weak_id: WK-1235' >text
run "$DLPSCAN" rules packs -r rules.conf
exits "packs: status" 0
same "packs: a table" "strong 1 rule Strong ones tests/cli" "$(tr -s ' ' <out)"
run "$DLPSCAN" rules packs -r rules.conf --format jsonl
same "packs: jsonl" "strong 1 [] 2 0.8" "$(rows \
    '" ".join(str(x) for r in R for c in r["policy"] for x in (r["name"], r["rules"], c["rules"], c["values"], c["confidence"]))')"

run "$DLPSCAN" scan -r rules.conf --format jsonl text
same "scan: without a pack" "test.number test.weak" "$(rows '" ".join(sorted({f["rule"] for f in F}))')"
run "$DLPSCAN" scan -r rules.conf --pack strong --format jsonl text
same "scan: a pack" "test.number 1" "$(rows '" ".join({f["rule"] for f in F}), S["rules"]' | tr -d "(',)")"
run "$DLPSCAN" scan -r rules.conf --pack strong,test --format jsonl text
same "scan: two packs with a comma" 2 "$(rows 'S["rules"]')"
run "$DLPSCAN" scan -r rules.conf -p strong -p test --format jsonl text
same "scan: two packs, one by one" 2 "$(rows 'S["rules"]')"
run "$DLPSCAN" scan -r rules.conf -p strong -e test.weak --format jsonl text
same "scan: a rule beside the pack" 2 "$(rows 'S["rules"]')"
run "$DLPSCAN" rules list -r rules.conf --pack strong
same "list: only what is in it" test.number "$(awk '{print $1}' out)"

run "$DLPSCAN" scan -r rules.conf --pack stong text
exits "an unknown pack: status" 2
same "an unknown pack: the known ones" \
    "dlpscan: --pack: there is no pack 'stong'; did you mean 'strong'?; known: strong, test" "$(cat err)"
run "$DLPSCAN" scan -r rules.conf --pack strong, text
exits "an empty name: status" 2
sed 's/\[ "\*\.number" \]/[ "*.numbr" ]/' rules.conf >wrong.conf
run "$DLPSCAN" rules check wrong.conf
exits "a pack of nothing known: status" 2
has "a pack of nothing known: file and line" err \
    "wrong.conf:40: error: pack 'strong': 'rules' holds \"*.numbr\", which matches no rule's id"

# A choice has a compiled file of its own, and the rules that were read serve all.
"$DLPSCAN" scan -r rules.conf --cache-dir cache -q text >/dev/null
"$DLPSCAN" scan -r rules.conf --cache-dir cache -q -p strong text >/dev/null
same "cache: one a choice" "1 files, 2 rules" \
    "$(find cache -name 'files-*' | wc -l) files, $(find cache -name 'rules-*' | wc -l) rules"
run "$DLPSCAN" scan -r rules.conf --cache-dir cache -p strong --format jsonl text
same "cache: the same findings" "test.number" "$(rows '" ".join(f["rule"] for f in F)')"
run "$DLPSCAN" scan -r rules.conf --cache-dir cache -p nothing text
exits "cache: an unknown pack is still unknown" 2

for pack in pci gdpr ru-152fz hipaa ccpa secrets; do
    run "$DLPSCAN" rules list --pack "$pack"
    exits "shipped: $pack" 0
done
done_testing
