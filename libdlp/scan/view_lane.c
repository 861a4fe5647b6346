/* scan/view_lane.c - triggers of views that are patterns of classes, by the bit masks of the class
 * lane: some dozen operations a word with digits, and a look at the first bytes of a long run.
 *
 * All patterns are told by their last end, so that no byte behind it matters. */

#include "scan/view_lane.h"

#include "extract/card_digits.h"
#include "extract/chars.h"
#include "extract/run_check.h"
#include "scan/view_groups.h"

#include <string.h>
#if defined(__x86_64__)
#  include <emmintrin.h>
#endif

#define WORD DLP_LANE_WORD
#define HEAD_GAP 6u /* bytes between an IBAN's head and its next group */

/* What parts two groups: up to DLP_GROUPS_GAP bytes before `end`. */
struct gap {
    uint64_t start;
    uint8_t bytes[DLP_GROUPS_GAP];
    uint8_t len;
};

static struct gap gap_before(const struct dlp_lane *lane, uint64_t end)
{
    struct gap gap = { .start = end };

    while (gap.len < DLP_GROUPS_GAP && gap.start > lane->window->start
           && (uint8_t)(*dlp_window_at(lane->window, gap.start - 1) - '0') >= 10)
        gap.bytes[gap.len++] = *dlp_window_at(lane->window, --gap.start);
    return gap;
}

static bool gap_has_letters(const struct gap *gap)
{
    for (uint8_t i = 0; i < gap->len; i++)
        if ((uint8_t)((gap->bytes[i] | 0x20) - 'a') < 26 || gap->bytes[i] >= 0x80)
            return true;
    return false;
}

/* Are the groups that end at `end`, the last one with four digits or five, parted as the rules know it, or as the cells
 * of a table are? `first` and `second` are the widths of the groups before it, from the back. */
static bool is_usual(const struct dlp_lane *lane, uint64_t end, unsigned first, unsigned second)
{
    const struct gap one = gap_before(lane, end - (first == 6 ? 5 : 4));
    const struct gap two = gap_before(lane, one.start - first);
    const struct gap three =
        first == 4 ? gap_before(lane, two.start - second) : (struct gap){ .len = 0 };
    const bool same = one.len == two.len && memcmp(one.bytes, two.bytes, one.len) == 0
        && (first != 4 || (three.len == one.len && memcmp(three.bytes, one.bytes, one.len) == 0));

    if (gap_has_letters(&one) || gap_has_letters(&two) || gap_has_letters(&three))
        return true;
    if (one.bytes[0] != '(' && (two.bytes[0] == ')' || two.bytes[1] == ')')) /* (212) 736-5000 */
        return true;
    if (!same)
        return memchr(one.bytes, ',', one.len) || memchr(two.bytes, ',', two.len)
            || (first != 4 && (memchr(one.bytes, '.', one.len) || memchr(two.bytes, '.', two.len)));
    return one.len == 1
        && (one.bytes[0] == ' ' || one.bytes[0] == '-' || (one.bytes[0] == '.' && first == 3));
}

static void chains_mark(const struct dlp_lane *lane, uint64_t bits, unsigned first, unsigned second)
{
    for (; bits; bits &= bits - 1) {
        const uint64_t end = lane->base + (unsigned)__builtin_ctzll(bits);

        if (!is_usual(lane, end, first, second))
            dlp_lane_mark(lane, end);
    }
}

/* One way to write a digit, by the width of the group of digits in it. */
struct spelling {
    uint8_t width;   /* digits */
    uint8_t apart;   /* bytes from one to the next */
    uint8_t times;   /* so many must follow each other */
    uint8_t lead_at; /* bytes before the group's end where `lead` stands; 0: no lead */
    char lead[12];
    bool any; /* one byte of `lead` stands there, or a control character */
};
#define SPELLING(width, apart, times, lead_at, lead, any)                                          \
  { width, apart, times, lead_at, lead, any },
static const struct spelling spellings[] = { DLP_SPELLINGS(SPELLING) };
#undef SPELLING

/* Does the spelling's lead stand before the groups that end there? */
static bool is_led(const struct dlp_lane *lane, const struct spelling *spelling, uint64_t end)
{
    const size_t len = strlen(spelling->lead);

    for (unsigned i = 0; i + 1 < spelling->times; i++) {
        const uint64_t at = end - i * (uint64_t)spelling->apart - spelling->lead_at;

        if (spelling->any) {
            const uint8_t byte = *dlp_window_at(lane->window, at);

            if (!memchr(spelling->lead, byte, len) && !dlp_is_unseen(byte))
                return false;
        } else if (memcmp(dlp_window_at(lane->window, at), spelling->lead, len) != 0) {
            return false;
        }
    }
    return true;
}

