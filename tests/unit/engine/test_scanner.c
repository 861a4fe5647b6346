/* tests/unit/engine/test_scanner.c - options, whole buffers, every status that scanner.h and
 * database.h promise. */

#include "unit/engine/engine_fixture.h"

#include <math.h>

static void test_scanner__checks_its_options(void)
{
    static const struct dlp_scan_options good = DLP_SCAN_OPTIONS_INIT;
    dlp_database *const db = fixture_database(FIVE_RULES);
    struct dlp_scan_options bad[6] = { good, good, good, good, good, good };
    struct dlp_error err = DLP_ERROR_INIT;

    bad[0].version = DLP_SCAN_OPTIONS_VERSION + 1;
    bad[1].version = 0;
    bad[2].flags = 0x80000000u;
    bad[3].min_confidence = -0.01;
    bad[4].min_confidence = 1.01;
    bad[5].min_confidence = (double)NAN;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        dlp_scanner *scanner = (dlp_scanner *)&err;

        CHECK_INT(dlp_scanner_new(&scanner, db, &bad[i], &err), DLP_EINVAL);
        CHECK(scanner == NULL);
        CHECK_INT(err.status, DLP_EINVAL);
        CHECK(err.message[0] != '\0');
    }
    dlp_database_release(db);
}

static void test_scanner__takes_edges_of_options(void)
{
    dlp_database *const db = fixture_database(FIVE_RULES);
    struct dlp_scan_options options = DLP_SCAN_OPTIONS_INIT;
    struct dlp_error err = { DLP_EIO, "old" };
    dlp_scanner *scanner = NULL;

    options.flags = DLP_SCAN_VALUES;
    options.min_confidence = 1.0;
    options.deadline_ms = UINT64_MAX; /* as good as none: no overflow */
    CHECK_INT(dlp_scanner_new(&scanner, db, &options, &err), DLP_OK);
    CHECK_INT(err.status, DLP_OK);
    CHECK_STR(err.message, "");
    for (int round = 0; scanner && round < 2; round++) {
        struct heard h = { 0 };

        CHECK_INT(heard_scan(&h, scanner, SMALL_TEXT), DLP_OK);
        CHECK_INT(h.findings, 0); /* nothing is certain */
        CHECK_INT(h.incompletes, 0);
    }
    dlp_scanner_free(scanner);
    CHECK_INT(dlp_scanner_new(&scanner, db, NULL, NULL), DLP_OK);
    dlp_scanner_free(scanner);
    dlp_database_release(db);
}

static void test_scanner__takes_an_empty_buffer(void)
{
    dlp_scanner *const scanner = fixture_scanner(SMALL_RULES, 0);
    struct heard h = { 0 };
    const struct dlp_events events = heard_events(&h);
    struct dlp_error err = { DLP_EIO, "old" };

    CHECK_INT(dlp_scanner_scan(scanner, NULL, 0, NULL, &events, &err), DLP_OK);
    CHECK_INT(err.status, DLP_OK);
    CHECK_INT(dlp_scanner_scan(scanner, "x", 0, NULL, &events, NULL), DLP_OK);
    CHECK_INT(dlp_scanner_scan(scanner, "x", 1, NULL, &events, NULL), DLP_OK);
    CHECK_INT(h.findings + h.incompletes, 0);
    dlp_scanner_free(scanner);
}

static void test_scanner__frees_null(void)
{
    dlp_scanner_free(NULL);
    dlp_session_close(NULL);
    dlp_database_release(NULL);
    CHECK(dlp_database_retain(NULL) == NULL);
}

