/* scan/chain_lane.c - chains of digit groups -> what their bytes leave of the rules with `digits`. */

#include "scan/border.h"
#include "scan/chain_walk.h"
#include "scan/known_chains.h"

#include <string.h>

#define WORD DLP_LANE_WORD
#define BORDERS ((1u << DLP_BORDERS) - 1)

bool dlp_group_is_cut(const struct dlp_lane *lane, uint64_t end)
{
    const uint64_t start = end - WORD;

    return dlp_window_before(lane->window, start, 1) > 0
        && (uint8_t)(dlp_window_at(lane->window, start)[-1] - '0') < 10;
}

/* The joints among the gap bytes before `from`, with DLP_GAP_SEPARATOR when they join two groups; that
 * bit alone where one is no joint. */
static inline unsigned gap_read(const struct dlp_lane *lane, uint64_t from, unsigned gap)
{
    const uint8_t *const bytes = dlp_window_at(lane->window, from);
    const uint8_t *const kinds = lane->db->digits.gap;
    unsigned all = UINT_MAX, joints = 0;
    bool joined = true;

    for (unsigned i = 1; i <= gap; i++) {
        const unsigned kind = kinds[bytes[-(ptrdiff_t)i]];

        all &= kind;
        joints |= kind & DLP_GAP_JOINTS;
        joined = joined && (kind & DLP_GAP_JOINTS);
    }
    return (all & DLP_GAP_SEPARATOR) | (joined ? joints : 0);
}

void dlp_chain_read(struct dlp_chain *chain, const struct dlp_lane *lane, uint64_t end,
                    uint64_t bits)
{
    unsigned used = 0, joints = 0, groups = 0;
    bool joined = true;

    _Static_assert(DLP_SHAPE_GROUPS <= DLP_CHAIN_GROUPS, "what a shape may ask for is there");
    memset(chain->width, 0, DLP_SHAPE_GROUPS); /* the groups that are not there */
    memset(chain->separator, 0, DLP_SHAPE_GROUPS);
    chain->end = end;
    chain->groups = chain->joined = 0;
    chain->digits = 0;
    while (groups < DLP_CHAIN_GROUPS) {
        const unsigned width = dlp_leading_ones(bits);
        unsigned gap, kinds;

        if (used + width == WORD && dlp_group_is_cut(lane, end)) /* longer than a shape can be */
            return;
        used += width;
        chain->digits += width;
        chain->width[groups] = (uint8_t)width;
        chain->start[groups] = (uint8_t)used;
        chain->joints[groups] = (uint8_t)joints;
        chain->groups = ++groups;
        if (joined)
            chain->joined = groups;
        if (used >= WORD)
            return;
        bits <<= width;
        gap = bits ? (unsigned)__builtin_clzll(bits) : WORD;
        if (gap > DLP_CHAIN_GAP || used + gap >= WORD)
            return;
        kinds = gap_read(lane, end - used, gap);
        if (!(kinds & DLP_GAP_SEPARATOR))
            return;
        joined = joined && (kinds & DLP_GAP_JOINTS);
        joints |= kinds & DLP_GAP_JOINTS;
        if (gap == 1)
            chain->separator[groups - 1] = *dlp_window_at(lane->window, end - used - 1);
        used += gap;
        bits <<= gap;
    }
}

static inline uint64_t set_live(const struct dlp_lane *lane, size_t i)
{
    const struct dlp_live *const live = dlp_lane_live(lane);

    return live ? live->chains[i] : lane->db->chains.sets[i].all;
}

bool dlp_chain_is_live(const struct dlp_lane *lane, unsigned width)
{
    for (size_t i = 0; i < lane->db->chains.len; i++)
        if (set_live(lane, i) & lane->db->chains.sets[i].width[width])
            return true;
    return false;
}

/* Of these rules, which can have a match that starts at the group that begins `back` bytes before `end`, or at one
 * of the up to DLP_CHAIN_GAP bytes before it ("+", "(")? */
