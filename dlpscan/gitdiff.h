/* dlpscan/gitdiff.h - what changes: in the index, or from one commit to another. */
#ifndef DLPSCAN_GITDIFF_H
#define DLPSCAN_GITDIFF_H

#include "blob.h"
#include "options.h"

#include <git2/diff.h>

struct gitdiff {
    git_diff *diff;
    git_oid commit; /* that brings the change; zero for the index */
};

/** @param out  set to NULL when the settings ask for no change; free with gitdiff_free().
 *  @return STATUS_CLEAN, or STATUS_USER; then what is wrong was said. */
int gitdiff_open(struct gitdiff **out, git_repository *repo, const struct settings *settings);
void gitdiff_free(struct gitdiff *diff);

/** Called for each file that is new or changed; takes the blob. */
typedef void (*gitdiff_fn)(const git_diff_delta *delta, struct blob *blob, void *user);

/** False when a change could not be told. */
bool gitdiff_each(struct gitdiff *diff, gitdiff_fn on_change, void *user);

#endif
