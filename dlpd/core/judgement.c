/* dlpd/core/judgement.c - a flow under the policies. */

#include "core/judgement.h"

#include "core/inspection.h"
#include "policy/unread.h"
#include "util/json.h"
#include "util/secret_hash.h"

#include <string.h>

#define HEAD_MOST 16384 /* a request whose host did not come in so many bytes names none */

void judgement_open(struct inspection *in)
{
    for (int i = 0; i < JUDGES; i++) {
        if (!in->inspector->policy[i])
            continue;
        in->judgement.of[i] = policy_case_open(in->inspector->policy[i]);
        in->flow->user_memory += policy_case_size();
    }
}

size_t judgement_found(struct inspection *in, const struct dlp_finding *finding)
{
    size_t grown = 0;

    for (int i = 0; i < JUDGES; i++) {
        if (in->judgement.of[i])
            grown += policy_case_found(in->judgement.of[i], finding->rule, finding->confidence,
                                       finding_hash(finding), in->flow->last_us);
    }
    return grown;
}

static bool is_encrypted(const struct inspected_side *side)
{
    for (size_t i = 0; i < side->reasons; i++) {
        if (unread_is_encryption(side->reason[i].reason))
            return true;
    }
    return false;
}

/* Some protocols name a host, others never do. */
static bool names_hosts(const char *protocol)
{
    static const char *const names[] = { "http", "http2", "tls", "quic" };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(protocol, names[i]) == 0)
            return true;
    }
    return false;
}

static bool is_settled(const struct inspection *in, unsigned client)
{
    const struct inspected_side *const side = &in->side[client];

    if (in->host || side->scanned + side->opaque > HEAD_MOST)
        return true;
    if (strcmp(in->name, APP_RAW) == 0)
        return side->decided && !in->app;
    return !names_hosts(in->name);
}

/* Reasons for which something was not read: they only become more. */
static void take_reasons(struct inspection *in)
{
    const size_t reasons = in->side[0].reasons + in->side[1].reasons;

    if (reasons == in->judgement.reasons)
        return;
    in->judgement.reasons = reasons;
    in->judgement.encrypted = is_encrypted(&in->side[0]) || is_encrypted(&in->side[1]);
    for (int i = 0; i < JUDGES && in->judgement.of[i]; i++) {
        for (unsigned side = 0; side < 2; side++) {
            for (size_t r = 0; r < in->side[side].reasons; r++)
                policy_case_unread(in->judgement.of[i], in->side[side].reason[r].reason);
        }
    }
}

static void decide(struct inspection *in, unsigned client, bool final)
{
    const struct policy_flow flow = {
        .client = &in->flow->end[client],
        .server = &in->flow->end[1 - client],
        .protocol = in->name,
        .host = in->host,
        .others = (const char *const *)in->others,
        .others_len = in->others_len,
        .others_more = in->others_more,
        .transport = in->flow->protocol,
        .clear = in->side[0].scanned + in->side[1].scanned > 0,
        .encrypted = in->judgement.encrypted,
        .settled = is_settled(in, client),
        .time_us = in->flow->last_us,
    };

    for (int i = 0; i < JUDGES && in->judgement.of[i]; i++)
        in->judgement.said[i] = policy_case_decide(in->judgement.of[i], &flow, final);
}

void judgement_decide(struct inspection *in, bool final)
{
    if (!in->judgement.of[0])
        return;
    take_reasons(in);
    decide(in, inspect_is_client(in, 0) ? 0 : 1, final);
}

bool judgement_differs(const struct inspection *in)
{
    const struct policy_verdict *const *const said = in->judgement.said;

    return said[0] && said[1]
        && (said[0]->action != said[1]->action || said[0]->wanted != said[1]->wanted
            || (said[0]->policy == NULL) != (said[1]->policy == NULL)
            || (said[0]->policy && strcmp(said[0]->policy, said[1]->policy) != 0));
}

