/* dlpd/app/percent.h - percent-encoded bytes in pieces -> the bytes that they stand for. */
#ifndef DLPD_APP_PERCENT_H
#define DLPD_APP_PERCENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** All zero: at the start. */
struct percent {
    uint8_t held[2]; /* "%" or "%4": the rest may come with the next piece */
    uint8_t held_len;
    bool plus;    /* '+' stands for a space, as in forms */
    bool changed; /* something was decoded so far */
};

/** Decode a piece. Sequences that are none stay as they are.
 *  @param out  room for len + 2 bytes.
 *  @return how many bytes were written. */
size_t percent_decode(struct percent *percent, const uint8_t *data, size_t len, uint8_t *out);

/** What is still held back at the end; room for 2 bytes. */
size_t percent_end(struct percent *percent, uint8_t *out);

#endif
