/* worker/rewrite/put.h - growing texts of a process that ends where memory does. */
#ifndef REWRITE_PUT_H
#define REWRITE_PUT_H

#include "base/bytes.h"

#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

/* How the process ends. */
#define REWRITE_DONE 0
#define REWRITE_UNUSABLE 1 /* no sandbox, or nothing to read from and write to */
#define REWRITE_DAMAGED                                                                            \
  2 /* the document cannot be read whole: damaged, encrypted, not of this kind */
#define REWRITE_NO_MEMORY 70

#define REWRITE_MEMBER_MAX ((size_t)256 << 20) /* bytes of XML in one member */

/** Append, or end the process. */
static inline void put(struct dlp_bytes *out, const void *data, size_t len)
{
    if (dlp_bytes_append(out, data, len) != DLP_OK)
        _exit(REWRITE_NO_MEMORY);
}

#endif
