/* scan/live.c - the digit tables, cut down to the live rules: made for a width when a block first has a
 * group of it. */

#include "scan/live.h"

#include "base/alloc.h"

#include <string.h>

dlp_status dlp_live_init(struct dlp_live *live, const struct dlp_database *db)
{
    *live = (struct dlp_live){ .db = db };
    live->rules = dlp_calloc(db->rules_len / 64 + 1, sizeof(*live->rules));
    live->refs = dlp_calloc(db->digits.refs_len + 1, sizeof(*live->refs));
    live->before = dlp_calloc(db->digits.refs_len + 1, sizeof(*live->before));
    live->chains = dlp_calloc(db->chains.len + 1, sizeof(*live->chains));
    return live->rules && live->refs && live->before && live->chains ? DLP_OK : DLP_ENOMEM;
}

void dlp_live_clear(struct dlp_live *live)
{
    dlp_free(live->rules);
    dlp_free(live->refs);
    dlp_free(live->before);
    dlp_free(live->chains);
    *live = (struct dlp_live){ 0 };
}

void dlp_live_renew(struct dlp_live *live)
{
    memset(live->uses, 0, sizeof(live->uses));
    for (size_t i = 0; i < live->db->chains.len; i++) {
        const struct dlp_chain_set *const set = &live->db->chains.sets[i];

        live->chains[i] = 0;
        for (uint64_t left = set->all; left; left &= left - 1) {
            const unsigned bit = (unsigned)__builtin_ctzll(left);

            live->chains[i] |= (uint64_t)dlp_live_has(live, set->rules[bit]) << bit;
        }
    }
}

static struct dlp_range range_make(struct dlp_live *live, enum dlp_layout_use use, unsigned width)
{
    const struct dlp_digit_tables *const tables = &live->db->digits;
    const struct dlp_range *const all = &tables->by_width[use][width];
    struct dlp_range range = { all->first, 0 };

    for (uint32_t i = 0; i < all->len; i++) {
        const uint32_t ref = tables->refs[all->first + i];

        if (!dlp_live_has(live, tables->layouts[ref].rule))
            continue;
        live->refs[range.first + range.len] = ref;
        live->before[range.first + range.len] = tables->before[all->first + i];
        range.len++;
    }
    return range;
}

unsigned dlp_live_make(struct dlp_live *live, unsigned width)
{
    unsigned uses = DLP_LIVE_READY;

    _Static_assert(1u << DLP_LAYOUTS_USES <= DLP_LIVE_READY, "a bit for each use");
    for (enum dlp_layout_use use = 0; use < DLP_LAYOUTS_USES; use++) {
        live->by_width[use][width] = range_make(live, use, width);
        uses |= (unsigned)(live->by_width[use][width].len > 0) << use;
    }
    live->uses[width] = (uint16_t)uses;
    return uses;
}
