/* dlpd/core/desk_read.h - one document -> what is found in it; for the desk. */
#ifndef DLPD_CORE_DESK_READ_H
#define DLPD_CORE_DESK_READ_H

#include "core/document.h"

/** Scan its file, and set what was found and why something was not read. Any thread, which has a scanner of
 *  its own. */
void desk_read(struct document *document, dlp_scanner *scanner, dlp_extractor *extractor);

/** Free what was found. */
void desk_forget(struct document *document);

#endif
