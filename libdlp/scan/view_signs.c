/* scan/view_signs.c - the signs that begin escapes, entities, tags and strings, where a digit is near:
 * the decoders themselves say whether they would make a digit or an '@', or join two groups.
 *
 * A sign is looked at when the DLP_SIGN_AHEAD bytes behind it are known, and no further than that. */

#include "scan/view_lane.h"

#include "extract/byte_table.h"
#include "extract/chars.h"
#include "extract/decoder.h"
#include "extract/groups.h"
#include "extract/pieces.h"
#include "extract/sight.h"

#include <string.h>
#include <strings.h>

#define WORD DLP_LANE_WORD
#define SIGN_BEFORE 64u /* bytes before a sign that a decoder may look at */

/* Does what may be the head of an IBAN end at in->at? */
static bool is_head(const struct dlp_view_in *in)
{
    return dlp_group_before(in, true) == 4 && dlp_is_iban_head(in->bytes + in->at - 4);
}

/* Is there an '@' near, so that a letter may belong to an address? */
static bool is_near_at(const struct dlp_view_in *in)
{
    const size_t back = in->at < DLP_SIGN_AHEAD ? in->at : DLP_SIGN_AHEAD;

    return memchr(in->bytes + in->at - back, '@', in->len - in->at + back) != NULL;
}

/* Does a string of one byte end at in->at, and do two more of them follow? */
static bool is_char_list(const struct dlp_view_in *in, size_t taken)
{
    const uint8_t quote = dlp_peek(in, 0);

    return in->at >= 2 && in->bytes[in->at - 2] == quote && dlp_peek(in, taken + 1) == quote
        && dlp_peek(in, 2 * taken + 1) != quote && dlp_peek(in, 2 * taken + 2) == quote;
}

/* Is it in the arguments of a call that joins them: CONCAT('4539', '57', '87')? */
static bool is_joined_by_call(const struct dlp_view_in *in)
{
    static const char call[] = "concat(";
    const size_t len = sizeof(call) - 1;

    for (size_t at = in->at; at >= len && in->bytes[at - 1] != '\n'; at--)
        if (in->bytes[at - 1] == '('
            && strncasecmp((const char *)in->bytes + at - len, call, len) == 0)
            return true;
    return false;
}

/* Are strings joined by a sign, or are they groups of one number? */
static bool strings_matter(const struct dlp_view_in *in, size_t taken)
{
    const size_t left = dlp_digits_before(in), right = dlp_digits_behind(in, taken);

    if (memchr(in->bytes + in->at, ',', taken) || memchr(in->bytes + in->at, ':', taken)
        || memchr(in->bytes + in->at, '=', taken) || dlp_peek(in, 0) == '<')
        return is_head(in) || is_char_list(in, taken)
            || (left >= 3 && dlp_pieces_are_number(in, taken))
            || (dlp_peek(in, 0) != '<'
                && (is_joined_by_call(in)
                    || (dlp_keys_count_on(in)
                        && (dlp_peek_before(in) == '@' || dlp_number_goes_on(in, taken)))));
    return ((left > 0
             || (in->at > 1 && strchr(" -)", in->bytes[in->at - 1])
                 && dlp_is_digit(in->bytes[in->at - 2])))
            && (right > 0
                || ((dlp_peek(in, taken) == ' ' || dlp_peek(in, taken) == '-')
                    && dlp_is_digit(dlp_peek(in, taken + 1)))))
        || is_near_at(in);
}

/* Behind the tags at in->at + i. */
static size_t tags_end(const struct dlp_view_in *in, size_t i)
{
    while (dlp_peek(in, i) == '<') {
        const uint8_t *const tag = in->bytes + in->at + i;
        const uint8_t *const close = memchr(tag, '>', in->len - in->at - i);

        if (!close)
            break;
        i += (size_t)(close + 1 - tag);
    }
    return i;
}

/* Does a number go on over what part groups on both sides of it: (415)<b></b> 555? */
static bool parts_number(const struct dlp_view_in *in, size_t unit)
{
    const size_t taken = tags_end(in, unit);
    const uint8_t before = dlp_peek_before(in), behind = dlp_peek(in, taken);
    const bool left =
        in->at > 1 && before && strchr(")- .", before) && dlp_is_digit(in->bytes[in->at - 2]);
    const bool right = behind && strchr("(- .", behind) && dlp_is_digit(dlp_peek(in, taken + 1));

    return (left || dlp_is_digit(before)) && (right || dlp_is_digit(behind));
}

