/* tests/unit/compile/test_frozen.c - the life of a database, its names and lanes. */

#include "compile/frozen.h"
#include "unit/rules/rules_fixture.h"

#include <dlp/scanner.h>
#include <pthread.h>

#define RULE_WITH(id, finder)                                                                      \
  "{ id = \"" id "\"; title = \"T\"; description = \"D\"; source = \"S\"; severity = \"low\"; "    \
  "class = \"strong\"; examples = [\"x\"]; counter_examples = [\"y\"]; " finder "}"
/* clang-format off */
static const char text[] =
    "version = 1;\nrules = (\n"
    RULE_WITH("x.pattern", "pattern = \"ab\"; aliases = [\"x.old\", \"x.older\"];") ",\n"
    RULE_WITH("x.keyword", "keyword = \"k\"; tail = \"ab\";") ",\n"
    RULE_WITH("x.shape", "shape = [\"3-2-4\"];") ",\n"
    RULE_WITH("x.digits", "digits = \"5:9\"; pattern = \"[0-9]{9}\";") ",\n"
    RULE_WITH("x.run", "run = \"4:9\"; pattern = \"q[0-9]{3,8}\";") ",\n"
    RULE_WITH("x.head", "head = \"AA99\"; pattern = \"[A-Z]{2}[0-9]{4}\";") ",\n"
    RULE_WITH("x.block", "begin = \"BEGIN\"; end = \"END\";") ");\n";
/* clang-format on */

static dlp_database *database(void)
{
    dlp_ruleset *const set = load_good(text);
    dlp_database *db = NULL;

    CHECK_INT(dlp_database_compile(&db, set, hear, NULL, NULL), DLP_OK);
    CHECK_STR(said, "");
    dlp_ruleset_free(set);
    return db;
}

static void test_frozen__outlives_the_set(void)
{
    dlp_database *const db = database();

    CHECK_STR(dlp_database_find(db, "x.pattern")->rule.title, "T");
    CHECK_STR(dlp_database_find(db, "x.run")->rule.pattern, "q[0-9]{3,8}");
    dlp_database_release(db);
}

static int remember(const struct dlp_finding *finding, void *user)
{
    (void)snprintf(user, 64, "%s", finding->rule);
    return 0;
}

/* Each of a scanner's and a caller's reference keeps it, in whatever order they go. */
static void test_frozen__lives_as_long_as_any_reference(void)
{
    struct dlp_scan_options options = DLP_SCAN_OPTIONS_INIT;
    struct dlp_events events = DLP_EVENTS_INIT;
    dlp_database *const db = database();
    dlp_scanner *scanner = NULL;
    char found[64] = "";

    options.min_confidence = 0;
    events.on_finding = remember;
    events.user = found;
    CHECK(dlp_database_retain(db) == db);
    CHECK_INT(dlp_scanner_new(&scanner, db, &options, NULL), DLP_OK);
    dlp_database_release(db);
    dlp_database_release(db);
    CHECK_INT(dlp_scanner_scan(scanner, "q123 ", 5, NULL, &events, NULL), DLP_OK);
    CHECK_STR(found, "x.run");
    dlp_scanner_free(scanner);
    CHECK(dlp_database_retain(NULL) == NULL);
    dlp_database_release(NULL);
}

static void *take_and_give(void *db)
{
    for (int i = 0; i < 2000; i++)
        dlp_database_release(dlp_database_retain(db));
    dlp_database_release(db);
    return NULL;
}

static void test_frozen__is_shared_by_threads(void)
{
    dlp_database *const db = database();
    pthread_t thread[4];

    for (size_t i = 0; i < 4; i++)
        CHECK_INT(pthread_create(&thread[i], NULL, take_and_give, dlp_database_retain(db)), 0);
    dlp_database_release(db);
    for (size_t i = 0; i < 4; i++)
        CHECK_INT(pthread_join(thread[i], NULL), 0);
}

static void test_frozen__finds_rules_by_id_and_alias(void)
{
    dlp_database *const db = database();
    const struct dlp_rule_code *const code = dlp_database_find(db, "x.pattern");

    CHECK(code != NULL);
    CHECK(dlp_database_find(db, "x.old") == code);
    CHECK(dlp_database_find(db, "x.older") == code);
    CHECK(dlp_database_find(db, "x.shape") != code);
    CHECK(dlp_database_find(db, "x") == NULL);
    CHECK(dlp_database_find(db, "") == NULL);
    CHECK(dlp_database_find(db, "x.patternx") == NULL);
    dlp_database_release(db);
}

static void test_frozen__names_the_lanes(void)
{
    dlp_database *const db = database();

    CHECK_STR(dlp_database_lane(db, "x.pattern"), "literal");
    CHECK_STR(dlp_database_lane(db, "x.old"), "literal");
    CHECK_STR(dlp_database_lane(db, "x.keyword"), "literal");
    CHECK_STR(dlp_database_lane(db, "x.block"), "literal");
    CHECK_STR(dlp_database_lane(db, "x.shape"), "digits");
    CHECK_STR(dlp_database_lane(db, "x.digits"), "digits");
    CHECK_STR(dlp_database_lane(db, "x.run"), "run");
    CHECK_STR(dlp_database_lane(db, "x.head"), "head");
    CHECK(dlp_database_lane(db, "x.none") == NULL);
    dlp_database_release(db);
}

TEST_MAIN(TEST(test_frozen__outlives_the_set), TEST(test_frozen__lives_as_long_as_any_reference),
          TEST(test_frozen__is_shared_by_threads), TEST(test_frozen__finds_rules_by_id_and_alias),
          TEST(test_frozen__names_the_lanes))
