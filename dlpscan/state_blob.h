/* dlpscan/state_blob.h - what an earlier scan found in a file of a git repository. */
#ifndef DLPSCAN_STATE_BLOB_H
#define DLPSCAN_STATE_BLOB_H

#include "blob.h"
#include "state.h"

/** Was this content scanned before, under this path? Nothing of it is read to know that.
 *  @param path  as the walk has it: what is found may depend on it
 *  @param file  to be freed with state_file_free(); its size is that of the content, when it is known */
void state_look_blob(struct state *state, const char *path, const struct blob *blob,
                     struct state_file *file);

/** It was scanned to its end, or was known: remember it.
 *  @param size  bytes of the content */
void state_keep_blob(struct state *state, const char *path, const struct blob *blob, uint64_t size,
                     const struct state_file *file);

#endif
