/* redact/mask.h - what may be shown of a value (decision D13). */
#ifndef REDACT_MASK_H
#define REDACT_MASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DLP_MASKED_MAX 96 /* bytes of a masked value, with its NUL */

/** Is there a mask of that name? */
bool dlp_mask_known(const char *name);

/** Write the masked value: printable ASCII only, NUL-terminated. A value under 8 bytes, and one
 *  that does not fit the mask (an e-mail without '@'), shows nothing of itself.
 *  @param name    "card", "email", "id", "secret" or "none"
 *  @param prefix  for "secret": how many leading bytes are public */
void dlp_mask(char out[DLP_MASKED_MAX], const char *name, unsigned prefix, const uint8_t *value,
              size_t len);

/** Write public text (a block's first line) in the same safe alphabet. */
void dlp_mask_public(char out[DLP_MASKED_MAX], const uint8_t *text, size_t len);
#endif
