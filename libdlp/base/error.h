/* base/error.h - filling the caller's struct dlp_error. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <dlp/status.h>
#include <stdarg.h>

/** Put status and a message into *err (which may be NULL) and return status.
 *  Control characters and bytes that are not UTF-8 become '?'; over-long text is cut on a UTF-8
 *  border. */
dlp_status dlp_error_set(struct dlp_error *err, dlp_status status, const char *format, ...)
    DLP_PRINTF(3, 4);
/** The same with a va_list. */
dlp_status dlp_error_vset(struct dlp_error *err, dlp_status status, const char *format,
                          va_list args) DLP_PRINTF(3, 0);
/** DLP_ENOMEM with its message. */
dlp_status dlp_error_nomem(struct dlp_error *err);
/** Back to DLP_OK and "". */
void dlp_error_clear(struct dlp_error *err);
#endif
