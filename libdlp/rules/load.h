/* rules/load.h - one call of dlp_ruleset_load(): its files, and the names they define. */
#ifndef RULES_LOAD_H
#define RULES_LOAD_H

#include "base/config.h"
#include "model/rule.h"
#include "rules/name_index.h"
#include "rules/raw_lint.h"

#define DLP_RULES_MAX 100000u

/** A file that was parsed. Kept until the end of the call when it holds changes or packs. Never moved:
 *  libconfig's settings point at their config_t. */
struct dlp_source {
    struct dlp_source *next;
    config_t config;
    struct dlp_raw_lint lint;
    const char *file; /* in the set's arena */
    const config_setting_t *changes, *packs;
};

struct dlp_load {
    struct dlp_ruleset *set;
    struct dlp_diag diag;
    struct dlp_name_index names;
    struct dlp_source *first, **last; /* with changes or packs, in order of reading */
    bool only_source;                 /* look at names and bytes, for set->source; read no rule */
};

/** load_names.c: complain of the backslashes in element index of a section; true when there were any. */
bool dlp_load_backslashes(struct dlp_load *load, const struct dlp_source *source, uint8_t section,
                          size_t index, const char *rule);
/** load_names.c: complain of ids and aliases of rule that are taken: by another rule than set->rules[self]. */
void dlp_load_check_names(struct dlp_load *load, const struct dlp_config_at *at, unsigned line,
                          const struct dlp_rule *rule, size_t self);
/** load_names.c: add the rule's names; self is its index or DLP_NAME_LEFT_OUT. DLP_OK or DLP_ENOMEM. */
dlp_status dlp_load_add_names(struct dlp_load *load, const struct dlp_rule *rule, size_t self);

/** Files of a path, or the file, for set->source alone. @return as dlp_ruleset_load() */
dlp_status dlp_load_source(struct dlp_ruleset *set, const char *path);

/** packs.c: read the packs of all sources, and tell each rule of the set which packs it is in.
 *  DLP_OK or DLP_ENOMEM. */
dlp_status dlp_load_packs(struct dlp_load *load);

/** changes.c: apply the changes of all sources. DLP_OK or DLP_ENOMEM. */
dlp_status dlp_load_changes(struct dlp_load *load);
#endif
