/* dlpd/core/transfers.h - connections that others announced, by where they will come to; for core only. */
#ifndef DLPD_CORE_TRANSFERS_H
#define DLPD_CORE_TRANSFERS_H

#include "flow/flow.h"

struct transfer {
    size_t refs;
    bool client_listens; /* the end that waits for the connection is the client's */
    char *name;          /* of the file; NULL: none was said */
    size_t name_len;
};

struct transfers;

/** The transfer that a new flow is, and which end is the client's; NULL when none was announced. Its reference
 *  is the caller's: inspect_transfer_drop(). */
struct transfer *transfers_take(struct transfers *transfers, const struct flow *flow,
                                unsigned *client);

/** NULL is allowed. */
void transfers_free(struct transfers *transfers);

#endif
