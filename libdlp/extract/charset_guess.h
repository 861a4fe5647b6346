/* extract/charset_guess.h - the charset of a text that is not UTF-8. */
#ifndef EXTRACT_CHARSET_GUESS_H
#define EXTRACT_CHARSET_GUESS_H

#include "extract/charset.h"

#define DLP_GUESS_BYTES                                                                            \
  ((size_t)2 << 10) /* that are looked at, from the first that is not UTF-8 on */

/** Guess by the frequencies of characters (uchardet). A function of the bytes alone.
 *  @param len  up to DLP_GUESS_BYTES
 *  @param lost  set when it is known, or could be, and cannot be read: no table, or no memory
 *  @return NULL: it is not known, and the text is read as it is */
const struct dlp_charset *dlp_charset_guess(const uint8_t *bytes, size_t len, bool *lost);

/** A byte that stands in no text: then it is none. */
static inline bool dlp_is_control(uint8_t c)
{
    return (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b) || c == 0x7f;
}
#endif
