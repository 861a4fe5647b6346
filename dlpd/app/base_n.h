/* dlpd/app/base_n.h - bytes written as letters, as far as they are. */
#ifndef DLPD_APP_BASE_N_H
#define DLPD_APP_BASE_N_H

#include <stddef.h>
#include <stdint.h>

#define BASE_N_LEAST 16 /* letters; fewer are a word */

/** Decode the longest run of letters of that alphabet at the start.
 *  @param out  room for len bytes.
 *  @return how many bytes; 0 when there are fewer than BASE_N_LEAST letters. */
size_t base16_prefix(const uint8_t *data, size_t len, uint8_t *out);
size_t base32_prefix(const uint8_t *data, size_t len, uint8_t *out);

#endif
