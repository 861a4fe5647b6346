/* tests/unit/engine/test_session_cuts.c - laws of cutting that the shipped rules cannot show: small
 * texts in pieces of one byte and in every cut into two, with tokens, against the whole. */

#include "unit/engine/engine_fixture.h"

#include "redact/key.h"

static int log_with_token(const struct dlp_finding *f, void *user)
{
    scan_log_line(user, "%s ", f->token ? f->token : "-");
    return scan_log_finding(f, user);
}

static void log_cut(struct scan_log *log, dlp_scanner *scanner, const char *text, size_t cut,
                    size_t step)
{
    const struct dlp_events events = { DLP_EVENTS_VERSION, log_with_token, scan_log_incomplete,
                                       NULL, log };
    const size_t len = strlen(text);
    dlp_session *session = NULL;

    CHECK_INT(dlp_session_open(&session, scanner, NULL, &events, NULL), DLP_OK);
    CHECK_INT(dlp_session_feed(session, text, cut, NULL), DLP_OK);
    for (size_t at = cut; at < len; at += step)
        CHECK_INT(dlp_session_feed(session, text + at, len - at < step ? len - at : step, NULL),
                  DLP_OK);
    CHECK_INT(dlp_session_finish(session, NULL), DLP_OK);
    dlp_session_close(session);
}

static void check_cut_anywhere(const char *rules, const char *text, size_t findings)
{
    static const struct dlp_key key = { 1, { { { 7 }, "k00000007" } } };
    dlp_scanner *const scanner = fixture_scanner(rules, 0);
    struct scan_log whole = { 0 };
    const size_t len = strlen(text);

    scanner->options.key = &key;
    dlp_token_maker_init(&scanner->maker, &key);
    log_cut(&whole, scanner, text, len, 1);
    CHECK_INT(whole.findings, findings);
    for (size_t cut = 0; cut < len; cut++) {
        struct scan_log split = { 0 };

        log_cut(&split, scanner, text, cut, cut == 0 ? 1 : len);
        if (!scan_log_equal(&whole, &split)) {
            printf("# cut at %zu\n# whole:\n%.*s# split:\n%.*s", cut, (int)whole.len, whole.text,
                   (int)split.len, split.text ? split.text : "");
            CHECK(!"the same findings");
            cut = len;
        }
        scan_log_clear(&split);
    }
    scan_log_clear(&whole);
    dlp_scanner_free(scanner);
}

static void test_session_cuts__change_nothing(void)
{
    check_cut_anywhere(SMALL_RULES, SMALL_TEXT, SMALL_TEXT_FINDINGS);
}

/* A block that another begin line ends is hashed up to that line's first byte, although the line is
 * known as such only at its last. */
static void test_session_cuts__hash_cut_blocks_exactly(void)
{
    check_cut_anywhere("version = 1; rules = (" SMALL_BLOCK_RULE ");",
                       "-----BEGIN TEST KEY-----\nMIIEpQIBAAKCAQEAn6O8liSX4m98LLYtPKSzEmQZBD7Loh9P1"
                       "3f4yQ92EF3yxR5MMIIEpQIBAAKCAQEAn6O8liSX4m98LLYtPKSzEmQZBD7Loh9P13f4yQ92EF3y"
                       "xR5M\n" SMALL_BLOCK,
                       2);
}

/* The letter behind the last digit moves the value's end by one; what is known behind it must not
 * become less. */
static void test_session_cuts__leave_64_bytes_behind_a_letter(void)
{
    check_cut_anywhere(
        "version = 1; rules = (" SMALL_RULE_HEAD(
            "test.letter",
            "weak") "shape = [ \"8X\" ]; words = { en = [ \"counterexamples\" ]; }; " SMALL_RULE_TAIL("53207641X") ");",
        "53207641X ______________________________________________ "
        "counterexamplesque and much more",
        1);
}

/* A narrow match of a rule gives way to a wider one of the same rule that becomes known late: what
 * the narrow one would have won over is then a finding of its own. */
static void test_session_cuts__settle_when_all_is_known(void)
{
    char text[300];

    (void)snprintf(text, sizeof(text), "one two!%063d;%063d.%100s", 0, 0, "");
    check_cut_anywhere(
        "version = 1; rules = (" SMALL_RULE_HEAD("test.a", "weak") "pattern = \"one two\"; " SMALL_RULE_TAIL("one two") "," SMALL_RULE_HEAD(
            "test.b",
            "strong") "pattern = \"two!|(?<value>two!0{63};)0{63}[.]\"; border = \"none\"; " SMALL_RULE_TAIL("two!") ");",
        text, 2);
}

TEST_MAIN(TEST(test_session_cuts__change_nothing), TEST(test_session_cuts__hash_cut_blocks_exactly),
          TEST(test_session_cuts__leave_64_bytes_behind_a_letter),
          TEST(test_session_cuts__settle_when_all_is_known))
