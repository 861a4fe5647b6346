/* validate/tld.c - the top-level domains that IANA has delegated. A made-up one is what gives away
 * "logo@2x.png" and "pkg@1.2.next". */

#include "validate/checks.h"
#include "validate/packed_words.h"

#include <string.h>

#define TLD_MAX 24

static const struct dlp_packed_words tld_table[] = {
#include "validate/tld_table.inc"
};

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
    return dlp_packed_find(tld_table, sizeof(tld_table) / sizeof(tld_table[0]), name, len)
        || tld_punycode(name, len);
}
