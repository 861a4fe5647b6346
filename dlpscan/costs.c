/* dlpscan/costs.c - what scanners spent their time on, summed up. */

#include "costs.h"

#include "mem.h"

#include <stdlib.h>
#include <string.h>

static void add_scan(struct dlp_scan_cost *sum, const struct dlp_scan_cost *one)
{
    sum->rules = one->rules;
    sum->bytes += one->bytes;
    sum->ns += one->ns;
    sum->literal_ns += one->literal_ns;
    sum->class_ns += one->class_ns;
    sum->rules_ns += one->rules_ns;
    sum->table_ns += one->table_ns;
}

static void add_rule(struct dlp_rule_cost *sum, const struct dlp_rule_cost *one)
{
    sum->rule = one->rule;
    sum->lane = one->lane;
    sum->triggers += one->triggers;
    sum->candidates += one->candidates;
    sum->checked += one->checked;
    sum->findings += one->findings;
    sum->ns += one->ns;
}

dlp_status costs_add(struct costs *costs, const dlp_scanner *scanner)
{
    struct dlp_scan_cost scan = { .version = DLP_SCAN_COST_VERSION };
    dlp_status status = dlp_scanner_cost(scanner, &scan);

    if (status != DLP_OK)
        return status;
    add_scan(&costs->scan, &scan);
    if (!costs->rules)
        costs->rules = mem_array(scan.rules + 1, sizeof(*costs->rules));
    for (size_t i = 0; i < scan.rules && status == DLP_OK; i++) {
        struct dlp_rule_cost rule = { .version = DLP_RULE_COST_VERSION };

        status = dlp_scanner_rule_cost(scanner, i, &rule);
        if (status == DLP_OK)
            add_rule(&costs->rules[i], &rule);
    }
    return status;
}

static int by_time(const void *left, const void *right)
{
    const struct dlp_rule_cost *const a = left, *const b = right;

    if (a->ns != b->ns)
        return a->ns > b->ns ? -1 : 1;
    return strcmp(a->rule, b->rule);
}

void costs_sort(struct costs *costs)
{
    if (costs->scan.rules)
        qsort(costs->rules, costs->scan.rules, sizeof(*costs->rules), by_time);
}

void costs_free(struct costs *costs)
{
    mem_free(costs->rules);
    *costs = (struct costs){ 0 };
}
