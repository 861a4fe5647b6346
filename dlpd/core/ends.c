/* dlpd/core/ends.c - the end of a text that goes on: what would be found if it ended here. */

#include "core/ends.h"

struct look {
    uint64_t after;    /* findings that end behind it are pending */
    uint64_t earliest; /* end of those; or ENDS_NONE */
    double confidence; /* the highest of those */
    const struct dlp_events *events;
};

void ends_add(struct ends *ends, size_t len)
{
    ends->fed += len;
    ends->fresh = ends->fresh || len;
}

static int on_finding(const struct dlp_finding *finding, void *user)
{
    struct look *const look = user;
    const uint64_t end = finding->offset + finding->length;

    if (end <= look->after)
        return 0;
    if (end < look->earliest)
        look->earliest = end;
    if (finding->confidence > look->confidence)
        look->confidence = finding->confidence;
    return look->events ? look->events->on_finding(finding, look->events->user) : 0;
}

static dlp_status scan_text(const struct ends_text *text, dlp_scanner *scanner,
                            const struct dlp_events *events)
{
    if (text->bytes)
        return dlp_scanner_scan(scanner, text->bytes, text->len, NULL, events, NULL);
    return text->session ? dlp_session_look(text->session, scanner, events, NULL) : DLP_ESTATE;
}

/* The earliest end of what is pending, and the highest confidence. */
static struct look scan(const struct ends *ends, const struct generation *generation,
                        const struct ends_text *text, dlp_scanner *scanner,
                        const struct dlp_events *told)
{
    const size_t after = generation->info.after;
    struct look look = { .after = ends->fed > after ? ends->fed - after : 0,
                         .earliest = ENDS_NONE,
                         .events = told };
    struct dlp_events events = DLP_EVENTS_INIT;

    events.on_finding = on_finding;
    events.user = &look;
    if (scan_text(text, scanner, &events) < DLP_OK)
        look.earliest = look.after; /* not known to be clean: as if something were pending */
    return look;
}

void ends_look(struct ends *ends, const struct generation *generation, const struct ends_text *text,
               uint64_t raw_from)
{
    struct look look;

    if (!ends->fresh)
        return;
    ends->fresh = false;
    look = scan(ends, generation, text, generation->ends, NULL);
    ends->likely = look.confidence >= generation->min_confidence;
    if (look.earliest == ENDS_NONE)
        ends->hold_from = ENDS_NONE;
    else if (look.earliest > ends->packet || ends->hold_from == ENDS_NONE)
        ends->hold_from = raw_from;
    ends->packet = ends->fed;
}

void ends_tell(struct ends *ends, const struct generation *generation, const struct ends_text *text,
               const struct dlp_events *events)
{
    if (ends->hold_from != ENDS_NONE)
        (void)scan(ends, generation, text, generation->scanner, events);
    ends->hold_from = ENDS_NONE;
}
