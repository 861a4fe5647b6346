/* dlpd/gate/waiting.h - flows of which packets are held, and how these leave. */
#ifndef DLPD_GATE_WAITING_H
#define DLPD_GATE_WAITING_H

#include "gate/gate.h"

/** It is one of them; that it is already does no harm. */
void waiting_join(struct gate *gate, struct gated *gated);

/** It is none of them any more, if nothing of it is held. */
void waiting_leave(struct gated *gated);

/** These bytes have left. Behind a hole nothing is counted: what fills it is sent again. */
void waiting_note_left(struct gated *gated, unsigned side, uint64_t from, uint64_t to);

/** Let go what ends at or before that offset. */
void waiting_let_go(struct gate *gate, struct gated *gated, unsigned side, uint64_t clear);

/** What still waits when its flow is over, or the program. */
void waiting_give_up(struct gate *gate, struct gated *gated);

#endif
