/* dlpd/core/gating.h - what who holds packets back asks inspection; with inspector->gated only. */
#ifndef DLPD_CORE_GATING_H
#define DLPD_CORE_GATING_H

#include "core/ends.h"
#include "core/inspect.h"

/** Is that side scanned? */
bool gating_wants(const struct flow *flow, unsigned side);

/** Is what was found enough to end the flow? */
bool gating_forbids(const struct flow *flow);

/** The name of the policy that says so. */
const char *gating_policy(const struct flow *flow);

/** From which stream offset on have packets of that side to wait, since what follows decides about them?
 *  @param packet_from  offset at which the packet began that was taken last.
 *  @param likely  set to whether it would be forbidden if nothing followed.
 *  @return ENDS_NONE when none has to */
uint64_t gating_hold_from(struct flow *flow, unsigned side, uint64_t packet_from, bool *likely);

/** Judge what is pending as if nothing followed. */
void gating_end_now(struct flow *flow, unsigned side);

/** From which stream offset on have packets of that side to wait, since they complete a document that is being
 *  read?
 *  @param packet_from  as of gating_hold_from().
 *  @return ENDS_NONE when none has to */
uint64_t gating_documents_from(struct flow *flow, unsigned side, uint64_t packet_from);

/** Do not wait for documents of that side any longer: that is a reason for incomplete. */
void gating_documents_late(struct flow *flow, unsigned side);

/** Are both sides encrypted, so that no byte of what comes can be read? */
bool gating_is_opaque(const struct flow *flow);

/** Does that side belong to the client? */
bool gating_is_client(const struct flow *flow, unsigned side);

/** Does that side speak HTTP, as a client? */
bool gating_is_http_client(const struct flow *flow, unsigned side);

/** For the flow's record. @param done  static storage. @param id  NULL: none. */
void gating_note_done(struct flow *flow, const char *done, const char *id);

/** A packet of the flow has left: with it, perhaps, what was found by now. */
void gating_note_passed(struct flow *flow);

#endif
