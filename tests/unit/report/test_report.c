/* tests/unit/report/test_report.c - the objects that scripts depend on, byte for byte. */

#include "unit/test.h"

#include <dlp/report.h>

static char out[8192];
static size_t out_len;

static int collect(const void *data, size_t len, void *user)
{
    (void)user;
    CHECK(out_len + len < sizeof(out));
    memcpy(out + out_len, data, len);
    out_len += len;
    out[out_len] = '\0';
    return 0;
}

static int refuse(const void *data, size_t len, void *user)
{
    (void)data;
    (void)len;
    ++*(int *)user;
    return 1;
}

static void start(void)
{
    out_len = 0;
    out[0] = '\0';
}

static const struct dlp_finding_check checks[] = { { "luhn", 1 }, { "card_pan", 0 } };
static const struct dlp_finding_context context[] = { { "card \"x\"", "label", -5 },
                                                      { "карта", "column", 0 } };
static const struct dlp_finding_also also[] = { { "bank.us.aba", 0.3 }, { "tax.ru.inn", 0.05 } };
static const char *const tags[] = { "test_value", "truncated" };
static const struct dlp_finding full = {
    .version = DLP_FINDING_VERSION,
    .id = "0011223344556677",
    .rule = "card.pan",
    .title = "Payment card number",
    .category = "card",
    .region = "US",
    .severity = DLP_SEVERITY_CRITICAL,
    .confidence = 0.92,
    .offset = 18446744073709551614u,
    .length = 19,
    .line = 4,
    .column = 17,
    .masked = "4111 11** **** 1111",
    .token = "k00112233:00112233445566778899aabbccddeeff",
    .why = "strong pattern, label \"card\"",
    .checks = checks,
    .checks_len = 2,
    .context = context,
    .context_len = 2,
    .also = also,
    .also_len = 2,
    .tags = tags,
    .tags_len = 2,
    .value = "4111\0\xff",
    .value_len = 6,
};

static void test_report__a_finding_with_everything(void)
{
    start();
    CHECK_INT(dlp_report_finding(&full, "a/b.zip!x/y\n\xff.csv", collect, NULL), DLP_OK);
    CHECK_STR(out,
              "{\"schema\":1,\"kind\":\"finding\",\"id\":\"0011223344556677\","
              "\"path\":\"a/b.zip!x/y\\n%FF.csv\",\"rule\":\"card.pan\","
              "\"title\":\"Payment card number\",\"category\":\"card\",\"region\":\"US\","
              "\"severity\":\"critical\",\"confidence\":0.92,\"offset\":18446744073709551614,"
              "\"length\":19,\"line\":4,\"column\":17,\"masked\":\"4111 11** **** 1111\","
              "\"token\":\"k00112233:00112233445566778899aabbccddeeff\","
              "\"value\":\"4111\\u0000%FF\","
              "\"checks\":[{\"name\":\"luhn\",\"result\":\"pass\"},"
              "{\"name\":\"card_pan\",\"result\":\"fail\"}],"
              "\"context\":[{\"word\":\"card \\\"x\\\"\",\"distance\":-5,\"as\":\"label\"},"
              "{\"word\":\"карта\",\"distance\":0,\"as\":\"column\"}],\"via\":[],"
              "\"also\":[{\"rule\":\"bank.us.aba\",\"confidence\":0.30},"
              "{\"rule\":\"tax.ru.inn\",\"confidence\":0.05}],"
              "\"tags\":[\"test_value\",\"truncated\"],"
              "\"why\":\"strong pattern, label \\\"card\\\"\"}\n");
}

static void test_report__a_finding_with_the_least(void)
{
    const struct dlp_finding least = { .version = DLP_FINDING_VERSION,
                                       .id = "0011223344556677",
                                       .rule = "id.us.ssn",
                                       .title = "SSN",
                                       .category = "id",
                                       .region = "",
                                       .severity = DLP_SEVERITY_LOW,
                                       .confidence = 0.01,
                                       .length = 9,
                                       .line = 1,
                                       .column = 1,
                                       .masked = "*******89",
                                       .why = "" };

    start();
    CHECK_INT(dlp_report_finding(&least, "-", collect, NULL), DLP_OK);
    CHECK_STR(out,
              "{\"schema\":1,\"kind\":\"finding\",\"id\":\"0011223344556677\",\"path\":\"-\","
              "\"rule\":\"id.us.ssn\",\"title\":\"SSN\",\"category\":\"id\",\"region\":\"\","
              "\"severity\":\"low\",\"confidence\":0.01,\"offset\":0,\"length\":9,\"line\":1,"
              "\"column\":1,\"masked\":\"*******89\",\"checks\":[],\"context\":[],\"via\":[],"
              "\"also\":[],\"tags\":[],\"why\":\"\"}\n");
}

