/* validate/base64.c - base 64 (RFC 4648) byte by byte, in either alphabet, with or without padding. */

#include "validate/base64.h"

#include "validate/checks.h"

int dlp_base64_digit(uint8_t c)
{
    if (dlp_is_upper(c))
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (dlp_is_digit(c))
        return c - '0' + 52;
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

size_t dlp_base64_decode(uint8_t *out, size_t max, const uint8_t *text, size_t len)
{
    uint32_t bits = 0;
    unsigned held = 0;
    size_t n = 0;

    while (len > 0 && text[len - 1] == '=')
        len--;
    if (len % 4 == 1)
        return DLP_BASE64_BAD;
    for (size_t i = 0; i < len; i++) {
        const int digit = dlp_base64_digit(text[i]);

        if (digit < 0)
            return DLP_BASE64_BAD;
        bits = bits << 6 | (uint32_t)digit;
        held += 6;
        if (held < 8)
            continue;
        held -= 8;
        if (n < max)
            out[n] = (uint8_t)(bits >> held);
        n++;
    }
    return n;
}
