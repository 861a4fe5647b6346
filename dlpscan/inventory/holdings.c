/* dlpscan/inventory/holdings.c - which data the columns of tables hold, and how much of it. */

#include "inventory/holdings.h"

#include "mem.h"
#include "token_number.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

void holdings_init(struct holdings *holdings)
{
    *holdings = (struct holdings){ 0 };
    persons_init(&holdings->persons, PERSONS_MAX);
}

static void column_free(struct table_column *column)
{
    for (size_t i = 0; i < column->len; i++) {
        mem_free(column->holding[i].rule);
        mem_free(column->holding[i].title);
        mem_free(column->holding[i].category);
        distinct_free(&column->holding[i].distinct);
    }
    explicit_bzero(column->key, strlen(column->key));
    mem_free(column->key);
    mem_free(column->name);
    mem_free(column->holding);
}

static void table_free(struct holding_table *table)
{
    for (size_t j = 0; j < table->len; j++)
        column_free(&table->column[j]);
    mem_free(table->column);
    mem_free(table->file);
    mem_free(table->name);
    mem_free(table);
}

void holdings_free(struct holdings *holdings)
{
    for (size_t i = 0; i < holdings->len; i++)
        table_free(holdings->table[i]);
    mem_free(holdings->table);
    persons_free(&holdings->persons);
    *holdings = (struct holdings){ 0 };
}

static char *copy(const char *text)
{
    return mem_copy(text, strlen(text));
}

struct holding_table *holdings_table(struct holdings *holdings, const char *file, const char *name)
{
    struct holding_table *table;

    if (holdings->len >= HOLDING_TABLES) {
        holdings->left_out = true;
        return NULL;
    }
    table = mem_array(1, sizeof(*table));
    table->file = copy(file);
    table->name = copy(name);
    holdings->table =
        mem_resize(holdings->table, holdings->len + 1, sizeof(struct holding_table *));
    holdings->table[holdings->len++] = table;
    return table;
}

static void settle_table(struct holdings *holdings, struct holding_table *table)
{
    for (size_t i = 0; i < table->len; i++) {
        for (size_t j = 0; j < table->column[i].len; j++)
            distinct_settle(&table->column[i].holding[j].distinct, &holdings->used);
    }
}

bool holdings_take(struct holdings *holdings, struct holdings *from)
{
    const size_t room = HOLDING_TABLES - holdings->len;
    const size_t taken = from->len < room ? from->len : room;
    const bool left_out = from->left_out || taken < from->len;

    holdings->left_out = holdings->left_out || left_out;
    holdings->table =
        mem_resize(holdings->table, holdings->len + taken + 1, sizeof(*holdings->table));
    for (size_t i = 0; i < taken; i++) {
        settle_table(holdings, from->table[i]);
        holdings->table[holdings->len++] = from->table[i];
    }
    for (size_t i = taken; i < from->len; i++)
        table_free(from->table[i]);
    from->len = 0;
    return !left_out;
}

size_t holding_column(struct holding_table *table, const char *key, size_t len)
{
    struct table_column *column;

    for (size_t i = 0; i < table->len; i++) {
        if (strlen(table->column[i].key) == len && memcmp(table->column[i].key, key, len) == 0)
            return i;
    }
    if (table->len >= HOLDING_COLUMNS) {
        table->columns_limit = true;
        return SIZE_MAX;
    }
    table->column = mem_resize(table->column, table->len + 1, sizeof(*table->column));
    column = &table->column[table->len];
    *column = (struct table_column){ .key = mem_copy(key, len), .name = mem_copy(key, len) };
    return table->len++;
}

bool holding_identifies(const char *rule)
{
    static const char *const globs[] = { "contact.*",  "id.*",        "passport.*",
                                         "health.*",   "own.*",       "tax.us.itin*",
                                         "tax.ru.inn", "tax.de.idnr", "tax.it.codice_fiscale" };

    for (size_t i = 0; i < sizeof(globs) / sizeof(globs[0]); i++) {
        if (fnmatch(globs[i], rule, 0) == 0)
            return strcmp(rule, "health.icd10") != 0 && strcmp(rule, "health.us.ndc") != 0;
    }
    return false;
}

uint32_t holding_kind(const char *rule)
{
    uint32_t hash = 2166136261u; /* FNV-1a of the id */

    if (strncmp(rule, "contact.", 8) == 0 || strncmp(rule, "own.", 4) == 0)
        return 0;
    for (; *rule; rule++)
        hash = (hash ^ (uint8_t)*rule) * 16777619u;
    return hash | 1;
}

static struct holding *holding_of(struct table_column *column, const struct dlp_finding *finding)
{
    struct holding *holding;

    for (size_t i = 0; i < column->len; i++) {
        if (strcmp(column->holding[i].rule, finding->rule) == 0)
            return &column->holding[i];
    }
    column->holding = mem_resize(column->holding, column->len + 1, sizeof(*column->holding));
    holding = &column->holding[column->len++];
    *holding = (struct holding){ .rule = copy(finding->rule),
                                 .title = copy(finding->title),
                                 .category = copy(finding->category),
                                 .severity = finding->severity };
    return holding;
}

void holding_add(struct holdings *holdings, struct table_column *column,
                 const struct dlp_finding *finding, uint64_t row)
{
    struct holding *const holding = holding_of(column, finding);

    holding->values++;
    holding->cells += holding->last != row + 1;
    holding->last = row + 1;
    holding->confidence += finding->confidence;
    distinct_add(&holding->distinct, token_number(finding), &holdings->used);
}

double holding_share(const struct table_column *column, const struct holding *holding)
{
    return column->filled ? (double)holding->cells / (double)column->filled : 0;
}

double holding_confidence(const struct holding *holding)
{
    return holding->values ? holding->confidence / (double)holding->values : 0;
}

double holding_unique(const struct holding *holding)
{
    const double unique =
        holding->values ? (double)distinct_count(&holding->distinct) / (double)holding->values : 0;

    return unique > 1 ? 1 : unique;
}

static int by_cells(const void *left, const void *right)
{
    const struct holding *const a = left, *const b = right;

    if (a->cells != b->cells)
        return a->cells < b->cells ? 1 : -1;
    return strcmp(a->rule, b->rule);
}

void holdings_sort(struct holdings *holdings)
{
    for (size_t i = 0; i < holdings->len; i++) {
        struct holding_table *const table = holdings->table[i];

        for (size_t j = 0; j < table->len; j++) {
            if (table->column[j].len > 1)
                qsort(table->column[j].holding, table->column[j].len,
                      sizeof(*table->column[j].holding), by_cells);
        }
    }
}