static void json_verdict(const struct policy_verdict *verdict, struct buffer *out)
{
    json_text(out, "action", policy_action_name(verdict->action));
    if (verdict->wanted != verdict->action)
        json_text(out, "would", policy_action_name(verdict->wanted));
    if (verdict->policy) {
        json_text(out, "policy", verdict->policy);
        json_text(out, "why", verdict->why);
    }
}

static void json_spared(const struct policy_verdict *verdict, struct buffer *out)
{
    if (!verdict->spared)
        return;
    json_name(out, "spared");
    buffer_char(out, '{');
    json_text(out, "policy", verdict->spared);
    json_text(out, "owner", verdict->owner);
    json_text(out, "until", verdict->until);
    buffer_char(out, '}');
}

/* Who only watches knows by what the receiver acknowledged; who holds packets back says so himself. */
static enum left left_of(const struct inspection *in)
{
    const struct side *const side = &in->flow->side[inspect_is_client(in, 0) ? 0 : 1];

    if (in->left != LEFT_UNKNOWN || in->flow->protocol != PROTOCOL_TCP || side->acked == 0)
        return in->left;
    return side->acked >= side->end ? LEFT_ALL : LEFT_PART;
}

void judgement_json(const struct inspection *in, struct buffer *out)
{
    static const char *const left[] = { "unknown", "no", "part", "all" };
    const struct policy_verdict *const verdict = in->judgement.said[0];

    if (!verdict)
        return;
    if (verdict->user)
        json_text(out, "user", verdict->user);
    if (verdict->source)
        json_text(out, "client_host", verdict->source);
    json_verdict(verdict, out);
    json_spared(verdict, out);
    json_text(out, "left", left[left_of(in)]);
}

/* Reasons for which something was not read, each once. */
static void json_unread(const struct inspection *in, struct buffer *out)
{
    json_name(out, "unread");
    buffer_char(out, '[');
    for (unsigned side = 0; side < 2; side++) {
        for (size_t i = 0; i < in->side[side].reasons; i++) {
            bool told = false;

            for (size_t o = 0; side && o < in->side[0].reasons && !told; o++)
                told = strcmp(in->side[0].reason[o].reason, in->side[side].reason[i].reason) == 0;
            if (!told)
                buffer_format(out, "%s\"%s\"", out->data[out->len - 1] == '[' ? "" : ",",
                              in->side[side].reason[i].reason);
        }
    }
    buffer_char(out, ']');
}

void judgement_tell(const struct inspection *in)
{
    const struct policy_verdict *const verdict = in->judgement.said[0];
    const unsigned client = inspect_is_client(in, 0) ? 0 : 1;
    struct buffer head = BUFFER_INIT;
    struct report report;

    if (!verdict || !verdict->policy)
        return;
    if (!in->inspector->hub)
        return;
    inspection_head(in, &head, "incident");
    judgement_json(in, &head);
    json_unread(in, &head);
    report = (struct report){ .client = &in->flow->end[client],
                              .server = &in->flow->end[1 - client],
                              .policy = verdict->policy,
                              .action = verdict->action,
                              .first_us = in->flow->first_us,
                              .last_us = in->flow->last_us,
                              .head = head.data,
                              .head_len = head.len,
                              .incident = &in->incident,
                              .tokens = in->inspector->tokens };
    hub_tell(in->inspector->hub, &report);
    buffer_free(&head);
}

void judgement_print_change(const struct inspection *in)
{
    struct buffer line = BUFFER_INIT;

    inspection_head(in, &line, "change");
    for (int i = JUDGES; i-- > 0;) {
        json_name(&line, i ? "before" : "after");
        buffer_char(&line, '{');
        json_verdict(in->judgement.said[i], &line);
        buffer_char(&line, '}');
    }
    buffer_text(&line, "}\n");
    output_write(line.data, line.len, in->inspector->out);
    buffer_free(&line);
}

void judgement_close(struct inspection *in)
{
    for (int i = 0; i < JUDGES; i++) {
        policy_case_close(in->judgement.of[i]);
        in->judgement.of[i] = NULL;
        in->judgement.said[i] = NULL;
    }
}
