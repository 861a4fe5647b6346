/* worker/rewrite/replacements.h - what stands in the place of what: values, found by hash. */
#ifndef REWRITE_REPLACEMENTS_H
#define REWRITE_REPLACEMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REPLACEMENT_VALUE_MAX 4096u /* bytes; longer ones are refused */

#define REPLACEMENT_MOVES 0x80000000u /* beside the second length of a record */

struct replacement {
    const char *value, *with; /* into the bytes that were read; not NUL-terminated */
    uint32_t value_len, with_len;
    bool moves; /* a date that comes back as another one: its cell stays one of a date */
};

struct replacements {
    char *bytes;
    struct replacement *slot; /* a hash table; free where value is NULL */
    size_t slots, len;
    uint32_t *length; /* of values, each once, the longest first */
    size_t lengths;
    uint8_t begins[8192]; /* a bit for the first two bytes of a value */
};

/** Read records to the end of a descriptor: two uint32_t in the order of this machine, how long value and
 *  replacement are (and REPLACEMENT_MOVES or not), and these. False when they are not that. Memory that is
 *  not there ends the process. */
bool replacements_read(struct replacements *all, int fd);

/** The longest value that begins at text[at] and is no part of a longer word; NULL: none does. */
const struct replacement *replacements_find(const struct replacements *all, const char *text,
                                            size_t len, size_t at);

void replacements_free(struct replacements *all);

#endif
