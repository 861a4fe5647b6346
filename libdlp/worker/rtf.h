/* worker/rtf.h - the text of RTF, by a decoder of our own. */
#ifndef WORKER_RTF_H
#define WORKER_RTF_H

#include "extract/frame.h"

/** Give the text, as UTF-8, to write(); any bytes may be read.
 *  @return DLP_REASON_NONE; DLP_REASON_TRUNCATED when groups are left open at the end;
 *          DLP_REASON_UNSUPPORTED when an object is embedded, which is left out. */
enum dlp_reason rtf_read(const uint8_t *data, size_t len,
                         void (*write)(const void *text, size_t len, void *user), void *user);

#endif
