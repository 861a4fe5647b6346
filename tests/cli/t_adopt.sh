#!/bin/bash
# What other scanners were told to know becomes known here.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
mkdir -p repo/src
cat >repo/src/a.py <<'END'
# settings
password = "q8Zr4TnW2x"
other = 1
api_password = "Vt7Kp2Xw9z"
mail = "ann.smith@acme-mail.org"
END
printf 'password = "Hn5Rb8Yc3m"\n' >repo/b.cfg
cd repo || exit 4
run "$DLPSCAN" key create --key-file ../key
import() { run "$DLPSCAN" baseline import --key-file ../key "$@"; }
left() { "$DLPSCAN" scan --key-file ../key -b ../known --enable 'secret.*' -d 'contact.*' -f jsonl src b.cfg >"$T/out" 2>"$T/err"
    rows '" ".join("%s:%d" % (f["path"], f["line"]) for f in F)'; }

: >../known
run "$DLPSCAN" scan --key-file ../key -d 'contact.*' -f jsonl src b.cfg
all=$(rows '" ".join("%s:%d" % (f["path"], f["line"]) for f in F)')
same "the test's text holds three secrets" "src/a.py:2 src/a.py:4 b.cfg:1" "$all"

cat >.gitleaksignore <<'END'
# known
src/a.py:generic-api-key:2
0123456789abcdef0123456789abcdef01234567:b.cfg:hashicorp-tf-password:1   # of a commit
src/a.py:generic-api-key:3
gone.txt:aws:7
END
import .gitleaksignore
exits "gitleaksignore: read" 0
cp ../out ../known
same "gitleaksignore: keyed tokens" 2 "$(grep -c '^secret\.[a-z.]* k[0-9a-f]*:[0-9a-f]* 1$' ../known)"
has "gitleaksignore: where nothing is" ../err "dlpscan: src/a.py: line 3: no secret is found there; nothing is known of it"
has "gitleaksignore: what is gone" ../err "dlpscan: gone.txt: line 7: no secret is found there"
lacks "gitleaksignore: no value" ../out q8Zr4TnW2x
same "gitleaksignore: the others are reported" "src/a.py:4" "$(left)"
cd ..
import=$("$DLPSCAN" baseline import --key-file key repo/.gitleaksignore 2>err)
same "gitleaksignore: seen from its folder" "$(cat known)" "$import"
cd repo || exit 4
run "$DLPSCAN" baseline import .gitleaksignore
exits "without a key ends with 2" 2
has "without a key: what to do" ../err "dlpscan key create"
echo 'no fingerprint' >wrong
import wrong
exits "no fingerprint ends with 2" 2
has "no fingerprint: said" ../err "wrong: line 1: is not FILE:RULE:LINE; left out"
import missing
exits "a file that is not there ends with 2" 2

hash=$(printf 'Vt7Kp2Xw9z' | sha1sum | cut -d' ' -f1)
other=$(printf 'another' | sha1sum | cut -d' ' -f1)
cat >.secrets.baseline <<END
{
  "version": "1.4.0",
  "plugins_used": [ { "name": "KeywordDetector", "keyword_exclude": "" } ],
  "results": {
    "src/a.py": [
      { "type": "Secret Keyword", "filename": "src/a.py", "hashed_secret": "$hash", "is_verified": false, "line_number": 99 }
    ],
    "./b.cfg": [
      { "type": "Secret Keyword", "filename": "b.cfg", "hashed_secret": "$other", "is_verified": false, "line_number": 1 }
    ]
  },
  "generated_at": "2026-01-01T00:00:00Z"
}
END
import .secrets.baseline
exits "detect-secrets: read" 0
cp ../out ../known
has "detect-secrets: by line is told" ../err "1 of them by their line alone"
same "detect-secrets: by digest, and by line" "src/a.py:2" "$(left)"
echo '{"results": 3}' >wrong
import wrong
exits "detect-secrets: no baseline ends with 2" 2
echo '{"results": ' >wrong
import wrong
exits "detect-secrets: no JSON ends with 2" 2

cat >.gitleaks.toml <<'END'
title = "gitleaks config"   # [allowlist]
[[rules]]
id = "x"
regex = '''paths = ["no"]'''
[[rules.allowlists]]
paths = ['''of/a/rule''']
[allowlist]
description = "global"
paths = [
  '''^tests/fixtures/''', # one
  "vendor\\.lock$",
  '''(.*?)(jpg|gif)$''',
  '''node_modules''',
  '''a/[^/]*\.pem''',
  '''^src/.*/gen$''',
  '''x{3}'''
]
regexes = ['''abc''']
stopwords = [ "example" ]
commits = []
END
run "$DLPSCAN" baseline import --owner ann@example.com --expires 2999-01-31 .gitleaks.toml
exits "allowlist: read" 0
same "allowlist: exceptions" "/tests/fixtures/**
*vendor.lock
*jpg
*gif
*node_modules*
**/*a/*.pem*
/src/**/gen" "$(sed -n 's/^rule=secret\.\* path=\([^ ]*\) owner=ann@example.com expires=2999-01-31 reason=allowed by .gitleaks.toml, line [0-9]*$/\1/p' ../out)"
same "allowlist: what cannot be" "dlpscan: .gitleaks.toml: line 6: paths is left out: it is of one rule of gitleaks', and exceptions name rules of ours
dlpscan: .gitleaks.toml: line 16: a pattern of paths is left out: no pattern of gitignore(5) says the same
dlpscan: .gitleaks.toml: line 18: regexes is left out: exceptions know rules, paths and tokens; 'dlpscan baseline' learns values
dlpscan: .gitleaks.toml: line 19: stopwords is left out: exceptions know rules, paths and tokens; 'dlpscan baseline' learns values" \
    "$(cat ../err)"
cp ../out ../exceptions
mkdir -p tests/fixtures/deep x/node_modules
cp b.cfg tests/fixtures/deep/c.cfg
cp b.cfg x/node_modules/d.cfg
run "$DLPSCAN" scan --exceptions ../exceptions -d 'contact.*' -f jsonl tests x
same "allowlist: exceptions hold" "0 2" "$(rows '"%d %d" % (S["findings"], S["allowed"])')"
run "$DLPSCAN" baseline import .gitleaks.toml
exits "allowlist: needs an owner and an end" 2
run "$DLPSCAN" baseline import --owner a --expires soon .gitleaks.toml
exits "allowlist: an end is a day" 2
run "$DLPSCAN" baseline import --owner a --expires 2999-01-31 .gitleaks.toml .gitleaksignore
exits "exceptions and a baseline are not one text" 2
run "$DLPSCAN" baseline --help
exits "baseline itself has its help" 0
has "baseline itself: its usage" ../out "usage: dlpscan baseline [options] PATH..."
done_testing
