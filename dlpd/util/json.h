/* dlpd/util/json.h - members of a JSON object, added to a line. */
#ifndef DLPD_UTIL_JSON_H
#define DLPD_UTIL_JSON_H

#include "buffer.h"

#include <stdbool.h>
#include <stdint.h>

/** A string in quotes, from any bytes: those that are not UTF-8 become %XX. */
void json_string(struct buffer *out, const char *bytes, size_t len);

/** The comma, unless the member is the first one of its object, then "name": */
void json_name(struct buffer *out, const char *name);

void json_text(struct buffer *out, const char *name, const char *text);
void json_number(struct buffer *out, const char *name, uint64_t number);
/** @param time_us  since 1970. */
void json_time(struct buffer *out, const char *name, uint64_t time_us);
void json_true(struct buffer *out, const char *name);

#endif
