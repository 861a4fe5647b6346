/* extract/turned_address.c - addresses that end as they do in ROT13, or begin as they do backwards: naan@pbagbfb.pbz,
 * moc.osotnoc@anna. No word is so written by chance. */

#include "extract/chars.h"
#include "extract/decoder.h"

#include <string.h>

#define ADDRESS_MOST 96u /* bytes */

/* com, edu and gov; net and org would be "arg" and "bet", which others end with. */
static const char *const rot13_ends[] = { "pbz", "rqh", "tbi" };
static const char *const reversed_starts[] = { "moc", "ten", "gro", "ude", "vog" };
#define LEN(list) (sizeof(list) / sizeof((list)[0]))

static bool is_one_of(const uint8_t *bytes, const char *const *words, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (memcmp(bytes, words[i], 3) == 0)
            return true;
    return false;
}

/* Length of what is written as an address is, at in->at, where nothing of it stands before; 0 without an '@'. */
static size_t address_len(const struct dlp_view_in *in)
{
    const uint8_t before = dlp_peek_before(in);
    size_t len = 0, at = 0;

    if (dlp_is_address(before))
        return 0;
    while (len < ADDRESS_MOST && dlp_is_address(dlp_peek(in, len))) {
        at += dlp_peek(in, len) == '@';
        len++;
    }
    while (len > 0 && !dlp_is_alnum(dlp_peek(in, len - 1)))
        len--;
    return at == 1 && len >= 8 && len < ADDRESS_MOST ? len : 0;
}

size_t dlp_decode_rot13_address(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    const size_t len = address_len(in);

    if (len == 0 || dlp_peek(in, len - 4) != '.'
        || !is_one_of(in->bytes + in->at + len - 3, rot13_ends, LEN(rot13_ends)))
        return 0;
    dlp_rot13_put(out, in, in->at, in->at + len);
    return len;
}

size_t dlp_decode_reversed_address(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    const size_t len = address_len(in);

    if (len == 0 || dlp_peek(in, 3) != '.'
        || !is_one_of(in->bytes + in->at, reversed_starts, LEN(reversed_starts)))
        return 0;
    for (size_t i = len; i > 0; i--)
        dlp_view_put(out, in->bytes[in->at + i - 1], in->at + i - 1, 1);
    return len;
}
