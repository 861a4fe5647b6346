/* base/error.c - filling the caller's struct dlp_error. Messages quote names of files and rules,
 * which anyone may have chosen, so what is not plain text is replaced: a message can neither
 * steer a terminal nor forge a second line of a log. */

#include "base/error.h"

#include "base/utf8.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static bool error_printable(int32_t cp)
{
    if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
        return false;
    /* Line and paragraph separators, and the marks that turn the direction of text. */
    return !(cp >= 0x2028 && cp <= 0x202e) && !(cp >= 0x2066 && cp <= 0x2069);
}

/* Clean text[0, len) into out, which is at least as large; cut: the end may be half a character. */
static void error_clean(char *out, const char *text, size_t len, bool cut)
{
    const uint8_t *const bytes = (const uint8_t *)text;
    size_t to = 0;

    for (size_t at = 0; at < len;) {
        int32_t cp;
        const size_t n = dlp_utf8_next(bytes + at, len - at, &cp);

        if (cp < 0 && cut && len - at < 4 && bytes[at] >= 0xc2)
            break;
        if (error_printable(cp)) {
            memcpy(out + to, text + at, n);
            to += n;
        } else {
            out[to++] = '?';
        }
        at += n;
    }
    out[to] = '\0';
}

dlp_status dlp_error_vset(struct dlp_error *err, dlp_status status, const char *format,
                          va_list args)
{
    char text[sizeof(err->message)]; /* apart, since an argument may be err->message itself */
    int wanted;

    if (!err)
        return status;
    wanted = vsnprintf(text, sizeof(text), format, args);
    if (wanted < 0)
        text[0] = '\0';
    error_clean(err->message, text, strlen(text), wanted >= (int)sizeof(text));
    err->status = status;
    return status;
}

dlp_status dlp_error_set(struct dlp_error *err, dlp_status status, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    dlp_error_vset(err, status, format, args);
    va_end(args);
    return status;
}

dlp_status dlp_error_nomem(struct dlp_error *err)
{
    return dlp_error_set(err, DLP_ENOMEM, "out of memory");
}

void dlp_error_clear(struct dlp_error *err)
{
    if (err) {
        err->status = DLP_OK;
        err->message[0] = '\0';
    }
}
