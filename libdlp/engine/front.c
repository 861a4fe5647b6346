/* engine/front.c - the charset of a text is decided once, and by its bytes alone, however they come: UTF-16
 * and UTF-32 by the first of them, others by what follows the first that is not UTF-8. */

#include "engine/front.h"

#include "base/alloc.h"
#include "engine/views.h"

#include <sodium.h>
#include <string.h>

#define PIECE_BYTES ((size_t)2 << 10) /* that are turned into text in one go */

struct dlp_front *dlp_front_make(dlp_session *session)
{
    if (!session->front)
        session->front = dlp_calloc(1, sizeof(*session->front));
    return session->front;
}

size_t dlp_front_gather(struct dlp_front *front, const uint8_t *data, size_t len, size_t most)
{
    const size_t room = most - front->held_len;
    const size_t taken = len < room ? len : room;

    if (taken > 0)
        memcpy(front->held + front->held_len, data, taken);
    front->held_len += taken;
    return taken;
}

void dlp_front_free(dlp_session *session)
{
    session->emitter.charset = NULL;
    dlp_free_wiped(session->front, sizeof(*session->front));
    session->front = NULL;
}

void dlp_front_follow(dlp_session *session, const struct dlp_window *window)
{
    struct dlp_charset_map *const map = &session->front->map;
    const uint64_t to = session->emitter.lines.position;

    if (to > map->position)
        dlp_charset_advance(map, dlp_window_at(window, map->position),
                            (size_t)(to - map->position));
}

uint64_t dlp_front_source(const dlp_session *session, const struct dlp_window *window,
                          uint64_t offset)
{
    return session->emitter.charset
        ? dlp_charset_source(session->emitter.charset, window->data, window->start, offset)
        : offset;
}

dlp_status dlp_front_recode(dlp_session *session, const uint8_t *data, size_t len, bool last,
                            dlp_text_fn take)
{
    uint8_t text[3 * (PIECE_BYTES + 2 * DLP_CHARSET_UNIT)];
    dlp_status status = DLP_OK;

    do {
        const size_t piece = len < PIECE_BYTES ? len : PIECE_BYTES;
        const bool end = last && piece == len;
        const size_t made = dlp_recode(&session->front->recoder, data, piece, end, text);

        status = take(session, text, made, end);
        data += piece;
        len -= piece;
    } while (len > 0 && status == DLP_OK);
    sodium_memzero(text, sizeof(text));
    return status;
}

dlp_status dlp_front_begin(dlp_session *session, const struct dlp_charset *charset,
                           uint64_t position, uint64_t source)
{
    struct dlp_front *const front = dlp_front_make(session);

    if (!front)
        return DLP_ENOMEM;
    front->recoder.charset = charset;
    front->map = (struct dlp_charset_map){ charset, position, source };
    session->emitter.charset = &front->map;
    dlp_views_recode(session, &front->map);
    return DLP_OK;
}

/* The first bytes and what follows them, in that charset. */
static dlp_status first_recode(dlp_session *session, const struct dlp_charset *charset, size_t mark,
                               const uint8_t *data, size_t len, bool last, dlp_text_fn take)
{
    uint8_t first[DLP_CHARSET_LOOK];
    const size_t first_len = session->front ? session->front->held_len : 0;
    dlp_status status;

    if (first_len > 0)
        memcpy(first, session->front->held, first_len);
    status = dlp_front_begin(session, charset, 0, mark);
    if (status == DLP_OK && first_len > 0)
        status = dlp_front_recode(session, first + mark, first_len - mark, false, take);
    if (first_len > 0)
        mark = 0;
    return status == DLP_OK ? dlp_front_recode(session, data + mark, len - mark, last, take)
                            : status;
}

/* The first bytes and what follows them, which may be UTF-8. */
static dlp_status first_watch(dlp_session *session, const uint8_t *data, size_t len, bool last,
                              dlp_text_fn take)
{
    uint8_t first[DLP_CHARSET_LOOK];
    const size_t first_len = session->front ? session->front->held_len : 0;
    dlp_status status;

    if (first_len == 0)
        return dlp_front_watch(session, data, len, last, take);
    memcpy(first, session->front->held, first_len);
    dlp_front_free(session);
    status = dlp_front_watch(session, first, first_len, last && len == 0, take);
    return status != DLP_OK || len == 0 ? status : dlp_front_watch(session, data, len, last, take);
}

/* Is it UTF-16 or UTF-32? */
static dlp_status first_take(dlp_session *session, const uint8_t *data, size_t len, bool last,
                             dlp_text_fn take)
{
    struct dlp_front *front = session->front;
    const struct dlp_charset *charset;
    size_t mark, taken = 0;
    bool more;

    if (front) {
        taken = dlp_front_gather(front, data, len, DLP_CHARSET_LOOK);
        charset = dlp_charset_of(front->held, front->held_len, last && taken == len, &mark, &more);
    } else {
        charset = dlp_charset_of(data, len < DLP_CHARSET_LOOK ? len : DLP_CHARSET_LOOK, last, &mark,
                                 &more);
    }
    if (more) {
        if (front)
            return DLP_OK;
        front = dlp_front_make(session);
        if (!front)
            return DLP_ENOMEM;
        (void)dlp_front_gather(front, data, len, DLP_CHARSET_LOOK);
        return DLP_OK;
    }
    session->charset = charset ? DLP_CHARSET_KNOWN : DLP_CHARSET_ASCII;
    data += taken;
    len -= taken;
    return charset ? first_recode(session, charset, mark, data, len, last, take)
                   : first_watch(session, data, len, last, take);
}

dlp_status dlp_front_take(dlp_session *session, const uint8_t *data, size_t len, bool last,
                          dlp_text_fn take)
{
    switch (session->charset) {
    case DLP_CHARSET_FIRST:
        return first_take(session, data, len, last, take);
    case DLP_CHARSET_ASCII:
        return dlp_front_watch(session, data, len, last, take);
    case DLP_CHARSET_KNOWN:
        break;
    }
    return session->front ? dlp_front_recode(session, data, len, last, take)
                          : take(session, data, len, last);
}
