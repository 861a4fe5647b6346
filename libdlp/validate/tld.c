/* validate/tld.c - the top-level domains that IANA has delegated. A made-up one is what gives away
 * "logo@2x.png" and "pkg@1.2.next". */

#include "validate/checks.h"

#include <string.h>

#define TLD_MAX 24

static const struct {
    uint8_t len;
    uint16_t count;
    const char *names;
} tld_table[] = {
#include "validate/tld_table.inc"
};

static bool tld_among(const char *names, size_t count, const char *name, size_t len)
{
    size_t low = 0, high = count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = memcmp(name, names + middle * len, len);

        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

/* RFC 3492 names change with every delegation; their form is rare enough to be proof. */
static bool tld_punycode(const char *name, size_t len)
{
    if (len < 6 || memcmp(name, "xn--", 4) != 0 || name[len - 1] == '-')
        return false;
    for (size_t i = 4; i < len; i++) {
        const uint8_t c = (uint8_t)name[i];

        if (!dlp_is_alpha(c) && !dlp_is_digit(c) && c != '-')
            return false;
    }
    return true;
}

bool dlp_tld_known(const uint8_t *text, size_t len)
{
    char name[TLD_MAX];

    if (len == 0 || len > sizeof(name))
        return false;
    for (size_t i = 0; i < len; i++)
        name[i] = (char)dlp_lower(text[i]);
    for (size_t i = 0; i < sizeof(tld_table) / sizeof(tld_table[0]); i++) {
        if (tld_table[i].len == len)
            return tld_among(tld_table[i].names, tld_table[i].count, name, len)
                || tld_punycode(name, len);
    }
    return tld_punycode(name, len);
}
