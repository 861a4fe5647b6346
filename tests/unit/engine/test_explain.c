/* tests/unit/engine/test_explain.c - one rule in words: everything that decides is in it. */

#include "unit/engine/engine_fixture.h"

struct pieces {
    char text[8192];
    size_t len;
};

static int collect(const void *data, size_t len, void *user)
{
    struct pieces *const p = user;

    if (len >= sizeof(p->text) - p->len)
        return 1;
    memcpy(p->text + p->len, data, len);
    p->len += len;
    p->text[p->len] = '\0';
    return 0;
}

static int refuse(const void *data, size_t len, void *user)
{
    (void)data;
    (void)len;
    ++*(int *)user;
    return 1;
}

static void test_explain__says_everything_of_a_digits_rule(void)
{
    dlp_database *const db = fixture_database(
        "version = 1;\nrules = (\n"
        "{ id = \"test.number\"; aliases = [ \"test.old\" ]; title = \"A number\";\n"
        "description = \"What it is.\"; source = \"Where it is defined\"; region = \"US\";\n"
        "severity = \"high\"; class = \"medium\"; shape = [ \"3-2-4\", \"8:9X\" ];\n"
        "before = \"(?<!#)\"; must_not = [ \"0.{1,9}\", \"1.{1,9}\" ];\n"
        "checks = [ \"us_ssn\" ]; soft_checks = [ \"luhn\" ]; rejects = [ \"dummy\" ];\n"
        "words = { en = [ \"number\", \"no\" ]; sv = [ \"nummer\" ]; }; keys = [ \"num\" ];\n"
        "negative = [ \"order\" ]; context = \"required\"; confidence = { base = 0.33; };\n"
        "mask = \"id\"; examples = [ \"x\" ]; counter_examples = [ \"y\" ]; });\n");
    static const char *const lines[] = {
        "id           test.number\n",
        "aliases      test.old\n",
        "title        A number\n",
        "description  What it is.\n",
        "source       Where it is defined\n",
        "region       US\n",
        "severity     high\n",
        "class        medium\n",
        "lane         digits\n",
        "shape        3-2-4 digits\n             8:9X digits\n",
        "border       number: no word character beside it, no . / - with a digit beyond\n",
        "before       (?<!#)\n",
        "must not     0.{1,9}, 1.{1,9}\n",
        "width        at most 64 bytes\n",
        "checks       us_ssn: ",
        "             luhn: ",
        "a failure drops it)\n",
        "a failure lowers it)\n",
        "rejects      dummy: ",
        "words (en)   number, no\n",
        "words (sv)   nummer\n",
        "keys         num\n",
        "negative     order\n",
        "context      required: without it there is no finding\n",
        "confidence   base +0.33, label +0.40, word +0.25, reject -0.40, negative -0.20, "
        "check failed -0.30\n",
        "mask         id\n",
        "file         t:3\n",
    };
    struct pieces p = { .len = 0 };

    CHECK_INT(dlp_database_explain(db, "test.number", collect, &p, NULL), DLP_OK);
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
        if (!strstr(p.text, lines[i])) {
            printf("# no line: %s\n# in:\n%s", lines[i], p.text);
            CHECK(!"every line");
        }
    dlp_database_release(db);
}

static void test_explain__says_how_each_kind_finds(void)
{
    static const char *const lines[][3] = {
        { "test.pattern", "pattern      tok_[a-z0-9]{8,16}\n", "lane         literal\n" },
        { "test.keyword", "tail         [ '\"]{0,3}(?<value>", "case         ignored\n" },
        { "test.keyword", "keyword      (?:password|", "border       none\n" },
        { "test.run", "run          26 to 35 letters and digits\n", "lane         run\n" },
        { "test.block", "begin        -----BEGIN ", "limit        1024 bytes\n" },
        { "test.block", "end          -----END ", "width        at most " },
        { "test.mail", "trigger      @[a-z]{1,16}", "before       (?<!/)\n" },
        { "test.phone", "digits       8 to 12 in a chain of groups\n", "context      required" },
        { "test.iban", "pattern      [A-Z]{2}[0-9]{2}", "lane         head\n" },
    };
    dlp_database *const db = fixture_database(SMALL_RULES);

    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        struct pieces p = { .len = 0 };

        CHECK_INT(dlp_database_explain(db, lines[i][0], collect, &p, NULL), DLP_OK);
        CHECK(strstr(p.text, lines[i][1]) && strstr(p.text, lines[i][2]));
        CHECK(p.len > 0 && p.text[p.len - 1] == '\n');
    }
    dlp_database_release(db);
}

static void test_explain__knows_aliases_and_no_others(void)
{
    dlp_database *const db = fixture_database(
        "version = 1; rules = ({ id = \"test.new\"; aliases = [ \"test.a\", \"test.b\" ]; "
        "title = \"T\"; description = \"D\"; source = \"S\"; severity = \"low\"; "
        "class = \"weak\"; pattern = \"x\"; examples = [ \"x\" ]; counter_examples = [ \"y\" ]; "
        "});");
    struct pieces by_id = { .len = 0 }, by_alias = { .len = 0 };
    struct dlp_error err = DLP_ERROR_INIT;
    int calls = 0;

    CHECK_INT(dlp_database_explain(db, "test.new", collect, &by_id, NULL), DLP_OK);
    CHECK_INT(dlp_database_explain(db, "test.b", collect, &by_alias, NULL), DLP_OK);
    CHECK_STR(by_alias.text, by_id.text);
    CHECK_INT(dlp_database_explain(db, "test.c", refuse, &calls, &err), DLP_ENOENT);
    CHECK_INT(err.status, DLP_ENOENT);
    CHECK(strstr(err.message, "test.c") != NULL);
    CHECK_INT(calls, 0);
    dlp_database_release(db);
}

static void test_explain__stops_with_its_writer(void)
{
    dlp_database *const db = fixture_database(FIVE_RULES);
    int calls = 0;

    CHECK_INT(dlp_database_explain(db, "test.card", refuse, &calls, NULL), DLP_STOPPED);
    CHECK_INT(calls, 1);
    dlp_database_release(db);
}

TEST_MAIN(TEST(test_explain__says_everything_of_a_digits_rule),
          TEST(test_explain__says_how_each_kind_finds),
          TEST(test_explain__knows_aliases_and_no_others),
          TEST(test_explain__stops_with_its_writer))
