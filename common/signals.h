/* common/signals.h - SIGINT and SIGTERM end a scan early, but not without its results. */
#ifndef COMMON_SIGNALS_H
#define COMMON_SIGNALS_H

#include <dlp/dlp.h>

#include <signal.h>
#include <stdbool.h>

/** From now on the first SIGINT or SIGTERM asks to stop; one more of the same kind kills. */
void signals_start(void);

/** A scanner to cancel on a stop. Only by the thread that called signals_start(). */
void signals_watch(dlp_scanner *scanner);

/** Block signals in this thread, so that a thread it makes inherits that; and put them back. */
void signals_block(sigset_t *before);
void signals_restore(const sigset_t *before);

/** Stop as a signal would, but go on afterwards: for output that cannot be written. */
void signals_stop(void);

/** Has a stop been asked for? Any thread. */
bool signals_stopped(void);

/** A descriptor that is readable once a stop was asked for: to wait on with others; or -1. */
int signals_fd(void);

/** No scanner is watched any longer: call before freeing them. */
void signals_forget(void);

/** The signal that asked to stop, or 0. */
int signals_caught(void);

/** Put the signals' defaults back and die of the signal that was caught. Returns if none was. */
void signals_end(void);

#endif
