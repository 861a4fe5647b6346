/* extract/joined.c - a value in several strings: "4111" + "1111", ["4111", "1111"], {"a": "4111",
 * "b": "1111"}, <a>4111</a><b>1111</b>. */

#include "extract/chars.h"
#include "extract/decoder.h"
#include "extract/groups.h"
#include "extract/pieces.h"

#include <string.h>

#define NAME_MAX_BYTES 32u /* of a key or a tag between two pieces */

static size_t blanks_len(const struct dlp_view_in *in, size_t i)
{
    size_t len = 0;

    while (len < 32 && dlp_peek(in, i + len) && strchr(" \t\r\n\\", dlp_peek(in, i + len)))
        len++;
    return len;
}

static size_t name_len(const struct dlp_view_in *in, size_t i)
{
    size_t len = 0;

    while (len < NAME_MAX_BYTES
           && (dlp_is_alnum(dlp_peek(in, i + len)) || dlp_peek(in, i + len) == '_'
               || dlp_peek(in, i + len) == '-'))
        len++;
    return len;
}

/* `key":` and what leads the value, behind the opening quote of a key at i: its length, or 0. */
static size_t key_len(const struct dlp_view_in *in, size_t i, uint8_t quote)
{
    const size_t name = name_len(in, i);
    size_t at = i + name;

    if (name == 0 || dlp_peek(in, at) != quote)
        return 0;
    at++;
    at += blanks_len(in, at);
    if (dlp_peek(in, at) != ':' && dlp_peek(in, at) != '=')
        return 0;
    at++;
    at += blanks_len(in, at);
    at += dlp_peek(in, at) == quote;
    return at - i;
}

static bool has_digit(const struct dlp_view_in *in, size_t at, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (dlp_is_digit(in->bytes[at + i]))
            return true;
    return false;
}

/* Four letters and digits, and up to four more: an IBAN's. */
static bool pieces_suit(const struct dlp_view_in *in, size_t gap)
{
    const size_t right = dlp_group_behind(in, gap, true);

    return dlp_group_before(in, true) == 4 && right >= 1 && right <= 4
        && (has_digit(in, in->at - 4, 4) || has_digit(in, in->at + gap, right));
}

/* Pieces under two keys are two values, unless they are parts of a number or an address: with a hash, a
 * UUID or a word, the joint would make something else. */
static bool keys_part(const struct dlp_view_in *in, size_t gap)
{
    if (pieces_suit(in, gap) || (dlp_peek_before(in) == '@' && dlp_keys_count_on(in)))
        return false;
    if (dlp_is_digit(dlp_peek_before(in)) && dlp_is_digit(dlp_peek(in, gap)))
        return !dlp_pieces_are_number(in, gap);
    return dlp_group_before(in, true) == DLP_GROUP_WIDEST
        || dlp_group_behind(in, gap, true) == DLP_GROUP_WIDEST || dlp_is_letter(dlp_peek_before(in))
        || dlp_is_letter(dlp_peek(in, gap));
}

/* `name = ` of a variable at i: its length, or 0. */
static size_t assignment_len(const struct dlp_view_in *in, size_t i)
{
    size_t at = i + name_len(in, i);

    at += blanks_len(in, at);
    if (dlp_peek(in, at) != '=')
        return 0;
    at++;
    return at + blanks_len(in, at) - i;
}

/* From a quote that ends a piece to the first byte of the next: 0 when they are not joined. */
static size_t strings_gap(const struct dlp_view_in *in)
{
    const uint8_t quote = dlp_peek(in, 0);
    size_t at = 1, key;

    at += blanks_len(in, at);
    for (size_t n = 0; n < 2 && dlp_peek(in, at) && strchr("+,.&|;}{-", dlp_peek(in, at)); n++) {
        at++;
        at += blanks_len(in, at);
    }
    if (dlp_is_letter(dlp_peek(in, at))) /* of another variable */
        at += assignment_len(in, at);
    if (dlp_peek(in, at) != quote)
        return 0;
    at++;
    key = key_len(in, at, quote);
    return key > 0 && keys_part(in, at + key) ? 0 : at + key;
}

#define VALUE_MAX 40u /* bytes of a string before its end */

/* The key of the string that ends at in->at: its length, 0 when there is none; *end is behind it. */
static size_t key_before(const struct dlp_view_in *in, size_t *end)
{
    const uint8_t quote = dlp_peek(in, 0), *const bytes = in->bytes;
    size_t at = in->at, len = 0;

    while (at > 0 && in->at - at < VALUE_MAX && bytes[at - 1] != quote)
        at--;
    if (at < 2 || bytes[at - 1] != quote)
        return 0;
    for (at--; at > 1 && bytes[at - 1] == ' ';)
        at--;
    if (bytes[at - 1] != ':')
        return 0;
    for (at--; at > 1 && bytes[at - 1] == ' ';)
        at--;
    if (at < 2 || bytes[at - 1] != quote)
        return 0;
    *end = --at;
    while (len < NAME_MAX_BYTES && at > 0 && bytes[at - 1] != quote) {
        at--;
        len++;
    }
    return at > 0 && bytes[at - 1] == quote ? len : 0;
}

bool dlp_keys_count_on(const struct dlp_view_in *in)
{
    size_t end, at = 1, len = key_before(in, &end);

    at += blanks_len(in, at);
    if (len == 0 || dlp_peek(in, at) != ',')
        return false;
    at++;
    at += blanks_len(in, at) + 1; /* and its quote */
    return name_len(in, at) == len && dlp_peek(in, at + len) == dlp_peek(in, 0)
        && memcmp(in->bytes + end - len, in->bytes + in->at + at, len - 1) == 0
        && in->bytes[end - 1] + 1 == dlp_peek(in, at + len - 1);
}

/* What strings_gap() tells, of </a><b>. */
static size_t tags_gap(const struct dlp_view_in *in)
{
    size_t at = 2, name;

    if (dlp_peek(in, 1) != '/')
        return 0;
    at += name_len(in, at);
    if (dlp_peek(in, at) != '>')
        return 0;
    at++;
    at += blanks_len(in, at);
    if (dlp_peek(in, at) != '<')
        return 0;
    at++;
    name = name_len(in, at);
    at += name;
    return name > 0 && dlp_peek(in, at) == '>' ? at + 1 : 0;
}

/* Are the pieces whole groups of a number? 3712-345 and 678-90123 are not. */
static bool groups_meet(const struct dlp_view_in *in, size_t gap)
{
    const size_t left = dlp_digits_before(in), right = dlp_digits_behind(in, gap);

    return dlp_groups_suit(left, right)
        && !(left < in->at && dlp_is_group_joint(in->bytes[in->at - left - 1])
             && dlp_is_group_joint(dlp_peek(in, gap + right)));
}

size_t dlp_decode_joined(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    const uint8_t before = dlp_peek_before(in);
    size_t gap;
    bool suits;

    if (!dlp_is_valuable(before) && !(before && strchr(".- +()", before)))
        return 0;
    gap = dlp_peek(in, 0) == '<' ? tags_gap(in) : strings_gap(in);
    if (gap == 0 || gap >= in->len - in->at)
        return 0;
    if (!dlp_is_valuable(dlp_peek(in, gap)) && !memchr(".-@ ()", dlp_peek(in, gap), 6))
        return 0;
    suits = groups_meet(in, gap) || pieces_suit(in, gap);
    if (dlp_peek(in, 0) == '<' && !suits)
        return 0; /* cells of a table */
    if (suits)
        dlp_view_put(out, ' ', in->at, gap);
    return gap;
}
