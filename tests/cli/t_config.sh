#!/bin/bash
# Settings from .dlpscan.conf: what it may say, what it may not, and that it is told.
. "$(dirname "$0")/lib.sh"
rules
status=0
mkdir -p tree/sub tree/vendor
printf 'TN-11111111\n' >tree/a.txt
printf 'TN-22222222\n' >tree/sub/b.txt
printf 'TN-33333333\n' >tree/vendor/c.txt
scan() { run "$DLPSCAN" scan -r rules.conf "$@"; }
paths() { scan --format jsonl "$@"; rows '" ".join(f["path"] for f in F)'; }

same "none: everything is scanned" "tree/a.txt tree/sub/b.txt tree/vendor/c.txt" "$(paths tree)"
cat >tree/.dlpscan.conf <<'END'
# of the tree
exclude = [ "vendor/" ];
min-confidence = 0.3;
END
same "found: in the folder" "tree/a.txt tree/sub/b.txt" "$(paths tree)"
same "found: said" "dlpscan: $T/tree/.dlpscan.conf: found, and sets exclude,min-confidence; --no-config takes none of it" \
    "$(cat err)"
same "found: in the summary" "$T/tree/.dlpscan.conf ['exclude', 'min-confidence']" \
    "$(rows 'S["config"] + " " + str(S["config_sets"])')"
scan -q tree
has "found: said by --quiet, too" err "found, and sets exclude,min-confidence"
scan tree
has "found: in the text's summary" out "settings: $T/tree/.dlpscan.conf (exclude,min-confidence)"
scan tree/sub/b.txt
has "found: above a file's folder" err "$T/tree/.dlpscan.conf: found"
same "no-config: none" "tree/a.txt tree/sub/b.txt tree/vendor/c.txt" "$(paths --no-config tree)"
same "no-config: nothing is said" "" "$(cat err)"
same "command line: lists add up" "tree/a.txt" "$(paths --exclude sub/ tree)"
scan tree rules.conf
exits "two targets of different files end with 2" 2
has "two targets: what to do" err "--config"

# What is in force, and from where.
run "$DLPSCAN" scan -r rules.conf --print-config -c 0.7 --exclude 'x*' tree
exits "print: ends with 0" 0
same "print: the head" "# dlpscan scan; file: $T/tree/.dlpscan.conf (found)" "$(head -n 1 out)"
same "print: of the file and the command line" \
    "exclude = (
    \"vendor/\" # $T/tree/.dlpscan.conf:2
  , \"x*\" # command line
);" "$(sed -n '/^exclude/,/^)/p' out)"
has "print: the command line replaces" out 'min-confidence = "0.7"; # command line'
has "print: defaults" out 'marks = "all"; # default'
has "print: what is not set" out '# baseline is not set'
grep -v '^threads' out >printed.conf
run "$DLPSCAN" scan --config printed.conf tree
exits "print: can be read again" 1
run "$DLPSCAN" scan --print-config --password geheim tree
lacks "print: no password" out geheim

# A named file may say more, and its paths are seen from its folder.
mkdir conf
cp rules.conf conf/mine.conf
cat >conf/ci.conf <<'END'
rules = [ "mine.conf" ];
format = "jsonl";
fail-on = "critical";
quiet = true;
deep = false;
threads = 1;
END
run "$DLPSCAN" scan --config conf/ci.conf tree
exits "named: fail-on holds" 0
same "named: format and rules hold" "3 2" "$(rows 'str(len(F)) + " " + str(S["rules"])')"
run "$DLPSCAN" scan --config conf/ci.conf --fail-on low tree
exits "command line: replaces fail-on" 1
printf 'fail-on = [ "critical", "high:3" ];\n' >conf/two.conf
run "$DLPSCAN" scan -r rules.conf --config conf/two.conf tree
exits "named: fail-on may be a list" 1
run "$DLPSCAN" scan -r rules.conf --config conf/two.conf --fail-on critical tree
exits "command line: replaces the list of fail-on" 0
echo 'version = 1; policies = ( { name = "two"; rules = "test.number"; values = 2; per = "all"; } );' >conf/policy.conf
printf 'fail-on = "policy:policy.conf";\n' >conf/three.conf
run "$DLPSCAN" scan -r rules.conf --config conf/three.conf tree
exits "named: a file of policies is seen from its folder, too" 1
has "named: and asked" out "policy two fails"
run "$DLPSCAN" scan --config missing.conf tree
exits "named: not there ends with 2" 2

