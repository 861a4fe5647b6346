/* extract/unicode.c - characters beyond ASCII that a reader takes for ASCII, or does not see.
 *
 * Letters of other alphabets are read as ASCII only within a word that has ASCII in it: a Russian
 * text stays Russian, and its context words are found. */

#include "extract/chars.h"
#include "extract/decoder.h"
#include "extract/groups.h"
#include "extract/hanzi.h"
#include "extract/sight.h"

#include <string.h>

#define NEAR_BYTES 48u /* how far a word's ASCII may be from a letter */

size_t dlp_decode_digits(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    const struct dlp_sight sight = dlp_sight_at(in, in->at);

    if (sight.kind == DLP_SIGHT_OTHER || sight.kind == DLP_SIGHT_ALIKE) { /* the zero is both */
        const uint8_t digit = dlp_hanzi_digit(in, in->at);

        if (!digit || !dlp_hanzi_is_number(in))
            return 0;
        dlp_view_put(out, digit, in->at, sight.len);
        return sight.len;
    }
    if (sight.kind != DLP_SIGHT_DIGIT && sight.kind != DLP_SIGHT_LETTER)
        return 0;
    dlp_view_put(out, sight.ascii, in->at, sight.len);
    return sight.len;
}

/* The nearest ASCII byte before `at`, over other characters; 0 when it is too far. */
static uint8_t ascii_before(const struct dlp_view_in *in, size_t at)
{
    const size_t least = at > NEAR_BYTES ? at - NEAR_BYTES : 0;

    while (at > least && in->bytes[at - 1] >= 0x80)
        at--;
    return at > least ? in->bytes[at - 1] : 0;
}

static uint8_t ascii_behind(const struct dlp_view_in *in, size_t at)
{
    const size_t most = in->len - at < NEAR_BYTES ? in->len : at + NEAR_BYTES;

    while (at < most && in->bytes[at] >= 0x80)
        at++;
    return at < most ? in->bytes[at] : 0;
}

/* Are these characters, between blanks, a group of a number's? */
static bool is_between_digits(const struct dlp_view_in *in, size_t len)
{
    size_t start = in->at, end = in->at + len;

    while (start > 0 && in->at - start < NEAR_BYTES && in->bytes[start - 1] >= 0x80)
        start--;
    while (end < in->len && end - in->at < NEAR_BYTES && in->bytes[end] >= 0x80)
        end++;
    return start >= 2 && end + 2 <= in->len && in->bytes[start - 1] == ' '
        && dlp_is_digit(in->bytes[start - 2]) && in->bytes[end] == ' '
        && dlp_is_digit(in->bytes[end + 1]);
}

/* What a letter stands for among digits. */
static uint8_t digit_alike(uint8_t letter)
{
    switch (letter) {
    case 'O':
    case 'o':
    case 'D':
    case 'Q':
        return '0';
    case 'I':
    case 'l':
    case 'i':
        return '1';
    case 'Z':
    case 'z':
        return '2';
    case 'S':
    case 's':
        return '5';
    case 'b':
        return '6';
    case 'B':
        return '8';
    default:
        return letter;
    }
}

/* Do two capitals stand directly before, as at the start of an IBAN, whose digits come next? */
static bool is_behind_country(const struct dlp_view_in *in)
{
    const uint8_t *const at = in->bytes + in->at;

    return dlp_group_before(in, true) == 2 && (at[-1] & 0x20) == 0 && (at[-2] & 0x20) == 0
        && dlp_is_letter(at[-1]) && dlp_is_letter(at[-2])
        && (in->at == 2 || at[-3] < 0x80); /* a word's start */
}

size_t dlp_decode_homoglyphs(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    const struct dlp_sight sight = dlp_sight_at(in, in->at);
    uint8_t before, behind, ascii = sight.ascii;

    if (sight.kind != DLP_SIGHT_ALIKE)
        return 0;
    before = ascii_before(in, in->at);
    behind = ascii_behind(in, in->at + sight.len);
    if (!dlp_is_valuable(before) && !dlp_is_valuable(behind) && !is_between_digits(in, sight.len))
        return 0;
    if (((dlp_is_digit(before) || dlp_is_digit(behind)) && !dlp_is_letter(before)
         && !dlp_is_letter(behind))
        || (dlp_is_digit(behind) && is_behind_country(in)))
        ascii = digit_alike(ascii);
    dlp_view_put(out, ascii, in->at, sight.len);
    return sight.len;
}

