/* tests/unit/engine/test_prove.c - an example that is not found, found elsewhere, or a counter-example
 * that is found is a diagnostic at its own line. */

#include "unit/engine/engine_fixture.h"

static char said[4096];

static void hear(const struct dlp_diagnostic *d, void *user)
{
    const size_t used = strlen(said);

    CHECK(user == said);
    CHECK_INT(d->level, DLP_DIAGNOSTIC_ERROR);
    (void)snprintf(said + used, sizeof(said) - used, "%s:%u: %s: %s\n", d->file, d->line, d->rule,
                   d->message);
}

static dlp_status prove(const char *rules, struct dlp_error *err)
{
    dlp_database *const db = fixture_database(rules);
    const dlp_status status = dlp_database_prove(db, hear, said, err);

    dlp_database_release(db);
    return status;
}

/* A rule for "a" and digits, whose examples begin at line 4. */
#define PROVED(id, examples)                                                                       \
  "{ id = \"" id "\"; title = \"T\"; description = \"D\"; source = \"S\"; severity = \"low\";\n"   \
  "class = \"strong\"; pattern = \"a[0-9]{2,4}\";\n" examples "}\n"

static void check_prove(const char *rules, dlp_status want, const char *want_said)
{
    struct dlp_error err = { DLP_EIO, "old" };

    said[0] = '\0';
    CHECK_INT(prove(rules, &err), want);
    CHECK_INT(err.status, want);
    CHECK_STR(said, want_said);
}

static void test_prove__passes_good_rules(void)
{
    check_prove(SMALL_RULES, DLP_OK, "");
    check_prove("version = 1;\nrules = (" PROVED("test.a",
                                                 "examples = [ \"a12\", \"x <<a123>> y\" ];"
                                                 " counter_examples = [ \"a1\" ]; ") ");",
                DLP_OK, "");
}

static void test_prove__names_an_example_that_is_not_found(void)
{
    check_prove("version = 1;\nrules = (" PROVED("test.a",
                                                 "examples = [\n  \"a12\",\n  \"b12\" ];\n"
                                                 "counter_examples = [ \"b\" ]; ") ");",
                DLP_ERULE, "t:6: test.a: example 2 is not found (dlpscan explain shows why)\n");
}

static void test_prove__names_an_example_that_is_found_elsewhere(void)
{
    check_prove("version = 1;\nrules = (" PROVED("test.a",
                                                 "examples = [ \"a12 <<a345x>>\" ];\n"
                                                 "counter_examples = [ \"b\" ]; ") ");",
                DLP_ERULE, "t:4: test.a: example 1 is found, but not at its <<marked>> place\n");
}

static void test_prove__names_a_counter_example_that_is_found(void)
{
    check_prove("version = 1;\nrules = (" PROVED("test.a",
                                                 "examples = [ \"a12\" ];\n"
                                                 "counter_examples = [ \"b\",\n"
                                                 "  \"so a 77 and a77\" ]; ") ");",
                DLP_ERULE, "t:6: test.a: counter-example 2 is found (dlpscan explain shows why)\n");
}

/* All rules in one run, in their order, and the count in the error. */
static void test_prove__goes_on_to_the_next(void)
{
    static const char rules[] =
        "version = 1;\nrules = (" PROVED("test.a", "examples = [ \"b\" ]; counter_examples = [ \"a12\" ]; ") "," PROVED(
            "test.b",
            "examples = [ \"a12\" ]; counter_examples = [ \"-\" ]; ") "," PROVED("test.c",
                                                                                 "examples = [ \"c\" ]; counter_examples = [ \"-\" ]; ") ");";
    struct dlp_error err = DLP_ERROR_INIT;

    check_prove(rules, DLP_ERULE,
                "t:4: test.a: example 1 is not found (dlpscan explain shows why)\n"
                "t:4: test.a: counter-example 1 is found (dlpscan explain shows why)\n"
                "t:10: test.c: example 1 is not found (dlpscan explain shows why)\n");
    said[0] = '\0';
    CHECK_INT(prove(rules, &err), DLP_ERULE);
    CHECK_STR(err.message, "3 examples do not hold");
}

/* An example may be found as another reading of a stronger rule's finding. */
static void test_prove__takes_another_reading(void)
{
    check_prove(
        "version = 1;\nrules = (" PROVED(
            "test.a",
            "confidence = { base = 0.9; };\n"
            "examples = [ \"a12\" ]; counter_examples = [ \"-\" ]; ") "," PROVED("test.b",
                                                                                 "confidence = { base = 0.8; };\n"
                                                                                 "examples = [ \"<<a12>>\" ]; counter_examples = [ \"-\" ]; ") ");",
        DLP_OK, "");
}

/* What a scan by default leaves out is no proof. */
static void test_prove__asks_for_the_default_confidence(void)
{
    check_prove(
        "version = 1;\nrules = (" PROVED(
            "test.a",
            "confidence = { base = 0.49; };\n"
            "examples = [ \"a12\" ]; counter_examples = [ \"a13\" ]; ") "," PROVED("test.b",
                                                                                   "border = \"none\"; confidence = { base = 0.49; label = 0.01; };\n"
                                                                                   "words = { en = [ \"it\" ]; };\n"
                                                                                   "examples = [ \"it: a12\" ]; counter_examples = [ \"a13\" ]; ") ");",
        DLP_ERULE, "t:5: test.a: example 1 is not found (dlpscan explain shows why)\n");
}

static void test_prove__needs_no_listener(void)
{
    dlp_database *const db = fixture_database(
        "version = 1;\nrules = (" PROVED("test.a",
                                         "examples = [ \"b\" ]; counter_examples = "
                                         "[ \"-\" ]; ") ");");

    CHECK_INT(dlp_database_prove(db, NULL, NULL, NULL), DLP_ERULE);
    dlp_database_release(db);
}

TEST_MAIN(TEST(test_prove__passes_good_rules), TEST(test_prove__names_an_example_that_is_not_found),
          TEST(test_prove__names_an_example_that_is_found_elsewhere),
          TEST(test_prove__names_a_counter_example_that_is_found),
          TEST(test_prove__goes_on_to_the_next), TEST(test_prove__takes_another_reading),
          TEST(test_prove__asks_for_the_default_confidence), TEST(test_prove__needs_no_listener))
