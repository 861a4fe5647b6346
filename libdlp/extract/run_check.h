/* extract/run_check.h - may a run of letters and digits be text in base64, base32 or hex? */
#ifndef EXTRACT_RUN_CHECK_H
#define EXTRACT_RUN_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Look at the run's first bytes. Random ones pass once in ten thousand times.
 *  @param len    of the run, 14 or more
 *  @param mixed  are there capital letters in it, and others?
 *  @param digits  are there digits? */
bool dlp_run_is_encoded(const uint8_t *run, size_t len, bool mixed, bool digits);
/** Is it how gzip or zlib begins, in base64 or hexadecimal digits? Any len. */
bool dlp_run_is_packed(const uint8_t *run, size_t len);
/** May it be the next line of text in base64, of which whole characters stood before? Any len. */
bool dlp_run_is_base64_line(const uint8_t *run, size_t len);
/** What dlp_run_is_encoded() asks, of base64 alone; and of base32, or base32hex. Any len. */
bool dlp_run_is_base64(const uint8_t *run, size_t len);
bool dlp_run_is_base32(const uint8_t *run, size_t len, bool hex);

#define DLP_PIECES_BYTES                                                                           \
  17u /* of text that are looked at: what is parted every fourth or eighth byte */
/** Do bytes[0, len) end with three runs of four letters and digits, or two of eight, with a blank or a line's end
 *  between, that are base64 of text together? */
bool dlp_pieces_are_base64(const uint8_t *bytes, size_t len);
#endif
