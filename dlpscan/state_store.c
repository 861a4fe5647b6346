/* dlpscan/state_store.c - the database that a state is kept in.
 *
 * A state says what is not scanned, so one that others may write is not believed; and it tells which files
 * hold what, so one that others may read is not used. A new one is made whole beside its place, and
 * then renamed there. */

#include "state_store.h"

#include "mem.h"
#include "message.h"
#include "sqlitelib.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define FORMAT "dlpscan state 1"
#define COMMIT_SECONDS 2
#define KEPT_RUNS 16 /* what no run has seen for so long is let go */

struct state_store {
    sqlite3 *db;
    sqlite3_stmt *get, *put, *touch;
    const char *path;
    int64_t run;
    time_t committed;
    bool broken; /* said once */
};

static void complain(struct state_store *store)
{
    if (!store->broken)
        message_about(store->path, "the state cannot be used: %s; what it does not hold is scanned",
                      sqlite3_errmsg(store->db));
    store->broken = true;
}

static bool run_sql(struct state_store *store, const char *sql)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* ---- Opening --------------------------------------------------------------------------------------- */

static bool is_private(const char *path)
{
    struct stat st;

    if (lstat(path, &st) != 0 || !S_ISREG(st.st_mode))
        message_about(path, "no regular file; the state is not used");
    else if (st.st_uid != geteuid() || (st.st_mode & (S_IRWXG | S_IRWXO)))
        message_about(
            path, "others may read or write it; the state is not used: chmod 600, or remove it");
    else
        return true;
    return false;
}

/* SQLite would play a journal that somebody put there back into the state. */
static bool has_foreign_journal(const char *path)
{
    struct buffer name = BUFFER_INIT;
    struct stat st;
    bool foreign;

    buffer_format(&name, "%s-journal", path);
    foreign = lstat(name.data, &st) == 0 && !is_private(name.data);
    buffer_free(&name);
    return foreign;
}

