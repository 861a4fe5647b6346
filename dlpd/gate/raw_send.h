/* dlpd/gate/raw_send.h - packets put on their way as they are, in the name of others. */
#ifndef DLPD_GATE_RAW_SEND_H
#define DLPD_GATE_RAW_SEND_H

#include "decode/packet.h"

#include <stdbool.h>

/** All -1: not open. */
struct raw_send {
    int fd4, fd6;
};

/** @param mark  of netfilter, for the packets that are sent; 0: none.
 *  @return false, and said, when it takes more privileges */
bool raw_send_open(struct raw_send *raw, uint32_t mark);

/** Send a packet, from its IP header on. False when the system does not take it: no route, ... */
bool raw_send(const struct raw_send *raw, const struct address *to, const uint8_t *data,
              size_t len);

void raw_send_close(struct raw_send *raw);

#endif
