/* validate/number.c - digits out of values as people write them. */

#include "validate/checks.h"

#include <string.h>

size_t dlp_digits(const uint8_t *value, size_t len, uint8_t *out, size_t max)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        if (!dlp_is_digit(value[i]))
            continue;
        if (n == max)
            return max + 1;
        out[n++] = (uint8_t)(value[i] - '0');
    }
    return n;
}

size_t dlp_separator(const uint8_t *text, size_t len)
{
    if (len == 0)
        return 0;
    if (text[0] == ' ' || text[0] == '-' || text[0] == '.' || text[0] == '/')
        return 1;
    if (len >= 2 && text[0] == 0xc2 && text[1] == 0xa0) /* U+00A0 */
        return 2;
    if (len < 3 || text[0] != 0xe2)
        return 0;
    if (text[1] == 0x80
        && ((text[2] >= 0x80 && text[2] <= 0x8a)    /* U+2000..200A: spaces by width */
            || (text[2] >= 0x90 && text[2] <= 0x95) /* U+2010..2015: hyphens and dashes */
            || text[2] == 0xaf))                    /* U+202F: narrow no-break space */
        return 3;
    return text[1] == 0x88 && text[2] == 0x92 ? 3 : 0; /* U+2212: minus */
}

static bool number_item(uint8_t c, bool letters, uint8_t *item)
{
    if (dlp_is_digit(c)) {
        *item = (uint8_t)(c - '0');
        return true;
    }
    if (letters && dlp_is_alpha(c)) {
        *item = (uint8_t)(dlp_lower(c) - 'a' + 10);
        return true;
    }
    return false;
}

/* Eight digits at once: taking '0' from each byte leaves 0 to 9, or 6 more would carry out of the low
 * half, or the high half is not 0. */
static bool eight_digits(const uint8_t *value, uint8_t *out)
{
    const uint64_t ones = 0x0101010101010101u;
    uint64_t word;

    memcpy(&word, value, sizeof(word));
    word ^= ones * '0';
    memcpy(out, &word, sizeof(word));
    return ((word | (word + ones * 6)) & ones * 0xf0) == 0;
}

/* Nothing but digits, as most numbers are: 8 to 64 of them. */
static bool plain_digits(const uint8_t *value, size_t len, uint8_t *out)
{
    size_t at = 0;

    for (; at + 8 <= len; at += 8)
        if (!eight_digits(value + at, out + at))
            return false;
    return at == len || eight_digits(value + len - 8, out + len - 8);
}

static size_t number_items(const uint8_t *value, size_t len, uint8_t *out, size_t max, bool letters)
{
    size_t n = 0;
    bool separated = true; /* a separator may not come first */

    if (len >= 8 && len <= max && plain_digits(value, len, out))
        return len;
    for (size_t at = 0; at < len;) {
        uint8_t item;

        if (number_item(value[at], letters, &item)) {
            if (n == max)
                return 0;
            out[n++] = item;
            separated = false;
            at++;
        } else {
            const size_t skip = value[at] == ',' ? 1 : dlp_separator(value + at, len - at);

            if (skip == 0 || n == 0)
                return 0;
            separated = true;
            at += skip;
        }
    }
    return separated ? 0 : n;
}

size_t dlp_number(const uint8_t *value, size_t len, uint8_t *out, size_t max)
{
    return number_items(value, len, out, max, false);
}

size_t dlp_alnum(const uint8_t *value, size_t len, uint8_t *out, size_t max)
{
    return number_items(value, len, out, max, true);
}

bool dlp_number_splits(const uint8_t *value, size_t len, uint64_t places)
{
    size_t n = 0;

    for (size_t i = 0; i < len && n < 64; i++) {
        if (dlp_is_digit(value[i]))
            n++;
        else if (!(places >> n & 1))
            return false;
    }
    return n < 64;
}

bool dlp_all_equal(const uint8_t *items, size_t n)
{
    return n < 2 || memcmp(items, items + 1, n - 1) == 0;
}

unsigned dlp_digits_number(const uint8_t *digits, size_t n)
{
    unsigned number = 0;

    for (size_t i = 0; i < n; i++)
        number = number * 10 + digits[i];
    return number;
}
