/* extract/spelled.c - addresses as people hide them from harvesters: anna [at] example [dot] com, anna(at)
 * example.com, anna @ example.com. */

#include "extract/chars.h"
#include "extract/decoder.h"

#include <string.h>
#include <strings.h>

/* What closes that bracket, or 0. */
static uint8_t closing_of(uint8_t open)
{
    switch (open) {
    case '[':
        return ']';
    case '(':
        return ')';
    case '{':
        return '}';
    case '<':
        return '>';
    default:
        return 0;
    }
}

/* `word` in brackets or between blanks, at in->at: its length with them, or 0. */
static size_t word_len(const struct dlp_view_in *in, size_t i, const char *word)
{
    const size_t len = strlen(word);
    size_t at = i, blanks;
    uint8_t close;

    while (at - i < 2 && dlp_peek(in, at) == ' ')
        at++;
    blanks = at - i;
    close = closing_of(dlp_peek(in, at));
    at += close != 0;
    if (in->len - in->at < at + len
        || strncasecmp((const char *)in->bytes + in->at + at, word, len) != 0)
        return 0;
    at += len;
    if (close ? dlp_peek(in, at) != close : blanks == 0 || dlp_peek(in, at) != ' ')
        return 0;
    at += close != 0;
    for (size_t most = at + 2; at < most && dlp_peek(in, at) == ' ';)
        at++;
    return dlp_is_alnum(dlp_peek(in, at)) ? at - i : 0;
}

/* Does a name with a dot, or with a spelled one, and letters behind it begin at in->at + i?
 * @param spelled  only with a spelled one: "see more at example.com" is no address */
static bool is_domain(const struct dlp_view_in *in, size_t i, bool spelled)
{
    size_t len = 0;

    while (len < 63 && (dlp_is_alnum(dlp_peek(in, i + len)) || dlp_peek(in, i + len) == '-'))
        len++;
    if (len < 2)
        return false;
    i += len;
    return (!spelled && dlp_peek(in, i) == '.' && dlp_is_letter(dlp_peek(in, i + 1)))
        || word_len(in, i, "dot") > 0;
}

/* Is there an '@', as it stands or spelled, within reach before in->at, with nothing but a name's bytes, and what
 * may be spelled dots, between? */
static bool is_behind_at(const struct dlp_view_in *in)
{
    const size_t least = in->at > 64 ? in->at - 64 : 0;

    for (size_t at = in->at; at > least; at--) {
        const uint8_t c = in->bytes[at - 1];

        if (c == '@'
            || (at >= 4 && strchr("]) }>", c) && (in->bytes[at - 2] | 0x20) == 't'
                && (in->bytes[at - 3] | 0x20) == 'a' && strchr("[( {<", in->bytes[at - 4])))
            return true;
        if (!dlp_is_alnum(c) && !strchr(".-_ []{}()", c))
            return false;
    }
    return false;
}

/* May one of the words begin here? Behind most blanks and brackets none does. */
static bool may_be_word(const struct dlp_view_in *in)
{
    size_t at = 0;

    while (at < 2 && dlp_peek(in, at) == ' ')
        at++;
    at += closing_of(dlp_peek(in, at)) != 0;
    return dlp_peek(in, at) && strchr("@aAdD", dlp_peek(in, at));
}

size_t dlp_decode_spelled(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    size_t len;

    if (!dlp_is_alnum(dlp_peek_before(in)) || !may_be_word(in))
        return 0;
    len = word_len(in, 0, "at");
    if (len == 0)
        len = word_len(in, 0, "@");
    if (len > 0 && is_domain(in, len, dlp_peek(in, 0) == ' ' && dlp_is_letter(dlp_peek(in, 1)))) {
        dlp_view_put(out, '@', in->at, len);
        return len;
    }
    len = word_len(in, 0, "dot");
    if (len > 0 && is_behind_at(in)) {
        dlp_view_put(out, '.', in->at, len);
        return len;
    }
    return 0;
}
