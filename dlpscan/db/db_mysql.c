/* dlpscan/db/db_mysql.c - MySQL and MariaDB, by libmariadb, which is loaded when it is asked for.
 *
 * Its functions are declared here as its manual says: the headers are not needed to build. Columns are named
 * by the server's own list, so that none of the library's structures has to be known. */

#include "db/db.h"

#include "loader.h"
#include "message.h"
#include "program.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#define SONAME "libmariadb.so.3"
/* Of enum mysql_option. */
enum {
    OPT_CONNECT_TIMEOUT = 0,
    READ_DEFAULT_GROUP = 5,
    SET_CHARSET_NAME = 7,
    OPT_LOCAL_INFILE = 8
};

static struct {
    void *(*mysql_init)(void *mysql);
    int (*mysql_options)(void *mysql, int option, const void *value);
    void *(*mysql_real_connect)(void *mysql, const char *host, const char *user,
                                const char *password, const char *db, unsigned port,
                                const char *socket, unsigned long flags);
    int (*mysql_real_query)(void *mysql, const char *sql, unsigned long len);
    void *(*mysql_store_result)(void *mysql);
    void *(*mysql_use_result)(void *mysql);
    unsigned (*mysql_num_fields)(void *result);
    char **(*mysql_fetch_row)(void *result);
    unsigned long *(*mysql_fetch_lengths)(void *result);
    void (*mysql_free_result)(void *result);
    unsigned (*mysql_errno)(void *mysql);
    const char *(*mysql_error)(void *mysql);
    void (*mysql_close)(void *mysql);
} my;

static bool load(void)
{
    void *const library = dlopen(SONAME, RTLD_NOW | RTLD_LOCAL);
    bool whole = library != NULL;

#define FIND(name) whole = whole && loader_find(library, &my.name, #name)
    FIND(mysql_init);
    FIND(mysql_options);
    FIND(mysql_real_connect);
    FIND(mysql_real_query);
    FIND(mysql_store_result);
    FIND(mysql_use_result);
    FIND(mysql_num_fields);
    FIND(mysql_fetch_row);
    FIND(mysql_fetch_lengths);
    FIND(mysql_free_result);
    FIND(mysql_errno);
    FIND(mysql_error);
    FIND(mysql_close);
#undef FIND
    if (!whole)
        message("%s cannot be loaded; install libmariadb3, which MySQL and MariaDB are read with",
                SONAME);
    return whole;
}

static bool run(struct db_walk *walk, void *mysql, const char *sql)
{
    if (my.mysql_real_query(mysql, sql, strlen(sql)) == 0)
        return true;
    db_say(walk, "cannot be read", my.mysql_error(mysql));
    return false;
}

static void add_name(struct buffer *out, const char *name)
{
    buffer_char(out, '`');
    for (; *name; name++) {
        if (*name == '`')
            buffer_char(out, '`');
        buffer_char(out, *name);
    }
    buffer_char(out, '`');
}

/* In hexadecimal: no quoting to get wrong. */
static void add_text(struct buffer *out, const char *text)
{
    buffer_text(out, *text ? "0x" : "''");
    for (; *text; text++)
        buffer_format(out, "%02x", (unsigned char)*text);
}

/* The columns of a table that hold text or numbers, with commas between them; "" when there are none. */
static void list_columns(struct db_walk *walk, void *mysql, char **table, struct buffer *names)
{
    struct buffer sql = BUFFER_INIT;
    void *result = NULL;
    char **row;
    size_t n = 0;

    buffer_text(&sql, "SELECT column_name FROM information_schema.columns WHERE table_schema = ");
    add_text(&sql, table[0]);
    buffer_text(&sql, " AND table_name = ");
    add_text(&sql, table[1]);
    buffer_text(&sql,
                " AND data_type NOT IN ('blob', 'tinyblob', 'mediumblob', 'longblob', 'binary', "
                "'varbinary', 'geometry', 'point', 'polygon') ORDER BY ordinal_position");
    if (run(walk, mysql, sql.data))
        result = my.mysql_store_result(mysql);
    while (result && (row = my.mysql_fetch_row(result)) != NULL) {
        if (n)
            buffer_text(names, ", ");
        add_name(names, row[0]);
        db_column(walk, n++, row[0]);
    }
    if (result)
        my.mysql_free_result(result);
    buffer_free(&sql);
}

