/* dlpscan/record.c - findings that wait to be judged: copied into a spill, and given back later. */

#include "record.h"

#include "spill_records.h"

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
    record_fn on_record;
    void *user;
    bool wrong;
};

static size_t replay_one(const char *data, size_t len, void *user)
{
    struct replay *const replay = user;
    const size_t one = packed_len(data, len);

    if (one == 0 || one > len)
        return 0;
    replay->wrong = !packed_get(data, one, replay->on_record, replay->user) || replay->wrong;
    return one;
}

bool record_replay(struct spill *spill, record_fn on_record, void *user)
{
    struct replay replay = { on_record, user, false };
    const bool whole = spill_each(spill, replay_one, &replay);

    if (replay.wrong)
        spill->error = EIO;
    return whole && !replay.wrong;
}
