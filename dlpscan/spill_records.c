/* dlpscan/spill_records.c - a spill of records: it gives its bytes in pieces that end anywhere. */

#include "spill_records.h"

#include "buffer.h"

#include <errno.h>
#include <string.h>

struct records {
    struct buffer pending; /* what is not a whole record yet */
    record_take_fn take;
    void *user;
};

static int take_piece(const void *data, size_t len, void *user)
{
    struct records *const records = user;
    struct buffer *const pending = &records->pending;
    size_t at = 0, one;

    buffer_add(pending, data, len);
    while ((one = records->take(pending->data + at, pending->len - at, records->user)) > 0) {
        if (one == RECORD_WRONG)
            return 1;
        at += one;
    }
    memmove(pending->data, pending->data + at, pending->len - at);
    buffer_cut(pending, pending->len - at);
    return 0;
}

bool spill_each(struct spill *spill, record_take_fn take, void *user)
{
    struct records records = { BUFFER_INIT, take, user };
    bool whole = spill_drain(spill, take_piece, &records);

    if (records.pending.len > 0) { /* of the file that a spill may be */
        spill->error = spill->error ? spill->error : EIO;
        whole = false;
    }
    if (records.pending.data)
        explicit_bzero(records.pending.data, records.pending.cap);
    buffer_free(&records.pending);
    return whole;
}
