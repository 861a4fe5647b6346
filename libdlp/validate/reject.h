/* validate/reject.h - named rejects: things that look like the value and are something else
 * (epoch milliseconds, a part of a UUID, a dummy, a placeholder, a cell in a row of like groups).
 * Pure functions of the value and its surroundings; a rule lists the names that apply to it,
 * each lowers confidence once, and a label overrides all but those marked hard. */
#ifndef VALIDATE_REJECT_H
#define VALIDATE_REJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A value in its text. before/after hold at most B and A bytes and end at the part's border. */
struct dlp_surroundings {
    const uint8_t *value;
    size_t len;
    size_t before; /* bytes that can be read before value[0] */
    size_t after;  /* bytes that can be read behind value[len - 1] */
};

struct dlp_reject {
    const char *name;
    const char *title;
    bool hard; /* a label next to the value does not override it ("placeholder") */
    bool (*test)(const struct dlp_surroundings *s);
};

const struct dlp_reject *dlp_reject_find(const char *name);
const struct dlp_reject *dlp_reject_list(size_t *len);
/** Hundredths: what a value to which the reject applies can have at the most, whatever speaks for it. */
int dlp_reject_limit(const struct dlp_reject *reject);
#endif
