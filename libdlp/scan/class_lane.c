/* scan/class_lane.c - byte classes -> events.
 *
 * Bytes are looked at 64 at a time as bit masks. Where a run of digits ends, the 64 bytes before
 * it are one machine word, and its groups fall out of it by counting leading ones and zeros; no
 * state is carried but the previous word, so a block can begin anywhere. What no rule can want, which is
 * most digits and runs of a text, scan/class_sift.c has dropped before. */

#include "scan/class_lane.h"

#include "base/bitmap.h"
#include "scan/cell_columns.h"
#include "scan/class_sift.h"
#include "scan/known_chains.h"
#include "scan/view_lane.h"

#include <string.h>

#define WORD DLP_LANE_WORD
#define CHUNK DLP_CLASS_WORDS
#define CHAIN_CLOSE 24u /* bytes */

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

/* Are there as many digits close by as a chain of two groups must have? Most chains of a text, as in "1, 2",
 * are refused at once, and cost less than looking for words. */
static inline bool chain_matters(const struct dlp_lane *lane, uint64_t bits)
{
    return dlp_bits_count(bits >> (WORD - CHAIN_CLOSE)) >= lane->db->digits.need[2];
}

/* A group that nothing joins to another one: may a rule want it, by its width and first digits, and the words
 * close by? */
static inline bool group_is_wanted(struct dlp_lane *lane, unsigned bit, uint64_t digits)
{
    const struct dlp_window *const w = lane->window;
    const unsigned width = dlp_leading_ones(digits);
    const uint64_t place = lane->base + bit - w->start;
    const uint8_t *const end = w->data + place;
    unsigned row = DLP_LIVE_NO_CELL, digit;

    if (width >= place || width >= DLP_CHAIN_MAX || place + 2 > w->len)
        return true;
    switch (lane->live->sides[end[-1 - (ptrdiff_t)width]] & DLP_SIDE_LEAD) {
    case DLP_SIDE_LEAD_LETTER:
        row = DLP_LIVE_LETTER;
        break;
    case DLP_SIDE_LEAD_CELL:
        row = dlp_cell_column(lane, bit);
        lane->live->column = (uint8_t)row;
        break;
    case 0:
        break;
    default:
        return true;
    }
    if (row == DLP_LIVE_NO_CELL && dlp_known_goes_on(lane->live, end))
        row = DLP_LIVE_JOINED;
    digit = (unsigned)(end[-(ptrdiff_t)width] - '0');
    lane->live->value_start = lane->base + bit - width;
    return (dlp_live_firsts(lane->live, row, width) >> digit & 1u)
        && (row == DLP_LIVE_LETTER
            || dlp_live_wants_single(lane->live, width, end - width, lane->base + bit));
}

static void chain_events(struct dlp_lane *lane, unsigned bit, uint64_t digits)
{
    const struct dlp_known_look look = dlp_known_look(lane, bit, digits);
    const uint64_t end = lane->base + bit;

    lane->live->column = dlp_cell_column(lane, bit);
    lane->live->value_start = look.shape ? end - look.len : 0;
    if (look.shape) {
        enum dlp_known_answer answer = dlp_known_answer(lane->live, &look, end);

        if (answer == DLP_KNOWN_NOT) {
            dlp_known_begin(lane->live, &look);
            lane->learning = true;
            dlp_chain_end(lane, end, digits);
            lane->learning = false;
            answer = dlp_known_answer(lane->live, &look, end);
        }
        if (answer == DLP_KNOWN_IDLE)
            return;
    }
    dlp_chain_end(lane, end, digits);
}

/* A group of digits that may be of some shape or chain ends before that bit.
 * @param joined  a separator and another group stand before it */
static void group_events(struct dlp_lane *lane, unsigned bit, bool joined)
{
    const uint64_t end = lane->base + bit;
    const uint64_t digits = dlp_bits_before(lane->before.digit, lane->here.digit, bit);

    lane->asked += !joined || chain_matters(lane, digits);
    if (joined && lane->learns)
        chain_events(lane, bit, digits);
    else if (joined)
        dlp_chain_end(lane, end, digits);
    else if (!lane->learns || group_is_wanted(lane, bit, digits))
        dlp_group_end(lane, end, digits);
    if (lane->learns)
        lane->live->column = 0;
    if (lane->live)
        lane->live->value_start = 0;
}

