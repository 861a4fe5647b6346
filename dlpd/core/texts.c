/* dlpd/core/texts.c - texts on their way through the scanner.
 *
 * What a side sends is scanned as it was sent, whatever protocol it is: a parser that is fooled must not
 * hide anything. Parsers add texts that cannot be read in that form (compressed, percent-encoded, in
 * chunks), and say which bytes nobody can read (TLS). The same value in both forms counts once,
 * since values are told apart by their tokens.
 *
 * Findings do not depend on how a text is cut, but a scan of a few bytes costs as much as one of many. So where no
 * packet waits for them, a text's bytes are gathered for some packets. */

#include "core/inspection.h"
#include "mem.h"

#include <string.h>

static int on_finding(const struct dlp_finding *finding, void *user)
{
    struct text *const text = user;

    if (finding->offset + finding->length < text->from)
        return 0;
    if (text->also && finding->offset + finding->length >= text->also_from)
        text->in->flow->user_memory += incident_add(&text->in->incident, finding, text->also);
    text->in->flow->user_memory +=
        incident_add(&text->in->incident, finding, text->part) + judgement_found(text->in, finding);
    return 0;
}

static int on_incomplete(const struct dlp_incomplete *incomplete, void *user)
{
    static const char *const known[] = { "deadline", "cancelled", "match_limit", "findings_limit" };
    struct text *const text = user;
    const char *reason = "not_judged";

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (strcmp(incomplete->reason, known[i]) == 0)
            reason = known[i];
    }
    inspection_reason(text->in, text->side, reason, 0);
    return 0;
}

struct dlp_events inspection_events(struct text *text)
{
    struct dlp_events events = DLP_EVENTS_INIT;

    events.on_finding = on_finding;
    events.on_incomplete = on_incomplete;
    events.user = text;
    return events;
}

static void text_failed(struct text *text)
{
    text->failed = true;
    text->in->inspector->broken = true;
    inspection_reason(text->in, text->side, "internal", 0);
}

static struct text *text_open(struct inspection *in, unsigned side, const char *part)
{
    struct text *const text = mem_alloc(sizeof(*text));

    *text = (struct text){ .in = in,
                           .generation = in->inspector->generation,
                           .scanner = in->inspector->scanner,
                           .part = part,
                           .side = side,
                           .next = in->texts,
                           .ends = { .hold_from = ENDS_NONE } };
    in->texts = text;
    generation_hold(text->generation);
    text->memory = in->inspector->session_bytes + sizeof(*text);
    in->flow->user_memory += text->memory;
    return text;
}

struct text *inspect_text_open(struct inspection *in, unsigned side, const char *part)
{
    return inspect_wants(in, side) ? text_open(in, side, part) : NULL;
}

static bool session_is_open(struct text *text)
{
    const struct dlp_events events = inspection_events(text);

    if (!text->session && !text->failed
        && dlp_session_open(&text->session, text->scanner, NULL, &events, NULL) < DLP_OK)
        text_failed(text);
    return text->session != NULL;
}

static void scan(struct text *text, const void *data, size_t len)
{
    if (session_is_open(text) && dlp_session_feed(text->session, data, len, NULL) < DLP_OK)
        text_failed(text);
}

/* ---- Batches ----------------------------------------------------------------------------- */

/* False when there is no room for more. */
static bool batch_begin(struct text *text)
{
    struct inspector *const inspector = text->in->inspector;

    if (!inspector->batches && inspector->gathered + sizeof(*text->batch) > inspector->gathered_max)
        return false;
    text->batch = inspector->batches;
    if (text->batch) {
        inspector->batches = text->batch->next;
    } else {
        text->batch = mem_alloc(sizeof(*text->batch));
        inspector->gathered += sizeof(*text->batch);
    }
    text->batch->len = 0;
    text->waits_next = inspector->waiting;
    text->waits_link = &inspector->waiting;
    if (text->waits_next)
        text->waits_next->waits_link = &text->waits_next;
    inspector->waiting = text;
    return true;
}

static void batch_free(struct text *text)
{
    struct batch *const batch = text->batch;
    struct inspector *const inspector = text->in->inspector;

    explicit_bzero(batch->bytes, batch->len);
    text->batch = NULL;
    *text->waits_link = text->waits_next;
    if (text->waits_next)
        text->waits_next->waits_link = text->waits_link;
    batch->next = inspector->batches;
    inspector->batches = batch;
}

