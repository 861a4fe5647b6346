#!/bin/bash
# Columns of databases: SQLite, and the real servers of PostgreSQL and MariaDB where they are installed.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
rules
unset PGPASSWORD PGPASSFILE PGHOST PGUSER PGDATABASE MYSQL_PWD
db() { run "$DLPSCAN" db -r rules.conf "$@"; }
held() { rows '"; ".join("%s.%s %s %d/%d %d" % (c["table"], c["column"], h["rule"], h["cells"], c["filled"],
h["distinct"]) for c in R if c["kind"] == "column" for h in c["holds"])'; }
sum() { rows 'S["'"$1"'"]'; }
tables() { rows '" ".join("%s:%d%s" % (t["table"], t["rows"], "s" if t["sampled"] else "") for t in R if t["kind"] == "table")'; }

# The same in each database; $1 is the type of text, $2 that of bytes.
schema() {
    echo "CREATE TABLE customers (id int, ticket_id $1, note $1, picture $2);"
    echo "INSERT INTO customers VALUES (1, 'TN-11111111', NULL, NULL), (2, 'TN-22222222', 'two: TN-33333333', NULL),"
    echo "(3, 'TN-11111111', 'none', 'TN-77777777'), (4, NULL, 'TN-11111111', NULL);"
    echo "CREATE TABLE \"odd name\" (\"a col\" $1);"
    echo "INSERT INTO \"odd name\" VALUES ('x');"
    echo "CREATE TABLE big (n int, ticket_id $1);"
}

# servers NAME: $held, $rows: what the report says of the schema.
check_schema() { # NAME PREFIX URL
    db -f jsonl --rows all "$3"
    exits "$1: read" 0
    same "$1: columns" "${2}customers.ticket_id test.number 3/3 2; ${2}customers.note test.number 2/3 2" "$(held)"
    same "$1: tables" "${2}big:0 ${2}customers:4 ${2}odd name:1" "$(tables)"
    db --table customers --allow 'card.*' "$3"
    exits "$1: over-collected" 1
    has "$1: over-collected, which" out "over-collected"
    lacks "$1: one table" out "odd name"
    grep -qF -e TN- out err && fail "$1: no values" "$(cat out err)" || pass "$1: no values"
    db -f jsonl --rows 2 --table '*customers' "$3"
    same "$1: the first rows" "${2}customers:2s" "$(tables)"
    same "$1: the first rows: persons are no fact" "False" "$(sum persons_exact)"
}
check_sample() { # NAME PREFIX URL: big has 20,000 rows by now
    db -f jsonl --rows 1000 --table '*big' "$3"
    same "$1: a sample" "${2}big:1000s" "$(tables)"
    same "$1: a sample of everywhere" True \
        "$(rows 'any(h["distinct"] == 1000 and h["share"] == 1 for c in R if c["kind"] == "column" for h in c["holds"])')"
}

if command -v sqlite3 >/dev/null; then
    { schema text blob | sed "s/'TN-77777777'/x'544e2d3737373737373737'/"; } | sqlite3 s.db
    check_schema sqlite "" "sqlite:$T/s.db"
    check_schema "sqlite, with slashes" "" "sqlite://$T/s.db"
    sqlite3 s.db "WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 20000)
        INSERT INTO big SELECT n, printf('TN-%08d', n) FROM i;"
    check_sample sqlite "" "sqlite:$T/s.db"
    before=$(sha256sum s.db)
    db "sqlite:$T/s.db"
    same "sqlite: only read" "$before" "$(sha256sum s.db)"
else
    skip sqlite "sqlite3 is not installed"
fi
db "sqlite:$T/none.db"
exits "sqlite: not there ends with 2" 2
echo "no database at all, but long enough to be looked at, with TN-12345678 in it" >no.db
db "sqlite:no.db"
exits "sqlite: no database ends with 2" 2
for url in customers oracle://x/y :x ''; do
    db "$url"
    exits "no URL of ours, '$url', ends with 2" 2
done
db "postgresql://ann:geh%65im@127.0.0.1:1/x?sslmode=disable"
exits "postgresql: nobody there ends with 2" 2
cat out err >said
db "postgresql://ann:geheim@127.0.0.1:port/x"
exits "postgresql: a wrong URL ends with 2" 2
cat out err >>said
db "mysql://ann:geheim@127.0.0.1:1/x"
exits "mysql: nobody there ends with 2" 2
cat out err >>said
lacks "a password is in no message" said geheim
lacks "a password is in no message, as it was written" said geh%65im

