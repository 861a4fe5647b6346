/* tests/unit/worker/test_rtf.c - the text of RTF, whatever is around it. */

#include "unit/worker/kept.h"
#include "worker/rtf.h"

static const char *text_of(const char *rtf)
{
    out_len = 0;
    out[0] = '\0';
    (void)rtf_read((const uint8_t *)rtf, strlen(rtf), keep, out);
    return out;
}

static void test_rtf__joins_runs(void)
{
    CHECK_STR(text_of("{\\rtf1\\ansi card 4111{\\b  1111}\\i0  11\n11\\par next}"),
              "card 4111 1111 1111\nnext");
}

static void test_rtf__leaves_out_what_is_no_text(void)
{
    CHECK_STR(text_of("{\\rtf1{\\fonttbl{\\f0 Arial;}{\\f1 Times;}}{\\colortbl;\\red0;}"
                      "{\\pict 0102}{\\*\\unknown gone{gone}}{\\*\\fldinst kept}seen}"),
              "keptseen");
}

static void test_rtf__letters_in_charsets(void)
{
    CHECK_STR(text_of("{\\rtf1\\ansicpg1251 \\'cf\\'e0\\'f1}"), "Пас");
    CHECK_STR(text_of("{\\rtf1\\ansicpg1252{\\fonttbl{\\f3\\fcharset204 A;}}\\'e4{\\f3 \\'e4}}"),
              "äд");
    CHECK_STR(text_of("{\\rtf1 \\u1055?\\u-3903?\\u55357?\\u56832?{\\uc0\\u1055}x}"),
              "П\xef\x83\x81\xf0\x9f\x98\x80Пx");
}

static void test_rtf__symbols(void)
{
    CHECK_STR(text_of("{\\rtf1 a\\~b\\_c\\{d\\}\\\\e\\tab f\\cell g\\row}"), "a b-c{d}\\e\tf\tg\n");
}

static void test_rtf__binary_is_jumped_over(void)
{
    CHECK_STR(text_of("{\\rtf1 a{\\bin5 }}}}}b}c}"), "abc");
    CHECK_STR(text_of("{\\rtf1 a\\bin999999999 b"), "ab");
}

static void test_rtf__says_what_it_did_not_read(void)
{
    CHECK_INT(rtf_read((const uint8_t *)"{\\rtf1 a", 8, keep, out), DLP_REASON_TRUNCATED);
    CHECK_INT(rtf_read((const uint8_t *)"{\\objdata 01}", 13, keep, out), DLP_REASON_UNSUPPORTED);
    CHECK_INT(rtf_read((const uint8_t *)"{a}", 3, keep, out), DLP_REASON_NONE);
}

TEST_MAIN(TEST(test_rtf__joins_runs), TEST(test_rtf__leaves_out_what_is_no_text),
          TEST(test_rtf__letters_in_charsets), TEST(test_rtf__symbols),
          TEST(test_rtf__binary_is_jumped_over), TEST(test_rtf__says_what_it_did_not_read))
