/* dlpscan/read.h - a file's bytes in pieces, and whether they were all of it. */
#ifndef DLPSCAN_READ_H
#define DLPSCAN_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define READ_BYTES ((size_t)256 << 10)

struct reading {
    int fd;
    bool stream;        /* no size: read to its end, however far */
    uint64_t size;      /* when it was opened */
    uint64_t got;       /* bytes read so far */
    bool whole;         /* got is all that there is: the next reading_next() gives 0 */
    const char *reason; /* why it is not whole, once reading_next() gave 0; or NULL */
    int error;          /* errno of "read_error", or 0 */
};

/** Read the next piece, at most READ_BYTES.
 *  @return how many bytes; 0 at the end, which reading->reason tells good from bad. */
size_t reading_next(struct reading *reading, char *data);
/** The same, of at most `room` bytes. */
size_t reading_some(struct reading *reading, char *data, size_t room);

/** Bytes that were read by all threads so far. Any thread. */
uint64_t reading_total(void);

#endif
