/* validate/email.c - e-mail addresses as they occur (RFC 5321, RFC 6531): a dot-atom, '@', and a
 * domain under a delegated top level. Quoted local parts and address literals are not taken. */

#include "validate/checks.h"

#include "base/utf8.h"

#include <string.h>

#define EMAIL_MAX 254
#define EMAIL_LOCAL_MAX 64
#define EMAIL_LABEL_MAX 63

/* A letter beyond ASCII: no control, no space of any width, no full-width form. */
static size_t email_wide(const uint8_t *text, size_t len)
{
    int32_t cp;
    const size_t n = dlp_utf8_next(text, len, &cp);

    if (cp <= 0xa0 || (cp >= 0x2000 && cp <= 0x206f) || (cp >= 0x3000 && cp <= 0x3004)
        || (cp >= 0xe000 && cp <= 0xf8ff) || (cp >= 0xfe00 && cp <= 0xffff) || cp >= 0xe0000)
        return 0;
    return n;
}

static bool email_local_valid(const uint8_t *text, size_t len)
{
    if (len == 0 || len > EMAIL_LOCAL_MAX || text[0] == '.' || text[len - 1] == '.')
        return false;
    for (size_t at = 0; at < len;) {
        const uint8_t c = text[at];

        if (c >= 0x80) {
            const size_t n = email_wide(text + at, len - at);

            if (n == 0)
                return false;
            at += n;
            continue;
        }
        if (c == 0 || (!dlp_is_digit(c) && !dlp_is_alpha(c) && !strchr("!#$%&'*+-/=?^_`{|}~.", c)))
            return false;
        if (c == '.' && text[at - 1] == '.')
            return false;
        at++;
    }
    return true;
}

static bool email_label_valid(const uint8_t *text, size_t len, bool *wide)
{
    *wide = false;
    if (len == 0 || len > EMAIL_LABEL_MAX || text[0] == '-' || text[len - 1] == '-')
        return false;
    for (size_t at = 0; at < len;) {
        const size_t n = text[at] < 0x80 ? 1 : email_wide(text + at, len - at);

        if (n == 0)
            return false;
        if (n == 1 && !dlp_is_digit(text[at]) && !dlp_is_alpha(text[at]) && text[at] != '-')
            return false;
        *wide = *wide || n > 1;
        at += n;
    }
    return true;
}

static bool email_domain_valid(const uint8_t *text, size_t len)
{
    size_t start = 0, labels = 0;

    for (;;) {
        const uint8_t *const dot = memchr(text + start, '.', len - start);
        const size_t end = dot ? (size_t)(dot - text) : len;
        bool wide;

        if (!email_label_valid(text + start, end - start, &wide))
            return false;
        labels++;
        if (!dot) /* a top level in its own script cannot be looked up: two letters must do */
            return labels >= 2
                && (wide ? dlp_utf8_count(text + start, end - start) >= 2
                         : dlp_tld_known(text + start, end - start));
        start = end + 1;
    }
}

bool dlp_check_email(const uint8_t *value, size_t len)
{
    const uint8_t *at;
    size_t local;

    if (len < 5 || len > EMAIL_MAX)
        return false;
    at = memchr(value, '@', len);
    if (!at)
        return false;
    local = (size_t)(at - value);
    return local + 1 < len && email_local_valid(value, local)
        && email_domain_valid(at + 1, len - local - 1);
}
