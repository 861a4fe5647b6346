/* scan/digit_lane.c - groups of digits -> shapes and chains, decided from tables: width -> possible
 * shapes -> grouping -> borders -> checksum. Only what is left becomes an event. */

#include "scan/border.h"
#include "scan/lane.h"

#define WORD DLP_LANE_WORD

/* The groups of a chain that ends at `end`, last group first. */
struct chain {
    uint64_t end;
    size_t groups;
    size_t joined; /* groups, from the last one on, that bytes of DLP_CHAIN_JOINTS alone join */
    unsigned digits;
    uint8_t width[DLP_CHAIN_GROUPS];
    uint8_t start[DLP_CHAIN_GROUPS]; /* bytes from the group's first digit to the chain's end */
    uint8_t
        separator[DLP_CHAIN_GROUPS]; /* the one byte before the group, 0 when there are several */
};

/* Do the gap bytes before `from` join two groups? Clears *joined when a rule with digits says no. */
static bool gap_joins(const struct dlp_lane *lane, uint64_t from, unsigned gap, bool *joined)
{
    const struct dlp_digit_tables *const tables = &lane->db->digits;
    const uint8_t *const bytes = dlp_window_at(lane->window, from - gap);

    for (unsigned i = 0; i < gap; i++) {
        if (!dlp_bitmap_has(tables->separator, bytes[i]))
            return false;
        *joined = *joined && dlp_bitmap_has(tables->joint, bytes[i]);
    }
    return true;
}

/* A group that fills the word: does it begin further back? */
static bool group_is_cut(const struct dlp_lane *lane, uint64_t end)
{
    const uint64_t start = end - WORD;

    return dlp_window_before(lane->window, start, 1) > 0
        && (uint8_t)(dlp_window_at(lane->window, start)[-1] - '0') < 10;
}

static void chain_read(struct chain *chain, const struct dlp_lane *lane, uint64_t end,
                       uint64_t bits)
{
    unsigned used = 0;
    bool joined = true;

    chain->end = end;
    chain->groups = chain->joined = 0;
    chain->digits = 0;
    while (chain->groups < DLP_CHAIN_GROUPS) {
        const unsigned width = dlp_leading_ones(bits);
        unsigned gap;

        if (used + width == WORD && group_is_cut(lane, end)) /* longer than a shape can be */
            return;
        used += width;
        chain->digits += width;
        chain->width[chain->groups] = (uint8_t)width;
        chain->start[chain->groups] = (uint8_t)used;
        chain->separator[chain->groups] = 0;
        chain->groups++;
        if (joined)
            chain->joined = chain->groups;
        if (used >= WORD)
            return;
        bits <<= width;
        gap = bits ? (unsigned)__builtin_clzll(bits) : WORD;
        if (gap > DLP_CHAIN_GAP || used + gap >= WORD || !gap_joins(lane, end - used, gap, &joined))
            return;
        if (gap == 1)
            chain->separator[chain->groups - 1] = *dlp_window_at(lane->window, end - used - 1);
        used += gap;
        bits <<= gap;
    }
}

/* Does the chain end with the groups of the shape? Returns its bytes, 0 when not. */
static unsigned shape_fits(const struct dlp_shape *shape, const struct chain *chain)
{
    if (shape->groups == 0 || shape->groups > chain->groups)
        return 0;
    for (size_t i = 0; i < shape->groups; i++) {
        const struct dlp_shape_group *const group = &shape->group[shape->groups - 1 - i];

        if (chain->width[i] < group->min || chain->width[i] > group->max)
            return 0;
        if (i + 1 < shape->groups
            && chain->separator[i] != (uint8_t)shape->group[shape->groups - 2 - i].separator)
            return 0;
    }
    return chain->start[shape->groups - 1];
}

bool dlp_value_passes(const struct dlp_rule *rule, const uint8_t *value, size_t len)
{
    for (size_t i = 0; i < rule->checks_len; i++)
        if (rule->checks[i].fatal && !dlp_validator_check(rule->checks[i].validator, value, len))
            return false;
    return true;
}

/* A candidate that is no event, since its check failed. */
static void drop_count(struct dlp_rule_costs *cost)
{
    cost->triggers++;
    cost->candidates++;
}

/* The borders that hold behind `end`; where nobody asks for borders, all. */
static inline unsigned borders_after(const struct dlp_lane *lane, uint64_t end)
{
    return lane->depth > DLP_LANE_PLACES ? dlp_borders_after(lane->window, end) : ~0u;
}
static inline unsigned borders_before(const struct dlp_lane *lane, uint64_t start)
{
    return lane->depth > DLP_LANE_PLACES ? dlp_borders_before(lane->window, start) : ~0u;
}

