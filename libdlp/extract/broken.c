/* extract/broken.c - a number that a line break stands in the middle of: 4539578\n763621486, 123-4\n5-6789, also
 * with a hyphen at the line's end, and with what replies and indented lines begin with.
 *
 * Lines of tables end and begin with digits, too: only what has a card's or an IBAN's check digits, is written as a social security
 * number is, or goes on behind a plus is taken for one number. A digit stands on both sides of the break: an IBAN is not
 * put together where one of its letters does, since that is how most lines of a text end and begin. */

#include "extract/card_digits.h"
#include "extract/chars.h"
#include "extract/decoder.h"
#include "extract/groups.h"

#include <string.h>

#define REACH 24u       /* bytes of a number on either side */
#define LINES_REACH 38u /* and behind the first line's end, over several lines */
#define INDENT_MAX 12u  /* bytes that a line begins with */
#define PLUS_LEAST 10u  /* digits of a telephone number with a country's */
#define PLUS_MOST 13u

/* The number on both sides, without what parts the lines. */
struct broken {
    uint8_t text[2 * REACH]; /* digits, and what stands between them */
    uint8_t digits[2 * REACH];
    size_t text_len, digits_len;
    uint8_t before; /* byte before it */
};

/* What parts the lines from in->at on: its length, or 0. */
static size_t break_len(const struct dlp_view_in *in)
{
    size_t at = 0, indent;

    at += dlp_peek(in, at) == '-';
    at += dlp_peek(in, at) == '\r';
    if (dlp_peek(in, at) != '\n')
        return 0;
    at++;
    for (indent = at;
         at - indent < INDENT_MAX && dlp_peek(in, at) && strchr(" \t>", dlp_peek(in, at));)
        at++;
    return at;
}

static bool is_inside(uint8_t c)
{
    return dlp_is_digit(c) || c == ' ' || c == '-' || c == '(' || c == ')';
}

static void number_add(struct broken *number, const uint8_t *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        number->text[number->text_len++] = bytes[i];
        if (dlp_is_digit(bytes[i]))
            number->digits[number->digits_len++] = bytes[i];
    }
}

static bool is_cell_end(uint8_t c)
{
    return c && strchr(",;|\t.", c) != NULL;
}

/* Bytes of the number before in->at, or 0: there is none, or it goes on further than it may.
 * @param before  the byte before it */
static size_t left_len(const struct dlp_view_in *in, uint8_t *before)
{
    size_t left = 0;

    while (left < REACH && left < in->at && is_inside(in->bytes[in->at - left - 1]))
        left++;
    while (left > 0 && !dlp_is_digit(in->bytes[in->at - left]))
        left--;
    *before = left < in->at ? in->bytes[in->at - left - 1] : 0;
    /* What most lines that end with a digit are: rows of a table. */
    return left == REACH || dlp_is_alnum(*before) || is_cell_end(*before) ? 0 : left;
}

/* False: there is no number, or it goes on further than it may. */
static bool number_read(struct broken *number, const struct dlp_view_in *in, size_t gap)
{
    const size_t left = left_len(in, &number->before);
    size_t right = 0;

    if (left == 0)
        return false;
    while (right < REACH && is_inside(dlp_peek(in, gap + right)))
        right++;
    while (right > 0 && !dlp_is_digit(dlp_peek(in, gap + right - 1)))
        right--;
    if (right == 0 || right == REACH || dlp_is_alnum(dlp_peek(in, gap + right))
        || (is_cell_end(dlp_peek(in, gap + right)) && dlp_peek(in, gap + right) != '.'))
        return false;
    number_add(number, in->bytes + in->at - left, left);
    number_add(number, in->bytes + in->at + gap, right);
    return true;
}

static bool is_ssn(const uint8_t *text, size_t text_len, size_t digits)
{
    return text_len == 11 && digits == 9 && text[3] == '-' && text[6] == '-';
}

/* A telephone number with a country's, behind a plus. */
static bool is_phone(uint8_t before, size_t digits)
{
    return before == '+' && digits >= PLUS_LEAST && digits <= PLUS_MOST;
}

