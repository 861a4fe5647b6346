/* dlpscan/state_store.h - the database that a state is kept in. One thread at a time. */
#ifndef DLPSCAN_STATE_STORE_H
#define DLPSCAN_STATE_STORE_H

#include "state.h"

struct state_store;

/** What is kept of a file. */
struct state_row {
    int64_t device, inode, size, mtime_ns, ctime_ns; /* mtime_ns 0: stat proves nothing */
    unsigned char digest[STATE_DIGEST];
    int64_t age; /* runs since it was written */
};

/** @return NULL when there is none; *damaged tells a file that is no state, which is left alone, from one
 *          that cannot be made. Either was said. */
struct state_store *store_open(const char *path, bool *damaged);
void store_close(struct state_store *store);

/** @param conf     of the rules and options of this run
 *  @param records  set to what was kept, as is lost; cleared before
 *  @return whether there is a row. */
bool store_get(struct state_store *store, const char *path, const unsigned char *conf,
               struct state_row *row, struct buffer *records, struct buffer *lost);

void store_put(struct state_store *store, const char *path, const unsigned char *conf,
               const struct state_row *row, const struct buffer *records,
               const struct buffer *lost);

/** It is still there: keep it some runs longer. Its stat may be new. */
void store_touch(struct state_store *store, const char *path, const struct state_row *row);

#endif
