/* tests/torture/torture_report.c - reports need no memory of ours: a finding can be written when there
 * is none left. */

#include "torture/torture.h"

#include "support/scan_log.h"
#include "unit/engine/small_rules.h"

static dlp_scanner *scanner;

struct written {
    size_t bytes, lines;
};

static int on_write(const void *data, size_t len, void *user)
{
    struct written *const w = user;

    w->bytes += len;
    w->lines += len > 0 && ((const char *)data)[len - 1] == '\n';
    return 0;
}

static int on_finding(const struct dlp_finding *f, void *user)
{
    const long before = dlp_alloc_count();

    CHECK_INT(dlp_report_finding(f, "a \xff path", on_write, user), DLP_OK);
    CHECK_INT(dlp_alloc_count(), before);
    return 0;
}

static dlp_status run_report(void)
{
    const struct dlp_incomplete incomplete = { "deadline", "test.card", 7, UINT64_MAX, NULL };
    const char *const packs[] = { "gdpr", NULL };
    const struct dlp_rule_info rule = { .id = "test.card",
                                        .title = "T",
                                        .category = "test",
                                        .region = "",
                                        .description = "D",
                                        .source = "S",
                                        .file = "t",
                                        .packs = packs };
    struct written w = { 0, 0 };

    CHECK_INT(dlp_report_incomplete(&incomplete, "a", on_write, &w), DLP_OK);
    CHECK_INT(dlp_report_rule(&rule, "digits", on_write, &w), DLP_OK);
    CHECK_INT(dlp_report_string("a\n\"b\xff", 5, on_write, &w), DLP_OK);
    CHECK_INT(w.lines, 2);
    CHECK_INT(dlp_alloc_count(), 0);
    return DLP_OK;
}

static void test_torture__report(void)
{
    torture(run_report, DLP_OK);
}

static void test_torture__report_findings(void)
{
    struct dlp_events events = DLP_EVENTS_INIT;
    struct written w = { 0, 0 };

    events.on_finding = on_finding;
    events.user = &w;
    CHECK_INT(dlp_scanner_scan(scanner, SMALL_TEXT, strlen(SMALL_TEXT), NULL, &events, NULL),
              DLP_OK);
    CHECK(w.lines >= 5);
}

static void start(void)
{
    scanner = scan_log_scanner(FIVE_RULES);
    dlp_alloc_fail_after(-1);
}

static void stop(void)
{
    dlp_scanner_free(scanner);
}

TEST_MAIN(TEST(start), TEST(test_torture__report), TEST(test_torture__report_findings), TEST(stop))
