/* dlpscan/extraction.h - the worker that takes documents apart: started when the first one comes. */
#ifndef DLPSCAN_EXTRACTION_H
#define DLPSCAN_EXTRACTION_H

#include "options.h"

#include <dlp/dlp.h>

#include <sys/types.h>

struct extraction {
    const char *path;         /* of the worker */
    dlp_extractor *extractor; /* NULL: documents are not opened */
};

/** @return STATUS_CLEAN, or another status after a message. */
int extraction_init(struct extraction *extraction, const struct settings *settings);
void extraction_free(struct extraction *extraction);

/** Start a worker.
 *  @param fds  what it gets as its descriptors 0, 1, ... in a program of ours no lower than `len`, so
 *              that none is overwritten before it is taken
 *  @return 0, or an errno */
int extraction_spawn(const char *path, const int *fds, size_t len, pid_t *pid);

#endif
