/* dlpd/core/flow_record.c - a flow that is over -> one JSON object: an incident, or a record of the flow. */

#include "core/inspection.h"
#include "flow/endpoint_text.h"
#include "mem.h"
#include "util/json.h"

#include <stdio.h>
#include <string.h>

void inspection_reason(struct inspection *in, unsigned side, const char *reason, uint64_t bytes)
{
    struct inspected_side *const of = &in->side[side];

    for (size_t i = 0; i < of->reasons; i++) {
        if (strcmp(of->reason[i].reason, reason) == 0) {
            of->reason[i].bytes += bytes;
            return;
        }
    }
    if (!of->reason) {
        of->reason = mem_array(SIDE_REASONS, sizeof(*of->reason));
        inspect_memory(in, SIDE_REASONS * sizeof(*of->reason), 0);
    }
    if (of->reasons < SIDE_REASONS)
        of->reason[of->reasons++] = (struct side_reason){ reason, bytes };
}

static void json_end(struct buffer *out, const char *address, const char *port,
                     const struct endpoint *end)
{
    char text[ADDRESS_TEXT];

    address_text(text, &end->address);
    json_text(out, address, text);
    json_number(out, port, end->port);
}

static void json_side(struct buffer *out, const char *name, const struct inspection *in,
                      unsigned side)
{
    const struct inspected_side *const of = &in->side[side];
    const struct side *const from = &in->flow->side[side];

    json_name(out, name);
    buffer_char(out, '{');
    json_number(out, "packets", in->flow->packets[side]);
    json_number(out, "seen", of->scanned + of->opaque + of->over_limit + of->unasked);
    json_number(out, "scanned", of->scanned);
    json_number(out, "missing", from->missing + side_tail(from));
    json_number(out, "over_limit", of->over_limit);
    json_number(out, "not_inspectable", of->opaque);
    json_number(out, "not_asked", of->unasked);
    json_name(out, "incomplete");
    for (size_t i = 0; i < of->reasons; i++) {
        buffer_format(out, "%c{\"reason\":\"%s\"", i ? ',' : '[', of->reason[i].reason);
        if (of->reason[i].bytes)
            json_number(out, "bytes", of->reason[i].bytes);
        buffer_char(out, '}');
    }
    buffer_text(out, of->reasons ? "]}" : "[]}");
}

/* How often a reason stood in the way: one flow counts once. */
static void count_reason(struct inspector *inspector, const char *reason)
{
    for (size_t i = 0; i < inspector->reasons_len; i++) {
        if (strcmp(inspector->reasons[i].reason, reason) == 0) {
            inspector->reasons[i].flows++;
            return;
        }
    }
    if (inspector->reasons_len < INSPECT_REASONS)
        inspector->reasons[inspector->reasons_len++] = (struct reason_count){ reason, 1 };
}

static bool other_side_has(const struct inspection *in, const char *reason)
{
    for (size_t i = 0; i < in->side[0].reasons; i++) {
        if (strcmp(in->side[0].reason[i].reason, reason) == 0)
            return true;
    }
    return false;
}

/* True when the flow is incomplete. */
static bool count_flow(const struct inspection *in)
{
    struct inspector *const inspector = in->inspector;

    inspector->flows++;
    for (unsigned side = 0; side < 2; side++) {
        const struct inspected_side *const of = &in->side[side];

        inspector->seen += of->scanned + of->opaque + of->over_limit + of->unasked;
        inspector->scanned += of->scanned;
        for (size_t i = 0; i < of->reasons; i++) {
            if (side == 0 || !other_side_has(in, of->reason[i].reason))
                count_reason(inspector, of->reason[i].reason);
        }
    }
    return in->side[0].reasons + in->side[1].reasons > 0;
}

static void json_details(struct buffer *out, const struct inspection *in)
{
    if (in->host)
        json_text(out, "host", in->host);
    for (size_t i = 0; i < in->details; i++)
        json_text(out, in->detail[i].name, in->detail[i].value);
}

static const char *verdict_of(const struct inspection *in)
{
    return in->incident.len                             ? "found"
        : in->side[0].reasons + in->side[1].reasons > 0 ? "incomplete"
                                                        : "clean";
}

/* Of a file: as far as another program said it. */
static void json_origin(struct buffer *line, const struct flow *flow)
{
    if (flow->end[0].address.family)
        json_end(line, "client", "client_port", &flow->end[0]);
    if (flow->end[1].address.family)
        json_end(line, "server", "server_port", &flow->end[1]);
}

void inspection_head(const struct inspection *in, struct buffer *line, const char *kind)
{
    const struct flow *const flow = in->flow;
    const unsigned client = inspect_is_client(in, 0) ? 0 : 1;
    char id[COMMUNITY_ID_TEXT];

    community_id(id, &flow->key);
    buffer_text(line, "{\"schema\":1");
    json_text(line, "kind", kind);
    json_text(line, "verdict", verdict_of(in));
    json_time(line, "time", flow->first_us);
    json_time(line, "last", flow->last_us);
    json_text(line, "capture", in->inspector->capture);
    if (in->is_file) {
        json_origin(line, flow);
        json_text(line, "protocol", in->name);
        json_details(line, in);
        return;
    }
    json_text(line, "transport", flow->protocol == PROTOCOL_TCP ? "tcp" : "udp");
    json_number(line, "stream", flow->number);
    json_end(line, "client", "client_port", &flow->end[client]);
    json_end(line, "server", "server_port", &flow->end[1 - client]);
    json_text(line, "community_id", id);
    json_text(line, "protocol", in->name);
    json_details(line, in);
    if (in->done)
        json_text(line, "done", in->done);
    if (in->done_id[0])
        json_text(line, "done_id", in->done_id);
}

static void print(const struct inspection *in)
{
    const unsigned client = inspect_is_client(in, 0) ? 0 : 1;
    struct buffer line = BUFFER_INIT;

    inspection_head(in, &line, in->incident.len ? "incident" : in->is_file ? "file" : "flow");
    judgement_json(in, &line);
    if (in->incident.len)
        incident_json(&in->incident, &line, in->inspector->tokens);
    json_side(&line, "from_client", in, client);
    json_side(&line, "from_server", in, 1 - client);
    buffer_text(&line, "}\n");
    output_write(line.data, line.len, in->inspector->out);
    buffer_free(&line);
}

void inspection_report(struct inspection *in)
{
    struct inspector *const inspector = in->inspector;
    const bool incomplete = count_flow(in);
    const bool found = in->incident.len > 0;

    inspector->incidents += found;
    inspector->incomplete += incomplete;
    if (in->judgement.said[0])
        inspector->actions[in->judgement.said[0]->action]++;
    judgement_tell(in);
    if (judgement_differs(in)) {
        inspector->changes++;
        judgement_print_change(in);
    }
    if (!inspector->policy[1] && (found || incomplete || inspector->all_flows))
        print(in);
}
