/* common/rule_choice.h - which rules the command line asks for, and where they are kept compiled. */
#ifndef COMMON_RULE_CHOICE_H
#define COMMON_RULE_CHOICE_H

#include <stdbool.h>
#include <stddef.h>

/* No bare rule begins with so much confidence or more: see docs/rules.md. */
#define RULE_BARE_CONFIDENCE 0.2

/** --enable or --disable, in the order of the command line. */
struct rule_switch {
    const char *glob;
    bool on;
};

/** Strings point into argv. All zero: the default rules, with the usual cache. */
struct rule_choice {
    const char **rules; /* files and folders */
    size_t rules_len;
    struct rule_switch *switches;
    size_t switches_len;
    char **packs; /* names, ours; NULL-terminated when there are any */
    size_t packs_len;
    bool bare;            /* the rules with the tag "bare", which are off otherwise */
    bool low_test_values; /* test cards and the like at a low confidence */
    bool no_cache;
    const char *cache_dir; /* NULL: the usual place */
};

/** A rule file or folder to use. False when its name is empty. */
bool rule_choice_add(struct rule_choice *choice, const char *path);

/** Switch the rules on or off whose id matches. False when the glob is empty. */
bool rule_choice_switch(struct rule_choice *choice, const char *glob, bool on);

/** Use the rules of packs only: one name, or several with commas between them. False when one is empty. */
bool rule_choice_packs(struct rule_choice *choice, const char *names);

/** From what confidence on findings are reported: bare rules are asked for below RULE_BARE_CONFIDENCE. */
void rule_choice_confidence(struct rule_choice *choice, double min_confidence);

void rule_choice_free(struct rule_choice *choice);

#endif
