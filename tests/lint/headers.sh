#!/bin/bash
# Each public header stands alone, as strict C99 and as strict C++11.
set -u
cd "$(dirname "$0")/../.." || exit 4
failed=0

# compile NAME COMPILER...: reads a program from standard input
compile() {
    local name=$1 out
    shift
    if out=$("$@" -Ilibdlp/include -Wall -Wextra -pedantic -Werror -fsyntax-only - 2>&1); then
        echo "ok headers: $name"
    else
        printf '%s\n' "$out" | sed 's/^/# /'
        echo "not ok headers: $name"
        failed=1
    fi
}

for header in libdlp/include/dlp/*.h; do
    name=dlp/${header##*/}
    # Twice, since a header must also bear being included again.
    text=$(printf '#include <%s>\n#include <%s>\nint main(void) { return 0; }\n' "$name" "$name")
    compile "$name as C99" gcc -std=c99 -xc <<<"$text"
    compile "$name as C++11" g++ -std=c++11 -xc++ <<<"$text"
done
exit $failed