# Mistakes: file, line, what, what to do.
wrong() { # NAME TEXT WANTED
    printf '%s\n' "$2" >tree/.dlpscan.conf
    scan tree
    same "$1" "2 dlpscan: $T/tree/.dlpscan.conf: $3" "$status $(cat err)"
}
wrong "mistyped" 'exlude = [ "a" ];' "line 1: exlude is no setting; is 'exclude' meant?"
wrong "unknown" $'\nfrobnicate = 1;' \
    "line 2: frobnicate is no setting; settings are named as the options that 'dlpscan scan --help' lists"
wrong "wrong value" 'min-confidence = 7;' \
    "line 1: min-confidence has a value that is not right; give a number from 0 to 1, as in 0.75"
wrong "wrong kind" 'min-confidence = true;' \
    "line 1: min-confidence has a value of another kind; give a number from 0 to 1, as in 0.75"
wrong "a switch in quotes" 'deep = "yes";' "line 1: deep is true or false; write it without quotes"
wrong "a list for one value" 'max-size = [ "1M" ];' \
    "line 1: max-size takes one value, not a list; write it without brackets"
wrong "no settings" 'deep true' "line 1: syntax error; settings are written as NAME = VALUE;"
wrong "another file" '@include "/etc/passwd"' \
    "line 1: @include reads another file, which settings do not; write the settings here"
scan --config /proc/self/mem tree/a.txt # a regular file whose first byte cannot be read
same "cannot be read: not taken for empty" \
    "2 dlpscan: /proc/self/mem: cannot read the settings: Input/output error" "$status $(cat err)"
wrong "of the command line alone" 'config = "x";' \
    "line 1: config is for the command line alone; remove it here"
for setting in 'output = [ "jsonl:/tmp/x" ];' 'rules = [ "r" ];' 'key-file = "k";' 'cache-dir = "c";' \
    'extractor = "/bin/sh";' 'no-sandbox = true;' 'show-values = true;' 'fail-on = "none";' \
    'incomplete = "warn";' 'quiet = true;' 'format = "csv";' 'limit = [ "parts=1" ];' \
    'files-from = "l";' 'password = [ "p" ];'; do
    wrong "found: not ${setting%% *}" "$setting" "line 1: ${setting%% *} may not be set by a file that \
was only found; remove it, or name this file with --config"
done
for path in ../x /etc/passwd a/../../x ..; do
    wrong "found: not outside, $path" "exceptions = \"$path\";" \
        "line 1: exceptions leaves the folder of this file, which was only found; name a file below it, \
or this file with --config"
done
echo 'exceptions = "known";' >tree/.dlpscan.conf
echo 'rule=test.* path=a.txt owner=a@example.com expires=2999-01-01 reason=x' >tree/known
same "found: a file below it" "tree/sub/b.txt tree/vendor/c.txt" "$(paths --exclude known tree)"

# Whose the file is.
chmod 666 tree/.dlpscan.conf
scan tree
same "found: not what others may write" \
    "dlpscan: $T/tree/.dlpscan.conf: other users may write it: not read; name it with --config, if it is meant" \
    "$(cat err)"
rm tree/.dlpscan.conf
ln -s ../conf/ci.conf tree/.dlpscan.conf
scan tree
has "found: no link" err "no regular file: not read"
rm tree/.dlpscan.conf

