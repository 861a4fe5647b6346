/* engine/part_path.h - the path of a part inside its document, fit to be reported.
 *
 * Names of members come from the document. '!' parts them, so it and '%' in a name are %XX, as are
 * bytes that are not UTF-8. A name can hold a value itself: it is scanned, reported with the tag
 * "path", and masked. */
#ifndef ENGINE_PART_PATH_H
#define ENGINE_PART_PATH_H

#include "engine/scanner.h"

/** Make the path of a part.
 *  @param out     set to it, or to NULL; free with dlp_free().
 *  @param above   the path of the document that it is in, or NULL for the outermost.
 *  @param events  told of values in the name.
 *  @return DLP_OK, DLP_STOPPED, DLP_PARTIAL (the name was not judged: it is left out), DLP_ENOMEM. */
dlp_status dlp_part_path(char **out, dlp_scanner *scanner, const char *above, const uint8_t *name,
                         size_t len, const struct dlp_events *events);

#endif
