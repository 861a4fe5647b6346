/* dlpd/core/reload.h - the rules are read anew on SIGHUP, by a thread, while packets go on. */
#ifndef DLPD_CORE_RELOAD_H
#define DLPD_CORE_RELOAD_H

#include "core/generation.h"

struct reload;

/** From now on SIGHUP asks for it. Before the first thread is made. NULL, and said, when the system does
 *  not allow it.
 *  @param settings, key  outlive it. */
struct reload *reload_new(const struct settings *settings, const dlp_key *key, bool ends);

/** Readable when there is something to do for reload_run(). */
int reload_fd(const struct reload *reload);

/** Start the reading, or end it. NULL, or what was read: its reference is the caller's. What is wrong
 *  with the rules is said; those that were in force stay so. */
struct generation *reload_run(struct reload *reload);

/** How often rules were read anew, and how often they were wrong. */
void reload_counts(const struct reload *reload, uint64_t *done, uint64_t *failed);

/** Waits for a reading that goes on. NULL is allowed. */
void reload_free(struct reload *reload);

#endif
