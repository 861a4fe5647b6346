/* tests/unit/worker/test_exif.c - the texts of EXIF, in either order of bytes. */

#include "unit/worker/kept.h"
#include "worker/exif.h"

static const char *text_of(const char *block, size_t len)
{
    out_len = 0;
    out[0] = '\0';
    exif_read((const uint8_t *)block, len, keep, out);
    return out;
}
#define TEXT_OF(block) text_of(block, sizeof(block) - 1)

#define BIG "MM\0*\0\0\0\x08"
#define LITTLE "II*\0\x08\0\0\0"

static void test_exif__either_order(void)
{
    CHECK_STR(TEXT_OF(BIG "\0\x01"
                          "\x01\x3b\0\x02\0\0\0\x05\0\0\0\x1a"
                          "\0\0\0\0"
                          "Anna\0"),
              "artist: Anna\n");
    CHECK_STR(TEXT_OF(LITTLE "\x01\0"
                             "\x9b\x9c\x01\0\x04\0\0\0\x1f\x04z\0"),
              "title: Пz\n");
}

static void test_exif__comments_in_either_order(void)
{
    static const char head[] = BIG "\0\x01"
                                   "\x92\x86\0\x07\0\0\0\x0c\0\0\0\x1a"
                                   "\0\0\0\0"
                                   "UNICODE\0";
    char block[sizeof(head) + 4];

    memcpy(block, head, sizeof(head) - 1);
    memcpy(block + sizeof(head) - 1, "\0004\0001", 4);
    CHECK_STR(text_of(block, sizeof(head) + 3), "comment: 41\n");
    memcpy(block + sizeof(head) - 1, "4\0001\0", 4);
    CHECK_STR(text_of(block, sizeof(head) + 3), "comment: 41\n");
}

static void test_exif__where_it_was_taken(void)
{
    CHECK_STR(TEXT_OF(BIG "\0\x01"
                          "\x88\x25\0\x04\0\0\0\x01\0\0\0\x1a"
                          "\0\0\0\0"
                          "\0\x02"
                          "\0\x01\0\x02\0\0\0\x02S\0\0\0"
                          "\0\x02\0\x05\0\0\0\x03\0\0\0\x38"
                          "\0\0\0\0"
                          "\0\0\0\x3b\0\0\0\x01\0\0\0\x1e\0\0\0\x01\0\0\0\x48\0\0\0\x02"),
              "tag 0001: S\nlatitude: -59.510000\n");
}

static void test_exif__rings_and_what_is_not_there(void)
{
    /* The directory that follows is the same one, and an entry leads to it, too. */
    CHECK_STR(TEXT_OF(BIG "\0\x02"
                          "\x87\x69\0\x04\0\0\0\x01\0\0\0\x08"
                          "\x01\x3b\0\x02\xff\xff\xff\xff\0\0\xff\x08"
                          "\0\0\0\x08"),
              "");
    CHECK_STR(TEXT_OF(BIG "\xff\xff"
                          "\x01\x3b\0\x02\0\0\0\x05\0\0\0\x16"
                          "ab"),
              "artist: ab\n");
    CHECK_STR(TEXT_OF("MM\0*\xff\xff\xff\xff"), "");
    CHECK_STR(TEXT_OF("MM"), "");
}

TEST_MAIN(TEST(test_exif__either_order), TEST(test_exif__comments_in_either_order),
          TEST(test_exif__where_it_was_taken), TEST(test_exif__rings_and_what_is_not_there))
