/* validate/base58.c - Base58Check: base 58 without 0 O I l, and four bytes of double SHA-256
 * (Bitcoin wiki, Base58Check encoding). */

#include "validate/checks.h"

#include <sodium.h>
#include <string.h>

#define BASE58_PAYLOAD 21
#define BASE58_BYTES (BASE58_PAYLOAD + 4)

static int base58_digit(uint8_t c)
{
    static const char alphabet[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    const char *const at = c ? strchr(alphabet, c) : NULL;

    return at ? (int)(at - alphabet) : -1;
}

bool dlp_base58_block(const uint8_t *text, size_t len, uint8_t *out, size_t size)
{
    memset(out, 0, size);
    for (size_t i = 0; i < len; i++) {
        const int digit = base58_digit(text[i]);
        unsigned carry = (unsigned)digit;

        if (digit < 0)
            return false;
        for (size_t b = size; b-- > 0;) {
            carry += 58u * out[b];
            out[b] = (uint8_t)carry;
            carry >>= 8;
        }
        if (carry)
            return false;
    }
    return true;
}

bool dlp_base58_decode(const uint8_t *text, size_t len, uint8_t *out, size_t size)
{
    size_t ones = 0, zeros = 0;

    /* A byte takes 1.37 characters; a leading zero takes one. */
    if (len < size || len > size * 7 / 5 + 1 || !dlp_base58_block(text, len, out, size))
        return false;
    while (ones < len && text[ones] == '1')
        ones++;
    while (zeros < size && out[zeros] == 0)
        zeros++;
    return ones == zeros;
}

bool dlp_base58check_21(const uint8_t *text, size_t len, uint8_t *payload)
{
    uint8_t bytes[BASE58_BYTES];
    uint8_t hash[crypto_hash_sha256_BYTES];

    if (!dlp_base58_decode(text, len, bytes, sizeof(bytes)))
        return false;
    crypto_hash_sha256(hash, bytes, BASE58_PAYLOAD);
    crypto_hash_sha256(hash, hash, sizeof(hash));
    memcpy(payload, bytes, BASE58_PAYLOAD);
    return memcmp(hash, bytes + BASE58_PAYLOAD, 4) == 0;
}

/* Version 0 pays to a key, 5 to a script; "bc1" is segwit. */
bool dlp_check_btc_address(const uint8_t *value, size_t len)
{
    uint8_t payload[BASE58_PAYLOAD];

    if (len >= 3 && dlp_lower(value[0]) == 'b' && dlp_lower(value[1]) == 'c' && value[2] == '1')
        return dlp_bech32_segwit(value, len, "bc");
    return dlp_base58check_21(value, len, payload) && (payload[0] == 0 || payload[0] == 5);
}
