#!/bin/bash
# A walk meets everything that a tree can hold.
. "$(dirname "$0")/lib.sh"
rules
mkdir -p tree/deep/er other
echo TN-00000001 >tree/b
echo TN-00000002 >tree/a
echo TN-00000003 >tree/deep/er/z
echo TN-00000004 >other/secret
mkfifo tree/fifo
ln -s ../other tree/link-to-dir
ln -s ../other/secret tree/link-to-file
ln -s . tree/deep/loop
ln -s nowhere tree/dangling
python3 - <<'END'
import socket
socket.socket(socket.AF_UNIX).bind("tree/socket")
END
scan() { run timeout 60 "$DLPSCAN" scan -r rules.conf --format jsonl "$@"; }

scan tree
same "walk: byte order, links are not followed" "['tree/a', 'tree/b', 'tree/deep/er/z']" \
    "$(rows '[f["path"] for f in F]')"
same "walk: FIFO and socket are incomplete" \
    "[('tree/fifo', 'special_file'), ('tree/socket', 'special_file')]" \
    "$(rows '[(i["path"], i["reason"]) for i in I]')"
same "walk: links are counted" 4 "$(rows 'S["skipped"]')"
run "$DLPSCAN" scan -r rules.conf tree
has "walk: links are counted in text" out "skipped: 4 (symlink 4)"

scan tree/link-to-dir tree/link-to-file
same "walk: links that were named are followed" "['tree/link-to-dir/secret', 'tree/link-to-file']" \
    "$(rows '[f["path"] for f in F]')"
scan tree/dangling
exits "walk: a dangling link that was named is not there" 2
scan /dev/null /dev/zero
same "walk: devices are never read" "['special_file', 'special_file']" "$(rows '[i["reason"] for i in I]')"
scan tree/
same "walk: no double slash" tree/a "$(rows 'F[0]["path"]')"
scan tree/b tree/a tree/b
same "walk: the order of the command line" "['tree/b', 'tree/a', 'tree/b']" "$(rows '[f["path"] for f in F]')"

if [ "$(id -u)" = 0 ]; then
    other=(setpriv --reuid=65534 --regid=65534 --clear-groups)
else
    other=(env)
fi
mkdir locked shut
echo TN-00000001 >locked/file
echo TN-00000002 >locked/open
echo TN-00000003 >shut/file
chmod 0 locked/file shut
mkdir public
cp rules.conf public
if ! "${other[@]}" "$DLPSCAN" --version >/dev/null 2>&1 || ! chmod 755 "$T" ||
    ! "${other[@]}" cat "$T/rules.conf" >/dev/null 2>&1; then
    skip "walk: unreadable" "no other user can run dlpscan here"
else
    scan_other() {
        run "${other[@]}" env TMPDIR=/tmp HOME=/nonexistent "$DLPSCAN" scan -r rules.conf --format jsonl "$@"
    }
    scan_other locked shut
    same "walk: unreadable file and folder" "[('locked/file', 'unreadable'), ('shut', 'unreadable')]" \
        "$(rows '[(i["path"], i["reason"]) for i in I]')"
    same "walk: the rest is read" "['locked/open']" "$(rows '[f["path"] for f in F]')"
    exits "walk: unreadable is no mistake of the command line" 1
fi
chmod 755 shut

# 3,000 levels: longer than PATH_MAX, and more than there are descriptors.
python3 - <<'END'
import os
os.mkdir("abyss")
fd = os.open("abyss", os.O_RDONLY)
for i in range(3000):
    os.mkdir("d%04d" % i, dir_fd=fd)
    deeper = os.open("d%04d" % i, os.O_RDONLY, dir_fd=fd)
    os.close(fd)
    fd = deeper
f = os.open("file", os.O_WRONLY | os.O_CREAT, dir_fd=fd)
os.write(f, b"TN-00000001\n")
END
(ulimit -n 64; timeout 60 "$DLPSCAN" scan -r rules.conf --format jsonl abyss) >out 2>err
same "walk: 3,000 levels with 64 descriptors" "True" \
    "$(rows 'F[0]["path"].endswith("/d2999/file") and len(F[0]["path"]) == 5 + 3000 * 6 + 5 and not I')"
rm -rf abyss

mkdir wide
python3 - <<'END'
for i in range(70000):
    open("wide/%d" % i, "w").close()
END
echo TN-00000001 >wide/33333
echo TN-00000001 >wide/9
echo TN-00000001 >wide/A
(ulimit -n 64; timeout 60 "$DLPSCAN" scan -r rules.conf --format jsonl wide) >out 2>err
same "walk: 70,001 names in one folder" "['wide/33333', 'wide/9', 'wide/A'] 70001" \
    "$(rows '"%s %d" % ([f["path"] for f in F], S["files"])')"
rm -rf wide

mkdir own
echo TN-00000001 >own/a
timeout 60 "$DLPSCAN" scan -r rules.conf --format jsonl own >own/report 2>err
same "walk: the report is not scanned" "1 1" "$(rows '"%d %d" % (len(F), S["skipped"])' own/report)"

: >empty
printf '\0\0TN-00000001\0' >nul
printf '\xd0' >truncated
scan empty nul truncated
same "walk: empty, NULs and cut UTF-8 are read" "['nul'] 3 0" \
    "$(rows '"%s %d %d" % ([f["path"] for f in F], S["files"], len(I))')"

# A file that grows as fast as it is read ends; one that shrank says so.
python3 - "$DLPSCAN" <<'END' >out 2>err
import os, subprocess, sys, threading
stop = False
def grow():
    with open("growing", "ab", buffering=0) as f:
        while not stop:
            f.write(b"x" * 65536)
with open("growing", "wb") as f:
    f.write(b"x" * (8 << 20))
t = threading.Thread(target=grow)
t.start()
p = subprocess.run([sys.argv[1], "scan", "-r", "rules.conf", "--format", "jsonl", "growing"],
                   stdout=subprocess.PIPE, timeout=60)
stop = True
t.join()
size = os.path.getsize("growing")
text = p.stdout.decode()
print("True" if '"kind":"summary"' in text else text)
END
same "walk: a growing file comes to an end" "True" "$(cat out)"
rm -f growing

python3 - "$DLPSCAN" <<'END' >result
import os, subprocess, sys, time
with open("shrinking", "wb") as f:
    f.truncate(4 << 30)  # a hole: takes no room, but seconds to read
with open("out", "wb") as out:
    p = subprocess.Popen([sys.argv[1], "scan", "-r", "rules.conf", "--format", "jsonl", "-j", "1",
                          "tree/a", "shrinking"], stdout=out, stderr=subprocess.DEVNULL)
    while os.path.getsize("out") == 0 and p.poll() is None:
        time.sleep(0.02)  # tree/a is printed, so the next one is being read
    time.sleep(0.3)
    os.truncate("shrinking", 1 << 20)
    p.wait(60)
END
same "walk: a file that shrinks is incomplete" "[('shrinking', 'changed')]" \
    "$(rows '[(i["path"], i["reason"]) for i in I]')"
rm -f shrinking
done_testing
