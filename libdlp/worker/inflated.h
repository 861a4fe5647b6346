/* worker/inflated.h - what zlib packed, told as it unpacks. */
#ifndef WORKER_INFLATED_H
#define WORKER_INFLATED_H

#include "worker/worker.h"

/** Tell the bytes of a zlib stream (RFC 1950) in the part that is open.
 *  @return DLP_REASON_DAMAGED when it does not end as it should; what was read before is told. */
WORKER_API enum dlp_reason inflated_tell(const uint8_t *data, size_t len);

#endif
