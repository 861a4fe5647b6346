/* dlpd/gate/gate_counts.c - what the gate counts, for its record, for status and for metrics. */

#include "gate/gate_counts.h"

#include "util/counts.h"

#define ROWS 15

static void rows(const struct gate *gate, struct count out[ROWS])
{
    const struct gate_counts *const c = &gate->counts;
    const struct count all[ROWS] = {
        { "accepted", c->accepted },
        { "dropped", c->dropped },
        { "held", c->held },
        { "replaced", c->replaced },
        { "retransmits", c->retransmits },
        { "conflicts", c->conflicts },
        { "refused", c->refused },
        { "unjudged", c->unjudged },
        { "unjudged_bytes", c->unjudged_bytes },
        { "blocked_flows", c->blocked },
        { "pages", c->pages },
        { "handed_over_flows", c->handed },
        { "documents_late", c->late },
        { "condemned", gate->reaction ? gate->reaction->addresses : 0 },
        { "condemned_refused", gate->reaction ? gate->reaction->refused : 0 },
    };

    for (size_t i = 0; i < ROWS; i++)
        out[i] = all[i];
}

void gate_members(struct buffer *out, void *user)
{
    struct count all[ROWS];

    rows(user, all);
    counts_members(out, all, ROWS);
}

void gate_metrics(struct buffer *out, void *user)
{
    struct count all[ROWS];

    rows(user, all);
    counts_metrics(out, "gate_", all, ROWS);
}
