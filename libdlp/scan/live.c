/* scan/live.c - the digit tables, cut down to the live rules: made for a width when a block first has a
 * group of it. */

#include "scan/live.h"

#include "scan/chain_walk.h"
#include "scan/known_chains.h"

#include "base/alloc.h"
#include "base/bitmap.h"

#include <string.h>

dlp_status dlp_live_init(struct dlp_live *live, const struct dlp_database *db)
{
    *live = (struct dlp_live){ .db = db };
    live->rules = dlp_calloc(db->rules_len / 64 + 1, sizeof(*live->rules));
    live->refs = dlp_calloc(db->digits.refs_len + 1, sizeof(*live->refs));
    live->before = dlp_calloc(db->digits.refs_len + 1, sizeof(*live->before));
    live->chains = dlp_calloc(db->chains.len + 1, sizeof(*live->chains));
    dlp_known_sides(live, '\n');
    return live->rules && live->refs && live->before && live->chains ? DLP_OK : DLP_ENOMEM;
}

void dlp_live_clear(struct dlp_live *live)
{
    dlp_free(live->rules);
    dlp_free(live->refs);
    dlp_free(live->before);
    dlp_free(live->chains);
    dlp_walk_free(live->walk);
    *live = (struct dlp_live){ 0 };
}

void dlp_live_renew(struct dlp_live *live)
{
    memset(live->uses, 0, sizeof(live->uses));
    memset(live->firsts, 0, sizeof(live->firsts));
    live->runs_ready = false;
    for (size_t i = 0; i < live->db->chains.len; i++) {
        const struct dlp_chain_set *const set = &live->db->chains.sets[i];

        live->chains[i] = 0;
        for (uint64_t left = set->all; left; left &= left - 1) {
            const unsigned bit = (unsigned)__builtin_ctzll(left);

            live->chains[i] |= (uint64_t)dlp_live_has(live, set->rules[bit]) << bit;
        }
    }
}

void dlp_live_forget(struct dlp_live *live)
{
    memset(live->singles_ready, 0, sizeof(live->singles_ready));
    if (++live->epoch == 0)
        memset(live->known, 0, sizeof(live->known)); /* epochs begin again */
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

/* The digits with which a group of that width may begin that is all the digits of a match of live rules with
 * `digits`. */
static unsigned chain_firsts(const struct dlp_live *live, unsigned row, unsigned width)
{
    const unsigned borders = row == DLP_LIVE_JOINED ? ~(1u << DLP_BORDER_NUMBER) : ~0u;
    unsigned firsts = 0;

    for (size_t i = 0; i < live->db->chains.len; i++) {
        const struct dlp_chain_set *const set = &live->db->chains.sets[i];
        uint64_t asked = live->chains[i] & set->digits[width]
            & set->borders[borders & ((1u << DLP_BORDERS) - 1)];

        if (row == DLP_LIVE_LETTER && asked)
            return DLP_LIVE_ANY; /* a match may begin with the letter */
        asked &= set->others[0];
        for (unsigned digit = 0; digit < 10; digit++)
            firsts |= (unsigned)((asked & set->first['0' + digit]) != 0) << digit;
    }
    return firsts;
}

/* May the layout's shape have what stands beside it? */
static bool row_has(const struct dlp_live *live, const struct dlp_layout *layout, unsigned row)
{
    switch (row) {
    case DLP_LIVE_NO_CELL:
        return true;
    case DLP_LIVE_JOINED:
        return layout->border != DLP_BORDER_NUMBER;
    case DLP_LIVE_LETTER:
        return layout->border == DLP_BORDER_NONE;
    default:
        return !dlp_cell_is_dead(&live->cells, row, layout->rule);
    }
}

unsigned dlp_live_firsts_make(struct dlp_live *live, unsigned row, unsigned width)
{
    const bool shapes = dlp_live_uses(live, width) >> DLP_LAYOUTS_SINGLE & 1u;
    const struct dlp_range range = live->by_width[DLP_LAYOUTS_SINGLE][width];
    unsigned firsts = chain_firsts(live, row, width);
    uint64_t pairs[2] = { 0, 0 };

    for (uint32_t i = 0; shapes && i < range.len; i++) {
        const struct dlp_layout *const layout =
            &live->db->digits.layouts[live->refs[range.first + i]];

        if (row_has(live, layout, row))
            dlp_bits_unite(pairs, layout->pairs, 2);
    }
    firsts = (firsts & DLP_LIVE_ANY) | dlp_pairs_firsts(pairs) | DLP_LIVE_READY;
    live->firsts[row][width] = (uint16_t)firsts;
    return firsts;
}

/* The rule may want a group of that width which begins with two of these digits. */
static void single_add(struct dlp_live *live, unsigned width, uint32_t rule,
                       const uint64_t pairs[2])
{
    unsigned firsts;

    if (dlp_bit_has(live->sure, rule)) {
        dlp_bits_unite(live->sure_pairs[width], pairs, 2);
        if (width == 1) /* only one of ten is asked about */
            live->sure_pairs[width][0] = live->sure_pairs[width][1] = UINT64_MAX;
        return;
    }
    firsts = dlp_pairs_firsts(pairs);
    for (unsigned digit = 0; digit < 10; digit++)
        if (firsts >> digit & 1u)
            dlp_wordy_add(live, &live->singles[width][digit], rule);
}

/* The same for a rule with `digits`, which is that bit of the set. */
static void chain_add(struct dlp_live *live, unsigned width, const struct dlp_chain_set *set,
                      unsigned bit)
{
    uint64_t pairs[2] = { 0, 0 };

    for (unsigned digit = 0; digit < 10; digit++)
        if (set->first['0' + digit] >> bit & 1u) {
            uint64_t more[2];

            dlp_pairs_of(more, digit);
            dlp_bits_unite(pairs, more, 2);
        }
    single_add(live, width, set->rules[bit], pairs);
}

void dlp_live_singles_make(struct dlp_live *live, unsigned width)
{
    const struct dlp_digit_tables *const tables = &live->db->digits;
    const struct dlp_range range = tables->by_width[DLP_LAYOUTS_SINGLE][width];

    memset(live->singles[width], 0, sizeof(live->singles[width]));
    memset(live->sure_pairs[width], 0, sizeof(live->sure_pairs[width]));
    for (uint32_t i = 0; i < range.len; i++) {
        const struct dlp_layout *const layout = &tables->layouts[tables->refs[range.first + i]];

        single_add(live, width, layout->rule, layout->pairs);
    }
    for (size_t i = 0; i < live->db->chains.len; i++) {
        const struct dlp_chain_set *const set = &live->db->chains.sets[i];

        for (uint64_t left = set->digits[width] & set->others[0]; left; left &= left - 1)
            chain_add(live, width, set, (unsigned)__builtin_ctzll(left));
    }
    live->singles_ready[width] = true;
}

void dlp_live_runs_make(struct dlp_live *live)
{
    const struct dlp_run_tables *const runs = &live->db->runs;

    memset(live->runs, 0, sizeof(live->runs));
    for (size_t width = 0; width < DLP_RUN_WIDTHS; width++)
        for (uint32_t i = 0; i < runs->by_width[width].len; i++) {
            const uint32_t at = runs->by_width[width].first + i;

            if (!dlp_live_has(live, runs->refs[at]))
                continue;
            live->runs[false][width] |= runs->fits[at].first;
            live->runs[true][width] |= runs->fits[at].small ? runs->fits[at].first : 0;
        }
    live->runs_ready = true;
}
