/* tests/unit/engine/test_costing.c - what is counted of each rule, whole and in pieces. */

#include "engine/costing.h"
#include "support/scan_log.h"
#include "unit/test.h"

#define RULE(id, class_, finder)                                                                   \
  "{ id = \"t." id "\"; title = \"t\"; description = \"t\"; source = \"t\"; severity = \"low\"; "  \
  "class = \"" class_ "\"; " finder " examples = [ \"x\" ]; counter_examples = [ \"y\" ]; }"

enum { NUMBER, DIGITS, WEAK, BLOCK, NEVER, RULES };
static const char rules[] = "version = 1; rules = ("
    /* clang-format off */
    RULE("number", "strong", "pattern = \"TN-[0-9]{4}\"; border = \"token\";") ","
    RULE("digits", "strong", "shape = [ \"16\" ]; checks = [ \"luhn\" ];") ","
    RULE("weak", "weak", "pattern = \"WK-[0-9]\";") ","
    RULE("block", "strong", "begin = \"BEGIN KEY\"; end = \"END KEY\";") ","
    RULE("never", "strong", "pattern = \"NEVER[0-9]\";")
    /* clang-format on */
    " );";

/* Three numbers, one of them within a word; two digit shapes, one with a wrong check digit; a weak
 * one; a block, and a begin line without one. */
static const char text[] =
    "TN-1234 xTN-1234 TN-9999\n4111111111111111 4111111111111112\nWK-7\nBEGIN KEY\n"
    "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\nMIIEvQIBADANBgkqhkiG9w0BAQEF"
    "\nEND KEY\nBEGIN KEY is a line\n";

static dlp_scanner *scanner_with(uint32_t flags)
{
    struct dlp_scan_options options = DLP_SCAN_OPTIONS_INIT;
    dlp_scanner *const plain = scan_log_scanner(rules);
    dlp_scanner *scanner = NULL;

    options.flags = flags;
    CHECK_INT(dlp_scanner_new(&scanner, plain->db, &options, NULL), DLP_OK);
    dlp_scanner_free(plain);
    return scanner;
}

static struct dlp_rule_cost cost_of(const dlp_scanner *scanner, size_t i)
{
    struct dlp_rule_cost cost = { .version = DLP_RULE_COST_VERSION };

    CHECK_INT(dlp_scanner_rule_cost(scanner, i, &cost), DLP_OK);
    return cost;
}

static size_t cut_each(size_t start, size_t len, void *user)
{
    const size_t step = *(const size_t *)user;

    return len - start < step ? len : start + step;
}

/* Scan the text in pieces and look at every counter; `times` is how often it was scanned. */
static void scan_and_check(dlp_scanner *scanner, size_t step, uint64_t times)
{
    static const struct {
        const char *rule, *lane;
        uint64_t triggers, candidates, checked, findings;
    } want[RULES] = {
        [NUMBER] = { "t.number", "literal", 3, 2, 2, 2 },
        [DIGITS] = { "t.digits", "digits", 2, 2, 1, 1 },
        [WEAK] = { "t.weak", "literal", 1, 1, 1, 0 },
        [BLOCK] = { "t.block", "literal", 3, 2, 1, 1 },
        [NEVER] = { "t.never", "literal", 0, 0, 0, 0 },
    };
    struct dlp_scan_cost scan = { .version = DLP_SCAN_COST_VERSION };
    struct scan_log log = { 0 };
    uint64_t ns = 0;

    scan_log_run(&log, scanner, (const uint8_t *)text, sizeof(text) - 1, cut_each, &step);
    scan_log_clear(&log);
    for (size_t i = 0; i < RULES; i++) {
        const struct dlp_rule_cost cost = cost_of(scanner, i);

        CHECK_STR(cost.rule, want[i].rule);
        CHECK_STR(cost.lane, want[i].lane);
        CHECK_INT(cost.triggers, want[i].triggers * times);
        CHECK_INT(cost.candidates, want[i].candidates * times);
        CHECK_INT(cost.checked, want[i].checked * times);
        CHECK_INT(cost.findings, want[i].findings * times);
        ns += cost.ns;
    }
    CHECK_INT(dlp_scanner_cost(scanner, &scan), DLP_OK);
    CHECK_INT(scan.rules, RULES);
    CHECK_INT(scan.bytes, (sizeof(text) - 1) * times);
    CHECK_INT(scan.rules_ns, ns);
    CHECK(scan.ns >= scan.literal_ns + scan.class_ns);
    CHECK(scan.literal_ns > 0 && scan.class_ns > 0);
    CHECK_INT(cost_of(scanner, NEVER).ns, 0);
}

