/* extract/sight.h - what a character beyond ASCII looks like to a reader. */
#ifndef EXTRACT_SIGHT_H
#define EXTRACT_SIGHT_H

#include "extract/view_text.h"

enum dlp_sight_kind {
    DLP_SIGHT_OTHER,  /* itself */
    DLP_SIGHT_DIGIT,  /* a digit of any script or form */
    DLP_SIGHT_LETTER, /* an ASCII letter or digit in another form: full-width, bold, circled */
    DLP_SIGHT_ALIKE,  /* a letter of another alphabet that looks like it */
    DLP_SIGHT_BLANK,  /* a space, a hyphen, a dot, or another sign of ASCII */
    DLP_SIGHT_MARK,   /* a mark on the character before it */
    DLP_SIGHT_NOTHING /* nothing: zero width, direction, soft hyphen */
};

struct dlp_sight {
    enum dlp_sight_kind kind;
    uint8_t ascii; /* what it looks like; 0 for MARK and NOTHING */
    uint8_t len;   /* bytes of the character */
};

/** The character at in->at, a byte beyond ASCII. One that is not UTF-8 is OTHER, of one byte. */
struct dlp_sight dlp_sight_at(const struct dlp_view_in *in, size_t at);
#endif
