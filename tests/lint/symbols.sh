#!/bin/bash
# What libdlp.so exports and what it uses.
#   - It exports exactly the functions that <dlp/...> declares with DLP_API, all named dlp_...
#   - It uses nothing that belongs to the process: its end, its output, its locale, its signals,
#     its children, its working directory. (assert may end the process: it reports a bug of ours.)
set -u
cd "$(dirname "$0")/../.." || exit 4
library=${DLP_BUILD:-build}/lib/libdlp.so
failed=0

# report NAME OFFENDERS
report() {
    if [ -z "$2" ]; then
        echo "ok symbols: $1"
    else
        printf '%s\n' "$2" | sed 's/^/# /'
        echo "not ok symbols: $1"
        failed=1
    fi
}

# Comments out of the way, one declaration a line; its name is what stands before the first "(".
declared=$(cat libdlp/include/dlp/*.h | gcc -w -fpreprocessed -dD -E -P - 2>/dev/null |
    sed 's/^ *#.*//' | tr '\n' ' ' | tr ';{}' '\n\n\n' | grep 'DLP_API' |
    sed 's/DLP_NODISCARD//g; s/ *(.*//; s/.*[ *]//' | sort -u)
exported=$(nm -D --defined-only "$library" | awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | sort -u)

report "every DLP_API function is exported" \
    "$(comm -23 <(echo "$declared") <(echo "$exported"))"
report "nothing else is exported" "$(comm -13 <(echo "$declared") <(echo "$exported"))"
report "exported names begin with dlp_" "$(grep -v '^dlp_' <<<"$exported")"

process='_exit|_Exit|exit|quick_exit|abort|atexit|on_exit|raise|kill|'
process+='stdout|stderr|stdin|printf|vprintf|__printf_chk|__vprintf_chk|puts|putchar|perror|'
process+='dprintf|vdprintf|__dprintf_chk|__vdprintf_chk|syslog|__syslog_chk|'
process+='setlocale|uselocale|signal|sigaction|sigprocmask|pthread_sigmask|alarm|setitimer|'
process+='fork|vfork|_Fork|system|popen|execv.*|execl.*|posix_spawn.*|wait|waitpid|'
process+='chdir|fchdir|chroot|umask|setenv|unsetenv|putenv|setuid|setgid|setrlimit|'
process+='hs_set_.*allocator|srand|rand|random|strtok'
used=$(nm -D --undefined-only "$library" | awk '{ sub(/@.*/, "", $2); print $2 }' | sort -u)
report "nothing of the process is used" "$(grep -E -x "$process" <<<"$used")"

soname=$(readelf -d "$library" | sed -n 's/.*(SONAME).*\[\(.*\)\].*/\1/p')
node=$(sed -n 's/^\(LIBDLP_[0-9]*\) *{.*/\1/p' libdlp/libdlp.map)
report "SONAME and version node carry one number" \
    "$([ "libdlp.so.${node#LIBDLP_}" = "$soname" ] || echo "$soname and $node")"
exit $failed
