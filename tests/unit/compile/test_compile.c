/* tests/unit/compile/test_compile.c - a set is compiled whole or not at all. */

#include "compile/frozen.h"
#include "unit/rules/rules_fixture.h"

#define PATTERN_RULE(id, pattern, more)                                                            \
  "{ id = \"" id "\"; title = \"T\"; description = \"D\"; source = \"S\"; severity = \"low\"; "    \
  "class = \"weak\"; pattern = \"" pattern                                                         \
  "\"; examples = [\"x\"]; counter_examples = [\"y\"]; " more "}"
#define FILE_OF(rules) "version = 1;\nrules = (\n" rules "\n);\n"

/* Load a rule file's text and compile it; what was said of it is in `said`. */
static dlp_status compile(dlp_database **out, const char *text, struct dlp_error *err)
{
    dlp_ruleset *const set = load_good(text);
    dlp_status status = dlp_database_compile(out, set, hear, NULL, err);

    dlp_ruleset_free(set);
    CHECK_INT(*out != NULL, status == DLP_OK);
    return status;
}

static struct dlp_database_info info_of(const dlp_database *db)
{
    struct dlp_database_info info = { .version = DLP_DATABASE_INFO_VERSION };

    CHECK_INT(dlp_database_info(db, &info), DLP_OK);
    return info;
}

static void test_compile__refuses_an_empty_set(void)
{
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_ruleset *set = NULL;
    dlp_database *db = NULL;

    CHECK_INT(dlp_ruleset_new(&set, NULL), DLP_OK);
    CHECK_INT(dlp_database_compile(&db, set, NULL, NULL, &err), DLP_ERULE);
    CHECK(db == NULL);
    CHECK_INT(err.status, DLP_ERULE);
    CHECK_STR(err.message, "no rule is enabled: name a folder of rules, or enable some");
    dlp_ruleset_free(set);
    CHECK_INT(compile(&db, FILE_OF(PATTERN_RULE("x.a", "ab", "enabled = false;")), &err),
              DLP_ERULE);
    CHECK_STR(err.message, "no rule is enabled: name a folder of rules, or enable some");
}

static void test_compile__refuses_a_set_that_was_loaded_with_mistakes(void)
{
    static const char text[] =
        FILE_OF(PATTERN_RULE("x.a", "ab", "") ",\n" PATTERN_RULE("x.b", "(", ""));
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_ruleset *const set = load_text(text, sizeof(text) - 1, DLP_ERULE);
    dlp_database *db = NULL;

    CHECK_INT(dlp_ruleset_count(set), 1);
    CHECK_INT(dlp_database_compile(&db, set, NULL, NULL, &err), DLP_ERULE);
    CHECK(db == NULL);
    CHECK_STR(err.message, "the rules were loaded with 1 mistakes: mend them first");
    dlp_ruleset_free(set);
}

static void test_compile__one_bad_rule_takes_all_along_and_is_named(void)
{
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_database *db = NULL;

    CHECK_INT(compile(&db,
                      FILE_OF(PATTERN_RULE("x.a", "ab", "") ",\n" PATTERN_RULE(
                          "x.b", "a.*b", "") ",\n" PATTERN_RULE("x.c", "cd", "")),
                      &err),
              DLP_ERULE);
    CHECK_STR(said, "t:4: x.b: pattern: it has no widest match: write {0,n} for *, {1,n} for +\n");
    CHECK_STR(err.message, "1 mistakes in the rules: none was compiled");
    CHECK_INT(err.status, DLP_ERULE);
}

static void test_compile__names_every_bad_rule(void)
{
    dlp_database *db = NULL;

    CHECK_INT(
        compile(&db,
                FILE_OF(PATTERN_RULE("x.a", "a+", "") ",\n" PATTERN_RULE(
                    "x.b", "ab", "before = \"[é]\";") ",\n" PATTERN_RULE("x.c", "c[^d]*", "")),
                NULL),
        DLP_ERULE);
    CHECK(strstr(said, "t:3: x.a: pattern: ") != NULL);
    CHECK(strstr(said, "t:4: x.b: before: ") != NULL);
    CHECK(strstr(said, "t:5: x.c: pattern: ") != NULL);
}

static void test_compile__a_disabled_rule_may_be_bad_and_leaves_no_trace(void)
{
    dlp_database *db = NULL, *without = NULL;

    CHECK_INT(compile(&db,
                      FILE_OF(PATTERN_RULE("x.a", "ab", "") ",\n" PATTERN_RULE("x.b", "a+",
                                                                               "enabled = false;")),
                      NULL),
              DLP_OK);
    CHECK_STR(said, "");
    CHECK_INT(info_of(db).rules, 1);
    CHECK(dlp_database_find(db, "x.b") == NULL);
    CHECK_INT(compile(&without, FILE_OF(PATTERN_RULE("x.a", "ab", "")), NULL), DLP_OK);
    CHECK_STR(info_of(without).digest, info_of(db).digest);
    dlp_database_release(db);
    dlp_database_release(without);
}

static void test_compile__equal_sets_have_equal_digests(void)
{
    dlp_database *db[3] = { NULL };

    CHECK_INT(compile(&db[0], FILE_OF(PATTERN_RULE("x.a", "ab", "")), NULL), DLP_OK);
    CHECK_INT(compile(&db[1], "# other lines\n" FILE_OF(PATTERN_RULE("x.a", "ab", "")), NULL),
              DLP_OK);
    CHECK_INT(compile(&db[2], FILE_OF(PATTERN_RULE("x.a", "ac", "")), NULL), DLP_OK);
    CHECK_STR(info_of(db[1]).digest, info_of(db[0]).digest);
    CHECK(strcmp(info_of(db[2]).digest, info_of(db[0]).digest) != 0);
    for (size_t i = 0; i < 3; i++)
        dlp_database_release(db[i]);
}

static void test_compile__knows_the_widest_match(void)
{
    dlp_database *db = NULL;

    CHECK_INT(
        compile(&db,
                FILE_OF(PATTERN_RULE("x.a", "ab", "") ",\n" PATTERN_RULE("x.b", "a{2,300}", "")),
                NULL),
        DLP_OK);
    CHECK_INT(info_of(db).width, 300);
    CHECK_INT(info_of(db).before, 320);
    CHECK(info_of(db).after >= 64);
    CHECK(info_of(db).session_bytes >= 300 + 320 + 64);
    CHECK_INT(strlen(info_of(db).digest), 64);
    dlp_database_release(db);
}

TEST_MAIN(TEST(test_compile__refuses_an_empty_set),
          TEST(test_compile__refuses_a_set_that_was_loaded_with_mistakes),
          TEST(test_compile__one_bad_rule_takes_all_along_and_is_named),
          TEST(test_compile__names_every_bad_rule),
          TEST(test_compile__a_disabled_rule_may_be_bad_and_leaves_no_trace),
          TEST(test_compile__equal_sets_have_equal_digests),
          TEST(test_compile__knows_the_widest_match))
