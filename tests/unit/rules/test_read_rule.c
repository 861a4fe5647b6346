/* tests/unit/rules/test_read_rule.c - every setting, read right and refused when wrong. */

#include "unit/rules/rules_fixture.h"

static const char full[] =
    "version = 1;\nrules = ({\n"
    "id = \"secret.vendor.key\"; title = \"Key\"; description = \"D\\nE\";\n"
    "source = \"S\"; region = \"SE\"; severity = \"critical\"; class = \"strong\";\n"
    "keyword = \"key_\"; tail = \"(?<value>[a-z]{4})\"; ignore_case = true;\n"
    "border = \"token\"; before = \"(?<!x)\"; after = \"$\";\n"
    "must = [\"[a-z]+\"]; must_not = [\"aaaa\", \"bbbb\"];\n"
    "checks = [\"luhn\"]; soft_checks = [\"iban\"]; context = \"required\";\n"
    "words = { en = [\"api key\"]; any = [\"key\", \"token\"]; };\n"
    "keys = [\"api_key\"]; negative = [\"example\"];\n"
    "confidence = { base = 0.5; label = 0.3; word = 0; reject = -1; negative = -0.25; };\n"
    "public_prefix = 4; tags = [\"t-1\"]; packs = [\"secrets\", \"all\"];\n"
    "aliases = [\"secret.old\"]; enabled = false;\n"
    "examples = [\"a\",\n\n\"my <<key_abcd>>!\"]; counter_examples = (\"x\");\n});";

static void test_read_rule__fills_names_and_finder(void)
{
    dlp_ruleset *const set = load_good(full);
    const struct dlp_rule *const r = dlp_ruleset_find(set, "secret.old");

    CHECK(r != NULL && set->len == 1);
    CHECK_STR(r->id, "secret.vendor.key");
    CHECK_STR(r->category, "secret");
    CHECK_STR(r->region, "SE");
    CHECK_STR(r->description, "D\nE");
    CHECK_STR(r->file, "t");
    CHECK_INT(r->line, 2);
    CHECK_INT(r->severity, DLP_SEVERITY_CRITICAL);
    CHECK_INT(r->class_, DLP_CLASS_STRONG);
    CHECK_INT(r->kind, DLP_RULE_KEYWORD);
    CHECK(!r->enabled && r->ignore_case && r->require_context);
    CHECK_STR(r->keyword, "key_");
    CHECK_STR(r->tail, "(?<value>[a-z]{4})");
    CHECK_INT(r->border, DLP_BORDER_TOKEN);
    CHECK_STR(r->before, "(?<!x)");
    CHECK_STR(r->after, "$");
    CHECK_INT(r->must.len, 1);
    CHECK_STR(r->must_not.at[1], "bbbb");
    dlp_ruleset_free(set);
}

static void test_read_rule__fills_evidence_and_examples(void)
{
    dlp_ruleset *const set = load_good(full);
    const struct dlp_rule *const r = &set->rules[0];

    CHECK_INT(r->checks_len, 2);
    CHECK(r->checks[0].fatal && !r->checks[1].fatal);
    CHECK_STR(r->checks[1].validator->name, "iban");
    CHECK_INT(r->words_len, 2);
    CHECK_STR(r->words[0].lang, "en");
    CHECK_STR(r->words[1].words.at[1], "token");
    CHECK_STR(r->keys.at[0], "api_key");
    CHECK_STR(r->negative.at[0], "example");
    CHECK_INT(r->scores.base, 50);
    CHECK_INT(r->scores.label, 30);
    CHECK_INT(r->scores.word, 0);
    CHECK_INT(r->scores.reject, -100);
    CHECK_INT(r->scores.negative, -25);
    CHECK_INT(r->scores.check_failed, -30);
    CHECK_INT(r->public_prefix, 4);
    CHECK_STR(r->mask, "secret");
    CHECK_STR(r->tags.at[0], "t-1");
    CHECK_STR(r->packs[1], "all");
    CHECK(r->packs[2] == NULL);
    CHECK_INT(r->examples_len, 2);
    CHECK_INT(r->examples[0].start, 0);
    CHECK_INT(r->examples[0].end, 0);
    CHECK_STR(r->examples[1].text, "my key_abcd!");
    CHECK_INT(r->examples[1].len, 12);
    CHECK_INT(r->examples[1].start, 3);
    CHECK_INT(r->examples[1].end, 11);
    CHECK_INT(r->examples[1].line, 16);
    dlp_ruleset_free(set);
}

