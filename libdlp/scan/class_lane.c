/* scan/class_lane.c - byte classes -> events.
 *
 * Bytes are looked at 64 at a time as bit masks. Where a run of digits ends, the 64 bytes before
 * it are one machine word, and its groups fall out of it by counting leading ones and zeros; no
 * state is carried but the previous word, so a block can begin anywhere. A group that stands alone and
 * is too short for any rule, which is what most digits of a text are, is dropped by two shifts. */

#include "scan/class_lane.h"

#include "scan/border.h"
#include "scan/class_masks.h"
#include "scan/event_list.h"

#include <string.h>

#define WORD 64u /* bytes, and bits */

/* Two words of class bits: the one before and the current one. */
struct lane_word {
    uint64_t base; /* offset of bit 0 of the current word */
    struct dlp_class_masks before, here;
};

struct lane {
    struct dlp_event_list *out;
    const struct dlp_database *db;
    const struct dlp_window *window;
    uint64_t from, to;
    bool keep_all;
    struct lane_word word;
};

/* The groups of a chain that ends at `end`, last group first. */
struct lane_chain {
    uint64_t end;
    size_t groups;
    size_t joined; /* groups, from the last one on, that bytes of DLP_CHAIN_JOINTS alone join */
    unsigned digits;
    uint8_t width[DLP_CHAIN_GROUPS];
    uint8_t start[DLP_CHAIN_GROUPS]; /* bytes from the group's first digit to the chain's end */
    uint8_t
        separator[DLP_CHAIN_GROUPS]; /* the one byte before the group, 0 when there are several */
};

/* Bit 63 is the byte before `bit` of the current word, bit 62 the one before that, and so on. */
static inline uint64_t bits_before(uint64_t before, uint64_t here, unsigned bit)
{
    return bit == 0 ? before : (here << (WORD - bit)) | (before >> bit);
}

static inline unsigned leading_ones(uint64_t bits)
{
    return bits == UINT64_MAX ? WORD : (unsigned)__builtin_clzll(~bits);
}

/* Digits that end at `from` belong to this block when a shape's letter stands behind them, and those
 * that end at `to` do not: so `at` decides, here. */
static inline void lane_emit(const struct lane *lane, uint64_t at, unsigned back, uint32_t rule,
                             enum dlp_event_kind kind)
{
    const struct dlp_event event = { at, back, rule, (uint8_t)kind };

    if (at > lane->from && at <= lane->to)
        dlp_event_list_add(lane->out, &event);
}

/* Do the gap bytes before `from` join two groups? Clears *joined when a rule with digits says no. */
static bool gap_joins(const struct lane *lane, uint64_t from, unsigned gap, bool *joined)
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
static bool group_is_cut(const struct lane *lane, uint64_t end)
{
    const uint64_t start = end - WORD;

    return dlp_window_before(lane->window, start, 1) > 0
        && (uint8_t)(dlp_window_at(lane->window, start)[-1] - '0') < 10;
}

