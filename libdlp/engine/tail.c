/* engine/tail.c - a packet is smaller than what has to be kept before it, so moving the kept bytes for
 * each packet would cost more than scanning it.
 *
 * A scanner has one room, and one of its sessions holds it: its tail lies there, new pieces are laid
 * behind it, and only when the room is full does the tail move to the front. A session that is fed
 * while another holds the room sends that one's tail to its own memory, and fetches its own. */

#include "engine/tail.h"

#include "base/alloc.h"

#include <sodium.h>
#include <string.h>

#define ROOM_BYTES ((size_t)16 << 10) /* for pieces, beside two tails */

size_t dlp_tail_reach(const struct dlp_database *db)
{
    return (size_t)db->width + DLP_CONTEXT_BEFORE + db->ahead;
}

dlp_status dlp_tail_room_open(struct dlp_tail_room *room, const struct dlp_database *db)
{
    room->reach = dlp_tail_reach(db);
    room->cap = 2 * room->reach + ROOM_BYTES;
    room->bytes = dlp_calloc(1, room->cap);
    return room->bytes ? DLP_OK : DLP_ENOMEM;
}

void dlp_tail_room_close(struct dlp_tail_room *room)
{
    dlp_free_wiped(room->bytes, room->cap);
    *room = (struct dlp_tail_room){ 0 };
}

/* The holder's tail goes to its own memory. */
static void room_leave(struct dlp_tail_room *room)
{
    dlp_session *const holder = room->holder;

    memcpy(holder->kept, room->bytes + room->at, holder->tail_len);
    if (holder->tail_len < holder->kept_len)
        sodium_memzero(holder->kept + holder->tail_len, holder->kept_len - holder->tail_len);
    holder->kept_len = holder->tail_len;
    room->holder = NULL;
}

/* Let the session hold the room. Its tail is fetched where it says so. */
static void room_take(struct dlp_tail_room *room, dlp_session *session, bool fetch)
{
    if (room->holder == session)
        return;
    if (room->holder)
        room_leave(room);
    if (fetch)
        memcpy(room->bytes, session->kept, session->tail_len);
    room->holder = session;
    room->at = 0;
}

static void room_used(struct dlp_tail_room *room, size_t end)
{
    if (room->used < end)
        room->used = end;
}

size_t dlp_tail_append(dlp_session *session, struct dlp_window *window, const uint8_t *data,
                       size_t len)
{
    struct dlp_tail_room *const room = &session->scanner->room;
    size_t take = len;

    room_take(room, session, true);
    if (len > room->cap - room->at - session->tail_len) {
        memmove(room->bytes, room->bytes + room->at, session->tail_len);
        room->at = 0;
        if (len > room->cap - session->tail_len)
            take = room->reach;
    }
    if (take > 0)
        memcpy(room->bytes + room->at + session->tail_len, data, take);
    window->data = room->bytes + room->at;
    window->start = session->fed - session->tail_len;
    window->len = session->tail_len + take;
    room_used(room, room->at + window->len);
    return take;
}

void dlp_tail_keep(dlp_session *session, const struct dlp_window *window)
{
    struct dlp_tail_room *const room = &session->scanner->room;
    const uint64_t back = (uint64_t)session->scanner->db->width + DLP_CONTEXT_BEFORE;
    const uint64_t from = session->done > back ? session->done - back : 0;
    const uint8_t *const tail = dlp_window_at(window, from);
    const bool there = room->holder == session && window->data == room->bytes + room->at;

    session->tail_len = (size_t)(window->start + window->len - from);
    if (there) {
        room->at = (size_t)(tail - room->bytes);
        return;
    }
    room_take(room, session, false);
    room->at = 0;
    memcpy(room->bytes, tail, session->tail_len);
    room_used(room, session->tail_len);
}

void dlp_tail_forget(dlp_session *session)
{
    struct dlp_tail_room *const room = &session->scanner->room;
    size_t at = 0, end = 0; /* the holder's tail, if that is another */

    if (room->holder == session)
        room->holder = NULL;
    if (room->holder) {
        at = room->at;
        end = at + room->holder->tail_len;
    }
    sodium_memzero(room->bytes, at);
    sodium_memzero(room->bytes + end, room->used - end);
    room->used = end;
    sodium_memzero(session->kept, session->kept_len);
    session->kept_len = session->tail_len = 0;
}
