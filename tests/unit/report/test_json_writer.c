/* tests/unit/report/test_json_writer.c - JSON that any reader takes, whatever the bytes are. */

#include "report/json_writer.h"
#include "unit/test.h"

#include <locale.h>

static char out[4096];
static size_t out_len;
static int calls, stop_at;

static int collect(const void *data, size_t len, void *user)
{
    CHECK(user == out);
    CHECK(len > 0 && out_len + len < sizeof(out));
    memcpy(out + out_len, data, len);
    out_len += len;
    out[out_len] = '\0';
    return ++calls == stop_at;
}

static struct dlp_json begin(void)
{
    struct dlp_json json;

    out_len = 0;
    out[0] = '\0';
    calls = stop_at = 0;
    memset(&json, '#', sizeof(json));
    dlp_json_begin(&json, collect, out);
    return json;
}

static const char *string(const char *text, size_t len)
{
    struct dlp_json json = begin();

    dlp_json_string_len(&json, text, len);
    CHECK_INT(dlp_json_flush(&json), DLP_OK);
    return out;
}
#define STRING(text) string(text, sizeof(text) - 1)

/* One byte as a string. */
static void copy_string(char *copy, size_t size, char byte)
{
    (void)snprintf(copy, size, "%s", string(&byte, 1));
}

static void test_json_writer__escapes_what_json_forbids(void)
{
    CHECK_STR(STRING("plain /text/ 'x'"), "\"plain /text/ 'x'\"");
    CHECK_STR(STRING(""), "\"\"");
    CHECK_STR(STRING("a\"b\\c"), "\"a\\\"b\\\\c\"");
    CHECK_STR(STRING("\n\r\t"), "\"\\n\\r\\t\"");
    CHECK_STR(STRING("\0\x01\x08\x0b\x0c\x1b\x1f\x7f"),
              "\"\\u0000\\u0001\\u0008\\u000b\\u000c\\u001b\\u001f\\u007f\"");
}

static void test_json_writer__keeps_utf8_as_it_is(void)
{
    CHECK_STR(STRING("åäö паспорт 卡号 \xf0\x9f\x98\x80"), "\"åäö паспорт 卡号 \xf0\x9f\x98\x80\"");
}

/* C1 controls move a terminal's cursor; U+2028 ends a line of JavaScript. */
static void test_json_writer__escapes_what_is_safe_in_json_only(void)
{
    CHECK_STR(STRING("\xc2\x85\xc2\x9b\xc2\xa0"), "\"\\u0085\\u009b\xc2\xa0\"");
    CHECK_STR(STRING("a\xe2\x80\xa8"
                     "b\xe2\x80\xa9"),
              "\"a\\u2028b\\u2029\"");
}

static void test_json_writer__bytes_that_are_not_utf8_are_percent(void)
{
    CHECK_STR(STRING("a\xff"
                     "b"),
              "\"a%FFb\"");
    CHECK_STR(STRING("\xc3"), "\"%C3\"");
    CHECK_STR(STRING("\xe5\x8f"), "\"%E5%8F\"");
    CHECK_STR(STRING("\xc0\x80"), "\"%C0%80\"");
    CHECK_STR(STRING("\xed\xa0\x80"), "\"%ED%A0%80\"");
    CHECK_STR(STRING("\xf4\x90\x80\x80"), "\"%F4%90%80%80\"");
    CHECK_STR(STRING("\x80x\xbf"), "\"%80x%BF\"");
    CHECK_STR(string("\xe5\x8f\xb7", 2), "\"%E5%8F\""); /* never beyond len */
}

/* Whatever the byte: one line, valid UTF-8, and no quote that ends the string. */
static void test_json_writer__any_byte_is_safe(void)
{
    for (unsigned a = 0; a < 256; a++) {
        for (unsigned b = 0; b < 256; b += 5) {
            const char text[2] = { (char)a, (char)b };
            const char *const json = string(text, 2);

            CHECK(json[0] == '"' && json[out_len - 1] == '"');
            for (size_t i = 1; i + 1 < out_len; i++) {
                CHECK((unsigned char)json[i] >= 0x20 && json[i] != 0x7f);
                if (json[i] == '\\')
                    i++;
                else
                    CHECK(json[i] != '"');
            }
        }
    }
}

static void test_json_writer__puts_commas_where_they_belong(void)
{
    struct dlp_json json = begin();

    dlp_json_open(&json, '{');
    dlp_json_key(&json, "a");
    dlp_json_number(&json, 1);
    dlp_json_key(&json, "b");
    dlp_json_open(&json, '[');
    dlp_json_close(&json, ']');
    dlp_json_key(&json, "c");
    dlp_json_open(&json, '[');
    dlp_json_string(&json, "x");
    dlp_json_string(&json, NULL);
    dlp_json_open(&json, '{');
    dlp_json_close(&json, '}');
    dlp_json_open(&json, '{');
    dlp_json_key(&json, "d");
    dlp_json_signed(&json, -5);
    dlp_json_close(&json, '}');
    dlp_json_number(&json, 2);
    dlp_json_close(&json, ']');
    dlp_json_close(&json, '}');
    CHECK_INT(dlp_json_finish(&json), DLP_OK);
    CHECK_STR(out, "{\"a\":1,\"b\":[],\"c\":[\"x\",null,{},{\"d\":-5},2]}\n");
}

