/* tests/unit/scan/test_view_sift.c - all implementations agree, and ways to spread a number out are told in every place
 * of a word. */

#include "scan/view_sift.h"
#include "unit/test.h"

#include <stdbool.h>
#include <string.h>

#define BYTES (DLP_CLASS_WORDS * 64u)

static uint8_t text[64 + BYTES];

static void rows_of(struct dlp_class_rows *rows)
{
    static const uint8_t joints[16] = { 0 };

    dlp_class_masks_portable(rows, 0, text, 1 + DLP_CLASS_WORDS, joints);
}

static bool same_row(const uint64_t *a, const uint64_t *b, size_t words)
{
    return memcmp(a + 1, b + 1, words * sizeof(*a)) == 0;
}

static void test_view_sift__all_agree(void)
{
    static const char bytes[] = "0123456789 012abcXYZ-.=%&\"\n\xc3\xa4";
    struct dlp_class_rows rows;
    struct dlp_view_sift want, got;
    uint64_t state = 88172645463325252u;

    for (unsigned round = 0; round < 100; round++) {
        const size_t words = 1 + round % DLP_CLASS_WORDS;

        for (size_t i = 0; i < sizeof(text); i++) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            text[i] = (uint8_t)bytes[(state >> 20) % (round % 3 ? 12 + round / 8 : 29)];
        }
        rows_of(&rows);
        dlp_view_sift_best()(&want, &rows, words);
        for (size_t n = 0; dlp_view_sift_nth(n); n++) {
            memset(&got, 0xa5, sizeof(got));
            dlp_view_sift_nth(n)(&got, &rows, words);
            CHECK(same_row(want.groups, got.groups, words)
                  && same_row(want.digits, got.digits, words));
            CHECK(same_row(want.signs, got.signs, words) && same_row(want.runs, got.runs, words));
            CHECK(same_row(want.longs, got.longs, words)
                  && same_row(want.pieces, got.pieces, words));
            CHECK(same_row(want.any, got.any, words));
        }
    }
}

static void test_view_sift__numbers_are_told_wherever_they_stand(void)
{
    static const char *const numbers[] = { "34 35 33 39",
                                           "0x34, 0x35, 0x33, 0x39",
                                           "U+0034 U+0035 U+0033 U+0039",
                                           "4 5 3 9 5 7 8 7",
                                           "4539--5787 6362.1486",
                                           "123/45/6789",
                                           "212--736-5000",
                                           "3795--422058..79152",
                                           "064 065 063 071",
                                           "45395 78763 62148 6",
                                           "CHR(52)+CHR(53)+CHR(51)+CHR(57)",
                                           "00110100 00110101",
                                           "+1 \001415\001 51\0019 6\001354",
                                           "[4, 5, 3, 9, 5, 7, 8, 7]" };
    struct dlp_class_rows rows;
    struct dlp_view_sift sift;

    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        for (size_t at = 64; at < 192; at++) {
            bool told = false;

            memset(text, 'x', sizeof(text));
            memcpy(text + at, numbers[i], strlen(numbers[i]));
            rows_of(&rows);
            dlp_view_sift_best()(&sift, &rows, DLP_CLASS_WORDS);
            for (size_t w = 1; w <= DLP_CLASS_WORDS; w++)
                told = told || sift.groups[w] != 0;
            CHECK(told);
        }
}

TEST_MAIN(TEST(test_view_sift__all_agree),
          TEST(test_view_sift__numbers_are_told_wherever_they_stand))
