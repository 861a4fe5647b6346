/* dlpd/core/gating.c - what who holds packets back asks inspection. */

#include "core/gating.h"

#include "core/inspection.h"

#include <stdio.h>
#include <string.h>

bool gating_wants(const struct flow *flow, unsigned side)
{
    return inspect_wants(flow->user, side);
}

/* Without policies everything that is found is forbidden. */
bool gating_forbids(const struct flow *flow)
{
    const struct inspection *const in = flow->user;

    return in->inspector->policy[0] ? inspect_action(flow) == POLICY_BLOCK : in->incident.len > 0;
}

const char *gating_policy(const struct flow *flow)
{
    const struct policy_verdict *const said =
        ((const struct inspection *)flow->user)->judgement.said[0];

    return said && said->policy ? said->policy : "default";
}

/* The first bytes of a side that do not tell its protocol yet: no text has them. */
static uint64_t look_at_held(const struct inspection *in, unsigned side, uint64_t packet_from,
                             bool *likely)
{
    const struct inspected_side *const of = &in->side[side];
    const struct ends_text text = { .bytes = of->held, .len = of->held_len };
    struct ends ends = { .hold_from = ENDS_NONE };

    *likely = false;
    if (of->held_len == 0)
        return ENDS_NONE;
    ends_add(&ends, of->held_len);
    ends_look(&ends, in->inspector->generation, &text, packet_from);
    *likely = ends.likely;
    return ends.hold_from;
}

uint64_t gating_hold_from(struct flow *flow, unsigned side, uint64_t packet_from, bool *likely)
{
    struct inspection *const in = flow->user;
    uint64_t from = look_at_held(in, side, packet_from, likely);

    for (struct text *text = in->texts; text; text = text->next) {
        if (text->side != side)
            continue;
        ends_look(&text->ends, text->generation, &(struct ends_text){ .session = text->session },
                  packet_from);
        if (text->ends.hold_from < from)
            from = text->ends.hold_from;
        *likely = *likely || (text->ends.hold_from != ENDS_NONE && text->ends.likely);
    }
    return from;
}

static void tell_held(struct inspection *in, unsigned side)
{
    const struct inspected_side *const of = &in->side[side];
    struct text text = { .in = in,
                         .generation = in->inspector->generation,
                         .part = "stream",
                         .side = side,
                         .ends = { .hold_from = 0 } };
    const struct ends_text held = { .bytes = of->held, .len = of->held_len };
    const struct dlp_events events = inspection_events(&text);

    if (of->held_len == 0)
        return;
    ends_add(&text.ends, of->held_len);
    ends_tell(&text.ends, text.generation, &held, &events);
}

void gating_end_now(struct flow *flow, unsigned side)
{
    struct inspection *const in = flow->user;

    tell_held(in, side);
    for (struct text *text = in->texts; text; text = text->next) {
        const struct dlp_events events = inspection_events(text);

        if (text->side == side)
            ends_tell(&text->ends, text->generation,
                      &(struct ends_text){ .session = text->session }, &events);
    }
    judgement_decide(in, false);
}

uint64_t gating_documents_from(struct flow *flow, unsigned side, uint64_t packet_from)
{
    struct inspection *const in = flow->user;
    uint64_t from = ENDS_NONE;

    for (struct document *document = in->documents; document; document = document->next) {
        if (document->side != side || !document->asked || document->late)
            continue;
        if (document->hold_from == ENDS_NONE)
            document->hold_from = packet_from;
        if (document->hold_from < from)
            from = document->hold_from;
    }
    return from;
}

void gating_documents_late(struct flow *flow, unsigned side)
{
    struct inspection *const in = flow->user;

    for (struct document *document = in->documents; document; document = document->next) {
        if (document->side == side && document->asked && !document->late) {
            document->late = true;
            inspection_reason(in, side, "document_late", 0);
        }
    }
    judgement_decide(in, false);
}

bool gating_is_opaque(const struct flow *flow)
{
    const struct inspection *const in = flow->user;

    return inspect_is_protocol(in, app_tls.name) && in->side[0].opaque + in->side[0].unasked > 0
        && in->side[1].opaque + in->side[1].unasked > 0;
}

bool gating_is_client(const struct flow *flow, unsigned side)
{
    return inspect_is_client(flow->user, side);
}

bool gating_is_http_client(const struct flow *flow, unsigned side)
{
    const struct inspection *const in = flow->user;

    /* Behind an upgrade to HTTP/2 a page would be no frame. */
    return inspect_is_protocol(in, app_http.name) && in->app != &app_http2
        && inspect_is_client(in, side);
}

void gating_note_done(struct flow *flow, const char *done, const char *id)
{
    struct inspection *const in = flow->user;

    in->done = done;
    if (strcmp(done, "blocked") == 0)
        in->left = in->left == LEFT_UNKNOWN ? LEFT_NO : LEFT_PART;
    if (id)
        snprintf(in->done_id, sizeof(in->done_id), "%s", id);
}

void gating_note_passed(struct flow *flow)
{
    struct inspection *const in = flow->user;

    if (in->incident.len)
        in->left = LEFT_ALL; /* as long as the flow is not blocked */
}
