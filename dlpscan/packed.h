/* dlpscan/packed.h - a finding as bytes that can be kept: in a spill of this run, or in a state for the next. */
#ifndef DLPSCAN_PACKED_H
#define DLPSCAN_PACKED_H

#include "buffer.h"

#include <dlp/dlp.h>

#include <stdbool.h>

/** Called for each; the finding is valid until it returns. */
typedef void (*record_fn)(const struct dlp_finding *finding, bool in_path, void *user);

/** Add a finding with everything that it points to. */
void packed_put(struct buffer *out, const struct dlp_finding *finding, bool in_path);

/** How long the first one is, or 0 while len bytes are too few to know. */
size_t packed_len(const char *data, size_t len);

/** Give the one that these bytes are to on_record; NULL only checks. Any bytes may be given.
 *  @return false when they are none. */
bool packed_get(const char *data, size_t len, record_fn on_record, void *user);

/** All of a row of them. False, and nothing is given, when one is damaged. */
bool packed_get_all(const char *data, size_t len, record_fn on_record, void *user);

#endif
