/* extract/spool.h - a document that must be whole before it can be read, in a file that has no name. */
#ifndef EXTRACT_SPOOL_H
#define EXTRACT_SPOOL_H

#include <dlp/status.h>

struct dlp_spool {
    int fd; /* -1: none */
    uint64_t len;
    uint64_t max; /* in bytes */
};

/** @return DLP_OK, or DLP_EIO when the system gives no memory file. */
dlp_status dlp_spool_open(struct dlp_spool *spool, uint64_t max);
/** @return DLP_OK; DLP_ELIMIT when it would be longer than max: nothing was added; DLP_EIO. */
dlp_status dlp_spool_add(struct dlp_spool *spool, const void *data, size_t len);
/** From now on nobody can change it, whoever has its descriptor. */
dlp_status dlp_spool_seal(struct dlp_spool *spool);
void dlp_spool_close(struct dlp_spool *spool);

/** Read from any file at a place. @return bytes; 0 at the end, -1 with errno. EINTR-safe. */
long dlp_spool_read(int fd, void *data, size_t len, uint64_t at);

#endif
