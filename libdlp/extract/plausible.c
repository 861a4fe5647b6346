/* extract/plausible.c - random bytes are text once in two to the power of their number, so a run that
 * decodes to text was most likely made from text. */

#include "extract/plausible.h"

#include "base/utf8.h"
#include "extract/chars.h"
#include "extract/sight.h"

#define DIGITS_LEAST 6u   /* of the shortest number that matters */
#define ENCODED_LEAST 12u /* letters and digits that may be another encoding */

static bool is_text(const uint8_t *bytes, size_t len)
{
    for (size_t i = 0; i < len;) {
        int32_t cp;
        const size_t taken = dlp_utf8_next(bytes + i, len - i, &cp);

        if (cp < 0 && len - i >= 4) /* what is cut short at the end is forgiven */
            return false;
        if (cp >= 0 && cp < ' ' && cp != '\n' && cp != '\r' && cp != '\t')
            return false;
        if (cp == 0x7f)
            return false;
        i += taken;
    }
    return true;
}

/* A digit of any script, at its first byte. */
static bool is_digit_at(const uint8_t *bytes, size_t len, size_t i)
{
    const struct dlp_view_in in = { bytes, NULL, len, 0 };

    return bytes[i] < 0xc0 ? dlp_is_digit(bytes[i]) : dlp_sight_at(&in, i).kind == DLP_SIGHT_DIGIT;
}

bool dlp_plausible(const uint8_t *bytes, size_t len)
{
    size_t digits = 0, run = 0, longest = 0;
    bool at = false;

    if (len < DIGITS_LEAST || !is_text(bytes, len))
        return false;
    for (size_t i = 0; i < len; i++) {
        digits += is_digit_at(bytes, len, i);
        at = at || bytes[i] == '@';
        run = dlp_is_alnum(bytes[i]) || bytes[i] >= 0x80 ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return at || digits >= DIGITS_LEAST || longest >= ENCODED_LEAST;
}
