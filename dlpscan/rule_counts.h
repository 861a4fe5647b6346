/* dlpscan/rule_counts.h - how often each rule was reported, in one item or in all. */
#ifndef DLPSCAN_RULE_COUNTS_H
#define DLPSCAN_RULE_COUNTS_H

#include <stddef.h>
#include <stdint.h>

struct rule_count {
    char *id;
    uint64_t findings;
    uint64_t hidden; /* of them, those that a report for people counts but does not show */
    uint64_t items;  /* that hold any */
};

/** By id, in byte order: at most one for each rule. One thread. */
struct rule_counts {
    struct rule_count *at;
    size_t len, cap;
};

/** Count a finding. @return the rule's, valid until the next call */
struct rule_count *rule_counts_add(struct rule_counts *counts, const char *id);

/** Add those of one more item. */
void rule_counts_unite(struct rule_counts *sum, const struct rule_counts *item);

/** Begin anew, and give all back. */
void rule_counts_clear(struct rule_counts *counts);

#endif
