/* dlpd/core/inspect.c - what flows carry, to the protocols that it is of. */

#include "core/inspect.h"

#include "core/inspection.h"
#include "core/safe_name.h"
#include "mem.h"

#include <string.h>

struct endpoint inspect_endpoint(const struct inspection *in, unsigned side)
{
    return in->flow->end[side];
}

bool inspect_is_client(const struct inspection *in, unsigned side)
{
    return (in->client_known ? in->client : in->flow->client) == side;
}

/* As long as nobody knows who the client is, both sides are scanned. */
bool inspect_wants(const struct inspection *in, unsigned side)
{
    return in->inspector->both || inspect_is_client(in, side)
        || !(in->client_known || in->flow->client_known);
}

void inspect_opaque(struct inspection *in, unsigned side, uint64_t len, const char *cause)
{
    inspection_raw_end(in, side);
    if (!inspect_wants(in, side)) {
        in->side[side].unasked += len;
        return;
    }
    in->side[side].opaque += len;
    inspection_reason(in, side, cause, len);
}

void inspect_incomplete(struct inspection *in, unsigned side, const char *reason)
{
    if (inspect_wants(in, side))
        inspection_reason(in, side, reason, 0);
}

static bool host_is(const char *known, const char *host, size_t len)
{
    return strlen(known) == len && memcmp(known, host, len) == 0;
}

void inspect_host(struct inspection *in, const void *host, size_t len)
{
    const size_t kept = len < HOST_MAX ? len : HOST_MAX;

    if (len == 0 || (in->host && host_is(in->host, host, kept)))
        return;
    for (size_t i = 0; i < in->others_len; i++) {
        if (host_is(in->others[i], host, kept))
            return;
    }
    if (in->others_len == OTHERS_MAX) {
        in->others_more = true;
        return;
    }
    if (in->host && !in->others) {
        in->others = mem_array(OTHERS_MAX, sizeof(*in->others));
        inspect_memory(in, OTHERS_MAX * sizeof(*in->others), 0);
    }
    *(in->host ? &in->others[in->others_len++] : &in->host) = mem_copy(host, kept);
    in->flow->user_memory += HOST_MAX;
}

void inspect_detail(struct inspection *in, const char *name, const char *value)
{
    const size_t len = strlen(value);

    for (size_t i = 0; i < in->details; i++) {
        if (strcmp(in->detail[i].name, name) == 0)
            return;
    }
    if (in->details == DETAILS_MAX)
        return;
    if (!in->detail) {
        in->detail = mem_array(DETAILS_MAX, sizeof(*in->detail));
        inspect_memory(in, DETAILS_MAX * sizeof(*in->detail), 0);
    }
    in->detail[in->details].name = name;
    in->detail[in->details++].value = mem_copy(value, len < 255 ? len : 255);
    in->flow->user_memory += 255;
}

void inspect_memory(struct inspection *in, size_t more, size_t less)
{
    in->flow->user_memory = in->flow->user_memory + more - less;
}

void inspect_protocol(struct inspection *in, const char *name, unsigned client)
{
    if (strcmp(in->name, APP_RAW) != 0)
        return;
    in->name = name;
    in->client_known = true;
    in->client = (uint8_t)client;
}

bool inspect_is_protocol(const struct inspection *in, const char *name)
{
    return strcmp(in->name, name) == 0;
}

static void app_start(struct inspection *in, const struct app_kind *kind, unsigned side,
                      bool client)
{
    in->app = kind;
    if (strcmp(in->name, APP_RAW) == 0)
        in->name = kind->name;
    if (!kind->symmetric) {
        in->client_known = true;
        in->client = (uint8_t)(client ? side : 1 - side);
    }
    in->app_state = kind->open(in);
}

static void app_stop(struct inspection *in)
{
    if (in->app)
        in->app->close(in->app_state);
    in->app = NULL;
    in->app_state = NULL;
}

