/* dlpscan/inventory/row_target.c - where a reader's tables go. */

#include "inventory/row_target.h"

#include "mem.h"

#include <string.h>

void target_table(struct row_target *target, const char *name)
{
    struct row_chunk *const chunk = target->chunk;
    struct holdings *const holdings = chunk->holdings;
    char *const safe = chunk_safe_name(chunk, name, strlen(name));
    struct buffer full = BUFFER_INIT;
    struct holding_table *found = NULL;

    buffer_text(&full, target->table);
    if (full.len && *safe)
        buffer_char(&full, '.');
    buffer_text(&full, safe);
    for (size_t i = holdings->len; i-- > 0 && !found;) {
        if (strcmp(holdings->table[i]->file, target->file) != 0)
            break; /* the tables of a file stand together */
        if (strcmp(holdings->table[i]->name, buffer_string(&full)) == 0)
            found = holdings->table[i];
    }
    if (!found) {
        chunk_table(chunk, NULL);
        found = holdings_table(holdings, target->file, buffer_string(&full));
    }
    chunk_table(chunk, found);
    buffer_free(&full);
    mem_free(safe);
}
