/* extract/pieces.h - are the ends of two strings parts of one number? Inside extract/ and of scan/. */
#ifndef EXTRACT_PIECES_H
#define EXTRACT_PIECES_H

#include "extract/view_text.h"

/** May the digits that end at in->at, and those that begin `gap` bytes behind it, with all that stands in their strings,
 *  be one number? A group of several; a telephone number or the like; or what is longer with a card's check digit. */
bool dlp_pieces_are_number(const struct dlp_view_in *in, size_t gap);
#endif
