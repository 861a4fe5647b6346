#!/bin/bash
# Our C is laid out the way .clang-format says; `make format` does it.
set -u
cd "$(dirname "$0")/../.." || exit 4
mapfile -t files < <(find libdlp common dlpscan dlpd tests fuzz -name '*.[ch]' 2>/dev/null | sort)
if out=$(tests/layout --check "${files[@]}" 2>&1); then
    echo "ok format: ${#files[@]} files"
else
    printf '%s\n' "$out" | sed 's/^/# /'
    echo "not ok format: make format"
    exit 1
fi
