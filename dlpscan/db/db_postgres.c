/* dlpscan/db/db_postgres.c - PostgreSQL, by libpq, which is loaded when it is asked for.
 *
 * Passwords are libpq's affair: of the URL, PGPASSWORD or ~/.pgpass. Its functions are declared here as its
 * manual says: the headers are not needed to build. */

#include "db/db.h"

#include "loader.h"
#include "message.h"
#include "program.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#define SONAME "libpq.so.5"
#define MANY                                                                                       \
  1e6 /* rows of a table of which whole pages are drawn: of a smaller one single rows are */
#define OID_BYTEA 17u
enum { CONNECTION_OK = 0, PGRES_COMMAND_OK = 1, PGRES_TUPLES_OK = 2, PGRES_SINGLE_TUPLE = 9 };

/* What libpq exports, of the types that its manual gives. */
static struct {
    void *(*PQconnectdb)(const char *conninfo);
    int (*PQstatus)(const void *conn);
    char *(*PQerrorMessage)(const void *conn);
    void (*PQfinish)(void *conn);
    void *(*PQexec)(void *conn, const char *query);
    int (*PQsendQuery)(void *conn, const char *query);
    int (*PQsetSingleRowMode)(void *conn);
    void *(*PQgetResult)(void *conn);
    int (*PQresultStatus)(const void *result);
    int (*PQntuples)(const void *result);
    int (*PQnfields)(const void *result);
    char *(*PQfname)(const void *result, int column);
    unsigned (*PQftype)(const void *result, int column);
    int (*PQgetisnull)(const void *result, int row, int column);
    int (*PQgetlength)(const void *result, int row, int column);
    char *(*PQgetvalue)(const void *result, int row, int column);
    void (*PQclear)(void *result);
    void *(*PQconninfoParse)(const char *conninfo, char **errmsg);
    void (*PQconninfoFree)(void *options);
    void (*PQfreemem)(void *memory);
    void *(*PQsetNoticeProcessor)(void *conn, void (*say)(void *, const char *), void *user);
} pq;

static bool load(void)
{
    void *const library = dlopen(SONAME, RTLD_NOW | RTLD_LOCAL);
    bool whole = library != NULL;

#define FIND(name) whole = whole && loader_find(library, &pq.name, #name)
    FIND(PQconnectdb);
    FIND(PQstatus);
    FIND(PQerrorMessage);
    FIND(PQfinish);
    FIND(PQexec);
    FIND(PQsendQuery);
    FIND(PQsetSingleRowMode);
    FIND(PQgetResult);
    FIND(PQresultStatus);
    FIND(PQntuples);
    FIND(PQnfields);
    FIND(PQfname);
    FIND(PQftype);
    FIND(PQgetisnull);
    FIND(PQgetlength);
    FIND(PQgetvalue);
    FIND(PQclear);
    FIND(PQconninfoParse);
    FIND(PQconninfoFree);
    FIND(PQfreemem);
    FIND(PQsetNoticeProcessor);
#undef FIND
    if (!whole)
        message("%s cannot be loaded; install libpq5, which PostgreSQL is read with", SONAME);
    return whole;
}

/* The server's notices are nobody's to see: they may quote rows. */
static void hear_nothing(void *user, const char *notice)
{
    (void)user;
    (void)notice;
}

/* libpq quotes the whole URL, password and all, where it is wrong. */
static bool is_right(const char *url)
{
    char *error = NULL;
    void *const options = pq.PQconninfoParse(url, &error);

    if (options)
        pq.PQconninfoFree(options);
    if (error)
        pq.PQfreemem(error);
    return options != NULL;
}

