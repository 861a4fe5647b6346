#!/bin/bash
# Values that are encoded, disguised or spread out are found: of each type at least eight in ten of all variants, and
# nearly all of those that change characters. And what is not followed any further is said.
evasions=$(realpath "$(dirname "$0")/../quality/evasions.py")
. "$(dirname "$0")/lib.sh"

run python3 "$evasions" --part 1/3 --values 1 --least '*=80' --least 'unicode+digits+space+bidi+soft_hyphen=95' "$DLPSCAN"
exits "most of a third of the variants" 0
[ "${status:-}" = 0 ] || sed 's/^/# /' out

# Seven encodings around one another.
text='card 4539578763621486'
for _ in 1 2 3 4 5 6 7; do
    text=$(printf '%s' "$text" | base64 -w 0)
done
printf '%s\n' "$text" >deep
run "$DLPSCAN" scan --format jsonl deep
has "seven encodings are said" out '"reason":"decoding_depth","offset":0'

# Backwards only with --deep.
printf 'card number: %s\n' "$(printf 'card 4539578763621486' | rev)" >backwards
run "$DLPSCAN" scan backwards
exits "backwards: not without --deep" 0
run "$DLPSCAN" scan --deep --format jsonl backwards
exits "backwards: with --deep" 1
has "backwards: where it stands" out '"offset":13,"length":16'

# Base64 ends where the next field of a record begins, and goes on over lines that are folded (LDIF) or indented (YAML).
printf 'dn: uid=x\nmail:: %s\ntelephone\n' "$(printf 'anna.lind@gmail.com ok' | base64)" >record.ldif
run "$DLPSCAN" scan --format jsonl record.ldif
has "base64 before another field" out '"rule":"contact.email"'
printf 'mail:: YW5uYS5saW5kQGdtYWlsLmNv\n bQ==\nkey: |\n    Y2FyZCA0NTM5LTU3ODctNjM2\n    Mi0xNDg2\n' >folded
run "$DLPSCAN" scan --format jsonl folded
has "folded base64" out '"rule":"contact.email"'
has "indented base64" out '"rule":"card.pan"'
done_testing
