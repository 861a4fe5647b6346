/* common/extract_worker.h - starts the worker that takes documents apart. */
#ifndef COMMON_EXTRACT_WORKER_H
#define COMMON_EXTRACT_WORKER_H

#include <stddef.h>
#include <sys/types.h>

/** Start the worker of that path with one end of a new socket as its standard input. It has a process group
 *  of its own, signals as a shell would start it, and next to nothing of our environment; it ends when
 *  our end is closed. Nobody waits for it.
 *  @return our end, for dlp_extractor's connect; -1 with errno. */
int extract_worker_start(const char *path);

/** Start any program of libexec so.
 *  @param fds  what it gets as its descriptors 0, 1, ...; none of ours is lower than `len`, but those of
 *              the same number
 *  @return 0, or an errno */
int extract_worker_spawn(const char *path, const int *fds, size_t len, pid_t *pid);

#endif
