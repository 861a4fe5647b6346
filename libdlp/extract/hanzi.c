/* extract/hanzi.c - numbers that are written out digit by digit in Chinese, Japanese and Korean: 四五三九, 肆伍叁玖, 사오삼구.
 *
 * Each of these is a word, or a part of one, as well, so several that stand close by make a number. */

#include "extract/hanzi.h"

#include "base/utf8.h"

struct hanzi {
    uint16_t cp;
    uint8_t ascii;
};
/* Simplified and traditional, as people count and as cheques have it, and the Japanese forms of these; Korean. By
 * code point. */
static const struct hanzi digits[] = {
    { 0x3007, '0' }, { 0x4e00, '1' }, { 0x4e03, '7' }, { 0x4e09, '3' }, { 0x4e5d, '9' },
    { 0x4e8c, '2' }, { 0x4e94, '5' }, { 0x4f0d, '5' }, { 0x516b, '8' }, { 0x516d, '6' },
    { 0x53c1, '3' }, { 0x53c2, '3' }, { 0x53c3, '3' }, { 0x56db, '4' }, { 0x58f1, '1' },
    { 0x58f9, '1' }, { 0x5f10, '2' }, { 0x634c, '8' }, { 0x67d2, '7' }, { 0x6f06, '7' },
    { 0x7396, '9' }, { 0x8086, '4' }, { 0x8cb3, '2' }, { 0x8d30, '2' }, { 0x9646, '6' },
    { 0x9678, '6' }, { 0x96f6, '0' }, { 0xacf5, '0' }, { 0xad6c, '9' }, { 0xb959, '6' },
    { 0xc0ac, '4' }, { 0xc0bc, '3' }, { 0xc601, '0' }, { 0xc624, '5' }, { 0xc721, '6' },
    { 0xc774, '2' }, { 0xc77c, '1' }, { 0xce60, '7' }, { 0xd314, '8' },
};
#define DIGITS (sizeof(digits) / sizeof(digits[0]))

#define NEAR 24u /* bytes on either side that are looked at */
#define MANY 6u  /* of them within those make a number */
#define BYTES 3u /* of each in UTF-8 */

uint8_t dlp_hanzi_digit(const struct dlp_view_in *in, size_t at)
{
    size_t low = 0, high = DIGITS;
    int32_t cp;

    if (in->bytes[at] < 0xe3 || in->bytes[at] > 0xed
        || dlp_utf8_next(in->bytes + at, in->len - at, &cp) != BYTES)
        return 0;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (cp < digits[middle].cp)
            high = middle;
        else if (cp > digits[middle].cp)
            low = middle + 1;
        else
            return digits[middle].ascii;
    }
    return 0;
}

bool dlp_hanzi_are_many(const struct dlp_view_in *in, size_t from, size_t to)
{
    size_t many = 0;

    for (size_t at = from; at < to && many < MANY;) {
        const bool digit = in->bytes[at] >= 0x80 && dlp_hanzi_digit(in, at);

        many += digit;
        at += digit ? BYTES : 1;
    }
    return many >= MANY;
}

bool dlp_hanzi_is_number(const struct dlp_view_in *in)
{
    const size_t from = in->at > NEAR ? in->at - NEAR : 0;
    const size_t to = in->len - in->at < NEAR + BYTES ? in->len : in->at + NEAR + BYTES;

    return dlp_hanzi_are_many(in, from, to);
}
