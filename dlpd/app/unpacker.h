/* dlpd/app/unpacker.h - compressed bodies in pieces, on a budget. */
#ifndef DLPD_APP_UNPACKER_H
#define DLPD_APP_UNPACKER_H

#include "app/unpack.h"

#define UNPACKER_MOST ((uint64_t)1 << 30) /* bytes that one body may unpack to */

struct unpacker;

/** The way that Content-Encoding names; NULL when it names several, or one that is not known here. */
const struct unpack_way *unpacker_way(const void *encoding, size_t len);

struct unpacker *unpacker_new(const struct unpack_way *way);
void unpacker_free(struct unpacker *unpacker);

/** Unpack a piece and hand out what it gives.
 *  @return NULL, or why the rest cannot be read: "damaged", "over_limit". */
const char *unpacker_add(struct unpacker *unpacker, const uint8_t *data, size_t len,
                         void (*out)(const uint8_t *data, size_t len, void *user), void *user);

/** Was its end reached? */
bool unpacker_done(const struct unpacker *unpacker);

/** Bytes that it holds by now. */
size_t unpacker_memory(const struct unpacker *unpacker);

#endif