/* Is what was decoded, or what stands beside it now, part of a value? */
static bool unit_matters(const struct dlp_view_in *in, const uint8_t *made, size_t len,
                         size_t taken)
{
    const uint8_t before = dlp_peek_before(in), behind = dlp_peek(in, taken);
    const bool beside = dlp_is_digit(before) || dlp_is_digit(behind);

    if (len == 0)
        return beside || parts_number(in, taken) || is_near_at(in);
    if (dlp_is_digit(made[0]) || made[0] == '@')
        return true;
    if (made[0] >= 0x80) { /* digits, spaces and signs of no width; not most alphabets */
        const struct dlp_view_in one = { made, NULL, len, 0 };
        const enum dlp_sight_kind kind = dlp_sight_at(&one, 0).kind;

        if (len == 1) /* the first byte of one of them */
            return memchr("\xc2\xcd\xd8\xd9\xdb\xe2\xef", made[0], 7);
        return kind == DLP_SIGHT_DIGIT || kind == DLP_SIGHT_LETTER
            || (kind != DLP_SIGHT_OTHER && (beside || is_near_at(in)));
    }
    if (made[0] == '%' || made[0] == '&' || made[0] == '\\')
        return dlp_is_digit(behind) || behind == '#' || behind == 'u' || behind == 'x';
    if (dlp_is_letter(made[0]))
        return is_near_at(in);
    /* The plus of a telephone number, and what a form has for a blank before one. */
    return dlp_is_digit(behind)
        && (dlp_is_digit(before) || made[0] == '+' || dlp_digits_behind(in, taken) >= 3);
}

/* Bits of what may stand behind a sign: most signs are told by the next byte, and a table tells them without a jump
 * that nobody foresees. */
enum {
    BEHIND_CODE = 1,    /* % and = */
    BEHIND_ENTITY = 2,  /* & */
    BEHIND_TAG = 4,     /* < */
    BEHIND_COMMENT = 8, /* / */
    BEHIND_STRING = 16, /* quotes */
    BEHIND_ANY = 32,    /* backslashes */
};
#define IS_BREAK(c) ((c) == '\r' || (c) == '\n')
#define IS_CODE(c)                                                                                 \
  (DLP_BYTE_IN(c, '0', '9') || DLP_BYTE_IN(c, 'a', 'f') || DLP_BYTE_IN(c, 'A', 'F') || (c) == 'u'  \
   || (c) == 'U' || IS_BREAK(c))
#define IS_STRING(c)                                                                               \
  (IS_BREAK(c) || DLP_BYTE_IN(c, '{', '}') || DLP_BYTE_IN(c, '+', '.') || (c) == ' '               \
   || (c) == '\t' || (c) == '"' || (c) == '\'' || (c) == '&' || (c) == ';' || (c) == '\\')
#define BEHIND(c)                                                                                  \
  ((IS_CODE(c) ? BEHIND_CODE : 0) | (DLP_BYTE_IS_LETTER(c) || (c) == '#' ? BEHIND_ENTITY : 0)      \
   | (DLP_BYTE_IS_LETTER(c) || (c) == '/' || (c) == '!' ? BEHIND_TAG : 0)                          \
   | ((c) == '*' ? BEHIND_COMMENT : 0) | (IS_STRING(c) ? BEHIND_STRING : 0) | BEHIND_ANY)
static const uint8_t behind[256] = { DLP_BYTE_TABLE(BEHIND) };
static const uint8_t asked_behind[256] = {
    ['%'] = BEHIND_CODE,    ['='] = BEHIND_CODE,   ['&'] = BEHIND_ENTITY,  ['<'] = BEHIND_TAG,
    ['/'] = BEHIND_COMMENT, ['"'] = BEHIND_STRING, ['\''] = BEHIND_STRING, ['\\'] = BEHIND_ANY,
};

