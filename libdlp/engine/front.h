/* engine/front.h - what stands before a session's text: the decoder of its charset. */
#ifndef ENGINE_FRONT_H
#define ENGINE_FRONT_H

#include "engine/scanner.h"
#include "extract/charset.h"
#include "extract/charset_guess.h"

/** Made while the bytes at hand are too few to tell, and for a text that is not UTF-8. */
struct dlp_front {
    struct dlp_charset_map map; /* trails behind what is reported; charset NULL: not told yet */
    struct dlp_recoder recoder;
    uint8_t held[DLP_GUESS_BYTES]; /* the text's first bytes, or those from the first odd one on */
    size_t held_len;
};

/** Takes text: engine/session.c's. */
typedef dlp_status (*dlp_text_fn)(dlp_session *session, const uint8_t *data, size_t len, bool last);

/** Pass bytes on as UTF-8 text, once their charset is known.
 *  @return what `take` says, DLP_ENOMEM */
dlp_status dlp_front_take(dlp_session *session, const uint8_t *data, size_t len, bool last,
                          dlp_text_fn take);
/** For engine/front_watch.c: the session's front, made when there is none; NULL without memory. */
struct dlp_front *dlp_front_make(dlp_session *session);
/** Hold bytes, up to `most` in all. @return how many of them were taken */
size_t dlp_front_gather(struct dlp_front *front, const uint8_t *data, size_t len, size_t most);
/** Recode what comes from here on, which is byte `source` of the part and
 *  `position` of the text. @return DLP_ENOMEM */
dlp_status dlp_front_begin(dlp_session *session, const struct dlp_charset *charset,
                           uint64_t position, uint64_t source);
/** Bytes in the session's charset, which is known, as text. @return as dlp_front_take() */
dlp_status dlp_front_recode(dlp_session *session, const uint8_t *data, size_t len, bool last,
                            dlp_text_fn take);
/** Text of which nothing is known yet but that it is not UTF-16: pass it on until a byte beyond ASCII
 *  tells. In engine/front_watch.c. @return as dlp_front_take() */
dlp_status dlp_front_watch(dlp_session *session, const uint8_t *data, size_t len, bool last,
                           dlp_text_fn take);
/** Let the map follow to where the lines are: before all that can still be reported. */
void dlp_front_follow(dlp_session *session, const struct dlp_window *window);
/** The place of the part that the text's `offset` stands for: `offset` itself without a front. */
uint64_t dlp_front_source(const dlp_session *session, const struct dlp_window *window,
                          uint64_t offset);
void dlp_front_free(dlp_session *session);
#endif