# The process title of a program that is still busy: it waits for a server that says nothing.
python3 - "$DLPSCAN" >title 2>&1 <<'END'
import socket, subprocess, sys, time
s = socket.socket()
s.bind(("127.0.0.1", 0))
s.listen(5)
p = subprocess.Popen([sys.argv[1], "db", "-r", "rules.conf", "postgresql://ann:geheim@127.0.0.1:%d/x?password=geheim&connect_timeout=20"
                      % s.getsockname()[1]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
s.accept()
print(open("/proc/%d/cmdline" % p.pid).read().replace("\0", " "))
p.kill()
p.wait()
END
has "a password is in no process title" title "postgresql://ann:******@127"
lacks "a password is in no process title: none of it" title geheim

# as USER COMMAND...: servers refuse to run as root.
as() {
    local user=$1
    shift
    if [ "$(id -u)" -eq 0 ]; then
        runuser -u "$user" -- "$@"
    else
        "$@"
    fi
}
# Where their users may come, which need not be so below $T.
servers=$(mktemp -d /var/tmp/dlp-db-XXXXXX)
trap 'cd /; rm -rf "$T" "$servers"' EXIT
server_folder() { # USER
    mkdir "$servers/$1"
    chmod 711 "$servers"
    [ "$(id -u)" -ne 0 ] || chown "$1" "$servers/$1"
    chmod 755 "$servers/$1"
}
await() { # COMMAND...
    for _ in $(seq 100); do
        "$@" >/dev/null 2>&1 && return 0
        sleep 0.2
    done
    return 1
}

pgbin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1)
if [ -x "$pgbin/initdb" ] && { [ "$(id -u)" -ne 0 ] || id postgres >/dev/null 2>&1; }; then
    server_folder postgres
    P=$servers/postgres
    echo geheim >"$P/pw"
    chmod 644 "$P/pw"
    as postgres "$pgbin/initdb" -D "$P/data" -U ann -A scram-sha-256 --pwfile="$P/pw" --locale=C -E UTF8 -N >"$P/log" 2>&1
    as postgres "$pgbin/pg_ctl" -D "$P/data" -l "$P/server.log" -w -o "-k $P -c listen_addresses= -F" start >>"$P/log" 2>&1
    host=${P//\//%2F}
    sql() { PGPASSWORD=geheim "$pgbin/psql" -q -h "$P" -U ann -v ON_ERROR_STOP=1 postgres "$@"; }
    if await sql -c 'SELECT 1'; then
        schema text bytea | sql
        url="postgresql://ann:geheim@$host/postgres"
        check_schema postgresql public. "$url"
        sql -c "INSERT INTO big SELECT n, 'TN-' || lpad(n::text, 8, '0') FROM generate_series(1, 20000) n" -c "ANALYZE big"
        check_sample postgresql public. "$url"
        db "postgresql://ann@$host/postgres"
        exits "postgresql: no password ends with 2" 2
        PGPASSWORD=geheim db "postgresql://ann@$host/postgres"
        exits "postgresql: of PGPASSWORD" 0
        echo "*:*:*:*:geheim" >home/.pgpass
        chmod 600 home/.pgpass
        db "postgresql://ann@$host/postgres"
        exits "postgresql: of ~/.pgpass" 0
        db "postgresql://ann:falsch@$host/postgres"
        lacks "postgresql: a refused password is in no message" err falsch
        sql -c "CREATE FUNCTION bad() RETURNS text LANGUAGE plpgsql AS 'BEGIN INSERT INTO big VALUES (0); RETURN 1; END'" \
            -c "CREATE TABLE z (a text)" -c "INSERT INTO z VALUES (1)" -c "ALTER TABLE z ENABLE ROW LEVEL SECURITY" \
            -c "CREATE POLICY p ON z USING (bad() = '1')" -c "ALTER TABLE z FORCE ROW LEVEL SECURITY" \
            -c "CREATE ROLE eve LOGIN PASSWORD 'eve'" -c "GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO eve"
        db -f jsonl --rows all "postgresql://eve:eve@$host/postgres"
        same "postgresql: what writes is incomplete, and the rest is read" "public.z incomplete 1 4" \
            "$(rows '"%s %s %d %d" % ([r["path"] for r in I][0].split("#")[1], I[0]["kind"], len(I), S["tables"])')"
    else
        fail "postgresql: starts" "$(cat "$P/log" "$P/server.log")"
    fi
    as postgres "$pgbin/pg_ctl" -D "$P/data" -m immediate stop >/dev/null 2>&1
else
    skip postgresql "postgresql is not installed"
fi

if command -v mariadbd mariadb-install-db >/dev/null && [ -e "$(ldconfig -p | sed -n 's/.*libmariadb\.so\.3 .*=> //p' | head -n 1)" ] \
    && { [ "$(id -u)" -ne 0 ] || id mysql >/dev/null 2>&1; }; then
    server_folder mysql
    M=$servers/mysql
    as mysql env TMPDIR="$M" mariadb-install-db --no-defaults --datadir="$M/data" --auth-root-authentication-method=normal \
        --skip-test-db >"$M/log" 2>&1
    as mysql env TMPDIR="$M" mariadbd --no-defaults --datadir="$M/data" --socket="$M/s" --pid-file="$M/pid" --skip-networking \
        --innodb-buffer-pool-size=16M >>"$M/log" 2>&1 &
    sql() { mariadb --no-defaults -S "$M/s" -u root "$@"; }
    if await sql -e 'SELECT 1'; then
        sql -e "CREATE DATABASE shop; CREATE USER ann@localhost IDENTIFIED BY 'geheim'; GRANT SELECT ON shop.* TO ann@localhost"
        { echo "SET sql_mode = 'ANSI';"; schema text blob; } | sql shop
        url="mysql://ann:geheim@${M//\//%2F}%2Fs/shop"
        check_schema mariadb shop. "$url"
        sql shop -e "INSERT INTO big SELECT seq, CONCAT('TN-', LPAD(seq, 8, '0')) FROM seq_1_to_20000; ANALYZE TABLE big" >/dev/null
        check_sample mariadb shop. "$url"
        MYSQL_PWD=geheim db "mariadb://ann@${M//\//%2F}%2Fs/"
        exits "mariadb: of MYSQL_PWD, all databases" 0
        has "mariadb: all databases" out "#shop.customers: 4 rows"
        db "mysql://ann:falsch@${M//\//%2F}%2Fs/shop"
        exits "mariadb: a refused password ends with 2" 2
        lacks "mariadb: a refused password is in no message" err falsch
    else
        fail "mariadb: starts" "$(tail -n 30 "$M/log")"
    fi
    [ ! -e "$M/pid" ] || kill "$(cat "$M/pid")"
    wait
else
    skip mariadb "mariadb-server or libmariadb3 is not installed"
fi
done_testing