static const struct dlp_rule *only(const dlp_ruleset *set)
{
    CHECK_INT(set->len, 1);
    return &set->rules[0];
}

static void test_read_rule__tells_the_kind(void)
{
    static const struct {
        const char *body;
        int kind, border;
    } cases[] = {
        { "pattern = \"x(?<value>y)\"; trigger = \"xy\";", DLP_RULE_PATTERN, DLP_BORDER_WORD },
        { "keyword = \"x\"; tail = \"y\";", DLP_RULE_KEYWORD, DLP_BORDER_WORD },
        { "shape = [\"3-2-4\", \"9\"];", DLP_RULE_DIGITS, DLP_BORDER_NUMBER },
        { "digits = \"10:15\"; pattern = \"x\";", DLP_RULE_DIGITS, DLP_BORDER_NUMBER },
        { "run = \"26:35\"; pattern = \"x\";", DLP_RULE_RUN, DLP_BORDER_WORD },
        { "head = \"AA99\"; pattern = \"x\";", DLP_RULE_HEAD, DLP_BORDER_WORD },
        { "begin = \"x\"; end = \"y\"; limit = 256;", DLP_RULE_BLOCK, DLP_BORDER_WORD },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char text[1024];
        dlp_ruleset *set;

        (void)snprintf(text, sizeof(text), "%s%s%s", RULE_HEAD, cases[i].body, RULE_TAIL);
        set = load_good(text);
        CHECK_INT(only(set)->kind, cases[i].kind);
        CHECK_INT(only(set)->border, cases[i].border);
        CHECK_INT(only(set)->limit, i == 6 ? 256 : 65536);
        CHECK_INT(only(set)->shapes_len, i == 2 ? 2 : 0);
        CHECK_INT(only(set)->digits_max, i == 3 ? 15 : 0);
        CHECK_INT(only(set)->run_min, i == 4 ? 26 : 0);
        CHECK_STR(only(set)->mask, "id");
        dlp_ruleset_free(set);
    }
}

static void test_read_rule__has_defaults_by_class_and_category(void)
{
    dlp_ruleset *const set =
        load_good("version = 1; rules = (" SMALL_RULE("card.pan", "") "," SMALL_RULE(
            "contact.email", "") "," SMALL_RULE("contact.emails",
                                                "") "," SMALL_RULE("secret.x",
                                                                   "mask = \"none\";") ");");

    CHECK_INT(set->len, 4);
    CHECK_STR(set->rules[0].mask, "card");
    CHECK_STR(set->rules[1].mask, "email");
    CHECK_STR(set->rules[2].mask, "id");
    CHECK_STR(set->rules[3].mask, "none");
    CHECK_STR(set->rules[0].region, "");
    CHECK(set->rules[0].enabled && !set->rules[0].packs[0]);
    CHECK_INT(set->rules[0].scores.base, 20);
    CHECK_INT(set->rules[0].scores.label, 40);
    CHECK_INT(set->rules[0].scores.word, 25);
    CHECK_INT(set->rules[0].scores.reject, -40);
    dlp_ruleset_free(set);
}

