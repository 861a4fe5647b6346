/* dlpd/gate/craft.h - TCP packets that end a connection, made as if its ends had sent them. */
#ifndef DLPD_GATE_CRAFT_H
#define DLPD_GATE_CRAFT_H

#include "decode/packet.h"

#define CRAFT_MOST 4096 /* bytes of a packet that is made here */

/** What a made packet says. */
struct craft {
    struct endpoint from, to; /* of one family */
    uint32_t seq, ack;
    uint8_t flags;
    const void *payload; /* NULL when len is 0 */
    size_t len;
};

/** Write the packet, from its IP header on, with its checksums.
 *  @param out  of CRAFT_MOST bytes.
 *  @return its length; 0 when it does not fit */
size_t craft_packet(uint8_t out[CRAFT_MOST], const struct craft *craft);

#endif