/* What the layout's shape says stands in [end - back, end), and these borders hold there. */
static inline void layout_decide(const struct dlp_lane *lane, const struct dlp_layout *layout,
                                 uint64_t end, unsigned back, unsigned borders)
{
    const uint8_t *const value = dlp_window_at(lane->window, end - back);
    const uint8_t first = *value;

    if ((borders >> layout->border & 1u) == 0)
        return;
    if (lane->depth == DLP_LANE_CHECKS && !lane->costs && (uint8_t)(first - '0') < 10
        && (layout->firsts >> (first - '0') & 1u) == 0)
        return; /* no check would let it pass */
    if (lane->live && !dlp_live_has_at(lane->live, layout->rule, end))
        return;
    if (lane->depth < DLP_LANE_CHECKS
        || dlp_value_passes(&lane->db->rules[layout->rule].rule, value, back))
        dlp_lane_emit(lane, end, back, layout->rule, DLP_EVENT_SHAPE);
    else if (lane->costs && end > lane->from && end <= lane->to)
        drop_count(&lane->costs->rules[layout->rule]);
}

/* The layouts that may come to something, as refs. */
struct layouts {
    const uint32_t *refs;
    uint32_t len;
};
static inline struct layouts layouts_of(const struct dlp_lane *lane, enum dlp_layout_use use,
                                        unsigned width)
{
    const struct dlp_digit_tables *const tables = &lane->db->digits;
    const struct dlp_range range =
        lane->live ? dlp_live_range(lane->live, use, width) : tables->by_width[use][width];

    return (struct layouts){ (lane->live ? lane->live->refs : tables->refs) + range.first,
                             range.len };
}

static void shapes_try(const struct dlp_lane *lane, const struct chain *chain, unsigned after)
{
    const struct layouts multi =
        layouts_of(lane, dlp_layouts_multi((char)chain->separator[0]), chain->width[0]);

    for (uint32_t i = 0; i < multi.len; i++) {
        const struct dlp_layout *const layout = &lane->db->digits.layouts[multi.refs[i]];
        const unsigned back = shape_fits(&layout->shape, chain);

        if (back > 0)
            layout_decide(lane, layout, chain->end, back,
                          after & borders_before(lane, chain->end - back));
    }
}

static inline bool is_letter(uint8_t byte)
{
    return (uint8_t)((byte | 0x20) - 'a') < 26;
}

/* Digits of the layout's shape stand in [end - back, end): do its head and tail stand beside them? */
static void sides_try(const struct dlp_lane *lane, const struct dlp_layout *layout, uint64_t end,
                      unsigned back)
{
    const struct dlp_window *const w = lane->window;
    const struct dlp_shape *const shape = &layout->shape;
    const uint64_t start = end - back, first = start - shape->head_len,
                   last = end + shape->tail_len;

    if (shape->head_len > 0
        && (dlp_window_before(w, start, shape->head_len) < shape->head_len
            || !dlp_shape_side_fits(shape->head, dlp_window_at(w, start - shape->head_len))))
        return;
    if (shape->tail_len > 0
        && (dlp_window_after(w, end, shape->tail_len) < shape->tail_len
            || !dlp_shape_side_fits(shape->tail, dlp_window_at(w, end))))
        return;
    layout_decide(lane, layout, last, (unsigned)(last - first),
                  borders_before(lane, first) & borders_after(lane, last));
}

/* Can the byte stand beside the digits of a shape? Letters and separators can. */
static inline bool side_is_possible(uint8_t byte)
{
    return byte > ' ' - 1 && byte < 0x7f && byte != ':' && (uint8_t)(byte - '0') > 9;
}

/* Shapes of one group with sides, at a group of their width. */
static void sided_try(const struct dlp_lane *lane, struct layouts sided, uint64_t end,
                      unsigned width, uint8_t before, uint8_t behind, bool strict)
{
    const bool tailed = strict && is_letter(behind); /* what has no tail may not touch it */

    for (uint32_t i = 0; i < sided.len; i++) {
        const struct dlp_layout *const layout = &lane->db->digits.layouts[sided.refs[i]];
        const struct dlp_shape *const shape = &layout->shape;

        if (tailed && shape->tail_len == 0)
            continue;
        if ((shape->head_len == 0 || dlp_shape_side_is(shape->head[shape->head_len - 1], before))
            && (shape->tail_len == 0 || dlp_shape_side_is(shape->tail[0], behind)))
            sides_try(lane, layout, end, width);
    }
}

