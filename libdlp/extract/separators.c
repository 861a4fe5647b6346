/* extract/separators.c - numbers whose groups are parted by something unusual, by more than one byte,
 * or by different ones: 4111--1111 - 1111.1111, 123/45/6789, 4 1 1 1 1 1 1 1.
 *
 * Only a chain of groups that as a whole has the layout of a number is read so: tables and lists of
 * numbers have more groups. */

#include "extract/card_digits.h"
#include "extract/chars.h"
#include "extract/decoder.h"

#include <string.h>

#define GAP_MAX 6u               /* bytes between two groups */
#define GROUPS_MAX DLP_IBAN_MOST /* of a chain: more are a list */
#define NUMBER_LEAST 9u /* digits of a number that was spread out: a social security number's */
#define NUMBER_MOST 19u /* of a card */

#define GAP_SIGNS " \t\r\n\v\f._/|,:;*#~+()[]{}-^!'\"=@%&$\\"

struct layout {
    uint8_t groups;
    uint8_t width[5];
    char separator; /* how it is usually written; 0: with none */
};
static const struct layout layouts[] = {
    { 4, { 4, 4, 4, 4 }, ' ' },    { 5, { 4, 4, 4, 4, 1 }, ' ' }, { 5, { 4, 4, 4, 4, 2 }, ' ' },
    { 5, { 4, 4, 4, 4, 3 }, ' ' }, { 3, { 4, 6, 5 }, ' ' },       { 3, { 4, 6, 4 }, ' ' },
    { 3, { 3, 2, 4 }, '-' },       { 3, { 3, 3, 4 }, '-' },       { 4, { 1, 3, 3, 4 }, '-' },
};

struct chain {
    size_t groups;
    uint16_t at[GROUPS_MAX]; /* from in->at on */
    uint8_t width[GROUPS_MAX];
    size_t end;
    size_t bytes;            /* of all groups */
    bool unusual;            /* one of the gaps is not a single space or hyphen like the first */
    bool same;               /* all gaps are */
    bool plain;              /* no gap has other signs than people part groups with */
    bool ends_line, tabular; /* some gap ends a line; some is what tables and fractions have */
    bool piped;              /* " | ", as programs have between flags */
    size_t first_gap;
    bool standard; /* a dot and then a hyphen: 802.11-2016 */
    bool list;     /* there are commas in it */
    bool columns;  /* some gap is four blanks or more */
    bool head;     /* two letters and two digits begin it: an IBAN */
};

static size_t gap_len(const struct dlp_view_in *in, size_t i)
{
    size_t len = 0;

    while (len <= GAP_MAX && dlp_peek(in, i + len)
           && (strchr(GAP_SIGNS, dlp_peek(in, i + len))
               || (len > 0 && dlp_peek(in, i + len) == '>' /* an arrow's; others end a tag */
                   && strchr("-=", dlp_peek(in, i + len - 1)))))
        len++;
    return len <= GAP_MAX ? len : 0;
}

static size_t group_len(const struct dlp_view_in *in, size_t at, bool letters)
{
    size_t width = 0;

    while (width < 8
           && (dlp_is_digit(dlp_peek(in, at + width))
               || (letters && dlp_is_letter(dlp_peek(in, at + width)))))
        width++;
    return width;
}

static const uint8_t *gap_at(const struct chain *chain, const struct dlp_view_in *in, size_t g,
                             size_t *len)
{
    const size_t at = chain->at[g] + chain->width[g];

    *len = chain->at[g + 1] - at;
    return in->bytes + in->at + at;
}

static bool gaps_equal(const struct chain *chain, const struct dlp_view_in *in, size_t a, size_t b)
{
    size_t a_len, b_len;
    const uint8_t *const left = gap_at(chain, in, a, &a_len);
    const uint8_t *const right = gap_at(chain, in, b, &b_len);

    return a_len == b_len && memcmp(left, right, a_len) == 0;
}

