/* scan/view_lane.c - triggers of views that are patterns of classes, by the bit masks of the class
 * lane: some dozen operations a word with digits, and a look at the first bytes of a long run.
 *
 * All patterns are told by their last end, so that no byte behind it matters. */

#include "scan/view_lane.h"

#include "extract/card_digits.h"
#include "extract/run_check.h"
#include "extract/sight.h"

#include <string.h>

#define WORD DLP_LANE_WORD
#define HIGH_SEEN 32u /* bytes of a run beyond ASCII that are looked at in one go */

#define HEAD_GAP 4u /* bytes between an IBAN's head and its next group */

static bool is_alnum(uint8_t c)
{
    return (uint8_t)(c - '0') < 10 || (uint8_t)((c | 0x20) - 'a') < 26;
}

/* A mask of the word before, and of this one. */
struct both {
    uint64_t before, here;
};

/* Moved on by n bytes, 1 to 63; of the word before what lies too far back is not known, and not asked. */
static inline struct both moved(struct both m, unsigned n)
{
    return (struct both){ m.before << n, m.here << n | m.before >> (WORD - n) };
}
static inline struct both common(struct both a, struct both b)
{
    return (struct both){ a.before & b.before, a.here & b.here };
}
static inline struct both without(struct both a, struct both b)
{
    return (struct both){ a.before & ~b.before, a.here & ~b.here };
}
static inline struct both either(struct both a, struct both b)
{
    return (struct both){ a.before | b.before, a.here | b.here };
}

/* Of the ends of groups of n digits, those that another group ends 1 to 3 bytes before. */
static inline struct both behind(struct both group, unsigned n, struct both other)
{
    return common(group,
                  either(moved(other, n + 1), either(moved(other, n + 2), moved(other, n + 3))));
}

/* Ends that have `times` - 1 others before them, each so many bytes apart. */
static uint64_t every(struct both ends, unsigned apart, unsigned times)
{
    uint64_t all = ends.here;

    for (unsigned i = 1; i < times && all; i++)
        all &= moved(ends, i * apart).here;
    return all;
}

/* Are there so many? */
static inline bool many(struct both m, unsigned least)
{
    for (; least > 1 && m.here; least--)
        m.here &= m.here - 1;
    for (; least > 1 && m.before; least--)
        m.before &= m.before - 1;
    return (m.here | m.before) != 0;
}

/* What parts two groups: up to three bytes before `end`. */
struct gap {
    uint64_t start;
    uint8_t bytes[3];
    uint8_t len;
};

static struct gap gap_before(const struct dlp_lane *lane, uint64_t end)
{
    struct gap gap = { .start = end };

