/* engine/costing.c - what each rule costs (dlp_scanner_cost(), dlp_scanner_rule_cost()).
 *
 * A trigger takes less than a microsecond, of which two looks at the clock would be a good part. So
 * only the first ones of a rule are timed, then one in SAMPLE, for all of them, as long as they are
 * cheap; and what the clock itself takes is measured once and left out. */

#include "engine/costing.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "score/table.h"

#include <dlp/cost.h>

#define TIMED_AT_ONCE                                                                              \
  64u /* triggers of a rule that are all timed: the first, and after a dear one */
#define DEAR_NS 20000u
#define SAMPLE 17u /* a prime, so that it keeps no step with rows of a table */
#define CLOCK_TRIES 32

dlp_status dlp_costing_open(dlp_scanner *scanner)
{
    struct dlp_costs *const costs = dlp_calloc(1, sizeof(*costs));

    if (!costs)
        return DLP_ENOMEM;
    scanner->work.costs = costs;
    costs->rules = dlp_calloc(scanner->db->rules_len, sizeof(*costs->rules));
    if (!costs->rules)
        return DLP_ENOMEM;
    for (size_t i = 0; i < scanner->db->rules_len; i++)
        costs->rules[i].all_until = TIMED_AT_ONCE;
    costs->clock_ns = UINT64_MAX;
    for (int i = 0; i < CLOCK_TRIES; i++) {
        const uint64_t began = dlp_clock_ns();
        const uint64_t took = dlp_clock_ns() - began;

        costs->clock_ns = took < costs->clock_ns ? took : costs->clock_ns;
    }
    return DLP_OK;
}

void dlp_costing_close(dlp_scanner *scanner)
{
    if (scanner->work.costs)
        dlp_free(scanner->work.costs->rules);
    dlp_free(scanner->work.costs);
    scanner->work.costs = NULL;
}

void dlp_costing_table(dlp_session *session, const struct dlp_window *window, uint64_t to)
{
    const struct dlp_scanner *const scanner = session->scanner;
    struct dlp_costs *const costs = scanner->work.costs;
    const uint64_t began = costs ? dlp_clock_ns() : 0;
    uint64_t took;

    dlp_table_advance(&session->table, window, to, &scanner->db->words);
    if (!costs)
        return;
    took = dlp_clock_ns() - began;
    costs->table_ns += took;
    costs->apart_ns += took;
}

struct dlp_costing dlp_costing_trigger(struct dlp_costs *costs, const struct dlp_rule_costs *rule)
{
    const unsigned weight = rule->triggers < rule->all_until ? 1
        : rule->triggers % SAMPLE == 0                       ? SAMPLE
                                                             : 0;

    return (struct dlp_costing){ costs, weight > 0 ? dlp_clock_ns() : 0, costs->apart_ns, weight };
}

struct dlp_costing dlp_costing_score(struct dlp_costs *costs)
{
    return (struct dlp_costing){ costs, dlp_clock_ns(), costs->apart_ns, 1 };
}

/* Nanoseconds since it began, without what was measured apart and without the clock itself. */
static uint64_t costing_took(const struct dlp_costing *costing)
{
    const struct dlp_costs *const costs = costing->costs;
    const uint64_t now = dlp_clock_ns();
    const uint64_t from = costing->began + (costs->apart_ns - costing->apart_ns) + costs->clock_ns;

    return now > from ? now - from : 0;
}

void dlp_costing_end(const struct dlp_costing *costing, struct dlp_rule_costs *rule)
{
    uint64_t took;

    if (costing->weight == 0)
        return;
    took = costing_took(costing);
    if (took <= DEAR_NS) {
        rule->ns += took * costing->weight;
        return;
    }
    /* Another program had the processor, or the rule is dear here: neither is to be multiplied. */
    rule->ns += took;
    rule->all_until = rule->triggers + TIMED_AT_ONCE;
}

void dlp_costing_scored(const struct dlp_costing *costing, struct dlp_rule_costs *rule)
{
    const uint64_t took = costing_took(costing);

    rule->ns += took;
    costing->costs->apart_ns += took;
}

dlp_status dlp_scanner_cost(const dlp_scanner *scanner, struct dlp_scan_cost *out)
{
    const struct dlp_costs *const costs = scanner->work.costs;

    if (out->version != DLP_SCAN_COST_VERSION)
        return DLP_EINVAL;
    if (!costs)
        return DLP_ESTATE;
    out->rules = scanner->db->rules_len;
    out->bytes = costs->bytes;
    out->ns = costs->ns;
    out->literal_ns = costs->literal_ns;
    out->class_ns = costs->class_ns;
    out->table_ns = costs->table_ns;
    out->rules_ns = 0;
    for (size_t i = 0; i < out->rules; i++)
        out->rules_ns += costs->rules[i].ns;
    return DLP_OK;
}

dlp_status dlp_scanner_rule_cost(const dlp_scanner *scanner, size_t index,
                                 struct dlp_rule_cost *out)
{
    const struct dlp_costs *const costs = scanner->work.costs;

    if (out->version != DLP_RULE_COST_VERSION)
        return DLP_EINVAL;
    if (!costs)
        return DLP_ESTATE;
    if (index >= scanner->db->rules_len)
        return DLP_EINVAL;
    out->rule = scanner->db->rules[index].rule.id;
    out->lane = dlp_database_lane(scanner->db, out->rule);
    out->triggers = costs->rules[index].triggers;
    out->candidates = costs->rules[index].candidates;
    out->checked = costs->rules[index].checked;
    out->findings = costs->rules[index].findings;
    out->ns = costs->rules[index].ns;
    return DLP_OK;
}
