/* dlpd/app/multipart.h - the parts of a multipart body (RFC 2046), as files. */
#ifndef DLPD_APP_MULTIPART_H
#define DLPD_APP_MULTIPART_H

#include "app/app.h"

#define MULTIPART_BOUNDARY 200 /* more than the 70 that are allowed */

struct multipart {
    struct inspection *in;
    unsigned side;
    char mark[MULTIPART_BOUNDARY
              + 4]; /* what stands between two parts: line feed, hyphens, boundary */
    size_t mark_len;
    size_t matched;        /* of the mark, at the end of what came */
    bool first;            /* of what matched, the line feed did not come: it is the beginning's */
    bool carriage;         /* a CR stands before that */
    bool head;             /* behind a mark: its line, and the part's headers */
    bool over;             /* behind the last mark */
    size_t line;           /* bytes of the head's line so far, without CR */
    bool mark_line;        /* and it is the mark's own */
    bool hyphen;           /* which began with one */
    struct document *file; /* of the part; or NULL */
};

/** Set up for a body with that Content-Type.
 *  @return false when it is not multipart, or names no boundary. */
bool multipart_start(struct multipart *multipart, struct inspection *in, unsigned side,
                     const void *type, size_t type_len);

void multipart_add(struct multipart *multipart, const uint8_t *data, size_t len);

/** The body is over, or bytes are missing. */
void multipart_end(struct multipart *multipart);

#endif
