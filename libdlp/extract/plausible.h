/* extract/plausible.h - is what a run of letters and digits was decoded to worth reading? Inside
 * extract/. */
#ifndef EXTRACT_PLAUSIBLE_H
#define EXTRACT_PLAUSIBLE_H

#include "extract/view_text.h"

/** Is it text: valid UTF-8 or UTF-16 of ASCII, few control characters, and one of: digits enough for a
 *  number, an '@', a run that may itself be encoded? Random bytes of some length never are. */
bool dlp_plausible(const uint8_t *bytes, size_t len);
#endif
