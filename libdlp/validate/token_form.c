/* validate/token_form.c - tokens whose inside says what they are: text in base 64, a macaroon, a
 * seed with a check of its own. */

#include "validate/base64.h"
#include "validate/checks.h"

#include <string.h>

#define DECODED_MAX 192u

static bool printable(const uint8_t *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] < 0x20 || text[i] == 0x7f)
            return false;
    return true;
}

/* RFC 7617: base 64 of "user:password". */
bool dlp_check_basic_auth(const uint8_t *value, size_t len)
{
    uint8_t text[DECODED_MAX];
    const size_t n = dlp_base64_decode(text, sizeof(text), value, len);
    const size_t have = n < sizeof(text) ? n : sizeof(text);
    const uint8_t *const colon = n == DLP_BASE64_BAD ? NULL : memchr(text, ':', have);

    return colon && printable(text, have);
}

/* Base 64 of a JSON object, behind any prefix that ends in '_'. */
bool dlp_check_base64_json(const uint8_t *value, size_t len)
{
    static const char json[] = "eyJ";
    uint8_t text[DECODED_MAX];
    size_t at = 0, end, n;

    while (at + 3 < len && memcmp(value + at, json, 3) != 0)
        at++;
    for (end = at; end < len && value[end] != '_' && value[end] != '.'; end++) {
    }
    if (at + 3 >= len)
        return false;
    end -= (end - at) % 4 == 1; /* a token that is cut to its length */
    n = dlp_base64_decode(text, sizeof(text), value + at, end - at);
    return n != DLP_BASE64_BAD && printable(text, n < sizeof(text) ? n : sizeof(text));
}

/* A Discord bot token begins with its account's number, in base 64. */
bool dlp_check_discord_bot(const uint8_t *value, size_t len)
{
    uint8_t id[24];
    const uint8_t *const dot = memchr(value, '.', len);
    const size_t n = dot ? dlp_base64_decode(id, sizeof(id), value, (size_t)(dot - value)) : 0;

    if (n < 17 || n > 20)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!dlp_is_digit(id[i]))
            return false;
    return true;
}

/* A macaroon, version 2, whose first field is the location pypi.org or test.pypi.org. */
bool dlp_check_pypi_token(const uint8_t *value, size_t len)
{
    static const char prefix[] = "pypi-";
    static const uint8_t heads[2][17] = { { 2, 1, 8, 'p', 'y', 'p', 'i', '.', 'o', 'r', 'g', 2 },
                                          { 2, 1, 13, 't', 'e', 's', 't', '.', 'p', 'y', 'p', 'i',
                                            '.', 'o', 'r', 'g', 2 } };
    uint8_t head[17];
    size_t n = 0;

    if (len < 40 || memcmp(value, prefix, sizeof(prefix) - 1) != 0)
        return false;
    n = dlp_base64_decode(head, sizeof(head), value + 5, 24); /* 18 bytes */
    return n != DLP_BASE64_BAD
        && (memcmp(head, heads[0], 12) == 0 || memcmp(head, heads[1], 17) == 0);
}

static int base32_digit(uint8_t c)
{
    return dlp_is_upper(c) ? c - 'A' : c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

/* NATS: base 32 of two bytes of kind, 32 of seed and CRC-16 (XMODEM), the low byte first. */
bool dlp_check_nats_seed(const uint8_t *value, size_t len)
{
    uint8_t raw[36];
    uint64_t bits = 0;
    unsigned held = 0;
    uint16_t crc = 0;
    size_t n = 0;

    for (size_t i = 0; i < len && n < sizeof(raw); i++) {
        const int digit = base32_digit(value[i]);

        if (digit < 0)
            return false;
        bits = bits << 5 | (uint64_t)digit;
        held += 5;
        if (held >= 8) {
            held -= 8;
            raw[n++] = (uint8_t)(bits >> held);
        }
    }
    if (len != 58 || n != sizeof(raw))
        return false;
    for (size_t i = 0; i < 34; i++) {
        crc = (uint16_t)(crc ^ raw[i] << 8);
        for (int bit = 0; bit < 8; bit++)
            crc = (uint16_t)(crc & 0x8000 ? crc << 1 ^ 0x1021 : crc << 1);
    }
    return raw[34] == (crc & 0xff) && raw[35] == crc >> 8;
}
