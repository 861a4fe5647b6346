/* dlpscan/json_text.h - JSON that dlpscan writes itself, beside the library's objects. */
#ifndef DLPSCAN_JSON_TEXT_H
#define DLPSCAN_JSON_TEXT_H

#include "buffer.h"

/** Add a JSON string with its quotes. Bytes that are not UTF-8 become %XX. */
void json_text(struct buffer *out, const char *text);

/** Add "name":"text", with a comma before it unless it is the first member. */
void json_member(struct buffer *out, const char *name, const char *text);

/** Add a confidence as 0.92. */
void json_hundredths(struct buffer *out, double fraction);

/** Add a path of item->place as a URI reference: relative as it is, absolute with file://. */
void json_uri(struct buffer *out, const char *place);

#endif
