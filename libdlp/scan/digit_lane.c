/* scan/digit_lane.c - groups of digits -> shapes, decided from tables: width -> possible
 * shapes -> grouping -> borders -> checksum. Only what is left becomes an event. */

#include "base/bitmap.h"
#include "extract/chars.h"
#include "scan/border.h"
#include "scan/chain.h"
#include "scan/known_chains.h"

#include <string.h>

#define WORD DLP_LANE_WORD
#define USE(name) (1u << DLP_LAYOUTS_##name)

/* A byte for each of a shape's groups, in any order: all are worked on at once. */
static inline uint64_t groups_load(const uint8_t bytes[DLP_SHAPE_GROUPS])
{
    uint64_t word;

    _Static_assert(sizeof(word) == DLP_SHAPE_GROUPS, "a byte for each group of a shape");
    memcpy(&word, bytes, sizeof(word));
    return word;
}

/* Does the chain end with the groups of the layout's shape? A subtraction borrows from the high bit of a
 * byte where a width is out of range. */
static inline bool layout_fits(const struct dlp_layout *layout, const struct dlp_chain *chain)
{
    const uint64_t high = UINT64_C(0x8080808080808080), widths = groups_load(chain->width);
    const uint64_t in =
        ((widths | high) - groups_load(layout->min)) & ((groups_load(layout->max) | high) - widths);

    return (in & high) == high
        && ((groups_load(chain->separator) ^ groups_load(layout->separators))
            & groups_load(layout->joined))
        == 0;
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

/* What the layout's shape says stands in [end - back, end), and its border holds there.
 * @param fills  a cell of live->column */
static void layout_check(const struct dlp_lane *lane, uint32_t rule, uint64_t end, unsigned back,
                         bool fills)
{
    if (lane->live
        && !(fills ? dlp_live_has_in(lane->live, rule, end)
                   : dlp_live_has_at(lane->live, rule, end)))
        return;
    if (lane->depth < DLP_LANE_CHECKS
        || dlp_value_passes(&lane->db->rules[rule].rule, dlp_window_at(lane->window, end - back),
                            back))
        dlp_lane_emit(lane, end, back, rule, DLP_EVENT_SHAPE);
    else if (lane->costs && end > lane->from && end <= lane->to)
        drop_count(&lane->costs->rules[rule]);
}

/* Does a value without a tail, that starts there and ends with the group that is looked at, fill a cell whose
 * column is known? */
static inline bool fills_cell(const struct dlp_lane *lane, const struct dlp_layout *layout,
                              uint64_t start)
{
    return lane->live && lane->live->column > 0 && layout->shape.tail_len == 0
        && dlp_window_before(lane->window, start, 1)
        && (lane->live->sides[*dlp_window_at(lane->window, start - 1)] & DLP_SIDE_LEAD)
        == DLP_SIDE_LEAD_CELL;
}

/* What a value begins with: of a layout's `pairs`, those that it may have. */
struct firsts {
    uint64_t pairs[2];
};
/* @param len  of the value, 1 and more: what stands behind it may be behind the window */
static inline struct firsts firsts_of(const struct dlp_lane *lane, const uint8_t *value,
                                      unsigned len)
{
    const unsigned first = (uint8_t)(value[0] - '0');
    const unsigned second = len > 1 ? (uint8_t)(value[1] - '0') : 10;
    struct firsts firsts = { { 0, 0 } };

    if (lane->depth != DLP_LANE_CHECKS || lane->costs || first >= 10)
        return (struct firsts){ { UINT64_MAX, UINT64_MAX } };
    if (second < 10)
        dlp_bit_add(firsts.pairs, 10 * first + second);
    else
        dlp_pairs_of(firsts.pairs, first);
    return firsts;
}

static inline bool layout_begins(const struct dlp_layout *layout, struct firsts firsts)
{
    return ((layout->pairs[0] & firsts.pairs[0]) | (layout->pairs[1] & firsts.pairs[1])) != 0;
}

/* The same as layout_check(), where these borders hold. */
static inline void layout_decide(const struct dlp_lane *lane, const struct dlp_layout *layout,
                                 uint64_t end, unsigned back, unsigned borders,
                                 struct firsts firsts)
{
    bool fills;

    if (!(borders >> layout->border & 1u) || (!lane->learning && !layout_begins(layout, firsts)))
        return;
    fills = fills_cell(lane, layout, end - back);
    if (fills && dlp_cell_is_dead(&lane->live->cells, lane->live->column, layout->rule))
        return;
    if (lane->learning)
        dlp_known_want(lane, layout->rule, fills);
    else
        layout_check(lane, layout->rule, end, back, fills);
}

/* The uses of which any layout may come to something when a group of that width ends. */
static inline unsigned uses_of(const struct dlp_lane *lane, unsigned width)
{
    struct dlp_live *const live = dlp_lane_live(lane);

    return live ? dlp_live_uses(live, width) : lane->db->digits.uses[width];
}

/* These layouts, as refs; uses_of() was asked before. */
struct layouts {
    const uint32_t *refs, *before;
    uint32_t len;
};
static inline struct layouts layouts_of(const struct dlp_lane *lane, enum dlp_layout_use use,
                                        unsigned width)
{
    const struct dlp_digit_tables *const tables = &lane->db->digits;
    const struct dlp_live *const live = dlp_lane_live(lane);
    const struct dlp_range range = (live ? live->by_width : tables->by_width)[use][width];

    return (struct layouts){ (live ? live->refs : tables->refs) + range.first,
                             (live ? live->before : tables->before) + range.first, range.len };
}

static void shapes_try(const struct dlp_lane *lane, const struct dlp_chain *chain, unsigned after)
{
    const struct layouts multi =
        layouts_of(lane, dlp_layouts_multi((char)chain->separator[0]), chain->width[0]);
    const uint32_t before = dlp_before_bit(chain->width[1]);

    for (uint32_t i = 0; i < multi.len; i++) {
        const struct dlp_layout *layout;

        if ((multi.before[i] & before) == 0)
            continue;
        layout = &lane->db->digits.layouts[multi.refs[i]];
        if (layout_fits(layout, chain)) {
            const unsigned back = chain->start[layout->shape.groups - 1];

            layout_decide(lane, layout, chain->end, back,
                          after & borders_before(lane, chain->end - back),
                          firsts_of(lane, dlp_window_at(lane->window, chain->end - back), back));
        }
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

    if (lane->learning) {
        dlp_known_want(lane, layout->rule, false);
        return;
    }
    if (shape->head_len > 0
        && (dlp_window_before(w, start, shape->head_len) < shape->head_len
            || !dlp_shape_side_fits(shape->head, dlp_window_at(w, start - shape->head_len))))
        return;
    if (shape->tail_len > 0
        && (dlp_window_after(w, end, shape->tail_len) < shape->tail_len
            || !dlp_shape_side_fits(shape->tail, dlp_window_at(w, end))))
        return;
    layout_decide(lane, layout, last, (unsigned)(last - first),
                  borders_before(lane, first) & borders_after(lane, last),
                  firsts_of(lane, dlp_window_at(w, first), (unsigned)(last - first)));
}

/* What touches a group: a byte on either side, or 0, and how many letters and digits, counted to one more than
 * a side can have. */
struct sides {
    uint8_t before, behind;
    unsigned run_before, run_behind;
};

static struct sides sides_of(const struct dlp_lane *lane, uint64_t end, unsigned width)
{
    const struct dlp_class_masks *const b = &lane->before, *const h = &lane->here;
    const unsigned run = dlp_leading_ones(
        dlp_bits_before(b->digit | b->letter, h->digit | h->letter, (unsigned)(end - lane->base)));
    const size_t have_before = dlp_window_before(lane->window, end - width, DLP_SHAPE_SIDE + 1);
    const size_t have_behind = dlp_window_after(lane->window, end, DLP_SHAPE_SIDE + 1);
    const uint8_t *const behind = dlp_window_at(lane->window, end), *const start = behind - width;
    struct sides sides = { have_before > 0 ? start[-1] : 0, have_behind > 0 ? *behind : 0,
                           run - width, 0 };

    if (run == WORD) /* it may go on */
        while (sides.run_before < have_before
               && dlp_is_alnum(start[-1 - (ptrdiff_t)sides.run_before]))
            sides.run_before++;
    while (sides.run_behind < have_behind && dlp_is_alnum(behind[sides.run_behind]))
        sides.run_behind++;
    return sides;
}

/* Shapes of one group with sides, at a group of their width.
 * @param strict  none may touch letters or digits that it does not take */
static void sided_try(const struct dlp_lane *lane, struct layouts sided, uint64_t end,
                      unsigned width, struct sides sides, bool strict)
{
    for (uint32_t i = 0; i < sided.len; i++) {
        const struct dlp_layout *const layout = &lane->db->digits.layouts[sided.refs[i]];
        const struct dlp_shape *const shape = &layout->shape;

        if (strict
            && (layout->head_run != sides.run_before || layout->tail_run != sides.run_behind))
            continue;
        if ((shape->head_len == 0
             || dlp_shape_side_is(shape->head[shape->head_len - 1], sides.before))
            && (shape->tail_len == 0 || dlp_shape_side_is(shape->tail[0], sides.behind)))
            sides_try(lane, layout, end, width);
    }
}

void dlp_sided_end(const struct dlp_lane *lane, uint64_t end, uint64_t bits)
{
    const unsigned width = dlp_leading_ones(bits);
    const struct sides sides = sides_of(lane, end, width);
    const bool strict = lane->depth > DLP_LANE_PLACES && !lane->db->digits.sided_loose;
    const uint8_t *const side = lane->db->digits.side;

    if (strict && (sides.run_before > DLP_SHAPE_SIDE || sides.run_behind > DLP_SHAPE_SIDE))
        return;
    if ((side[sides.before] & DLP_SIDE_HEAD) && (uses_of(lane, width) & USE(LED)))
        sided_try(lane, layouts_of(lane, DLP_LAYOUTS_LED, width), end, width, sides, strict);
    if ((side[sides.behind] & DLP_SIDE_TAIL) && (uses_of(lane, width) & USE(SIDED))
        && !(strict && sides.run_before > 0))
        sided_try(lane, layouts_of(lane, DLP_LAYOUTS_SIDED, width), end, width, sides, strict);
}

static void sided_shapes_try(const struct dlp_lane *lane, enum dlp_layout_use use,
                             const struct dlp_chain *chain)
{
    const struct layouts sided = layouts_of(lane, use, chain->width[0]);
    const uint32_t before = dlp_before_bit(chain->width[1]);

    for (uint32_t i = 0; i < sided.len; i++) {
        const struct dlp_layout *layout;

        if ((sided.before[i] & before) == 0)
            continue;
        layout = &lane->db->digits.layouts[sided.refs[i]];
        if (layout_fits(layout, chain))
            sides_try(lane, layout, chain->end, chain->start[layout->shape.groups - 1]);
    }
}

/* Can a head stand before a chain's first group? Between its groups no letter does. */
static bool head_is_possible(const struct dlp_lane *lane, uint64_t start)
{
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
    const unsigned borders = after & borders_before(lane, end - width);
    const struct firsts firsts = firsts_of(lane, dlp_window_at(lane->window, end - width), width);

    for (uint32_t i = 0; i < single.len; i++)
        layout_decide(lane, &lane->db->digits.layouts[single.refs[i]], end, width, borders, firsts);
}

/* May a value end before the byte behind the group? A letter there ends all hope. */
static inline bool group_may_end(const struct dlp_lane *lane, uint64_t end, bool loose)
{
    return loose || lane->depth == DLP_LANE_PLACES || dlp_window_after(lane->window, end, 1) == 0
        || !is_letter(*dlp_window_at(lane->window, end));
}

void dlp_group_end(const struct dlp_lane *lane, uint64_t end, uint64_t bits)
{
    const unsigned width = dlp_leading_ones(bits);
    unsigned after;

    if (width == WORD && dlp_group_is_cut(lane, end)) /* longer than a shape can be */
        return;
    if (!group_may_end(lane, end, lane->db->digits.single_loose))
        return;
    after = borders_after(lane, end);
    if (uses_of(lane, width) & USE(SINGLE))
        group_try(lane, end, width, after);
    dlp_chain_alone(lane, end, width, after);
}

/* The use of shapes of several groups whose last one begins there. */
static inline enum dlp_layout_use use_at(const struct dlp_lane *lane, uint64_t start)
{
    return dlp_layouts_multi(dlp_window_before(lane->window, start, 1)
                                 ? (char)dlp_window_at(lane->window, start)[-1]
                                 : 0);
}

/* What may end with a chain whose last group has these uses. */
static void chain_decide(const struct dlp_lane *lane, const struct dlp_chain *chain, unsigned uses)
{
    const unsigned after = borders_after(lane, chain->end);

    if (uses & USE(SINGLE))
        group_try(lane, chain->end, chain->width[0], after);
    if (chain->separator[0] && (uses >> dlp_layouts_multi((char)chain->separator[0]) & 1u))
        shapes_try(lane, chain, after);
    dlp_chain_try(lane, chain, after);
}

void dlp_chain_end(const struct dlp_lane *lane, uint64_t end, uint64_t bits)
{
    const struct dlp_digit_tables *const tables = &lane->db->digits;
    const unsigned width = dlp_leading_ones(bits), uses = uses_of(lane, width);
    const bool tailed = (uses & USE(TAILED)) && tail_is_possible(lane, end);
    const bool plain = group_may_end(lane, end, tables->single_loose || tables->multi_loose)
        && ((uses & (USE(SINGLE) | USE(HEADED) | 1u << use_at(lane, end - width)))
            || dlp_chain_is_live(lane, width));
    struct dlp_chain chain;

    if (!plain && !tailed)
        return;
    dlp_chain_read(&chain, lane, end, bits);
    if (chain.groups == 0)
        return;
    if (tailed)
        sided_shapes_try(lane, DLP_LAYOUTS_TAILED, &chain);
    if (!plain)
        return;
    if ((uses & USE(HEADED)) && head_is_possible(lane, end - chain.start[chain.groups - 1]))
        sided_shapes_try(lane, DLP_LAYOUTS_HEADED, &chain);
    if (chain.digits >= tables->need[chain.groups])
        chain_decide(lane, &chain, uses);
}
