/* scan/live.h - the rules that can come to something in a block. What is not live needs a word that is
 * not there, so its candidates are not worth an event. */
#ifndef SCAN_LIVE_H
#define SCAN_LIVE_H

#include "model/compiled.h"

struct dlp_live {
    const struct dlp_database *db;
    uint64_t *rules;  /* bitmap */
    uint32_t *refs;   /* the digit tables' refs, the live ones of each range first */
    uint32_t *before; /* of each of them, as in the digit tables */
    struct dlp_range by_width[DLP_LAYOUTS_USES][DLP_CHAIN_MAX + 1];
    uint16_t uses[DLP_CHAIN_MAX + 1]; /* by width: DLP_LIVE_READY, and as in the digit tables */
    uint64_t *chains;                 /* of each set of db->chains, the live rules */
    /* Words close by: */
    const uint64_t *sure;              /* bitmap of the rules that need none; NULL: do not ask */
    uint64_t near_from, near_to;       /* `near` is for events there */
    uint64_t near[DLP_GATE_SETS / 64]; /* sets of rules, as in struct dlp_gate_sets */
    void (*look)(struct dlp_live *live, uint64_t at); /* sets the three for an event there */
    void *user;                                       /* of look */
};

/** @return DLP_OK or DLP_ENOMEM; clear in both cases. */
dlp_status dlp_live_init(struct dlp_live *live, const struct dlp_database *db);
void dlp_live_clear(struct dlp_live *live);
/** The bitmap has changed. */
void dlp_live_renew(struct dlp_live *live);

static inline bool dlp_live_has(const struct dlp_live *live, uint32_t rule)
{
    return (live->rules[rule >> 6] >> (rule & 63u)) & 1u;
}

/** The same for a shape's or chain's event at `at`: a block is long, and its words may be far away. */
static inline bool dlp_live_has_at(struct dlp_live *live, uint32_t rule, uint64_t at)
{
    if (!dlp_live_has(live, rule))
        return false;
    if (!live->sure || (live->sure[rule >> 6] >> (rule & 63u) & 1u))
        return true;
    if (at < live->near_from || at >= live->near_to)
        live->look(live, at);
    return dlp_gate_has(live->near, live->db->words.gate.rules[rule]);
}

#define DLP_LIVE_READY 0x8000u
/** Make the ranges of that width. @return its uses */
unsigned dlp_live_make(struct dlp_live *live, unsigned width);
/** The uses of which a layout is live when a group of that width ends: their refs into db->digits.layouts
 *  are live->refs[by_width[use][width].first ..] then. */
static inline unsigned dlp_live_uses(struct dlp_live *live, unsigned width)
{
    return live->uses[width] ? live->uses[width] : dlp_live_make(live, width);
}
#endif
