/* scan/class_lane.c - byte classes -> events.
 *
 * Bytes are looked at 64 at a time as bit masks. Where a run of digits ends, the 64 bytes before
 * it are one machine word, and its groups fall out of it by counting leading ones and zeros; no
 * state is carried but the previous word, so a block can begin anywhere. A group that stands alone and
 * is too short for any rule, which is what most digits of a text are, is dropped by two shifts, and
 * words without digits, which is what most of a text is, by one comparison. */

#include "scan/class_lane.h"

#include "scan/view_lane.h"

#include <string.h>

#define WORD DLP_LANE_WORD
#define CHUNK 64u /* words that are classified in one go: 4 KiB */

/* Bits of the current word whose byte is the last of at least n bytes of the class; n is 1 to WORD. */
static uint64_t runs_of(uint64_t before, uint64_t here, size_t n)
{
    uint64_t bits = here;
    size_t have = 1;

    for (; have * 2 <= n; have *= 2)
        bits &= bits << have;
    if (have < n)
        bits &= bits << (n - have);
    if (here & 1u) { /* the run that the word begins in */
        const size_t open = dlp_leading_ones(before);
        const size_t first =
            open < n ? n - 1 - open : 0; /* the byte with which it is long enough */
        const uint64_t run = here ^ (here & (here + 1));

        if (open > 0 && first < WORD)
            bits |= run >> first << first;
    }
    return bits;
}

/* A mask, moved on by n bytes: bit i says what the byte n before i is. */
#define MOVED(before, here, n) (((before) >> (WORD - (n))) | ((here) << (n)))

/* Where groups begin: their first digits, in the word before (as far as it tells) and in this one. */
struct starts {
    uint64_t before, here;
};

/* The bytes right behind these groups. Adding a bit to a group's first digit carries to where the
 * group ends. A group that fills the word before is wider than a shape can be, and not followed. */
static inline uint64_t ends_of(const struct dlp_lane *lane, uint64_t before, uint64_t here)
{
    const uint64_t digit_before = lane->before.digit, digit = lane->here.digit;
    const uint64_t carry = digit_before + before < digit_before;

    return (digit + here + carry) & ~digit;
}

/* Ends of groups that a separator and another group stand before: the last ones of chains. */
static inline uint64_t ends_joined(const struct dlp_lane *lane, const struct starts *starts)
{
    const struct dlp_class_masks *const b = &lane->before, *const h = &lane->here;
    const uint64_t near_before = b->digit << 2 | b->digit << 3 | b->digit << 4 | 0xf;
    const uint64_t near =
        MOVED(b->digit, h->digit, 2) | MOVED(b->digit, h->digit, 3) | MOVED(b->digit, h->digit, 4);

    _Static_assert(DLP_CHAIN_GAP == 3, "as many bytes may stand between two groups");
    return ends_of(lane, starts->before & (b->joint << 1 | 1u) & near_before,
                   starts->here & MOVED(b->joint, h->joint, 1) & near);
}

/* Ends of groups that a letter stands beside, or one byte and then a letter. What the word before and
 * the one to come would tell counts as such. */
static inline uint64_t ends_sided(const struct dlp_lane *lane, const struct starts *starts)
{
    const struct dlp_class_masks *const b = &lane->before, *const h = &lane->here;
    const uint64_t near_before = b->letter << 1 | b->letter << 2 | 3;
    const uint64_t near = MOVED(b->letter, h->letter, 1) | MOVED(b->letter, h->letter, 2);

    return h->letter | h->letter >> 1 | UINT64_C(1) << (WORD - 1)
        | ends_of(lane, starts->before & near_before, starts->here & near);
}

/* Ends of groups that letters stand beside which touch a digit on their other side: no head or tail is
 * made of those, where they must end at a border. */
static inline uint64_t ends_clasped(const struct dlp_lane *lane, const struct starts *starts)
{
    const struct dlp_class_masks *const b = &lane->before, *const h = &lane->here;
    const uint64_t bad_before = b->letter & b->digit << 1;
    const uint64_t bad = h->letter & MOVED(b->digit, h->digit, 1);
    const uint64_t past =
        b->letter + bad_before; /* adding a bit carries to where the letters end */
    const uint64_t carry = past < b->letter;
    const uint64_t two = h->letter & h->letter >> 1, four = two & two >> 2;
    uint64_t behind = h->letter & h->digit >> 1;

    behind |= h->letter & behind >> 1;
    behind |= two & behind >> 2;
    behind |= four & behind >> 4;
    return behind
        | ends_of(lane, starts->before & past & ~b->letter,
                  starts->here & (h->letter + bad + carry) & ~h->letter);
}