static void on_open(struct flow *flow, void *user)
{
    struct inspection *const in = mem_array(1, sizeof(*in));
    unsigned client;

    in->inspector = user;
    in->flow = flow;
    in->name = APP_RAW;
    flow->user = in;
    flow->user_memory = sizeof(*in);
    judgement_open(in);
    in->transfer = transfers_take(in->inspector->transfers, flow, &client);
    if (in->transfer)
        app_start(in, &app_ftp_file, client, true);
}

/* The first bytes of a side, when no protocol is known: find one. False when more bytes are needed. */
static bool look(struct inspection *in, unsigned side, const uint8_t *data, size_t len)
{
    const struct app_kind *kind;
    bool client = true, maybe;

    kind = app_find(data, len, in->side[1 - side].any ? in->side[1 - side].first : -1, &client,
                    &maybe);
    if (!kind && maybe && len < HELD_MAX)
        return false;
    in->side[side].decided = true;
    if (kind)
        app_start(in, kind, side, client);
    return true;
}

/* Give bytes to the protocol, and to the next one where that ends. */
static void dispatch(struct inspection *in, unsigned side, const uint8_t *data, size_t len)
{
    struct inspected_side *const of = &in->side[side];

    while (len > 0) {
        size_t used;

        if (!in->app && !of->decided && !look(in, side, data, len)) {
            if (!of->held) {
                of->held = mem_alloc(HELD_MAX);
                inspect_memory(in, HELD_MAX, 0);
            }
            memmove(of->held, data, len); /* it may be what was held */
            of->held_len = len;
            return;
        }
        if (!in->app) {
            inspect_raw(in, side, data, len);
            return;
        }
        used = in->app->data(in->app_state, side, data, len);
        data += used;
        len -= used;
        if (len > 0) {
            app_stop(in);
            in->side[0].decided = in->side[1].decided = false;
        }
    }
}

/* Bytes that were held back until the protocol is known, in front of others that come now. */
static void release(struct inspection *in, unsigned side)
{
    struct inspected_side *const of = &in->side[side];
    const size_t len = of->held_len;

    of->held_len = 0;
    of->decided = true;
    if (len && of->held)
        dispatch(in, side, of->held, len);
}

static void on_data(struct flow *flow, unsigned side, const uint8_t *data, size_t len, void *user)
{
    struct inspection *const in = flow->user;
    struct inspected_side *const of = &in->side[side];

    (void)user;
    if (flow->complete && !in->inspector->gated
        && inspect_wants(in, side)) /* its texts were ended */
        inspection_reason(in, side, "after_end", len);
    if (!of->any && len) {
        of->any = true;
        of->first = data[0];
    }
    while (of->held && of->held_len && len) {
        uint8_t both[2 * HELD_MAX];
        const size_t before = of->held_len;
        const size_t more = len < sizeof(both) - before ? len : sizeof(both) - before;

        memcpy(both, of->held, before);
        memcpy(both + before, data, more);
        of->held_len = 0;
        dispatch(in, side, both, before + more);
        data += more;
        len -= more;
    }
    if (len)
        dispatch(in, side, data, len);
    judgement_decide(in, false);
}

static void on_gap(struct flow *flow, unsigned side, uint64_t len, void *user)
{
    struct inspection *const in = flow->user;

    (void)user;
    release(in, side);
    inspection_raw_end(in, side); /* nothing may match over a hole */
    if (in->app && in->app->gap)
        in->app->gap(in->app_state, side, len);
}

static void on_datagram(struct flow *flow, unsigned side, const struct packet *packet, void *user)
{
    struct inspection *const in = flow->user;

    (void)user;
    if (packet->wire_len > packet->len)
        inspection_reason(in, side, "cut", packet->wire_len - packet->len);
    if (packet->len == 0)
        return;
    if (!app_datagram(in, side, packet->payload, packet->len))
        inspect_datagram(in, side, packet->payload, packet->len);
    judgement_decide(in, false);
}

