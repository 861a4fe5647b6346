/* tests/unit/scan/test_armored.c - blocks of any length, found in pieces of any size. */

#include "base/bytes.h"
#include "redact/keyed_token.h"
#include "scan/armored.h"
#include "support/scan_log.h"
#include "unit/test.h"

#define BEGIN "-----BEGIN TEST KEY-----"
#define END "-----END TEST KEY-----"
#define RULE_TEXT                                                                                  \
  "version = 1; rules = ({ id = \"x.key\"; title = \"T\"; description = \"D\"; source = \"S\"; "   \
  "severity = \"low\"; class = \"strong\"; border = \"none\"; "                                    \
  "begin = \"-----BEGIN [A-Z]{1,9} KEY-----\"; end = \"-----END [A-Z]{1,9} KEY-----\"; "           \
  "limit = 1000; examples = [\"x\"]; counter_examples = [\"y\"]; });"

static dlp_scanner *scanner;

static void start(void)
{
    scanner = scan_log_scanner(RULE_TEXT);
}

static void stop(void)
{
    dlp_scanner_free(scanner);
}

static struct dlp_bytes text = DLP_BYTES_INIT((size_t)1 << 20);

static void put(const char *piece)
{
    CHECK_INT(dlp_bytes_puts(&text, piece), DLP_OK);
}

/* n bytes of armored lines. */
static void put_body(size_t n)
{
    for (size_t i = 0; i < n; i++)
        put(i % 65 == 64 ? "\n" : (const char[]){ "ABCDabcd0189+/xy"[i * 7 % 16], '\0' });
}

static size_t cut_each(size_t from, size_t len, void *user)
{
    const size_t step = *(const size_t *)user;

    return len - from < step ? len : from + step;
}

/* Scan what was put, in several cuts that must agree: "OFFSET+LENGTH[ #tag];" a finding. */
static const char *found(void)
{
    static const size_t steps[] = { 1, 7, 64, 500, 1460 };
    static char said[256];
    struct scan_log whole = { 0 };
    size_t used = 0;

    scan_log_run(&whole, scanner, text.data, text.len, NULL, NULL);
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        struct scan_log split = { 0 };
        size_t step = steps[i];

        scan_log_run(&split, scanner, text.data, text.len, cut_each, &step);
        if (!scan_log_equal(&whole, &split)) {
            printf("# whole: %s# in pieces of %zu: %s", whole.text ? whole.text : "\n", step,
                   split.text ? split.text : "\n");
            CHECK(!"the same in pieces");
        }
        scan_log_clear(&split);
    }
    said[0] = '\0';
    for (const char *line = whole.text; line && *line; line = strchr(line, '\n') + 1) {
        const char *const place = strchr(line, ' ') + 1;
        const char *const tag = strchr(line, '#');

        CHECK(strstr(line, BEGIN) != NULL); /* the mask is the begin line, and no more */
        used +=
            (size_t)snprintf(said + used, sizeof(said) - used, "%.*s%s;", (int)strcspn(place, " "),
                             place, tag && tag < strchr(line, '\n') ? " #truncated" : "");
    }
    scan_log_clear(&whole);
    dlp_bytes_clear(&text);
    return said;
}

static void test_armored__a_block_goes_from_begin_line_to_end_line(void)
{
    put("x\n" BEGIN "\n");
    put_body(600);
    put("\n" END "\nmore");
    CHECK_STR(found(), "2+648;");
}

static void test_armored__is_cut_at_its_limit(void)
{
    put(BEGIN "\n");
    put_body(5000);
    put("\n" END "\n");
    CHECK_STR(found(), "0+1000 #truncated;");
    /* one that just fits, and one that does not */
    put(BEGIN "\n");
    put_body(1000 - 24 - 2 - 22);
    put("\n" END "\n");
    CHECK_STR(found(), "0+1000;");
    put(BEGIN "\n");
    put_body(1000 - 24 - 2 - 21);
    put("\n" END "\n");
    CHECK_STR(found(), "0+1000 #truncated;");
}

static void test_armored__is_cut_at_the_parts_end(void)
{
    put("a " BEGIN "\n");
    put_body(300);
    CHECK_STR(found(), "2+325 #truncated;");
}

static void test_armored__a_begin_line_alone_is_nothing(void)
{
    put(BEGIN);
    CHECK_STR(found(), "");
    put(BEGIN "\n");
    CHECK_STR(found(), "");
    put(BEGIN "\n" END "\n");
    CHECK_STR(found(), "");
    put("if (line == \"" BEGIN "\") { return parse(line, 1); } // then the text follows, as it is "
        "told in the manual: -- see \"" END "\".\n");
    CHECK_STR(found(), "");
    put("no " END " without a begin\n");
    CHECK_STR(found(), "");
}

