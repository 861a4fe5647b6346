/* dlpscan/db/db_walk.c - what all drivers do with tables, rows and errors. */

#include "db/db.h"

#include "mem.h"
#include "message.h"

#include <fnmatch.h>
#include <string.h>

#define SMALL 10000.0    /* rows of a table whose first ones are as good as any */
#define SAMPLE_MORE 1.25 /* a random part of so many rows more: it may come out smaller */

bool db_table(struct db_walk *walk, const char *name)
{
    struct row_chunk *const chunk = &walk->run->files.chunk;
    const struct setting_globs *const wanted = &walk->run->settings->tables;
    bool chosen = wanted->len == 0;
    char *safe;

    for (size_t i = 0; i < wanted->len && !chosen; i++) {
        const char *const dot = strchr(name, '.');

        chosen = fnmatch(wanted->glob[i], name, 0) == 0
            || (dot && fnmatch(wanted->glob[i], dot + 1, 0) == 0);
    }
    walk->table = NULL;
    walk->seen = 0;
    for (size_t i = 0; i < HOLDING_COLUMNS; i++)
        walk->column[i] = SIZE_MAX;
    if (!chosen)
        return false;
    safe = chunk_safe_name(chunk, name, strlen(name));
    chunk_table(chunk, NULL);
    walk->table = holdings_table(&walk->run->holdings, walk->url->shown, safe);
    chunk_table(chunk, walk->table);
    mem_free(safe);
    if (!walk->table)
        table_files_note(&walk->run->files, walk->url->shown, "tables_limit");
    return walk->table != NULL;
}

void db_column(struct db_walk *walk, size_t n, const char *name)
{
    if (n < HOLDING_COLUMNS)
        walk->column[n] = chunk_column(&walk->run->files.chunk, name, strlen(name));
    else
        walk->table->columns_limit = true;
}

void db_cell(struct db_walk *walk, size_t n, const char *data, size_t len)
{
    if (n < HOLDING_COLUMNS)
        chunk_cell(&walk->run->files.chunk, walk->column[n], data, len);
}

void db_row(struct db_walk *walk)
{
    walk->seen++;
    chunk_row(&walk->run->files.chunk);
}

void db_table_end(struct db_walk *walk, bool sampled)
{
    walk->table->sampled = sampled;
    chunk_table(&walk->run->files.chunk, NULL);
}

/* An error may quote what it is about: a value of the table, or the URL. */
static char *safe_error(const struct db_walk *walk, const char *error)
{
    struct row_chunk *const chunk = &walk->run->files.chunk;
    char *const safe = chunk_safe_name(chunk, error, strlen(error));
    const char *const password = walk->url->password;
    const size_t len = password ? strlen(password) : 0;

    safe[strcspn(safe, "\n")] = '\0';
    for (char *at = safe; len && (at = strstr(at, password)); at += len)
        memset(at, '*', len);
    return safe;
}

void db_say(const struct db_walk *walk, const char *what, const char *error)
{
    char *const safe = safe_error(walk, error);

    message_about(walk->url->shown, "%s: %s", what, safe);
    mem_free(safe);
}

void db_lost(struct db_walk *walk, const char *name, const char *error)
{
    struct buffer shown = BUFFER_INIT;
    char *const safe = chunk_safe_name(&walk->run->files.chunk, name, strlen(name));

    buffer_format(&shown, "%s#%s", walk->url->shown, safe);
    db_say(walk, safe, error);
    table_files_note(&walk->run->files, shown.data, "unreadable");
    buffer_free(&shown);
    mem_free(safe);
}

double db_part(const struct db_walk *walk, double about)
{
    const double wanted = SAMPLE_MORE * (double)walk->rows;

    return walk->rows == 0 || about <= wanted || about < SMALL ? 1 : wanted / about;
}