static inline uint64_t set_starts(const struct dlp_lane *lane, const struct dlp_chain_set *set,
                                  uint64_t asked, uint64_t end, unsigned back, unsigned digits)
{
    const uint64_t group = end - back;
    const size_t lead = dlp_window_before(lane->window, group, DLP_CHAIN_GAP);
    const uint8_t *const bytes = dlp_window_at(lane->window, group);
    uint64_t starts = 0, held = asked;

    if (lane->learning)
        return asked;
    for (size_t i = 0; i <= lead; i++) {
        const uint8_t byte = bytes[-(ptrdiff_t)i];
        const size_t others = back - digits + i;

        held &= set->holds[byte];
        if (!held)
            break;
        starts |= held & set->first[byte]
            & set->others[others < DLP_CHAIN_OTHERS ? others : DLP_CHAIN_OTHERS];
    }
    return starts;
}

static void set_emit(const struct dlp_lane *lane, uint32_t rule, uint64_t end, unsigned back)
{
    if (lane->learning) {
        dlp_known_want(lane, rule, false);
        return;
    }
    if (!lane->live || dlp_live_has_at(lane->live, rule, end))
        dlp_lane_emit(lane, end, back, rule, DLP_EVENT_CHAIN);
}

/* The bytes of the longest run of groups with as many digits as the rule of that bit wants. */
static unsigned chain_back(const struct dlp_chain_set *set, const struct dlp_chain *chain,
                           unsigned bit)
{
    unsigned digits = 0, back = 0;

    for (unsigned g = 0; g < chain->joined; g++) {
        digits += chain->width[g];
        if (set->digits[digits] >> bit & 1u)
            back = chain->start[g];
    }
    return back;
}

static void set_try(const struct dlp_lane *lane, const struct dlp_chain_set *set,
                    const struct dlp_chain *chain, uint64_t asked)
{
    const bool places = lane->depth == DLP_LANE_PLACES;
    uint64_t found = 0;
    unsigned digits = 0;

    for (unsigned g = 0; g < chain->joined && (asked & ~found); g++) {
        uint64_t fits;

        digits += chain->width[g];
        fits = asked & set->digits[digits];
        if (!places)
            fits &= set->joints[chain->joints[g]];
        if (fits)
            found |=
                places ? fits : set_starts(lane, set, fits, chain->end, chain->start[g], digits);
    }
    for (; found; found &= found - 1) {
        const unsigned bit = (unsigned)__builtin_ctzll(found);

        set_emit(lane, set->rules[bit], chain->end, chain_back(set, chain, bit));
    }
}

/* The rules of the set whose matches the walk finds. It is made when a chain first needs it: most scanners never
 * do. */
static inline uint64_t set_walked(const struct dlp_lane *lane, size_t i)
{
    return i == 0 && lane->learns && dlp_walk_ready(&lane->live->walk, lane->db)
        ? lane->db->chains.nfa.rules
        : 0;
}

/* How many bytes before `end` are digits or joints; WORD: that many, or more. */
static unsigned stretch_len(const struct dlp_lane *lane, uint64_t end)
{
    const struct dlp_class_masks *const b = &lane->before, *const h = &lane->here;

    return dlp_leading_ones(
        dlp_bits_before(b->digit | b->joint, h->digit | h->joint, (unsigned)(end - lane->base)));
}

/* Those of the rules that what stands before that stretch may be of a match of. */
static uint64_t led_by(const struct dlp_lane *lane, uint64_t end, unsigned len)
{
    const uint64_t asked = set_live(lane, 0) & lane->db->chains.nfa.rules;

    if (len == WORD || dlp_window_before(lane->window, end, len + 1) <= len)
        return asked;
    return dlp_walk_led(lane->live->walk, lane->db, asked,
                        dlp_window_at(lane->window, end)[-1 - (ptrdiff_t)len]);
}

