/* extract/charset_declared.h - the charset that a text says it is in: <meta charset=...>, <?xml encoding=...?>,
 * Content-Type: text/html; charset=... */
#ifndef EXTRACT_CHARSET_DECLARED_H
#define EXTRACT_CHARSET_DECLARED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DLP_DECLARED_BYTES 1024u /* of a page's head that are looked at, as browsers do */
#define DLP_DECLARED_NAME 24u

/** What is known of it; all zeros at the start. */
struct dlp_declared {
    uint64_t last;                /* bytes, in lower case */
    uint16_t seen;                /* bytes */
    uint8_t len;                  /* of name */
    bool open, done;              /* the name is being read; nothing more is looked for */
    char name[DLP_DECLARED_NAME]; /* in lower case; "" when there is none */
};

/** Look at the text's next bytes. Only of a text that begins with '<' are any looked at. */
void dlp_declared_read(struct dlp_declared *declared, const uint8_t *bytes, size_t len);
/** Look at a MIME type with its parameters instead. */
void dlp_declared_mime(struct dlp_declared *declared, const char *mime);
#endif