static void batch_end(struct text *text)
{
    if (!text->batch)
        return;
    scan(text, text->batch->bytes, text->batch->len);
    batch_free(text);
}

static void batch_add(struct text *text, const void *data, size_t len)
{
    if (text->batch && len > BATCH_BYTES - text->batch->len)
        batch_end(text);
    if (!text->batch && (len >= BATCH_BYTES / 2 || !batch_begin(text))) {
        scan(text, data, len);
        return;
    }
    memcpy(text->batch->bytes + text->batch->len, data, len);
    text->batch->len += len;
}

void inspector_scan(void *user)
{
    struct inspector *const inspector = user;

    while (inspector->waiting) {
        struct text *const text = inspector->waiting;

        batch_end(text);
        judgement_decide(text->in, false);
    }
}

void inspector_gather(struct inspector *inspector, size_t memory)
{
    inspector->gathered_max = memory / 8 < GATHERED_MOST ? memory / 8 : GATHERED_MOST;
}

void inspector_batches_free(struct inspector *inspector)
{
    while (inspector->batches) {
        struct batch *const batch = inspector->batches;

        inspector->batches = batch->next;
        inspector->gathered -= sizeof(*batch);
        mem_free(batch);
    }
}

/* ---- Texts ------------------------------------------------------------------------------- */

void inspect_text_add(struct text *text, const void *data, size_t len)
{
    if (!text || len == 0)
        return;
    text->fed += len;
    if (text->in->inspector->batched)
        batch_add(text, data, len);
    else
        scan(text, data, len);
    ends_add(&text->ends, len);
}

void inspect_text_from(struct text *text, uint64_t end)
{
    if (text)
        text->from = end;
}

/* All of it is there: no session is needed for that. */
static void scan_whole(struct text *text)
{
    const struct dlp_events events = inspection_events(text);

    if (dlp_scanner_scan(text->scanner, text->batch->bytes, text->batch->len, NULL, &events, NULL)
        < DLP_OK)
        text_failed(text);
    batch_free(text);
}

static void text_end(struct text *text)
{
    if (text->batch && !text->session && !text->failed)
        scan_whole(text);
    batch_end(text);
    if (text->session && dlp_session_finish(text->session, NULL) < DLP_OK)
        text_failed(text);
    dlp_session_close(text->session);
}

void inspect_text_close(struct text *text)
{
    struct text **link = text ? &text->in->texts : NULL;

    if (!text)
        return;
    while (*link != text)
        link = &(*link)->next;
    *link = text->next;
    text_end(text);
    generation_drop(text->generation);
    text->in->flow->user_memory -= text->memory;
    mem_free(text);
}

/* ---- What a side sends, as it was sent ----------------------------------------------------- */

void inspection_raw_end(struct inspection *in, unsigned side)
{
    inspect_text_close(in->side[side].raw);
    in->side[side].raw = NULL;
}

void inspect_raw(struct inspection *in, unsigned side, const uint8_t *data, size_t len)
{
    struct inspected_side *const of = &in->side[side];
    const uint64_t max = in->inspector->max_bytes;
    size_t some = len;

    if (!inspect_wants(in, side)) {
        inspection_raw_end(in, side);
        of->unasked += len;
        return;
    }
    if (max && max - of->scanned < some)
        some = (size_t)(max - of->scanned);
    if (some && !of->raw)
        of->raw = text_open(in, side, "stream");
    inspect_text_add(of->raw, data, some);
    of->scanned += some;
    if (some < len) {
        of->over_limit += len - some;
        inspection_reason(in, side, "over_limit", len - some);
    }
}

bool inspect_raw_ends(struct inspection *in, unsigned side, const char *part, size_t len)
{
    struct text *const raw = in->side[side].raw;

    if (!in->inspector->batched || in->inspector->max_bytes || !raw || raw->failed)
        return false;
    raw->also = part;
    raw->also_from = raw->fed > len ? raw->fed - len : 0;
    return true;
}

void inspect_raw_goes_on(struct inspection *in, unsigned side)
{
    if (in->side[side].raw)
        in->side[side].raw->also = NULL;
}

void inspect_datagram(struct inspection *in, unsigned side, const uint8_t *data, size_t len)
{
    inspect_raw(in, side, data, len);
    inspection_raw_end(in, side);
}