static void test_costing__counts_each_step(void)
{
    dlp_scanner *const scanner = scanner_with(DLP_SCAN_COSTS);

    scan_and_check(scanner, sizeof(text), 1);
    scan_and_check(scanner, sizeof(text), 2);
    dlp_scanner_free(scanner);
}

static void test_costing__counts_the_same_in_pieces(void)
{
    for (size_t step = 1; step < 40; step += 3) {
        dlp_scanner *const scanner = scanner_with(DLP_SCAN_COSTS);

        scan_and_check(scanner, step, 1);
        dlp_scanner_free(scanner);
    }
}

static void test_costing__refuses_what_was_not_counted(void)
{
    struct dlp_rule_cost rule = { .version = DLP_RULE_COST_VERSION };
    struct dlp_scan_cost scan = { .version = DLP_SCAN_COST_VERSION };
    dlp_scanner *const plain = scanner_with(0), *const counts = scanner_with(DLP_SCAN_COSTS);

    CHECK_INT(dlp_scanner_cost(plain, &scan), DLP_ESTATE);
    CHECK_INT(dlp_scanner_rule_cost(plain, 0, &rule), DLP_ESTATE);
    CHECK_INT(dlp_scanner_rule_cost(counts, RULES, &rule), DLP_EINVAL);
    rule.version = 99;
    scan.version = 99;
    CHECK_INT(dlp_scanner_cost(counts, &scan), DLP_EINVAL);
    CHECK_INT(dlp_scanner_rule_cost(counts, 0, &rule), DLP_EINVAL);
    dlp_scanner_free(plain);
    dlp_scanner_free(counts);
}

static void test_costing__times_every_trigger_and_then_some(void)
{
    dlp_scanner *const scanner = scanner_with(DLP_SCAN_COSTS);
    struct dlp_costs *const costs = scanner->work.costs;
    struct dlp_rule_costs *const rule = &costs->rules[0];
    uint64_t stood_for = 0;
    unsigned timed = 0;

    for (; rule->triggers < 17000; rule->triggers++) {
        const struct dlp_costing costing = dlp_costing_trigger(costs, rule);

        CHECK(rule->triggers >= 64 || costing.weight == 1);
        stood_for += costing.weight;
        timed += costing.weight > 0;
    }
    CHECK(timed > 1000 && timed < 1100);
    CHECK(stood_for > 16900 && stood_for < 17100);
    dlp_scanner_free(scanner);
}

static void test_costing__does_not_multiply_what_is_dear(void)
{
    dlp_scanner *const scanner = scanner_with(DLP_SCAN_COSTS);
    struct dlp_costs *const costs = scanner->work.costs;
    struct dlp_rule_costs *const rule = &costs->rules[0];
    struct dlp_costing costing;

    rule->triggers = 17 * 100;
    costing = dlp_costing_trigger(costs, rule);
    CHECK_INT(costing.weight, 17);
    costing.began -= 1000000000; /* a second ago */
    dlp_costing_end(&costing, rule);
    CHECK(rule->ns >= 900000000 && rule->ns < 10000000000);
    rule->triggers++;
    CHECK_INT(dlp_costing_trigger(costs, rule).weight, 1);
    dlp_scanner_free(scanner);
}

static void test_costing__leaves_out_what_was_measured_apart(void)
{
    dlp_scanner *const scanner = scanner_with(DLP_SCAN_COSTS);
    struct dlp_costs *const costs = scanner->work.costs;
    struct dlp_rule_costs *const rule = &costs->rules[0];
    struct dlp_costing trigger = dlp_costing_trigger(costs, rule);
    struct dlp_costing score = dlp_costing_score(costs);

    trigger.began -= 2000000000;
    score.began -= 1000000000;
    dlp_costing_scored(&score, rule);
    CHECK(rule->ns >= 1000000000 - costs->clock_ns && costs->apart_ns == rule->ns);
    dlp_costing_end(&trigger, rule);
    CHECK(rule->ns >= 1900000000 && rule->ns < 2900000000); /* not three seconds */
    dlp_scanner_free(scanner);
}

TEST_MAIN(TEST(test_costing__counts_each_step), TEST(test_costing__counts_the_same_in_pieces),
          TEST(test_costing__refuses_what_was_not_counted),
          TEST(test_costing__times_every_trigger_and_then_some),
          TEST(test_costing__does_not_multiply_what_is_dear),
          TEST(test_costing__leaves_out_what_was_measured_apart))