/* Are there as many digits before that bit as a number has? The sift counts them by words, which begin where a block does:
 * what is marked must not depend on that. */
static bool digits_are_near(const struct dlp_lane *lane, unsigned bit)
{
    const uint64_t digits = dlp_bits_before(lane->before.digit, lane->here.digit, bit);

    return __builtin_popcountll(digits) >= (int)DLP_VIEW_DIGITS_LEAST;
}

/* Spelled-out digits. Nearly all fall at the first two groups. */
static void spelled_mark(const struct dlp_lane *lane, const struct dlp_group_ends *ends,
                         uint64_t valid)
{
    for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++) {
        const struct spelling *const spelling = &spellings[i];
        const struct dlp_mask_pair groups = ends->of[spelling->width];
        uint64_t bits = groups.here & valid;

        bits &= dlp_pair_back(groups, spelling->apart);
        if (bits)
            bits &= dlp_pair_every(groups, spelling->apart, spelling->times);
        for (; bits; bits &= bits - 1) {
            const unsigned bit = (unsigned)__builtin_ctzll(bits);

            if (is_led(lane, spelling, lane->base + bit) && digits_are_near(lane, bit))
                dlp_lane_mark(lane, lane->base + bit);
        }
    }
}

/* Have these digits, `apart` bytes from one another and the last one before `end`, a card's check digit? */
static bool is_card(const struct dlp_lane *lane, uint64_t end, unsigned width, unsigned apart,
                    unsigned groups)
{
    const uint8_t *const last = dlp_window_at(lane->window, end);
    uint8_t digits[DLP_CARD_MOST];
    size_t len = 0;

    for (unsigned g = groups; g-- > 0;)
        for (unsigned i = width; i > 0; i--)
            digits[len++] = *(last - (size_t)g * apart - i);
    return dlp_digits_are_card(digits, len);
}

/* Before the first of the single digits of a list, whose gap is given: the plus of a telephone number, or letters that
 * are parted in the same way, of an IBAN. */
static bool list_is_led(const uint8_t *first, size_t back, const uint8_t *gap, unsigned apart)
{
    const uint8_t *const lead = first - apart;

    return back >= apart && memcmp(lead + 1, gap, apart - 1) == 0
        && (*lead == '+'
            || (dlp_is_letter(*lead) && back >= 2 * (size_t)apart && dlp_is_alnum(*(lead - apart))
                && memcmp(lead - apart + 1, gap, apart - 1) == 0));
}

/* Lists of so many single digits and no more, parted by the same bytes: 4,1,1,1 or "4", "1", "1". */
static void lists_mark(const struct dlp_lane *lane, struct dlp_mask_pair ends, unsigned apart,
                       uint64_t valid)
{
    for (uint64_t bits = dlp_pair_every(ends, apart, DLP_LIST_LEAST) & valid; bits;
         bits &= bits - 1) {
        const uint64_t end = lane->base + (unsigned)__builtin_ctzll(bits);
        const size_t back =
            dlp_window_before(lane->window, end, (size_t)apart * (DLP_IBAN_MOST + 1));
        const size_t ahead = dlp_window_after(lane->window, end, apart);
        const uint8_t *const last = dlp_window_at(lane->window, end) - 1,
                             *const gap = last - apart + 1;
        unsigned len = 1;

        if (ahead == apart && dlp_is_digit(last[apart]))
            continue; /* it goes on */
        while ((size_t)len * apart < back && dlp_is_digit(*(last - (size_t)len * apart))
               && memcmp(last - (size_t)len * apart + 1, gap, apart - 1) == 0)
            len++;
        if ((len >= DLP_CARD_LEAST && len <= DLP_CARD_MOST && is_card(lane, end, 1, apart, len))
            || (len < DLP_IBAN_MOST
                && list_is_led(last - (size_t)(len - 1) * apart,
                               back - 1 - (size_t)(len - 1) * apart, gap, apart)))
            dlp_lane_mark(lane, end);
    }
}

/* Are the last two groups of eight digits bytes in binary digits, of ASCII? */
static bool is_binary(const struct dlp_lane *lane, uint64_t end, unsigned apart)
{
    const uint8_t *const last = dlp_window_at(lane->window, end) - 8, *const before = last - apart;

    if (last[0] != '0' || before[0] != '0')
        return false;
    for (size_t i = 1; i < 8; i++)
        if ((last[i] | before[i]) > '1')
            return false;
    return true;
}

