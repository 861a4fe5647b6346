#!/bin/bash
# sanitizers: no
# What `make install` puts in place works for people who embed libdlp: the README's program
# compiles with pkg-config as C and as C++, shared and static, runs and finds its rules; and
# `make uninstall` leaves nothing behind.
set -u
cd "$(dirname "$0")/../.." || exit 4
scratch=$(mktemp -d) || exit 4
trap 'rm -rf "$scratch"' EXIT
prefix=$scratch/usr
failed=0

# try NAME COMMAND...: the command's output is shown when it fails
try() {
    local name=$1 out
    shift
    if out=$("$@" 2>&1); then
        echo "ok install: $name"
    else
        printf '%s\n' "$out" | tail -n 30 | sed 's/^/# /'
        echo "not ok install: $name"
        failed=1
        return 1
    fi
}
# DLP_MAKE_VARIABLES is quoted for a shell: CC=clang CFLAGS='-O1 -g'
run_make() {
    eval "make -s ${DLP_MAKE_VARIABLES:-} INSTALL_BUILD='$scratch/build' $*"
}
links_to() {
    [ "$(readlink "$1")" = "$2" ] || { echo "$1 -> $(readlink "$1")"; return 1; }
}
says_something() {
    local out
    out=$("$@") || { echo "exit status $?"; return 1; }
    [ -n "$out" ] || { echo "no output"; return 1; }
}
nothing_below() {
    local left
    left=$(find "$1" ! -type d)
    [ -z "$left" ] || { echo "$left"; return 1; }
}
same() {
    [ "$1" = "$2" ] || { echo "'$1' is not '$2'"; return 1; }
}

try "make install" run_make install "PREFIX='$prefix'" || exit 1
try "libdlp.so -> libdlp.so.0" links_to "$prefix/lib/libdlp.so" libdlp.so.0
try "libdlp.so.0 -> the library" test -f "$prefix/lib/libdlp.so.0"
for header in libdlp/include/dlp/*.h; do
    cmp -s "$header" "$prefix/include/dlp/${header##*/}" || missing="${missing:-} $header"
done
try "all public headers" same "${missing:-}" ""
try "all rules" diff -r patterns "$prefix/share/dlp/patterns"

# The program of the README: its first block of C.
awk '/^```c[ \t]*$/ && !done { inside = 1; next }
     /^```/ && inside { done = 1; inside = 0 }
     inside' README.md >"$scratch/example.c"
try "README.md has a program" test -s "$scratch/example.c"
cat >"$scratch/version.c" <<'EOF'
#include <dlp/dlp.h>
#include <stdio.h>
int main(void)
{
    return printf("%s\n%s\n", dlp_version(), dlp_rules_path()) < 0;
}
EOF

export PKG_CONFIG_PATH=$prefix/lib/pkgconfig LD_LIBRARY_PATH=$prefix/lib
read -r -a flags <<<"$(pkg-config --cflags --libs libdlp)"
read -r -a static <<<"$(pkg-config --static --cflags --libs libdlp)"
strict=(-Wall -Wextra -Werror)

try "the example as C" gcc "${strict[@]}" "$scratch/example.c" -o "$scratch/c" "${flags[@]}" &&
    try "the example finds something" says_something "$scratch/c"
try "the example as C++" g++ "${strict[@]}" -x c++ "$scratch/example.c" -x none -o "$scratch/cxx" \
    "${flags[@]}" && try "the example as C++ finds something" says_something "$scratch/cxx"
try "the example with pkg-config --static" gcc "$scratch/example.c" -o "$scratch/s" "${static[@]}"
# The archive alone, without the shared library: all that it needs must be named.
try "the example with libdlp.a" gcc "$scratch/example.c" -o "$scratch/a" \
    "${static[@]/#-ldlp/-l:libdlp.a}" &&
    try "the example with libdlp.a finds something" \
        env -u LD_LIBRARY_PATH "$BASH" -c '[ -n "$("$1")" ]' - "$scratch/a"

if try "a program that asks for the version" gcc "$scratch/version.c" -o "$scratch/v" "${flags[@]}"; then
    { read -r version && read -r rules; } < <("$scratch/v")
    try "one version in libdlp.pc and the library" same "$version" "$(pkg-config --modversion libdlp)"
    try "the library names the installed rules" same "$rules" "$prefix/share/dlp/patterns"
fi

# The installed program, away from the tree and without help.
unset LD_LIBRARY_PATH
listed() {
    (cd / && env -i PATH=/usr/bin:/bin "$prefix/bin/dlpscan" rules list) >"$scratch/rules.txt" &&
        test -s "$scratch/rules.txt"
}
finds_card() {
    local status
    printf 'card 4111 1111 1111 1111\n' |
        (cd / && env -i PATH=/usr/bin:/bin "$prefix/bin/dlpscan" scan -) >"$scratch/scan.txt"
    status=$?
    same "$status" 1 && test -s "$scratch/scan.txt" && ! grep -q 4111111111111111 "$scratch/scan.txt"
}
# How many cache files there are, and how often a run without a home reads one and writes none.
cache_made() {
    same "$(find "$prefix/lib/dlp/cache" -name 'rules-*.cache' | wc -l)" 1
}
cache_read() {
    (cd / && printf x | strace -f -o "$scratch/trace" -e trace=openat,read \
        env -i PATH=/usr/bin:/bin "$prefix/bin/dlpscan" scan - >"$scratch/scan.txt") &&
        grep -q 'rules-[0-9a-f]*\.cache", .* = [0-9]' "$scratch/trace"
}
try "the rules are compiled" cache_made
if command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null; then
    try "installed dlpscan starts with the compiled rules" cache_read
else
    echo "ok install: installed dlpscan starts with the compiled rules # SKIP strace does not run"
fi
try "installed dlpscan lists its rules" listed
try "installed dlpscan finds a card number" finds_card

try "make uninstall" run_make uninstall "PREFIX='$prefix'"
try "uninstall leaves no file" nothing_below "$prefix"
try "uninstall leaves no folder of ours" \
    bash -c '! test -e "$1/share/dlp" && ! test -e "$1/include/dlp" && ! test -e "$1/lib/dlp"' - "$prefix"

# A package's build: DESTDIR for now, PREFIX for later, LIBDIR elsewhere.
variables="DESTDIR='$scratch/dest' PREFIX=/usr LIBDIR=/usr/lib/somewhere"
try "make install with DESTDIR" run_make install "$variables"
try "libdlp.pc below LIBDIR" test -f "$scratch/dest/usr/lib/somewhere/pkgconfig/libdlp.pc"
try "libdlp.pc knows nothing of DESTDIR" \
    bash -c '! grep -F "$1" "$2"' - "$scratch" "$scratch/dest/usr/lib/somewhere/pkgconfig/libdlp.pc"
try "no compiled rules in a package" \
    bash -c '! find "$1" -name "*.cache" | grep .' - "$scratch/dest"
try "make uninstall with DESTDIR" run_make uninstall "$variables"
try "uninstall leaves no file below DESTDIR" nothing_below "$scratch/dest"
exit $failed
