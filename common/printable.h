/* common/printable.h - bytes from outside -> text that is safe to show. */
#ifndef COMMON_PRINTABLE_H
#define COMMON_PRINTABLE_H

#include "buffer.h"

/** For a terminal: controls, backslashes, direction marks and bytes that are not UTF-8 as \xNN. */
void printable_text(struct buffer *out, const char *bytes, size_t len);

/** As printable_text(), for the library's own sentences: a backslash stays as it is. */
void printable_message(struct buffer *out, const char *bytes, size_t len);

/** A file name for a terminal: as printable_text(), but bytes that are not UTF-8 as %XX. */
void printable_path(struct buffer *out, const char *bytes, size_t len);

/** A file name for machines: '%', '!' and bytes that are not UTF-8 as %XX, all else as it is. */
void printable_percent(struct buffer *out, const char *bytes, size_t len);

/** How many columns a text takes, one for each code point. */
size_t printable_width(const char *text, size_t len);

#endif
