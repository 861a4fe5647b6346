/* engine/front.h - what stands before a session's text: the decoder of its charset. */
#ifndef ENGINE_FRONT_H
#define ENGINE_FRONT_H

#include "engine/scanner.h"
#include "extract/charset.h"

/** Made when the first bytes of a text are too few to tell, and for a text that is not UTF-8. */
struct dlp_front {
    struct dlp_charset_map map; /* trails behind what is reported; charset NULL: not told yet */
    struct dlp_recoder recoder;
    uint8_t first[DLP_CHARSET_LOOK];
    size_t first_len;
};

/** Takes text: engine/session.c's. */
typedef dlp_status (*dlp_text_fn)(dlp_session *session, const uint8_t *data, size_t len, bool last);

/** Pass bytes on as UTF-8 text, once their charset is known.
 *  @return what `take` says, DLP_ENOMEM */
dlp_status dlp_front_take(dlp_session *session, const uint8_t *data, size_t len, bool last,
                          dlp_text_fn take);
/** Let the map follow to where the lines are: before all that can still be reported. */
void dlp_front_follow(dlp_session *session, const struct dlp_window *window);
/** The place of the part that the text's `offset` stands for: `offset` itself without a front. */
uint64_t dlp_front_source(const dlp_session *session, const struct dlp_window *window,
                          uint64_t offset);
void dlp_front_free(dlp_session *session);
#endif
