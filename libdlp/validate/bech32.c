/* validate/bech32.c - segwit addresses: Bech32 (BIP 173) for version 0, Bech32m (BIP 350) for the
 * later ones. */

#include "validate/checks.h"

#include <string.h>

#define BECH32_MAX 90
#define BECH32_LONG_MAX 120 /* Cardano's */
#define BECH32_CHECK 6

static uint32_t bech32_step(uint32_t sum, uint8_t item)
{
    static const uint32_t generator[] = { 0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                          0x2a1462b3 };
    const uint32_t top = sum >> 25;

    sum = (sum & 0x1ffffff) << 5 ^ item;
    for (unsigned i = 0; i < 5; i++)
        sum ^= top >> i & 1 ? generator[i] : 0;
    return sum;
}

static uint32_t bech32_start(const char *part)
{
    uint32_t sum = 1;

    for (const char *c = part; *c; c++)
        sum = bech32_step(sum, (uint8_t)(*c >> 5));
    sum = bech32_step(sum, 0);
    for (const char *c = part; *c; c++)
        sum = bech32_step(sum, *c & 31);
    return sum;
}

/* Items of five bits hold a program of 2 to 40 whole bytes, with fewer than five zero bits over. */
static bool bech32_program_valid(uint8_t version, const uint8_t *items, size_t n)
{
    const size_t bytes = n * 5 / 8;
    const unsigned over = (unsigned)(n * 5 % 8);

    if (version > 16 || n == 0 || over > 4 || (items[n - 1] & ((1u << over) - 1)))
        return false;
    if (version == 0)
        return bytes == 20 || bytes == 32;
    return bytes >= 2 && bytes <= 40;
}

/* The items behind the part and '1', their checksum over part and items; 0: it is not written so. */
static size_t bech32_read(const uint8_t *text, size_t len, const char *part, uint8_t *items,
                          size_t max, uint32_t *sum)
{
    static const char alphabet[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    const size_t head = strlen(part) + 1;
    bool lower = false, upper = false;
    size_t n = 0;

    *sum = bech32_start(part);
    if (len > head + max || len < head + 1 + BECH32_CHECK)
        return 0;
    for (size_t i = 0; i < len; i++) {
        const uint8_t c = dlp_lower(text[i]);
        const char *const at = c ? strchr(alphabet, c) : NULL;

        upper = upper || dlp_is_upper(text[i]);
        lower = lower || (c >= 'a' && c <= 'z' && c == text[i]);
        if (i < head) {
            if (c != (uint8_t)(i + 1 < head ? part[i] : '1'))
                return 0;
            continue;
        }
        if (!at)
            return 0;
        items[n] = (uint8_t)(at - alphabet);
        *sum = bech32_step(*sum, items[n++]);
    }
    return upper && lower ? 0 : n;
}

bool dlp_bech32_segwit(const uint8_t *text, size_t len, const char *part)
{
    uint8_t items[BECH32_MAX] = { 0 };
    uint32_t sum;
    const size_t n = len > BECH32_MAX ? 0 : bech32_read(text, len, part, items, BECH32_MAX, &sum);

    return n > 0 && sum == (items[0] == 0 ? 1u : 0x2bc830a3u)
        && bech32_program_valid(items[0], items + 1, n - 1 - BECH32_CHECK);
}

bool dlp_bech32_plain(const uint8_t *text, size_t len, const char *part)
{
    uint8_t items[BECH32_LONG_MAX];
    uint32_t sum;

    return bech32_read(text, len, part, items, sizeof(items), &sum) > 0 && sum == 1;
}

/* age-encryption.org/v1: "AGE-SECRET-KEY-1", 52 characters of key and 6 of checksum. */
bool dlp_check_age_key(const uint8_t *value, size_t len)
{
    static const char part[] = "age-secret-key-";

    return len == sizeof(part) + 58 && dlp_bech32_plain(value, len, part);
}
