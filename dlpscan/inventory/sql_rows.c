/* dlpscan/inventory/sql_rows.c - the rows of a dump: INSERT ... VALUES, and COPY ... FROM stdin.
 *
 * No more of SQL is read than says where values stand: CREATE TABLE names columns, and everything else is
 * skipped to its semicolon. */

#include "inventory/row_readers.h"

#include "mem.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#define WORD_MAX ((size_t)256)

enum token { TOKEN_END, TOKEN_WORD, TOKEN_NAME, TOKEN_TEXT, TOKEN_NUMBER, TOKEN_MARK };

/* What CREATE TABLE said of a table. */
struct sql_table {
    char *name;
    char **column;
    size_t len;
};

struct sql {
    FILE *file;
    struct row_target *target;
    enum token token;
    struct buffer text; /* of the token */
    int mark;           /* of TOKEN_MARK */
    struct sql_table *table;
    size_t tables;
    size_t column[HOLDING_COLUMNS]; /* of the statement */
    size_t columns;
};

/* ---- Tokens ---------------------------------------------------------------------------------------- */

static void keep(struct sql *sql, int c, size_t max)
{
    if (sql->text.len < max)
        buffer_char(&sql->text, (char)c);
    else
        sql->target->cut = true;
}

/* To the quote that ends it; one that is doubled, or behind a backslash, does not. */
static void read_quoted(struct sql *sql, int quote, bool escapes)
{
    static const char from[] = "nrt0bZ", to[] = "\n\r\t\0\b\x1a";
    int c;

    while ((c = getc_unlocked(sql->file)) != EOF) {
        if (c == '\\' && escapes) {
            const char *at;

            c = getc_unlocked(sql->file);
            at = c > 0 ? memchr(from, c, sizeof(from) - 1) : NULL;
            c = at ? to[at - from] : c;
        } else if (c == quote) {
            c = getc_unlocked(sql->file);
            if (c != quote) {
                ungetc(c, sql->file);
                return;
            }
        }
        keep(sql, c, CELL_MAX);
    }
}

static void skip_line(struct sql *sql)
{
    int c;

    do
        c = getc_unlocked(sql->file);
    while (c != '\n' && c != EOF);
}

static void skip_block(struct sql *sql)
{
    int last = 0, c;

    while ((c = getc_unlocked(sql->file)) != EOF && !(last == '*' && c == '/'))
        last = c;
}

/* Blanks and comments. @return the byte behind them */
static int skip_blank(struct sql *sql)
{
    for (;;) {
        const int c = getc_unlocked(sql->file);
        int second;

        if (isspace(c))
            continue;
        if (c != '-' && c != '/' && c != '#')
            return c;
        if (c == '#') {
            skip_line(sql);
            continue;
        }
        second = getc_unlocked(sql->file);
        if (c == '-' && second == '-') {
            skip_line(sql);
        } else if (c == '/' && second == '*') {
            skip_block(sql);
        } else {
            ungetc(second, sql->file);
            return c;
        }
    }
}

static bool in_word(int c)
{
    return isalnum(c) || c == '_' || c == '$' || c == '.' || c >= 0x80;
}

static void read_word(struct sql *sql, int c)
{
    sql->token = isdigit(c) || c == '-' || c == '+' ? TOKEN_NUMBER : TOKEN_WORD;
    do {
        keep(sql, c, WORD_MAX);
        c = getc_unlocked(sql->file);
    } while (in_word(c));
    ungetc(c, sql->file);
}

/* A function's body between $tag$ and $tag$, which holds any quotes. */
static bool skip_body(struct sql *sql)
{
    const size_t len = sql->text.len;
    const char *const tag = buffer_string(&sql->text);
    size_t same = 0;
    int c;

    if (len < 2 || tag[0] != '$' || tag[len - 1] != '$')
        return false;
    while (same < len && (c = getc_unlocked(sql->file)) != EOF)
        same = c == tag[same] ? same + 1 : c == '$';
    return true;
}

static enum token read_token(struct sql *sql)
{
    const int c = skip_blank(sql);

    buffer_cut(&sql->text, 0);
    sql->mark = 0;
    if (c == EOF) {
        sql->token = TOKEN_END;
    } else if (c == '\'') {
        sql->token = TOKEN_TEXT;
        read_quoted(sql, c, true);
    } else if (c == '"' || c == '`') {
        sql->token = TOKEN_NAME;
        read_quoted(sql, c, false);
    } else if (c == '[') {
        sql->token = TOKEN_NAME;
        read_quoted(sql, ']', false);
    } else if (in_word(c) || c == '-' || c == '+') {
        read_word(sql, c);
        if (skip_body(sql))
            sql->token = TOKEN_MARK;
    } else {
        sql->token = TOKEN_MARK;
        sql->mark = c;
    }
    return sql->token;
}

