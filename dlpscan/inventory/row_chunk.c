/* dlpscan/inventory/row_chunk.c - rows of any source, scanned some thousands at a time as one table. */

#include "inventory/row_chunk.h"

#include "mem.h"
#include "spill_records.h"
#include "token_number.h"

#include <stdlib.h>
#include <string.h>

#define CHUNK_BYTES ((size_t)1 << 20)
#define CHUNK_ROWS ((size_t)8192)
#define CHUNK_CELLS ((size_t)1 << 18) /* commas of columns that most rows lack count, too */
#define ROW_IDENTIFIERS 64u

void chunk_init(struct row_chunk *chunk, dlp_scanner *scanner, struct holdings *holdings)
{
    *chunk = (struct row_chunk){ .scanner = scanner, .holdings = holdings };
}

static void wipe(struct buffer *buffer)
{
    if (buffer->data)
        explicit_bzero(buffer->data, buffer->cap);
    buffer_cut(buffer, 0);
}

void chunk_free(struct row_chunk *chunk)
{
    wipe(&chunk->cells);
    wipe(&chunk->text);
    buffer_free(&chunk->cells);
    buffer_free(&chunk->text);
    mem_free(chunk->cell);
    mem_free(chunk->row_end);
    mem_free(chunk->place);
    mem_free(chunk->found);
    *chunk = (struct row_chunk){ 0 };
}

/* Room for one more in a growing array. */
static void *room(void *array, size_t len, size_t *cap, size_t size)
{
    if (len < *cap)
        return array;
    *cap = *cap ? 2 * *cap : 256;
    return mem_resize(array, *cap, size);
}

/* ---- The text of a chunk --------------------------------------------------------------------------- */

static void add_place(struct row_chunk *chunk, size_t row, size_t column)
{
    chunk->place = room(chunk->place, chunk->places, &chunk->places_cap, sizeof(*chunk->place));
    chunk->place[chunk->places++] = (struct chunk_place){ chunk->text.len, row, column };
}

/* In quotes when it needs them, and on one line. */
static void add_cell(struct buffer *out, const char *data, size_t len)
{
    const bool quoted = memchr(data, ',', len) || memchr(data, '"', len);

    if (quoted)
        buffer_char(out, '"');
    for (size_t i = 0; i < len; i++) {
        if (data[i] == '"')
            buffer_char(out, '"');
        buffer_char(out, data[i] == '\n' || data[i] == '\r' || data[i] == '\0' ? ' ' : data[i]);
    }
    if (quoted)
        buffer_char(out, '"');
}

static void add_header(struct row_chunk *chunk)
{
    for (size_t i = 0; i < chunk->table->len; i++) {
        if (i)
            buffer_char(&chunk->text, ',');
        add_place(chunk, SIZE_MAX, i);
        add_cell(&chunk->text, chunk->table->column[i].key, strlen(chunk->table->column[i].key));
    }
    if (chunk->table->len == 1)
        buffer_char(&chunk->text, ','); /* else it is no table to the library */
    buffer_char(&chunk->text, '\n');
}

static int by_column(const void *left, const void *right)
{
    const struct chunk_cell *const a = left, *const b = right;

    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    return a->at < b->at ? -1 : a->at > b->at;
}

static void add_row(struct row_chunk *chunk, size_t row)
{
    const size_t begin = row ? chunk->row_end[row - 1] : 0, end = chunk->row_end[row];
    struct chunk_cell *const cell = chunk->cell + begin;
    const size_t len = end - begin;
    size_t at = 0;

    for (size_t i = 1; i < len; i++) {
        if (cell[i].column < cell[i - 1].column) {
            qsort(cell, len, sizeof(*cell), by_column);
            break;
        }
    }
    for (size_t column = 0; column < chunk->table->len; column++) {
        const size_t first = at;

        if (column)
            buffer_char(&chunk->text, ',');
        for (; at < len && cell[at].column == column; at++) {
            if (at > first)
                buffer_text(&chunk->text, "; ");
            add_place(chunk, row, column);
            add_cell(&chunk->text, chunk->cells.data + cell[at].at, cell[at].len);
        }
        chunk->table->column[column].filled += at > first;
    }
    if (chunk->table->len == 1)
        buffer_char(&chunk->text, ',');
    buffer_char(&chunk->text, '\n');
}

/* ---- What is found in it --------------------------------------------------------------------------- */

static const struct chunk_place *place_of(const struct row_chunk *chunk, uint64_t offset)
{
    size_t low = 0, high = chunk->places;

    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;

        if (chunk->place[middle].at <= offset)
            low = middle;
        else
            high = middle;
    }
    return &chunk->place[low];
}

static bool is_test_value(const struct dlp_finding *finding)
{
    for (size_t i = 0; i < finding->tags_len; i++) {
        if (strcmp(finding->tags[i], "test_value") == 0)
            return true;
    }
    return false;
}

static int on_finding(const struct dlp_finding *finding, void *user)
{
    struct row_chunk *const chunk = user;
    const struct chunk_place *const place = place_of(chunk, finding->offset);
    const bool identifies = holding_identifies(finding->rule) && !is_test_value(finding);

    if (place->row == SIZE_MAX)
        return 0; /* in a name */
    holding_add(chunk->holdings, &chunk->table->column[place->column], finding,
                chunk->table->rows + place->row);
    chunk->found = room(chunk->found, chunk->found_len, &chunk->found_cap, sizeof(*chunk->found));
    chunk->found[chunk->found_len++] = (struct chunk_found){ place->row, { 0, 0 } };
    if (identifies)
        chunk->found[chunk->found_len - 1].id =
            (struct person_id){ token_number(finding), holding_kind(finding->rule) };
    return 0;
}

