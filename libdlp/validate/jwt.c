/* validate/jwt.c - JSON web tokens (RFC 7519, RFC 7515): a base64url header that is a JSON object
 * with the key "alg", and a payload that is an object too. */

#include "validate/base64.h"
#include "validate/checks.h"

#include <string.h>

static int jwt_digit(uint8_t c)
{
    return c == '+' || c == '/' ? -1 : dlp_base64_digit(c);
}

/* What is remembered of a part that is decoded byte by byte. */
struct jwt_part {
    uint8_t first, last;
    size_t key_at; /* matched bytes of "alg" with its quotes */
    bool has_alg;
};

static void jwt_part_byte(struct jwt_part *part, uint8_t c)
{
    static const char key[] = "\"alg\"";

    if (part->first == 0)
        part->first = c;
    part->last = c;
    if (part->has_alg)
        return;
    if (c == (uint8_t)key[part->key_at])
        part->key_at++;
    else /* a quote is only the first and the last byte of the key */
        part->key_at = c == '"';
    part->has_alg = part->key_at == sizeof(key) - 1;
}

static bool jwt_part_read(struct jwt_part *part, const uint8_t *text, size_t len)
{
    unsigned bits = 0, held = 0;

    memset(part, 0, sizeof(*part));
    for (size_t i = 0; i < len; i++) {
        const int digit = jwt_digit(text[i]);

        if (digit < 0)
            return false;
        bits = (bits << 6 | (unsigned)digit) & 0xffff;
        held += 6;
        if (held >= 8) {
            held -= 8;
            jwt_part_byte(part, (uint8_t)(bits >> held));
        }
    }
    return len % 4 != 1;
}

bool dlp_check_jwt(const uint8_t *value, size_t len)
{
    const uint8_t *const dot = memchr(value, '.', len);
    const uint8_t *second;
    struct jwt_part part;
    size_t payload;

    if (!dot || !jwt_part_read(&part, value, (size_t)(dot - value)) || part.first != '{'
        || part.last != '}' || !part.has_alg)
        return false;
    payload = len - (size_t)(dot + 1 - value);
    second = memchr(dot + 1, '.', payload);
    if (second)
        payload = (size_t)(second - dot - 1);
    if (!jwt_part_read(&part, dot + 1, payload) || part.first != '{')
        return false;
    if (!second) /* cut off, or unsigned */
        return true;
    return jwt_part_read(&part, second + 1, len - (size_t)(second + 1 - value));
}
