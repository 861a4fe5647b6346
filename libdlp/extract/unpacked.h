/* extract/unpacked.h - what the bytes of an encoded run are beside text: UTF-16, or compressed. Inside
 * extract/. */
#ifndef EXTRACT_UNPACKED_H
#define EXTRACT_UNPACKED_H

#include "extract/view_text.h"

/** A decoder has written the bytes of the run of `len` bytes at in->at, from text->bytes[first] on: exchange
 *  them for the text that they are in UTF-16, gzip or zlib, and leave them where they are none of these.
 *  What is compressed stands for all of the run. Without memory it stays compressed.
 *  @return is it text worth reading? */
bool dlp_unpacked(struct dlp_view_out *out, size_t first, size_t len);
#endif