static void test_read_rule__reports_what_is_missing(void)
{
    check_bad("", 0, "t:1: 'version = 1;' is missing\n");
    check_bad("version = 2;", 0, "t:1: version is 2; this library reads version 1\n");
    check_bad("version = \"1\";", 0, "t:1: 'version' must be a whole number, not a string\n");
    check_bad("version = 1;\nrule = ();", 0,
              "t:2: unknown setting 'rule'; did you mean 'rules'?\n");
    check_bad("version = 1;\nrules = 3;", 0, "t:2: 'rules' must be a list, not a whole number\n");
    check_bad("version = 1;\nchanges = {};", 0, "t:2: 'changes' must be a list, not a group\n");
    check_bad("version = 1;\nrules = (\n1,\n\"\\q\");", 0,
              "t:3: an element of 'rules' must be a group, not a whole number\n"
              "t:4: an element of 'rules' must be a group, not a string\n"
              "t:4: unknown escape \\q: write \\\\q for a backslash\n");
    check_bad("version = 1;\nrules = (\n{});", 0,
              "t:3: the rule finds nothing: give it 'pattern', 'shape', 'keyword' and 'tail', or "
              "'begin' and 'end'\n"
              "t:3: 'id' is missing\nt:3: 'title' is missing\nt:3: 'description' is missing\n"
              "t:3: 'source' is missing\nt:3: 'severity' is missing\nt:3: 'class' is missing\n"
              "t:3: 'examples' is missing\nt:3: 'counter_examples' is missing\n");
    check_bad(RULE_HEAD "keyword = \"x\";\n" RULE_TAIL, 0,
              "t:2: test.rule: 'tail' is missing: 'keyword' needs it\n");
    check_bad(RULE_HEAD "run = \"20:30\";\n" RULE_TAIL, 0,
              "t:2: test.rule: 'pattern' is missing: 'run' needs it\n");
}

/* A body at line 5 of a rule that is good otherwise, and all that is said of it. */
static void check_body(const char *body, const char *want)
{
    char text[4096];

    (void)snprintf(text, sizeof(text), "%s%s\n%s", RULE_HEAD, body, RULE_TAIL);
    check_bad(text, 0, want);
}

static void test_read_rule__refuses_wrong_settings(void)
{
    check_body("patern = \"x\"; pattern = \"x\";",
               "t:5: test.rule: unknown setting 'patern'; did you mean 'pattern'?\n");
    check_body("pattern = \"x\"; colour = 1;", "t:5: test.rule: unknown setting 'colour'\n");
    check_body("pattern = \"x\"; add_words = { };",
               "t:5: test.rule: 'add_words' belongs into 'changes'; write 'words' here\n");
    check_body("run = \"2:3\"; pattern = \"x\";\nshape = [\"9\"];",
               "t:5: test.rule: a rule has one finder: 'shape' is at line 6 already\n");
    check_body("shape = [\"9\"]; pattern = \"x\";",
               "t:5: test.rule: 'pattern' does not go with 'shape'\n");
    check_body("pattern = \"x\"; end = \"y\"; limit = 300;",
               "t:5: test.rule: 'end' does not go with 'pattern'\n"
               "t:5: test.rule: 'limit' does not go with 'pattern'\n");
    check_body("pattern = 5;", "t:5: test.rule: 'pattern' must be a string, not a whole number\n");
    check_body("pattern = \"x\"; enabled = 1;",
               "t:5: test.rule: 'enabled' must be true or false, not a whole number\n");
    check_body("pattern = \"x\"; tags = \"a\";",
               "t:5: test.rule: 'tags' must be a list, not a string\n");
    check_body("pattern = \"x\"; keys = [1.5];",
               "t:5: test.rule: an element of 'keys' must be a string, not a number\n");
    check_body("pattern = \"x\"; words = [\"a\"];",
               "t:5: test.rule: 'words' must be a group, not a list\n");
    check_body("begin = \"x\"; end = \"y\"; limit = 255;",
               "t:5: test.rule: 'limit' is 255; it must be from 256 to 16777216\n");
    check_body(
        "pattern = \"x\"; region = \"se\";",
        "t:5: test.rule: 'region' is \"se\"; it must be two capital letters (ISO 3166), as in "
        "\"SE\", or \"\"\n");
    check_body("pattern = \"x\"; border = \"line\";",
               "t:5: test.rule: 'border' is \"line\"; it must be one of \"number\", \"word\", "
               "\"token\", \"none\"\n");
    check_body("head = \"A9\"; pattern = \"x\";",
               "t:5: test.rule: 'head' is \"A9\"; it must be one of \"AA99\"\n");
    check_body("digits = \"10-15\"; pattern = \"x\";",
               "t:5: test.rule: 'digits' is \"10-15\"; it must be \"MIN:MAX\" up to 64: something "
               "stands behind the numbers\n");
    check_body(
        "shape = [\"3-2-4\",\n\"3:\",\n\"4--4\"];",
        "t:6: test.rule: shape \"3:\": a number of at most 4 digits is missing behind \":\"\n"
        "t:7: test.rule: shape \"4--4\": a number of at most 4 digits is missing\n");
    check_body("shape = [];", "t:5: test.rule: 'shape' is empty\n");
    check_body("pattern = \"x\"; context = \"required\";",
               "t:5: test.rule: context \"required\" needs 'words' or 'keys'\n");
    check_body("pattern = \"x\"; public_prefix = 4;",
               "t:5: test.rule: 'public_prefix' needs mask \"secret\"; the mask is \"id\"\n");
    check_body("pattern = \"x\"; public_prefix = 17; mask = \"secret\";",
               "t:5: test.rule: 'public_prefix' is 17; it must be from 0 to 16\n");
    check_body("pattern = \"x\"; packs = [\"A\"];",
               "t:5: test.rule: 'packs' holds \"A\"; a name is 1 to 32 of a-z, 0-9 and -\n");
    check_body(
        "pattern = \"x\"; aliases = [\"one\"];",
        "t:5: test.rule: 'aliases' is \"one\"; it must be 2 to 4 parts of a-z, 0-9 and _ with "
        "dots between, at most 64 bytes, as in \"id.us.ssn\"\n");
}