#define IBAN_REACH 44u /* bytes of an IBAN in groups */

static bool is_iban_byte(uint8_t c)
{
    return dlp_is_alnum(c) || c == ' ';
}

/* Letters and digits of in->bytes[at, end), without blanks; no more than there is room for. */
static size_t compact(uint8_t *text, size_t len, const uint8_t *bytes, size_t count)
{
    for (size_t i = 0; i < count && len < DLP_IBAN_MOST; i++)
        if (bytes[i] != ' ')
            text[len++] = bytes[i];
    return len;
}

/* Is what begins at `start`, before the break, an IBAN that ends with one of the groups behind it? */
static bool is_iban_from(const struct dlp_view_in *in, size_t start, size_t gap)
{
    uint8_t text[DLP_IBAN_MOST];
    const size_t left = compact(text, 0, in->bytes + start, in->at - start);
    size_t end = gap;

    while (end - gap < IBAN_REACH && is_iban_byte(dlp_peek(in, end))) {
        while (dlp_is_alnum(dlp_peek(in, end)))
            end++;
        if (dlp_text_is_iban(text, compact(text, left, in->bytes + in->at + gap, end - gap)))
            return true;
        end += dlp_peek(in, end) == ' ';
    }
    return false;
}

/* Does an IBAN begin before the break, where a word does, and end behind it? Other words may be written as its head is. */
static bool is_iban(const struct dlp_view_in *in, size_t gap)
{
    const size_t least = in->at > IBAN_REACH ? in->at - IBAN_REACH : 0;
    size_t start = in->at;

    while (start > least) {
        while (start > least && dlp_is_alnum(in->bytes[start - 1]))
            start--;
        if (start + 4 <= in->at && (start == 0 || !dlp_is_alnum(in->bytes[start - 1]))
            && dlp_is_iban_head(in->bytes + start) && is_iban_from(in, start, gap))
            return true;
        if (start == least || in->bytes[start - 1] != ' ')
            return false;
        start--;
    }
    return false;
}

/* What parts the groups of a card whose lines end with one: 4539 5787\n6362 1486; 0 where they are not parted. */
static uint8_t separator_of(const struct broken *number, const struct dlp_view_in *in, size_t gap)
{
    const uint8_t *part = NULL;

    if (dlp_digits_before(in) == 4 && dlp_digits_behind(in, gap) == 4)
        for (size_t i = 0; i < number->text_len && !part; i++)
            if (!dlp_is_digit(number->text[i]))
                part = &number->text[i];
    return part ? *part : 0;
}

/* A number over three lines and more, of which in->at ends the first: 4539\n5787 6\n362 1486. */
struct pieces {
    uint8_t text[REACH + LINES_REACH]; /* without what parts the lines */
    size_t at[REACH + LINES_REACH];    /* of each byte, in the input */
    uint8_t digits[REACH + LINES_REACH];
    size_t len, digits_len;
    size_t first; /* bytes of text before in->at */
    size_t breaks;
    bool plain; /* digits alone before in->at */
};

static void piece_add(struct pieces *pieces, const struct dlp_view_in *in, size_t at)
{
    const uint8_t c = in->bytes[at];

    pieces->at[pieces->len] = at;
    pieces->text[pieces->len++] = c;
    if (dlp_is_digit(c))
        pieces->digits[pieces->digits_len++] = c;
}

/* @param left     bytes of the number before in->at
 * @param hyphens  those at lines' ends are the number's own */
