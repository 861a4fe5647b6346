/* dlpscan/spans.h - what of a text is replaced, and by what. */
#ifndef DLPSCAN_SPANS_H
#define DLPSCAN_SPANS_H

#include "spill.h"

#include <stdbool.h>
#include <stdint.h>

#define SPANS_WAITING 65536 /* kept in memory; a span may swallow as many of those before it */

struct span {
    uint64_t start, end; /* bytes of the text; end is the first one behind it */
    char *text;          /* replacement */
    bool moved;          /* it is another date, which may stand elsewhere, too */
};

/** Spans in order, any number: the last ones in memory, those before them in a spill. */
struct spans {
    struct span *waiting;
    size_t len;
    struct spill settled;
    uint64_t count; /* in all */
    bool lost;      /* one swallowed more than were kept */
};

void spans_init(struct spans *spans);
void spans_free(struct spans *spans);

/** Add a span; they come nearly in order of their ends: one that is late has few behind it (what was decoded is
 *  found up to 33 KiB later). One that overlaps others replaces them, and reaches as far as they do. text is
 *  copied. */
void spans_add(struct spans *spans, uint64_t start, uint64_t end, const char *text, size_t len,
               bool moved);

/** Give all to on_span, in order; nothing is added afterwards. False when some were lost. */
bool spans_each(struct spans *spans, void (*on_span)(const struct span *span, void *user),
                void *user);

#endif