static void test_armored__a_new_begin_ends_the_block_before(void)
{
    put(BEGIN "\n");
    put_body(200);
    put("\n" BEGIN "\n");
    put_body(100);
    put("\n" END "\n");
    CHECK_STR(found(), "0+226 #truncated;226+148;");
    /* the first was none */
    put(BEGIN "\n" BEGIN "\n");
    put_body(100);
    put("\n" END "\n");
    CHECK_STR(found(), "25+148;");
}

static void test_armored__blocks_follow_each_other(void)
{
    for (int i = 0; i < 3; i++) {
        put(BEGIN "\n");
        put_body(150);
        put("\n" END "\n");
    }
    CHECK_STR(found(), "0+198;199+198;398+198;");
}

/* Digest n body bytes behind a begin line in steps; is it a block? */
static bool holds(const char *body, size_t step, char token[DLP_TOKEN_MAX])
{
    struct dlp_key key = { .len = 1, .keys = { { .id = "k00000000" } } };
    crypto_auth_hmacsha256_state hash;
    struct dlp_armor *armor;
    char bytes[600];
    const size_t len = (size_t)snprintf(bytes, sizeof(bytes), BEGIN "%s", body);
    const struct dlp_window window = { (const uint8_t *)bytes, 500, len };
    bool yes;

    dlp_token_begin(&hash, &key);
    armor = dlp_armor_open(&hash, &window, 500, 500 + strlen(BEGIN));
    CHECK_INT(armor->head_len, strlen(BEGIN));
    for (size_t at = 0; at < len; at += step)
        dlp_armor_advance(armor, &window, 500 + (at + step < len ? at + step : len));
    dlp_armor_advance(armor, &window, 500); /* never back */
    CHECK_INT(armor->position, 500 + len);
    yes = dlp_armor_holds(armor);
    dlp_token_end(token, &armor->hash, &key);
    dlp_armor_free(armor);
    return yes;
}

#define B64 "MIIEpAIBAAKCAQEA1234567890abcdefghijklmnopqrstuvwxyz+/=ABCDEFGHI" /* 64 bytes */

static void test_armored__needs_enough_armored_text(void)
{
    char token[DLP_TOKEN_MAX];

    CHECK(holds(B64, 1, token));
    CHECK(!holds("", 1, token));
    CHECK(!holds("MIIEpAIBAAKCAQEA", 1, token));
    CHECK(holds(B64 "----------------", 1, token));   /* 64 of 80: four fifths */
    CHECK(!holds(B64 "-----------------", 1, token)); /* 64 of 81 */
}

static void test_armored__the_token_is_of_all_bytes_however_they_come(void)
{
    char whole[DLP_TOKEN_MAX], parts[DLP_TOKEN_MAX], other[DLP_TOKEN_MAX];

    (void)holds(B64 "\n" B64, 1000, whole);
    for (size_t step = 1; step < 160; step += 13) {
        (void)holds(B64 "\n" B64, step, parts);
        CHECK_STR(parts, whole);
    }
    (void)holds(B64 "\r" B64, 1000, other);
    CHECK(strcmp(other, whole) != 0);
}

static void test_armored__keeps_no_more_than_the_begin_line(void)
{
    static const char bytes[] = "-----BEGIN A VERY LONG LINE THAT GOES ON AND ON AND ON AND ON AND "
                                "ON PRIVATE KEY-----SECRET";
    const struct dlp_window window = { (const uint8_t *)bytes, 0, sizeof(bytes) - 1 };
    crypto_auth_hmacsha256_state hash;
    struct dlp_armor *armor;

    dlp_token_begin(&hash, NULL);
    armor = dlp_armor_open(&hash, &window, 0, sizeof(bytes) - 7);
    CHECK_INT(armor->head_len, DLP_ARMOR_HEAD);
    CHECK(memcmp(armor->head, bytes, DLP_ARMOR_HEAD) == 0);
    dlp_armor_free(armor);
    armor = dlp_armor_open(&hash, &window, 0, 10);
    CHECK_INT(armor->head_len, 10);
    dlp_armor_free(armor);
    dlp_armor_free(NULL);
    dlp_bytes_free(&text);
}

TEST_MAIN(TEST(start), TEST(test_armored__a_block_goes_from_begin_line_to_end_line),
          TEST(test_armored__is_cut_at_its_limit), TEST(test_armored__is_cut_at_the_parts_end),
          TEST(test_armored__a_begin_line_alone_is_nothing),
          TEST(test_armored__a_new_begin_ends_the_block_before),
          TEST(test_armored__blocks_follow_each_other),
          TEST(test_armored__needs_enough_armored_text),
          TEST(test_armored__the_token_is_of_all_bytes_however_they_come),
          TEST(test_armored__keeps_no_more_than_the_begin_line), TEST(stop))