static void test_scanner__refuses_other_versions(void)
{
    dlp_scanner *const scanner = fixture_scanner(FIVE_RULES, 0);
    struct heard h = { 0 };
    struct dlp_events events = heard_events(&h);
    struct dlp_hint hint = DLP_HINT_INIT;
    struct dlp_error err = DLP_ERROR_INIT;

    hint.version++;
    CHECK_INT(dlp_scanner_scan(scanner, "", 0, &hint, &events, &err), DLP_EINVAL);
    CHECK_INT(err.status, DLP_EINVAL);
    hint.version = DLP_HINT_VERSION;
    CHECK_INT(dlp_scanner_scan(scanner, "", 0, &hint, &events, &err), DLP_OK);
    events.version = 0;
    CHECK_INT(dlp_scanner_scan(scanner, "", 0, &hint, &events, &err), DLP_EINVAL);
    CHECK_INT(dlp_scanner_scan(scanner, "", 0, &hint, NULL, &err), DLP_EINVAL);
    dlp_scanner_free(scanner);
}

static void test_scanner__reports_in_order_without_callbacks_too(void)
{
    dlp_scanner *const scanner = fixture_scanner(SMALL_RULES, 0);
    const struct dlp_events silent = DLP_EVENTS_INIT;
    struct heard h = { 0 };

    CHECK_INT(heard_scan(&h, scanner, SMALL_TEXT), DLP_OK); /* heard_finding() checks the order */
    CHECK_INT(h.findings, SMALL_TEXT_FINDINGS);
    CHECK_INT(dlp_scanner_scan(scanner, SMALL_TEXT, strlen(SMALL_TEXT), NULL, &silent, NULL),
              DLP_OK);
    dlp_scanner_free(scanner);
}

static void test_scanner__stops_at_each_callback(void)
{
    dlp_scanner *const scanner = fixture_scanner(SMALL_RULES, 0);

    for (size_t n = 1; n <= SMALL_TEXT_FINDINGS; n++) {
        struct heard h = { .stop_at_finding = n };

        CHECK_INT(heard_scan(&h, scanner, SMALL_TEXT), DLP_STOPPED);
        CHECK_INT(h.findings, n);
    }
    for (size_t n = 1; n <= 20; n++) {
        struct heard h = { .stop_at_trace = n };
        struct dlp_events events = heard_events(&h);

        events.on_trace = heard_trace;
        CHECK_INT(dlp_scanner_scan(scanner, SMALL_TEXT, strlen(SMALL_TEXT), NULL, &events, NULL),
                  DLP_STOPPED);
        CHECK_INT(h.traces, n);
    }
    dlp_scanner_free(scanner);
}

static void test_scanner__is_usable_after_a_stop(void)
{
    dlp_scanner *const scanner = fixture_scanner(SMALL_RULES, 0);
    struct heard stopped = { .stop_at_finding = 1 }, whole = { 0 };

    CHECK_INT(heard_scan(&stopped, scanner, SMALL_TEXT), DLP_STOPPED);
    CHECK_INT(heard_scan(&whole, scanner, SMALL_TEXT), DLP_OK);
    CHECK_INT(whole.findings, SMALL_TEXT_FINDINGS);
    dlp_scanner_free(scanner);
}

static void test_scanner__cancels_until_it_resumes(void)
{
    dlp_scanner *const scanner = fixture_scanner(SMALL_RULES, 0);
    struct heard cancelled = { 0 }, stopped = { .stop_at_incomplete = 1 }, whole = { 0 };

    dlp_scanner_cancel(scanner);
    for (int i = 1; i <= 2; i++) {
        CHECK_INT(heard_scan(&cancelled, scanner, SMALL_TEXT), DLP_PARTIAL);
        CHECK_INT(cancelled.incompletes, i); /* said once a scan */
    }
    CHECK_STR(cancelled.reason, "cancelled");
    CHECK_INT(cancelled.offset, 0);
    CHECK(cancelled.length == UINT64_MAX);
    CHECK_INT(cancelled.findings, 0);
    CHECK_INT(heard_scan(&stopped, scanner, SMALL_TEXT), DLP_STOPPED);
    dlp_scanner_resume(scanner);
    CHECK_INT(heard_scan(&whole, scanner, SMALL_TEXT), DLP_OK);
    CHECK_INT(whole.findings, SMALL_TEXT_FINDINGS);
    dlp_scanner_free(scanner);
}