/* Brackets around groups: ")(", ") (". */
static bool is_bracket_gap(const uint8_t *gap, size_t len)
{
    const uint8_t last = gap[len - 1];

    return (len == 2 || (len == 3 && gap[1] == ' '))
        && ((gap[0] == ')' && last == '(') || (gap[0] == ']' && last == '[')
            || (gap[0] == '}' && last == '{'));
}

/* "->", "-->", "=>" */
static bool is_arrow(const uint8_t *gap, size_t len)
{
    if (len < 2 || gap[len - 1] != '>')
        return false;
    for (size_t i = 0; i + 1 < len; i++)
        if (gap[i] != gap[0] || (gap[i] != '-' && gap[i] != '='))
            return false;
    return true;
}

/* The one sign that a gap is made of, beside blanks: ' ' when there are blanks only, 0 when there are
 * several. Brackets around groups and arrows are one. */
static uint8_t gap_sign(const uint8_t *gap, size_t len)
{
    uint8_t sign = ' ';

    if (is_bracket_gap(gap, len) || is_arrow(gap, len))
        return gap[0];
    for (size_t i = 0; i < len; i++) {
        if (strchr(" \t\r\n\v\f", gap[i]))
            continue;
        if (sign != ' ' && sign != gap[i])
            return 0;
        sign = gap[i];
    }
    return sign;
}

/* The n-th byte of the chain's groups. */
static uint8_t chain_byte(const struct chain *chain, const struct dlp_view_in *in, size_t n)
{
    for (size_t g = 0; g < chain->groups; g++) {
        if (n < chain->width[g])
            return dlp_peek(in, chain->at[g] + n);
        n -= chain->width[g];
    }
    return 0;
}

/* Has it a card's check digit, or an IBAN's? */
static bool is_checked(const struct chain *chain, const struct dlp_view_in *in)
{
    uint8_t bytes[DLP_IBAN_MOST];

    if (chain->bytes > (chain->head ? DLP_IBAN_MOST : DLP_CARD_MOST))
        return false;
    for (size_t i = 0; i < chain->bytes; i++)
        bytes[i] = chain_byte(chain, in, i);
    return chain->head ? dlp_text_is_iban(bytes, chain->bytes)
                       : dlp_digits_are_card(bytes, chain->bytes);
}

/* Gaps that are no separators of one number: several signs in one ("), (", ",#"), different ones of
 * which some are not usual in numbers ("2310, 2312], 1644"), cells over lines ("17\t4095\n18"). */
static bool is_mixed_up(const struct chain *chain, const struct dlp_view_in *in)
{
    const bool checked = chain->same && chain->bytes > 9 && is_checked(chain, in);
    bool tab = false, line = false, unusual = false;

    for (size_t g = 0; g + 1 < chain->groups; g++) {
        size_t len;
        const uint8_t *const gap = gap_at(chain, in, g, &len);
        const uint8_t sign = gap_sign(gap, len);

        if (!checked
            && (sign == 0 || (len > 3 && sign == ' ') /* columns of a table */
                || (len > 1 && memchr("|*+^", sign, 4) && memchr(gap, ' ', len))))
            return true; /* or a sum: 384 | 32 | 1024 */
        unusual = unusual || !memchr(" -./_", sign, 5);
        tab = tab || memchr(gap, '\t', len);
        line = line || memchr(gap, '\n', len) || (sign != ' ' && memchr(gap, '\r', len));
    }
    return !chain->same && (unusual || (tab && line));
}

/* Two numbers of two groups each: "2541.9617 1835.7432" are decimals, "5250 8550 - 5710 6240" places. */
static bool is_two_pairs(const struct chain *chain, const struct dlp_view_in *in)
{
    size_t len;

    if (chain->groups != 4 || !gaps_equal(chain, in, 0, 2) || gaps_equal(chain, in, 0, 1))
        return false;
    if (gap_at(chain, in, 0, &len)[0] == '.')
        return true;
    (void)gap_at(chain, in, 1, &len);
    return len > 1;
}

