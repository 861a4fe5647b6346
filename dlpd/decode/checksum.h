/* dlpd/decode/checksum.h - the Internet checksum (RFC 1071). */
#ifndef DLPD_DECODE_CHECKSUM_H
#define DLPD_DECODE_CHECKSUM_H

#include "decode/packet.h"

#include <stdbool.h>

/** Add bytes to a running sum; pieces but the last have even lengths. */
uint64_t checksum_add(uint64_t sum, const uint8_t *data, size_t len);

/** The sum in 16 bits: 0xffff over bytes that hold their own, right checksum. */
uint16_t checksum_fold(uint64_t sum);

/** Is the checksum of a TCP or UDP packet right?
 *  @param data  from its header to the end of its payload, all of it. */
bool checksum_transport(const struct packet *packet, const uint8_t *data, size_t len);

#endif