static void test_report__an_incomplete(void)
{
    const struct dlp_incomplete known = { "match_limit", "x.a", 10, 5, NULL };
    const struct dlp_incomplete unknown = { "deadline", NULL, 0, UINT64_MAX, NULL };

    start();
    CHECK_INT(dlp_report_incomplete(&known, "a\tb", collect, NULL), DLP_OK);
    CHECK_INT(dlp_report_incomplete(&unknown, "c", collect, NULL), DLP_OK);
    CHECK_STR(out,
              "{\"schema\":1,\"kind\":\"incomplete\",\"path\":\"a\\tb\","
              "\"reason\":\"match_limit\",\"rule\":\"x.a\",\"offset\":10,\"length\":5}\n"
              "{\"schema\":1,\"kind\":\"incomplete\",\"path\":\"c\",\"reason\":\"deadline\","
              "\"offset\":0,\"length\":null}\n");
}

static void test_report__a_rule(void)
{
    static const char *const packs[] = { "gdpr", "pci", NULL };
    struct dlp_rule_info rule = { .id = "card.pan",
                                  .title = "Card",
                                  .category = "card",
                                  .region = "",
                                  .description = "One\nTwo",
                                  .source = "ISO",
                                  .severity = DLP_SEVERITY_HIGH,
                                  .packs = packs,
                                  .class_name = "strong",
                                  .checks = { "luhn", "card_pan", NULL } };

    start();
    CHECK_INT(dlp_report_rule(&rule, "digits", collect, NULL), DLP_OK);
    rule.packs = NULL;
    rule.checks[0] = NULL;
    rule.needs_context = 1;
    CHECK_INT(dlp_report_rule(&rule, NULL, collect, NULL), DLP_OK);
    CHECK_STR(out,
              "{\"schema\":1,\"kind\":\"rule\",\"id\":\"card.pan\",\"title\":\"Card\","
              "\"category\":\"card\",\"region\":\"\",\"severity\":\"high\",\"lane\":\"digits\","
              "\"packs\":[\"gdpr\",\"pci\"],\"description\":\"One\\nTwo\",\"source\":\"ISO\","
              "\"class\":\"strong\",\"checks\":[\"luhn\",\"card_pan\"],"
              "\"context\":\"optional\"}\n"
              "{\"schema\":1,\"kind\":\"rule\",\"id\":\"card.pan\",\"title\":\"Card\","
              "\"category\":\"card\",\"region\":\"\",\"severity\":\"high\",\"lane\":null,"
              "\"packs\":[],\"description\":\"One\\nTwo\",\"source\":\"ISO\",\"class\":\"strong\","
              "\"checks\":[],\"context\":\"needed\"}\n");
}

static void test_report__a_pack(void)
{
    static const char *const cards[] = { "card.*", NULL };
    static const char *const none[] = { NULL };
    const struct dlp_pack_condition policy[] = { { cards, 1, 0.95 }, { none, 10, 0.5 } };
    const struct dlp_pack_info pack = { .name = "pci",
                                        .title = "Cards",
                                        .description = "Numbers",
                                        .source = "PCI DSS",
                                        .rules = 2,
                                        .policy = policy,
                                        .policy_len = 2 };

    start();
    CHECK_INT(dlp_report_pack(&pack, collect, NULL), DLP_OK);
    CHECK_STR(out,
              "{\"schema\":1,\"kind\":\"pack\",\"name\":\"pci\",\"title\":\"Cards\","
              "\"description\":\"Numbers\",\"source\":\"PCI DSS\",\"rules\":2,\"policy\":["
              "{\"rules\":[\"card.*\"],\"values\":1,\"confidence\":0.95},"
              "{\"rules\":[],\"values\":10,\"confidence\":0.50}]}\n");
}

static void test_report__a_string(void)
{
    start();
    CHECK_INT(dlp_report_string("a\xff\n\0", 4, collect, NULL), DLP_OK);
    CHECK_STR(out, "\"a%FF\\n\\u0000\"");
    start();
    CHECK_INT(dlp_report_string("", 0, collect, NULL), DLP_OK);
    CHECK_STR(out, "\"\"");
}

static void test_report__stops_when_asked(void)
{
    const struct dlp_incomplete incomplete = { "deadline", NULL, 0, 0, NULL };
    int calls = 0;

    CHECK_INT(dlp_report_finding(&full, "p", refuse, &calls), DLP_STOPPED);
    CHECK_INT(calls, 1);
    CHECK_INT(dlp_report_incomplete(&incomplete, "p", refuse, &calls), DLP_STOPPED);
    CHECK_INT(dlp_report_string("a", 1, refuse, &calls), DLP_STOPPED);
    CHECK_INT(calls, 3);
}

TEST_MAIN(TEST(test_report__a_finding_with_everything), TEST(test_report__a_finding_with_the_least),
          TEST(test_report__an_incomplete), TEST(test_report__a_rule), TEST(test_report__a_pack),
          TEST(test_report__a_string), TEST(test_report__stops_when_asked))
