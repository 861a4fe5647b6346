/* rules/read_evidence.c - reads what makes a candidate more or less sure: class, confidence,
 * checks, rejects. */

#include "rules/nearest.h"
#include "rules/setting_table.h"

#include <stdio.h>
#include <string.h>

dlp_status dlp_read_class(struct dlp_rule_reader *r, const struct dlp_setting *def,
                          const config_setting_t *s)
{
    static const char *const names[] = { "weak", "medium", "strong" };
    static const int base[] = { 20, 45, 85 };
    unsigned choice;

    (void)def;
    if (dlp_config_choice(&choice, &r->at, s, names, 3)) {
        r->rule->class_ = (enum dlp_rule_class)choice;
        r->rule->scores.base = base[choice];
    }
    return DLP_OK;
}

/* The entries of the group "confidence", each in hundredths. */
static const struct score_entry {
    const char *name;
    size_t offset;
    int min, max;
} score_entries[] = {
    { "base", offsetof(struct dlp_rule_scores, base), 1, 99 },
    { "label", offsetof(struct dlp_rule_scores, label), 0, 100 },
    { "word", offsetof(struct dlp_rule_scores, word), 0, 100 },
    { "reject", offsetof(struct dlp_rule_scores, reject), -100, 0 },
    { "negative", offsetof(struct dlp_rule_scores, negative), -100, 0 },
    { "check_failed", offsetof(struct dlp_rule_scores, check_failed), -100, 0 },
};
#define SCORE_ENTRIES (sizeof(score_entries) / sizeof(score_entries[0]))

static void score_read(struct dlp_rule_reader *r, const config_setting_t *s)
{
    struct dlp_nearest nearest = DLP_NEAREST_INIT(config_setting_name(s));

    for (size_t i = 0; i < SCORE_ENTRIES; i++) {
        const struct score_entry *const e = &score_entries[i];

        if (strcmp(e->name, config_setting_name(s)) == 0) {
            int *const field = (int *)(void *)((char *)&r->rule->scores + e->offset);

            (void)dlp_config_hundredths(field, &r->at, s, e->min, e->max);
            return;
        }
        dlp_nearest_add(&nearest, e->name);
    }
    dlp_config_error(&r->at, s, "unknown entry '%.40s' of 'confidence'%s%s%s",
                     config_setting_name(s), nearest.best ? "; did you mean '" : "",
                     nearest.best ? nearest.best : "", nearest.best ? "'?" : "");
}

dlp_status dlp_read_confidence(struct dlp_rule_reader *r, const struct dlp_setting *def,
                               const config_setting_t *s)
{
    size_t len;

    (void)def;
    if (dlp_config_group(&len, &r->at, s))
        for (unsigned i = 0; i < len; i++)
            score_read(r, config_setting_get_elem(s, i));
    return DLP_OK;
}

dlp_status dlp_read_context(struct dlp_rule_reader *r, const struct dlp_setting *def,
                            const config_setting_t *s)
{
    static const char *const names[] = { "optional", "required" };
    unsigned choice;

    (void)def;
    if (dlp_config_choice(&choice, &r->at, s, names, 2))
        r->rule->require_context = choice == 1;
    return DLP_OK;
}

/* Complain of a name that is not in a registry, with the nearest one or else all of them. */
static void unknown_name(const struct dlp_rule_reader *r, const config_setting_t *s,
                         const char *what, const char *name, const struct dlp_nearest *nearest,
                         const char *all)
{
    if (nearest->best)
        dlp_config_error(&r->at, s, "unknown %s \"%.40s\"; did you mean \"%s\"?", what, name,
                         nearest->best);
    else
        dlp_config_error(&r->at, s, "unknown %s \"%.40s\"; there are: %s", what, name, all);
}

static void list_add(char *list, size_t size, const char *name)
{
    const size_t used = strlen(list);

    (void)snprintf(list + used, size - used, "%s%s", used ? ", " : "", name);
}

static void unknown_check(const struct dlp_rule_reader *r, const config_setting_t *s,
                          const char *name)
{
    struct dlp_nearest nearest = DLP_NEAREST_INIT(name);
    char all[384] = "";
    size_t len;
    const struct dlp_validator *const known = dlp_validator_list(&len);

    for (size_t i = 0; i < len; i++) {
        dlp_nearest_add(&nearest, known[i].name);
        list_add(all, sizeof(all), known[i].name);
    }
    unknown_name(r, s, "check", name, &nearest, all);
}

