#!/bin/bash
# The column decides in tables: chance hits of a serial number are not reported, a column of real
# numbers is, whatever its name, and a header that names the type is believed.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

rows=400
python3 - "$rows" >"table.csv" <<'PY'
import random
import sys

rng = random.Random(7)

def inn(rng):
    d = [rng.randrange(1, 10) for _ in range(10)]
    d[0] = 7
    for weights in ((7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)):
        d.append(sum(a * b for a, b in zip(weights, d)) % 11 % 10)
    return "".join(map(str, d))

print("row,serial,x1")
for i in range(int(sys.argv[1])):
    print("%d,%012d,%s" % (i, rng.randrange(10 ** 12), inn(rng)))
PY
# between NAME LEAST MOST FILE: so many INNs are found in it.
between() {
    local got
    got=$("$DLPSCAN" scan --format jsonl "$4" | grep -c '"rule":"tax.ru.inn"')
    if [ "$got" -ge "$2" ] && [ "$got" -le "$3" ]; then
        pass "$1"
    else
        fail "$1" "$got findings"
    fi
}
between "columns: one column is the type, the other is none" "$rows" "$rows" table.csv
sed '1s/serial/inn/' table.csv >named.csv
between "columns: a header that names the type is believed" $((rows + 1)) $((rows * 2)) named.csv
head -n 10 table.csv >short.csv
between "columns: nine rows settle nothing, and no word speaks for them" 0 0 short.csv
done_testing
