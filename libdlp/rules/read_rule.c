/* rules/read_rule.c - one group of "rules" or "changes" onto a rule, by the table of settings. */

#include "rules/setting_table.h"

#include <stdio.h>
#include <string.h>

/* The members of a group, by their place in the table. */
struct members {
    const config_setting_t *at[DLP_SETTINGS_MAX];
};

static void unknown_setting(const struct dlp_rule_reader *r, const config_setting_t *s)
{
    const char *const name = config_setting_name(s);
    const char *const near = dlp_setting_nearest(name, r->change);

    dlp_config_error(&r->at, s, "unknown setting '%.60s'%s%s%s", name,
                     near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

/* Sort the group's settings into the table's order. */
static void members_find(struct members *out, const config_setting_t *group)
{
    const int len = config_setting_length(group);
    size_t settings;
    const struct dlp_setting *const table = dlp_setting_list(&settings);

    memset(out, 0, sizeof(*out));
    for (unsigned i = 0; i < (unsigned)len; i++) {
        const config_setting_t *const s = config_setting_get_elem(group, i);
        const struct dlp_setting *const def = dlp_setting_find(config_setting_name(s));

        if (def)
            out->at[def - table] = s;
    }
}

/* Complain of settings that do not exist, or not here. */
static void strangers_report(const struct dlp_rule_reader *r, const config_setting_t *group)
{
    const int len = config_setting_length(group);

    for (unsigned i = 0; i < (unsigned)len; i++) {
        const config_setting_t *const s = config_setting_get_elem(group, i);
        const struct dlp_setting *const def = dlp_setting_find(config_setting_name(s));

        if (!def)
            unknown_setting(r, s);
        else if ((def->flags & DLP_SETTING_CHANGE_ONLY) && !r->change)
            dlp_config_error(&r->at, s, "'%s' belongs into 'changes'; write '%s' here", def->name,
                             def->name + strlen("add_"));
    }
}

static const config_setting_t *member(const struct members *members, const char *name)
{
    size_t len;

    return members->at[dlp_setting_find(name) - dlp_setting_list(&len)];
}

/* Read the id first: whatever else is wrong is then said with it. */
static dlp_status id_read(struct dlp_rule_reader *r, const struct members *members)
{
    const config_setting_t *const id = member(members, "id");

    if (r->change || !id)
        return DLP_OK;
    return dlp_read_id(r, dlp_setting_find("id"), id);
}

/* Which form the settings ask for. False after a complaint. */
static bool form_find(enum dlp_form *out, const struct dlp_rule_reader *r,
                      const struct members *members)
{
    const config_setting_t *first = NULL;

    *out = DLP_FORM_PATTERN;
    for (unsigned f = DLP_FORM_PATTERN + 1; f < DLP_FORMS; f++) {
        const config_setting_t *const s = member(members, dlp_form_info((enum dlp_form)f)->name);

        if (s && first) {
            dlp_config_error(&r->at, s, "a rule has one finder: '%s' is at line %u already",
                             config_setting_name(first), dlp_config_line(first));
            return false;
        }
        if (s) {
            first = s;
            *out = (enum dlp_form)f;
        }
    }
    if (first || member(members, "pattern"))
        return true;
    dlp_diag_error(r->at.diag, r->at.file, r->line, r->at.rule,
                   "the rule finds nothing: give it 'pattern', 'shape', 'keyword' and 'tail', or "
                   "'begin' and 'end'");
    return false;
}

static void draft_defaults(struct dlp_rule *rule)
{
    static const char *no_packs[] = { NULL };

    rule->enabled = true;
    rule->region = "";
    rule->packs = no_packs;
    rule->limit = 65536;
    rule->scores = (struct dlp_rule_scores){ 20, 40, 25, -40, -20, -30 };
}

static dlp_status members_read(struct dlp_rule_reader *r, const struct members *members,
                               bool form_known, enum dlp_form form)
{
    size_t len;
    const struct dlp_setting *const table = dlp_setting_list(&len);

    for (size_t i = 0; i < len; i++) {
        const config_setting_t *const s = members->at[i];

        if (!s || table[i].read == dlp_read_id
            || (!r->change && (table[i].flags & DLP_SETTING_CHANGE_ONLY)))
            continue;
        if (form_known && !(table[i].forms & (1u << form))) {
            dlp_config_error(&r->at, s, "'%s' does not go with '%s'", table[i].name,
                             dlp_form_info(form)->name);
            continue;
        }
        if (table[i].read(r, &table[i], s) != DLP_OK)
            return DLP_ENOMEM;
    }
    return DLP_OK;
}

/* What a new rule needs and does not have. */
static void missing_report(const struct dlp_rule_reader *r, const struct members *members,
                           bool form_known, enum dlp_form form)
{
    size_t len;
    const struct dlp_setting *const table = dlp_setting_list(&len);
    const char *const needs = form_known ? dlp_form_info(form)->needs : NULL;

    for (size_t i = 0; i < len; i++)
        if ((table[i].flags & DLP_SETTING_REQUIRED) && !members->at[i])
            dlp_diag_error(r->at.diag, r->at.file, r->line, r->at.rule, "'%s' is missing",
                           table[i].name);
    if (needs && !member(members, needs))
        dlp_diag_error(r->at.diag, r->at.file, r->line, r->at.rule,
                       "'%s' is missing: '%s' needs it", needs, dlp_form_info(form)->name);
}

static const char *default_mask(const struct dlp_rule *rule)
{
    if (!rule->id)
        return "none";
    if (strcmp(rule->category, "card") == 0)
        return "card";
    if (strcmp(rule->category, "secret") == 0)
        return "secret";
    if (strncmp(rule->id, "contact.email", 13) == 0 && (!rule->id[13] || rule->id[13] == '.'))
        return "email";
    return "id";
}

/* What only the settings together can tell. */
static void whole_check(struct dlp_rule_reader *r, const struct members *members)
{
    struct dlp_rule *const rule = r->rule;
    const config_setting_t *s = member(members, "public_prefix");

    if (!rule->mask)
        rule->mask = default_mask(rule);
    if (rule->public_prefix && strcmp(rule->mask, "secret") != 0)
        dlp_diag_error(r->at.diag, r->at.file, s ? dlp_config_line(s) : r->line, r->at.rule,
                       "'public_prefix' needs mask \"secret\"; the mask is \"%s\"", rule->mask);
    s = member(members, "context");
    if (rule->require_context && !rule->words_len && !rule->keys.len)
        dlp_diag_error(r->at.diag, r->at.file, s ? dlp_config_line(s) : r->line, r->at.rule,
                       "context \"required\" needs 'words' or 'keys'");
}

dlp_status dlp_read_rule(struct dlp_rule_reader *r, const config_setting_t *group)
{
    struct members members;
    enum dlp_form form = DLP_FORM_PATTERN;
    bool form_known = true;

    members_find(&members, group);
    if (!r->change)
        draft_defaults(r->rule);
    if (id_read(r, &members) != DLP_OK)
        return DLP_ENOMEM;
    strangers_report(r, group);
    if (r->change)
        form = dlp_form_of_rule(r->rule);
    else
        form_known = form_find(&form, r, &members);
    if (!r->change && form_known) {
        r->rule->kind = dlp_form_info(form)->kind;
        r->rule->border = dlp_form_info(form)->border;
    }
    if (members_read(r, &members, form_known, form) != DLP_OK)
        return DLP_ENOMEM;
    if (!r->change)
        missing_report(r, &members, form_known, form);
    whole_check(r, &members);
    return DLP_OK;
}