static bool is_word(const struct sql *sql, const char *word)
{
    return sql->token == TOKEN_WORD && strcasecmp(buffer_string(&sql->text), word) == 0;
}

static bool is_mark(const struct sql *sql, int mark)
{
    return sql->token == TOKEN_MARK && sql->mark == mark;
}

static bool is_named(const struct sql *sql)
{
    return sql->token == TOKEN_WORD || sql->token == TOKEN_NAME;
}

static void skip_statement(struct sql *sql)
{
    while (sql->token != TOKEN_END && !is_mark(sql, ';'))
        read_token(sql);
}

/* A name with those that it is in: schema.table. The next token is read. */
static void read_name(struct sql *sql, struct buffer *name)
{
    while (is_named(sql)) {
        buffer_add(name, buffer_string(&sql->text), sql->text.len);
        read_token(sql);
        if (is_word(sql, ".")) { /* between quoted ones a dot is a word */
            buffer_char(name, '.');
            read_token(sql);
        } else {
            return;
        }
    }
}

/* ---- CREATE TABLE ---------------------------------------------------------------------------------- */

static struct sql_table *table_of(struct sql *sql, const char *name, bool make)
{
    for (size_t i = 0; i < sql->tables; i++) {
        if (strcmp(sql->table[i].name, name) == 0)
            return &sql->table[i];
    }
    if (!make || sql->tables >= HOLDING_TABLES)
        return NULL;
    sql->table = mem_resize(sql->table, sql->tables + 1, sizeof(*sql->table));
    sql->table[sql->tables] = (struct sql_table){ .name = mem_copy(name, strlen(name)) };
    return &sql->table[sql->tables++];
}

static bool begins_column(const struct sql *sql)
{
    static const char *const others[] = { "primary",  "key",     "unique", "constraint",
                                          "foreign",  "check",   "index",  "like",
                                          "fulltext", "spatial", "exclude" };

    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        if (is_word(sql, others[i]))
            return false;
    }
    return is_named(sql);
}

static void read_create(struct sql *sql)
{
    struct buffer name = BUFFER_INIT;
    struct sql_table *table;
    unsigned depth = 0;
    bool begins = true;

    read_token(sql);
    while (is_word(sql, "if") || is_word(sql, "not") || is_word(sql, "exists"))
        read_token(sql);
    read_name(sql, &name);
    table = table_of(sql, buffer_string(&name), true);
    buffer_free(&name);
    for (; table && sql->token != TOKEN_END && !is_mark(sql, ';'); read_token(sql)) {
        if (is_mark(sql, '(')) {
            depth++;
        } else if (is_mark(sql, ')')) {
            depth -= depth > 0;
        } else if (depth == 1 && begins && begins_column(sql) && table->len < HOLDING_COLUMNS) {
            table->column = mem_resize(table->column, table->len + 1, sizeof(*table->column));
            table->column[table->len++] = mem_copy(buffer_string(&sql->text), sql->text.len);
        }
        begins = depth == 1 && (is_mark(sql, '(') || is_mark(sql, ','));
    }
    skip_statement(sql);
}

/* ---- Rows ------------------------------------------------------------------------------------------ */

/* The names behind a table's in brackets, or those of CREATE TABLE. */
static void read_columns(struct sql *sql, const char *name)
{
    struct row_chunk *const chunk = sql->target->chunk;
    const struct sql_table *const table = table_of(sql, name, false);

    sql->columns = 0;
    if (is_mark(sql, '(')) {
        while (read_token(sql) != TOKEN_END && !is_mark(sql, ')')) {
            if (is_named(sql) && sql->columns < HOLDING_COLUMNS)
                sql->column[sql->columns++] =
                    chunk_column(chunk, buffer_string(&sql->text), sql->text.len);
        }
        read_token(sql);
        return;
    }
    for (size_t i = 0; table && i < table->len; i++)
        sql->column[sql->columns++] =
            chunk_column(chunk, table->column[i], strlen(table->column[i]));
}

static void add_cell(struct sql *sql, size_t at, const char *data, size_t len)
{
    while (sql->columns <= at && sql->columns < HOLDING_COLUMNS) {
        struct buffer name = BUFFER_INIT;

        buffer_format(&name, "column %zu", sql->columns + 1);
        sql->column[sql->columns++] = chunk_column(sql->target->chunk, name.data, name.len);
        buffer_free(&name);
    }
    if (at < sql->columns)
        chunk_cell(sql->target->chunk, sql->column[at], data, len);
}

