/* dlpd/policy/range_table.c - address ranges -> texts; where ranges lie within each other, the smallest holds. */

#include "policy/range_table.h"

#include "mem.h"

#include <stdlib.h>
#include <string.h>

void range_table_add(struct range_table *table, const struct address_range *range,
                     const char *const text[2])
{
    struct range_row *row;

    if (table->len == table->cap) {
        table->cap = table->cap ? 2 * table->cap : 64;
        table->rows = mem_resize(table->rows, table->cap, sizeof(*table->rows));
    }
    row = &table->rows[table->len];
    *row = (struct range_row){ .range = *range, .around = table->len };
    for (int i = 0; i < 2; i++)
        row->text[i] = text[i] ? mem_copy(text[i], strlen(text[i])) : NULL;
    table->len++;
}

static void row_free(struct range_row *row)
{
    for (int i = 0; i < 2; i++)
        mem_free((void *)(uintptr_t)row->text[i]);
}

static int address_order(const struct address *a, const struct address *b)
{
    return a->family != b->family ? a->family - b->family : memcmp(a->bytes, b->bytes, 16);
}

static int row_order(const void *a, const void *b)
{
    const struct range_row *const x = a, *const y = b;
    const int order = address_order(&x->range.address, &y->range.address);

    if (order != 0)
        return order;
    if (x->range.bits != y->range.bits)
        return x->range.bits < y->range.bits ? -1 : 1;
    return x->around < y->around ? -1 : 1; /* as they were added */
}

static bool same_range(const struct range_row *a, const struct range_row *b)
{
    return a->range.bits == b->range.bits
        && address_order(&a->range.address, &b->range.address) == 0;
}

/* A range begins before those within it, so the one around is among those that began last. */
void range_table_sort(struct range_table *table)
{
    size_t kept = 0;

    if (table->len)
        qsort(table->rows, table->len, sizeof(*table->rows), row_order);
    for (size_t i = 0; i < table->len; i++) {
        if (i + 1 < table->len && same_range(&table->rows[i], &table->rows[i + 1]))
            row_free(&table->rows[i]);
        else
            table->rows[kept++] = table->rows[i];
    }
    table->len = kept;
    for (size_t i = 0; i < kept; i++) {
        size_t around = i;

        while (around
               && !range_holds(&table->rows[around - 1].range, &table->rows[i].range.address))
            around = table->rows[around - 1].around;
        table->rows[i].around = around;
    }
}

const struct range_row *range_table_find(const struct range_table *table,
                                         const struct address *address)
{
    size_t low = 0, high = table->len;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (address_order(&table->rows[middle].range.address, address) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    while (low && !range_holds(&table->rows[low - 1].range, address))
        low = table->rows[low - 1].around;
    return low ? &table->rows[low - 1] : NULL;
}

void range_table_free(struct range_table *table)
{
    for (size_t i = 0; i < table->len; i++)
        row_free(&table->rows[i]);
    mem_free(table->rows);
    *table = (struct range_table){ 0 };
}
