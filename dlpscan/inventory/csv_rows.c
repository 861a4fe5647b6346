/* dlpscan/inventory/csv_rows.c - lines of cells -> rows. */

#include "inventory/row_readers.h"

#include "mem.h"

#include <stdint.h>
#include <string.h>

#define NAME_MAX_BYTES 128u
#define LINES_LOOKED_AT 8u

struct csv {
    FILE *file;
    struct row_target *target;
    char delimiter;
    struct buffer text; /* of the row, cell after cell */
    size_t end[HOLDING_COLUMNS];
    size_t len; /* cells */
    size_t column[HOLDING_COLUMNS];
    size_t columns;
};

char csv_delimiter(const char *head, size_t len)
{
    static const char delimiters[] = { ',', ';', '\t', '|' };
    size_t best = 0;
    char found = 0;

    for (size_t d = 0; d < sizeof(delimiters); d++) {
        size_t lines = 0, least = SIZE_MAX, here = 0;
        bool quoted = false;

        for (size_t i = 0; i < len && lines < LINES_LOOKED_AT; i++) {
            if (head[i] == '"')
                quoted = !quoted;
            if (!quoted && head[i] == delimiters[d])
                here++;
            if (!quoted && head[i] == '\n') {
                least = here < least ? here : least;
                lines++;
                here = 0;
            }
        }
        if (lines == 0)
            least = here;
        if (least > best) {
            best = least;
            found = delimiters[d];
        }
    }
    return found;
}

static void end_cell(struct csv *csv)
{
    if (csv->len < HOLDING_COLUMNS)
        csv->end[csv->len++] = csv->text.len;
}

static void add_byte(struct csv *csv, int c)
{
    const size_t begin = csv->len ? csv->end[csv->len - 1] : 0;

    if (csv->len >= HOLDING_COLUMNS)
        return;
    if (csv->text.len - begin < CELL_MAX)
        buffer_char(&csv->text, (char)c);
    else
        csv->target->cut = true;
}

/* One row, quotes taken off. False at the end. */
static bool read_row(struct csv *csv)
{
    bool quoted = false, any = false, begins = true;
    int c;

    if (csv->text.data)
        explicit_bzero(csv->text.data, csv->text.cap);
    buffer_cut(&csv->text, 0);
    csv->len = 0;
    while ((c = getc_unlocked(csv->file)) != EOF) {
        if (quoted) {
            const int next = c == '"' ? getc_unlocked(csv->file) : 0;

            if (c == '"' && next != '"') {
                quoted = false;
                ungetc(next, csv->file);
            } else {
                add_byte(csv, c);
            }
            continue;
        }
        if (c == '\n' && !any)
            continue; /* an empty line is no row */
        if (c == '\n')
            break;
        any = any || c != '\r';
        if (c == '"' && begins) {
            quoted = true;
            begins = false;
        } else if (csv->delimiter && c == csv->delimiter) {
            end_cell(csv);
            begins = true;
        } else if (c != '\r') {
            add_byte(csv, c);
            begins = begins && c == ' ';
        }
    }
    if (any)
        end_cell(csv);
    return any;
}

static const char *cell_of(const struct csv *csv, size_t i, size_t *len)
{
    const size_t begin = i ? csv->end[i - 1] : 0;

    *len = csv->end[i] - begin;
    return buffer_string(&csv->text) + begin;
}

/* Could it be the name of a column? */
static bool is_name(const char *text, size_t len)
{
    size_t letters = 0, digits = 0;

    if (len == 0 || len > NAME_MAX_BYTES || memchr(text, '@', len))
        return false;
    for (size_t i = 0; i < len; i++) {
        digits += text[i] >= '0' && text[i] <= '9';
        letters += (text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'z';
        letters += (unsigned char)text[i] >= 0x80;
    }
    return letters > digits;
}

/* Names of columns differ, and hold no values. */
static bool is_header(const struct csv *csv)
{
    for (size_t i = 0; i < csv->len; i++) {
        size_t len, other_len;
        const char *const text = cell_of(csv, i, &len);

        if (len == 0 && i + 1 == csv->len && i > 0)
            break; /* a comma behind the last one */
        if (!is_name(text, len))
            return false;
        for (size_t j = 0; j < i; j++) {
            const char *const other = cell_of(csv, j, &other_len);

            if (len == other_len && memcmp(text, other, len) == 0)
                return false;
        }
    }
    return csv->len > 0 && !chunk_finds(csv->target->chunk, csv->text.data, csv->text.len);
}

/* The columns from names, or, as spreadsheets have it, A, B, ... */
static void add_columns(struct csv *csv, bool named)
{
    for (size_t i = csv->columns; i < csv->len; i++) {
        char letters[8];
        size_t at = sizeof(letters), len = 0;
        const char *name = named ? cell_of(csv, i, &len) : "";

        if (len == 0) {
            for (size_t n = i + 1; n > 0; n = (n - 1) / 26)
                letters[--at] = (char)('A' + (n - 1) % 26);
            name = letters + at;
            len = sizeof(letters) - at;
        }
        csv->column[i] = chunk_column(csv->target->chunk, name, len);
        csv->columns = i + 1;
    }
}

static void add_row(struct csv *csv)
{
    add_columns(csv, false);
    for (size_t i = 0; i < csv->len; i++) {
        size_t len;
        const char *const text = cell_of(csv, i, &len);

        chunk_cell(csv->target->chunk, csv->column[i], text, len);
    }
    chunk_row(csv->target->chunk);
}

const char *csv_rows(FILE *file, struct row_target *target, char delimiter, bool named)
{
    struct csv *const csv = mem_array(1, sizeof(*csv));
    const char *reason;

    csv->file = file;
    csv->target = target;
    csv->delimiter = delimiter;
    target_table(target, "");
    if (read_row(csv)) {
        const bool header = named || is_header(csv);

        if (header)
            add_columns(csv, true);
        else
            add_row(csv);
        while (read_row(csv))
            add_row(csv);
    }
    chunk_end(target->chunk);
    reason = ferror(file) ? "read_error" : NULL;
    if (csv->text.data)
        explicit_bzero(csv->text.data, csv->text.cap);
    buffer_free(&csv->text);
    mem_free(csv);
    return reason;
}
