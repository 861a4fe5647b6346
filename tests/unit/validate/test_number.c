/* tests/unit/validate/test_number.c - digits out of values, many at once or one by one. */

#include "unit/test.h"
#include "validate/checks.h"

/* What dlp_number() says, read the slow way: digits, separators and commas between them. */
static size_t number_slowly(const uint8_t *value, size_t len, uint8_t *out, size_t max)
{
    size_t n = 0;
    bool separated = true;

    for (size_t at = 0; at < len;) {
        if (value[at] >= '0' && value[at] <= '9') {
            if (n == max)
                return 0;
            out[n++] = (uint8_t)(value[at++] - '0');
            separated = false;
        } else {
            const size_t skip = value[at] == ',' ? 1 : dlp_separator(value + at, len - at);

            if (skip == 0 || n == 0)
                return 0;
            separated = true;
            at += skip;
        }
    }
    return separated ? 0 : n;
}

static void check_value(const uint8_t *value, size_t len, size_t max)
{
    uint8_t want[DLP_NUMBER_MAX + 1], got[DLP_NUMBER_MAX + 1];
    const size_t n = number_slowly(value, len, want, max);

    CHECK_INT(dlp_number(value, len, got, max), n);
    CHECK(n == 0 || memcmp(want, got, n) == 0);
}

static void test_number__every_byte_in_every_place(void)
{
    for (size_t len = 1; len <= 20; len++) {
        uint8_t value[20];

        for (size_t i = 0; i < len; i++)
            value[i] = (uint8_t)('0' + (i * 7 + len) % 10);
        check_value(value, len, DLP_NUMBER_MAX);
        check_value(value, len, len);
        check_value(value, len, len - 1);
        for (size_t at = 0; at < len; at++)
            for (unsigned byte = 0; byte < 256; byte++) {
                const uint8_t kept = value[at];

                value[at] = (uint8_t)byte;
                check_value(value, len, DLP_NUMBER_MAX);
                value[at] = kept;
            }
    }
}

static void test_number__up_to_the_limit(void)
{
    uint8_t value[DLP_NUMBER_MAX + 8];

    for (size_t len = 0; len <= sizeof(value); len++) {
        memset(value, '5', sizeof(value));
        check_value(value, len, DLP_NUMBER_MAX);
    }
}

/* ISO/IEC 7812-1: double every second digit from the right, its neighbour's sum of digits. */
static void test_number__luhn(void)
{
    for (unsigned number = 0; number < 100000; number += 7) {
        uint8_t digits[5];
        unsigned sum = 0, rest = number;

        for (size_t i = 5; i-- > 0; rest /= 10) {
            const unsigned d = rest % 10, twice = 2 * d;

            digits[i] = (uint8_t)d;
            sum += (5 - 1 - i) % 2 ? twice / 10 + twice % 10 : d;
        }
        CHECK_INT(dlp_luhn_holds(digits, 5), sum % 10 == 0);
        CHECK_INT(dlp_luhn_holds(digits + 1, 4), (sum - digits[0]) % 10 == 0);
    }
    CHECK(!dlp_luhn_holds((const uint8_t[]){ 0 }, 1));
}

TEST_MAIN(TEST(test_number__every_byte_in_every_place), TEST(test_number__up_to_the_limit),
          TEST(test_number__luhn))
