#!/bin/bash
# A baseline that a run without a key can compare with: what stands in it, and what it knows.
. "$(dirname "$0")/lib.sh"
rules
python3 - <<'END2'
text = open("rules.conf").read()
key = text[text.index("  {\n    id = \"test.weak\""):text.index("  }\n);")]
key = (key.replace("test.weak", "secret.made.key").replace("weak\"", "strong\"").replace("WK-[0-9]{4}", "MK_[0-9a-f]{24}")
       .replace("border = \"token\"", "border = \"token\"").replace("<<WK-1234>>", "<<MK_0123456789abcdef01234567>>")
       .replace("WK-123\"", "MK_123\""))
password = (key.replace("secret.made.key", "secret.made.password").replace("MK_[0-9a-f]{24}", "PW_[0-9a-f]{24}")
            .replace("MK_", "PW_"))
at = text.index("\n);")
open("rules.conf", "w").write(text[:at] + ",\n" + key + "  },\n" + password + "  }" + text[at:])
END2
mkdir tree
printf 'TN-11111111\nMK_0123456789abcdef01234567\nTN-22222222 TN-11111111\n' >tree/a.txt
printf 'MK_0123456789abcdef01234567 PW_0123456789abcdef01234567\n' >tree/b.txt
scan() { run "$DLPSCAN" scan -r rules.conf --format jsonl "$@"; }
salt=$(python3 -c 'import hashlib
print(hashlib.blake2b(b"example.com/repo", key=b"dlpscan baseline for forks", digest_size=16).hexdigest())')

run "$DLPSCAN" baseline -r rules.conf --for-forks example.com/repo tree
exits "forks: no key is needed" 0
cp out known
same "forks: the salt and the cost, then rule, digest and count" "# dlpscan baseline: rule, public digest, how often
for-forks argon2id:2:65536:$salt 1
secret.made.key pI:D 2
secret.made.password aI:D 1
test.number aI:D 1
test.number aI:D 2" "$(sed -e 's/ \([pa]\)[0-9a-f]\{8\}:[0-9a-f]\{32\}/ \1I:D/' known | LC_ALL=C sort)"
run "$DLPSCAN" baseline -r rules.conf --for-forks example.com/repo -j 4 tree
same "forks: the same for any number of threads" "$(cat known)" "$(cat out)"
run "$DLPSCAN" baseline -r rules.conf --for-forks example.com/other tree/b.txt
same "forks: another name makes other digests" "" "$(grep -v '^#' out | grep -Fxf known)"
cp out other
"$DLPSCAN" key create >/dev/null
run "$DLPSCAN" baseline -r rules.conf --for-forks example.com/repo tree
same "forks: a key that is there does not count" "$(cat known)" "$(cat out)"
rm home/.config/dlp/key

scan --baseline known tree
exits "forks: nothing is new" 0
same "forks: all is counted" "0 6" "$(rows '"%d %d" % (S["findings"], S["allowed"])')"
mv tree/b.txt tree/c.txt
sed -i -e '1i a line' -e 's/TN-22222222/TN 22222222/' tree/a.txt
scan --baseline known tree
exits "forks: moved lines and renamed files stay known" 0
printf 'TN-33333333\nMK_1123456789abcdef01234567\nMK_0123456789abcdef01234567\n' >>tree/c.txt
scan --baseline known tree
exits "forks: what is new is found" 1
same "forks: another value, and one more of a known one" "2 3 4" "$(rows '" ".join(str(f["line"]) for f in F)')"
lacks "forks: no digest is in a report" out '"token"'
run "$DLPSCAN" scan -r rules.conf --baseline known --format csv tree
lacks "forks: nor in another" out "$(sed -n 's/.*p[0-9a-f]*:\([0-9a-f]\{8\}\).*/\1/p' known)"

run "$DLPSCAN" baseline -r rules.conf --for-forks example.com/repo --by-path tree
exits "forks: with paths, too" 0
cp out both
scan --baseline both --by-path tree
exits "forks: by path" 0
scan --baseline both tree
exits "forks: by value" 0

scan --baseline known --state seen tree
exits "forks: no state" 2
has "forks: and why" err "a state would keep digests"
cat other >>known
scan --baseline known tree
exits "forks: two salts" 2
has "forks: are told" err "known: line 8 says another salt or cost"
for cost in 2:999999:$salt 99:65536:$salt 2:65536:zz "2:65536:${salt}0" "02:65536:$salt"; do
    echo "for-forks argon2id:$cost 1" >known
    scan --baseline known tree
    exits "forks: a cost of $cost ends with 2" 2
done
run "$DLPSCAN" scan -r rules.conf --for-forks x tree
exits "forks: only a baseline is made for forks" 2
run "$DLPSCAN" baseline -r rules.conf --for-forks '' tree
exits "forks: a name is needed" 2

# What stands there, computed once more: fast for what a machine made, and never fast for what can be guessed.
digests() {
    python3 - "$@" <<'END2'
import hashlib, hmac, sys
salt, what = sys.argv[1], sys.argv[2:]
key = hashlib.blake2b(bytes.fromhex(salt), key=b"libdlp key of a salt", digest_size=32).digest()
for text in what:
    print(hmac.new(key, text.encode(), "sha256").hexdigest()[:32])
END2
}
has "forks: the digest of a made key" both "$(digests "$salt" MK_0123456789abcdef01234567)"
for text in tn11111111 PW_0123456789abcdef01234567 pw_0123456789abcdef01234567 TN-11111111; do
    lacks "forks: no fast digest of what can be guessed" both "$(digests "$salt" $text)"
done

# Only so many values are digested slowly; here not so slowly.
head="for-forks argon2id:1:8:$salt 1"
id=a$(python3 -c 'import hashlib, sys; print(hashlib.blake2b(sys.argv[1].encode(), digest_size=16).hexdigest()[:8])' "$head")
printf '%s\ntest.number %s:%032d 1\n' "$head" "$id" 0 >known
python3 -c 'for i in range(2100): print("TN-%08d" % (i + 10000000))' >many.txt
scan --baseline known many.txt
same "forks: beyond the limit all is new" 2100 "$(rows 'S["findings"]')"
has "forks: and that is said" err "100 findings are taken as new: more than 2000 different values"
python3 -c 'for i in range(2100): print("TN-11111111")' >many.txt
scan --baseline known many.txt
lacks "forks: the same value is digested once" err "taken as new"
done_testing