/* Is there, over other marks and signs of no width, ASCII before in->at? */
static bool marks_ascii(const struct dlp_view_in *in)
{
    size_t at = in->at;

    while (at > 0 && in->at - at < NEAR_BYTES && in->bytes[at - 1] >= 0x80) {
        enum dlp_sight_kind kind;

        at--;
        while (at > 0 && (in->bytes[at] & 0xc0) == 0x80)
            at--;
        kind = dlp_sight_at(in, at).kind;
        if (kind != DLP_SIGHT_MARK && kind != DLP_SIGHT_NOTHING)
            return false;
    }
    return at > 0 && in->bytes[at - 1] < 0x80;
}

#define GROUPS_SEEN 5u /* on either side: more than a number that has hyphens has */

/* Widths of the groups of digits from in->at on, forwards or backwards, over characters beyond ASCII. */
static size_t widths_read(size_t widths[GROUPS_SEEN], const struct dlp_view_in *in, int step)
{
    size_t at = step > 0 ? in->at : in->at - 1, len = 0, gap = 0;

    while (len < GROUPS_SEEN && at < in->len && gap < NEAR_BYTES) { /* below 0 is above len */
        if (in->bytes[at] >= 0x80) {
            gap++;
            at += (size_t)step;
            continue;
        }
        if (!dlp_is_digit(in->bytes[at]))
            break;
        for (widths[len] = 0; at < in->len && dlp_is_digit(in->bytes[at]); at += (size_t)step)
            widths[len]++;
        len++;
        gap = 0;
    }
    return len;
}

/* Would the number that in->at is in have a hyphen there? 123-45-6789, 212-736-5000. */
static bool parts_groups(const struct dlp_view_in *in)
{
    size_t left[GROUPS_SEEN], right[GROUPS_SEEN];
    const size_t before = widths_read(left, in, -1), behind = widths_read(right, in, 1);

    if (before == 0 || behind == 0 || !dlp_is_digit(dlp_peek_before(in))
        || !dlp_groups_suit(left[0], right[0]))
        return false;
    if (before + behind == 2)
        return right[0] == 4;                            /* no number ends with less */
    return (before == 1 && behind == 2 && right[1] == 4) /* the first gap, and the second one */
        || (before == 2 && behind == 1 && left[1] == 3);
}

/* A control character in the middle of a value, which is parted by others like it. */
static bool is_unseen_part(const struct dlp_view_in *in)
{
    const uint8_t before = dlp_peek_before(in), behind = dlp_peek(in, 1);

    return (dlp_is_valuable(before) || (before && strchr("-. +()", before)))
        && (dlp_is_valuable(behind) || (behind && strchr("-. ()", behind)))
        && (dlp_is_valuable(before) || dlp_is_valuable(behind)) && dlp_unseen_repeats(in);
}

size_t dlp_decode_invisible(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    struct dlp_sight sight;

    if (in->bytes[in->at] < 0x80)
        return is_unseen_part(in) ? 1 : 0;
    sight = dlp_sight_at(in, in->at);

    if (sight.kind == DLP_SIGHT_NOTHING) {
        /* It stands for nothing, or for the hyphen that it is where a line ends. */
        if (parts_groups(in))
            dlp_view_put(out, '-', in->at, sight.len);
        return sight.len;
    }
    return sight.kind == DLP_SIGHT_MARK && marks_ascii(in) ? sight.len : 0;
}

size_t dlp_decode_blanks(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    const struct dlp_sight sight = dlp_sight_at(in, in->at);

    if (sight.kind != DLP_SIGHT_BLANK)
        return 0;
    dlp_view_put(out, sight.ascii, in->at, sight.len);
    return sight.len;
}
