/* engine/front.c - the charset is decided on the first bytes, never later, and by them alone. */

#include "engine/front.h"

#include "base/alloc.h"

#include <sodium.h>
#include <string.h>

#define PIECE_BYTES ((size_t)2 << 10) /* that are turned into text in one go */

static struct dlp_front *front_make(dlp_session *session)
{
    if (!session->front)
        session->front = dlp_calloc(1, sizeof(*session->front));
    return session->front;
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
    struct dlp_charset_map map;

    if (!session->emitter.charset)
        return offset;
    map = session->front->map;
    dlp_charset_advance(&map, dlp_window_at(window, map.position), (size_t)(offset - map.position));
    return map.source;
}

static dlp_status front_recode(dlp_session *session, const uint8_t *data, size_t len, bool last,
                               dlp_text_fn take)
{
    uint8_t text[2 * (PIECE_BYTES + 2 * DLP_CHARSET_UNIT)];
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

/* Gather first bytes. Returns how many of the data were taken. */
static size_t first_gather(struct dlp_front *front, const uint8_t *data, size_t len)
{
    const size_t room = DLP_CHARSET_LOOK - front->first_len;
    const size_t taken = len < room ? len : room;

    if (taken > 0)
        memcpy(front->first + front->first_len, data, taken);
    front->first_len += taken;
    return taken;
}

dlp_status dlp_front_take(dlp_session *session, const uint8_t *data, size_t len, bool last,
                          dlp_text_fn take)
{
    const struct dlp_charset *charset;
    struct dlp_front *front = session->front;
    uint8_t first[DLP_CHARSET_LOOK];
    size_t mark, first_len = 0, taken = 0;
    dlp_status status = DLP_OK;
    bool more;

    if (!session->undecided)
        return front ? front_recode(session, data, len, last, take)
                     : take(session, data, len, last);
    if (front) {
        taken = first_gather(front, data, len);
        charset =
            dlp_charset_of(front->first, front->first_len, last && taken == len, &mark, &more);
    } else {
        charset = dlp_charset_of(data, len < DLP_CHARSET_LOOK ? len : DLP_CHARSET_LOOK, last, &mark,
                                 &more);
    }
    if (more) {
        if (front)
            return DLP_OK;
        if (!front_make(session))
            return DLP_ENOMEM;
        (void)first_gather(session->front, data, len);
        return DLP_OK;
    }
    session->undecided = false;
    if (front) {
        first_len = front->first_len;
        memcpy(first, front->first, first_len);
    }
    if (!charset) {
        dlp_front_free(session);
        if (first_len > 0)
            status = take(session, first, first_len, last && taken == len);
        if (status != DLP_OK || (first_len > 0 && last && taken == len))
            return status;
        return take(session, data + taken, len - taken, last);
    }
    front = front_make(session);
    if (!front)
        return DLP_ENOMEM;
    front->recoder.charset = charset;
    front->map = (struct dlp_charset_map){ charset, 0, mark };
    session->emitter.charset = &front->map;
    if (first_len > 0)
        status = front_recode(session, first + mark, first_len - mark, false, take);
    else
        taken = mark;
    if (status != DLP_OK)
        return status;
    return front_recode(session, data + taken, len - taken, last, take);
}
