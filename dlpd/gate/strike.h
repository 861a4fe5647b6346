/* dlpd/gate/strike.h - a flow ends: its receiver gets a reset, its sender a page or a reset. */
#ifndef DLPD_GATE_STRIKE_H
#define DLPD_GATE_STRIKE_H

#include "gate/gate.h"

/** End a flow. What is held of it never leaves.
 *  @param side  that sent what is forbidden.
 *  @param id    of the packet that is to become the reset; NULL: one of those that are held, or none. */
void strike_flow(struct gate *gate, struct gated *gated, unsigned side, const uint32_t *id);

/** A packet of a flow that was ended: it is dropped, and its sender told once more. */
void strike_again(struct gate *gate, struct gated *gated, unsigned side,
                  const struct packet *packet, uint32_t id);

#endif
