/* dlpscan/catalog.c - the rules by id, for reports that describe them. */

#include "catalog.h"

#include "mem.h"

#include <stdlib.h>
#include <string.h>

static int rule_order(const void *a, const void *b)
{
    const struct catalog_rule *const left = a, *const right = b;

    return strcmp(left->info.id, right->info.id);
}

void catalog_init(struct catalog *catalog, const dlp_ruleset *rules)
{
    const size_t count = dlp_ruleset_count(rules);

    catalog->rule = mem_array(count, sizeof(*catalog->rule));
    catalog->len = 0;
    for (size_t i = 0; i < count; i++) {
        if (dlp_ruleset_rule(rules, i, &catalog->rule[catalog->len].info) == DLP_OK)
            catalog->len++;
    }
    if (catalog->len)
        qsort(catalog->rule, catalog->len, sizeof(*catalog->rule), rule_order);
}

void catalog_free(struct catalog *catalog)
{
    mem_free(catalog->rule);
    *catalog = (struct catalog){ NULL, 0 };
}

size_t catalog_find(const struct catalog *catalog, const char *id)
{
    struct catalog_rule wanted;
    const struct catalog_rule *rule = NULL;

    wanted.info.id = id;
    if (catalog->len)
        rule = bsearch(&wanted, catalog->rule, catalog->len, sizeof(wanted), rule_order);
    return rule ? (size_t)(rule - catalog->rule) : catalog->len;
}
