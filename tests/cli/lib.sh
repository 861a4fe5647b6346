# shellcheck shell=bash
# tests/cli/lib.sh - what the scripts of this folder share: source it first.
#
# It moves to a scratch folder that is removed at the end, forgets the user's settings, and sets
# DLPSCAN to an absolute path. run() keeps a command's outcome in $status, out and err.

set -u
LC_ALL=C
export LC_ALL
unset DLP_RULES DLP_KEY_FILE NO_COLOR XDG_CONFIG_HOME XDG_CACHE_HOME
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 4
DLPSCAN=$(realpath "${DLPSCAN:-build/bin/dlpscan}") || exit 4
T=$(mktemp -d) || exit 4
trap 'cd /; rm -rf "$T"' EXIT
cd "$T" || exit 4
mkdir home tmp
export HOME=$T/home TMPDIR=$T/tmp
failures=0
status=0

pass() {
    echo "ok $1"
}

fail() {
    failures=$((failures + 1))
    shift_name=$1
    shift
    echo "not ok $shift_name"
    printf '%s\n' "$@" | sed 's/^/# /' | head -n 40
}

skip() {
    echo "ok $1 # SKIP $2"
}

# run COMMAND...: its outputs go to the files out and err, its status to $status.
run() {
    status=0
    "$@" >"$T/out" 2>"$T/err" || status=$?
}

# same NAME WANTED GOT: two texts.
same() {
    if [ "$2" = "$3" ]; then
        pass "$1"
    else
        fail "$1" "$(diff <(printf '%s\n' "$2") <(printf '%s\n' "$3"))"
    fi
}

# exits NAME STATUS: of the last run.
exits() {
    if [ "$status" = "$2" ]; then
        pass "$1"
    else
        fail "$1" "exit status $status, not $2" "$(cat "$T/err")"
    fi
}

# has NAME FILE TEXT, lacks NAME FILE TEXT: a fixed text anywhere in a file.
has() {
    if grep -qF -e "$3" -- "$2"; then
        pass "$1"
    else
        fail "$1" "'$3' is not in $2:" "$(cat "$2")"
    fi
}

lacks() {
    if grep -qF -e "$3" -- "$2"; then
        fail "$1" "'$3' is in $2"
    else
        pass "$1"
    fi
}

# rows EXPRESSION [FILE]: print what Python makes of R, the objects of a jsonl report.
rows() {
    python3 -c '
import json, sys
with open(sys.argv[2], encoding="utf-8") as f:
    R = [json.loads(line) for line in f]
F = [r for r in R if r["kind"] == "finding"]
I = [r for r in R if r["kind"] == "incomplete"]
S = R[-1] if R else {}
print(eval(sys.argv[1]))' "$1" "${2:-$T/out}"
}

# rules [FILE]: a small rule file, so that what comes with dlpscan may change.
rules() {
    cat >"${1:-rules.conf}" <<'END'
version = 1;

rules = (
  {
    id = "test.number";
    title = "Test number";
    description = "TN, a hyphen and eight digits.";
    source = "tests/cli/lib.sh";
    severity = "high";
    class = "strong";
    pattern = "TN-[0-9]{8}";
    border = "token";
    words = { en = [ "ticket" ]; };
    keys = [ "ticket_id" ];
    negative = [ "sample" ];
    packs = [ "test" ];
    mask = "id";
    examples = [ "ticket <<TN-12345678>>" ];
    counter_examples = [ "ticket TN-1234567" ];
  },
  {
    id = "test.weak";
    title = "Weak number";
    description = "WK, a hyphen and four digits.";
    source = "tests/cli/lib.sh";
    severity = "low";
    class = "weak";
    pattern = "WK-[0-9]{4}";
    border = "token";
    words = { en = [ "weakling" ]; };
    keys = [ "weak_id" ];
    negative = [ "sample" ];
    packs = [ "test" ];
    mask = "id";
    examples = [ "weakling: <<WK-1234>>" ];
    counter_examples = [ "weakling: WK-123" ];
  }
);
END
}

# done_testing: the last line of every script.
done_testing() {
    exit $((failures > 0))
}
