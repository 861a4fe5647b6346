/* scan/class_lane.c - byte classes -> events.
 *
 * Bytes are looked at 64 at a time as bit masks. Where a run of digits ends, the 64 bytes before
 * it are one machine word, and its groups fall out of it by counting leading ones and zeros; no
 * state is carried but the previous word, so a block can begin anywhere. A group that stands alone and
 * is too short for any rule, which is what most digits of a text are, is dropped by two shifts, and
 * words without digits, which is what most of a text is, by one comparison. */

#include "scan/class_lane.h"

#include "scan/lane.h"

#include <string.h>

#define WORD DLP_LANE_WORD
#define CHUNK 64u /* words that are classified in one go: 4 KiB */

/* A group that stands alone and is too short for any shape: most digits of a text. */
static inline bool group_is_short(const struct dlp_digit_tables *tables, uint64_t bits)
{
    const unsigned width = dlp_leading_ones(bits);
    const uint64_t rest = width < WORD ? bits << width : 0;

    return width < tables->need[1] && (rest >> (WORD - 1 - DLP_CHAIN_GAP)) == 0;
}

static inline void digit_events(const struct dlp_lane *lane, uint64_t valid)
{
    const uint64_t before = lane->before.digit, here = lane->here.digit;

    for (uint64_t ends = ~here & ((here << 1) | (before >> 63)) & valid; ends; ends &= ends - 1) {
        const unsigned bit = (unsigned)__builtin_ctzll(ends);
        const uint64_t bits = dlp_bits_before(before, here, bit);

        if (!group_is_short(&lane->db->digits, bits))
            dlp_digits_end(lane, lane->base + bit, bits);
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
static inline bool run_is_possible(uint64_t before, uint64_t here, size_t n)
{
    uint64_t runs = here & (here << 1);
    unsigned across = dlp_leading_ones(before);

    if (n < 16)
        return true;
    runs &= runs << 2;
    runs &= runs << 4;
    runs &= runs << 8; /* of 16 and more within the word */
    across += here == UINT64_MAX ? WORD : (unsigned)__builtin_ctzll(~here);
    return runs != 0 || across >= n;
}

static void run_events(const struct dlp_lane *lane, uint64_t valid)
{
    const uint64_t here = lane->here.digit | lane->here.letter;
    const uint64_t before = lane->before.digit | lane->before.letter;
    const size_t least = lane->db->runs.min < WORD ? lane->db->runs.min : WORD;
    uint64_t ends;

    if (!run_is_possible(before, here, least))
        return;
    ends = ~here & (runs_of(before, here, least) << 1) & valid;
    if ((~here & valid & 1u) && dlp_leading_ones(before) >= least)
        ends |= 1u; /* a run that ends where the word begins */
    for (; ends; ends &= ends - 1) {
        const unsigned bit = (unsigned)__builtin_ctzll(ends);

        dlp_run_end(lane, lane->base + bit, dlp_bits_before(before, here, bit),
                    dlp_bits_before(lane->before.digit, lane->here.digit, bit));
    }
}

/* Heads: two letters, two digits, and no letter or digit before. */
static inline void head_events(const struct dlp_lane *lane)
{
    const uint64_t digit = lane->here.digit, letter = lane->here.letter;
    const uint64_t digit_before = lane->before.digit, letter_before = lane->before.letter;
    /* Each mask, moved on by n bytes. */
#define MOVED(mask, n) ((mask##_before >> (WORD - (n))) | (mask << (n)))
    uint64_t heads = digit & MOVED(digit, 1) & MOVED(letter, 2) & MOVED(letter, 3)
        & ~(MOVED(digit, 4) | MOVED(letter, 4));
#undef MOVED

    for (; heads; heads &= heads - 1)
        dlp_head_end(lane, lane->base + (unsigned)__builtin_ctzll(heads) + 1);
}

/* Classify `words` words from `base` on, with zeros for what lies outside the window. */
static void chunk_load(struct dlp_class_masks *out, const struct dlp_window *window, uint64_t base,
                       size_t words, dlp_class_masks_fn classify)
{
    const uint64_t end = window->start + window->len;
    const size_t have = base < end ? (size_t)(end - base) : 0;
    const size_t whole = have / WORD < words ? have / WORD : words;
    uint8_t padded[WORD] = { 0 };

    classify(out, dlp_window_at(window, base), whole);
    if (whole == words)
        return;
    memcpy(padded, dlp_window_at(window, base + whole * WORD), have - whole * WORD);
    classify(out + whole, padded, 1);
}

/* The word that ends at `from`. */
static void word_load_before(struct dlp_class_masks *out, const struct dlp_window *window,
                             uint64_t from, dlp_class_masks_fn classify)
{
    const size_t have = dlp_window_before(window, from, WORD);
    uint8_t padded[WORD] = { 0 };

    memcpy(padded + (WORD - have), dlp_window_at(window, from - have), have);
    classify(out, padded, 1);
}

/* Words behind which a digit does not matter to a run any more. */
static size_t run_reach(const struct dlp_database *db)
{
    if (db->runs.min == 0)
        return 0;
    return db->runs.digits ? db->runs.max / WORD + 2 : SIZE_MAX;
}

void dlp_class_lane(struct dlp_event_list *out, const struct dlp_database *db,
                    const struct dlp_window *window, uint64_t from, uint64_t to,
                    enum dlp_lane_depth depth, struct dlp_live *live, struct dlp_costs *costs,
                    dlp_class_masks_fn classify)
{
    struct dlp_lane lane = { out, db, window, from, to, depth, live, costs, 0, { 0, 0 }, { 0, 0 } };
    struct dlp_class_masks masks[CHUNK];
    const size_t words = (size_t)((to - from) / WORD) + 1;
    const size_t reach = depth == DLP_LANE_PLACES && db->runs.min > 0 ? SIZE_MAX : run_reach(db);
    size_t near = reach; /* words, from this one on, that a run with a digit may reach into */

    word_load_before(&lane.before, window, from, classify);
    for (size_t at = 0; at < words; at++) {
        uint64_t valid = UINT64_MAX;

        lane.base = from + at * WORD;
        if (at % CHUNK == 0)
            chunk_load(masks, window, lane.base, words - at < CHUNK ? words - at : CHUNK, classify);
        lane.here = masks[at % CHUNK];
        if (at + 1 == words) /* of the places (from, to] */
            valid = to - lane.base >= WORD - 1 ? UINT64_MAX : (UINT64_C(2) << (to - lane.base)) - 1;
        if (lane.here.digit | (lane.before.digit >> 63)) {
            near = reach;
            digit_events(&lane, valid);
            if (db->heads.refs)
                head_events(&lane);
        }
        if (near > 0) {
            run_events(&lane, valid);
            near -= near != SIZE_MAX;
        }
        lane.before = lane.here;
    }
}
