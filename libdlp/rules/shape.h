/* rules/shape.h - the small language of digit shapes: "3-2-4", "4 4 4 4", "13:19", "17X". */
#ifndef RULES_SHAPE_H
#define RULES_SHAPE_H

#include "model/rule.h"

#define DLP_SHAPE_BYTES 64u /* of the longest text that a shape may match */

/** @return NULL, or what is wrong with text; static storage */
const char *dlp_shape_parse(struct dlp_shape *out, const char *text);
/** "10:15" or "10" to two numbers. @return NULL, or what is wrong; static storage */
const char *dlp_range_parse(unsigned *min, unsigned *max, const char *text, unsigned limit);
#endif