/* Of these ends, those of groups of at least n digits, below WORD. Few are left after the second. */
static inline uint64_t ends_wide(const struct dlp_lane *lane, uint64_t ends, unsigned n)
{
    for (unsigned i = 2; i <= n && ends != 0; i++)
        ends &= MOVED(lane->before.digit, lane->here.digit, i);
    return ends;
}

static inline void digit_events(struct dlp_lane *lane, uint64_t valid)
{
    const struct dlp_digit_tables *const tables = &lane->db->digits;
    const struct dlp_class_masks *const b = &lane->before, *const h = &lane->here;
    const struct starts starts = { b->digit & ~(b->digit << 1),
                                   h->digit & ~MOVED(b->digit, h->digit, 1) };
    const unsigned least = tables->need[1] < WORD ? tables->need[1] : WORD - 1;
    const uint64_t joined = ends_joined(lane, &starts);
    uint64_t ends = ~h->digit & MOVED(b->digit, h->digit, 1) & valid;
    uint64_t alone = ends & ~joined;
    uint64_t sided = tables->side_width > 0 ? ends & ends_sided(lane, &starts) : 0;

    if (alone) {
        alone = ends_wide(lane, alone, least);
        if (lane->depth > DLP_LANE_PLACES && !tables->single_loose && !tables->letter_leads)
            alone &= ~ends_of(lane, starts.before & (b->letter << 1),
                              starts.here & MOVED(b->letter, h->letter, 1));
    }
    if (sided) {
        sided = ends_wide(lane, sided, tables->side_width < WORD ? tables->side_width : WORD - 1);
        if (lane->depth > DLP_LANE_PLACES && !tables->sided_loose)
            sided &= ~ends_clasped(lane, &starts);
    }
    for (; sided; sided &= sided - 1) {
        const unsigned bit = (unsigned)__builtin_ctzll(sided);

        lane->asked++;
        dlp_sided_end(lane, lane->base + bit, dlp_bits_before(b->digit, h->digit, bit));
    }
    for (ends = alone | (ends & joined); ends; ends &= ends - 1) {
        const unsigned bit = (unsigned)__builtin_ctzll(ends);
        const uint64_t bits = dlp_bits_before(b->digit, h->digit, bit);

        lane->asked++;
        if (joined >> bit & 1u)
            dlp_chain_end(lane, lane->base + bit, bits);
        else
            dlp_group_end(lane, lane->base + bit, bits);
    }
}

/* Can a run of DLP_VIEW_RUN_LEAST token's bytes and more end in the current word or where it begins? Most
 * words of a text are told that none can by a dozen operations on one register. */
static inline bool wide_is_possible(uint64_t before, uint64_t here)
{
    const unsigned on = here == UINT64_MAX ? WORD : (unsigned)__builtin_ctzll(~here);
    uint64_t runs = here & (here << 1);

    _Static_assert(DLP_VIEW_RUN_LEAST == 15 && DLP_TOKEN_RUN > 15, "what is added up here");
    runs &= runs << 2;
    runs &= runs << 4;
    runs &= runs << 7;
    return runs != 0 || dlp_leading_ones(before) + on >= DLP_VIEW_RUN_LEAST;
}

/* Bits right behind the runs of `here` in which a byte of `some`, a subset, stands. Adding a bit inside a
 * run carries to where the run ends. A run that fills the word before counts as one of them. */
static inline uint64_t runs_with(uint64_t before, uint64_t here, uint64_t some_before,
                                 uint64_t some)
{
    const bool carry = before == UINT64_MAX || before + some_before < before;

    return (here + some + carry) & ~here;
}

/* Ends of runs that a rule may want, when every rule that takes short ones wants a digit in them. */
static inline uint64_t run_ends_asked(const struct dlp_lane *lane, const struct starts *runs,
                                      uint64_t ends)
{
    const struct dlp_run_tables *const tables = &lane->db->runs;
    const struct dlp_class_masks *const b = &lane->before, *const h = &lane->here;
    /* Last bytes of two, four and eight bytes of a run. */
    const struct starts two = { runs->before & runs->before << 1,
                                runs->here & MOVED(runs->before, runs->here, 1) };
    const struct starts four = { two.before & two.before << 2,
                                 two.here & MOVED(two.before, two.here, 2) };
    const struct starts eight = { four.before & four.before << 4,
                                  four.here & MOVED(four.before, four.here, 4) };
    const uint64_t plain = runs_with(runs->before, runs->here, b->letter, h->letter)
        & ~runs_with(runs->before, runs->here, b->small, h->small);

    ends &= runs_with(runs->before, runs->here, b->digit, h->digit);
    if (tables->min >= 4)
        ends &= MOVED(four.before, four.here, 1);
    if (tables->bare >= 8 && tables->small >= 8)
        ends &= plain | MOVED(eight.before, eight.here, 1);
    return ends;
}

