/* dlpd/core/ends.c - the end of a text that goes on: what would be found if it ended here. */

#include "core/ends.h"

#include "mem.h"

#include <string.h>

struct look {
    uint64_t start;    /* of the bytes, in the text */
    uint64_t after;    /* findings that end behind it are pending */
    uint64_t earliest; /* end of those; or ENDS_NONE */
    double confidence; /* the highest of those */
    const struct dlp_events *events;
};

static size_t reach(const struct generation *generation)
{
    return generation->info.width + generation->info.before + generation->info.after;
}

/* Twice as much as is looked at, so that it is moved only now and then. */
size_t ends_memory(const struct generation *generation)
{
    return 2 * reach(generation);
}

void ends_add(struct ends *ends, const struct generation *generation, const void *data, size_t len)
{
    const uint8_t *from = data;
    const size_t kept = reach(generation);

    if (!ends->bytes) {
        ends->cap = 2 * kept;
        ends->bytes = mem_alloc(ends->cap);
    }
    ends->fed += len;
    ends->fresh = ends->fresh || len;
    if (len > kept) {
        from += len - kept;
        len = kept;
    }
    if (ends->len + len > ends->cap) {
        const size_t keep = kept < ends->len ? kept : ends->len;

        memmove(ends->bytes, ends->bytes + ends->len - keep, keep);
        ends->len = keep;
    }
    memcpy(ends->bytes + ends->len, from, len);
    ends->len += len;
}

static int on_finding(const struct dlp_finding *finding, void *user)
{
    struct look *const look = user;
    const uint64_t end = look->start + finding->offset + finding->length;

    if (end <= look->after)
        return 0;
    if (end < look->earliest)
        look->earliest = end;
    if (finding->confidence > look->confidence)
        look->confidence = finding->confidence;
    return look->events ? look->events->on_finding(finding, look->events->user) : 0;
}

/* The last bytes by themselves: where the session cannot look, or there is none. */
static dlp_status scan_bytes(const struct ends *ends, struct look *look, dlp_scanner *scanner,
                             const struct dlp_events *events, size_t kept)
{
    const size_t len = ends->len < kept ? ends->len : kept;

    look->start = ends->fed - len;
    return len ? dlp_scanner_scan(scanner, ends->bytes + ends->len - len, len, NULL, events, NULL)
               : DLP_OK;
}

/* The earliest end of what is pending, and the highest confidence. */
static struct look scan(const struct ends *ends, const struct generation *generation,
                        dlp_session *session, dlp_scanner *scanner, const struct dlp_events *told)
{
    const size_t after = generation->info.after;
    struct look look = { .after = ends->fed > after ? ends->fed - after : 0,
                         .earliest = ENDS_NONE,
                         .events = told };
    struct dlp_events events = DLP_EVENTS_INIT;
    dlp_status status = DLP_ESTATE;

    events.on_finding = on_finding;
    events.user = &look;
    if (session)
        status = dlp_session_look(session, scanner, &events, NULL);
    if (status == DLP_ESTATE)
        status = scan_bytes(ends, &look, scanner, &events, reach(generation));
    if (status < DLP_OK)
        look.earliest = look.after; /* not known to be clean: as if something were pending */
    return look;
}

void ends_look(struct ends *ends, const struct generation *generation, dlp_session *session,
               uint64_t raw_from)
{
    struct look look;

    if (!ends->fresh)
        return;
    ends->fresh = false;
    look = scan(ends, generation, session, generation->ends, NULL);
    ends->likely = look.confidence >= generation->min_confidence;
    if (look.earliest == ENDS_NONE)
        ends->hold_from = ENDS_NONE;
    else if (look.earliest > ends->packet || ends->hold_from == ENDS_NONE)
        ends->hold_from = raw_from;
    ends->packet = ends->fed;
}

void ends_tell(struct ends *ends, const struct generation *generation, dlp_session *session,
               const struct dlp_events *events)
{
    if (ends->hold_from != ENDS_NONE)
        (void)scan(ends, generation, session, generation->scanner, events);
    ends->hold_from = ENDS_NONE;
}

void ends_free(struct ends *ends)
{
    if (!ends->bytes)
        return;
    explicit_bzero(ends->bytes, ends->cap);
    mem_free(ends->bytes);
    *ends = (struct ends){ 0 };
}
