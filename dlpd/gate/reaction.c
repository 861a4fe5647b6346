/* dlpd/gate/reaction.c - what is done about flows that a policy blocks, beside dropping their packets. */

#include "gate/reaction.h"

#include "core/gating.h"
#include "gate/craft.h"
#include "message.h"
#include "program.h"
#include "util/counts.h"
#include "util/secret_hash.h"

#include <errno.h>
#include <string.h>

int reaction_open(struct reaction *reaction, const struct settings *settings)
{
    char error[256] = "";
    int status = STATUS_CLEAN;

    *reaction = (struct reaction){ .settings = settings, .raw = { -1, -1 } };
    if (settings->reset && !raw_send_open(&reaction->raw, 0))
        return STATUS_ENVIRONMENT;
    reaction->resets = settings->reset;
    if (!settings->condemn)
        return STATUS_CLEAN;
    reaction->sets =
        nft_sets_open(settings->condemn, settings->condemn_seconds, &status, error, sizeof(error));
    if (reaction->sets)
        return STATUS_CLEAN;
    message("--condemn: %s", error);
    return status;
}

bool reaction_is_on(const struct reaction *reaction)
{
    return reaction->sets || reaction->resets;
}

void reaction_condemn(struct reaction *reaction, const struct flow *flow, uint64_t now_ms)
{
    const unsigned client = gating_is_client(flow, 0) ? 0 : 1;
    const unsigned whom = reaction->settings->condemn_server ? 1 - client : client;
    const struct address *const address = &flow->end[whom].address;
    const uint64_t hash = secret_hash(address->bytes, sizeof(address->bytes));
    int failed;

    if (!reaction->sets || condemned_has(&reaction->told, hash, now_ms))
        return;
    failed = nft_sets_add(reaction->sets, address);
    condemned_add_for(&reaction->told, hash, now_ms, reaction->settings->condemn_seconds * 500);
    if (!failed || failed == EEXIST)
        reaction->addresses++;
    else if (reaction->refused++ == 0)
        message("an address cannot be condemned: %s", strerror(failed));
}

static void reset(struct reaction *reaction, const struct flow *flow, unsigned to, uint32_t seq,
                  uint32_t ack)
{
    const struct craft craft = { .from = flow->end[1 - to],
                                 .to = flow->end[to],
                                 .seq = seq,
                                 .ack = ack,
                                 .flags = TCP_RST | TCP_ACK };
    uint8_t packet[CRAFT_MOST];
    const size_t len = craft_packet(packet, &craft);

    if (len && raw_send(&reaction->raw, &craft.to.address, packet, len))
        reaction->sent++;
}

/* Numbers as fresh as can be: what the sender acknowledged it expects next, to the byte; what the receiver
 * expects is what comes behind this packet, unless that is lost, or others follow. */
static void reset_both(struct reaction *reaction, const struct flow *flow, unsigned side,
                       const struct packet *packet)
{
    const uint32_t behind =
        packet->seq + (uint32_t)packet->wire_len + (packet->flags & (TCP_SYN | TCP_FIN) ? 1 : 0);

    if (packet->flags & TCP_ACK)
        reset(reaction, flow, side, packet->ack, behind);
    reset(reaction, flow, 1 - side, behind, packet->flags & TCP_ACK ? packet->ack : 0);
}

void reaction_packet(struct reaction *reaction, struct flow *flow, unsigned side,
                     const struct packet *packet, uint64_t now_ms)
{
    const bool blocked = inspect_action(flow) == POLICY_BLOCK;

    /* One that goes on when its record is long told is known by its ends. */
    if (!blocked
        && (packet->flags & TCP_SYN || flow->packets[0] + flow->packets[1] > 1
            || !condemned_has(&reaction->condemned, flow->hash, now_ms)))
        return;
    if (blocked)
        reaction_condemn(reaction, flow, now_ms);
    /* Our own come by here, too. */
    if (!reaction->resets || flow->protocol != PROTOCOL_TCP || packet->flags & TCP_RST)
        return;
    if (!condemned_has(&reaction->condemned, flow->hash, now_ms))
        reaction->flows++;
    condemned_add(&reaction->condemned, flow->hash, now_ms);
    reset_both(reaction, flow, side, packet);
    gating_note_done(flow, "reset", NULL);
}

#define ROWS 4

static void rows(const struct reaction *reaction, struct count out[ROWS])
{
    out[0] = (struct count){ "reset_flows", reaction->flows };
    out[1] = (struct count){ "resets", reaction->sent };
    out[2] = (struct count){ "condemned", reaction->addresses };
    out[3] = (struct count){ "condemned_refused", reaction->refused };
}

void reaction_members(struct buffer *out, void *user)
{
    struct count all[ROWS];

    rows(user, all);
    counts_members(out, all, ROWS);
}

void reaction_metrics(struct buffer *out, void *user)
{
    struct count all[ROWS];

    rows(user, all);
    counts_metrics(out, "", all, ROWS);
}

void reaction_close(struct reaction *reaction)
{
    nft_sets_close(reaction->sets);
    raw_send_close(&reaction->raw);
    reaction->sets = NULL;
}
