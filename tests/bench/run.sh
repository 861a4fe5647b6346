#!/bin/bash
# tests/bench/run.sh - measure, and write docs/performance.md and docs/performance.svg.
# usage: make bench               some minutes on two cores
#        BENCH_QUICK=1 make bench two or three minutes, small corpora; writes build/bench/ only
#        BENCH_FILES=100000       how many small files (20000)
#
# What is measured, and how, stands in docs/performance.md. Results are kept as JSON lines in
# build/bench/results.jsonl.
set -u
cd "$(dirname "$0")/../.." || exit 4
build=${DLP_BUILD:-build}
work=$build/bench
quick=${BENCH_QUICK:-}
files=${BENCH_FILES:-$([ -n "$quick" ] && echo 2000 || echo 20000)}
dlpscan=$build/bin/dlpscan
programs=$build/tests/bench
names=(text csv telemetry weblog js binary pii_csv pii_json)
unset DLP_RULES DLP_KEY_FILE XDG_CACHE_HOME XDG_CONFIG_HOME

mkdir -p "$work/home" || exit 4
HOME=$(cd "$work/home" && pwd) || exit 4
export HOME
results=$work/results.jsonl
corpora=$work/corpora${quick:+-quick}

say() {
    echo "== $*" >&2
}

# process NAME [OPTION...] COMMAND...: one more line of results; a peer that fails is only left out.
process() {
    local name=$1
    shift
    "$programs/bench_start" --name "$name" "$@" >>"$results" 2>>"$work/run.log"
}

build_programs() {
    say "build"
    ${MAKE:-make} -s "BUILD=$build" "$dlpscan" \
        "$programs"/bench_{scan,start,tree} >"$work/make.log" 2>&1 && return
    cat "$work/make.log" >&2
    exit 4
}

measure_scan() {
    local paths=() name
    for name in "${names[@]}"; do
        paths+=("$corpora/$name")
    done
    say "scan, one core"
    "$programs/bench_scan" --rules patterns --rounds "$([ -n "$quick" ] && echo 2 || echo 9)" \
        --budget "$([ -n "$quick" ] && echo 0.3 || echo 1.5)" "${paths[@]}" >>"$results" || exit 4
}

measure_start() {
    say "start and memory"
    printf 'Please charge my card 4000 0073 1199 9384.\n' >"$work/one-line"
    process start:warm --runs 2 "$dlpscan" scan --format jsonl "$work/one-line" # fills a cache
    process start --runs 20 "$dlpscan" scan --format jsonl "$work/one-line"
    if "$dlpscan" scan --help | grep -q -e --no-cache; then
        process start:cold --runs 20 "$dlpscan" scan --no-cache --format jsonl "$work/one-line"
    fi
    process memory:file "$dlpscan" scan --format jsonl "$corpora/text"
    process memory:findings "$dlpscan" scan --format text "$corpora/pii_csv"
    process memory:stdin --pipe "$corpora/text" --times "$([ -n "$quick" ] && echo 2 || echo 8)" \
        "$dlpscan" scan --format jsonl -
}

# The same tree by dlpscan, by a bare walk, with a bare Hyperscan pass, and by ripgrep.
measure_tree() {
    local round threads
    say "$files small files"
    mkdir -p "$work/empty"
    for ((round = 0; round < 5; round++)); do
        for threads in 1 2; do
            process "tree:dlpscan:$threads" "$dlpscan" scan --quiet --format jsonl \
                --threads "$threads" "$corpora/files"
            process "tree:empty:$threads" "$dlpscan" scan --quiet --format jsonl \
                --threads "$threads" "$work/empty"
            "$programs/bench_tree" --rules patterns --threads "$threads" "$corpora/files" \
                >>"$results" || exit 4
            if command -v rg >/dev/null; then
                process "tree:rg:$threads" rg --no-config --no-ignore --threads "$threads" \
                    --count --fixed-strings 'ghp_' "$corpora/files"
            fi
        done
    done
}

# peer NAME CORPUS COMMAND...: on one core, like bench_scan; the command's start alone is taken off.
peer() {
    command -v "$3" >/dev/null && process "peer:$1:$2" --pin "${@:3}"
}

# The expressions of the card rules for those that take expressions, since neither grep -P nor ripgrep
# takes those of all rules; the others with their own rules. Slices, since some need a second for a few megabytes.
measure_peers() {
    local name round slice joined=$work/naive-joined
    say "other scanners"
    "$programs/bench_scan" --rules patterns/pii/card.conf --naive "$work/naive" || exit 4
    sed 's/.*/(?:&)/' "$work/naive" | paste -s -d '|' >"$joined"
    # ripgrep works on lines, and is several times quicker on bytes than on Unicode.
    perl -pe 's/\\r\?\\n//g;
              s/([\xC0-\xFF][\x80-\xBF]+)/"(?:" . join("", map { sprintf "\\x%02X", ord } split "", $1) . ")"/ge' \
        "$work/naive" >"$work/naive-bytes"
    : >"$work/slice-empty"
    for name in text csv telemetry pii_csv; do
        head -c "$([ -n "$quick" ] && echo 500000 || echo 2000000)" "$corpora/$name" >"$work/slice-$name"
    done
    for ((round = 0; round < 2; round++)); do
        for name in empty text csv telemetry pii_csv; do
            slice=$work/slice-$name
            peer rg "$name" rg --no-config --threads 1 --text --no-unicode \
                --dfa-size-limit 1G --only-matching --no-filename --file "$work/naive-bytes" "$slice"
            LC_ALL=C peer grep "$name" grep --text --only-matching --perl-regexp \
                --file="$joined" "$slice"
            peer clamscan "$name" clamscan --no-summary "$slice"
            peer gitleaks "$name" gitleaks detect --no-git --no-banner --exit-code 0 --source "$slice"
            rm -rf "$work/noseyparker"
            peer noseyparker "$name" noseyparker scan --jobs 1 --datastore "$work/noseyparker" "$slice"
            peer kingfisher "$name" kingfisher scan --jobs 1 --no-validate "$slice"
        done
    done
}

render() {
    local docs=docs
    if [ -n "$quick" ]; then
        docs=$work
        cp docs/performance.md "$docs/performance.md" || exit 4
    fi
    python3 tests/bench/report.py render "$results" "$corpora/manifest.json" \
        "$docs/performance.md" "$docs/performance.svg" || exit 4
    say "written: $docs/performance.md $docs/performance.svg"
}

begin=$SECONDS
build_programs
say "corpora"
python3 tests/bench/corpora.py --scale "$([ -n "$quick" ] && echo 0.06 || echo 1)" \
    --files "$files" "$corpora" || exit 4
python3 tests/bench/report.py machine >"$results" || exit 4
: >"$work/run.log"
measure_scan
measure_start
measure_tree
measure_peers
render
say "$((SECONDS - begin)) s"