/* Of the starts of that rule's matches, the furthest one within reach, as bytes to the end; 0 without one. */
static unsigned walk_back(const struct dlp_walk_starts *starts, unsigned bit, unsigned reach)
{
    for (unsigned i = starts->len; i-- > 0;)
        if ((starts->at[i] >> bit & 1u) && starts->back[i] <= reach)
            return starts->back[i];
    return 0;
}

/* A match of a pattern of which all is known: what a shape is asked is asked here. */
static void walk_decide(const struct dlp_lane *lane, uint32_t rule, uint64_t end, unsigned back)
{
    const struct dlp_rule *const r = &lane->db->rules[rule].rule;

    if (dlp_border_before(r->border, lane->window, end - back)
        && dlp_live_has_at(lane->live, rule, end)
        && dlp_value_passes(r, dlp_window_at(lane->window, end - back), back))
        dlp_lane_emit_as(lane, end, back, rule, DLP_EVENT_CHAIN, true);
}

/* The same as set_try(), where the walk knows all of these rules. */
static void set_walk(const struct dlp_lane *lane, const struct dlp_chain_set *set,
                     const struct dlp_chain *chain, uint64_t asked)
{
    const struct dlp_chain_nfa *const nfa = &lane->db->chains.nfa;
    const unsigned len = stretch_len(lane, chain->end);
    const uint64_t led = led_by(lane, chain->end, len);
    struct dlp_walk_starts starts;

    if (!(asked & led))
        return;
    if (lane->learning) {
        asked &= dlp_walk_guess(lane->live->walk, lane->db, lane->window, chain->end, len, led);
        for (; asked; asked &= asked - 1)
            dlp_known_want(lane, set->rules[__builtin_ctzll(asked)], false);
        return;
    }
    dlp_walk_back(&starts, lane->live->walk, lane->db, lane->window, chain->end, led, asked);
    for (uint64_t found = starts.rules; found; found &= found - 1) {
        const unsigned bit = (unsigned)__builtin_ctzll(found);
        const uint32_t rule = set->rules[bit];
        const unsigned width = lane->db->rules[rule].width, groups = chain_back(set, chain, bit);
        const unsigned reach = groups + DLP_CHAIN_GAP < width ? groups + DLP_CHAIN_GAP : width;
        const unsigned back = groups > 0 ? walk_back(&starts, bit, reach) : 0;

        if (back > 0 && (nfa->exact >> bit & 1u))
            walk_decide(lane, rule, chain->end, back);
        else if (back > 0)
            set_emit(lane, rule, chain->end, groups);
    }
}

void dlp_chain_try(const struct dlp_lane *lane, const struct dlp_chain *chain, unsigned after)
{
    for (size_t i = 0; i < lane->db->chains.len; i++) {
        const struct dlp_chain_set *const set = &lane->db->chains.sets[i];
        const uint64_t asked =
            set_live(lane, i) & set->borders[after & BORDERS] & set->width[chain->width[0]];
        const uint64_t walked = asked ? asked & set_walked(lane, i) : 0;

        if (walked)
            set_walk(lane, set, chain, walked);
        if (asked & ~walked)
            set_try(lane, set, chain, asked & ~walked);
    }
}

void dlp_chain_alone(const struct dlp_lane *lane, uint64_t end, unsigned width, unsigned after)
{
    for (size_t i = 0; i < lane->db->chains.len; i++) {
        const struct dlp_chain_set *const set = &lane->db->chains.sets[i];
        uint64_t found = set_live(lane, i) & set->borders[after & BORDERS] & set->digits[width];
        uint64_t walked;

        if (found && lane->depth > DLP_LANE_PLACES)
            found = set_starts(lane, set, found, end, width, width);
        walked = found ? found & set_walked(lane, i) : 0;
        if (walked) {
            const struct dlp_chain chain = {
                .end = end, .joined = 1, .width = { (uint8_t)width }, .start = { (uint8_t)width }
            };

            set_walk(lane, set, &chain, walked);
        }
        found &= ~walked;
        for (; found; found &= found - 1)
            set_emit(lane, set->rules[__builtin_ctzll(found)], end, width);
    }
}
