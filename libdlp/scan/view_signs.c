/* scan/view_signs.c - the signs that begin escapes, entities, tags and strings, where a digit is near:
 * the decoders themselves say whether they would make a digit or an '@', or join two groups.
 *
 * A sign is looked at when the DLP_SIGN_AHEAD bytes behind it are known, and no further than that. */

#include "scan/view_lane.h"

#include "extract/chars.h"
#include "extract/decoder.h"
#include "extract/groups.h"

#include <string.h>

#define WORD DLP_LANE_WORD
#define SIGN_BEFORE 64u /* bytes before a sign that a decoder may look at */

/* Does what may be the head of an IBAN end at in->at? */
static bool is_head(const struct dlp_view_in *in)
{
    const uint8_t *const at = in->bytes + in->at;

    return dlp_group_before(in, true) == 4 && dlp_is_letter(at[-4]) && dlp_is_letter(at[-3])
        && dlp_is_digit(at[-2]) && dlp_is_digit(at[-1]);
}

/* Are strings with digits joined: by a sign, or as groups of one number? */
static bool strings_matter(const struct dlp_view_in *in, size_t taken)
{
    const size_t left = dlp_digits_before(in), right = dlp_digits_behind(in, taken);

    if (memchr(in->bytes + in->at, ',', taken) || memchr(in->bytes + in->at, ':', taken)
        || dlp_peek(in, 0) == '<')
        return is_head(in) || ((left == 4 || left == 3) && dlp_groups_suit(left, right));
    return left > 0
        && (right > 0 || (dlp_peek(in, taken) == ' ' && dlp_is_digit(dlp_peek(in, taken + 1))));
}

/* Is there an '@' near, so that a letter may belong to an address? */
static bool is_near_at(const struct dlp_view_in *in)
{
    const size_t back = in->at < DLP_SIGN_AHEAD ? in->at : DLP_SIGN_AHEAD;

    return memchr(in->bytes + in->at - back, '@', in->len - in->at + back) != NULL;
}

/* Is what was decoded, or what stands beside it now, part of a value? */
static bool unit_matters(const struct dlp_view_in *in, const uint8_t *made, size_t len,
                         size_t taken)
{
    const uint8_t before = dlp_peek_before(in), behind = dlp_peek(in, taken);
    const bool beside = dlp_is_digit(before) || dlp_is_digit(behind);

    if (len == 0)
        return beside || before == '@' || behind == '@';
    if (dlp_is_digit(made[0]) || made[0] == '@')
        return true;
    if (made[0] >= 0x80) /* digits, spaces and signs of no width; not most alphabets */
        return memchr("\xc2\xcd\xd8\xd9\xdb\xe2\xef", made[0], 7) && (len > 1 ? beside : true);
    if (made[0] == '%' || made[0] == '&' || made[0] == '\\')
        return dlp_is_digit(behind) || behind == '#' || behind == 'u' || behind == 'x';
    if (dlp_is_letter(made[0]))
        return is_near_at(in);
    return dlp_is_digit(before) && dlp_is_digit(behind);
}

static bool sign_matters(const struct dlp_lane *lane, uint64_t at)
{
    const size_t back = dlp_window_before(lane->window, at, SIGN_BEFORE);
    const struct dlp_view_in in = { dlp_window_at(lane->window, at - back), NULL,
                                    back + dlp_window_after(lane->window, at, DLP_SIGN_AHEAD),
                                    back };
    uint8_t made[4 * DLP_SIGN_AHEAD];

    for (size_t d = 0; d < dlp_decoders_len; d++) {
        struct dlp_view_text text = { made, NULL, 0, sizeof(made) };
        struct dlp_view_out out = { &text, &in, (unsigned)d, false };
        size_t taken;

        if (!dlp_decoders[d].is_sign || !strchr(dlp_decoders[d].leads, in.bytes[back]))
            continue;
        taken = dlp_decoders[d].decode(&out, &in);
        if (taken > 0 && unit_matters(&in, made, text.len, taken)
            && (dlp_decoders[d].decode != dlp_decode_joined || strings_matter(&in, taken)))
            return true;
    }
    return false;
}

/* Mask of the bytes that stand n bytes before each. */
#define MOVED(mask, n) ((lane->before.mask >> (WORD - (n))) | (lane->here.mask << (n)))

void dlp_view_signs(const struct dlp_lane *lane, uint64_t valid)
{
    const unsigned ahead = DLP_SIGN_AHEAD;
    const uint64_t near = MOVED(digit, ahead + 1) | MOVED(digit, ahead - 1)
        | MOVED(digit, ahead - 2) | MOVED(digit, ahead - 3) | MOVED(digit, ahead - 4);
    uint64_t signs = MOVED(sign, ahead) & near & valid;

    for (; signs; signs &= signs - 1) {
        const uint64_t at = lane->base + (unsigned)__builtin_ctzll(signs);

        if (sign_matters(lane, at - ahead))
            dlp_lane_mark(lane, at);
    }
}

void dlp_view_last_signs(const struct dlp_lane *lane)
{
    const size_t len = dlp_window_before(lane->window, lane->to, DLP_SIGN_AHEAD - 1);
    const uint8_t *const bytes = dlp_window_at(lane->window, lane->to - len);

    if (dlp_window_after(lane->window, lane->to, 1) > 0 || lane->to == lane->from)
        return; /* the text goes on */
    for (size_t i = 0; i < len; i++)
        if (bytes[i] && strchr(DLP_SIGNS, bytes[i]) && sign_matters(lane, lane->to - len + i)) {
            dlp_lane_mark(lane, lane->to);
            return;
        }
}
