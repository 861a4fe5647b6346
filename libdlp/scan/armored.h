/* scan/armored.h - blocks between a begin and an end line, of any length, as running state. */
#ifndef SCAN_ARMORED_H
#define SCAN_ARMORED_H

#include "model/armor.h"
#include "scan/confirm.h"

/** Open a block at the begin line that event reports. line and column are the caller's to set.
 *  @param hash  the token's state, begun
 *  @return NULL when there is no memory */
struct dlp_armor *dlp_armor_open(const crypto_auth_hmacsha256_state *hash,
                                 const struct dlp_window *window, uint64_t start, uint64_t body);

/** Another one, which goes on by itself. @return NULL when there is no memory */
struct dlp_armor *dlp_armor_copy(const struct dlp_armor *armor);

/** Digest bytes up to `to`. */
void dlp_armor_advance(struct dlp_armor *armor, const struct dlp_window *window, uint64_t to);

/** Is what was digested a block (64 bytes of body, four fifths of them base64 letters)? A begin
 *  line in a manual or in source code is not. */
bool dlp_armor_holds(const struct dlp_armor *armor);
#endif
