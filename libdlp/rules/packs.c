/* rules/packs.c - packs of a set: reading them, which rules each has, describing and choosing them.
 *
 * What a pack selects is written onto the rules themselves when a load ends, so that later nobody
 * needs globs: a rule knows its packs. */

#include "rules/read_pack.h"

#include "base/alloc.h"
#include "base/error.h"
#include "rules/load.h"
#include "rules/nearest.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

static bool names_have(const char *const *names, const char *name)
{
    for (; names && *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

static bool globs_match(const struct dlp_strings *globs, const char *id)
{
    for (size_t i = 0; i < globs->len; i++)
        if (fnmatch(globs->at[i], id, 0) == 0)
            return true;
    return false;
}

static bool pack_selects(const struct dlp_pack *pack, const struct dlp_rule *rule)
{
    bool region = false;

    for (size_t i = 0; i < pack->regions.len && !region; i++)
        region = strcmp(pack->regions.at[i], rule->region) == 0;
    return (region || globs_match(&pack->rules, rule->id)) && !globs_match(&pack->except, rule->id);
}

static bool pack_has(const struct dlp_pack *pack, const struct dlp_rule *rule)
{
    return names_have(rule->packs, pack->name) || pack_selects(pack, rule);
}

/* Is there a rule with that id, and of that pack (NULL: of any)? */
static bool glob_names_rule(const struct dlp_ruleset *set, const struct dlp_pack *pack,
                            const char *glob)
{
    for (size_t i = 0; i < set->len; i++)
        if (fnmatch(glob, set->rules[i].id, 0) == 0 && (!pack || pack_has(pack, &set->rules[i])))
            return true;
    return false;
}

/* Complain of each glob that matches nothing: it is a mistake in writing. Countries without a rule are
 * none, since a law names them all. */
static void globs_check(struct dlp_load *load, const struct dlp_config_at *at,
                        const struct dlp_pack *pack, const config_setting_t *list)
{
    const unsigned len = list ? (unsigned)config_setting_length(list) : 0;

    for (unsigned i = 0; i < len; i++) {
        const config_setting_t *const e = config_setting_get_elem(list, i);
        const char *const text = config_setting_get_string(e);

        if (!glob_names_rule(load->set, NULL, text))
            dlp_config_error(at, e, "pack '%s': '%s' holds \"%.80s\", which matches no rule's id",
                             pack->name, config_setting_name(list), text);
    }
}

static void policy_check(struct dlp_load *load, const struct dlp_config_at *at,
                         const struct dlp_pack *pack, const config_setting_t *policy)
{
    const unsigned len = (unsigned)config_setting_length(policy);

    for (unsigned i = 0; i < len; i++) {
        const config_setting_t *const rules =
            config_setting_get_member(config_setting_get_elem(policy, i), "rules");
        const unsigned globs = rules ? (unsigned)config_setting_length(rules) : 0;

        for (unsigned g = 0; g < globs; g++) {
            const config_setting_t *const e = config_setting_get_elem(rules, g);
            const char *const text = config_setting_get_string(e);

            if (!glob_names_rule(load->set, pack, text))
                dlp_config_error(at, e,
                                 "pack '%s': its policy names \"%.80s\", which matches no "
                                 "rule of the pack",
                                 pack->name, text);
        }
    }
}

static void pack_check(struct dlp_load *load, const struct dlp_config_at *at,
                       const struct dlp_pack *pack, const config_setting_t *group)
{
    const size_t errors = load->diag.errors;
    bool any = false;

    for (size_t i = 0; i < load->set->packs_len; i++) {
        const struct dlp_pack *const other = &load->set->packs[i];

        if (strcmp(other->name, pack->name) == 0)
            dlp_config_error(at, group, "duplicate pack: '%s' is defined at %s:%u already",
                             pack->name, other->file, other->line);
    }
    globs_check(load, at, pack, config_setting_get_member(group, "rules"));
    globs_check(load, at, pack, config_setting_get_member(group, "except"));
    policy_check(load, at, pack, config_setting_get_member(group, "policy"));
    for (size_t i = 0; i < load->set->len && !any; i++)
        any = pack_has(pack, &load->set->rules[i]);
    if (!any && load->diag.errors == errors)
        dlp_config_error(at, group, "pack '%s' has no rule: give it 'rules' or 'regions'",
                         pack->name);
}

static dlp_status pack_add(struct dlp_load *load, const struct dlp_source *source,
                           const config_setting_t *group)
{
    const size_t errors = load->diag.errors;
    struct dlp_ruleset *const set = load->set;
    struct dlp_pack pack = { .file = source->file };
    struct dlp_rule_reader r = {
        .at = { &load->diag, source->file, NULL },
        .arena = set->arena,
        .line = dlp_config_line(group),
    };
    struct dlp_pack *grown;

    if (dlp_read_pack(&pack, &r, group) != DLP_OK)
        return DLP_ENOMEM;
    if (load->diag.errors != errors)
        return DLP_OK;
    pack_check(load, &r.at, &pack, group);
    if (load->diag.errors != errors)
        return DLP_OK;
    if (set->packs_len == DLP_PACKS_MAX) {
        dlp_config_error(&r.at, group, "more than %u packs", DLP_PACKS_MAX);
        return DLP_OK;
    }
    grown = dlp_realloc(set->packs, set->packs_len + 1, sizeof(*grown));
    if (!grown)
        return DLP_ENOMEM;
    set->packs = grown;
    set->packs[set->packs_len++] = pack;
    return DLP_OK;
}

/* Write the names of packs that select the rule behind those that it names itself. */
static dlp_status rule_join(const struct dlp_ruleset *set, struct dlp_rule *rule)
{
    size_t own = 0, more = 0;
    const char **names;

    while (rule->packs[own])
        own++;
    for (size_t i = 0; i < set->packs_len; i++)
        more += !names_have(rule->packs, set->packs[i].name) && pack_selects(&set->packs[i], rule);
    if (!more)
        return DLP_OK;
    names = dlp_arena_alloc(set->arena, own + more + 1, sizeof(*names));
    if (!names)
        return DLP_ENOMEM;
    memcpy(names, rule->packs, own * sizeof(*names));
    for (size_t i = 0; i < set->packs_len; i++)
        if (!names_have(rule->packs, set->packs[i].name) && pack_selects(&set->packs[i], rule))
            names[own++] = set->packs[i].name;
    rule->packs = names;
    return DLP_OK;
}

dlp_status dlp_load_packs(struct dlp_load *load)
{
    for (const struct dlp_source *source = load->first; source; source = source->next) {
        const int len = source->packs ? config_setting_length(source->packs) : 0;

        for (unsigned i = 0; i < (unsigned)len; i++)
            if (pack_add(load, source, config_setting_get_elem(source->packs, i)) != DLP_OK)
                return DLP_ENOMEM;
    }
    for (size_t i = 0; load->set->packs_len && i < load->set->len; i++)
        if (rule_join(load->set, &load->set->rules[i]) != DLP_OK)
            return DLP_ENOMEM;
    return DLP_OK;
}

size_t dlp_ruleset_pack_count(const dlp_ruleset *set)
{
    return set ? set->packs_len : 0;
}

dlp_status dlp_ruleset_pack(const dlp_ruleset *set, size_t index, struct dlp_pack_info *out)
{
    const struct dlp_pack *pack;

    if (!set || !out || out->version != DLP_PACK_INFO_VERSION || index >= set->packs_len)
        return DLP_EINVAL;
    pack = &set->packs[index];
    *out = (struct dlp_pack_info){
        .version = DLP_PACK_INFO_VERSION,
        .name = pack->name,
        .title = pack->title,
        .description = pack->description,
        .source = pack->source,
        .file = pack->file,
        .line = pack->line,
        .policy = pack->policy,
        .policy_len = pack->policy_len,
    };
    for (size_t i = 0; i < set->len; i++)
        out->rules += names_have(set->rules[i].packs, pack->name);
    return DLP_OK;
}

static bool pack_is_known(const struct dlp_ruleset *set, const char *name)
{
    bool known = false;

    for (size_t i = 0; i < set->packs_len && !known; i++)
        known = strcmp(set->packs[i].name, name) == 0;
    for (size_t i = 0; i < set->len && !known; i++)
        known = names_have(set->rules[i].packs, name);
    return known;
}

/* Put the known names into text: those that are defined, then those that rules alone name. */
static void known_list(char *text, size_t size, struct dlp_nearest *nearest,
                       const struct dlp_ruleset *set)
{
    size_t used = 0;

    text[0] = '\0';
    for (size_t i = 0; i < set->packs_len + set->len && used < size; i++) {
        const char *const one[] = { i < set->packs_len ? set->packs[i].name : NULL, NULL };
        const char *const *names = i < set->packs_len ? one : set->rules[i - set->packs_len].packs;

        for (; *names && used < size; names++) {
            char bounded[64];
            int wrote;

            (void)snprintf(bounded, sizeof(bounded), " %s,", *names);
            if (strstr(text, bounded))
                continue;
            dlp_nearest_add(nearest, *names);
            wrote = snprintf(text + used, size - used, " %s,", *names);
            used += wrote > 0 ? (size_t)wrote : 0;
        }
    }
    if (text[0])
        text[strlen(text) - 1] = '\0';
}

dlp_status dlp_ruleset_choose_packs(dlp_ruleset *set, const char *const *packs,
                                    struct dlp_error *err)
{
    char known[400];

    if (!set || !packs || !packs[0])
        return dlp_error_set(err, DLP_EINVAL, "a rule set and the name of a pack are needed");
    for (size_t i = 0; packs[i]; i++) {
        struct dlp_nearest nearest = DLP_NEAREST_INIT(packs[i]);

        if (pack_is_known(set, packs[i]))
            continue;
        known_list(known, sizeof(known), &nearest, set);
        return dlp_error_set(err, DLP_ENOENT, "there is no pack '%.40s'%s%s%s; known:%s", packs[i],
                             nearest.best ? "; did you mean '" : "",
                             nearest.best ? nearest.best : "", nearest.best ? "'?" : "",
                             known[0] ? known : " none");
    }
    set->switched = true;
    for (size_t i = 0; i < set->len; i++) {
        bool chosen = false;

        for (size_t p = 0; packs[p] && !chosen; p++)
            chosen = names_have(set->rules[i].packs, packs[p]);
        if (!chosen)
            set->rules[i].enabled = false;
    }
    dlp_error_clear(err);
    return DLP_OK;
}