static bool open_db(struct state_store *store, const char *path)
{
    if (sqlite3_open_v2(path, &store->db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        return false;
    sqlite3_busy_timeout(store->db, 0);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return run_sql(store,
                   "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA locking_mode=EXCLUSIVE;"
                   "PRAGMA journal_mode=PERSIST; PRAGMA synchronous=NORMAL");
}

/* A whole, empty one, under another name until it is. */
static bool make_file(const char *path)
{
    static const char schema[] =
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;"
        "CREATE TABLE file (path BLOB PRIMARY KEY, conf BLOB, device, inode, size, mtime, ctime,"
        " digest BLOB, run INTEGER, records BLOB, lost BLOB);"
        "INSERT INTO meta VALUES ('format', '" FORMAT "'), ('run', 0)";
    struct state_store fresh = { .path = path };
    struct buffer name = BUFFER_INIT;
    bool made = false;
    int fd;

    buffer_format(&name, "%s.XXXXXX", path);
    fd = mkostemp(name.data, O_CLOEXEC); /* mode 0600 */
    if (fd >= 0)
        close(fd);
    if (fd >= 0 && open_db(&fresh, name.data))
        made = run_sql(&fresh, schema);
    sqlite3_close_v2(fresh.db);
    if (made)
        made = rename(name.data, path) == 0;
    if (!made) {
        message_about(path, "cannot make the state: %s", strerror(errno));
        if (fd >= 0)
            unlink(name.data);
    }
    buffer_text(&name, "-journal"); /* PERSIST leaves it behind */
    unlink(name.data);
    buffer_free(&name);
    return made;
}

static int on_meta(void *user, int count, char **value, char **name)
{
    struct state_store *const store = user;

    (void)name;
    if (count != 2 || !value[0] || !value[1])
        return 1;
    if (strcmp(value[0], "run") == 0)
        store->run = strtoll(value[1], NULL, 10) + 1;
    return strcmp(value[0], "format") == 0 && strcmp(value[1], FORMAT) != 0;
}

static bool prepare(struct state_store *store)
{
    return sqlite3_prepare_v2(
               store->db,
               "SELECT device, inode, size, mtime, ctime, digest, records, lost, run "
               "FROM file WHERE path = ?1 AND conf = ?2",
               -1, &store->get, NULL)
        == SQLITE_OK
        && sqlite3_prepare_v2(
               store->db,
               "INSERT OR REPLACE INTO file (path, conf, device, inode, size, mtime, "
               "ctime, digest, records, lost, run) "
               "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
               -1, &store->put, NULL)
        == SQLITE_OK
        && sqlite3_prepare_v2(store->db,
                              "UPDATE file SET device = ?2, inode = ?3, size = ?4, mtime = ?5, "
                              "ctime = ?6, run = ?7 WHERE path = ?1",
                              -1, &store->touch, NULL)
        == SQLITE_OK;
}

/* Is it ours, and whole? The first write shows whether another run holds it. */
static bool begin(struct state_store *store)
{
    store->run = 0;
    if (sqlite3_exec(store->db, "SELECT name, value FROM meta", on_meta, store, NULL) != SQLITE_OK
        || store->run == 0)
        return false;
    if (!run_sql(store,
                 "BEGIN IMMEDIATE; UPDATE meta SET value = value + 1 WHERE name = 'run'; COMMIT;"
                 "BEGIN"))
        return false;
    return prepare(store);
}

struct state_store *store_open(const char *path, bool *damaged)
{
    struct state_store *store;
    struct stat st;

    *damaged = false;
    if (!sqlitelib_open())
        return NULL;
    if (lstat(path, &st) != 0 && !make_file(path))
        return NULL;
    *damaged = true;
    if (!is_private(path) || has_foreign_journal(path))
        return NULL;
    store = mem_array(1, sizeof(*store));
    store->path = path;
    if (open_db(store, path) && begin(store)) {
        *damaged = false;
        store->committed = time(NULL);
        return store;
    }
    message_about(
        path,
        "no state of this version, damaged, or in use by another run (%s): it is left alone and "
        "everything is scanned; remove it to begin anew",
        sqlite3_errmsg(store->db));
    store->broken = true;
    store_close(store);
    return NULL;
}

void store_close(struct state_store *store)
{
    if (!store)
        return;
    if (!store->broken) {
        struct buffer sql = BUFFER_INIT;

        buffer_format(&sql, "DELETE FROM file WHERE run < %lld; COMMIT; PRAGMA journal_mode=DELETE",
                      (long long)(store->run - KEPT_RUNS));
        if (!run_sql(store, sql.data))
            complain(store);
        buffer_free(&sql);
    }
    sqlite3_finalize(store->get);
    sqlite3_finalize(store->put);
    sqlite3_finalize(store->touch);
    sqlite3_close_v2(store->db);
    mem_free(store);
}

/* ---- Rows ------------------------------------------------------------------------------------------ */

static void commit_now_and_then(struct state_store *store)
{
    const time_t now = time(NULL);

    if (now - store->committed < COMMIT_SECONDS || store->broken)
        return;
    if (!run_sql(store, "COMMIT; BEGIN"))
        complain(store);
    store->committed = now;
}

static void take_blob(struct buffer *out, sqlite3_stmt *get, int column)
{
    const void *const data = sqlite3_column_blob(get, column);
    const int len = sqlite3_column_bytes(get, column);

    if (data && len > 0)
        buffer_add(out, data, (size_t)len);
}

bool store_get(struct state_store *store, const char *path, const unsigned char *conf,
               struct state_row *row, struct buffer *records, struct buffer *lost)
{
    sqlite3_stmt *const get = store->get;
    bool found = false;
    int status;

    buffer_cut(records, 0);
    buffer_cut(lost, 0);
    if (store->broken)
        return false;
    sqlite3_bind_blob(get, 1, path, (int)strlen(path), SQLITE_STATIC);
    sqlite3_bind_blob(get, 2, conf, (int)STATE_DIGEST, SQLITE_STATIC);
    status = sqlite3_step(get);
    if (status == SQLITE_ROW && sqlite3_column_bytes(get, 5) == (int)STATE_DIGEST) {
        found = true;
        row->device = sqlite3_column_int64(get, 0);
        row->inode = sqlite3_column_int64(get, 1);
        row->size = sqlite3_column_int64(get, 2);
        row->mtime_ns = sqlite3_column_int64(get, 3);
        row->ctime_ns = sqlite3_column_int64(get, 4);
        memcpy(row->digest, sqlite3_column_blob(get, 5), STATE_DIGEST);
        row->age = store->run - sqlite3_column_int64(get, 8);
        take_blob(records, get, 6);
        take_blob(lost, get, 7);
    } else if (status != SQLITE_DONE && status != SQLITE_ROW) {
        complain(store);
    }
    sqlite3_reset(get);
    return found;
}

static void bind_row(sqlite3_stmt *statement, int at, const struct state_row *row)
{
    sqlite3_bind_int64(statement, at, row->device);
    sqlite3_bind_int64(statement, at + 1, row->inode);
    sqlite3_bind_int64(statement, at + 2, row->size);
    sqlite3_bind_int64(statement, at + 3, row->mtime_ns);
    sqlite3_bind_int64(statement, at + 4, row->ctime_ns);
}

static void run_row(struct state_store *store, sqlite3_stmt *statement)
{
    if (sqlite3_step(statement) != SQLITE_DONE)
        complain(store);
    sqlite3_reset(statement);
    commit_now_and_then(store);
}

void store_put(struct state_store *store, const char *path, const unsigned char *conf,
               const struct state_row *row, const struct buffer *records, const struct buffer *lost)
{
    if (store->broken)
        return;
    sqlite3_bind_blob(store->put, 1, path, (int)strlen(path), SQLITE_STATIC);
    sqlite3_bind_blob(store->put, 2, conf, (int)STATE_DIGEST, SQLITE_STATIC);
    bind_row(store->put, 3, row);
    sqlite3_bind_blob(store->put, 8, row->digest, (int)STATE_DIGEST, SQLITE_STATIC);
    sqlite3_bind_blob(store->put, 9, buffer_string(records), (int)records->len, SQLITE_STATIC);
    sqlite3_bind_blob(store->put, 10, buffer_string(lost), (int)lost->len, SQLITE_STATIC);
    sqlite3_bind_int64(store->put, 11, store->run);
    run_row(store, store->put);
}

void store_touch(struct state_store *store, const char *path, const struct state_row *row)
{
    if (store->broken)
        return;
    sqlite3_bind_blob(store->touch, 1, path, (int)strlen(path), SQLITE_STATIC);
    bind_row(store->touch, 2, row);
    sqlite3_bind_int64(store->touch, 7, store->run);
    run_row(store, store->touch);
}
