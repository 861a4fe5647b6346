/* rules/ruleset.c - the set of rules: make, free, count, describe, switch on and off. */

#include "base/alloc.h"
#include "base/error.h"
#include "model/rule.h"

#include <fnmatch.h>
#include <string.h>

#define GLOB_MAX 256u /* bytes: fnmatch is slow on hostile globs */
#define TAG_MAX 32u

const char *dlp_severity_name(enum dlp_severity severity)
{
    switch (severity) {
    case DLP_SEVERITY_LOW:
        return "low";
    case DLP_SEVERITY_MEDIUM:
        return "medium";
    case DLP_SEVERITY_HIGH:
        return "high";
    default:
        return "critical";
    }
}

dlp_status dlp_ruleset_new(dlp_ruleset **out, struct dlp_error *err)
{
    if (!out)
        return dlp_error_set(err, DLP_EINVAL, "a place for the rule set is needed");
    *out = dlp_calloc(1, sizeof(**out));
    if (*out)
        (*out)->arena = dlp_arena_new();
    if (!*out || !(*out)->arena) {
        dlp_ruleset_free(*out);
        *out = NULL;
        return dlp_error_nomem(err);
    }
    dlp_error_clear(err);
    return DLP_OK;
}

void dlp_ruleset_free(dlp_ruleset *set)
{
    if (!set)
        return;
    dlp_arena_release(set->arena);
    dlp_free(set->rules);
    dlp_free(set->packs);
    dlp_free(set);
}

static bool rule_is_named(const struct dlp_rule *rule, const char *id)
{
    if (strcmp(rule->id, id) == 0)
        return true;
    for (size_t i = 0; i < rule->aliases.len; i++)
        if (strcmp(rule->aliases.at[i], id) == 0)
            return true;
    return false;
}

struct dlp_rule *dlp_ruleset_find(const struct dlp_ruleset *set, const char *id)
{
    for (size_t i = 0; i < set->len; i++)
        if (rule_is_named(&set->rules[i], id))
            return &set->rules[i];
    return NULL;
}

static bool rule_matches(const struct dlp_rule *rule, const char *glob)
{
    if (fnmatch(glob, rule->id, 0) == 0)
        return true;
    for (size_t i = 0; i < rule->aliases.len; i++)
        if (fnmatch(glob, rule->aliases.at[i], 0) == 0)
            return true;
    return false;
}

static bool rule_is_tagged(const struct dlp_rule *rule, const char *tag)
{
    for (size_t i = 0; i < rule->tags.len; i++)
        if (strcmp(tag, rule->tags.at[i]) == 0)
            return true;
    return false;
}

static void switch_matched(dlp_ruleset *set, bool (*matches)(const struct dlp_rule *, const char *),
                           const char *name, bool on, size_t *matched)
{
    size_t count = 0;

    set->switched = true;
    for (size_t i = 0; i < set->len; i++) {
        if (!matches(&set->rules[i], name))
            continue;
        set->rules[i].enabled = on;
        count++;
    }
    if (matched)
        *matched = count;
}

dlp_status dlp_ruleset_enable(dlp_ruleset *set, const char *glob, int on, size_t *matched,
                              struct dlp_error *err)
{
    if (matched)
        *matched = 0;
    if (!set || !glob || !*glob || strlen(glob) > GLOB_MAX)
        return dlp_error_set(err, DLP_EINVAL, "a glob of 1 to %u bytes is needed", GLOB_MAX);
    switch_matched(set, rule_matches, glob, on != 0, matched);
    dlp_error_clear(err);
    return DLP_OK;
}

dlp_status dlp_ruleset_enable_tag(dlp_ruleset *set, const char *tag, int on, size_t *matched,
                                  struct dlp_error *err)
{
    if (matched)
        *matched = 0;
    if (!set || !tag || !*tag || strlen(tag) > TAG_MAX)
        return dlp_error_set(err, DLP_EINVAL, "a tag of 1 to %u bytes is needed", TAG_MAX);
    switch_matched(set, rule_is_tagged, tag, on != 0, matched);
    dlp_error_clear(err);
    return DLP_OK;
}

size_t dlp_ruleset_count(const dlp_ruleset *set)
{
    return set ? set->len : 0;
}

static const char *class_name(enum dlp_rule_class class_)
{
    switch (class_) {
    case DLP_CLASS_WEAK:
        return "weak";
    case DLP_CLASS_MEDIUM:
        return "medium";
    default:
        return "strong";
    }
}

dlp_status dlp_ruleset_rule(const dlp_ruleset *set, size_t index, struct dlp_rule_info *out)
{
    const struct dlp_rule *rule;
    size_t checks = 0;

    if (!set || !out || index >= set->len)
        return DLP_EINVAL;
    rule = &set->rules[index];
    *out = (struct dlp_rule_info){
        .id = rule->id,
        .title = rule->title,
        .category = rule->category,
        .region = rule->region,
        .description = rule->description,
        .source = rule->source,
        .file = rule->file,
        .line = rule->line,
        .severity = rule->severity,
        .enabled = rule->enabled,
        .packs = rule->packs,
        .class_name = class_name(rule->class_),
        .needs_context = rule->require_context || rule->scores.base < 50,
    };
    for (size_t i = 0; i < rule->checks_len && checks < DLP_RULE_INFO_CHECKS; i++)
        if (rule->checks[i].fatal)
            out->checks[checks++] = rule->checks[i].validator->name;
    return DLP_OK;
}
