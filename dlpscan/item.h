/* dlpscan/item.h - one file on its way: found by the walk, scanned by a thread, printed in turn. */
#ifndef DLPSCAN_ITEM_H
#define DLPSCAN_ITEM_H

#include "spill.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct item {
    /* By the walk. */
    char *path; /* raw bytes, NUL-terminated, any length */
    size_t path_len;
    size_t fresh;       /* bytes of the path that the item before shares: reported there */
    int fd;             /* open for reading, or -1 */
    bool stream;        /* standard input: no size */
    uint64_t size;      /* when it was opened */
    const char *reason; /* why it is not read; NULL when it is. Of reasons.c */
    int error;          /* errno that goes with the reason, or 0 */

    /* By the thread that scans it, or the printer when none did. */
    char *shown;        /* the path for the report: values masked, escaped; NULL: not yet */
    struct spill body;  /* the report */
    struct spill notes; /* what was not read, in words: for standard error */
    uint64_t findings;
    bool done; /* of the ring */
};

/** A new item with a copy of the path. Free with item_free(). */
struct item *item_new(const char *path, size_t len);

/** Closes and frees everything; NULL is allowed. */
void item_free(struct item *item);

#endif
