/* extract/view_text.h - a stretch of text as its reader sees it: decoded, with the place in the source
 * that each byte comes from. */
#ifndef EXTRACT_VIEW_TEXT_H
#define EXTRACT_VIEW_TEXT_H

#include <dlp/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DLP_DECODERS_MAX 31u /* numbers of decoders fit VIA_BITS */
#define DLP_VIEW_DEPTH 6u    /* passes, one decoder around another */

/** Where a byte comes from: source[start, end), through so many decoders. */
struct dlp_view_from {
    uint32_t start, end;
    uint32_t via; /* numbers of decoders + 1, five bits each, the first one lowest; 0: none */
};
#define DLP_VIA_BITS 5u
#define DLP_VIA_MASK 31u

struct dlp_view_text {
    uint8_t *bytes;
    struct dlp_view_from *from; /* one a byte */
    size_t len, cap;
};

/** What a decoder reads. */
struct dlp_view_in {
    const uint8_t *bytes;
    const struct dlp_view_from *from; /* NULL: nobody asks where bytes come from */
    size_t len;
    size_t at; /* below len */
};

/** Where it writes to. */
struct dlp_view_out {
    struct dlp_view_text *text;
    const struct dlp_view_in *in;
    unsigned decoder; /* its number */
    bool full;        /* there was no room for a byte */
};

/** @param cap  bytes of text
 *  @return DLP_OK or DLP_ENOMEM; free in both cases */
dlp_status dlp_view_text_init(struct dlp_view_text *text, size_t cap);
/** Wipes what it held. */
void dlp_view_text_free(struct dlp_view_text *text);
/** The source itself: nothing decoded. len is at most text->cap. */
void dlp_view_text_set(struct dlp_view_text *text, const uint8_t *source, size_t len);

/** Write a byte that stands for bytes [at, at + len) of what the decoder reads; len > 0. */
void dlp_view_put(struct dlp_view_out *out, uint8_t byte, size_t at, size_t len);
/** The same for a code point, as UTF-8; what is none is written as U+FFFD. */
void dlp_view_put_char(struct dlp_view_out *out, uint32_t cp, size_t at, size_t len);

/** What a pass came to. */
struct dlp_view_pass {
    size_t changed; /* units that were decoded */
    bool full;      /* the text did not fit: what is there is a beginning */
};

/** Decode once, with all decoders of the table whose bit is set.
 *  @param out  its old text is forgotten
 *  Threads: pure. */
struct dlp_view_pass dlp_view_decode(struct dlp_view_text *out, const struct dlp_view_text *in,
                                     uint32_t decoders);

/** All of the text, its characters in reverse order. */
void dlp_view_turn(struct dlp_view_text *out, const struct dlp_view_text *in);
/** All of the text, its letters moved on by thirteen (ROT13). */
void dlp_view_rot13(struct dlp_view_text *out, const struct dlp_view_text *in);

/** The text with each stretch that came out of an encoding, and may be a value, in reverse order.
 *  @param rot13  with its letters moved on by thirteen, instead
 *  @return is there any? */
bool dlp_view_turn_decoded(struct dlp_view_text *out, const struct dlp_view_text *in, bool rot13);

/** The source bytes of text[start, end), end > start. */
void dlp_view_source(const struct dlp_view_text *text, size_t start, size_t end, uint32_t *from,
                     uint32_t *to);
/** The names of the decoders that text[start, end) came through, outermost first.
 *  @return how many, at most DLP_VIEW_DEPTH */
size_t dlp_view_via(const struct dlp_view_text *text, size_t start, size_t end,
                    const char *names[DLP_VIEW_DEPTH]);
#endif
