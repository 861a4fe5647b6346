/* extract/codepage.h - charsets of one or two bytes a character, by tables of the C library's iconv. */
#ifndef EXTRACT_CODEPAGE_H
#define EXTRACT_CODEPAGE_H

#include "extract/charset.h"

/** The charset that a detector or a document calls so; NULL when it is none of ours, or its table cannot be
 *  made. The table is made the first time and kept: 256 bytes, or 64 KiB for one of two bytes a character.
 *  @param lost  set when it is one of ours, and the C library does not have it, or there is no memory
 *  Threads: any number at a time. */
const struct dlp_charset *dlp_codepage_find(const char *name, bool *lost);

/** The character that begins at bytes[0], of a charset with a page: its length in bytes, 0 when there are
 *  too few. What is no character is U+FFFD and one byte long. */
size_t dlp_codepage_char(const struct dlp_charset *charset, const uint8_t *bytes, size_t len,
                         bool last, uint32_t *cp);
/** How many bytes of the source dlp_codepage_char() took for that character. */
size_t dlp_codepage_width(const struct dlp_charset *charset, int32_t cp);
#endif
