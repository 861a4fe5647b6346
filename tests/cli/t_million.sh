#!/bin/bash
# A million findings in one file, and a stream of any size, in bounded memory.
. "$(dirname "$0")/lib.sh"
# sanitizers: no
rules
python3 - <<'END'
with open("million", "w") as f:
    for start in range(0, 1000000, 1000):
        f.write("".join("TN-%08d\n" % i for i in range(start, start + 1000)))
END
measure() { # FILE-FOR-OUTPUT COMMAND...: prints status and peak memory in KiB
    python3 - "$@" <<'END'
import resource, subprocess, sys
with open(sys.argv[1], "wb") as out:
    code = subprocess.run(sys.argv[2:], stdout=out, stdin=sys.stdin, timeout=280).returncode
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
END
}
below() { # NAME MEASURED STATUS
    local code=${2% *} kib=${2#* }
    if [ "$code" = "$3" ] && [ "$kib" -le 65536 ]; then
        pass "$1 (at most 64 MiB)"
    else
        fail "$1 (at most 64 MiB)" "status $code, $kib KiB"
    fi
}

below "million: text" "$(measure out "$DLPSCAN" scan -r rules.conf million)" 1
has "million: text counts them" out "million: 1000000 findings"
below "million: jsonl" "$(measure out "$DLPSCAN" scan -r rules.conf --format jsonl million)" 1
same "million: jsonl has them all" 1000001 "$(wc -l <out)"
same "million: nothing stays behind" "" "$(ls -A tmp)"
rm out

stream() {
    python3 -c '
import sys
block = b"nothing to see here, move on please\n" * 30000
for _ in range(300):
    sys.stdout.buffer.write(block)
sys.stdout.buffer.write(b"TN-12345678\n")'
}
stream | python3 -c '
import resource, subprocess, sys
code = subprocess.run([sys.argv[1], "scan", "-r", "rules.conf", "--format", "jsonl", "-"],
                      stdout=open("out", "wb")).returncode
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$DLPSCAN" >measured
below "stream: 324 MB of standard input" "$(cat measured)" 1
same "stream: the last line is found" "324000000 9000001" "$(rows '"%d %d" % (F[0]["offset"], F[0]["line"])')"

python3 -c '
f = open("line", "wb")
for _ in range(100):
    f.write(b"abcdefghi " * 100000)
f.write(b"TN-12345678")'
below "a line of 100 MB" "$(measure out "$DLPSCAN" scan -r rules.conf --format jsonl line)" 1
same "a line of 100 MB: column" "1 100000001" "$(rows '"%d %d" % (F[0]["line"], F[0]["column"])')"
done_testing