# By the commands that do not scan trees, too.
cat >tree/.dlpscan.conf <<'END'
disable = [ "test.number" ];
min-confidence = 0.9;
END
run "$DLPSCAN" explain -r rules.conf --at 3 tree/a.txt
has "explain: the file is told" err "$T/tree/.dlpscan.conf: found, and sets disable,min-confidence"
has "explain: the rule is off" out "No candidate of the 1 rules"
run "$DLPSCAN" explain -r rules.conf --no-config --at 3 tree/a.txt
has "explain: without it" out "test.number"
run "$DLPSCAN" explain -r rules.conf --print-config --at 3 tree/a.txt
has "explain: print-config" out 'min-confidence = "0.9"; # '"$T/tree/.dlpscan.conf:2"
(cd tree && "$DLPSCAN" rules list -r ../rules.conf) >out 2>err
same "rules list: of the current folder" "test.number off" "$(sed -n 's/^\(test.number\) .* \(off\) .*/\1 \2/p' out)"
has "rules list: is told" err "found, and sets disable"
(cd tree && "$DLPSCAN" rules explain -r ../rules.conf --print-config test.number) >out 2>err
same "rules explain: a rule's id is no path" "# dlpscan rules explain; file: $T/tree/.dlpscan.conf (found)" "$(head -n 1 out)"
run "$DLPSCAN" rules cost -r rules.conf --print-config tree/a.txt
has "rules cost: of the file's folder" out "\"test.number\" # $T/tree/.dlpscan.conf:1"
for what in "packs" "compile"; do
    (cd tree && "$DLPSCAN" rules $what -r ../rules.conf --print-config) >out 2>err
    has "rules $what: print-config" out "# dlpscan rules $what; file: $T/tree/.dlpscan.conf (found)"
done

run "$DLPSCAN" redact -r rules.conf tree/a.txt redacted
lacks "redact: a file that was found keeps no value in the text" redacted TN-11111111
same "redact: and that is said" "dlpscan: $T/tree/.dlpscan.conf: line 1: disable is not taken by redact from a file that was \
only found; name the file with --config, if it is meant" "$(head -n 1 err)"
sed -i 's/    id = "test.weak";/&\n    enabled = false;/' rules.conf
echo 'weakling: WK-1234 TN-11111111' >tree/weak.txt
echo 'enable = [ "test.weak" ];' >tree/.dlpscan.conf
run "$DLPSCAN" redact -r rules.conf tree/weak.txt redacted
lacks "redact: it may have more replaced" redacted WK-1234
has "redact: which is told" err "found, and sets enable"
printf 'disable = [ "test.number" ];\nenable = [ "test.weak" ];\nmode = "shape";\npurpose = "x";\n' >conf/redact.conf
run "$DLPSCAN" redact -r rules.conf --config conf/redact.conf --mode mask tree/weak.txt redacted
same "redact: a file that was named may leave values" "weakling: ******* TN-11111111" "$(cat redacted)"
run "$DLPSCAN" redact -r rules.conf --config conf/redact.conf --print-config tree/weak.txt redacted
has "redact: print-config" out "mode = \"shape\"; # conf/redact.conf:3"
echo 'mode = "shape";' >tree/.dlpscan.conf
run "$DLPSCAN" redact -r rules.conf tree/weak.txt redacted
exits "redact: the mode is not the tree's to say" 2
printf 'a,TN-11111111\n' >tree/t.csv
echo 'disable = [ "test.number" ];' >tree/.dlpscan.conf
run "$DLPSCAN" inventory -r rules.conf tree/t.csv
has "inventory: the file is told" err "found, and sets disable"
rm tree/.dlpscan.conf

# By git and baseline, too.
if command -v git >/dev/null; then
    git init -q repo
    echo 'exclude = [ "*" ];' >repo/.dlpscan.conf
    run "$DLPSCAN" git --print-config repo
    has "git: of the repository" out "\"*\" # $T/repo/.dlpscan.conf:1"
fi
done_testing
