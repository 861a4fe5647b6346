/* extract/charset.h - text of another charset -> UTF-8, and from a place in it back to the bytes. */
#ifndef EXTRACT_CHARSET_H
#define EXTRACT_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DLP_CHARSET_LOOK 64u /* first bytes that tell a charset */
#define DLP_CHARSET_UNIT 4u  /* bytes of the widest unit */

struct dlp_charset {
    const char *name; /* as `via` says it */
    uint8_t unit;     /* bytes: 2 or 4; 0: of extract/codepage.h */
    bool big;         /* the high byte comes first */
};

/** From places in the UTF-8 text to places in the source: what it knows lies behind all that is asked. */
struct dlp_charset_map {
    const struct dlp_charset *charset;
    uint64_t position; /* in the text: never inside a character */
    uint64_t source;   /* the same place in the source */
};

/** Text on its way. */
struct dlp_recoder {
    const struct dlp_charset *charset;
    uint8_t held[2 * DLP_CHARSET_UNIT]; /* the bytes of a character that is not whole yet */
    size_t held_len;
};

/** Can the charset be told from these first bytes, and is it another than UTF-8?
 *  @param len   how many there are, up to DLP_CHARSET_LOOK
 *  @param last  there are no more
 *  @param mark  set to the length of a byte order mark
 *  @param more  set when it takes more bytes to tell
 *  @return the charset, or NULL: UTF-8, ASCII, or one that is read as it is */
const struct dlp_charset *dlp_charset_of(const uint8_t *bytes, size_t len, bool last, size_t *mark,
                                         bool *more);

/** Turn source bytes into UTF-8; what is no character becomes U+FFFD.
 *  @param out   at least 3 * (len + sizeof(held)) bytes
 *  @param last  the source ends here
 *  @return bytes written */
size_t dlp_recode(struct dlp_recoder *recoder, const uint8_t *in, size_t len, bool last,
                  uint8_t *out);

/** Let the map follow to bytes[len) of the text, which begin at map->position. */
void dlp_charset_advance(struct dlp_charset_map *map, const uint8_t *bytes, size_t len);

/** The place in the source of a place in the text; the map stays where it is.
 *  @param bytes   the text from `base` on
 *  @param offset  in the text. Before map->position it is the place in the source itself: that is asked only
 *                 while the map stands where another charset begins, behind ASCII */
uint64_t dlp_charset_source(const struct dlp_charset_map *map, const uint8_t *bytes, uint64_t base,
                            uint64_t offset);
#endif
