/* dlpscan/pathname.c - a path can hold a value itself: it is scanned, and shown masked.
 *
 * Two scans where a path holds something: the first says where, so that the second can report
 * each finding under a path that is masked already. Most paths hold nothing and need one. */

#include "pathname.h"

#include "mem.h"
#include "printable.h"
#include "scan.h"
#include "sieve.h"

#include <stdlib.h>
#include <string.h>

/* A report needs its paths: below the default threshold nothing in one is masked or reported, however
 * low the threshold for contents is. */
#define PATH_CONFIDENCE 0.5

struct span {
    size_t start, end;
    char *masked;
};

struct spans {
    struct span *at;
    size_t len;
};

static int keep_span(const struct dlp_finding *finding, void *user)
{
    struct spans *const spans = user;

    if (finding->confidence < PATH_CONFIDENCE)
        return 0;
    spans->at = mem_resize(spans->at, spans->len + 1, sizeof(*spans->at));
    spans->at[spans->len++] = (struct span){
        (size_t)finding->offset,
        (size_t)(finding->offset + finding->length),
        mem_copy(finding->masked, strlen(finding->masked)),
    };
    return 0;
}

static int span_order(const void *a, const void *b)
{
    const struct span *const left = a, *const right = b;

    return (left->start > right->start) - (left->start < right->start);
}

static void spans_free(struct spans *spans)
{
    for (size_t i = 0; i < spans->len; i++)
        mem_free(spans->at[i].masked);
    mem_free(spans->at);
}

/* The path with each span replaced by its mask; spans that overlap count as one. */
static void add_masked(struct buffer *out, const struct buffer *path, struct spans *spans)
{
    size_t at = 0;

    if (spans->len)
        qsort(spans->at, spans->len, sizeof(*spans->at), span_order);
    for (size_t i = 0; i < spans->len; i++) {
        const struct span *const span = &spans->at[i];
        const size_t end = span->end < path->len ? span->end : path->len;

        if (span->start >= at && span->start <= path->len) {
            buffer_add(out, path->data + at, span->start - at);
            buffer_text(out, span->masked);
        }
        if (end > at)
            at = end;
    }
    buffer_add(out, path->data + at, path->len - at);
}

static dlp_status scan_path(dlp_scanner *scanner, const struct item *item,
                            int (*on_finding)(const struct dlp_finding *, void *), void *user)
{
    struct dlp_events events = DLP_EVENTS_INIT;
    struct dlp_hint hint = DLP_HINT_INIT;

    hint.name = item->path.data;
    events.on_finding = on_finding;
    events.user = user;
    return dlp_scanner_scan(scanner, item->path.data, item->path.len, &hint, &events, NULL);
}

/* What the path shares with the item before was reported there. */
static int report_fresh(const struct dlp_finding *finding, void *user)
{
    struct reporting *const to = user;

    if (finding->confidence < PATH_CONFIDENCE
        || finding->offset + finding->length <= to->item->fresh)
        return 0;
    sieve_finding(to, finding, true);
    return 0;
}

static void show(struct reporting *to, const char *path, size_t len)
{
    buffer_cut(&to->item->shown, 0);
    buffer_cut(&to->item->place, 0);
    printable_path(&to->item->shown, path, len);
    if (to->item->blob && to->item->blob->commit[0])
        buffer_format(&to->item->shown, " (%.12s, %s)", to->item->blob->commit,
                      to->item->blob->date);
    printable_percent(&to->item->place, path, len);
}

static void show_masked(struct reporting *to, struct spans *spans)
{
    struct buffer masked = BUFFER_INIT;

    add_masked(&masked, &to->item->path, spans);
    show(to, masked.data, masked.len);
    buffer_free(&masked);
}

bool pathname_show(struct reporting *to, dlp_scanner *scanner)
{
    struct item *const item = to->item;
    struct spans spans = { NULL, 0 };
    const bool judged = scan_path(scanner, item, keep_span, &spans) == DLP_OK;

    if (judged) {
        if (spans.len == 0 || to->scan->settings->show_values)
            show(to, item->path.data, item->path.len);
        else
            show_masked(to, &spans);
        /* Stopped in between: the findings are lost, but the path stays masked. */
        if (spans.len && scan_path(scanner, item, report_fresh, to) < DLP_OK)
            tally_broken(&to->scan->tally);
    }
    spans_free(&spans);
    return judged;
}

void pathname_hide(struct reporting *to)
{
    static const char words[] = "(a path that could not be checked for values)";

    show(to, words, sizeof(words) - 1);
}
