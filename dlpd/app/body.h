/* dlpd/app/body.h - a message body on its way to the scanner: unpacked and decoded as its headers say.
 *
 * What a side sends is scanned as it is anyhow. So a body becomes a text of its own only where that shows
 * something else: chunks, compression, percent-encoded forms; and at its end, since the next message
 * follows there without a border. Documents in it are read as files. */
#ifndef DLPD_APP_BODY_H
#define DLPD_APP_BODY_H

#include "app/app.h"
#include "app/multipart.h"
#include "app/percent.h"
#include "app/unpacker.h"

/** As far back as a finding at the end of a body may reach. */
#define BODY_TAIL ((size_t)4 << 10)

struct body {
    struct inspection *in;
    struct text *text;
    struct text *form; /* the same, percent-decoded */
    struct unpacker *unpacker;
    size_t counted;  /* bytes that it holds */
    uint8_t *last;   /* a ring of BODY_TAIL bytes, when nothing else reads the body; or NULL */
    uint64_t length; /* of what went through the ring */
    struct percent percent;
    unsigned side;
    bool active;                 /* between body_start() and body_end() */
    struct document *file;       /* the body, as one file; or NULL */
    struct multipart *multipart; /* or its parts, as files; or NULL */
    bool whole;                  /* nothing of it was missing so far */
};

/** How a body comes, by its headers. */
struct body_form {
    const void *encoding; /* Content-Encoding, or NULL */
    size_t encoding_len;
    const void *type; /* Content-Type, or NULL */
    size_t type_len;
    bool chunked;
    bool urlencoded;
};

void body_start(struct body *body, struct inspection *in, unsigned side,
                const struct body_form *form);
void body_add(struct body *body, const uint8_t *data, size_t len);

/** Bytes are missing here. */
void body_gap(struct body *body);
void body_end(struct body *body);

#endif
