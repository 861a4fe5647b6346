/* dlpd/app/body.h - a message body on its way to the scanner: unpacked and decoded as its headers say.
 *
 * What a side sends is scanned as it is anyhow. So a body becomes a text of its own only where that shows
 * something else: chunks, compression, percent-encoded forms; what its first bytes say of the rest (the head
 * of a table, UTF-16); and at its end, where the next message follows without a border. Documents in it are
 * read as files. */
#ifndef DLPD_APP_BODY_H
#define DLPD_APP_BODY_H

#include "app/app.h"
#include "app/multipart.h"
#include "app/percent.h"
#include "app/unpacker.h"

/** As far back as a finding at the end of a body may reach. */
#define BODY_TAIL ((size_t)4 << 10)

/** What follows a value so far away says nothing about it: the radius law. */
#define BODY_AFTER ((size_t)64)

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
    bool looked;                 /* at its first bytes: nothing more hangs on them */
    bool ended;                  /* body_complete(): only its last bytes are left to look at */
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

/** The body is of that type: a form, perhaps. The bytes are the caller's. */
void body_form_type(struct body_form *form, const void *type, size_t len);

void body_start(struct body *body, struct inspection *in, unsigned side,
                const struct body_form *form);
void body_add(struct body *body, const uint8_t *data, size_t len);

/** The body is over, and nothing has followed it so far on its side. Its last bytes are looked at by themselves
 *  only when something does: body_followed(); else they are what the side ends with, which is scanned so. */
void body_complete(struct body *body);
void body_followed(struct body *body);

/** Its side ends here, too, or bytes are missing behind it. */
void body_drop(struct body *body);

/** Bytes are missing here. */
void body_gap(struct body *body);

/** It is over, whatever follows. */
void body_end(struct body *body);

#endif
