/* dlpscan/db/db_sqlite.c - a SQLite file of the user's own. One that somebody sent is read by `dlpscan
 * inventory`, in a process apart. */

#include "db/db.h"

#include "program.h"
#include "sqlitelib.h"

static bool open_db(struct db_walk *walk, sqlite3 **db)
{
    const char *file = walk->url->name;

    if (sqlite3_open_v2(file, db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) {
        db_say(walk, "cannot be opened", *db ? sqlite3_errmsg(*db) : "out of memory");
        return false;
    }
    sqlite3_db_config(*db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(*db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_busy_timeout(*db, 5000);
    if (sqlite3_exec(*db,
                     "PRAGMA query_only=ON; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; BEGIN",
                     NULL, NULL, NULL)
        == SQLITE_OK)
        return true;
    db_say(walk, "cannot be read", sqlite3_errmsg(*db));
    return false;
}

static void add_quoted(struct buffer *out, const char *name)
{
    buffer_char(out, '"');
    for (; *name; name++) {
        if (*name == '"')
            buffer_char(out, '"');
        buffer_char(out, *name);
    }
    buffer_char(out, '"');
}

static double count_rows(sqlite3 *db, const char *name)
{
    struct buffer sql = BUFFER_INIT;
    sqlite3_stmt *query = NULL;
    double rows = 0;

    buffer_text(&sql, "SELECT count(*) FROM ");
    add_quoted(&sql, name);
    if (sqlite3_prepare_v2(db, sql.data, -1, &query, NULL) == SQLITE_OK
        && sqlite3_step(query) == SQLITE_ROW)
        rows = (double)sqlite3_column_int64(query, 0);
    sqlite3_finalize(query);
    buffer_free(&sql);
    return rows;
}

static void read_rows(struct db_walk *walk, sqlite3_stmt *query)
{
    const int columns = sqlite3_column_count(query);

    for (int i = 0; i < columns; i++)
        db_column(walk, (size_t)i, sqlite3_column_name(query, i));
    while (sqlite3_step(query) == SQLITE_ROW) {
        for (int i = 0; i < columns; i++) {
            const int type = sqlite3_column_type(query, i);

            if (type != SQLITE_NULL && type != SQLITE_BLOB)
                db_cell(walk, (size_t)i, (const char *)sqlite3_column_text(query, i),
                        (size_t)sqlite3_column_bytes(query, i));
        }
        db_row(walk);
    }
}

static void read_table(struct db_walk *walk, sqlite3 *db, const char *name)
{
    const double rows = count_rows(db, name), part = db_part(walk, rows);
    struct buffer sql = BUFFER_INIT;
    sqlite3_stmt *query = NULL;

    buffer_text(&sql, "SELECT * FROM ");
    add_quoted(&sql, name);
    if (part < 1)
        buffer_format(&sql, " WHERE abs(random() %% 1000000) < %.0f", part * 1e6);
    if (walk->rows)
        buffer_format(&sql, " LIMIT %llu", (unsigned long long)walk->rows);
    if (!db_table(walk, name)) {
        /* not asked for */
    } else if (sqlite3_prepare_v2(db, sql.data, -1, &query, NULL) != SQLITE_OK) {
        db_lost(walk, name, sqlite3_errmsg(db));
    } else {
        read_rows(walk, query);
        if (sqlite3_finalize(query) != SQLITE_OK)
            db_lost(walk, name, sqlite3_errmsg(db));
        query = NULL;
    }
    if (walk->table)
        db_table_end(walk, (double)walk->seen < rows);
    sqlite3_finalize(query);
    buffer_free(&sql);
}

static int read_tables(struct db_walk *walk, sqlite3 *db)
{
    sqlite3_stmt *query = NULL;
    int status = STATUS_CLEAN;

    if (sqlite3_prepare_v2(
            db,
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
            "'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name",
            -1, &query, NULL)
        != SQLITE_OK) {
        db_say(walk, "its tables cannot be listed", sqlite3_errmsg(db));
        return STATUS_USER;
    }
    while (sqlite3_step(query) == SQLITE_ROW)
        read_table(walk, db, (const char *)sqlite3_column_text(query, 0));
    if (sqlite3_finalize(query) != SQLITE_OK) {
        db_say(walk, "its tables cannot be listed", sqlite3_errmsg(db));
        status = STATUS_USER;
    }
    return status;
}

static int sqlite_read(struct db_walk *walk)
{
    sqlite3 *db = NULL;
    int status = STATUS_USER;

    if (!sqlitelib_open())
        return STATUS_USER;
    if (open_db(walk, &db))
        status = read_tables(walk, db);
    sqlite3_close_v2(db);
    return status;
}

const struct db_driver db_sqlite = { { "sqlite", NULL, NULL }, sqlite_read };
