#!/bin/bash
# clang-tidy over the library, the programs and the fuzz targets; .clang-tidy says which checks.
set -u
cd "$(dirname "$0")/../.." || exit 4
read -r -a flags <<<"$(make -s show-includes)"
mapfile -t files < <(find libdlp common dlpscan dlpd fuzz -name '*.c' 2>/dev/null | sort)
scratch=$(mktemp -d) || exit 4
trap 'rm -rf "$scratch"' EXIT
failed=0

check() {
    local file=$1 out
    shift
    out=$scratch/${file//\//_}
    if clang-tidy --quiet "$file" -- "$@" >"$out" 2>&1; then
        echo "ok tidy: $file"
    else
        # clang-tidy's count of what it left out is no news
        { grep -v -E '^[0-9]+ warnings? |^Suppressed|^Use -header-filter' "$out" | sed 's/^/# /'
          echo "not ok tidy: $file"; } >"$out.report"
        cat "$out.report"
        return 1
    fi
}
export -f check
export scratch
printf '%s\0' "${files[@]}" |
    xargs -0 -n 1 -P "$(nproc)" bash -c 'check "${@: -1}" "${@:1:$#-1}"' check "${flags[@]}" || failed=1
exit $failed
