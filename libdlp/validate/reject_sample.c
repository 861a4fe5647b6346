/* validate/reject_sample.c - values that were published to be tried. Compared as a whole, never by
 * prefix: a prefix would hide the numbers of people. */

#include "validate/checks.h"
#include "validate/reject_tests.h"

#include <string.h>

#define SAMPLE_MAX 64

/* What kind of value, for the rejects that mean one kind only. */
enum { DLP_TEST_CARD = 1, DLP_TEST_ID = 2, DLP_TEST_OTHER = 4 };

static const struct {
    const char *value; /* letters and digits alone */
    unsigned kind;
} test_values[] = {
#include "validate/test_values.inc"
};

/* The value's letters and digits; false when there are none, or too many. */
static bool sample_text(char out[SAMPLE_MAX + 1], const struct dlp_surroundings *s)
{
    size_t len = 0;

    for (size_t i = 0; i < s->len; i++) {
        const uint8_t c = s->value[i];

        if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')))
            continue;
        if (len == SAMPLE_MAX)
            return false;
        out[len++] = (char)c;
    }
    out[len] = '\0';
    return len > 0;
}

static bool is_test_value(const struct dlp_surroundings *s, unsigned kinds)
{
    size_t low = 0, high = sizeof(test_values) / sizeof(test_values[0]);
    char text[SAMPLE_MAX + 1];

    if (!sample_text(text, s))
        return false;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strcmp(text, test_values[middle].value);

        if (order == 0)
            return (test_values[middle].kind & kinds) != 0;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

bool dlp_reject_test_card(const struct dlp_surroundings *s)
{
    return is_test_value(s, DLP_TEST_CARD);
}

#define NARROW_MIN 12 /* digits */

/* Lists of strokes, moves and levels are written with few digits, and one in ten passes a check digit.
 * Published test cards are such numbers, too: they are for their own reject to name. */
bool dlp_reject_narrow_digits(const struct dlp_surroundings *s)
{
    uint8_t digits[DLP_NUMBER_MAX];
    const size_t n = dlp_digits(s->value, s->len, digits, sizeof(digits));
    uint8_t low = 9, high = 0;

    if (n < NARROW_MIN || n > sizeof(digits))
        return false;
    for (size_t i = 0; i < n; i++) {
        low = digits[i] < low ? digits[i] : low;
        high = digits[i] > high ? digits[i] : high;
    }
    return high - low <= 4 && !dlp_reject_test_card(s);
}

bool dlp_reject_published_sample(const struct dlp_surroundings *s)
{
    return is_test_value(s, DLP_TEST_ID);
}

bool dlp_reject_test_value(const struct dlp_surroundings *s)
{
    return is_test_value(s, DLP_TEST_CARD | DLP_TEST_ID | DLP_TEST_OTHER);
}
