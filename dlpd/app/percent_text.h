/* dlpd/app/percent_text.h - something percent-encoded is a text of its own where decoding changes it. */
#ifndef DLPD_APP_PERCENT_TEXT_H
#define DLPD_APP_PERCENT_TEXT_H

#include "app/app.h"

/** Scan it decoded. @param part  static storage: "http.uri", ... */
void percent_text(struct inspection *in, unsigned side, const void *data, size_t len, bool plus,
                  const char *part);

/** Scan the value of a header decoded, when it is one of those that carry percent-encoded text. */
void percent_header(struct inspection *in, unsigned side, const void *name, size_t name_len,
                    const void *value, size_t len);

#endif