/* @param asked  has the run a digit in it, or need it have none? */
static void run_end(struct dlp_lane *lane, unsigned bit, uint64_t bits, bool asked)
{
    const struct dlp_run_tables *const runs = &lane->db->runs;
    const struct dlp_class_masks *const b = &lane->before, *const h = &lane->here;
    const uint64_t end = lane->base + bit;
    const size_t width = dlp_leading_ones(bits);

    if (lane->marks && width >= DLP_VIEW_RUN_LEAST && width < WORD)
        dlp_view_run(lane, end, width);
    if (runs->min == 0 || width < (runs->min < WORD ? runs->min : WORD)
        || (!asked && width < (runs->wordy < WORD ? runs->wordy : WORD)))
        return;
    lane->asked += dlp_run_end(lane, end, bits, dlp_bits_before(b->digit, h->digit, bit),
                               dlp_bits_before(b->small, h->small, bit));
}

/* May a run without a digit, however short, be wanted? */
static bool wants_words(const struct dlp_lane *lane)
{
    const struct dlp_run_tables *const runs = &lane->db->runs;

    return runs->min > 0 && (lane->depth == DLP_LANE_PLACES || runs->wordy < DLP_VIEW_RUN_LEAST);
}

/* @param wide  are there runs that decoders look at, or so long that rules want no digit in them? */
static void run_events(struct dlp_lane *lane, uint64_t valid, bool wide)
{
    const struct starts runs = { lane->before.digit | lane->before.letter,
                                 lane->here.digit | lane->here.letter };
    const unsigned open = dlp_leading_ones(runs.before);
    const uint64_t last = ~runs.here & MOVED(runs.before, runs.here, 1) & valid;
    const uint64_t asked = wants_words(lane) ? last : run_ends_asked(lane, &runs, last);
    uint64_t ends = asked;

    if (wide)
        ends |= last
            & (runs_of(runs.before, runs.here, DLP_VIEW_RUN_LEAST) << 1
               | (open >= DLP_VIEW_RUN_LEAST));
    for (; ends; ends &= ends - 1) {
        const unsigned bit = (unsigned)__builtin_ctzll(ends);

        run_end(lane, bit, dlp_bits_before(runs.before, runs.here, bit), asked >> bit & 1u);
    }
    /* One that goes on for more than a word: told once. */
    if (lane->marks && wide && open < WORD && ~runs.here << open == 0
        && (valid >> (WORD - 1 - open) & 1u) != 0)
        dlp_view_run(lane, lane->base + WORD - open, WORD);
}

/* Runs of a token's bytes: asked about once, where they have become long enough. */
static inline void token_events(const struct dlp_lane *lane, uint64_t valid)
{
    const uint64_t here = lane->here.token;
    const unsigned open = dlp_leading_ones(lane->before.token); /* bytes of a run that goes on */
    const unsigned on = here == UINT64_MAX ? WORD : (unsigned)__builtin_ctzll(~here);
    uint64_t runs = here & here << 1;

    runs &= runs << 2;
    runs &= runs << 4;
    runs &= runs << 8;
    if (runs == 0 && open + on < DLP_TOKEN_RUN)
        return;
    runs &= ~(runs << 1); /* the last byte of the first so many */
    if (open > 0) {
        runs &= ~(UINT64_C(1) << (DLP_TOKEN_RUN - 1)); /* began in the word before */
        if (open < DLP_TOKEN_RUN && open + on >= DLP_TOKEN_RUN)
            runs |= UINT64_C(1) << (DLP_TOKEN_RUN - 1 - open);
    }
    for (uint64_t ends = (runs << 1 | (open == DLP_TOKEN_RUN)) & valid; ends; ends &= ends - 1)
        dlp_prefix_lane(lane, lane->base + (unsigned)__builtin_ctzll(ends));
}

/* Heads: two letters, two digits, and no letter or digit before. */
static inline void head_events(const struct dlp_lane *lane)
{
    const struct dlp_class_masks *const b = &lane->before, *const h = &lane->here;
    uint64_t heads = h->digit & MOVED(b->digit, h->digit, 1) & MOVED(b->letter, h->letter, 2)
        & MOVED(b->letter, h->letter, 3) & ~MOVED(b->digit | b->letter, h->digit | h->letter, 4);

    for (; heads; heads &= heads - 1)
        dlp_head_end(lane, lane->base + (unsigned)__builtin_ctzll(heads) + 1);
}

/* Has a run that may end in the current word a digit in it? */
static inline bool digit_in_run(const struct dlp_lane *lane)
{
    const uint64_t before = lane->before.digit | lane->before.letter;

    return lane->here.digit != 0
        || (lane->before.digit != 0 && (before >> (WORD - 1)) != 0
            && (before == UINT64_MAX
                || lane->before.digit >> (WORD - dlp_leading_ones(before)) != 0));
}

