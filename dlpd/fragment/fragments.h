/* dlpd/fragment/fragments.h - IP fragments -> whole datagrams, in bounded memory.
 *
 * Policy, for bytes that come twice: the fragment that starts earlier in the datagram wins, and of two
 * that start at the same place the one that came first (as BSD systems do). Where they differ, the
 * datagram is marked as a conflict, since the receiver may have taken the other version. */
#ifndef DLPD_FRAGMENT_FRAGMENTS_H
#define DLPD_FRAGMENT_FRAGMENTS_H

#include "decode/cursor.h"
#include "decode/decode.h"

/** Limits; the datagram that waits longest is given up first. */
#define FRAGMENTS_DATAGRAMS 1024
#define FRAGMENTS_BYTES ((size_t)16 << 20)
#define FRAGMENTS_PIECES 1024 /* of one datagram */
#define FRAGMENTS_SECONDS 30  /* by the clock of the capture */

struct fragment {
    struct address from, to;
    uint32_t id, scope;
    uint8_t protocol;
    uint64_t time_us;
    size_t offset; /* in the datagram's payload, in bytes */
    bool more;     /* it is not the last one */
    const uint8_t *data;
    size_t len;
};

struct fragments;

struct fragments *fragments_new(void);
void fragments_free(struct fragments *fragments);

/** Add a fragment.
 *  @param whole     set, with OUTCOME_NEXT, to the payload of the datagram that is complete now; valid
 *                   until the next call.
 *  @param conflict  set when its fragments contradict each other; else kept.
 *  @return OUTCOME_NEXT, OUTCOME_FRAGMENT when others are missing, OUTCOME_FRAGMENT_LOST */
enum outcome fragments_add(struct fragments *fragments, const struct fragment *fragment,
                           struct cursor *whole, bool *conflict);

/** Give up all that is not whole. */
void fragments_forget(struct fragments *fragments);

/** Datagrams that were given up, or never became whole so far. */
uint64_t fragments_lost(const struct fragments *fragments);

#endif
