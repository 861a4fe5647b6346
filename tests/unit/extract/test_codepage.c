/* Tests of extract/codepage.c and extract/charset_declared.c: the names that charsets go by, and one whose table
 * cannot be made. */

#include "extract/charset_declared.h"
#include "extract/charset_guess.h"
#include "extract/codepage.h"
#include "unit/test.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

/* In the place of the C library's, which has every charset here: this one has none. */
iconv_t iconv_open(const char *to, const char *from)
{
    (void)to;
    (void)from;
    errno = EINVAL;
    return (iconv_t)-1;
}

static void test_codepage__tells_a_table_that_cannot_be_made(void)
{
    bool lost = false;

    CHECK(dlp_codepage_find("KOI8-R", &lost) == NULL);
    CHECK(lost);
    CHECK(dlp_codepage_find("sjis", &lost) == NULL);
    CHECK(lost);
    CHECK(dlp_codepage_find("utf-8", &lost) == NULL);
    CHECK(!lost);
    CHECK(dlp_codepage_find("no such charset", &lost) == NULL);
    CHECK(!lost);
}

static void test_codepage__tells_a_guess_that_cannot_be_read(void)
{
    static const char text[] =
        "\xcf\xf0\xe8\xe2\xe5\xf2, \xfd\xf2\xee \xef\xf0\xee\xf1\xf2\xee\xe9 "
        "\xf2\xe5\xea\xf1\xf2 \xed\xe0 \xf0\xf3\xf1\xf1\xea\xee\xec "
        "\xff\xe7\xfb\xea\xe5, \xe4\xeb\xff \xef\xf0\xee\xe2\xe5\xf0\xea\xe8";
    bool lost = false;

    CHECK(dlp_charset_guess((const uint8_t *)text, sizeof(text) - 1, &lost) == NULL);
    CHECK(lost);
    CHECK(dlp_charset_guess((const uint8_t *)"plain", 5, &lost) == NULL);
    CHECK(!lost);
}

static const char *declared(const char *text, size_t piece)
{
    static struct dlp_declared found;
    const size_t len = strlen(text);

    memset(&found, 0, sizeof(found));
    for (size_t at = 0; at < len; at += piece)
        dlp_declared_read(&found, (const uint8_t *)text + at, len - at < piece ? len - at : piece);
    return found.name;
}

static void test_codepage__reads_what_a_text_declares(void)
{
    static const struct {
        const char *text, *name;
    } cases[] = {
        { "<html><meta charset=\"KOI8-R\">", "koi8-r" },
        { "<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>",
          "windows-1251" },
        { "<?xml version=\"1.0\" encoding='Shift_JIS'?><a encoding=\"x\">", "shift_jis" },
        { "<p>no charset here", "" },
        { "charset=koi8-r in a text that is no page", "" },
    };
    struct dlp_declared mime = { 0 };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        for (size_t piece = 1; piece < 20; piece += 3)
            CHECK_STR(declared(cases[i].text, piece), cases[i].name);
    dlp_declared_mime(&mime, "text/plain; charset=gbk");
    CHECK_STR(mime.name, "gbk");
    dlp_declared_read(&mime, (const uint8_t *)"<meta charset=big5>", 19);
    CHECK_STR(mime.name, "gbk"); /* who sent it knows better */
}

TEST_MAIN(TEST(test_codepage__tells_a_table_that_cannot_be_made),
          TEST(test_codepage__tells_a_guess_that_cannot_be_read),
          TEST(test_codepage__reads_what_a_text_declares))
