/* extract/hanzi.h - digits of Chinese, Japanese and Korean, which are words as well. */
#ifndef EXTRACT_HANZI_H
#define EXTRACT_HANZI_H

#include "extract/view_text.h"

/** The digit that the character at in->bytes[at] stands for, in ASCII; 0: for none. */
uint8_t dlp_hanzi_digit(const struct dlp_view_in *in, size_t at);
/** Are so many of them in in->bytes[from, to) that they make a number? */
bool dlp_hanzi_are_many(const struct dlp_view_in *in, size_t from, size_t to);
/** The same of the bytes around in->at. */
bool dlp_hanzi_is_number(const struct dlp_view_in *in);
#endif
