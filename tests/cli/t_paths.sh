#!/bin/bash
# Names are bytes, and may hold values themselves.
. "$(dirname "$0")/lib.sh"
rules
mkdir tree
hit() { echo 'x TN-12345678' >"$1"; }
hit $'tree/new\nline'
hit $'tree/esc\033[31mape'
hit $'tree/bad\xff\xfebytes'
hit 'tree/100%!'
hit 'tree/ключ'
hit $'tree/back\\slash'
hit $'tree/turn\xe2\x80\xaearound'
hit $'tree/c1\xc2\x9bcontrol'

run "$DLPSCAN" scan -r rules.conf tree
same "text: safe names" 'tree/100%!
tree/back\x5cslash
tree/bad%FF%FEbytes
tree/c1\xc2\x9bcontrol
tree/esc\x1b[31mape
tree/new\x0aline
tree/turn\xe2\x80\xaearound
tree/ключ' "$(sed -n 's/: 1 finding$//p' out)"
run "$DLPSCAN" scan -r rules.conf --format jsonl tree
same "jsonl: names" "$(printf '%s\n' 'tree/100%25%21' 'tree/back\slash' 'tree/bad%FF%FEbytes')" \
    "$(rows '"\n".join(f["path"] for f in F[:3])')"
same "jsonl: a line end is escaped by JSON" "True" "$(rows '"tree/new\nline" in [f["path"] for f in F]')"
same "jsonl: UTF-8 stays" "True" "$(rows '"tree/\u043a\u043b\u044e\u0447" in [f["path"] for f in F]')"

mkdir -p people/TN-11111111/sub
echo clean >people/TN-11111111/a
echo clean >people/TN-11111111/sub/b
echo clean >people/TN-22222222.txt
mkfifo people/TN-33333333.fifo
run "$DLPSCAN" scan -r rules.conf --format jsonl people
exits "a value in a name is a finding" 1
lacks "a value in a name is masked: 1" out TN-11111111
lacks "a value in a name is masked: 2" out TN-22222222
lacks "a value in a name is masked: 3" out TN-33333333
same "a value in a folder's name is reported once" \
    "['people/*********11/a', 'people/*********22.txt', 'people/*********33.fifo']" \
    "$(rows '[f["path"] for f in F]')"
same "it is tagged" "True" "$(rows 'all("path" in f["tags"] for f in F)')"
run "$DLPSCAN" scan -r rules.conf people
lacks "text: masked" out 22222222
lacks "text: masked on standard error" err 33333333
has "text: the place is the path" out "  path "
run "$DLPSCAN" scan -r rules.conf people/TN-44444444
exits "a missing path that holds a value" 2
lacks "is masked as well" err 44444444
run "$DLPSCAN" scan -r rules.conf --show-values people
has "show-values shows it" out people/TN-22222222.txt
done_testing
