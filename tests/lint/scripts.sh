#!/bin/bash
# Our shell scripts pass shellcheck, our Python compiles.
set -u
cd "$(dirname "$0")/../.." || exit 4
failed=0
scripts=()
while IFS= read -r file; do
    case $(head -c 64 "$file" | head -n 1 | tr -d '\0') in
        '#!/bin/sh'* | '#!/bin/bash'* | '#!/usr/bin/env bash'*) scripts+=("$file") ;;
        '#!/usr/bin/env python3'*)
            if out=$(python3 -c 'import ast, sys; ast.parse(open(sys.argv[1], encoding="utf-8").read())' \
                "$file" 2>&1); then
                echo "ok scripts: $file"
            else
                printf '%s\n' "$out" | sed 's/^/# /'
                echo "not ok scripts: $file"
                failed=1
            fi ;;
    esac
done < <(find setup.sh .ci tests fuzz fixtures -type f -size -200k ! -name '*.[ch]' \
    ! -path 'fuzz/corpus/*' 2>/dev/null | sort)

for file in "${scripts[@]}"; do
    if ! command -v shellcheck >/dev/null; then
        out=$(bash -n "$file" 2>&1)
    else
        out=$(shellcheck -S warning "$file" 2>&1)
    fi
    # shellcheck disable=SC2181 # the status of whichever command was run
    if [ $? -eq 0 ]; then
        echo "ok scripts: $file"
    else
        printf '%s\n' "$out" | sed 's/^/# /'
        echo "not ok scripts: $file"
        failed=1
    fi
done
exit $failed
