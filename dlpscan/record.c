/* dlpscan/record.c - findings that wait to be judged: copied into a spill, and given back later. */

#include "record.h"

#include <errno.h>
#include <string.h>

void record_put(struct spill *spill, const struct dlp_finding *finding, bool in_path)
{
    struct buffer out = BUFFER_INIT;

    packed_put(&out, finding, in_path);
    spill_write(out.data, out.len, spill);
    explicit_bzero(out.data, out.len);
    buffer_free(&out);
}

struct replay {
    struct buffer pending; /* what is not a whole record yet */
    record_fn on_record;
    void *user;
    bool wrong;
};

/* The spill gives pieces that end anywhere. */
static int replay_piece(const void *data, size_t len, void *user)
{
    struct replay *const replay = user;
    struct buffer *const pending = &replay->pending;
    size_t at = 0;

    buffer_add(pending, data, len);
    for (;;) {
        const size_t one = packed_len(pending->data + at, pending->len - at);

        if (one == 0 || one > pending->len - at)
            break;
        replay->wrong =
            !packed_get(pending->data + at, one, replay->on_record, replay->user) || replay->wrong;
        at += one;
    }
    memmove(pending->data, pending->data + at, pending->len - at);
    buffer_cut(pending, pending->len - at);
    return 0;
}

bool record_replay(struct spill *spill, record_fn on_record, void *user)
{
    struct replay replay = { BUFFER_INIT, on_record, user, false };
    bool whole = spill_drain(spill, replay_piece, &replay);

    if (replay.wrong || replay.pending.len) { /* of the file that a spill may be */
        spill->error = EIO;
        whole = false;
    }
    if (replay.pending.data)
        explicit_bzero(replay.pending.data, replay.pending.cap);
    buffer_free(&replay.pending);
    return whole;
}
