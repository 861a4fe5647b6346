/* dlpd/policy/range_table.h - address ranges -> texts; where ranges lie within each other, the smallest holds. */
#ifndef DLPD_POLICY_RANGE_TABLE_H
#define DLPD_POLICY_RANGE_TABLE_H

#include "policy/policy_values.h"

#include <stddef.h>

struct range_row {
    struct address_range range;
    size_t around;       /* the row + 1 whose range holds this one; 0: none */
    const char *text[2]; /* NULL: not said */
};

/** All zero: empty. */
struct range_table {
    struct range_row *rows;
    size_t len, cap;
};

/** @param text  copied; NULL: nothing is said. A range that is added again replaces the first. */
void range_table_add(struct range_table *table, const struct address_range *range,
                     const char *const text[2]);

/** Call once after all rows are in. */
void range_table_sort(struct range_table *table);

/** The row of the smallest range that holds an address, or NULL. */
const struct range_row *range_table_find(const struct range_table *table,
                                         const struct address *address);
void range_table_free(struct range_table *table);

#endif