static void unknown_reject(const struct dlp_rule_reader *r, const config_setting_t *s,
                           const char *name)
{
    struct dlp_nearest nearest = DLP_NEAREST_INIT(name);
    char all[384] = "";
    size_t len;
    const struct dlp_reject *const known = dlp_reject_list(&len);

    for (size_t i = 0; i < len; i++) {
        dlp_nearest_add(&nearest, known[i].name);
        list_add(all, sizeof(all), known[i].name);
    }
    unknown_name(r, s, "reject", name, &nearest, all);
}

/* One name of checks or soft_checks; the rule has room for one more. */
static void check_read(struct dlp_rule_reader *r, const config_setting_t *s, bool fatal)
{
    struct dlp_rule *const rule = r->rule;
    const struct dlp_validator *validator;
    const char *name;

    if (!dlp_config_string(&name, &r->at, s, DLP_RULE_STRING_MAX))
        return;
    validator = dlp_validator_find(name);
    if (!validator) {
        unknown_check(r, s, name);
        return;
    }
    for (size_t i = 0; i < rule->checks_len; i++)
        if (rule->checks[i].validator == validator) {
            dlp_config_error(&r->at, s, "the rule has the check \"%s\" twice", name);
            return;
        }
    if (rule->checks_len == DLP_RULE_CHECKS_MAX) {
        dlp_config_error(&r->at, s, "the rule has more than %u checks", DLP_RULE_CHECKS_MAX);
        return;
    }
    rule->checks[rule->checks_len++] = (struct dlp_rule_check){ validator, fatal };
}

/* checks and soft_checks live in one array; each replaces its own kind only. */
dlp_status dlp_read_checks(struct dlp_rule_reader *r, const struct dlp_setting *def,
                           const config_setting_t *s)
{
    const bool fatal = (def->flags & DLP_SETTING_FATAL) != 0;
    const struct dlp_rule old = *r->rule;
    size_t len;

    if (!dlp_config_list(&len, &r->at, s, DLP_RULE_CHECKS_MAX))
        return DLP_OK;
    r->rule->checks = dlp_arena_alloc(r->arena, DLP_RULE_CHECKS_MAX, sizeof(*r->rule->checks));
    if (!r->rule->checks)
        return DLP_ENOMEM;
    r->rule->checks_len = 0;
    for (size_t i = 0; i < old.checks_len; i++)
        if (old.checks[i].fatal != fatal)
            r->rule->checks[r->rule->checks_len++] = old.checks[i];
    for (unsigned i = 0; i < len; i++)
        check_read(r, config_setting_get_elem(s, i), fatal);
    return DLP_OK;
}

static void reject_read(struct dlp_rule_reader *r, const config_setting_t *s)
{
    struct dlp_rule *const rule = r->rule;
    const struct dlp_reject *reject;
    const char *name;

    if (!dlp_config_string(&name, &r->at, s, DLP_RULE_STRING_MAX))
        return;
    reject = dlp_reject_find(name);
    if (!reject) {
        unknown_reject(r, s, name);
        return;
    }
    for (size_t i = 0; i < rule->rejects_len; i++)
        if (rule->rejects[i] == reject) {
            dlp_config_error(&r->at, s, "the rule has the reject \"%s\" twice", name);
            return;
        }
    rule->rejects[rule->rejects_len++] = reject;
}

dlp_status dlp_read_rejects(struct dlp_rule_reader *r, const struct dlp_setting *def,
                            const config_setting_t *s)
{
    size_t len;

    (void)def;
    if (!dlp_config_list(&len, &r->at, s, DLP_RULE_REJECTS_MAX))
        return DLP_OK;
    r->rule->rejects = dlp_arena_alloc(r->arena, len + 1, sizeof(*r->rule->rejects));
    if (!r->rule->rejects)
        return DLP_ENOMEM;
    r->rule->rejects_len = 0;
    for (unsigned i = 0; i < len; i++)
        reject_read(r, config_setting_get_elem(s, i));
    return DLP_OK;
}