static void test_read_rule__checks_regular_expressions(void)
{
    check_body("pattern = \"(\";",
               "t:5: test.rule: 'pattern' does not compile: missing closing parenthesis, at byte 1 "
               "of it\n");
    check_body("pattern = \"x*\";", "t:5: test.rule: 'pattern' can match the empty string\n");
    check_body("pattern = \"\";", "t:5: test.rule: 'pattern' is empty\n");
    check_body("pattern = \"(*UTF)x\";",
               "t:5: test.rule: 'pattern' does not compile: using UTF is disabled by the "
               "application, at byte 6 of it\n");
    check_body("pattern = \"x\"; before = \"(?<value>x)\";",
               "t:5: test.rule: 'before' may not have a group named \"value\": only 'pattern' and "
               "'tail' may\n");
    check_body("pattern = \"(?J)(?<value>x)|(?<value>y)\";",
               "t:5: test.rule: 'pattern' has more than one group named \"value\"\n");
    check_body(
        "pattern = \"x\"; must = [\"x*\",\n\"[\"];",
        "t:6: test.rule: 'must' does not compile: missing terminating ] for character class, "
        "at byte 1 of it\n");
    check_body("begin = \"x?\"; end = \"y\";",
               "t:5: test.rule: 'begin' can match the empty string\n");
}

static void test_read_rule__checks_evidence(void)
{
    const char *const unknown = RULE_HEAD "pattern = \"x\"; rejects = [\"zzzzzzzzzz\"];" RULE_TAIL;
    char said_start[64];

    check_body("pattern = \"x\"; checks = [\"lunh\"];",
               "t:5: test.rule: unknown check \"lunh\"; did you mean \"luhn\"?\n");
    check_body("pattern = \"x\"; checks = [\"luhn\"]; soft_checks = [\"luhn\"];",
               "t:5: test.rule: the rule has the check \"luhn\" twice\n");
    dlp_ruleset_free(load_text(unknown, strlen(unknown), DLP_ERULE));
    (void)snprintf(said_start, sizeof(said_start), "%.56s", said);
    CHECK_STR(said_start, "t:5: test.rule: unknown reject \"zzzzzzzzzz\"; there are: ");
    check_body("pattern = \"x\"; words = { eng = [\"a\"]; };",
               "t:5: test.rule: language 'eng' must be two letters (ISO 639-1) or 'any'\n");
    check_body("pattern = \"x\"; words = { en = [\"a\",\n\"--\", \"a b c d e f g h i\"]; };",
               "t:6: test.rule: 'en': \"--\" has no letter or digit\n"
               "t:6: test.rule: 'en': \"a b c d e f g h i\" has more than 8 words\n");
    check_body("pattern = \"x\"; keys = [\"\", \"\\xff\", \"a\\n\"];",
               "t:5: test.rule: 'keys' is empty\nt:5: test.rule: 'keys' is not valid UTF-8\n"
               "t:5: test.rule: 'keys' holds a control character\n");
    check_body("pattern = \"x\"; confidence = { base = 1.0; label = -0.1; word = 0.125; };",
               "t:5: test.rule: 'base' must be from 0.01 to 0.99\n"
               "t:5: test.rule: 'label' must be from 0.00 to 1.00\n"
               "t:5: test.rule: 'word' has more than two decimals\n");
    check_body("pattern = \"x\"; confidence = { negativ = 1; reject = 0.5; base = 1e999; };",
               "t:5: test.rule: unknown entry 'negativ' of 'confidence'; did you mean 'negative'?\n"
               "t:5: test.rule: 'reject' must be from -1.00 to 0.00\n"
               "t:5: test.rule: 'base' must be from 0.01 to 0.99\n");
}

