#!/bin/bash
# tests/bench/instructions.sh - did the scan grow? Counts instructions with callgrind over small
# generated texts, for each text as a whole and for each of the library's larger functions with what
# it calls, and compares with instructions.tsv.
# usage: tests/bench/instructions.sh [--write]
#
# 'not ok' when a count is more than 5 % above the kept one: then mend it, or keep the new counts
# with --write and say why. Counts hold for one compiler, one Hyperscan and one kind of SIMD; with
# others there is nothing to compare. valgrind hides AVX-512, so AVX2 is what is counted.
set -u
cd "$(dirname "$0")/../.." || exit 4
build=${DLP_BUILD:-build}
work=$build/bench/instructions
kept=tests/bench/instructions.tsv
mode=${1:-compare}

if ! command -v valgrind >/dev/null || [ ! -e /usr/include/valgrind/callgrind.h ]; then
    echo "ok instructions # SKIP valgrind is not installed"
    exit 0
fi
# The kept counts are those of the default flags.
${MAKE:-make} -s "BUILD=$build" "$build/tests/bench/bench_count" >/dev/null || exit 4
python3 tests/bench/corpora.py --scale 0.0078125 --files 0 "$work/corpora" 2>/dev/null || exit 4
rm -f "$work"/callgrind.out*
corpora=()
for name in csv telemetry weblog js binary pii_csv pii_json; do
    corpora+=("$work/corpora/$name")
done
if ! valgrind --tool=callgrind --instr-atstart=no --callgrind-out-file="$work/callgrind.out" \
    "$build/tests/bench/bench_count" patterns "${corpora[@]}" >"$work/count.log" 2>"$work/valgrind.log"; then
    sed 's/^/# /' "$work/valgrind.log" | tail -n 20
    echo "not ok instructions: callgrind failed"
    exit 1
fi
python3 tests/bench/instructions.py "$mode" "$kept" "$work" "${CC:-cc}"