/* A pattern that backtracks without end: the rule says what it could not judge, and the others go
 * on. */
static void test_scanner__says_what_a_catastrophic_rule_did_not_judge(void)
{
    dlp_scanner *const scanner = fixture_scanner(
        "version = 1; rules = (" SMALL_RULE_HEAD(
            "test.bad", "strong") "trigger = \"b!\"; "
                                  "pattern = \"(?:a|a|aa){1,200}c?b?!{2}\"; " SMALL_RULE_TAIL(
                                      "a!!") "," SMALL_PATTERN_RULE ");",
        0);
    char text[512];
    struct heard h = { 0 };

    memset(text, 'a', 300);
    (void)snprintf(text + 300, sizeof(text) - 300, "b! tok_0123456789");
    CHECK_INT(heard_scan(&h, scanner, text), DLP_PARTIAL);
    CHECK_INT(h.incompletes, 1);
    CHECK_STR(h.reason, "match_limit");
    CHECK_INT(h.findings, 1);
    dlp_scanner_free(scanner);
}

static int write_nothing(const void *data, size_t len, void *user)
{
    (void)data;
    (void)len;
    (void)user;
    return 0;
}

static void test_database__promises_what_info_says(void)
{
    dlp_database *const db = fixture_database(SMALL_RULES);
    struct dlp_database_info info = { .version = DLP_DATABASE_INFO_VERSION };

    CHECK_INT(dlp_database_info(db, &info), DLP_OK);
    CHECK_INT(info.rules, 10);
    CHECK(info.width >= 64 && info.width <= 4096);
    CHECK_INT(info.before, 320);
    CHECK(info.after >= 64);
    CHECK(info.session_bytes > info.width + info.before);
    CHECK_INT(strlen(info.digest), 64);
    info.version++;
    CHECK_INT(dlp_database_info(db, &info), DLP_EINVAL);
    CHECK_STR(dlp_database_lane(db, "test.pattern"), "literal");
    CHECK_STR(dlp_database_lane(db, "test.block"), "literal");
    CHECK_STR(dlp_database_lane(db, "test.card"), "digits");
    CHECK_STR(dlp_database_lane(db, "test.phone"), "digits");
    CHECK_STR(dlp_database_lane(db, "test.run"), "run");
    CHECK_STR(dlp_database_lane(db, "test.iban"), "head");
    CHECK(dlp_database_lane(db, "test.none") == NULL);
    CHECK_INT(dlp_database_explain(db, "test.none", write_nothing, NULL, NULL), DLP_ENOENT);
    dlp_database_release(db);
}

static void test_database__has_a_digest_of_its_meaning(void)
{
    static const char *const texts[] = {
        "version = 1; rules = (" SMALL_PATTERN_RULE ");",
        "version = 1; rules = (" SMALL_PATTERN_RULE "," SMALL_CARD_RULE ");",
        "# the same again\nversion = 1;\n\nrules = (" SMALL_PATTERN_RULE ");",
    };
    struct dlp_database_info info[3];

    for (size_t i = 0; i < 3; i++) {
        dlp_database *const db = fixture_database(texts[i]);

        info[i].version = DLP_DATABASE_INFO_VERSION;
        CHECK_INT(dlp_database_info(db, &info[i]), DLP_OK);
        dlp_database_release(db);
    }
    CHECK(strcmp(info[0].digest, info[1].digest) != 0);
    CHECK_STR(info[2].digest, info[0].digest);
}

