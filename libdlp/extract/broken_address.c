/* extract/broken_address.c - an address whose domain a line's end stands in: anna@\nexample.com, anna@exam-\nple.com. */

#include "extract/card_digits.h"
#include "extract/chars.h"
#include "extract/decoder.h"

#include <string.h>

#define NAME_MOST 64u /* bytes before the '@', and of a domain */

static bool is_domain_byte(uint8_t c)
{
    return dlp_is_alnum(c) || c == '.' || c == '-';
}

/* Letters behind the last dot of a domain: where they begin, or len when it has no dot. */
static size_t top_of(const uint8_t *domain, size_t len)
{
    size_t at = len;

    while (at > 0 && domain[at - 1] != '.')
        at--;
    return at > 0 ? at : len;
}

static bool is_common(const uint8_t *top, size_t len)
{
    static const char *const tops[] = { "com", "org", "net", "edu", "gov" };

    for (size_t i = 0; i < sizeof(tops) / sizeof(tops[0]); i++)
        if (len == 3 && memcmp(top, tops[i], 3) == 0)
            return true;
    return false;
}

bool dlp_address_goes_on(const struct dlp_view_in *in, size_t gap)
{
    uint8_t domain[2 * NAME_MOST];
    size_t left = 0, right = 0, len, top;

    while (left < NAME_MOST && left < in->at && is_domain_byte(in->bytes[in->at - left - 1]))
        left++;
    if (left + 1 >= in->at || in->bytes[in->at - left - 1] != '@'
        || !dlp_is_alnum(in->bytes[in->at - left - 2]))
        return false;
    memcpy(domain, in->bytes + in->at - left, left);
    top = top_of(domain, left);
    if (top < left && dlp_text_is_tld(domain + top, left - top))
        return false; /* it is whole */
    while (right < NAME_MOST && is_domain_byte(dlp_peek(in, gap + right))) {
        domain[left + right] = dlp_peek(in, gap + right);
        right++;
    }
    for (len = left + right; len > left && !dlp_is_alnum(domain[len - 1]);)
        len--;
    top = top_of(domain, len);
    if (len == left || top < 2 || top == len || (left > 0 && len - top == 2))
        return false; /* names of files end as countries do, */
    return top == left && left > 0 ? is_common(domain + top, len - top) /* and words as others */
                                   : dlp_text_is_tld(domain + top, len - top);
}
