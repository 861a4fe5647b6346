/* worker/rewrite/markup_reader.h - XML cut into tags and texts, each with the bytes it stands in. */
#ifndef REWRITE_MARKUP_READER_H
#define REWRITE_MARKUP_READER_H

#include "base/bytes.h"

#include <stdbool.h>

enum markup_kind {
    MARKUP_TEXT,
    MARKUP_CDATA, /* text as well */
    MARKUP_START,
    MARKUP_END,
    MARKUP_EMPTY, /* <a/> */
    MARKUP_OTHER  /* comments, declarations */
};

struct markup {
    enum markup_kind kind;
    const char *at; /* all of its bytes */
    size_t len;
    const char *name; /* of an element, without its prefix */
    size_t name_len;
};

struct markup_attribute {
    const char *name; /* without its prefix */
    size_t name_len;
    const char *value; /* as it stands, between the quotes */
    size_t value_len;
};

/** Read on at *at, up to end. @return false at the end, and for what is no XML that is taken: a DTD, or
 *  something that does not end; then *at is not end. */
bool markup_next(struct markup *markup, const char **at, const char *end);

/** The next attribute of a start tag, behind *at (begin with the tag's name). False: no more. */
bool markup_attribute_next(const struct markup *tag, const char **at,
                           struct markup_attribute *attribute);

bool markup_is(const char *name, size_t len, const char *wanted);

/** Copy a text of XML as what it says; what is no known entity stays. */
void markup_decode(struct dlp_bytes *out, const char *text, size_t len);
/** The other way, for texts and for attributes in double or single quotes. */
void markup_encode(struct dlp_bytes *out, const char *text, size_t len);

#endif