/* What parts the chain from its next group, which is read. */
static void gap_note(struct chain *chain, const struct dlp_view_in *in, size_t at, size_t gap,
                     bool letters)
{
    const uint8_t *const bytes = in->bytes + in->at + at;
    const uint8_t *const first = in->bytes + in->at + chain->width[0];
    const bool ends_line = memchr(bytes, '\n', gap) != NULL;

    chain->list = chain->list || memchr(bytes, ',', gap) != NULL;
    chain->unusual = chain->unusual || gap > 1 || !memchr(" -", bytes[0], 2) || bytes[0] != first[0]
        || (letters && bytes[0] == '-');
    chain->same = chain->same
        && (bytes == first || (gap == chain->first_gap && memcmp(bytes, first, gap) == 0));
    if (bytes == first)
        chain->first_gap = gap;
    for (size_t i = 0; i < gap; i++)
        chain->plain = chain->plain && strchr(" -._/*\t\r\n", bytes[i]);
    chain->columns = chain->columns || (gap >= 4 && memcmp(bytes, "    ", 4) == 0);
    chain->ends_line = chain->ends_line || ends_line;
    chain->tabular = chain->tabular || (!ends_line && memchr(" -", bytes[0], 2) == NULL)
        || (ends_line && gap > 3);
    chain->piped = chain->piped || (gap == 3 && memcmp(bytes, " | ", 3) == 0);
}

/* Are the bytes from in->at + at on the chain's first gap again, or no blank? A last group that is narrower may as well
 * be the next word. */
static bool is_first_gap(const struct chain *chain, const struct dlp_view_in *in, size_t at,
                         size_t gap)
{
    const uint8_t *const bytes = in->bytes + in->at;

    return bytes[at] != ' '
        || (gap == chain->first_gap && memcmp(bytes + at, bytes + chain->width[0], gap) == 0);
}

static bool chain_read(struct chain *chain, const struct dlp_view_in *in)
{
    const bool letters = dlp_is_letter(dlp_peek(in, 0));
    size_t at = 0, gap = 0;

    *chain = (struct chain){ .same = true, .plain = true };
    do {
        const size_t width = group_len(in, at + gap, letters);

        if (chain->groups == GROUPS_MAX)
            return false;
        if (letters && chain->groups > 1
            && (width > chain->width[0]
                || (width < chain->width[0] && !is_first_gap(chain, in, at, gap))))
            break; /* a word */
        if (chain->groups > 0)
            gap_note(chain, in, at, gap, letters);
        at += gap;
        chain->at[chain->groups] = (uint16_t)at;
        chain->width[chain->groups++] = (uint8_t)width;
        chain->bytes += width;
        at += width;
        chain->end = at;
        if (letters && chain->groups > 1 && width < chain->width[0])
            break; /* only the last group is narrower: what follows is another word */
        gap = gap_len(in, at);
        if (group_len(in, at + gap, letters) == 0)
            gap = 0;
    } while (gap > 0);
    chain->standard = chain->groups == 3 && chain->at[1] == chain->width[0] + 1
        && dlp_peek(in, chain->at[1] - 1) == '.' && dlp_peek(in, chain->at[2] - 1) == '-';
    chain->head = letters && dlp_is_letter(chain_byte(chain, in, 1))
        && dlp_is_digit(chain_byte(chain, in, 2)) && dlp_is_digit(chain_byte(chain, in, 3));
    return !dlp_is_alnum(dlp_peek(in, at)) && chain->head == letters;
}

/* Are the groups parted as those of one number are, even if oddly? Tables, fractions and lists of models have as
 * many digits. */
static bool is_one_number(const struct chain *chain, const struct dlp_view_in *in)
{
    if (chain->same)
        return !(chain->piped && chain->groups == 3) || is_checked(chain, in);
    return chain->plain && !chain->columns && !(chain->ends_line && chain->tabular);
}

