/* tests/unit/scan/test_class_masks.c - all implementations that this processor runs agree. */

#include "scan/class_masks.h"
#include "unit/test.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>

static const uint8_t joints[16] = { 4, 0, 0, 0, 0, 0, 0, 0, 4, 4, 0, 4, 128, 4, 5, 36 };
#define JOINTS " ().-/+_|\x0e" /* the same as a string: 16 * h + l is bit h of [l] */

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static void test_class_masks__the_portable_one_knows_each_byte(void)
{
    for (unsigned b = 0; b < 256; b++) {
        for (unsigned at = 0; at < 64; at++) {
            uint8_t bytes[64] = { 0 };
            struct dlp_class_rows masks;

            bytes[at] = (uint8_t)b;
            dlp_class_masks_portable(&masks, 3, bytes, 1, joints);
            CHECK(masks.digit[3] == (b >= '0' && b <= '9' ? UINT64_C(1) << at : 0));
            CHECK(
                masks.token[3]
                == (b < 128 && (isalnum((int)b) || b == '_' || b == '-') ? UINT64_C(1) << at : 0));
            CHECK(masks.letter[3] == (b < 128 && isalpha((int)b) ? UINT64_C(1) << at : 0));
            CHECK(masks.small[3] == (b < 128 && islower((int)b) ? UINT64_C(1) << at : 0));
            CHECK(masks.joint[3]
                  == (b > 0 && b < 128 && strchr(JOINTS, (int)b) ? UINT64_C(1) << at : 0));
        }
    }
}

/* Compare all with the portable one, on an exact copy at an odd address. */
static bool agree(const uint8_t bytes[64])
{
    uint8_t *const copy = malloc(65);
    struct dlp_class_rows want, got;
    bool same = true;

    memcpy(copy + 1, bytes, 64);
    dlp_class_masks_portable(&want, 3, bytes, 1, joints);
    for (size_t i = 0; dlp_class_masks_nth(i); i++) {
        memset(&got, 0xa5, sizeof(got));
        dlp_class_masks_nth(i)(&got, 3, copy + 1, 1, joints);
        same = same && got.digit[3] == want.digit[3] && got.letter[3] == want.letter[3]
            && got.small[3] == want.small[3] && got.joint[3] == want.joint[3]
            && got.token[3] == want.token[3] && got.high[3] == want.high[3]
            && got.sign[3] == want.sign[3];
    }
    free(copy);
    return same;
}

static void test_class_masks__agree_on_each_byte_in_each_place(void)
{
    uint8_t bytes[64];

    for (unsigned b = 0; b < 256; b++) {
        memset(bytes, (int)b, sizeof(bytes));
        CHECK(agree(bytes));
        for (unsigned at = 0; at < 64; at++) {
            memset(bytes, 0, sizeof(bytes));
            bytes[at] = (uint8_t)b;
            CHECK(agree(bytes));
            memset(bytes, '5', sizeof(bytes));
            bytes[at] = (uint8_t)b;
            CHECK(agree(bytes));
        }
    }
}

static void test_class_masks__agree_on_random_bytes(void)
{
    static const uint8_t edges[] = { '/',  '0',  '9',  ':',  '@',  'A',  'Z',  '[',  '`',
                                     'a',  'z',  '{',  0x00, 0x10, 0x7f, 0x80, 0xaf, 0xb0,
                                     0xb9, 0xba, 0xc1, 0xda, 0xe1, 0xfa, 0xff };
    uint32_t state = 5;
    uint8_t bytes[64];

    for (int round = 0; round < 20000; round++) {
        for (size_t i = 0; i < sizeof(bytes); i++)
            bytes[i] = round % 2 ? edges[next_random(&state) % sizeof(edges)]
                                 : (uint8_t)next_random(&state);
        if (!agree(bytes)) {
            printf("# round %d\n", round);
            CHECK(!"the same masks");
            return;
        }
    }
}

static void test_class_masks__the_list_ends_and_starts_with_the_best(void)
{
    size_t n = 0;
    bool portable = false;

    for (; dlp_class_masks_nth(n); n++)
        portable = portable || dlp_class_masks_nth(n) == dlp_class_masks_portable;
    printf("# %zu implementations\n", n);
    CHECK(portable);
    CHECK(dlp_class_masks_best() == dlp_class_masks_nth(0));
    CHECK(dlp_class_masks_nth(n + 100) == NULL);
}

TEST_MAIN(TEST(test_class_masks__the_portable_one_knows_each_byte),
          TEST(test_class_masks__agree_on_each_byte_in_each_place),
          TEST(test_class_masks__agree_on_random_bytes),
          TEST(test_class_masks__the_list_ends_and_starts_with_the_best))
