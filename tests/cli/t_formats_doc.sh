#!/bin/bash
# docs/formats.md is what the table of formats says.
page=$(realpath "$(dirname "$0")/../../docs/formats.md")
. "$(dirname "$0")/lib.sh"
build=$(dirname "$DLPSCAN")/..
run "$build/tests/formats/print_formats"
exits "formats: the table is printed" 0
same "formats: docs/formats.md is up to date; 'make docs/formats.md' writes it" \
    "$(cat "$page")" "$(cat out)"
done_testing
