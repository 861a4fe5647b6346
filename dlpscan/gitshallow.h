/* dlpscan/gitshallow.h - the commits of a clone that holds only the newest ones. */
#ifndef DLPSCAN_GITSHALLOW_H
#define DLPSCAN_GITSHALLOW_H

#include <git2/types.h>

#include <git2/oid.h>
#include <stdbool.h>

/** Give every commit that is there to on_commit, the oldest first.
 *  @return false when a reference could not be read. */
bool gitshallow_each(git_repository *repo, void (*on_commit)(const git_oid *oid, void *user),
                     void *user);

#endif