static void eights_mark(const struct dlp_lane *lane, struct dlp_mask_pair eights, uint64_t valid)
{
    for (unsigned apart = DLP_EIGHTS_NEAREST; apart <= DLP_EIGHTS_FARTHEST; apart++)
        for (uint64_t bits = dlp_pair_every(eights, apart, 2) & valid; bits; bits &= bits - 1) {
            const uint64_t end = lane->base + (unsigned)__builtin_ctzll(bits);

            if (is_card(lane, end, 8, apart, 2) || is_binary(lane, end, apart))
                dlp_lane_mark(lane, end);
        }
}

/* Mask of the line ends in the 64 bytes at `bytes`. */
static uint64_t line_ends(const uint8_t *bytes)
{
    uint64_t mask = 0;
#if defined(__x86_64__)

    for (unsigned i = 0; i < WORD; i += 16) {
        const __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));

        mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8('\n'))) << i;
    }
#else

    for (unsigned i = 0; i < WORD; i++)
        mask |= (uint64_t)(bytes[i] == '\n') << i;
#endif
    return mask;
}

/* May a number go on behind the line's end at `at`, at once or behind what an indented or quoted line begins with?
 * Nearly all that begins a line is a cell of a table. */
static inline bool may_go_on(const struct dlp_lane *lane, uint64_t at)
{
    const uint8_t *next = dlp_window_at(lane->window, at) + 1;
    const size_t have = dlp_window_after(lane->window, at + 1, DLP_LINE_AHEAD - 1);
    const uint8_t *const end = next + have;

    if (have == 0 || !dlp_is_digit(*next))
        return have > 0 && (*next == ' ' || *next == '\t' || *next == '>');
    while (next < end && dlp_is_digit(*next))
        next++;
    return next == end
        || !(*next == ',' || *next == ';' || *next == '|' || *next == '\t' || dlp_is_letter(*next));
}

/* What a line's end may begin with. */
static inline bool is_break(uint8_t c)
{
    return c == '\r' || c == '-';
}

/* Lines that end behind a digit, and go on with the same number. Place DLP_LINE_AHEAD + n of the word is byte `from` +
 * n. */
static void lines_mark(const struct dlp_lane *lane, uint64_t valid)
{
    const size_t back = dlp_window_before(lane->window, lane->base, DLP_LINE_AHEAD);
    const uint64_t from = lane->base - back;
    const size_t most = WORD - (DLP_LINE_AHEAD - back);
    const size_t have = dlp_window_after(lane->window, from, most);
    const uint8_t *bytes = dlp_window_at(lane->window, from);
    uint8_t padded[WORD];

    if (have < WORD) {
        memset(padded, 0, sizeof(padded));
        memcpy(padded + (DLP_LINE_AHEAD - back), bytes, have);
        bytes = padded;
    }
    for (uint64_t bits = line_ends(bytes) & valid; bits; bits &= bits - 1) {
        const uint64_t end = lane->base + (unsigned)__builtin_ctzll(bits);
        uint64_t at = end - DLP_LINE_AHEAD;

        if (at < lane->window->start + 2 || !may_go_on(lane, at))
            continue;
        for (unsigned i = 0; i < 2 && is_break(*dlp_window_at(lane->window, at - 1)); i++)
            at--;
        if (dlp_is_digit(*dlp_window_at(lane->window, at - 1))
            && dlp_view_line_is_broken(lane, at, DLP_LINE_AHEAD))
            dlp_lane_mark(lane, end);
    }
}

static void groups_mark(const struct dlp_lane *lane, struct dlp_mask_pair digits, uint64_t valid)
{
    const struct dlp_group_ends ends = dlp_group_ends_of(digits);

    spelled_mark(lane, &ends, valid);
    for (unsigned apart = DLP_LIST_NEAREST; apart <= DLP_LIST_FARTHEST; apart++)
        lists_mark(lane, ends.of[1], apart, valid);
    if ((ends.of[4].here | ends.of[5].here) & valid) { /* what their last groups have */
        const struct dlp_group_chains chains = dlp_group_chains_of(&ends);

        chains_mark(lane, chains.card_16 & valid, 4, 4);
        chains_mark(lane, chains.three_two & valid, 2, 3);
        chains_mark(lane, chains.three_three & valid, 3, 3);
        chains_mark(lane, chains.card_15 & valid, 6, 4);
    }
    if (ends.of[8].here & valid)
        eights_mark(lane, ends.of[8], valid);
}