static int by_row(const void *left, const void *right)
{
    const struct chunk_found *const a = left, *const b = right;

    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->id.kind != b->id.kind)
        return a->id.kind < b->id.kind ? 1 : -1; /* what tells persons apart first */
    return a->id.token < b->id.token ? 1 : a->id.token > b->id.token ? -1 : 0; /* 0 last */
}

/* A row that waits: how many identifiers, and those. */
static void put_row(struct spill *later, const struct person_id *id, size_t len)
{
    spill_write(&len, sizeof(len), later);
    spill_write(id, len * sizeof(*id), later);
}

static size_t take_row(const char *data, size_t len, void *user)
{
    struct holdings *const holdings = user;
    struct person_id id[ROW_IDENTIFIERS];
    size_t count;

    if (len < sizeof(count))
        return 0;
    memcpy(&count, data, sizeof(count));
    if (count > ROW_IDENTIFIERS)
        return RECORD_WRONG;
    if (len - sizeof(count) < count * sizeof(*id))
        return 0;
    memcpy(id, data + sizeof(count), count * sizeof(*id));
    persons_row(&holdings->persons, id, count);
    return sizeof(count) + count * sizeof(*id);
}

bool chunk_rows_later(struct holdings *holdings, struct spill *rows)
{
    return spill_each(rows, take_row, holdings);
}

/* The rows that hold something, each with its identifiers. */
static void count_persons(struct row_chunk *chunk)
{
    struct person_id id[ROW_IDENTIFIERS];

    if (chunk->found_len)
        qsort(chunk->found, chunk->found_len, sizeof(*chunk->found), by_row);
    for (size_t i = 0; i < chunk->found_len;) {
        const size_t row = chunk->found[i].row;
        size_t len = 0;

        for (; i < chunk->found_len && chunk->found[i].row == row; i++) {
            const struct person_id one = chunk->found[i].id;

            if (one.token && len < ROW_IDENTIFIERS && (len == 0 || id[len - 1].token != one.token))
                id[len++] = one;
        }
        if (chunk->later)
            put_row(chunk->later, id, len);
        else
            persons_row(&chunk->holdings->persons, id, len);
    }
}

static dlp_status scan(struct row_chunk *chunk, const char *text, size_t len,
                       int (*tell)(const struct dlp_finding *, void *), void *user)
{
    struct dlp_events events = DLP_EVENTS_INIT;
    struct dlp_hint hint = DLP_HINT_INIT;

    hint.name = "rows.csv";
    events.on_finding = tell;
    events.user = user;
    return dlp_scanner_scan(chunk->scanner, text, len, &hint, &events, NULL);
}

void chunk_end(struct row_chunk *chunk)
{
    dlp_status status = DLP_OK;

    if (chunk->table && chunk->rows) {
        add_header(chunk);
        for (size_t row = 0; row < chunk->rows; row++)
            add_row(chunk, row);
        status = scan(chunk, chunk->text.data, chunk->text.len, on_finding, chunk);
        if (status < DLP_OK)
            chunk->failed = status;
        count_persons(chunk);
        chunk->table->rows += chunk->rows;
    }
    wipe(&chunk->cells);
    wipe(&chunk->text);
    chunk->cells_len = chunk->rows = chunk->places = chunk->found_len = 0;
}

/* ---- What the sources say -------------------------------------------------------------------------- */

void chunk_table(struct row_chunk *chunk, struct holding_table *table)
{
    if (chunk->table == table)
        return;
    chunk_end(chunk);
    chunk->table = table;
}

size_t chunk_column(struct row_chunk *chunk, const char *name, size_t len)
{
    struct holding_table *const table = chunk->table;
    size_t before, column;

    if (!table)
        return SIZE_MAX;
    before = table->len;
    column = holding_column(table, name, len);
    if (table->len > before) {
        mem_free(table->column[column].name);
        table->column[column].name = chunk_safe_name(chunk, name, len);
    }
    return column;
}

void chunk_cell(struct row_chunk *chunk, size_t column, const char *data, size_t len)
{
    if (!chunk->table || column == SIZE_MAX || len == 0)
        return;
    chunk->cell = room(chunk->cell, chunk->cells_len, &chunk->cells_cap, sizeof(*chunk->cell));
    chunk->cell[chunk->cells_len++] = (struct chunk_cell){ column, chunk->cells.len, len };
    buffer_add(&chunk->cells, data, len);
}

void chunk_row(struct row_chunk *chunk)
{
    if (!chunk->table)
        return;
    chunk->row_end = room(chunk->row_end, chunk->rows, &chunk->rows_cap, sizeof(*chunk->row_end));
    chunk->row_end[chunk->rows++] = chunk->cells_len;
    if (chunk->rows >= CHUNK_ROWS || chunk->cells.len >= CHUNK_BYTES
        || chunk->rows * chunk->table->len >= CHUNK_CELLS)
        chunk_end(chunk);
}

static int on_any(const struct dlp_finding *finding, void *user)
{
    (void)finding;
    *(bool *)user = true;
    return 1;
}

bool chunk_finds(struct row_chunk *chunk, const char *text, size_t len)
{
    bool any = false;

    return scan(chunk, text, len, on_any, &any) < DLP_OK || any;
}

static int on_name(const struct dlp_finding *finding, void *user)
{
    char *const name = user;
    const size_t len = strlen(name);

    for (uint64_t i = finding->offset; i < finding->offset + finding->length && i < len; i++)
        name[i] = '*';
    return 0;
}

char *chunk_safe_name(struct row_chunk *chunk, const char *text, size_t len)
{
    char *const name = mem_copy(text, len);

    if (scan(chunk, text, len, on_name, name) < DLP_OK)
        memset(name, '*', strlen(name));
    return name;
}
