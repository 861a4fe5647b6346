/* redact/same_shape.h - values of the same kind that nobody can have. */
#ifndef REDACT_SAME_SHAPE_H
#define REDACT_SAME_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DLP_SHAPE_MAX 256 /* bytes of a value that is replaced by its shape */

/** Random bytes that depend on the value alone. */
struct dlp_shape_source {
    const uint8_t *key; /* 32 bytes */
    const char *token;  /* of the value */
    uint8_t bytes[32];
    size_t used;
    uint32_t block;
};

void dlp_shape_source_init(struct dlp_shape_source *source, const uint8_t *key, const char *token);

/** Replace a value of a rule in place.
 *  @param value  *len of at most DLP_SHAPE_MAX bytes; the new one may be longer or shorter.
 *  @return false when the rule's kind has no such values, or the value is not as its kind is;
 *          value may then have been changed. */
bool dlp_same_shape(const char *rule, uint8_t value[DLP_SHAPE_MAX], size_t *len,
                    struct dlp_shape_source *source);
#endif