void dlp_view_head(const struct dlp_lane *lane, uint64_t at)
{
    const uint8_t *const behind = dlp_window_at(lane->window, at);
    const size_t have = dlp_window_after(lane->window, at, HEAD_GAP + 1);
    size_t gap = 0;

    while (gap < have && behind[gap] && behind[gap] < 0x80 && !dlp_is_alnum(behind[gap]))
        gap++;
    if (gap > 0 && gap < have && dlp_is_alnum(behind[gap]) && (gap > 1 || behind[0] != ' '))
        dlp_lane_mark(lane, at);
}

/* A run of letters and digits of at least DLP_VIEW_RUN_LEAST bytes has ended at `end`, or goes on for more than a word
 * there: mark it when it decodes to text. `width` is in bytes, as far as it is known: at most a word. */
static void run_mark(const struct dlp_lane *lane, uint64_t end, size_t width)
{
    const size_t most = dlp_window_before(lane->window, end - width, WORD);
    const uint8_t *const run = dlp_window_at(lane->window, end - width);
    const uint64_t upper =
        dlp_bits_before(lane->before.letter & ~lane->before.small,
                        lane->here.letter & ~lane->here.small, (unsigned)(end - lane->base));
    const uint64_t small =
        dlp_bits_before(lane->before.small, lane->here.small, (unsigned)(end - lane->base));
    const uint64_t digits =
        dlp_bits_before(lane->before.digit, lane->here.digit, (unsigned)(end - lane->base));
    /* Names in capitals, or in small letters, are most of what is so long. */
    const bool mixed = upper >> (WORD - width) && ((small | digits) >> (WORD - width));
    size_t more = 0; /* of base64, whose other two signs part runs */

    if (!dlp_run_is_encoded(run, width, mixed, digits >> (WORD - width) != 0)) {
        while (more < most
               && (dlp_is_alnum(run[-(ptrdiff_t)more - 1])
                   || dlp_is_base64_sign(run[-(ptrdiff_t)more - 1])))
            more++;
        if (more == 0
            || (!dlp_run_is_base64(run - more, more + width)
                && !dlp_run_is_packed(run - more, more + width)))
            return;
    }
    dlp_lane_mark(lane, end);
}

static void runs_mark(const struct dlp_lane *lane, uint64_t ends)
{
    const uint64_t before = lane->before.digit | lane->before.letter;
    const uint64_t here = lane->here.digit | lane->here.letter;

    for (; ends; ends &= ends - 1) {
        const unsigned bit = (unsigned)__builtin_ctzll(ends);
        const unsigned width = dlp_leading_ones(dlp_bits_before(before, here, bit));

        if (width < WORD)
            run_mark(lane, lane->base + bit, width);
    }
}

/* A run that goes on for more than a word: told once. */
static void long_run_mark(const struct dlp_lane *lane, uint64_t valid)
{
    const unsigned open = dlp_leading_ones(lane->before.digit | lane->before.letter);
    const uint64_t here = lane->here.digit | lane->here.letter;

    if (open < WORD && ~here << open == 0 && (valid >> (WORD - 1 - open) & 1u) != 0)
        run_mark(lane, lane->base + WORD - open, WORD);
}

/* Runs of four or of eight, each parted from the next by one byte, that are base64 of text together. */
static void pieces_mark(const struct dlp_lane *lane, uint64_t ends)
{
    for (; ends; ends &= ends - 1) {
        const uint64_t end = lane->base + (unsigned)__builtin_ctzll(ends);
        const size_t back = dlp_window_before(lane->window, end, DLP_PIECES_BYTES);

        if (dlp_pieces_are_base64(dlp_window_at(lane->window, end - back), back))
            dlp_lane_mark(lane, end);
    }
}

void dlp_view_word(const struct dlp_lane *lane, const struct dlp_view_sift *sift, size_t w,
                   uint64_t valid)
{
    if (sift->groups[w])
        groups_mark(lane, (struct dlp_mask_pair){ lane->before.digit, lane->here.digit }, valid);
    if (sift->digits[w])
        lines_mark(lane, valid);
    if (sift->signs[w] & valid)
        dlp_view_signs(lane, sift->signs[w] & valid);
    if (sift->runs[w] & valid)
        runs_mark(lane, sift->runs[w] & valid);
    if (sift->pieces[w] & valid)
        pieces_mark(lane, sift->pieces[w] & valid);
    if (sift->longs[w])
        long_run_mark(lane, valid);
    if (lane->here.high | lane->before.high >> (WORD - 1))
        dlp_view_high(lane, valid);
}
