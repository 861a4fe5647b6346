/* worker/ppt_text.h - the text of PowerPoint's old documents, by a reader of our own of their records. */
#ifndef WORKER_PPT_TEXT_H
#define WORKER_PPT_TEXT_H

#include "worker/wide.h"

/** An embedded document: a file of its own, compressed by zlib behind four bytes, or as it is. */
typedef void (*ppt_object)(const uint8_t *data, size_t len, bool compressed, void *user);

/** Give the texts of all slides and notes, and of those that were taken out since it was last saved whole,
 *  a line each, as UTF-8 to write().
 *  @param data  the stream "PowerPoint Document"; any bytes
 *  @return DLP_REASON_NONE; ENCRYPTED; TRUNCATED when a record goes beyond the end. */
WORKER_API enum dlp_reason ppt_read(const uint8_t *data, size_t len, wide_write write, void *user);

/** Give the embedded documents of the same stream. */
WORKER_API void ppt_objects(const uint8_t *data, size_t len, ppt_object object, void *user);

#endif
