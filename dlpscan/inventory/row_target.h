/* dlpscan/inventory/row_target.h - where a reader's tables go. */
#ifndef DLPSCAN_ROW_TARGET_H
#define DLPSCAN_ROW_TARGET_H

#include "inventory/row_chunk.h"

#define CELL_MAX ((size_t)1 << 20) /* bytes of a cell; the rest of it is left out */

/** Where a reader's tables go. */
struct row_target {
    struct row_chunk *chunk;
    const char *file;  /* fit to be printed */
    const char *table; /* of a sheet, fit to be printed; "" */
    bool cut;          /* a cell was longer than CELL_MAX */
};

/** A table of that name, or the one that was made for it; rows go there from now on. */
void target_table(struct row_target *target, const char *name);

#endif
