/* validate/starts.c - what a number must begin with, as the registry writes it: "20 23-27". */

#include "base/bitmap.h"
#include "validate/checks.h"
#include "validate/validator.h"

#include <string.h>

/* One of the starts: from `first` to `last`, which have `width` digits both. */
struct start {
    const char *first, *last;
    size_t width;
};

/* Take the next one. @return false behind the last */
static bool start_next(struct start *out, const char **starts)
{
    const char *const first = *starts;

    if (!*first)
        return false;
    out->first = first;
    out->width = strspn(first, "0123456789");
    out->last = first[out->width] == '-' ? first + out->width + 1 : first;
    *starts = out->last + out->width;
    *starts += **starts == ' ';
    return true;
}

bool dlp_starts_hold(const char *starts, const uint8_t *value, size_t len)
{
    struct start start;
    char first[8];
    size_t n = 0;

    for (size_t i = 0; i < len && n < sizeof(first); i++) {
        if (dlp_is_digit(value[i]))
            first[n++] = (char)value[i];
    }
    while (start_next(&start, &starts))
        if (start.width <= n && memcmp(first, start.first, start.width) >= 0
            && memcmp(first, start.last, start.width) <= 0)
            return true;
    return false;
}

/* The first two digits of a start, with `second` where it has one digit only. */
static unsigned start_pair(const char *digits, size_t width, unsigned second)
{
    return (unsigned)(digits[0] - '0') * 10u + (width > 1 ? (unsigned)(digits[1] - '0') : second);
}

void dlp_validator_pairs(uint64_t pairs[2], const struct dlp_validator *validator)
{
    const char *starts = validator->starts;
    struct start start;

    pairs[0] = starts ? 0 : UINT64_MAX;
    pairs[1] = starts ? 0 : DLP_PAIRS_HIGH;
    while (starts && start_next(&start, &starts)) {
        const unsigned last = start_pair(start.last, start.width, 9);

        for (unsigned pair = start_pair(start.first, start.width, 0); pair <= last; pair++)
            dlp_bit_add(pairs, pair);
    }
}
