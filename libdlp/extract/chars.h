/* extract/chars.h - ASCII classes for decoders. Inside extract/. */
#ifndef EXTRACT_CHARS_H
#define EXTRACT_CHARS_H

#include "extract/view_text.h"

static inline bool dlp_is_digit(uint8_t c)
{
    return (uint8_t)(c - '0') < 10;
}
static inline bool dlp_is_letter(uint8_t c)
{
    return (uint8_t)((c | 0x20) - 'a') < 26;
}
static inline bool dlp_is_alnum(uint8_t c)
{
    return dlp_is_digit(c) || dlp_is_letter(c);
}
/** Two letters and two digits, as an IBAN begins. */
static inline bool dlp_is_iban_head(const uint8_t bytes[4])
{
    return dlp_is_letter(bytes[0]) && dlp_is_letter(bytes[1]) && dlp_is_digit(bytes[2])
        && dlp_is_digit(bytes[3]);
}
/** What a value is written with, beside separators. */
static inline bool dlp_is_valuable(uint8_t c)
{
    return dlp_is_alnum(c) || c == '@';
}
/** What an address is written with. */
static inline bool dlp_is_address(uint8_t c)
{
    return dlp_is_alnum(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '@';
}
/** A control character that no text has, and nobody sees. */
static inline bool dlp_is_unseen(uint8_t c)
{
    return (c < ' ' && (c < '\t' || c > '\r')) || c == 0x7f;
}
/** The value of a hexadecimal digit, or -1. */
static inline int dlp_hex_value(uint8_t c)
{
    if (dlp_is_digit(c))
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}
/** The values of the digits of base64 or base64url (RFC 4648); -1 for others. */
extern const int8_t dlp_base64_values[256];
static inline int dlp_base64_value(uint8_t c)
{
    return dlp_base64_values[c];
}
/** The values of the digits of base32, and of base32hex (RFC 4648), of any case; -1 for others. */
extern const int8_t dlp_base32_values[2][256];
static inline int dlp_base32_value(uint8_t c, bool hex)
{
    return dlp_base32_values[hex][c];
}
/** Of base64's or base64url's digits, those that are neither letters nor digits. */
static inline bool dlp_is_base64_sign(uint8_t c)
{
    return c == '+' || c == '/' || c == '-' || c == '_';
}
/** The byte at in->at + i, or 0 behind the end. */
static inline uint8_t dlp_peek(const struct dlp_view_in *in, size_t i)
{
    return i < in->len - in->at ? in->bytes[in->at + i] : 0;
}
/** Does the same control character stand two or four bytes beside in->at, as where each character of a value is parted
 *  by one, or each three? In programs strings end with some that differ. */
static inline bool dlp_unseen_repeats(const struct dlp_view_in *in)
{
    const uint8_t c = in->bytes[in->at];

    return (in->at >= 2 && in->bytes[in->at - 2] == c)
        || (in->at >= 4 && in->bytes[in->at - 4] == c)
        || (in->len - in->at > 2 && in->bytes[in->at + 2] == c)
        || (in->len - in->at > 4 && in->bytes[in->at + 4] == c);
}
/** The byte before in->at, or 0 at the start. */
static inline uint8_t dlp_peek_before(const struct dlp_view_in *in)
{
    return in->at > 0 ? in->bytes[in->at - 1] : 0;
}
/** A number of `least` to `most` hexadecimal digits, from in->at + i on; more digits are not read.
 *  @return how many there are, 0 when they are too few */
static inline size_t dlp_read_hex(uint32_t *value, const struct dlp_view_in *in, size_t i,
                                  size_t least, size_t most)
{
    size_t len = 0;

    *value = 0;
    for (; len < most && dlp_hex_value(dlp_peek(in, i + len)) >= 0; len++)
        *value = *value << 4 | (uint32_t)dlp_hex_value(dlp_peek(in, i + len));
    return len >= least ? len : 0;
}
#endif