static bool run(struct db_walk *walk, void *conn, const char *sql)
{
    void *const result = pq.PQexec(conn, sql);
    const int status = pq.PQresultStatus(result);

    pq.PQclear(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
        return true;
    db_say(walk, "cannot be read", pq.PQerrorMessage(conn));
    return false;
}

static void take_row(struct db_walk *walk, const void *result, bool first)
{
    const int columns = pq.PQnfields(result);

    for (int i = 0; i < columns && first; i++)
        db_column(walk, (size_t)i, pq.PQfname(result, i));
    if (pq.PQntuples(result) == 0)
        return;
    for (int i = 0; i < columns; i++) {
        if (!pq.PQgetisnull(result, 0, i) && pq.PQftype(result, i) != OID_BYTEA)
            db_cell(walk, (size_t)i, pq.PQgetvalue(result, 0, i),
                    (size_t)pq.PQgetlength(result, 0, i));
    }
    db_row(walk);
}

/* Rows as they come: a table may be larger than memory. */
static void read_rows(struct db_walk *walk, void *conn, const char *name, const char *sql)
{
    bool first = true, good = pq.PQsendQuery(conn, sql) == 1 && pq.PQsetSingleRowMode(conn) == 1;
    void *result;

    while ((result = pq.PQgetResult(conn)) != NULL) {
        const int status = pq.PQresultStatus(result);

        if (status == PGRES_SINGLE_TUPLE || status == PGRES_TUPLES_OK)
            take_row(walk, result, first);
        else
            good = false;
        first = false;
        pq.PQclear(result);
    }
    if (!good)
        db_lost(walk, name, pq.PQerrorMessage(conn));
}

/* @param quoted  the name as SQL, made by the server */
static void read_table(struct db_walk *walk, void *conn, const char *name, const char *quoted,
                       double about)
{
    const double part = about >= 0 ? db_part(walk, about) : 1;
    struct buffer sql = BUFFER_INIT;

    if (!db_table(walk, name))
        return;
    buffer_format(&sql, "SELECT * FROM %s", quoted);
    if (part < 1)
        buffer_format(&sql, " TABLESAMPLE %s (%.6f)", about > MANY ? "SYSTEM" : "BERNOULLI",
                      100 * part > 0.000001 ? 100 * part : 0.000001);
    if (walk->rows)
        buffer_format(&sql, " LIMIT %llu", (unsigned long long)walk->rows);
    /* What fails shall not end the transaction. */
    if (run(walk, conn, "SAVEPOINT dlpscan")) {
        read_rows(walk, conn, name, sql.data);
        (void)run(walk, conn, "ROLLBACK TO SAVEPOINT dlpscan");
    }
    db_table_end(walk, part < 1 || (walk->rows && walk->seen >= walk->rows));
    buffer_free(&sql);
}

static int read_tables(struct db_walk *walk, void *conn)
{
    static const char list[] =
        "SELECT n.nspname || '.' || c.relname, format('%I.%I', n.nspname, c.relname), c.reltuples "
        "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE c.relkind IN ('r', 'p', 'm') AND NOT c.relispartition "
        "AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' "
        "AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1";
    void *result;
    int status = STATUS_USER;

    /* With an empty path nobody's function or operator stands before the system's. */
    if (!run(walk, conn, "SET search_path = pg_catalog")
        || !run(walk, conn, "SET default_transaction_read_only = on")
        || !run(walk, conn, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        return STATUS_USER;
    result = pq.PQexec(conn, list);
    if (pq.PQresultStatus(result) == PGRES_TUPLES_OK) {
        const int tables = pq.PQntuples(result);

        for (int i = 0; i < tables; i++)
            read_table(walk, conn, pq.PQgetvalue(result, i, 0), pq.PQgetvalue(result, i, 1),
                       strtod(pq.PQgetvalue(result, i, 2), NULL));
        status = STATUS_CLEAN;
    } else {
        db_say(walk, "its tables cannot be listed", pq.PQerrorMessage(conn));
    }
    pq.PQclear(result);
    (void)run(walk, conn, "ROLLBACK");
    return status;
}

static int postgres_read(struct db_walk *walk)
{
    int status = STATUS_USER;
    void *conn;

    if (!load())
        return STATUS_USER;
    if (!is_right(walk->url->whole)) {
        db_say(walk, "is no right URL", "write postgresql://USER@HOST:PORT/NAME?OPTION=VALUE");
        return STATUS_USER;
    }
    conn = pq.PQconnectdb(walk->url->whole);
    if (!conn || pq.PQstatus(conn) != CONNECTION_OK) {
        db_say(walk, "cannot connect", conn ? pq.PQerrorMessage(conn) : "out of memory");
    } else {
        (void)pq.PQsetNoticeProcessor(conn, hear_nothing, NULL);
        status = read_tables(walk, conn);
    }
    pq.PQfinish(conn);
    return status;
}

const struct db_driver db_postgres = { { "postgresql", "postgres", NULL }, postgres_read };
