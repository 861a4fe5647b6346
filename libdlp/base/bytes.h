/* base/bytes.h - growable bytes that state their maximum at birth. Wiped when freed. */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include <dlp/status.h>
#include <stdarg.h>

struct dlp_bytes {
    uint8_t *data;
    size_t len;
    size_t cap;
    size_t max; /* in bytes; DLP_ELIMIT beyond */
};
#define DLP_BYTES_INIT(maximum) { NULL, 0, 0, (maximum) }

dlp_status dlp_bytes_reserve(struct dlp_bytes *b, size_t more); /* room for len + more */
dlp_status dlp_bytes_append(struct dlp_bytes *b, const void *data, size_t len);
dlp_status dlp_bytes_puts(struct dlp_bytes *b, const char *text);
dlp_status dlp_bytes_printf(struct dlp_bytes *b, const char *format, ...) DLP_PRINTF(2, 3);
/** len becomes 0; the storage stays. */
void dlp_bytes_clear(struct dlp_bytes *b);
void dlp_bytes_free(struct dlp_bytes *b);
/** The same, without wiping: for megabytes that hold neither scanned values nor keys. */
void dlp_bytes_release(struct dlp_bytes *b);
#endif
