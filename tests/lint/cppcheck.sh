#!/bin/bash
# cppcheck over the library and the programs; cppcheck.suppressions says what is left out and why.
set -u
cd "$(dirname "$0")/../.." || exit 4
read -r -a flags <<<"$(make -s show-includes | tr ' ' '\n' | grep -E '^-I(lib|common|dlp|fuzz)|^-DDLP' | tr '\n' ' ')"
folders=()
for folder in libdlp common dlpscan dlpd fuzz; do
    [ -z "$(find "$folder" -name '*.c' -print -quit 2>/dev/null)" ] || folders+=("$folder")
done
if out=$(cppcheck --quiet --std=c11 --platform=unix64 -j "$(nproc)" -D_GNU_SOURCE -D__linux__ \
    -D__GNUC__ --enable=warning,portability,performance --inline-suppr --error-exitcode=1 \
    --suppressions-list=tests/lint/cppcheck.suppressions "${flags[@]}" "${folders[@]}" 2>&1); then
    echo "ok cppcheck: ${folders[*]}"
else
    printf '%s\n' "$out" | sed 's/^/# /'
    echo "not ok cppcheck: see above"
    exit 1
fi
