/* dlpscan/reporter.h - a format of the report, as a table of functions. */
#ifndef DLPSCAN_REPORTER_H
#define DLPSCAN_REPORTER_H

#include "buffer.h"
#include "item.h"
#include "repeats.h"

#include <dlp/dlp.h>

#include <stdbool.h>

struct scan;

/** What a thread works with while it reports on one item. */
struct reporting {
    struct scan *scan;
    struct item *item;       /* item->shown is set */
    struct repeats *repeats; /* of this item */
};

struct reporter {
    const char *name;
    bool folds; /* wants tokens to tell repeats apart */
    bool notes; /* has no place for what was not read: it goes to standard error, in words */
    /* A path whose values are masked -> text for item->shown. */
    void (*path)(struct buffer *out, const char *bytes, size_t len);
    /* Add to item->body, on the thread that scans. in_path: the finding is in the path itself. */
    void (*finding)(struct reporting *to, const struct dlp_finding *finding, bool in_path);
    void (*incomplete)(struct reporting *to, const struct dlp_incomplete *incomplete);
    void (*item_end)(struct reporting *to);
    /* Print a finished item, and the end of the report: one thread, in order. */
    void (*print)(struct scan *scan, struct item *item);
    void (*summary)(struct scan *scan);
};

/** By name; NULL when there is none. */
const struct reporter *reporter_find(const char *name);

extern const struct reporter reporter_text;
extern const struct reporter reporter_jsonl;

#endif
