/* dlpd/app/unpacker.h - gzip and deflate in pieces, on a budget. */
#ifndef DLPD_APP_UNPACKER_H
#define DLPD_APP_UNPACKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UNPACKER_MOST ((uint64_t)1 << 30) /* bytes that one body may unpack to */

struct unpacker;

struct unpacker *unpacker_new(void);
void unpacker_free(struct unpacker *unpacker);

/** Unpack a piece and hand out what it gives.
 *  @return NULL, or why the rest cannot be read: "damaged", "over_limit". */
const char *unpacker_add(struct unpacker *unpacker, const uint8_t *data, size_t len,
                         void (*out)(const uint8_t *data, size_t len, void *user), void *user);

/** Was its end reached? */
bool unpacker_done(const struct unpacker *unpacker);

/** Bytes that one holds. */
#define UNPACKER_MEMORY ((size_t)48 << 10)

#endif