static void chain_read(struct lane_chain *chain, const struct lane *lane, uint64_t end,
                       uint64_t bits)
{
    unsigned used = 0;
    bool joined = true;

    chain->end = end;
    chain->groups = chain->joined = 0;
    chain->digits = 0;
    while (chain->groups < DLP_CHAIN_GROUPS) {
        const unsigned width = leading_ones(bits);
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
static unsigned shape_fits(const struct dlp_shape *shape, const struct lane_chain *chain)
{
    if (shape->groups > chain->groups)
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

static void layout_try(const struct lane *lane, const struct dlp_layout *layout,
                       const struct lane_chain *chain)
{
    const struct dlp_window *const w = lane->window;
    unsigned back = shape_fits(&layout->shape, chain);
    uint64_t end = chain->end;

    if (back == 0)
        return;
    if (layout->shape.tail[0]) {
        const size_t have = dlp_window_after(w, end, 1);

        if (have == 0 || !strchr(layout->shape.tail, *dlp_window_at(w, end))
            || *dlp_window_at(w, end) == '\0')
            return;
        back++;
        end++;
    }
    if (lane->keep_all
        || dlp_border_holds(lane->db->rules[layout->rule].rule.border, w, end - back, end))
        lane_emit(lane, end, back, layout->rule, DLP_EVENT_SHAPE);
}

static void range_try(const struct lane *lane, const struct dlp_layout_range *range,
                      const struct lane_chain *chain)
{
    const struct dlp_digit_tables *const tables = &lane->db->digits;

    for (uint32_t i = 0; i < range->len; i++)
        layout_try(lane, &tables->layouts[tables->refs[range->first + i]], chain);
}

/* Can a match of the rule start at the group that begins `start` bytes before the chain's end, or at
 * one of the up to DLP_CHAIN_GAP bytes before it ("+", "(")? */
static bool chain_starts(const struct lane *lane, const struct dlp_rule_code *code,
                         const struct lane_chain *chain, unsigned start)
{
    const uint64_t group = chain->end - start;
    const size_t lead = dlp_window_before(lane->window, group, DLP_CHAIN_GAP);
    const uint8_t *const bytes = dlp_window_at(lane->window, group - lead);

    for (size_t i = 0; i <= lead; i++)
        if (dlp_bitmap_has(code->first, bytes[i]))
            return true;
    return false;
}

static void chain_rules_try(const struct lane *lane, const struct lane_chain *chain)
{
    const struct dlp_digit_tables *const tables = &lane->db->digits;

    for (size_t i = 0; i < tables->chain_rules_len; i++) {
        const struct dlp_rule_code *const code = &lane->db->rules[tables->chain_rules[i]];
        unsigned digits = 0, back = 0;
        bool starts = lane->keep_all;

        for (size_t g = 0; g < chain->joined && digits <= code->rule.digits_max; g++) {
            digits += chain->width[g];
            if (digits < code->rule.digits_min || digits > code->rule.digits_max)
                continue;
            back = chain->start[g];
            starts = starts || chain_starts(lane, code, chain, back);
        }
        if (back > 0 && starts)
            lane_emit(lane, chain->end, back, tables->chain_rules[i], DLP_EVENT_CHAIN);
    }
}

/* A group that stands alone and is too short for any shape: most digits of a text. */
static bool group_is_short(const struct dlp_digit_tables *tables, uint64_t bits)
{
    const unsigned width = leading_ones(bits);
    const uint64_t rest = width < WORD ? bits << width : 0;

    return width < tables->need[1] && (rest >> (WORD - 1 - DLP_CHAIN_GAP)) == 0;
}

static void digits_end(const struct lane *lane, uint64_t end, uint64_t bits)
{
    const struct dlp_digit_tables *const tables = &lane->db->digits;
    struct lane_chain chain;
    unsigned width;

    if (group_is_short(tables, bits))
        return;
    chain_read(&chain, lane, end, bits);
    if (chain.groups == 0 || chain.digits < tables->need[chain.groups])
        return;
    width = chain.width[0];
    range_try(lane, &tables->single[width], &chain);
    if (chain.groups > 1)
        range_try(lane, &tables->multi[width], &chain);
    chain_rules_try(lane, &chain);
}

static inline bool is_alnum(uint8_t byte)
{
    return (uint8_t)(byte - '0') < 10 || (uint8_t)((byte | 0x20) - 'a') < 26;
}

/* The run's bytes, counted to one more than any rule wants. A run that fills the word is followed
 * byte by byte, and only where a rule wants such long ones. */
static size_t run_width(const struct lane *lane, uint64_t end, uint64_t bits)
{
    const size_t most = dlp_window_before(lane->window, end, lane->db->run_max + 1);
    const uint8_t *const bytes = dlp_window_at(lane->window, end) - most;
    size_t width = leading_ones(bits);

    if (width == WORD)
        while (width < most && is_alnum(bytes[most - 1 - width]))
            width++;
    return width;
}

static void run_end(const struct lane *lane, uint64_t end, uint64_t bits)
{
    const size_t width = run_width(lane, end, bits);

    for (size_t i = 0; i < lane->db->run_rules_len; i++) {
        const struct dlp_rule_code *const code = &lane->db->rules[lane->db->run_rules[i]];

        if (width >= code->rule.run_min && width <= code->rule.run_max && width <= code->width)
            lane_emit(lane, end, (unsigned)width, lane->db->run_rules[i], DLP_EVENT_RUN);
    }
}

/* Bits of the current word whose byte is the last of at least n bytes of the class; n is up to WORD. */
static uint64_t runs_of(uint64_t before, uint64_t here, size_t n)
{
    unsigned __int128 bits = ((unsigned __int128)here << WORD) | before;
    unsigned have = 1;

    while (have * 2 <= n) {
        bits &= bits << have;
        have *= 2;
    }
    if (have < n)
        bits &= bits << (n - have);
    return (uint64_t)(bits >> WORD);
}

/* Can a run of at least n bytes end in the current word or where it begins? Most words of a text are
 * told that none can by a dozen operations on one register. */
static bool run_is_possible(uint64_t before, uint64_t here, size_t n)
{
    uint64_t runs = here & (here << 1);
    unsigned across = leading_ones(before);

    if (n < 16)
        return true;
    runs &= runs << 2;
    runs &= runs << 4;
    runs &= runs << 8; /* of 16 and more within the word */
    across += here == UINT64_MAX ? WORD : (unsigned)__builtin_ctzll(~here);
    return runs != 0 || across >= n;
}

/* Events of the current word; `valid` has a bit for each position that belongs to the block. */
static void word_events(const struct lane *lane, uint64_t valid)
{
    const struct lane_word *const w = &lane->word;
    const uint64_t alnum = w->here.digit | w->here.letter;
    const uint64_t alnum_before = w->before.digit | w->before.letter;
    uint64_t ends = ~w->here.digit & ((w->here.digit << 1) | (w->before.digit >> 63)) & valid;

    for (; ends; ends &= ends - 1) {
        const unsigned bit = (unsigned)__builtin_ctzll(ends);

        digits_end(lane, w->base + bit, bits_before(w->before.digit, w->here.digit, bit));
    }
    if (lane->db->run_rules_len > 0) {
        const size_t least = lane->db->run_min < WORD ? lane->db->run_min : WORD;

        if (!run_is_possible(alnum_before, alnum, least))
            return;
        ends = ~alnum & (runs_of(alnum_before, alnum, least) << 1) & valid;
        if ((~alnum & valid & 1u) && leading_ones(alnum_before) >= least)
            ends |= 1u; /* a run that ends where the word begins */
        for (; ends; ends &= ends - 1) {
            const unsigned bit = (unsigned)__builtin_ctzll(ends);

            run_end(lane, w->base + bit, bits_before(alnum_before, alnum, bit));
        }
    }
}

/* Heads: two letters, two digits, and no letter or digit before. at is behind the second digit. */
static void head_events(const struct lane *lane)
{
    const struct lane_word *const w = &lane->word;
    const uint64_t pairs = w->here.digit & ((w->here.digit << 1) | (w->before.digit >> 63));
    unsigned __int128 digit, letter, alnum;
    uint64_t heads;

    if (pairs == 0)
        return;
    digit = ((unsigned __int128)w->here.digit << WORD) | w->before.digit;
    letter = ((unsigned __int128)w->here.letter << WORD) | w->before.letter;
    alnum = digit | letter;
    heads =
        (uint64_t)((digit & (digit << 1) & (letter << 2) & (letter << 3) & ~(alnum << 4)) >> WORD);
    for (; heads; heads &= heads - 1) {
        const uint64_t at = w->base + (unsigned)__builtin_ctzll(heads) + 1;

        for (size_t i = 0; i < lane->db->head_rules_len; i++)
            lane_emit(lane, at, 4, lane->db->head_rules[i], DLP_EVENT_HEAD);
    }
}

/* Classify [base, base + 64), with zeros for what lies outside the window. */
static void word_load(struct dlp_class_masks *out, const struct dlp_window *window, uint64_t base,
                      dlp_class_masks_fn classify)
{
    const uint64_t end = window->start + window->len;
    uint8_t padded[WORD] = { 0 };

    if (base >= window->start && base + WORD <= end) {
        classify(out, window->data + (base - window->start));
        return;
    }
    if (base < end)
        memcpy(padded, dlp_window_at(window, base), (size_t)(end - base));
    classify(out, padded);
}

/* The word that ends at `from`. */
static void word_load_before(struct dlp_class_masks *out, const struct dlp_window *window,
                             uint64_t from, dlp_class_masks_fn classify)
{
    const size_t have = dlp_window_before(window, from, WORD);
    uint8_t padded[WORD] = { 0 };

    memcpy(padded + (WORD - have), dlp_window_at(window, from - have), have);
    classify(out, padded);
}

void dlp_class_lane(struct dlp_event_list *out, const struct dlp_database *db,
                    const struct dlp_window *window, uint64_t from, uint64_t to, bool keep_all,
                    dlp_class_masks_fn classify)
{
    struct lane lane = { out, db, window, from, to, keep_all, { 0 } };

    word_load_before(&lane.word.before, window, from, classify);
    for (uint64_t base = from; base <= to; base += WORD) {
        const uint64_t valid =
            to - base >= WORD - 1 ? UINT64_MAX : (UINT64_C(2) << (to - base)) - 1;

        lane.word.base = base;
        word_load(&lane.word.here, window, base, classify);
        word_events(&lane, valid);
        if (db->head_rules_len > 0)
            head_events(&lane);
        lane.word.before = lane.word.here;
    }
}
