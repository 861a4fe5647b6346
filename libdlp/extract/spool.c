/* extract/spool.c - a document that must be whole before it can be read, in a file that has no name. */

#include "extract/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

dlp_status dlp_spool_open(struct dlp_spool *spool, uint64_t max)
{
    *spool = (struct dlp_spool){ .fd = -1, .max = max };
    spool->fd = memfd_create("dlp-document", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    return spool->fd >= 0 ? DLP_OK : DLP_EIO;
}

dlp_status dlp_spool_add(struct dlp_spool *spool, const void *data, size_t len)
{
    const char *from = data;

    if (len > spool->max - spool->len)
        return DLP_ELIMIT;
    while (len > 0) {
        const ssize_t n = write(spool->fd, from, len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return DLP_EIO;
        from += n;
        len -= (size_t)n;
        spool->len += (uint64_t)n;
    }
    return DLP_OK;
}

dlp_status dlp_spool_seal(struct dlp_spool *spool)
{
    const int seals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;

    return fcntl(spool->fd, F_ADD_SEALS, seals) == 0 ? DLP_OK : DLP_EIO;
}

void dlp_spool_close(struct dlp_spool *spool)
{
    if (spool->fd >= 0)
        close(spool->fd);
    spool->fd = -1;
    spool->len = 0;
}

long dlp_spool_read(int fd, void *data, size_t len, uint64_t at)
{
    ssize_t n;

    do
        n = pread(fd, data, len, (off_t)at);
    while (n < 0 && errno == EINTR);
    return n;
}