static void digit_events(struct dlp_lane *lane, const struct dlp_sift *sift, size_t w,
                         uint64_t valid)
{
    const uint64_t before = lane->before.digit, here = lane->here.digit;

    for (uint64_t sided = sift->sided[w] & valid; sided; sided &= sided - 1) {
        const unsigned bit = (unsigned)__builtin_ctzll(sided);

        lane->asked++;
        dlp_sided_end(lane, lane->base + bit, dlp_bits_before(before, here, bit));
    }
    for (uint64_t ends = sift->groups[w] & valid; ends; ends &= ends - 1) {
        const unsigned bit = (unsigned)__builtin_ctzll(ends);

        group_events(lane, bit, sift->joined[w] >> bit & 1u);
    }
}

/* @param asked  has the run a digit in it, or need it have none? */
static void run_end(struct dlp_lane *lane, unsigned bit, uint64_t bits, bool asked)
{
    const struct dlp_run_tables *const runs = &lane->db->runs;
    const struct dlp_class_masks *const b = &lane->before, *const h = &lane->here;
    const uint64_t end = lane->base + bit;
    const size_t width = dlp_leading_ones(bits);

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

/* @param asked  ends of runs that are asked about whatever their width
 * @param wide   are there runs that decoders look at, or so long that rules want no digit in them? */
static void run_events(struct dlp_lane *lane, uint64_t asked, uint64_t valid, bool wide)
{
    const uint64_t before = lane->before.digit | lane->before.letter;
    const uint64_t here = lane->here.digit | lane->here.letter;
    const unsigned open = dlp_leading_ones(before);
    uint64_t ends = asked;

    if (wide)
        ends |= ~here & MOVED(before, here, 1) & valid
            & (runs_of(before, here, DLP_VIEW_RUN_LEAST) << 1 | (open >= DLP_VIEW_RUN_LEAST));
    for (; ends; ends &= ends - 1) {
        const unsigned bit = (unsigned)__builtin_ctzll(ends);

        run_end(lane, bit, dlp_bits_before(before, here, bit), asked >> bit & 1u);
    }
}

/* Classify `words` words from the current one on, with zeros for what lies outside the window. */
static void chunk_load(struct dlp_class_rows *out, const struct dlp_lane *lane, size_t words,
                       dlp_class_masks_fn classify)
{
    const struct dlp_window *const window = lane->window;
    const uint8_t *const joints = lane->db->digits.joints;
    const uint64_t base = lane->base, end = window->start + window->len;
    const size_t have = base < end ? (size_t)(end - base) : 0;
    const size_t whole = have / WORD < words ? have / WORD : words;
    uint8_t padded[WORD] = { 0 };

    classify(out, 1, dlp_window_at(window, base), whole, joints);
    if (whole == words)
        return;
    memcpy(padded, dlp_window_at(window, base + whole * WORD), have - whole * WORD);
    classify(out, 1 + whole, padded, 1, joints);
}

/* The word that ends where the current one begins. */
static void word_load_before(struct dlp_class_rows *out, size_t word, const struct dlp_lane *lane,
                             dlp_class_masks_fn classify)
{
    const size_t have = dlp_window_before(lane->window, lane->base, WORD);
    uint8_t padded[WORD] = { 0 };

    memcpy(padded + (WORD - have), dlp_window_at(lane->window, lane->base - have), have);
    classify(out, word, padded, 1, lane->db->digits.joints);
}

/* The last word of a chunk is the one before the next one's first. */
static void rows_move(struct dlp_class_rows *rows)
{
    rows->digit[0] = rows->digit[CHUNK];
    rows->letter[0] = rows->letter[CHUNK];
    rows->small[0] = rows->small[CHUNK];
    rows->joint[0] = rows->joint[CHUNK];
    rows->high[0] = rows->high[CHUNK];
    rows->sign[0] = rows->sign[CHUNK];
    rows->token[0] = rows->token[CHUNK];
}

/* Is there a run that a rule wants without a digit? Most wide runs have a '_'. */
static inline bool words_are_wide(const struct dlp_lane *lane)
{
    const uint64_t before = lane->before.digit | lane->before.letter;
    const uint64_t here = lane->here.digit | lane->here.letter;
    const unsigned on = here == UINT64_MAX ? WORD : (unsigned)__builtin_ctzll(~here);

    return lane->db->runs.wordy < WORD || dlp_leading_ones(before) + on >= WORD;
}

/* What the rules and the depth ask for. */
static struct dlp_sift_wants wants_of(const struct dlp_lane *lane)
{
    const struct dlp_digit_tables *const digits = &lane->db->digits;
    const struct dlp_run_tables *const runs = &lane->db->runs;
    const bool strict = lane->depth > DLP_LANE_PLACES;

    _Static_assert(DLP_SIFT_VERY_WIDE <= WORD, "what words_are_wide() is asked of");
    return (struct dlp_sift_wants){
        .single = digits->need[1] < WORD ? digits->need[1] : WORD - 1,
        .sided = digits->side_width < WORD ? digits->side_width : WORD - 1,
        .single_strict = strict && !digits->single_loose && !digits->letter_leads,
        .sided_strict = strict && !digits->sided_loose,
        .heads = lane->db->heads.refs != NULL,
        .tokens = lane->db->prefixes.len > 0 && lane->depth != DLP_LANE_BORDERS,
        .words = wants_words(lane),
        .wide = WORD > runs->wordy,
        .runs = runs->min != 0,
        .runs_four = runs->min >= 4,
        .runs_eight = runs->bare >= 8 && runs->small >= 8,
    };
}

/* What is in the current word, the w-th of the chunk. */
static void word_events(struct dlp_lane *lane, const struct dlp_sift *sift, size_t w,
                        uint64_t valid)
{
    const bool wide = sift->wide[w] != 0 && words_are_wide(lane);

    digit_events(lane, sift, w, valid);
    for (uint64_t heads = sift->heads[w]; heads; heads &= heads - 1)
        dlp_head_end(lane, lane->base + (unsigned)__builtin_ctzll(heads) + 1);
    for (uint64_t ends = sift->tokens[w] & valid; ends; ends &= ends - 1)
        dlp_prefix_lane(lane, lane->base + (unsigned)__builtin_ctzll(ends));
    if (wide || sift->runs[w])
        run_events(lane, sift->runs[w] & valid, valid, wide);
}

/* The words of one chunk, from the current one on. Most have nothing to ask about. No views: nobody wants marks. */
static void chunk_events(struct dlp_lane *lane, const struct dlp_class_rows *rows,
                         const struct dlp_sift *sift, const struct dlp_view_sift *views,
                         size_t words)
{
    const uint64_t base = lane->base;

    for (size_t w = 1; w <= words; w++) {
        uint64_t valid = UINT64_MAX;

        lane->base = base + (w - 1) * WORD;
        if (lane->cells.on)
            dlp_cells_word(lane);
        if (sift->any[w] == 0 && (!views || views->any[w] == 0))
            continue;
        if (lane->to - lane->base < WORD - 1) /* of the places (from, to] */
            valid = (UINT64_C(2) << (lane->to - lane->base)) - 1;
        lane->before = dlp_class_masks_at(rows, w - 1);
        lane->here = dlp_class_masks_at(rows, w);
        word_events(lane, sift, w, valid);
        if (views && views->any[w])
            dlp_view_word(lane, views, w, valid);
    }
    lane->base = base + words * WORD;
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
                             .marks = marks,
                             .learns = live && !costs && depth == DLP_LANE_CHECKS };
    const struct dlp_sift_wants wants = wants_of(&lane);
    const dlp_class_sift_fn find = dlp_class_sift_best();
    const dlp_view_sift_fn find_views = dlp_view_sift_best();
    struct dlp_class_rows rows = { .digit = { 0 } };
    struct dlp_sift sift;
    struct dlp_view_sift views;
    /* The last byte of a tail may stand in this block when its digits stand in the one before. */
    const uint64_t first = from
        - dlp_window_before(window, from, db->digits.tail_max > 1 ? db->digits.tail_max - 1u : 0);
    const size_t words = (size_t)((to - first) / WORD) + 1;

    dlp_cells_begin(&lane, first);
    lane.base = first;
    word_load_before(&rows, CHUNK, &lane, classify);
    for (size_t at = 0; at < words; at += CHUNK) {
        const size_t here = words - at < CHUNK ? words - at : CHUNK;

        rows_move(&rows);
        chunk_load(&rows, &lane, here, classify);
        find(&sift, &rows, &wants, here);
        if (marks)
            find_views(&views, &rows, here);
        chunk_events(&lane, &rows, &sift, marks ? &views : NULL, here);
    }
    if (marks) {
        dlp_view_last_signs(&lane);
        dlp_view_addresses(&lane);
    }
    return lane.asked;
}
