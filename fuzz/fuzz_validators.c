/* fuzz/fuzz_validators.c - every validator and every reject is a pure function of the bytes that it
 * was given: it answers twice the same, and reads neither before nor beyond them.
 *
 * The first two bytes cut the input into what stands before the value, the value, and what stands
 * behind it. */

#include "validate/reject.h"
#include "validate/validator.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

#define FUZZ_CHECK(condition)                                                                      \
  do {                                                                                             \
    if (!(condition))                                                                              \
      abort();                                                                                     \
  } while (0)

#define FUZZ_MARGIN 64

/* An exact-size copy with margin bytes of fill on both sides; the first byte of data is at *at. */
static uint8_t *fuzz_copy(const uint8_t *data, size_t len, size_t margin, int fill, uint8_t **at)
{
    uint8_t *const copy = malloc(len + 2 * margin + (len + margin == 0));

    if (!copy)
        abort();
    if (margin)
        memset(copy, fill, len + 2 * margin);
    if (len)
        memcpy(copy + margin, data, len);
    *at = copy + margin;
    return copy;
}

static void fuzz_validators(const uint8_t *exact, const uint8_t *digits, const uint8_t *letters,
                            size_t len)
{
    size_t count;
    const struct dlp_validator *const list = dlp_validator_list(&count);

    for (size_t i = 0; i < count; i++) {
        const bool passes = dlp_validator_check(&list[i], exact, len);

        FUZZ_CHECK(dlp_validator_check(&list[i], exact, len) == passes);
        FUZZ_CHECK(dlp_validator_check(&list[i], digits, len) == passes);
        FUZZ_CHECK(dlp_validator_check(&list[i], letters, len) == passes);
    }
}

static void fuzz_rejects(const uint8_t *exact, const uint8_t *digits, const uint8_t *letters,
                         size_t before, size_t len, size_t after)
{
    size_t count;
    const struct dlp_reject *const list = dlp_reject_list(&count);
    const struct dlp_surroundings a = { exact + before, len, before, after };
    const struct dlp_surroundings b = { digits + before, len, before, after };
    const struct dlp_surroundings c = { letters + before, len, before, after };

    for (size_t i = 0; i < count; i++) {
        const bool rejected = list[i].test(&a);

        FUZZ_CHECK(list[i].test(&a) == rejected);
        FUZZ_CHECK(list[i].test(&b) == rejected);
        FUZZ_CHECK(list[i].test(&c) == rejected);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    uint8_t *exact_at, *digits_at, *letters_at;
    uint8_t *exact, *digits, *letters;
    size_t before, after;

    if (len < 2)
        return 0;
    before = data[0] % (len - 1);
    after = data[1] % (len - 1 - before);
    data += 2;
    len -= 2;
    exact = fuzz_copy(data, len, 0, 0, &exact_at);
    digits = fuzz_copy(data, len, FUZZ_MARGIN, '1', &digits_at);
    letters = fuzz_copy(data, len, FUZZ_MARGIN, 'a', &letters_at);
    fuzz_validators(exact_at, digits_at, letters_at, len);
    fuzz_rejects(exact_at, digits_at, letters_at, before, len - before - after, after);
    free(exact);
    free(digits);
    free(letters);
    return 0;
}
