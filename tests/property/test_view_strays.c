/* tests/property/test_view_strays.c - disguised values are found between bytes that are no text, too. */

#include "support/scan_log.h"
#include "unit/test.h"

static dlp_scanner *scanner;

static int counts(const struct dlp_finding *finding, void *user)
{
    (void)finding;
    ++*(size_t *)user;
    return 0;
}

/* Strings of messages and programs stand between bytes of lengths and numbers. */
static void test_view_strays__hide_nothing(void)
{
#define DIGITS                                                                                     \
  "\xef\xbc\x95\xef\xbc\x91\xef\xbc\x92\xef\xbc\x93\xef\xbc\x94\xef\xbc\x96\xef\xbc\x97\xef\xbc\x98\xef\xbc\x99"
    static const struct {
        const char *text;
        size_t len;
    } strings[] = {
#define STRING(text) { text, sizeof(text) - 1 }
        STRING("ssn\0" DIGITS "\0 and more"),
        STRING("\xc8\x01ssn: " DIGITS "\xff then"),
        STRING("\x0a\x96\x01ssn " DIGITS "\x12\xc8\x01 x"),
        STRING("\x12\xc8\x01 mail anna.berg\xe2\x80\x8b@post.example.com\x18\x96\x01"),
        STRING("\0\0\xc8\x01 mail anna.berg&#64;post.example.com\0\xff\xff"),
    };

    for (size_t i = 0; i < sizeof(strings) / sizeof(strings[0]); i++) {
        struct dlp_events events = DLP_EVENTS_INIT;
        size_t found = 0;

        events.on_finding = counts;
        events.user = &found;
        CHECK_INT(dlp_scanner_scan(scanner, strings[i].text, strings[i].len, NULL, &events, NULL),
                  DLP_OK);
        if (found == 0)
            printf("# string %zu\n", i);
        CHECK(found > 0);
    }
}

static void start(void)
{
    scanner = scan_log_scanner_with(NULL, DLP_SCAN_VIEWS);
}

static void stop(void)
{
    dlp_scanner_free(scanner);
}

TEST_MAIN(TEST(start), TEST(test_view_strays__hide_nothing), TEST(stop))