void dlp_sided_end(const struct dlp_lane *lane, uint64_t end, uint64_t bits)
{
    const unsigned width = dlp_leading_ones(bits);
    const uint8_t *const at = dlp_window_at(lane->window, end);
    const uint8_t before =
        dlp_window_before(lane->window, end - width, 1) ? at[-1 - (int)width] : 0;
    const uint8_t behind = dlp_window_after(lane->window, end, 1) ? *at : 0;
    const bool strict = lane->depth > DLP_LANE_PLACES && !lane->db->digits.sided_loose;

    if (side_is_possible(before))
        sided_try(lane, layouts_of(lane, DLP_LAYOUTS_LED, width), end, width, before, behind,
                  strict);
    if (side_is_possible(behind) && !(strict && is_letter(before)))
        sided_try(lane, layouts_of(lane, DLP_LAYOUTS_SIDED, width), end, width, before, behind,
                  strict);
}

static void sided_shapes_try(const struct dlp_lane *lane, enum dlp_layout_use use,
                             const struct chain *chain)
{
    const struct layouts sided = layouts_of(lane, use, chain->width[0]);

    for (uint32_t i = 0; i < sided.len; i++) {
        const struct dlp_layout *const layout = &lane->db->digits.layouts[sided.refs[i]];
        const unsigned back = shape_fits(&layout->shape, chain);

        if (back > 0)
            sides_try(lane, layout, chain->end, back);
    }
}

/* Can a head stand before the chain's first group? Between its groups no letter does. */
static bool head_is_possible(const struct dlp_lane *lane, const struct chain *chain)
{
    const uint64_t start = chain->end - chain->start[chain->groups - 1];
    const size_t have = dlp_window_before(lane->window, start, 2);
    const uint8_t *const bytes = dlp_window_at(lane->window, start);

    return (have > 0 && is_letter(bytes[-1])) || (have > 1 && is_letter(bytes[-2]));
}

/* Can a tail stand behind the group? */
static bool tail_is_possible(const struct dlp_lane *lane, uint64_t end)
{
    const size_t have = dlp_window_after(lane->window, end, 2);
    const uint8_t *const bytes = dlp_window_at(lane->window, end);

    return (have > 0 && is_letter(bytes[0])) || (have > 1 && is_letter(bytes[1]));
}

/* Shapes of one group: the width is all there is to fit. */
static inline void group_try(const struct dlp_lane *lane, uint64_t end, unsigned width,
                             unsigned after)
{
    const struct layouts single = layouts_of(lane, DLP_LAYOUTS_SINGLE, width);
    unsigned borders;

    if (single.len == 0)
        return;
    borders = after & borders_before(lane, end - width);
    for (uint32_t i = 0; i < single.len; i++)
        layout_decide(lane, &lane->db->digits.layouts[single.refs[i]], end, width, borders);
}

/* Can a match of the rule start at the group that begins `start` bytes before the chain's end, or at
 * one of the up to DLP_CHAIN_GAP bytes before it ("+", "(")? */
static bool chain_starts(const struct dlp_lane *lane, const struct dlp_rule_code *code,
                         const struct chain *chain, unsigned start)
{
    const uint64_t group = chain->end - start;
    const size_t lead = dlp_window_before(lane->window, group, DLP_CHAIN_GAP);
    const uint8_t *const bytes = dlp_window_at(lane->window, group - lead);

    for (size_t i = 0; i <= lead; i++)
        if (dlp_bitmap_has(code->first, bytes[i]))
            return true;
    return false;
}

static void chain_try(const struct dlp_lane *lane, const struct chain *chain, uint32_t rule)
{
    const struct dlp_rule_code *const code = &lane->db->rules[rule];
    const bool places = lane->depth == DLP_LANE_PLACES;
    unsigned digits = 0, back = 0;
    bool starts = places;

    for (size_t g = 0; g < chain->joined && digits <= code->rule.digits_max; g++) {
        digits += chain->width[g];
        if (digits < code->rule.digits_min || digits > code->rule.digits_max)
            continue;
        back = chain->start[g];
        starts = starts || chain_starts(lane, code, chain, back);
    }
    if (back > 0 && starts)
        dlp_lane_emit(lane, chain->end, back, rule, DLP_EVENT_CHAIN);
}

static void chains_try(const struct dlp_lane *lane, const struct chain *chain, unsigned after)
{
    const struct dlp_layout *const layouts = lane->db->digits.layouts;
    const struct layouts chains = layouts_of(lane, DLP_LAYOUTS_CHAIN, chain->width[0]);
    unsigned digits = 0; /* of all groups that may belong to one match */

    for (size_t g = 0; g < chain->joined; g++)
        digits += chain->width[g];
    for (uint32_t i = 0; i < chains.len; i++) {
        const struct dlp_layout *const layout = &layouts[chains.refs[i]];

        if (digits >= layout->shape.group[0].min && (after >> layout->border & 1u)
            && (!lane->live || dlp_live_has_at(lane->live, layout->rule, chain->end)))
            chain_try(lane, chain, layout->rule);
    }
}

