/* extract/charset_guess.c - the charset of a text that is not UTF-8, by uchardet. */

#include "extract/charset_guess.h"

#include "extract/codepage.h"

#include <uchardet/uchardet.h>

const struct dlp_charset *dlp_charset_guess(const uint8_t *bytes, size_t len, bool *lost)
{
    const uchardet_t detector = uchardet_new();
    const struct dlp_charset *charset = NULL;

    *lost = !detector;
    if (!detector)
        return NULL;
    if (uchardet_handle_data(detector, (const char *)bytes, len) == 0) {
        uchardet_data_end(detector);
        charset = dlp_codepage_find(uchardet_get_charset(detector), lost);
    }
    uchardet_delete(detector);
    return charset;
}
