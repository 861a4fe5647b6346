#!/bin/bash
# docs/detectors.md is what the rules are; `make docs` makes it anew.
. "$(dirname "$0")/lib.sh"
root=$(cd - >/dev/null && pwd)
run python3 "$root/docs/make_detectors.py" "$DLPSCAN" "$root/patterns" made.md
exits "detectors: it is made" 0
if cmp -s made.md "$root/docs/detectors.md"; then
    pass "detectors: docs/detectors.md is up to date"
else
    fail "detectors: docs/detectors.md is stale: make docs" "$(diff made.md "$root/docs/detectors.md")"
fi
same "detectors: every rule has a row" "$("$DLPSCAN" rules list --rules "$root/patterns" | wc -l)" \
    "$(grep -c '^| `[a-z]' made.md)"
rules
run python3 "$root/docs/make_detectors.py" "$DLPSCAN" rules.conf small.md
# shellcheck disable=SC2016
same "detectors: a row" \
    '| `test.weak` | Weak number | weak | - | **needed** | tests/cli/lib.sh |' "$(grep '^| `test.weak' small.md)"
done_testing