static bool pieces_read(struct pieces *pieces, const struct dlp_view_in *in, size_t left,
                        bool hyphens)
{
    struct dlp_view_in place = *in;
    uint8_t behind;

    pieces->len = pieces->digits_len = pieces->breaks = 0;
    for (size_t at = in->at - left; at < in->at; at++)
        piece_add(pieces, in, at);
    pieces->plain = pieces->digits_len == left;
    pieces->first = pieces->len;
    while (place.at < in->len && place.at - in->at < LINES_REACH) {
        const size_t gap = break_len(&place);

        if (gap == 0 && !is_inside(in->bytes[place.at]))
            break;
        if (gap > 0 && !dlp_is_digit(dlp_peek(&place, gap)) && dlp_peek(&place, gap) != '-')
            break;
        if (gap == 0 || (hyphens && in->bytes[place.at] == '-'))
            piece_add(pieces, in, place.at);
        pieces->breaks += gap > 0;
        place.at += gap > 0 ? gap : 1;
    }
    while (pieces->len > 0 && !dlp_is_digit(pieces->text[pieces->len - 1]))
        pieces->len--;
    if (pieces->len == 0)
        return false;
    place.at = pieces->at[pieces->len - 1] + 1;
    behind = place.at < in->len ? in->bytes[place.at] : 0;
    return pieces->breaks > 1 && place.at - in->at < LINES_REACH && !dlp_is_alnum(behind)
        && !(is_cell_end(behind) && behind != '.');
}

/* Write what of the number is behind in->at; its length. */
static size_t pieces_write(struct dlp_view_out *out, const struct dlp_view_in *in,
                           const struct pieces *pieces, bool digits_only)
{
    for (size_t i = pieces->first; out && i < pieces->len; i++)
        if (!digits_only || dlp_is_digit(pieces->text[i]))
            dlp_view_put(out, pieces->text[i], pieces->at[i], 1);
    return pieces->at[pieces->len - 1] + 1 - in->at;
}

/* Does the line above end with a digit, too? Then in->at ends another line than the number's first. */
static bool has_line_above(const struct dlp_view_in *in, size_t start)
{
    while (start > 0 && strchr(" \t>", in->bytes[start - 1]) && in->bytes[start - 1])
        start--;
    if (start == 0 || in->bytes[start - 1] != '\n')
        return false;
    for (start--; start > 0 && strchr("\r-", in->bytes[start - 1]) && in->bytes[start - 1];)
        start--;
    return start > 0 && dlp_is_digit(in->bytes[start - 1]);
}

static size_t pieces_decode(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    struct pieces pieces;
    uint8_t before;
    const size_t left = left_len(in, &before);

    if (left == 0 || has_line_above(in, in->at - left))
        return 0;
    for (unsigned hyphens = 0; hyphens < 2; hyphens++) {
        if (!pieces_read(&pieces, in, left, hyphens))
            return 0;
        if (is_ssn(pieces.text, pieces.len, pieces.digits_len)
            || is_phone(before, pieces.digits_len))
            return pieces_write(out, in, &pieces, false);
    }
    return pieces.plain && dlp_digits_are_card(pieces.digits, pieces.digits_len)
        ? pieces_write(out, in, &pieces, true)
        : 0;
}

/* May the number on both sides stand as it is: a break within it stands for nothing? */
static bool is_one(const struct broken *number, const struct dlp_view_in *in, size_t gap)
{
    return is_phone(number->before, number->digits_len)
        || is_ssn(number->text, number->text_len, number->digits_len) || is_iban(in, gap);
}

size_t dlp_decode_broken(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    const size_t gap = break_len(in);
    struct broken number;
    uint8_t separator;

    number.text_len = number.digits_len = 0;
    if (gap > 0 && dlp_address_goes_on(in, gap))
        return gap;
    if (gap == 0 || !dlp_is_digit(dlp_peek(in, gap)))
        return 0;
    if (!number_read(&number, in, gap))
        return is_iban(in, gap) ? gap : 0;
    if (is_one(&number, in, gap))
        return gap;
    if (!dlp_digits_are_card(number.digits, number.digits_len))
        return pieces_decode(out, in);
    separator = separator_of(&number, in, gap);
    if (out && separator) /* the break stands for what parts groups */
        dlp_view_put(out, separator, in->at, gap);
    return gap;
}

bool dlp_number_goes_on(const struct dlp_view_in *in, size_t gap)
{
    struct broken number = { .text_len = 0 };

    if (!number_read(&number, in, gap))
        return is_iban(in, gap);
    return is_one(&number, in, gap) || dlp_digits_are_card(number.digits, number.digits_len);
}
