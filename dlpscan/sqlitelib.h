/* dlpscan/sqlitelib.h - SQLite, loaded when it is needed, as gitlib.h loads libgit2. */
#ifndef DLPSCAN_SQLITELIB_H
#define DLPSCAN_SQLITELIB_H

#include <sqlite3.h>
#include <stdbool.h>

/* clang-format off */
#define SQLITELIB_FUNCTIONS(X) \
    X(sqlite3_bind_blob) \
    X(sqlite3_bind_int64) \
    X(sqlite3_bind_text) \
    X(sqlite3_busy_timeout) \
    X(sqlite3_close_v2) \
    X(sqlite3_column_blob) \
    X(sqlite3_column_bytes) \
    X(sqlite3_column_count) \
    X(sqlite3_column_int64) \
    X(sqlite3_column_name) \
    X(sqlite3_column_text) \
    X(sqlite3_column_type) \
    X(sqlite3_db_config) \
    X(sqlite3_errmsg) \
    X(sqlite3_exec) \
    X(sqlite3_finalize) \
    X(sqlite3_open_v2) \
    X(sqlite3_prepare_v2) \
    X(sqlite3_reset) \
    X(sqlite3_step)
/* clang-format on */

/** Load it. False, and said, when it is not installed. Only by one thread; again is nothing. */
bool sqlitelib_open(void);

#define SQLITELIB_DECLARE(name) extern __typeof__(name) *lib_##name;
SQLITELIB_FUNCTIONS(SQLITELIB_DECLARE)
#undef SQLITELIB_DECLARE

#ifndef SQLITELIB_PLAIN_NAMES
#  define sqlite3_bind_blob lib_sqlite3_bind_blob
#  define sqlite3_bind_int64 lib_sqlite3_bind_int64
#  define sqlite3_bind_text lib_sqlite3_bind_text
#  define sqlite3_busy_timeout lib_sqlite3_busy_timeout
#  define sqlite3_close_v2 lib_sqlite3_close_v2
#  define sqlite3_column_blob lib_sqlite3_column_blob
#  define sqlite3_column_bytes lib_sqlite3_column_bytes
#  define sqlite3_column_count lib_sqlite3_column_count
#  define sqlite3_column_int64 lib_sqlite3_column_int64
#  define sqlite3_column_name lib_sqlite3_column_name
#  define sqlite3_column_text lib_sqlite3_column_text
#  define sqlite3_column_type lib_sqlite3_column_type
#  define sqlite3_db_config lib_sqlite3_db_config
#  define sqlite3_errmsg lib_sqlite3_errmsg
#  define sqlite3_exec lib_sqlite3_exec
#  define sqlite3_finalize lib_sqlite3_finalize
#  define sqlite3_open_v2 lib_sqlite3_open_v2
#  define sqlite3_prepare_v2 lib_sqlite3_prepare_v2
#  define sqlite3_reset lib_sqlite3_reset
#  define sqlite3_step lib_sqlite3_step
#endif

#endif
