#!/bin/bash
# setup.sh - from a fresh Debian 12 to a result in one command.
#
#   ./setup.sh demo     install what is missing to build, build, and scan the examples
#   ./setup.sh check    install what is missing to build and test, and run the tests
#
# Shows what is missing before it installs it through apt-get (with sudo when not root). Without
# root and sudo it prints the command that an administrator has to run, and exits with 4.
# packages.txt holds the list, with reasons.
set -u
cd "$(dirname "$0")" || exit 4

usage() {
    echo "usage: ./setup.sh demo|check" >&2
    exit 2
}
[ $# -eq 1 ] || usage
case $1 in
    demo) groups='build' ;;
    check) groups='build test' ;;
    *) usage ;;
esac

installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Fills the array `missing` and prints a table of what is in it.
missing=()
find_missing() {
    local name when reason
    while read -r name when reason; do
        case $name in '' | '#'*) continue ;; esac
        case " $groups " in *" $when "*) ;; *) continue ;; esac
        installed "$name" && continue
        [ ${#missing[@]} -gt 0 ] || echo "Missing packages:"
        printf '  %-20s %s\n' "$name" "$reason"
        missing+=("$name")
    done <packages.txt
}

# Runs a command as root, or says what root would have to run.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}
cannot_install() {
    echo "Packages are missing and cannot be installed from here. As root, run:" >&2
    echo "apt-get install -y --no-install-recommends ${missing[*]}" >&2
    exit 4
}
apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends "${missing[@]}" </dev/null
}
lists_know() {
    local name
    for name in "$@"; do
        apt-cache show "$name" >/dev/null 2>&1 || return 1
    done
}
install_missing() {
    local updated=
    command -v apt-get >/dev/null || cannot_install
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || cannot_install
        as_root true || cannot_install
    fi
    if ! lists_know "${missing[@]}"; then
        as_root apt-get update -q || cannot_install
        updated=1
    fi
    apt_install && return
    # The lists may be older than what the mirror still has.
    [ -z "$updated" ] && as_root apt-get update -q && apt_install && return
    cannot_install
}

if command -v dpkg-query >/dev/null; then
    find_missing
    [ ${#missing[@]} -eq 0 ] || install_missing
else
    echo "This is no Debian system: see packages.txt for what is needed. Going on." >&2
fi
exec make -j"$(nproc 2>/dev/null || echo 2)" "$1"
