/* worker/read_sqlite.c - SQLite databases, from memory: each table as lines of cells, then what it holds in
 * blobs, which may be documents. */

#include "worker/tell.h"
#include "worker/worker.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define BLOB_LEAST 16

struct database {
    sqlite3 *db;
    enum dlp_reason reason; /* of the first failure */
};

/* A database that is used with a log cannot be opened from memory: it is told that it is not. */
static void forget_log(const struct worker_document *document)
{
    uint8_t *const page = (uint8_t *)(uintptr_t)document->data;

    if (document->len < 20 || (page[18] != 2 && page[19] != 2))
        return;
    if (mprotect(page, 4096, PROT_READ | PROT_WRITE) == 0)
        page[18] = page[19] = 1;
}

static enum dlp_reason why(int result)
{
    switch (result & 0xff) {
    case SQLITE_OK:
    case SQLITE_DONE:
    case SQLITE_ROW:
        return DLP_REASON_NONE;
    case SQLITE_NOMEM:
        _exit(WORKER_NO_MEMORY);
    case SQLITE_ERROR:
        return DLP_REASON_UNSUPPORTED; /* a module or function that is not here */
    default:
        return DLP_REASON_DAMAGED;
    }
}

static void failed(struct database *database, int result)
{
    if (database->reason == DLP_REASON_NONE)
        database->reason = why(result);
}

static sqlite3_stmt *prepare(struct database *database, const char *format, const char *name)
{
    char *const text = sqlite3_mprintf(format, name);
    sqlite3_stmt *statement = NULL;

    if (!text)
        _exit(WORKER_NO_MEMORY);
    failed(database, sqlite3_prepare_v2(database->db, text, -1, &statement, NULL));
    sqlite3_free(text);
    return statement;
}

static void tell_head(sqlite3_stmt *rows, int columns)
{
    for (int i = 0; i < columns; i++) {
        const char *const name = sqlite3_column_name(rows, i);

        tell_column((unsigned)i);
        tell_cell(name ? name : "", name ? strlen(name) : 0);
    }
    tell_row_end();
}

/* @return does a cell of the row hold a blob? */
static bool tell_row(sqlite3_stmt *rows, int columns)
{
    bool blobs = false;

    for (int i = 0; i < columns; i++) {
        tell_column((unsigned)i);
        if (sqlite3_column_type(rows, i) == SQLITE_BLOB) {
            blobs = blobs || sqlite3_column_bytes(rows, i) >= BLOB_LEAST;
        } else {
            const char *const text = (const char *)sqlite3_column_text(rows, i);

            if (text)
                tell_cell(text, (size_t)sqlite3_column_bytes(rows, i));
        }
    }
    tell_row_end();
    return blobs;
}

static void tell_blobs(struct database *database, const char *table)
{
    sqlite3_stmt *const rows = prepare(database, "SELECT * FROM \"%w\"", table);
    unsigned long long row = 0;
    int result = SQLITE_DONE;

    while (rows && (result = sqlite3_step(rows)) == SQLITE_ROW) {
        row++;
        for (int i = 0; i < sqlite3_column_count(rows); i++) {
            char name[1024];

            if (sqlite3_column_type(rows, i) != SQLITE_BLOB
                || sqlite3_column_bytes(rows, i) < BLOB_LEAST)
                continue;
            (void)snprintf(name, sizeof(name), "%s[%llu].%s", table, row,
                           sqlite3_column_name(rows, i));
            tell_member(name, strlen(name));
            tell_data(sqlite3_column_blob(rows, i), (size_t)sqlite3_column_bytes(rows, i));
            tell_end(DLP_REASON_NONE);
        }
    }
    failed(database, result);
    sqlite3_finalize(rows);
}

static void tell_table(struct database *database, const char *table)
{
    sqlite3_stmt *const rows = prepare(database, "SELECT * FROM \"%w\"", table);
    const int columns = rows ? sqlite3_column_count(rows) : 0;
    bool blobs = false;
    int result;

    if (!rows)
        return;
    tell_part(DLP_PART_TABLE, "", table, 1);
    tell_head(rows, columns);
    while ((result = sqlite3_step(rows)) == SQLITE_ROW)
        blobs = tell_row(rows, columns) || blobs;
    tell_end(why(result));
    sqlite3_finalize(rows);
    if (blobs)
        tell_blobs(database, table);
}

static void tell_schema(struct database *database)
{
    sqlite3_stmt *const rows =
        prepare(database, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL%s", "");

    tell_part(DLP_PART_TEXT, "", "schema", 0);
    while (rows && sqlite3_step(rows) == SQLITE_ROW) {
        const char *const sql = (const char *)sqlite3_column_text(rows, 0);

        tell_text(sql ? sql : "");
        tell_text(";\n");
    }
    tell_end(DLP_REASON_NONE);
    sqlite3_finalize(rows);
}

static void tell_all(struct database *database)
{
    sqlite3_stmt *const tables = prepare(
        database, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid%s", "");
    int result = SQLITE_DONE;

    if (tables)
        tell_schema(database);
    while (tables && (result = sqlite3_step(tables)) == SQLITE_ROW) {
        const char *const name = (const char *)sqlite3_column_text(tables, 0);

        if (name)
            tell_table(database, name);
    }
    failed(database, result);
    sqlite3_finalize(tables);
}

enum dlp_reason read_sqlite(const struct worker_document *document)
{
    struct database database = { .reason = DLP_REASON_NONE };
    const sqlite3_int64 len = (sqlite3_int64)document->len;
    int result = sqlite3_open_v2(":memory:", &database.db,
                                 SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

    forget_log(document);
    if (result == SQLITE_OK) /* nothing that the schema says is run */
        (void)sqlite3_db_config(database.db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    if (result == SQLITE_OK)
        (void)sqlite3_db_config(database.db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (result == SQLITE_OK)
        result =
            sqlite3_deserialize(database.db, "main", (unsigned char *)(uintptr_t)document->data,
                                len, len, SQLITE_DESERIALIZE_READONLY);
    failed(&database, result);
    if (result == SQLITE_OK)
        tell_all(&database);
    sqlite3_close(database.db);
    return database.reason;
}