    while (gap.len < 3 && gap.start > lane->window->start
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

/* Are the groups that end with one of four digits at `end` parted as the rules know it, or as the cells
 * of a table are? `first` and `second` are the widths of the groups before it, from the back. */
static bool is_usual(const struct dlp_lane *lane, uint64_t end, unsigned first, unsigned second)
{
    const struct gap one = gap_before(lane, end - 4);
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
    const char *lead;
};
static const struct spelling spellings[] = {
    { 2, 3, 4, 2, "3" },          /* 34 31 31 31 */
    { 2, 4, 4, 2, "3" },          /* 34, 31 */
    { 2, 5, 4, 2, "3" },          /* 0x34,0x31 */
    { 2, 6, 4, 2, "3" },          /* 0x34, 0x31 */
    { 4, 7, 4, 4, "003" },        /* U+0034 U+0031 */
    { 2, 3, 7, 2, "" },           /* 41 11 11 11 11 11 11 */
    { 1, 2, 7, 2, " -._/|*:~+" }, /* 4 1 1 1 1: one of these */
    { 1, 3, 7, 2, " -._/|*:" },   /* 4  1  1  1 */
    { 3, 4, 4, 3, "06" },         /* 064 061: octal */
    { 3, 4, 5, 3, "" },           /* 411 111 111 111 111 1 */
    { 5, 6, 3, 5, "" },           /* 41111 11111 11111 1 */
    { 2, 8, 4, 3, "(" },          /* CHR(52)+CHR(49) */
    { 2, 10, 4, 3, "(" },         /* CHR(52) & CHR(49) */
};

/* Does the spelling's lead stand before the groups that end there? */
static bool is_led(const struct dlp_lane *lane, const struct spelling *spelling, uint64_t end)
{
    const size_t len = strlen(spelling->lead);

    for (unsigned i = 0; i + 1 < spelling->times; i++) {
        const uint64_t at = end - i * (uint64_t)spelling->apart - spelling->lead_at;

        if (spelling->width == 1) {
            if (!memchr(spelling->lead, *dlp_window_at(lane->window, at), len))
                return false;
        } else if (memcmp(dlp_window_at(lane->window, at), spelling->lead, len) != 0) {
            return false;
        }
    }
    return true;
}

/* Spelled-out digits; ends[n] are the ends of groups of n digits. Nearly all fall at the first two groups. */
static void spelled_mark(const struct dlp_lane *lane, const struct both ends[6], uint64_t valid)
{
    for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++) {
        const struct spelling *const spelling = &spellings[i];
        const struct both *const groups = &ends[spelling->width];
        uint64_t bits = groups->here & valid;

        bits &= groups->here << spelling->apart | groups->before >> (WORD - spelling->apart);
        if (bits)
            bits &= every(*groups, spelling->apart, spelling->times);
        for (; bits; bits &= bits - 1) {
            const uint64_t end = lane->base + (unsigned)__builtin_ctzll(bits);

            if (is_led(lane, spelling, end))
                dlp_lane_mark(lane, end);
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

/* Lists of so many single digits and no more, parted by the same bytes: 4,1,1,1 or "4", "1", "1". */
static void lists_mark(const struct dlp_lane *lane, struct both ends, unsigned apart,
                       uint64_t valid)
{
    for (uint64_t bits = every(ends, apart, 12) & valid; bits; bits &= bits - 1) {
        const uint64_t end = lane->base + (unsigned)__builtin_ctzll(bits);
        const size_t back =
            dlp_window_before(lane->window, end, (size_t)apart * (DLP_CARD_MOST + 1));
        const size_t ahead = dlp_window_after(lane->window, end, apart);
        const uint8_t *const last = dlp_window_at(lane->window, end) - 1;
        unsigned len = 1;

        if (ahead == apart && (uint8_t)(last[apart] - '0') < 10)
            continue; /* it goes on */
        while ((size_t)len * apart < back && (uint8_t)(*(last - (size_t)len * apart) - '0') < 10
               && memcmp(last - (size_t)len * apart + 1, last - apart + 1, apart - 1) == 0)
            len++;
        if (len >= DLP_CARD_LEAST && len <= DLP_CARD_MOST && is_card(lane, end, 1, apart, len))
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

/* Groups of eight digits; `six` are the ends of six digits and more. */
static void eights_mark(const struct dlp_lane *lane, struct both digits, struct both six,
                        uint64_t valid)
{
    const struct both eight = common(common(six, moved(digits, 7)), moved(digits, 8));
    const struct both e8 = without(eight, common(eight, moved(digits, 9)));

    for (unsigned apart = 9; apart <= 10; apart++)
        for (uint64_t bits = every(e8, apart, 2) & valid; bits; bits &= bits - 1) {
            const uint64_t end = lane->base + (unsigned)__builtin_ctzll(bits);

            if (is_card(lane, end, 8, apart, 2) || is_binary(lane, end, apart))
                dlp_lane_mark(lane, end);
        }
}

/* Mask of the line ends in the 64 bytes at `bytes`. */
static uint64_t line_ends(const uint8_t *bytes)
{
    const uint64_t ones = 0x0101010101010101u, high = ones << 7;
    uint64_t mask = 0;

    for (unsigned i = 0; i < WORD / 8; i++) {
        uint64_t word;

        memcpy(&word, bytes + 8u * i, sizeof(word));
        word ^= ones * '\n';
        word = ~(((word & ~high) + ~high) | word) & high; /* the bytes that are zero now */
        mask |= (word >> 7) * 0x0102040810204080u >> 56 << (8u * i);
    }
    return mask;
}

/* Lines that end behind a digit, and go on with the same number. */
static void lines_mark(const struct dlp_lane *lane, uint64_t valid)
{
    /* Place DLP_LINE_AHEAD + n of the word is byte `from` + n. */
    const size_t back = dlp_window_before(lane->window, lane->base, DLP_LINE_AHEAD);
    const uint64_t from = lane->base - back;
    const size_t have = dlp_window_after(lane->window, from, WORD - (DLP_LINE_AHEAD - back));
    uint8_t padded[WORD] = { 0 };
    uint64_t bits;

    memcpy(padded + (DLP_LINE_AHEAD - back), dlp_window_at(lane->window, from), have);
    for (bits = line_ends(padded) & valid; bits; bits &= bits - 1) {
        uint64_t at = lane->base + (unsigned)__builtin_ctzll(bits) - DLP_LINE_AHEAD;

        if (at < lane->window->start + 2)
            continue;
        for (unsigned i = 0; i < 2 && memchr("\r-", *dlp_window_at(lane->window, at - 1), 2); i++)
            at--;
        if (is_alnum(*dlp_window_at(lane->window, at - 1))
            && dlp_view_line_is_broken(lane, at, DLP_LINE_AHEAD))
            dlp_lane_mark(lane, lane->base + (unsigned)__builtin_ctzll(bits));
    }
}

/* Ends that have two others before them, n and 2 * n bytes apart: all that is spelled out has these. */
static inline uint64_t third(struct both ends, unsigned n)
{
    return ends.here & (ends.here << n | ends.before >> (WORD - n))
        & (ends.here << 2 * n | ends.before >> (WORD - 2 * n));
}

static void groups_mark(const struct dlp_lane *lane, struct both digits, uint64_t valid)
{
    const struct both after = { ~digits.before, ~digits.here };
    /* Ends of one digit and more, two and more, ... five and more. */
    const struct both one = common(after, moved(digits, 1)), two = common(one, moved(digits, 2));
    const struct both three = common(two, moved(digits, 3)), four = common(three, moved(digits, 4));
    const struct both five = common(four, moved(digits, 5)), six = common(five, moved(digits, 6));
    const struct both e1 = without(one, two), e2 = without(two, three), e3 = without(three, four);
    const struct both e4 = without(four, five);
    const struct both ends[6] = { { 0, 0 }, e1, e2, e3, e4, without(five, six) };

    const struct both e5 = ends[5];
    const uint64_t singles = third(e1, 2) | third(e1, 3);

    /* One for each of `spellings`, in one go: nearly every word stops here. */
    if (singles | third(e2, 3) | third(e2, 4) | third(e2, 5) | third(e2, 6) | third(e2, 8)
        | third(e2, 10) | third(e3, 4) | third(e4, 7) | third(e5, 6))
        spelled_mark(lane, ends, valid);
    if (singles | third(e1, 4) | third(e1, 5))
        for (unsigned apart = 2; apart <= 5; apart++)
            lists_mark(lane, e1, apart, valid);
    if (e4.here & valid && behind(e4, 4, either(e4, either(e2, e3))).here & valid) {
        const struct both cards = behind(e4, 4, behind(e4, 4, e4));

        if (cards.here)
            chains_mark(lane, behind(e4, 4, behind(e4, 4, behind(e4, 4, e4))).here & valid, 4, 4);
        chains_mark(lane, behind(e4, 4, behind(e2, 2, e3)).here & valid, 2, 3);
        chains_mark(lane, behind(e4, 4, behind(e3, 3, e3)).here & valid, 3, 3);
    }
    if (six.here)
        eights_mark(lane, digits, six, valid);
    lines_mark(lane, valid);
}

#define DIGITS_LEAST 8u /* of what is spelled out or in groups */

void dlp_view_digits(const struct dlp_lane *lane, uint64_t valid)
{
    const struct both digits = { lane->before.digit, lane->here.digit };

    if (many(digits, DIGITS_LEAST))
        groups_mark(lane, digits, valid);
}

void dlp_view_head(const struct dlp_lane *lane, uint64_t at)
{
    const uint8_t *const behind = dlp_window_at(lane->window, at);
    const size_t have = dlp_window_after(lane->window, at, HEAD_GAP + 1);
    size_t gap = 0;

    while (gap < have && behind[gap] && behind[gap] < 0x80 && !is_alnum(behind[gap]))
        gap++;
    if (gap > 0 && gap < have && is_alnum(behind[gap]) && (gap > 1 || behind[0] != ' '))
        dlp_lane_mark(lane, at);
}

/* A run of characters beyond ASCII, as far as it is looked at. */
struct high_run {
    struct dlp_view_in in;  /* up to HIGH_SEEN bytes before the run's end, and two behind it */
    size_t start, end;      /* of the run, in `in` */
    uint8_t before, behind; /* ASCII bytes beside it; 0: none, or too far */
    bool again;             /* there is another such run right behind `behind` */
};

/* The character that ends at `end`. */
static struct dlp_sight sight_before(const struct high_run *run, size_t end)
{
    size_t start = end - 1;

    while (start > run->start && end - start < 4 && (run->in.bytes[start] & 0xc0) == 0x80)
        start--;
    return dlp_sight_at(&run->in, start);
}

/* Does the run's last character, with what is beside the run, ask for a decoder? */
static bool run_matters(const struct high_run *run)
{
    const struct dlp_sight last = sight_before(run, run->end);
    const bool digits = (uint8_t)(run->before - '0') < 10 || (uint8_t)(run->behind - '0') < 10;
    const bool both = (uint8_t)(run->before - '0') < 10 && (uint8_t)(run->behind - '0') < 10;
    const bool valued =
        is_alnum(run->before) || run->before == '@' || is_alnum(run->behind) || run->behind == '@';
    const bool soft = run->in.bytes[run->end - 1] == 0xad; /* hyphens stand in every long word */

    switch (last.kind) {
    case DLP_SIGHT_DIGIT:
    case DLP_SIGHT_LETTER:
        return run->end - run->start > 2 || digits;
    case DLP_SIGHT_NOTHING:
        return soft ? digits || run->before == '@' || run->behind == '@'
                    : valued || run->before == '.' || run->behind == '.';
    case DLP_SIGHT_BLANK:
        return both || (last.ascii == '@' && valued);
    case DLP_SIGHT_MARK: /* after one digit, or each single letter */
        return digits || (is_alnum(run->before) && is_alnum(run->behind) && run->again);
    case DLP_SIGHT_ALIKE:
        return valued;
    case DLP_SIGHT_OTHER:
        break;
    }
    return false;
}

/* Is a digit or a full-width letter among a run's characters? Looked for at every eighth byte. */
static bool run_has_digits(const struct high_run *run)
{
    for (size_t at = run->end; at >= run->start + 8; at -= 8) {
        const struct dlp_sight sight = sight_before(run, at);

        if (sight.kind == DLP_SIGHT_DIGIT || sight.kind == DLP_SIGHT_LETTER)
            return true;
    }
    return false;
}

static void high_end(const struct dlp_lane *lane, uint64_t end)
{
    const size_t have = dlp_window_before(lane->window, end, HIGH_SEEN);
    const size_t more = dlp_window_after(lane->window, end, 2);
    struct high_run run = {
        .in = { .bytes = dlp_window_at(lane->window, end - have), .len = have + more }, .end = have
    };

    run.start = have;
    while (run.start > 0 && run.in.bytes[run.start - 1] >= 0x80)
        run.start--;
    run.before = run.start > 0 ? run.in.bytes[run.start - 1] : 0;
    run.behind = more > 0 ? run.in.bytes[have] : 0;
    run.again = more > 1 && run.in.bytes[have + 1] >= 0x80;
    if (run.end > run.start && (run_matters(&run) || run_has_digits(&run)))
        dlp_lane_mark(lane, end);
}

void dlp_view_high(const struct dlp_lane *lane, uint64_t valid)
{
    const uint64_t before = lane->before.high, here = lane->here.high;
    uint64_t ends = ~here & (here << 1 | before >> 63) & valid;
    const unsigned turn = (unsigned)(HIGH_SEEN - lane->base % HIGH_SEEN) % HIGH_SEEN;

    /* A long run is looked at in pieces, too. */
    for (unsigned bit = turn; bit < WORD; bit += HIGH_SEEN)
        if (here >> bit & 1u & valid >> bit)
            ends |= (uint64_t)1 << bit;
    for (; ends; ends &= ends - 1)
        high_end(lane, lane->base + (unsigned)__builtin_ctzll(ends));
}

void dlp_view_run(const struct dlp_lane *lane, uint64_t end, size_t width)
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
               && (is_alnum(run[-(ptrdiff_t)more - 1])
                   || memchr("+/-_", run[-(ptrdiff_t)more - 1], 4)))
            more++;
        if (more == 0
            || (!dlp_run_is_base64(run - more, more + width)
                && !dlp_run_is_packed(run - more, more + width)))
            return;
    }
    dlp_lane_mark(lane, end);
}
