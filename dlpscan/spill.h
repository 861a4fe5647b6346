/* dlpscan/spill.h - text that waits for its turn: in memory first, then in a private file. */
#ifndef DLPSCAN_SPILL_H
#define DLPSCAN_SPILL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct spill {
    char *data;
    size_t len, cap;
    int fd;          /* -1: nothing was spilled yet */
    uint64_t stored; /* bytes in the file */
    int error;       /* errno of the first failure, or 0; the text is then not whole */
};

void spill_init(struct spill *spill);

/** Add bytes. A dlp_write_fn: user is the spill.
 *  @return 0, or 1 once storing has failed. */
int spill_write(const void *data, size_t len, void *user);

/** Give the bytes, in order, to write(). False when some were not stored or not read back. */
bool spill_drain(struct spill *spill, int (*write)(const void *data, size_t len, void *user),
                 void *user);

/** Has nothing been added? */
bool spill_is_empty(const struct spill *spill);

/** Free and wipe; the spill is then as after spill_init(). */
void spill_free(struct spill *spill);

#endif