/* May a unit begin with these bytes? */
static inline bool may_begin(uint8_t sign, uint8_t next, uint8_t third)
{
    if (!(behind[next] & asked_behind[sign]))
        return false;
    switch (sign) {
    case '%':
        return dlp_hex_value(third) >= 0 || (next | 0x20) == 'u';
    case '=':
        return dlp_hex_value(third) >= 0 || next == '\r' || next == '\n';
    case '&':
        return next == '#' || dlp_begins_entity(next, third);
    case '"':
    case '\'':
        return next == '"' || next == '\'' ? next == sign : !(next == ' ' && dlp_is_digit(third));
    default:
        return true;
    }
}

/* Is the sign at `at` one of which decoders make a value? */
static __attribute__((noinline)) bool unit_at_matters(const struct dlp_lane *lane, uint64_t at)
{
    const size_t back = dlp_window_before(lane->window, at, SIGN_BEFORE);
    const struct dlp_view_in in = { dlp_window_at(lane->window, at - back), NULL,
                                    back + dlp_window_after(lane->window, at, DLP_SIGN_AHEAD),
                                    back };
    uint8_t made[4 * DLP_SIGN_AHEAD];

    for (uint32_t decoders = dlp_decoders_of_sign(dlp_peek(&in, 0)); decoders;
         decoders &= decoders - 1) {
        const unsigned d = (unsigned)__builtin_ctz(decoders);
        struct dlp_view_text text = { made, NULL, 0, sizeof(made) };
        struct dlp_view_out out = { &text, &in, d, false };
        const size_t taken = dlp_decoders[d].decode(&out, &in);

        if (taken > 0
            && (d == DLP_DECODER_JOINED ? strings_matter(&in, taken)
                                        : unit_matters(&in, made, text.len, taken)))
            return true;
    }
    return false;
}

static bool sign_matters(const struct dlp_lane *lane, uint64_t at)
{
    const uint8_t *const sign = dlp_window_at(lane->window, at);
    const size_t have = dlp_window_after(lane->window, at, 3);

    return may_begin(sign[0], have > 1 ? sign[1] : 0, have > 2 ? sign[2] : 0)
        && unit_at_matters(lane, at);
}

#define ADDRESS_BEFORE 40u /* bytes around an '@' that may be an address */
#define ADDRESS_AFTER 24u
#define ADDRESS_TEXT 12u  /* bytes before it and from it on that must be text */
#define ADDRESS_AHEAD 64u /* bytes from an '@' on that are looked at */

/* What may part an address: a bit a byte. */
struct part_signs {
    uint64_t bits[4];
};
static struct part_signs part_signs_make(void)
{
    struct part_signs set = { { 0, 0, UINT64_MAX, UINT64_MAX } };

    for (const char *c = DLP_SIGNS "*`\r\n"; *c; c++)
        set.bits[(uint8_t)*c / 64] |= UINT64_C(1) << ((uint8_t)*c % 64);
    for (unsigned c = 0; c < 128; c++)
        set.bits[c / 64] |= (uint64_t)dlp_is_unseen((uint8_t)c) << (c % 64);
    return set;
}

/* Does in->at, beside an '@', part an address? The byte before is one of an address. */
static bool place_parts(const struct dlp_lane *lane, const struct dlp_view_in *in, uint64_t at)
{
    const uint8_t c = dlp_peek(in, 0), next = dlp_peek(in, 1);

    if (dlp_is_unseen(c))
        return dlp_is_address(next) && dlp_unseen_repeats(in);
    if (c >= 0x80) {
        const struct dlp_sight sight = dlp_sight_at(in, in->at);

        return (sight.kind == DLP_SIGHT_BLANK && sight.ascii != ' ')
            || sight.kind == DLP_SIGHT_NOTHING;
    }
    if (c == '*' || c == '`')
        return next == c; /* marks of bold and code */
    if (c == '\r' || c == '\n')
        return dlp_decode_broken(NULL, in) > 0;
    return sign_matters(lane, at);
}

/* Is there a sign near the '@' at `at` that parts an address? Signs stand beside an address everywhere: those
 * with an address's bytes before them are looked at. What stands between blanks is no address in pieces. */