/* What reassembly knows about a side. */
static void side_reasons(struct inspection *in, unsigned side)
{
    const struct flow *const flow = in->flow;
    const struct side *const from = &flow->side[side];
    const struct {
        const char *reason;
        bool is;
        uint64_t bytes;
    } all[] = {
        { "missing", from->missing + side_tail(from) > 0, from->missing + side_tail(from) },
        { "conflict", from->conflict || flow->conflict, 0 },
        { "overlap_unchecked", from->unchecked > 0, from->unchecked },
        { "urgent", from->urgent, 0 },
        { "before_start", from->early > 0, from->early },
        { "out_of_window", from->beyond > 0, from->beyond },
        { "no_start", !from->from_syn && flow->bytes[side] > 0, 0 },
        { "memory", flow->why == FLOW_END_MEMORY, 0 },
    };

    if (!inspect_wants(in, side))
        return;
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        if (all[i].is)
            inspection_reason(in, side, all[i].reason, all[i].bytes);
    }
}

void inspection_end(struct inspection *in)
{
    judgement_decide(in, true);
    inspection_report(in);
    judgement_close(in);
    incident_free(&in->incident);
    for (size_t i = 0; i < in->details; i++)
        mem_free(in->detail[i].value);
    mem_free(in->host);
    for (size_t i = 0; i < in->others_len; i++)
        mem_free(in->others[i]);
    mem_free(in->detail);
    mem_free(in->others);
    for (unsigned i = 0; i < 2; i++) {
        if (in->side[i].held)
            explicit_bzero(in->side[i].held, HELD_MAX);
        mem_free(in->side[i].held);
        mem_free(in->side[i].reason);
    }
    if (in->over)
        mem_free(in->flow);
    mem_free(in);
}

/* By now the name was said. */
static void name_file(struct inspection *in)
{
    struct transfer *const transfer = in->transfer;

    in->transfer = NULL;
    if (transfer && transfer->name) {
        safe_name(transfer->name, transfer->name_len, in->inspector->scanner);
        inspect_detail(in, "file", transfer->name);
    }
    inspect_transfer_drop(transfer);
}

static void end_texts(struct inspection *in)
{
    for (unsigned i = 0; i < 2; i++)
        release(in, i);
    app_stop(in);
    for (unsigned i = 0; i < 2; i++)
        inspection_raw_end(in, i);
}

/* The flow waits for its time to be over, but needs hardly any memory for that. Who holds packets back has
 * findings that are pending, and keeps its texts. */
static void on_complete(struct flow *flow, void *user)
{
    struct inspection *const in = flow->user;

    (void)user;
    if (in->inspector->gated)
        return;
    end_texts(in);
    for (unsigned i = 0; i < 2; i++)
        side_forget(&flow->side[i]);
    judgement_decide(in, false);
}

static void on_close(struct flow *flow, void *user)
{
    struct inspection *const in = flow->user;

    (void)user;
    end_texts(in);
    name_file(in);
    for (unsigned i = 0; i < 2 && flow->protocol == PROTOCOL_TCP; i++)
        side_reasons(in, i);
    if (in->asked > 0)
        inspection_outlive(in);
    else
        inspection_end(in);
    flow->user = NULL;
}

enum policy_action inspect_action(const struct flow *flow)
{
    const struct inspection *const in = flow->user;

    return in->judgement.said[0] ? in->judgement.said[0]->action : POLICY_ALLOW;
}

void inspector_init(struct inspector *inspector)
{
    inspector->events = (struct flow_events){ .open = on_open,
                                              .data = on_data,
                                              .gap = on_gap,
                                              .datagram = on_datagram,
                                              .close = on_close,
                                              .user = inspector,
                                              .complete = on_complete,
                                              .settle = inspector_scan,
                                              .held = &inspector->gathered };
    inspector_gather(inspector, PATH_MEMORY);
}
