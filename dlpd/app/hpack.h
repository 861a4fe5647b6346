/* dlpd/app/hpack.h - header blocks of HTTP/2 -> names and values. */
#ifndef DLPD_APP_HPACK_H
#define DLPD_APP_HPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HPACK_FIRST ((size_t)4 << 10)  /* bytes of the table, until the receiver allows others */
#define HPACK_TABLE ((size_t)64 << 10) /* the largest table that is kept for a direction */
#define HPACK_MOST ((size_t)256 << 10) /* bytes of names and values that one block may come to */

struct hpack;

typedef void (*hpack_fn)(const uint8_t *name, size_t name_len, const uint8_t *value,
                         size_t value_len, void *user);

/** NULL when headers cannot be read with this program, or memory is short. */
struct hpack *hpack_new(void);

/** The receiver allows a table of so many bytes. @return how large it may become here */
size_t hpack_limit(struct hpack *hpack, size_t bytes);

/** A whole block.
 *  @return false when it breaks the rules, or is too large: nothing more can be read then */
bool hpack_read(struct hpack *hpack, const uint8_t *data, size_t len, hpack_fn on_header,
                void *user);

/** NULL is allowed. */
void hpack_free(struct hpack *hpack);

#endif
