/* validate/token_crc.c - GitHub tokens carry a check, so that a scanner need not ask anybody.
 * Source: GitHub, "Behind GitHub's new authentication token formats" (2021); the check of
 * fine-grained tokens is not documented and was confirmed on published samples. */

#include "validate/checks.h"

#include <sodium.h>
#include <string.h>

#define TOKEN_CRC_DIGITS 6
#define TOKEN_FINE_SIGNED 77 /* bytes that the hash covers, the prefix among them */
#define TOKEN_FINE_LEN 93

static bool token_alnum(const uint8_t *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (!dlp_is_digit(text[i]) && !dlp_is_alpha(text[i]))
            return false;
    }
    return true;
}

/* ghp_, gho_, ghu_, ghs_ with 30 characters, ghr_ with 30 or 70, then CRC-32 in base 62. */
bool dlp_check_github_crc(const uint8_t *value, size_t len)
{
    static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    size_t end = len;
    uint32_t crc;

    if (len != 40 && len != 80)
        return false;
    if (memcmp(value, "gh", 2) != 0 || !strchr("pousr", value[2]) || value[2] == 0
        || value[3] != '_' || !token_alnum(value + 4, len - 4))
        return false;
    crc = dlp_crc32(value + 4, len - 4 - TOKEN_CRC_DIGITS);
    for (int i = 0; i < TOKEN_CRC_DIGITS; i++) {
        if (value[--end] != (uint8_t)digits[crc % 62])
            return false;
        crc /= 62;
    }
    return crc == 0;
}

/* github_pat_ + 22 + '_' + 59: after 77 bytes come 8 of the base 32 of their SHA-256. */
bool dlp_check_github_fine_grained(const uint8_t *value, size_t len)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    static const char prefix[] = "github_pat_";
    uint8_t hash[crypto_hash_sha256_BYTES];
    uint64_t bits = 0;

    if (len != TOKEN_FINE_LEN || memcmp(value, prefix, sizeof(prefix) - 1) != 0
        || !token_alnum(value + 11, 22) || value[33] != '_' || !token_alnum(value + 34, 59))
        return false;
    crypto_hash_sha256(hash, value, TOKEN_FINE_SIGNED);
    for (size_t i = 0; i < 5; i++)
        bits = bits << 8 | hash[i];
    for (size_t i = 0; i < 8; i++) {
        if (value[TOKEN_FINE_SIGNED + i] != (uint8_t)alphabet[bits >> (35 - 5 * i) & 31])
            return false;
    }
    return true;
}
