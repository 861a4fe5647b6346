/* dlpd/tcp/side_check.h - may a packet pass, by what came before? For those who can still refuse it. */
#ifndef DLPD_TCP_SIDE_CHECK_H
#define DLPD_TCP_SIDE_CHECK_H

#include "tcp/side.h"

enum side_check {
    SIDE_FITS,    /* new bytes, or such as came before */
    SIDE_DIFFERS, /* other bytes in the place of some that came before */
    SIDE_TOO_OLD, /* bytes that the receiver may still take, and nobody can compare any more */
    SIDE_EARLY,   /* bytes from before the first packet that was seen */
    SIDE_FAR      /* so far ahead that no receiver has room for it */
};

/** What side_packet() would meet; nothing is changed. */
enum side_check side_check(const struct side *side, const struct packet *packet);

#endif
