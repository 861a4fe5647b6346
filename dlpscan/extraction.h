/* dlpscan/extraction.h - the worker that takes documents apart: started when the first one comes. */
#ifndef DLPSCAN_EXTRACTION_H
#define DLPSCAN_EXTRACTION_H

#include "options.h"

#include <dlp/dlp.h>

struct extraction {
    const char *path;         /* of the worker */
    dlp_extractor *extractor; /* NULL: documents are not opened */
};

/** @return STATUS_CLEAN, or another status after a message. */
int extraction_init(struct extraction *extraction, const struct settings *settings);
void extraction_free(struct extraction *extraction);

#endif
