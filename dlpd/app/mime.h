/* dlpd/app/mime.h - a mail, line by line: the parts that are encoded, decoded. */
#ifndef DLPD_APP_MIME_H
#define DLPD_APP_MIME_H

#include "app/app.h"

enum mime_encoding { MIME_PLAIN, MIME_BASE64, MIME_QUOTED };

/** Set in; the rest zero: at the headers of the mail. */
struct mime {
    struct inspection *in;
    unsigned side;
    struct text *text;
    bool body;                   /* behind the empty line */
    struct document *file;       /* the part, as a file */
    enum mime_encoding encoding; /* of the part, as its headers say */
    uint32_t bits;               /* base64: what is left of the last letters */
    unsigned bits_len;
};

/** One line without its end. */
void mime_line(struct mime *mime, const uint8_t *line, size_t len);

/** The mail is over, or bytes are missing. */
void mime_end(struct mime *mime);

#endif