static bool address_is_parted(const struct dlp_lane *lane, const struct part_signs *signs,
                              uint64_t at)
{
    const size_t back = dlp_window_before(lane->window, at, ADDRESS_BEFORE);
    const size_t ahead = dlp_window_after(lane->window, at, ADDRESS_AFTER + 1);
    const size_t before = back < ADDRESS_TEXT ? back : ADDRESS_TEXT;
    const size_t from_it = ahead < ADDRESS_TEXT ? ahead : ADDRESS_TEXT;
    const uint8_t *const bytes = dlp_window_at(lane->window, at) - back;

    if (back > 0 && (bytes[back - 1] == ' ' || bytes[back - 1] == '\t'))
        return false; /* as most in programs and their manuals do */
    if (!dlp_view_is_text(bytes + back - before, before + from_it))
        return false;
    for (size_t i = 1; i + 1 < back + ahead; i++)
        if ((signs->bits[bytes[i] / 64] >> (bytes[i] % 64) & 1u) && dlp_is_address(bytes[i - 1])) {
            const struct dlp_view_in in = {
                bytes, NULL, back + dlp_window_after(lane->window, at, ADDRESS_AHEAD), i
            };

            if (place_parts(lane, &in, at - back + i))
                return true;
        }
    return false;
}

/* Mark the '@' in [from, to) that stand in what may be an address in pieces.
 * @param place  to mark for each; 0: where all that is looked at is known */
static void addresses_mark(const struct dlp_lane *lane, uint64_t from, uint64_t to, uint64_t place)
{
    const uint8_t *const bytes = dlp_window_at(lane->window, from);
    const size_t len = (size_t)(to - from);
    const uint8_t *at = memchr(bytes, '@', len);
    struct part_signs signs;

    if (at)
        signs = part_signs_make();
    for (; at; at = memchr(at + 1, '@', len - (size_t)(at + 1 - bytes)))
        if (address_is_parted(lane, &signs, from + (size_t)(at - bytes)))
            dlp_lane_mark(lane, place ? place : from + (size_t)(at - bytes) + ADDRESS_AHEAD + 1);
}

void dlp_view_signs(const struct dlp_lane *lane, uint64_t places)
{
    for (; places; places &= places - 1) {
        const uint64_t at = lane->base + (unsigned)__builtin_ctzll(places);
        const uint8_t *const sign = dlp_window_at(lane->window, at - DLP_SIGN_AHEAD);

        if (may_begin(sign[0], sign[1], sign[2]) && unit_at_matters(lane, at - DLP_SIGN_AHEAD))
            dlp_lane_mark(lane, at);
    }
}

bool dlp_view_line_is_broken(const struct dlp_lane *lane, uint64_t at, size_t ahead)
{
    const size_t back = dlp_window_before(lane->window, at, SIGN_BEFORE);
    const struct dlp_view_in in = { dlp_window_at(lane->window, at - back), NULL,
                                    back + dlp_window_after(lane->window, at, ahead), back };

    return dlp_decode_broken(NULL, &in) > 0;
}

void dlp_view_addresses(const struct dlp_lane *lane)
{
    const uint64_t first = lane->from - dlp_window_before(lane->window, lane->from, ADDRESS_AHEAD);
    const bool last = dlp_window_after(lane->window, lane->to, 1) == 0;
    const uint64_t whole = lane->to > first + ADDRESS_AHEAD ? lane->to - ADDRESS_AHEAD : first;

    if (lane->to == lane->from)
        return;
    addresses_mark(lane, first, whole, 0);
    if (last)
        addresses_mark(lane, whole, lane->to, lane->to);
}

void dlp_view_last_signs(const struct dlp_lane *lane)
{
    const size_t len = dlp_window_before(lane->window, lane->to, DLP_LINE_AHEAD);
    const uint8_t *const bytes = dlp_window_at(lane->window, lane->to - len);

    _Static_assert(DLP_LINE_AHEAD >= DLP_SIGN_AHEAD, "both are looked for here");
    if (dlp_window_after(lane->window, lane->to, 1) > 0 || lane->to == lane->from)
        return; /* the text goes on */
    for (size_t i = 0; i < len; i++) {
        const uint64_t at = lane->to - len + i;

        if ((bytes[i] && strchr(DLP_SIGNS, bytes[i]) && sign_matters(lane, at))
            || (bytes[i] && strchr("-\r\n", bytes[i])
                && dlp_view_line_is_broken(lane, at, DLP_LINE_AHEAD))) {
            dlp_lane_mark(lane, lane->to);
            return;
        }
    }
}
