/* validate/token_sum.c - tokens that end in a CRC-32 of what stands before it, so that nobody need be
 * asked whether one is real. Vendors differ in what the sum covers and how it is written: a row each.
 * Sources: the vendors' announcements where there is one; else observed on published samples, which
 * is why rules use these as soft checks. */

#include "validate/checks.h"

#include <string.h>

enum sum_form {
    SUM_BASE62,       /* 0-9A-Za-z */
    SUM_BASE62_LOWER, /* 0-9a-zA-Z */
    SUM_BASE36,
    SUM_HEX,
    SUM_HEX_UPPER,
    SUM_HEX_SWAPPED, /* the low byte first */
    SUM_BASE64_SWAPPED
};

struct token_sum {
    const char *prefix; /* what the token begins with */
    uint8_t skip;       /* bytes at the start that the sum does not cover */
    uint8_t gap;        /* bytes before the sum that it does not cover */
    uint8_t digits;     /* of the sum */
    uint8_t form;       /* enum sum_form */
};

#define DIGITS "0123456789"
#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

static void sum_base(char *out, size_t digits, uint32_t sum, const char *alphabet)
{
    const size_t base = strlen(alphabet);

    for (size_t i = digits; i-- > 0; sum /= (uint32_t)base)
        out[i] = alphabet[sum % base];
}

static uint32_t swapped(uint32_t x)
{
    return x << 24 | (x << 8 & 0xff0000u) | (x >> 8 & 0xff00u) | x >> 24;
}

static void sum_write(char *out, const struct token_sum *row, uint32_t sum)
{
    const uint64_t bits = (uint64_t)swapped(sum) << 4; /* 36 bits: six characters of base 64 */

    switch ((enum sum_form)row->form) {
    case SUM_BASE62:
        sum_base(out, row->digits, sum, DIGITS UPPER LOWER);
        break;
    case SUM_BASE62_LOWER:
        sum_base(out, row->digits, sum, DIGITS LOWER UPPER);
        break;
    case SUM_BASE36:
        sum_base(out, row->digits, sum, DIGITS LOWER);
        break;
    case SUM_HEX:
        sum_base(out, row->digits, sum, DIGITS "abcdef");
        break;
    case SUM_HEX_UPPER:
        sum_base(out, row->digits, sum, DIGITS "ABCDEF");
        break;
    case SUM_HEX_SWAPPED:
        sum_base(out, row->digits, swapped(sum), DIGITS "abcdef");
        break;
    case SUM_BASE64_SWAPPED:
        for (size_t i = 0; i < row->digits; i++)
            out[i] = (UPPER LOWER DIGITS "+/")[bits >> (30 - 6 * i) & 63u];
        break;
    }
}

static bool sum_holds(const struct token_sum *row, const uint8_t *value, size_t len)
{
    const size_t prefix = strlen(row->prefix);
    const size_t tail = (size_t)row->digits + row->gap;
    char want[8];

    if (len <= prefix + tail || len <= row->skip + tail || memcmp(value, row->prefix, prefix) != 0)
        return false;
    sum_write(want, row, dlp_crc32(value + row->skip, len - row->skip - tail));
    return memcmp(value + len - row->digits, want, row->digits) == 0;
}

static bool any_holds(const struct token_sum *rows, size_t n, const uint8_t *value, size_t len)
{
    for (size_t i = 0; i < n; i++)
        if (sum_holds(&rows[i], value, len))
            return true;
    return false;
}

#define SUMS(name, ...)                                                                            \
  bool dlp_check_##name(const uint8_t *value, size_t len)                                          \
  {                                                                                                \
    static const struct token_sum rows[] = { __VA_ARGS__ };                                        \
                                                                                                   \
    return any_holds(rows, sizeof(rows) / sizeof(rows[0]), value, len);                            \
  }

SUMS(apify_crc, { "apify_api_", 0, 0, 6, SUM_BASE62_LOWER })
SUMS(atlassian_crc, { "AT", 0, 0, 8, SUM_HEX_UPPER })
SUMS(cloudflare_crc, { "cfk_", 4, 0, 8, SUM_HEX }, { "cfut_", 5, 0, 8, SUM_HEX },
     { "cfat_", 5, 0, 8, SUM_HEX })
SUMS(confluent_crc, { "cflt", 4, 0, 6, SUM_BASE64_SWAPPED })
SUMS(deno_crc, { "dd", 0, 0, 6, SUM_BASE62 })
SUMS(gitlab_crc, { "gl", 0, 0, 7, SUM_BASE36 })
SUMS(grafana_crc, { "glsa_", 0, 1, 8, SUM_HEX_SWAPPED })
SUMS(npm_crc, { "npm_", 4, 0, 6, SUM_BASE62 })
SUMS(vercel_crc, { "vc", 4, 0, 6, SUM_BASE62 })
SUMS(wandb_crc, { "wandb_v1_", 0, 0, 6, SUM_BASE62 })
SUMS(zuplo_crc, { "zpka_", 5, 1, 8, SUM_HEX })
