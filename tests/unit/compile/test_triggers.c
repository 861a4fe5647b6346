/* tests/unit/compile/test_triggers.c - the literal lane: which expressions Hyperscan looks for. */

#include "compile/triggers.h"
#include "unit/rules/rules_fixture.h"

#define RULES_MAX 8

static struct dlp_rule_code codes[RULES_MAX];
static struct dlp_database db;

/* Build the lane of rules, which end with one that has no id. */
static dlp_status build(const struct dlp_rule *rules)
{
    struct dlp_diag diag = { hear, NULL, 0, 0 };
    dlp_status status;

    memset(&db, 0, sizeof(db));
    memset(codes, 0, sizeof(codes));
    db.rules = codes;
    for (; rules[db.rules_len].id; db.rules_len++)
        codes[db.rules_len].rule = rules[db.rules_len];
    said[0] = '\0';
    status = dlp_triggers_build(&db, NULL, &diag);
    CHECK_INT(diag.errors > 0, status == DLP_ERULE);
    return status;
}
#define BUILD(...) build((const struct dlp_rule[]){ __VA_ARGS__, { .id = NULL } })

static int hear_end(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                    void *user)
{
    char *const out = user;
    const size_t used = strlen(out);

    (void)from;
    (void)flags;
    (void)snprintf(out + used, 256 - used, "%u/%u@%llu ", db.triggers[id].rule,
                   (unsigned)db.triggers[id].role, to);
    return 0;
}

/* "RULE/ROLE@END " for each end, in the order of Hyperscan; text is fed byte by byte. */
static const char *ends(const char *text)
{
    static char out[256];
    hs_stream_t *stream = NULL;

    out[0] = '\0';
    CHECK_INT(hs_open_stream(db.hs, 0, &stream), HS_SUCCESS);
    for (const char *p = text; *p; p++)
        CHECK_INT(hs_scan_stream(stream, p, 1, 0, db.scratch, hear_end, out), HS_SUCCESS);
    CHECK_INT(hs_close_stream(stream, db.scratch, hear_end, out), HS_SUCCESS);
    return out;
}

/* Triggers, but for those of decoders. */
static int of_rules(void)
{
    int len = 0;

    for (size_t i = 0; i < db.triggers_len; i++)
        len += db.triggers[i].role != DLP_TRIGGER_VIEW;
    return len;
}

static void test_triggers__tell_rule_and_role(void)
{
    CHECK_INT(
        BUILD({ .id = "x.a", .kind = DLP_RULE_PATTERN, .pattern = "ab[0-9]" },
              { .id = "x.b", .kind = DLP_RULE_DIGITS, .pattern = "[0-9]" },
              { .id = "x.c", .kind = DLP_RULE_KEYWORD, .keyword = "key=", .tail = "x" },
              { .id = "x.d", .kind = DLP_RULE_BLOCK, .keyword = "BEGIN", .end_pattern = "END" },
              { .id = "x.e", .kind = DLP_RULE_RUN, .pattern = "z" },
              { .id = "x.f", .kind = DLP_RULE_HEAD, .pattern = "z" }),
        DLP_OK);
    CHECK_INT(of_rules(), 4);
    CHECK(db.stream_size > 0);
    CHECK_STR(ends("ab7 z"), "0/0@3 ");
    CHECK_STR(ends("my key=x"), "2/1@7 ");
    CHECK_STR(ends("BEGIN END"), "3/2@5 3/3@9 ");
    dlp_triggers_free(&db);
}

static void test_triggers__take_the_trigger_instead_of_the_pattern(void)
{
    CHECK_INT(
        BUILD(
            { .id = "x.a", .kind = DLP_RULE_PATTERN, .pattern = "[a-z]{1,9}@x", .trigger = "@x" }),
        DLP_OK);
    CHECK_STR(ends("@x ab@x"), "0/0@2 0/0@7 ");
    dlp_triggers_free(&db);
}

