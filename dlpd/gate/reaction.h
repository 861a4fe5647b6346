/* dlpd/gate/reaction.h - what is done about flows that a policy blocks, beside dropping their packets: their client's
 * address is condemned for a while; and who only watches may reset them.
 *
 * A reset from beside the line terminates, and proves; it contains nothing: what was sent by then has left. */
#ifndef DLPD_GATE_REACTION_H
#define DLPD_GATE_REACTION_H

#include "core/life.h"
#include "gate/condemned.h"
#include "gate/nft_set.h"
#include "gate/raw_send.h"

struct reaction {
    const struct settings *settings;
    struct nft_sets *sets; /* NULL: no address is condemned */
    bool resets;
    struct raw_send raw;
    struct condemned condemned; /* flows */
    struct condemned told;      /* addresses, for half of the time that they stay in the set */
    uint64_t addresses, refused, flows, sent;
};

/** Open what the settings ask for: while there are privileges.
 *  @return an exit status; when it is not STATUS_CLEAN it was said why */
int reaction_open(struct reaction *reaction, const struct settings *settings);

/** Is there anything to do? */
bool reaction_is_on(const struct reaction *reaction);

/** Condemn the address that a forbidden flow gives. */
void reaction_condemn(struct reaction *reaction, const struct flow *flow, uint64_t now_ms);

/** A packet of a flow was judged, and went on its way: condemn and reset, if a policy blocks the flow. */
void reaction_packet(struct reaction *reaction, struct flow *flow, unsigned side,
                     const struct packet *packet, uint64_t now_ms);

/** For /metrics and /status; user is the reaction. */
void reaction_metrics(struct buffer *out, void *user);
void reaction_members(struct buffer *out, void *user);

void reaction_close(struct reaction *reaction);

#endif
