/* dlpd/gate/gate_counts.h - what the gate counts, for its record, for status and for metrics. */
#ifndef DLPD_GATE_GATE_COUNTS_H
#define DLPD_GATE_GATE_COUNTS_H

#include "buffer.h"
#include "gate/gate.h"

/** Members of a JSON object. @param user  the gate. */
void gate_members(struct buffer *out, void *user);

/** Lines of Prometheus' text format. @param user  the gate. */
void gate_metrics(struct buffer *out, void *user);

#endif