static void test_triggers__report_every_end(void)
{
    CHECK_INT(BUILD({ .id = "x.a", .kind = DLP_RULE_PATTERN, .pattern = "a[0-9]{2,4}" }), DLP_OK);
    CHECK_STR(ends("a12345"), "0/0@3 0/0@4 0/0@5 ");
    dlp_triggers_free(&db);
}

static void test_triggers__ignore_case_beyond_ascii(void)
{
    CHECK_INT(BUILD({ .id = "x.a",
                      .kind = DLP_RULE_KEYWORD,
                      .keyword = "ключ:",
                      .tail = "x",
                      .ignore_case = true },
                    { .id = "x.b", .kind = DLP_RULE_KEYWORD, .keyword = "Ключ:", .tail = "x" }),
              DLP_OK);
    CHECK_STR(ends("КЛЮЧ:"), "0/1@9 ");
    CHECK_STR(ends("ключ:"), "0/1@9 ");
    dlp_triggers_free(&db);
}

static void test_triggers__are_the_decoders_where_the_class_lane_does_all(void)
{
    CHECK_INT(BUILD({ .id = "x.b", .kind = DLP_RULE_DIGITS, .pattern = "[0-9]" },
                    { .id = "x.e", .kind = DLP_RULE_RUN, .pattern = "z" }),
              DLP_OK);
    CHECK_INT(of_rules(), 0);
    CHECK(db.triggers_len > 0); /* what wakes decoders */
    dlp_triggers_free(&db);
}

/* Decision D2: a rule whose prefilter form has unbounded width is refused. */
static void test_triggers__refuse_what_has_no_widest_match(void)
{
    CHECK_INT(BUILD({ .id = "x.a",
                      .file = "t",
                      .line = 4,
                      .kind = DLP_RULE_PATTERN,
                      .pattern = "ab",
                      .trigger = "a.*b" }),
              DLP_ERULE);
    CHECK(strncmp(said, "t:4: x.a: trigger: ", 19) == 0);
    dlp_triggers_free(&db);
    CHECK_INT(BUILD({ .id = "x.b",
                      .file = "t",
                      .line = 5,
                      .kind = DLP_RULE_KEYWORD,
                      .keyword = "key *=",
                      .tail = "x" }),
              DLP_ERULE);
    CHECK(strncmp(said, "t:5: x.b: keyword: ", 19) == 0);
    dlp_triggers_free(&db);
    CHECK_INT(BUILD({ .id = "x.c",
                      .file = "t",
                      .line = 6,
                      .kind = DLP_RULE_BLOCK,
                      .keyword = "BEGIN",
                      .end_pattern = "END-+" }),
              DLP_ERULE);
    CHECK(strncmp(said, "t:6: x.c: end: ", 15) == 0);
    dlp_triggers_free(&db);
}

static void test_triggers__name_every_bad_rule(void)
{
    CHECK_INT(
        BUILD(
            { .id = "x.a", .file = "t", .line = 4, .kind = DLP_RULE_PATTERN, .pattern = "a(?C1)b" },
            { .id = "x.b", .file = "t", .line = 5, .kind = DLP_RULE_PATTERN, .pattern = "ok" },
            { .id = "x.c",
              .file = "t",
              .line = 6,
              .kind = DLP_RULE_KEYWORD,
              .keyword = "[é]",
              .tail = "x" }),
        DLP_ERULE);
    CHECK(strstr(said, "t:4: x.a: pattern: Hyperscan refuses it: ") != NULL);
    CHECK(strstr(said, "t:6: x.c: keyword: a letter beyond ASCII") != NULL);
    CHECK(strstr(said, "x.b") == NULL);
    CHECK(db.hs == NULL && db.triggers == NULL);
    dlp_triggers_free(&db);
    dlp_triggers_free(&db);
}

TEST_MAIN(TEST(test_triggers__tell_rule_and_role),
          TEST(test_triggers__take_the_trigger_instead_of_the_pattern),
          TEST(test_triggers__report_every_end), TEST(test_triggers__ignore_case_beyond_ascii),
          TEST(test_triggers__are_the_decoders_where_the_class_lane_does_all),
          TEST(test_triggers__refuse_what_has_no_widest_match),
          TEST(test_triggers__name_every_bad_rule))
