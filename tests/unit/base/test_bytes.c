/* tests/unit/base/test_bytes.c - growable bytes and their maximum. */

#include "base/bytes.h"
#include "unit/test.h"

static void test_bytes__grow_up_to_their_maximum(void)
{
    struct dlp_bytes b = DLP_BYTES_INIT(1000);

    for (int i = 0; i < 100; i++)
        CHECK_INT(dlp_bytes_append(&b, "0123456789", 10), DLP_OK);
    CHECK_INT(b.len, 1000);
    CHECK_INT(dlp_bytes_append(&b, "x", 1), DLP_ELIMIT);
    CHECK_INT(dlp_bytes_append(&b, "", 0), DLP_OK);
    CHECK_INT(dlp_bytes_reserve(&b, SIZE_MAX), DLP_ELIMIT);
    CHECK_INT(b.len, 1000);
    for (size_t i = 0; i < b.len; i++)
        CHECK(b.data[i] == '0' + i % 10);
    dlp_bytes_clear(&b);
    CHECK_INT(b.len, 0);
    CHECK_INT(b.data[0], 0); /* wiped */
    dlp_bytes_free(&b);
    CHECK(b.data == NULL && b.cap == 0);
    dlp_bytes_free(&b);
}

static void test_bytes__print_to_the_last_byte(void)
{
    struct dlp_bytes b = DLP_BYTES_INIT(8);

    CHECK_INT(dlp_bytes_printf(&b, "%d-%s", 12, "abcde"), DLP_OK);
    CHECK_INT(b.len, 8);
    CHECK(memcmp(b.data, "12-abcde", 8) == 0);
    CHECK_INT(dlp_bytes_printf(&b, "%s", ""), DLP_OK);
    CHECK_INT(dlp_bytes_printf(&b, "x"), DLP_ELIMIT);
    CHECK_INT(dlp_bytes_puts(&b, "x"), DLP_ELIMIT);
    dlp_bytes_clear(&b);
    CHECK_INT(dlp_bytes_puts(&b, "ab"), DLP_OK);
    CHECK_INT(dlp_bytes_puts(&b, "cd"), DLP_OK);
    CHECK(b.len == 4 && memcmp(b.data, "abcd", 4) == 0);
    dlp_bytes_free(&b);
}

static void test_bytes__of_no_maximum_hold_nothing(void)
{
    struct dlp_bytes b = DLP_BYTES_INIT(0);

    CHECK_INT(dlp_bytes_append(&b, "x", 1), DLP_ELIMIT);
    CHECK_INT(dlp_bytes_append(&b, NULL, 0), DLP_OK);
    CHECK_INT(dlp_bytes_printf(&b, "%s", ""), DLP_OK);
    dlp_bytes_free(&b);
}

TEST_MAIN(TEST(test_bytes__grow_up_to_their_maximum), TEST(test_bytes__print_to_the_last_byte),
          TEST(test_bytes__of_no_maximum_hold_nothing))