/* Does one of the bytes before a group begin matches ("+", "(")? */
static bool group_is_led(const struct dlp_lane *lane, uint64_t start)
{
    const size_t lead = dlp_window_before(lane->window, start, DLP_CHAIN_GAP);
    const uint8_t *const bytes = dlp_window_at(lane->window, start);

    for (size_t i = 1; i <= lead; i++)
        if (dlp_bitmap_has(lane->db->digits.lead, bytes[-(ptrdiff_t)i]))
            return true;
    return false;
}

/* The chain is one group, and nothing that leads a match stands before it. */
static void bare_try(const struct dlp_lane *lane, uint64_t end, unsigned width)
{
    const struct layouts bare = layouts_of(lane, DLP_LAYOUTS_BARE, width);
    const uint8_t first = *dlp_window_at(lane->window, end - width);

    for (uint32_t i = 0; i < bare.len; i++) {
        const uint32_t rule = lane->db->digits.layouts[bare.refs[i]].rule;

        if (dlp_bitmap_has(lane->db->rules[rule].first, first)
            && (!lane->live || dlp_live_has_at(lane->live, rule, end)))
            dlp_lane_emit(lane, end, width, rule, DLP_EVENT_CHAIN);
    }
}

/* May a value end before the byte behind the group? A letter there ends all hope. */
static inline bool group_may_end(const struct dlp_lane *lane, uint64_t end, bool loose)
{
    return loose || lane->depth == DLP_LANE_PLACES || dlp_window_after(lane->window, end, 1) == 0
        || !is_letter(*dlp_window_at(lane->window, end));
}

void dlp_group_end(const struct dlp_lane *lane, uint64_t end, uint64_t bits)
{
    const struct dlp_digit_tables *const tables = &lane->db->digits;
    const unsigned width = dlp_leading_ones(bits);
    struct chain chain;

    if (width == WORD && group_is_cut(lane, end)) /* longer than a shape can be */
        return;
    if (!group_may_end(lane, end, tables->single_loose))
        return;
    group_try(lane, end, width, borders_after(lane, end));
    if (layouts_of(lane, DLP_LAYOUTS_CHAIN, width).len == 0)
        return;
    if (lane->depth > DLP_LANE_PLACES && !group_is_led(lane, end - width)) {
        bare_try(lane, end, width);
        return;
    }
    chain_read(&chain, lane, end, bits);
    chains_try(lane, &chain, borders_after(lane, end));
}

/* Is any layout left that a group of that width may end? */
static inline bool width_is_live(const struct dlp_lane *lane, uint64_t end, unsigned width)
{
    const uint64_t start = end - width;
    const char separator = dlp_window_before(lane->window, start, 1)
        ? (char)dlp_window_at(lane->window, start)[-1]
        : 0;

    return layouts_of(lane, dlp_layouts_multi(separator), width).len > 0
        || layouts_of(lane, DLP_LAYOUTS_SINGLE, width).len > 0
        || layouts_of(lane, DLP_LAYOUTS_CHAIN, width).len > 0
        || layouts_of(lane, DLP_LAYOUTS_HEADED, width).len > 0;
}

void dlp_chain_end(const struct dlp_lane *lane, uint64_t end, uint64_t bits)
{
    const struct dlp_digit_tables *const tables = &lane->db->digits;
    const unsigned width = dlp_leading_ones(bits);
    const bool plain = group_may_end(lane, end, tables->single_loose || tables->multi_loose)
        && width_is_live(lane, end, width);
    const bool tailed =
        tail_is_possible(lane, end) && layouts_of(lane, DLP_LAYOUTS_TAILED, width).len > 0;
    struct chain chain;
    unsigned after;

    if (!plain && !tailed)
        return;
    chain_read(&chain, lane, end, bits);
    if (chain.groups == 0)
        return;
    if (tailed)
        sided_shapes_try(lane, DLP_LAYOUTS_TAILED, &chain);
    if (!plain)
        return;
    if (head_is_possible(lane, &chain))
        sided_shapes_try(lane, DLP_LAYOUTS_HEADED, &chain);
    if (chain.digits < tables->need[chain.groups])
        return;
    after = borders_after(lane, end);
    group_try(lane, end, chain.width[0], after);
    if (chain.separator[0])
        shapes_try(lane, &chain, after);
    chains_try(lane, &chain, after);
}
