/* tests/unit/extract/test_format.c - what a file is, by its first bytes. */

#include "extract/format.h"
#include "unit/test.h"

static const char *name_of(const void *head, size_t len)
{
    const struct dlp_format *const format = dlp_format_of(head, len);

    return format ? format->name : "none";
}
#define NAME(text) name_of(text, sizeof(text) - 1)

static void test_format__knows_magic_bytes(void)
{
    CHECK_STR(NAME("\x1f\x8b\x08\0"), "gzip");
    CHECK_STR(NAME("PK\3\4abc"), "zip");
    CHECK_STR(NAME("%PDF-1.7\n"), "pdf");
    CHECK_STR(NAME("\n\n  %PDF-1.7\n"), "pdf");
    CHECK_STR(NAME("SQLite format 3\0"), "sqlite");
    CHECK_STR(NAME("{\\rtf1\\ansi"), "rtf");
    CHECK_STR(NAME("BZh91AY&SY "), "bzip2");
    CHECK_STR(NAME("!<arch>\n"), "ar");
}

static void test_format__text_is_none(void)
{
    CHECK_STR(NAME(""), "none");
    CHECK_STR(NAME("P"), "none");
    CHECK_STR(NAME("PK is a text"), "none");
    CHECK_STR(NAME("BZh9 is a text, too, and long enough"), "none");
    CHECK_STR(
        NAME("070701 is how this text begins, and it is not a header of an archive, which has "
             "digits only, so it is text"),
        "none");
    CHECK_STR(NAME("From here on it is text.\nname: a\nto: b\n"), "none");
    CHECK_STR(NAME("name,email\nAnna,a@example.com\n"), "none");
}

static void test_format__mail_that_must_be_decoded(void)
{
    CHECK_STR(NAME("From: a@b\nTo: c@d\nMessage-ID: <1>\nMIME-Version: 1.0\n"
                   "Content-Type: multipart/mixed; boundary=x\n\n--x\n"),
              "eml");
    CHECK_STR(NAME("Received: by x\r\n\tfolded\r\nDate: x\r\nSubject: =?utf-8?q?a?=\r\n\r\ntext"),
              "eml");
    CHECK_STR(NAME("From a@b Thu Jan  1 00:00:00 2026\nFrom: a@b\nTo: c@d\nSubject: x\n\n"),
              "mbox");
}

static void test_format__mail_of_plain_text_is_text(void)
{
    CHECK_STR(NAME("From: a@b\nTo: c@d\nMessage-ID: <1>\nSubject: x\n\nmultipart/ and base64\n"),
              "none");
    CHECK_STR(NAME("From: a@b\nTo: c@d\nSubject: =?utf-8?q?a?=\n\nno id: not known to be mail\n"),
              "none");
    CHECK_STR(NAME("Hello: a\nReceived: x\nFrom: y\nTo: z\nContent-Type: multipart/x\n\n"), "none");
}

static void test_format__tar_old_and_new(void)
{
    uint8_t block[512] = "name";
    unsigned sum = 8 * ' ';

    memcpy(block + 100, "0000644", 8);
    block[156] = '0';
    for (size_t i = 0; i < sizeof(block); i++)
        sum += i >= 148 && i < 156 ? 0 : block[i];
    (void)snprintf((char *)block + 148, 8, "%06o", sum);
    CHECK_STR(name_of(block, sizeof(block)), "tar");
    block[0]++;
    CHECK_STR(name_of(block, sizeof(block)), "none");
    memcpy(block + 257, "ustar", 5);
    CHECK_STR(name_of(block, sizeof(block)), "tar");
}

static void test_format__a_disc_is_known_far_in(void)
{
    static uint8_t disc[DLP_FORMAT_FAR];

    CHECK(dlp_format_wants_more(disc, DLP_FORMAT_HEAD));
    CHECK_STR(name_of(disc, sizeof(disc)), "none");
    memcpy(disc + 32769, "CD001", 5);
    CHECK_STR(name_of(disc, sizeof(disc)), "iso");
    CHECK(!dlp_format_wants_more(disc, sizeof(disc)));
    CHECK(!dlp_format_wants_more((const uint8_t *)"only text", 9));
}

static void test_format__the_end_of_a_zip(void)
{
    uint8_t tail[DLP_FORMAT_TAIL] = "PK\5\6";

    CHECK(dlp_format_of_end(tail) != NULL);
    tail[20] = 1; /* a comment would stand behind it */
    CHECK(dlp_format_of_end(tail) == NULL);
}

static void test_format__the_table_is_whole(void)
{
    size_t i = 0;

    for (; dlp_format_at(i); i++) {
        const struct dlp_format *const format = dlp_format_at(i);

        CHECK(format->name && format->read && format->metadata && format->incomplete);
        CHECK(format->family < DLP_FAMILIES);
        CHECK(*format->read || *format->incomplete);
    }
    CHECK(i > 20);
    CHECK(dlp_format_at(i + 1) == NULL);
}

TEST_MAIN(TEST(test_format__knows_magic_bytes), TEST(test_format__text_is_none),
          TEST(test_format__mail_that_must_be_decoded),
          TEST(test_format__mail_of_plain_text_is_text), TEST(test_format__tar_old_and_new),
          TEST(test_format__a_disc_is_known_far_in), TEST(test_format__the_end_of_a_zip),
          TEST(test_format__the_table_is_whole))