/* Does the chain go on before in->at? */
static bool goes_on_before(const struct dlp_view_in *in)
{
    size_t back = 0;

    while (back < GAP_MAX && back < in->at && in->bytes[in->at - 1 - back]
           && strchr(GAP_SIGNS, in->bytes[in->at - 1 - back]))
        back++;
    return back < in->at
        && (back == 0 ? dlp_is_alnum(in->bytes[in->at - 1])
                      : dlp_is_digit(in->bytes[in->at - 1 - back]));
}

/* Do all groups but the last, which may be narrower, have that width? */
static bool is_even(const struct chain *chain, size_t width)
{
    for (size_t i = 0; i + 1 < chain->groups; i++)
        if (chain->width[i] != width)
            return false;
    return chain->width[chain->groups - 1] <= width;
}

/* Groups of one or two: a number that was spread out. */
static bool is_spread(const struct chain *chain)
{
    const size_t least = chain->head ? DLP_IBAN_LEAST : NUMBER_LEAST;
    const size_t most = chain->head ? DLP_IBAN_MOST : NUMBER_MOST;

    return !chain->list && chain->same && chain->width[0] <= 2 && is_even(chain, chain->width[0])
        && chain->bytes >= least && chain->bytes <= most && chain->groups >= 5;
}

/* Lists of single digits, and groups that nobody makes: only with a check digit. */
static bool is_odd_card(const struct chain *chain, const struct dlp_view_in *in)
{
    const size_t width = chain->width[0];

    if (chain->groups == 2
        && (memchr(in->bytes + in->at, '\t', chain->end)
            || memchr(in->bytes + in->at, '\n', chain->end)))
        return false; /* cells, or lines of numbers */
    if (!chain->list && width == 4 && chain->bytes == 15 && dlp_peek(in, 0) != '3')
        return false; /* of cards with fifteen digits in fours, which is not how they are printed */
    return !chain->head
        && (chain->list
                ? width == 1
                : width == 3 || width == 5 || width == 8 || (width == 4 && chain->bytes == 15))
        && is_even(chain, width) && is_checked(chain, in);
}

/* [2500, 3000, 3100, 3200] is an array of numbers. */
static bool is_bracketed(const struct chain *chain, const struct dlp_view_in *in)
{
    size_t back = 1, on = chain->end;
    uint8_t before;

    while (back < in->at && in->bytes[in->at - back] == ' ')
        back++;
    while (on < chain->end + GAP_MAX && dlp_peek(in, on) == ' ')
        on++;
    before = in->at >= back ? in->bytes[in->at - back] : 0;
    return (before && strchr("([{", before))
        || (dlp_peek(in, on) && strchr(")]}", dlp_peek(in, on)));
}

/* Nine digits one at a time on one line, most of them different: tables have such rows of small numbers. */
static bool is_spread_ssn(const struct chain *chain, const struct dlp_view_in *in)
{
    const uint8_t sign = dlp_peek(in, chain->width[0]);
    unsigned seen = 0;

    if ((sign == '.' && dlp_peek(in, 0) <= '2') /* an object identifier or a section's number */
        || (sign == '_' && dlp_peek_before(in) == '-') /* the same in an anchor: id-1_3_3_9 */
        || (sign == '|' && (dlp_peek_before(in) == '|' || dlp_peek(in, chain->end) == '|'))
        || is_bracketed(chain, in)) /* cells; a row of a matrix */
        return false;
    if (chain_byte(chain, in, 0) == '1' && chain_byte(chain, in, 1) == '3'
        && chain_byte(chain, in, 2) == '6' && chain_byte(chain, in, 3) == '1')
        return false; /* the object identifiers of the internet: 1 3 6 1 */
    if (chain->head || chain->bytes != 9 || chain->groups != 9 || chain->list || !chain->same
        || memchr(in->bytes + in->at, '\n', chain->end))
        return false;
    for (size_t i = 0; i < 9; i++)
        seen |= 1u << (chain_byte(chain, in, i) & 15u); /* of a digit: its value */
    return __builtin_popcount(seen) >= 5 && __builtin_popcount(seen) < 9; /* nor in their order */
}

