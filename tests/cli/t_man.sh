#!/bin/bash
# sanitizers: no
# The manual pages name every command and option, and nothing in them is wrong to those who print them.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
root=$(cd - >/dev/null && pwd)
for page in dlpscan.1 dlpd.8; do
    name=${page%.*}
    program=$(dirname "$DLPSCAN")/$name
    run python3 "$root/docs/make_man.py" "$program" "$root/docs/man/$page"
    exits "$page: is made" 0
    cp out "$page"
    missing=$("$program" --help | sed -n '3,/^$/s/^  \(.\{16\}\).*/\1/p' | while read -r words; do
        # shellcheck disable=SC2086 # one word or two
        "$program" $words --help | sed -n 's/^  \(    \|-., \)--\([a-z0-9-]*\).*/\2/p' | while read -r option; do
            grep -qxF ".Cm $words" "$page" || echo "command $words"
            sed -n "/^\.Ss $name $words\( .*\)\?$/,/^\.El/p" "$page" | grep -q "^\.It .*Fl -$option\( \|$\)" ||
                [ "$option" = help ] || echo "$words --$option"
        done
    done | sort -u)
    same "$page: every command and option" "" "$missing"
    if command -v groff >/dev/null; then
        run groff -mdoc -Tutf8 -ww -z "$page"
        exits "$page: groff prints it" 0
        same "$page: groff has nothing to say" "" "$(cat err)"
    else
        skip "$page: groff has nothing to say" "groff is not installed"
    fi
    # What is explained by hand exists.
    unknown=$(sed -n '/^\.Sh DESCRIPTION/,/^\.Sh EXIT/p' "$root/docs/man/$page" | grep -o 'Fl -[a-z-]*' |
        sed 's/Fl -//' | sort -u | while read -r option; do
            "$program" --help | sed -n '3,/^$/s/^  \(.\{16\}\).*/\1/p' | while read -r words; do
                # shellcheck disable=SC2086
                "$program" $words --help
            done | grep -q -e "--$option\( \|$\)" || echo "$option"
        done)
    same "$page: no option that is not there" "" "$unknown"
done
done_testing