static void test_read_rule__bounds_lists(void)
{
    char words[16384] = "pattern = \"x\"; keys = [\"k\"";
    char text[20000];

    for (int i = 0; i < 1024; i++)
        memcpy(words + strlen(words), ",\"k\"", 5);
    (void)snprintf(text, sizeof(text), "%s%s];\n%s", RULE_HEAD, words, RULE_TAIL);
    check_bad(text, 0, "t:5: test.rule: 'keys' has 1025 elements; 1024 are allowed\n");
}

static void test_read_rule__bounds_strings(void)
{
    static char text[80000];
    size_t used;

    memcpy(text, RULE_HEAD "pattern = \"", strlen(RULE_HEAD "pattern = \"") + 1);
    used = strlen(text);
    memset(text + used, 'x', 8193);
    memcpy(text + used + 8193, "\";\n" RULE_TAIL, strlen("\";\n" RULE_TAIL) + 1);
    check_bad(text, 0, "t:5: test.rule: 'pattern' is longer than 8192 bytes\n");
}

/* clang-format off */
#define DUPLICATES                                                            \
    "version = 1;\nrules = ("                                                 \
    SMALL_RULE("a.b", "aliases = [\"a.z\"];") ",\n"                           \
    SMALL_RULE("a.b", "") ",\n"                                               \
    SMALL_RULE("a.c", "aliases = [\"a.z\", \"a.y\", \"a.y\"];") ",\n"         \
    SMALL_RULE("a.z", "") ",\n"                                               \
    SMALL_RULE("a.d", "aliases = [\"a.d\"];") ");"
/* clang-format on */

static void test_read_rule__refuses_duplicates(void)
{
    check_bad(DUPLICATES, 1,
              "t:3: a.b: duplicate id: 'a.b' is defined at t:2 already\n"
              "t:4: a.c: duplicate alias: 'a.z' is defined at t:2 already\n"
              "t:4: a.c: duplicate alias: the rule has the name 'a.y' twice\n"
              "t:5: a.z: duplicate id: 'a.z' is defined at t:2 already\n"
              "t:6: a.d: duplicate alias: the rule has the name 'a.d' twice\n");
}

static void test_read_rule__keeps_the_good_ones(void)
{
    check_bad("version = 1;\nrules = (" SMALL_RULE("a.b", "") ",\n" SMALL_RULE(
                  "A.c", "") ",\n" SMALL_RULE("a.d", "") ");",
              2,
              "t:3: 'id' is \"A.c\"; it must be 2 to 4 parts of a-z, 0-9 and _ with dots between, "
              "at most 64 bytes, as in \"id.us.ssn\"\n");
}

TEST_MAIN(TEST(test_read_rule__fills_names_and_finder),
          TEST(test_read_rule__fills_evidence_and_examples), TEST(test_read_rule__tells_the_kind),
          TEST(test_read_rule__has_defaults_by_class_and_category),
          TEST(test_read_rule__reports_what_is_missing),
          TEST(test_read_rule__refuses_wrong_settings),
          TEST(test_read_rule__checks_regular_expressions), TEST(test_read_rule__checks_evidence),
          TEST(test_read_rule__bounds_lists), TEST(test_read_rule__bounds_strings),
          TEST(test_read_rule__refuses_duplicates), TEST(test_read_rule__keeps_the_good_ones))