static const struct layout *layout_of(const struct chain *chain, const struct dlp_view_in *in)
{
    static const struct layout spread = { 0, { 0 }, 0 }, iban = { 0, { 0 }, ' ' };
    static const struct layout ssn = { 3, { 3, 2, 4 }, '-' };

    if (is_spread_ssn(chain, in))
        return &ssn;
    if (is_spread(chain) || is_odd_card(chain, in))
        return &spread;
    if (chain->head && chain->unusual && is_even(chain, 4) && chain->bytes >= DLP_IBAN_LEAST
        && chain->bytes <= DLP_IBAN_MOST)
        return &iban;
    if (chain->head) /* groups that nobody makes */
        return chain->width[0] != 4 && is_even(chain, chain->width[0]) && is_checked(chain, in)
            ? &spread
            : NULL;
    for (size_t i = 0; i < sizeof(layouts) / sizeof(layouts[0]); i++) {
        size_t same = 0;

        while (same < chain->groups && same < layouts[i].groups
               && chain->width[same] == layouts[i].width[same])
            same++;
        if (same == chain->groups && same == layouts[i].groups)
            return chain->unusual && !chain->standard && is_one_number(chain, in) ? &layouts[i]
                                                                                  : NULL;
    }
    return NULL;
}

/* The groups without what parted them, and with what usually does: the layout's separator, where it would
 * have one. */
static void chain_write(struct dlp_view_out *out, const struct dlp_view_in *in,
                        const struct chain *chain, const struct layout *layout)
{
    size_t group = 0, left = layout->groups ? layout->width[0] : SIZE_MAX;

    for (size_t g = 0; g < chain->groups; g++) {
        for (size_t i = 0; i < chain->width[g]; i++, left--)
            dlp_view_put(out, in->bytes[in->at + chain->at[g] + i], in->at + chain->at[g] + i, 1);
        if (layout->separator && g + 1 < chain->groups && (left == 0 || !layout->groups)) {
            const size_t gap = chain->at[g] + chain->width[g];

            dlp_view_put(out, (uint8_t)layout->separator, in->at + gap, chain->at[g + 1] - gap);
            if (layout->groups)
                left = layout->width[++group];
        }
    }
}

/* + 1 4 1 5 5 5 5 2 6 7 1, +1__415__555__2671: a telephone number with what no one writes it with. */
static size_t plus_number(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    static const struct layout spread = { 0, { 0 }, 0 };
    const size_t gap = 1 + gap_len(in, 1);
    struct dlp_view_in number = *in;
    struct chain chain;

    number.at += gap;
    if (dlp_is_alnum(dlp_peek_before(in)) || !dlp_is_digit(dlp_peek(in, gap))
        || !chain_read(&chain, &number) || chain.groups < 3 || chain.bytes < 10 || chain.bytes > 15
        || (chain.list && !(is_even(&chain, 1) && chain.same && gap > 1)))
        return 0;
    if (!is_even(&chain, 1) && (gap > 1 || !chain.unusual))
        return 0;
    dlp_view_put(out, '+', in->at, gap);
    chain_write(out, &number, &chain, &spread);
    return gap + chain.end;
}

size_t dlp_decode_separators(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    const struct layout *layout;
    struct chain chain;

    if (dlp_peek(in, 0) == '+')
        return plus_number(out, in);
    if (goes_on_before(in) || !chain_read(&chain, in) || chain.groups < 2)
        return 0;
    layout = layout_of(&chain, in);
    if (!layout || is_mixed_up(&chain, in) || is_two_pairs(&chain, in)
        || (chain.list && is_bracketed(&chain, in)))
        return 0;
    chain_write(out, in, &chain, layout);
    return chain.end;
}
