/* dlpscan/catalog.h - the rules by id, for reports that describe them. */
#ifndef DLPSCAN_CATALOG_H
#define DLPSCAN_CATALOG_H

#include <dlp/dlp.h>

#include <stdatomic.h>

struct catalog_rule {
    struct dlp_rule_info info;
    atomic_bool found; /* the report speaks of it; any thread may say so */
};

struct catalog {
    struct catalog_rule *rule; /* in byte order of their ids */
    size_t len;
};

/** @param rules  must outlive the catalog. */
void catalog_init(struct catalog *catalog, const dlp_ruleset *rules);
void catalog_free(struct catalog *catalog);

/** The rule's place in catalog->rule; catalog->len when there is none. Any thread. */
size_t catalog_find(const struct catalog *catalog, const char *id);

#endif
