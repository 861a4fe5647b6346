#!/bin/bash
# rules import: other scanners' rules in our language, and what is lost on the way.
. "$(dirname "$0")/lib.sh"
root=$(cd - >/dev/null && pwd)
cat >np.yml <<'END'
rules:
- name: Acme Key
  id: np.acme.1
  description: A key of Acme.
  pattern: |
    (?xi)
    \b acme [\ _-]? key      # the word
    \s* [=:]+ \s* "?
    ( ak_ [A-F0-9]{12} )
    (\b|$)
  categories: [api, fuzzy]
  examples:
  - 'ACME_KEY = "ak_0123456789AB"'
  - |
    acme key: ak_ABCDEFABCDEF
    and more
  - 'not one of them'
  negative_examples:
  - 'acme key: ak_0123'
  references:
  - https://acme.example/docs
- name: Back
  id: np.back.1
  pattern: '(a)b\1'
  examples: ['aba']
- name: No examples
  id: np.none.1
  pattern: 'none_[0-9]{8}'
- name: Unicode
  id: np.unicode.1
  pattern: 'x\p{L}{4}'
  examples: ['xabcd']
- name: Class
  id: np.class.1
  pattern: 'q_[a-z&&[^b]]{4}'
  examples: ['q_aaaa']
- name: Twice
  id: np.acme.1
  pattern: 'tw_([0-9]{8})'
  examples: ['tw_12345678']
END
cat >kf.yml <<'END'
rules:
  - name: Widget Token
    id: kingfisher.widget.1
    pattern: |
      (?x)
      (?P<TOKEN> wdg\.[a-zA-Z0-9]+\.[0-9]{4,} )
    pattern_requirements:
      min_digits: 6
      min_uppercase: 1
      ignore_if_contains: [test]
    min_entropy: 3.0
    confidence: medium
    examples:
      - "token wdg.aZ12bcQ9.123456 \\ \"quoted\""
    negative_examples:
      - "token wdg.abc.12345"
    validation:
      type: Http
  - name: Helper
    id: kingfisher.helper.1
    visible: false
    depends_on_rule:
      - rule_id: kingfisher.widget.1
        variable: TOKEN
    pattern: '(hlp_[0-9]{6})'
    examples: [hlp_123456]
END
run "$DLPSCAN" rules import np.yml kf.yml
exits "import: status" 0
cp out imported.conf
sort err >lost
same "import: what is lost, and why" 'dlpscan: 3 of 8 rules imported
dlpscan: kingfisher.helper.1: depends_on_rule has no counterpart: it is found alone
dlpscan: kingfisher.widget.1: min_entropy has no counterpart: more will be found
dlpscan: kingfisher.widget.1: open repeats (* + {n,}) end at 200 more
dlpscan: kingfisher.widget.1: pattern_requirements: ignore_if_contains has no counterpart
dlpscan: kingfisher.widget.1: validation is left out: dlpscan asks nobody
dlpscan: np.acme.1: 1 of 3 examples left out: not found
dlpscan: np.acme.1: left out: another rule has its id
dlpscan: np.acme.1: open repeats (* + {n,}) end at 200 more
dlpscan: np.back.1: left out: it refers back to a group
dlpscan: np.class.1: left out: it has an operation on classes (&&, -- or ~~)
dlpscan: np.none.1: left out: it has no example that can be used
dlpscan: np.unicode.1: left out: it has a Unicode class (\p): patterns are bytes here' "$(cat lost)"
run "$DLPSCAN" rules check imported.conf
exits "import: rules check takes it" 0
same "import: all of it" "3 rules checked, 0 mistakes" "$(cat out)"
run "$DLPSCAN" rules list -r imported.conf
same "import: ids, and a helper that is off" "secret.np.acme_1 literal
secret.kingfisher.widget_1 literal
secret.kingfisher.helper_1 off" "$(awk '{print $1, $3}' out)"
has "import: the pattern without its comment" imported.conf \
    'pattern = "\\bacme[\\ _-]?key\\s{0,200}[=:]{1,201}\\s{0,200}\"?(?<value>ak_[A-F0-9]{12})(?:\\b|$)";'
has "import: where it is from" imported.conf 'source = "np.yml; https://acme.example/docs";'

printf 'acme key: AK_00112233aabb\ntoken wdg.aZ12bcQ9.123456\ntoken wdg.azzzbcqq.123456\n' >text
run "$DLPSCAN" scan -r imported.conf --format jsonl text
same "import: the value is the group, needs are kept" "1:11:15:0.85 2:7:19:0.65" \
    "$(rows '" ".join("%d:%d:%d:%.2f" % (f["line"], f["column"], f["length"], f["confidence"]) for f in F)')"

run "$DLPSCAN" rules import np.yml not-there.yml
exits "import: a file that is missing" 2
has "import: is named" err "not-there.yml: No such file"
printf 'rules: [\n' >bad.yml
run "$DLPSCAN" rules import bad.yml
exits "import: no YAML" 2
has "import: has a line" err "bad.yml: line 2:"
printf 'other: 1\n' >other.yml
run "$DLPSCAN" rules import other.yml
exits "import: another file" 2
has "import: says what is missing" err "other.yml: it has no list 'rules'"
printf 'a: &a [*a, *a]\nrules: [*a, 5, {name: x, pattern: [1]}, {name: "\\x01", id: "", pattern: "((", examples: ["(("]}]\n' >odd.yml
run "$DLPSCAN" rules import odd.yml
exits "import: odd nodes" 2

cat >leaks.toml <<'END'
title = "small"
[[rules]]
id = "acme-toml-key"
description = "An Acme key in TOML"
regex = '''(?i)\b(acme)[ _-]?toml['"]?[ =:]{1,5}['"]?((?:tk|tl)_[a-z0-9]{20,})\b'''
secretGroup = 2
entropy = 3
keywords = ["acme"]
[[rules]]
id = "file-only"
path = '''\.p12$'''
[[rules]]
id = "widget-pat"
description = "Widget"
regex = '''wpat-[0-9A-F]{16}(?:-[a-f]{4})?'''
[rules.allowlist]
stopwords = ["example"]
END
PATH=$(dirname "$DLPSCAN"):$PATH run python3 "$root/tools/gitleaks_rules.py" leaks.toml
exits "gitleaks: status" 0
cp out leaks.conf
sort err >lost
same "gitleaks: what is lost, and why" "dlpscan: 2 of 2 rules imported
dlpscan: acme-toml-key: min_entropy has no counterpart: more will be found
dlpscan: acme-toml-key: open repeats (* + {n,}) end at 200 more
leaks.toml: file-only: left out: it has no regex
leaks.toml: widget-pat: its allowlists are left out: more will be found" "$(cat lost)"
run "$DLPSCAN" rules check leaks.conf
same "gitleaks: rules check takes it" "2 rules checked, 0 mistakes" "$(cat out)"
echo 'acme_toml = "tk_0a1b2c3d4e5f6a7b8c9d"' >text
run "$DLPSCAN" scan -r leaks.conf --format jsonl text
same "gitleaks: the value is the secret group" "secret.acme_toml_key 23" "$(rows '" ".join("%s %d" % (f["rule"], f["length"]) for f in F)')"
done_testing