static const char *hundredths(double number)
{
    struct dlp_json json = begin();

    dlp_json_hundredths(&json, number);
    CHECK_INT(dlp_json_flush(&json), DLP_OK);
    return out;
}

static void test_json_writer__writes_numbers(void)
{
    struct dlp_json json = begin();

    dlp_json_number(&json, UINT64_MAX);
    dlp_json_number(&json, 0);
    dlp_json_signed(&json, INT64_MIN);
    CHECK_INT(dlp_json_flush(&json), DLP_OK);
    CHECK_STR(out, "18446744073709551615,0,-9223372036854775808");
    CHECK_STR(hundredths(0.01), "0.01");
    CHECK_STR(hundredths(0.1), "0.10");
    CHECK_STR(hundredths(0.29), "0.29");
    CHECK_STR(hundredths(0.58), "0.58");
    CHECK_STR(hundredths(0.99), "0.99");
    CHECK_STR(hundredths(0), "0.00");
    CHECK_STR(hundredths(1), "1.00");
    for (int i = 0; i <= 100; i++) {
        char want[32];

        (void)snprintf(want, sizeof(want), "%d.%02d", i / 100, i % 100);
        CHECK_STR(hundredths(i / 100.0), want);
    }
}

static void test_json_writer__has_a_point_in_every_locale(void)
{
    static const char *const locales[] = { "sv_SE.UTF-8", "de_DE.UTF-8", "ru_RU.UTF-8" };

    for (size_t i = 0; i < 3 && !setlocale(LC_NUMERIC, locales[i]); i++)
        continue;
    CHECK_STR(hundredths(0.92), "0.92");
    (void)setlocale(LC_NUMERIC, "C");
}

static void test_json_writer__stops_when_asked(void)
{
    struct dlp_json json = begin();

    stop_at = 2;
    dlp_json_open(&json, '[');
    for (unsigned i = 0; i < 3 * DLP_JSON_BYTES / 2; i++)
        dlp_json_number(&json, i % 10);
    CHECK_INT(calls, 2);
    CHECK(json.stopped);
    dlp_json_close(&json, ']');
    CHECK_INT(dlp_json_finish(&json), DLP_STOPPED);
    CHECK_INT(calls, 2);
}

/* Text comes whole and in order, however it falls on the pieces, and does not stay behind. */
static void test_json_writer__pieces_make_the_whole(void)
{
    char text[3 * DLP_JSON_BYTES];

    memset(text, 'x', sizeof(text));
    for (size_t first = DLP_JSON_BYTES - 12; first < DLP_JSON_BYTES + 4; first++) {
        for (size_t second = 0; second < sizeof(text) - first; second += 611) {
            struct dlp_json json = begin();

            text[first - 1] = '"';
            dlp_json_string_len(&json, text, first);
            dlp_json_string_len(&json, text + first, second);
            CHECK_INT(dlp_json_finish(&json), DLP_OK);
            text[first - 1] = 'x';
            CHECK_INT(out_len, first + second + 7);
            CHECK(out[0] == '"' && memcmp(out + first, "\\\"\",\"", 5) == 0);
            CHECK_STR(out + out_len - 2, "\"\n");
            CHECK_INT(strspn(out + 1, "x"), first - 1);
            CHECK_INT(strspn(out + first + 5, "x"), second);
            CHECK(memchr(json.text, 'x', sizeof(json.text)) == NULL);
        }
    }
}

/* Plain text is looked at eight bytes at a time. */
static void test_json_writer__sees_a_byte_at_every_place(void)
{
    char text[32];

    for (size_t len = 1; len < sizeof(text); len++) {
        for (size_t at = 0; at < len; at++) {
            for (unsigned byte = 0; byte < 256; byte++) {
                char alone[16];

                copy_string(alone, sizeof(alone), (char)byte);
                memset(text, 'k', sizeof(text));
                text[at] = (char)byte;
                CHECK_INT(strlen(string(text, len)), len + 1 + strlen(alone) - 2);
                CHECK(memcmp(out + 1 + at, alone + 1, strlen(alone) - 2) == 0);
            }
        }
    }
}

TEST_MAIN(TEST(test_json_writer__escapes_what_json_forbids),
          TEST(test_json_writer__keeps_utf8_as_it_is),
          TEST(test_json_writer__escapes_what_is_safe_in_json_only),
          TEST(test_json_writer__bytes_that_are_not_utf8_are_percent),
          TEST(test_json_writer__any_byte_is_safe),
          TEST(test_json_writer__puts_commas_where_they_belong),
          TEST(test_json_writer__writes_numbers),
          TEST(test_json_writer__has_a_point_in_every_locale),
          TEST(test_json_writer__stops_when_asked), TEST(test_json_writer__pieces_make_the_whole),
          TEST(test_json_writer__sees_a_byte_at_every_place))
