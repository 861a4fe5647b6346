/* dlpscan/state_blob.c - what an earlier scan found in a file of a git repository.
 *
 * Git names a content by its digest, and libgit2 checks it when it reads one, so the name alone says that
 * nothing changed: there is nothing to look at on the disk. */

#include "state_blob.h"

#include "gitlib.h"
#include "state_store.h"

#include <string.h>

/* What a row is found by, where files have their path. */
static void add_name(struct buffer *out, const char *path, const struct blob *blob)
{
    char id[GIT_OID_HEXSZ + 1];

    buffer_format(out, "git %s %s", git_oid_tostr(id, sizeof(id), &blob->oid), path);
}

void state_look_blob(struct state *state, const char *path, const struct blob *blob,
                     struct state_file *file)
{
    struct buffer name = BUFFER_INIT;
    struct state_row row;

    *file = (struct state_file){ 0 };
    add_name(&name, path, blob);
    pthread_mutex_lock(&state->lock);
    file->known =
        store_get(state->store, name.data, state->conf, &row, &file->records, &file->lost);
    pthread_mutex_unlock(&state->lock);
    buffer_free(&name);
    if (file->known) {
        file->fresh = row.age < STATE_FRESH;
        file->st.st_size = row.size;
    }
    if (!file->known || row.size < 0 || !state_give(file, NULL, NULL, NULL)) {
        file->known = file->fresh = false; /* or damaged */
        buffer_cut(&file->records, 0);
        buffer_cut(&file->lost, 0);
    }
}

void state_keep_blob(struct state *state, const char *path, const struct blob *blob, uint64_t size,
                     const struct state_file *file)
{
    struct state_row row = { .size = (int64_t)size };
    struct buffer name = BUFFER_INIT;

    if (file->unfit || (file->known && file->fresh))
        return;
    memcpy(row.digest, blob->oid.id, GIT_OID_RAWSZ);
    add_name(&name, path, blob);
    pthread_mutex_lock(&state->lock);
    if (file->known)
        store_touch(state->store, name.data, &row);
    else
        store_put(state->store, name.data, state->conf, &row, &file->records, &file->lost);
    pthread_mutex_unlock(&state->lock);
    buffer_free(&name);
}