static void read_rows(struct db_walk *walk, void *mysql, const char *name, const char *sql)
{
    void *result = NULL;
    char **row;

    if (my.mysql_real_query(mysql, sql, strlen(sql)) == 0)
        result = my.mysql_use_result(mysql);
    while (result && (row = my.mysql_fetch_row(result)) != NULL) {
        const unsigned columns = my.mysql_num_fields(result);
        const unsigned long *const len = my.mysql_fetch_lengths(result);

        for (unsigned i = 0; i < columns; i++) {
            if (row[i])
                db_cell(walk, i, row[i], len[i]);
        }
        db_row(walk);
    }
    if (!result || my.mysql_errno(mysql))
        db_lost(walk, name, my.mysql_error(mysql));
    if (result)
        my.mysql_free_result(result);
}

/* @param table  schema, name, about how many rows */
static void read_table(struct db_walk *walk, void *mysql, char **table)
{
    const double part = db_part(walk, table[2] ? strtod(table[2], NULL) : 0);
    struct buffer sql = BUFFER_INIT, columns = BUFFER_INIT, name = BUFFER_INIT;

    buffer_format(&name, "%s.%s", table[0], table[1]);
    if (db_table(walk, name.data)) {
        list_columns(walk, mysql, table, &columns);
        buffer_format(&sql, "SELECT %s FROM ", columns.len ? columns.data : "1");
        add_name(&sql, table[0]);
        buffer_char(&sql, '.');
        add_name(&sql, table[1]);
        if (part < 1)
            buffer_format(&sql, " WHERE RAND() < %.9f", part);
        if (walk->rows)
            buffer_format(&sql, " LIMIT %llu", (unsigned long long)walk->rows);
        read_rows(walk, mysql, name.data, sql.data);
        db_table_end(walk, part < 1 || (walk->rows && walk->seen >= walk->rows));
    }
    buffer_free(&sql);
    buffer_free(&columns);
    buffer_free(&name);
}

static int read_tables(struct db_walk *walk, void *mysql)
{
    static const char list[] =
        "SELECT table_schema, table_name, table_rows FROM information_schema.tables "
        "WHERE table_type = 'BASE TABLE' AND table_schema NOT IN "
        "('mysql', 'information_schema', 'performance_schema', 'sys')";
    struct buffer sql = BUFFER_INIT;
    void *result = NULL;
    char **row;

    buffer_text(&sql, list);
    if (*walk->url->name) {
        buffer_text(&sql, " AND table_schema = ");
        add_text(&sql, walk->url->name);
    }
    buffer_text(&sql, " ORDER BY 1, 2");
    if (run(walk, mysql, "SET SESSION TRANSACTION READ ONLY")
        && run(walk, mysql, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY")
        && run(walk, mysql, sql.data))
        result = my.mysql_store_result(mysql);
    buffer_free(&sql);
    if (!result)
        return STATUS_USER;
    while ((row = my.mysql_fetch_row(result)) != NULL)
        read_table(walk, mysql, row);
    my.mysql_free_result(result);
    return STATUS_CLEAN;
}

/* A server may ask a client for any file that it can read: never. */
static void set_options(void *mysql)
{
    const unsigned seconds = 15, no = 0;

    (void)my.mysql_options(mysql, OPT_LOCAL_INFILE, &no);
    (void)my.mysql_options(mysql, OPT_CONNECT_TIMEOUT, &seconds);
    (void)my.mysql_options(mysql, SET_CHARSET_NAME, "utf8mb4");
    (void)my.mysql_options(mysql, READ_DEFAULT_GROUP, "client"); /* passwords of ~/.my.cnf */
    (void)my.mysql_options(mysql, OPT_LOCAL_INFILE, &no);
}

static const char *or_none(const char *text)
{
    return *text ? text : NULL;
}

static int mysql_read(struct db_walk *walk)
{
    const struct db_url *const url = walk->url;
    const char *const password = *url->password ? url->password : getenv("MYSQL_PWD");
    const bool socket = *url->host == '/';
    int status = STATUS_USER;
    void *mysql;

    if (!load())
        return STATUS_USER;
    mysql = my.mysql_init(NULL);
    if (!mysql)
        return STATUS_ENVIRONMENT;
    set_options(mysql);
    if (!my.mysql_real_connect(mysql, socket ? NULL : or_none(url->host), or_none(url->user),
                               password, or_none(url->name), (unsigned)strtoul(url->port, NULL, 10),
                               socket ? url->host : NULL, 0))
        db_say(walk, "cannot connect", my.mysql_error(mysql));
    else
        status = read_tables(walk, mysql);
    my.mysql_close(mysql);
    return status;
}

const struct db_driver db_mysql = { { "mysql", "mariadb", NULL }, mysql_read };