/* Behind its bracket, to the one that closes it: texts and numbers, or what calls are given. */
static void read_tuple(struct sql *sql)
{
    unsigned depth = 1;
    size_t at = 0;

    while (depth > 0 && read_token(sql) != TOKEN_END) {
        if (is_mark(sql, '('))
            depth++;
        else if (is_mark(sql, ')'))
            depth--;
        else if (is_mark(sql, ',') && depth == 1)
            at++;
        else if (sql->token != TOKEN_MARK && sql->token != TOKEN_WORD)
            add_cell(sql, at, buffer_string(&sql->text), sql->text.len);
    }
    chunk_row(sql->target->chunk);
}

static void read_insert(struct sql *sql)
{
    struct buffer name = BUFFER_INIT;

    do
        read_token(sql);
    while (is_word(sql, "into") || is_word(sql, "ignore") || is_word(sql, "or")
           || is_word(sql, "replace") || is_word(sql, "low_priority") || is_word(sql, "delayed"));
    read_name(sql, &name);
    target_table(sql->target, buffer_string(&name));
    read_columns(sql, buffer_string(&name));
    buffer_free(&name);
    while (sql->token != TOKEN_END && !is_mark(sql, ';') && !is_word(sql, "values")
           && !is_word(sql, "value"))
        read_token(sql);
    while (sql->token != TOKEN_END && !is_mark(sql, ';')) {
        if (is_mark(sql, '('))
            read_tuple(sql);
        read_token(sql);
    }
}

/* A line of COPY: tabs between cells, \N for none. False at the end. */
static bool read_copied(struct sql *sql)
{
    static const char from[] = "nrtbfv", to[] = "\n\r\t\b\f\v";
    size_t at = 0;
    bool null = false, ends = false;
    int c;

    buffer_cut(&sql->text, 0);
    while ((c = getc_unlocked(sql->file)) != EOF) {
        if (c == '\t' || c == '\n') {
            if (!null && sql->text.len)
                add_cell(sql, at, sql->text.data, sql->text.len);
            buffer_cut(&sql->text, 0);
            null = false;
            at++;
        }
        if (c == '\n')
            break;
        if (c == '\\') {
            const char *mapped;

            c = getc_unlocked(sql->file);
            mapped = c > 0 ? memchr(from, c, sizeof(from) - 1) : NULL;
            null = c == 'N' && sql->text.len == 0;
            ends = ends || (c == '.' && at == 0 && sql->text.len == 0);
            if (!null && c != EOF)
                keep(sql, mapped ? to[mapped - from] : c, CELL_MAX);
        } else if (c != '\t') {
            keep(sql, c, CELL_MAX);
        }
    }
    if (c == EOF || ends)
        return false;
    chunk_row(sql->target->chunk);
    return true;
}

static void read_copy(struct sql *sql)
{
    struct buffer name = BUFFER_INIT;
    bool from_input = false;

    read_token(sql);
    read_name(sql, &name);
    target_table(sql->target, buffer_string(&name));
    read_columns(sql, buffer_string(&name));
    buffer_free(&name);
    for (; sql->token != TOKEN_END && !is_mark(sql, ';'); read_token(sql))
        from_input = from_input || is_word(sql, "stdin");
    if (!from_input)
        return;
    skip_line(sql);
    while (read_copied(sql))
        ;
}

bool sql_begins(const char *head, size_t len)
{
    static const char *const words[] = { "INSERT INTO ", "CREATE TABLE ", "COPY ",
                                         "REPLACE INTO " };

    for (size_t at = 0; at < len;) {
        const char *const end = memchr(head + at, '\n', len - at);

        for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
            const size_t word = strlen(words[i]);

            if (len - at > word && strncasecmp(head + at, words[i], word) == 0)
                return true;
        }
        if (!end)
            return false;
        at = (size_t)(end - head) + 1;
    }
    return false;
}

static void read_statement(struct sql *sql)
{
    if (is_word(sql, "insert") || is_word(sql, "replace")) {
        read_insert(sql);
    } else if (is_word(sql, "copy")) {
        read_copy(sql);
    } else if (is_word(sql, "create")) {
        while (read_token(sql) == TOKEN_WORD && !is_word(sql, "table"))
            ;
        if (is_word(sql, "table"))
            read_create(sql);
    }
    skip_statement(sql);
}

const char *sql_rows(FILE *file, struct row_target *target)
{
    struct sql *const sql = mem_array(1, sizeof(*sql));

    sql->file = file;
    sql->target = target;
    while (read_token(sql) != TOKEN_END)
        read_statement(sql);
    chunk_end(target->chunk);
    for (size_t i = 0; i < sql->tables; i++) {
        for (size_t j = 0; j < sql->table[i].len; j++)
            mem_free(sql->table[i].column[j]);
        mem_free(sql->table[i].column);
        mem_free(sql->table[i].name);
    }
    mem_free(sql->table);
    if (sql->text.data)
        explicit_bzero(sql->text.data, sql->text.cap);
    buffer_free(&sql->text);
    mem_free(sql);
    return ferror(file) ? "read_error" : NULL;
}