static void test_database__refuses_an_empty_or_faulty_set(void)
{
    static const char faulty[] =
        "version = 1; rules = (" SMALL_CARD_RULE ", { id = \"test.x\"; });";
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_ruleset *set = NULL;
    dlp_database *db = (dlp_database *)&err;
    size_t matched = 0;

    CHECK_INT(dlp_ruleset_new(&set, NULL), DLP_OK);
    CHECK_INT(dlp_database_compile(&db, set, NULL, NULL, &err), DLP_ERULE);
    CHECK(db == NULL);
    CHECK_INT(err.status, DLP_ERULE);
    CHECK_INT(dlp_ruleset_load_text(set, "t", FIVE_RULES, strlen(FIVE_RULES), NULL, NULL, NULL),
              DLP_OK);
    CHECK_INT(dlp_ruleset_enable(set, "*", 0, &matched, NULL), DLP_OK);
    CHECK_INT(matched, 5);
    CHECK_INT(dlp_database_compile(&db, set, NULL, NULL, &err), DLP_ERULE); /* none is enabled */
    dlp_ruleset_free(set);
    CHECK_INT(dlp_ruleset_new(&set, NULL), DLP_OK);
    CHECK_INT(dlp_ruleset_load_text(set, "t", faulty, strlen(faulty), NULL, NULL, NULL), DLP_ERULE);
    CHECK_INT(dlp_ruleset_count(set), 1);
    CHECK_INT(dlp_database_compile(&db, set, NULL, NULL, &err), DLP_ERULE);
    CHECK(db == NULL);
    dlp_ruleset_free(set);
}

static void count_diagnostic(const struct dlp_diagnostic *d, void *user)
{
    CHECK_STR(d->file, "t");
    CHECK_INT(d->line, 3);
    CHECK_STR(d->rule, "test.wide");
    ++*(size_t *)user;
}

/* A prefilter form without a widest match can never be confirmed within W. */
static void test_database__refuses_a_rule_without_a_widest_match(void)
{
    static const char text[] = "version = 1;\nrules = (" SMALL_CARD_RULE ",\n" SMALL_RULE_HEAD(
        "test.wide", "weak") "pattern = \"a+b\"; " SMALL_RULE_TAIL("aab") ");";
    dlp_ruleset *set = NULL;
    dlp_database *db = NULL;
    size_t told = 0;

    CHECK_INT(dlp_ruleset_new(&set, NULL), DLP_OK);
    CHECK_INT(dlp_ruleset_load_text(set, "t", text, strlen(text), NULL, NULL, NULL), DLP_OK);
    CHECK_INT(dlp_database_compile(&db, set, count_diagnostic, &told, NULL), DLP_ERULE);
    CHECK(db == NULL);
    CHECK_INT(told, 1);
    dlp_ruleset_free(set);
}

static void test_database__outlives_its_set_and_serves_many(void)
{
    dlp_database *const db = fixture_database(SMALL_RULES); /* the set is gone */
    dlp_scanner *scanners[3];

    for (size_t i = 0; i < 3; i++)
        CHECK_INT(dlp_scanner_new(&scanners[i], db, NULL, NULL), DLP_OK);
    CHECK(dlp_database_retain(db) == db);
    dlp_database_release(db);
    dlp_database_release(db);
    for (size_t i = 0; i < 3; i++) {
        struct heard h = { 0 };

        CHECK_INT(heard_scan(&h, scanners[i], SMALL_TEXT), DLP_OK);
        CHECK_INT(h.findings, SMALL_TEXT_FINDINGS); /* all of them reach the default, 0.5 */
        dlp_scanner_free(scanners[i]);
    }
}

TEST_MAIN(TEST(test_scanner__checks_its_options), TEST(test_scanner__takes_edges_of_options),
          TEST(test_scanner__takes_an_empty_buffer), TEST(test_scanner__frees_null),
          TEST(test_scanner__refuses_other_versions),
          TEST(test_scanner__reports_in_order_without_callbacks_too),
          TEST(test_scanner__stops_at_each_callback), TEST(test_scanner__is_usable_after_a_stop),
          TEST(test_scanner__cancels_until_it_resumes),
          TEST(test_scanner__says_what_a_catastrophic_rule_did_not_judge),
          TEST(test_database__promises_what_info_says),
          TEST(test_database__has_a_digest_of_its_meaning),
          TEST(test_database__refuses_an_empty_or_faulty_set),
          TEST(test_database__refuses_a_rule_without_a_widest_match),
          TEST(test_database__outlives_its_set_and_serves_many))
