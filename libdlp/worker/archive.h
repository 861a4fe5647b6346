/* worker/archive.h - libarchive over a document in memory. */
#ifndef WORKER_ARCHIVE_H
#define WORKER_ARCHIVE_H

#include "worker/worker.h"

#include <archive.h>
#include <archive_entry.h>

/** Open it, whatever archive or compression it is; NULL: nothing that is known. Free with
 *  archive_read_free(). */
struct archive *archive_of(const struct worker_document *document);

/** Why the archive's last call failed. */
enum dlp_reason archive_why(struct archive *archive);

/** The name of an entry, as its bytes are; never NULL. */
const char *archive_name(struct archive_entry *entry);

/** Tell one entry as a part; a reason only when nothing more can be read of the archive. */
enum dlp_reason archive_tell(struct archive *archive, struct archive_entry *entry);

/** Read all of an entry into memory. @return it, with a NUL behind it, to be freed with dlp_free(); NULL
 *  when it is longer than max, or damaged. */
char *archive_load(struct archive *archive, size_t max, size_t *len);

#endif