/* Classify `words` words from the current one on, with zeros for what lies outside the window. */
static void chunk_load(struct dlp_class_masks *out, const struct dlp_lane *lane, size_t words,
                       dlp_class_masks_fn classify)
{
    const struct dlp_window *const window = lane->window;
    const uint8_t *const joints = lane->db->digits.joints;
    const uint64_t base = lane->base, end = window->start + window->len;
    const size_t have = base < end ? (size_t)(end - base) : 0;
    const size_t whole = have / WORD < words ? have / WORD : words;
    uint8_t padded[WORD] = { 0 };

    classify(out, dlp_window_at(window, base), whole, joints);
    if (whole == words)
        return;
    memcpy(padded, dlp_window_at(window, base + whole * WORD), have - whole * WORD);
    classify(out + whole, padded, 1, joints);
}

/* The word that ends where the current one begins. */
static void word_load_before(struct dlp_class_masks *out, const struct dlp_lane *lane,
                             dlp_class_masks_fn classify)
{
    const size_t have = dlp_window_before(lane->window, lane->base, WORD);
    uint8_t padded[WORD] = { 0 };

    memcpy(padded + (WORD - have), dlp_window_at(lane->window, lane->base - have), have);
    classify(out, padded, 1, lane->db->digits.joints);
}

/* Is there a run that decoders look at, or that a rule wants without a digit? Most wide runs have a '_'. */
static inline bool words_are_wide(const struct dlp_lane *lane)
{
    const uint64_t before = lane->before.digit | lane->before.letter;
    const uint64_t here = lane->here.digit | lane->here.letter;
    const unsigned on = here == UINT64_MAX ? WORD : (unsigned)__builtin_ctzll(~here);

    return lane->marks || lane->db->runs.wordy < WORD || dlp_leading_ones(before) + on >= WORD;
}

/* What is in the current word.
 * @param wide  may there be a wide run of a token's bytes? */
static void word_events(struct dlp_lane *lane, uint64_t valid, bool wide)
{
    const struct dlp_class_masks *const b = &lane->before, *const h = &lane->here;

    if (h->digit | b->digit >> (WORD - 1)) {
        digit_events(lane, valid);
        if (lane->db->heads.refs)
            head_events(lane);
        if (lane->marks)
            dlp_view_digits(lane, valid);
    }
    if (wide && lane->db->prefixes.len > 0 && lane->depth != DLP_LANE_BORDERS)
        token_events(lane, valid);
    wide = wide && words_are_wide(lane);
    if ((lane->db->runs.min > 0 || lane->marks)
        && (wide || wants_words(lane) || digit_in_run(lane)))
        run_events(lane, valid, wide);
    if (lane->marks && (h->digit | b->digit))
        dlp_view_signs(lane, valid);
    if (lane->marks && (h->high | b->high >> (WORD - 1)))
        dlp_view_high(lane, valid);
}

size_t dlp_class_lane(struct dlp_event_list *out, const struct dlp_database *db,
                      const struct dlp_window *window, uint64_t from, uint64_t to,
                      enum dlp_lane_depth depth, struct dlp_live *live, struct dlp_costs *costs,
                      struct dlp_marks *marks, dlp_class_masks_fn classify)
{
    struct dlp_lane lane = { .out = out,
                             .db = db,
                             .window = window,
                             .from = from,
                             .to = to,
                             .depth = depth,
                             .live = live,
                             .costs = costs,
                             .marks = marks };
    struct dlp_class_masks masks[1 + CHUNK]; /* the word before them comes first */
    /* The last byte of a tail may stand in this block when its digits stand in the one before. */
    const uint64_t first = from
        - dlp_window_before(window, from, db->digits.tail_max > 1 ? db->digits.tail_max - 1u : 0);
    const size_t words = (size_t)((to - first) / WORD) + 1;
    const bool always = wants_words(&lane) || marks;

    lane.base = first;
    word_load_before(&masks[CHUNK], &lane, classify);
    for (size_t at = 0; at < words; at++) {
        const struct dlp_class_masks *const here = &masks[1 + at % CHUNK], *const before = here - 1;
        uint64_t valid = UINT64_MAX;
        bool wide;

        lane.base = first + at * WORD;
        if (at % CHUNK == 0) {
            masks[0] = masks[CHUNK];
            chunk_load(masks + 1, &lane, words - at < CHUNK ? words - at : CHUNK, classify);
        }
        if (at + 1 == words) /* of the places (from, to] */
            valid = to - lane.base >= WORD - 1 ? UINT64_MAX : (UINT64_C(2) << (to - lane.base)) - 1;
        wide = wide_is_possible(before->token, here->token);
        if (!wide && !always && (here->digit | before->digit) == 0)
            continue;
        lane.before = *before;
        lane.here = *here;
        word_events(&lane, valid, wide);
    }
    if (marks)
        dlp_view_last_signs(&lane);
    return lane.asked;
}
