/* rules/read_pack.c - one group of "packs": what it selects, the law behind it, its policy. */

#include "rules/read_pack.h"

#include "rules/nearest.h"
#include "validate/checks.h"

#include <string.h>

#define POLICY_MAX 64u
#define VALUES_MAX 1000000
#define NAME_MAX_BYTES 32u /* as a rule's own 'packs' */

struct pack_reader {
    struct dlp_rule_reader *r;
    struct dlp_pack *pack;
};

/* A member of a pack, and who reads it onto the field. */
struct pack_setting {
    const char *name;
    bool required;
    size_t field;
    dlp_status (*read)(struct pack_reader *p, const config_setting_t *s, void *field);
};

static dlp_status read_name(struct pack_reader *p, const config_setting_t *s, void *field)
{
    const char *name;

    if (!dlp_config_string(&name, &p->r->at, s, DLP_RULE_STRING_MAX))
        return DLP_OK;
    if (!*name || strlen(name) > NAME_MAX_BYTES
        || name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")]) {
        dlp_config_error(&p->r->at, s, "'name' is \"%.40s\"; a name is 1 to %u of a-z, 0-9 and -",
                         name, NAME_MAX_BYTES);
        return DLP_OK;
    }
    return dlp_rule_keep(field, p->r, name);
}

static dlp_status read_line(struct pack_reader *p, const config_setting_t *s, void *field)
{
    const char *text;

    return dlp_rule_text(&text, p->r, s, false) ? dlp_rule_keep(field, p->r, text) : DLP_OK;
}

static dlp_status read_lines(struct pack_reader *p, const config_setting_t *s, void *field)
{
    const char *text;

    return dlp_rule_text(&text, p->r, s, true) ? dlp_rule_keep(field, p->r, text) : DLP_OK;
}

static bool glob_check(const struct pack_reader *p, const config_setting_t *s, const char *glob)
{
    if (*glob && strlen(glob) <= DLP_PACK_GLOB_MAX)
        return true;
    dlp_config_error(&p->r->at, s, "an element of '%s' must be a glob of 1 to %u bytes",
                     dlp_config_name(s), DLP_PACK_GLOB_MAX);
    return false;
}

static bool region_check(const struct pack_reader *p, const config_setting_t *s, const char *region)
{
    if (strlen(region) == 2 && dlp_country_known((const uint8_t *)region))
        return true;
    dlp_config_error(&p->r->at, s,
                     "'regions' holds \"%.40s\"; it must be a country (ISO 3166), as in \"SE\"",
                     region);
    return false;
}

static dlp_status read_list(struct pack_reader *p, const config_setting_t *s,
                            struct dlp_strings *list,
                            bool (*check)(const struct pack_reader *p, const config_setting_t *s,
                                          const char *text))
{
    size_t len;

    if (!dlp_config_list(&len, &p->r->at, s, DLP_RULE_LIST_MAX))
        return DLP_OK;
    if (dlp_rule_strings(list, p->r, len + 1, false) != DLP_OK) /* and a NULL behind them */
        return DLP_ENOMEM;
    for (unsigned i = 0; i < len; i++) {
        const config_setting_t *const e = config_setting_get_elem(s, i);
        const char *text;

        if (!dlp_config_string(&text, &p->r->at, e, DLP_RULE_STRING_MAX) || !check(p, e, text))
            continue;
        if (dlp_rule_keep(&list->at[list->len], p->r, text) != DLP_OK)
            return DLP_ENOMEM;
        list->len++;
    }
    return DLP_OK;
}

static dlp_status read_globs(struct pack_reader *p, const config_setting_t *s, void *field)
{
    return read_list(p, s, field, glob_check);
}

static dlp_status read_regions(struct pack_reader *p, const config_setting_t *s, void *field)
{
    return read_list(p, s, field, region_check);
}

static dlp_status read_policy(struct pack_reader *p, const config_setting_t *s, void *field);

static const struct pack_setting pack_settings[] = {
    { "name", true, offsetof(struct dlp_pack, name), read_name },
    { "title", true, offsetof(struct dlp_pack, title), read_line },
    { "description", true, offsetof(struct dlp_pack, description), read_lines },
    { "source", true, offsetof(struct dlp_pack, source), read_lines },
    { "rules", false, offsetof(struct dlp_pack, rules), read_globs },
    { "except", false, offsetof(struct dlp_pack, except), read_globs },
    { "regions", false, offsetof(struct dlp_pack, regions), read_regions },
    { "policy", true, 0, read_policy },
};

/* A condition as it is read: its globs as a counted list first. */
struct condition {
    struct dlp_strings rules;
    long long values;
    int confidence; /* hundredths */
};

static dlp_status read_values(struct pack_reader *p, const config_setting_t *s, void *field)
{
    (void)dlp_config_int(field, &p->r->at, s, 1, VALUES_MAX);
    return DLP_OK;
}

static dlp_status read_confidence(struct pack_reader *p, const config_setting_t *s, void *field)
{
    (void)dlp_config_hundredths(field, &p->r->at, s, 1, 99);
    return DLP_OK;
}

static const struct pack_setting condition_settings[] = {
    { "rules", false, offsetof(struct condition, rules), read_globs },
    { "values", true, offsetof(struct condition, values), read_values },
    { "confidence", true, offsetof(struct condition, confidence), read_confidence },
};

static void unknown_setting(const struct pack_reader *p, const config_setting_t *s,
                            const struct pack_setting *table, size_t len, const char *of)
{
    struct dlp_nearest nearest = DLP_NEAREST_INIT(config_setting_name(s));

    for (size_t i = 0; i < len; i++)
        dlp_nearest_add(&nearest, table[i].name);
    dlp_config_error(&p->r->at, s, "unknown setting '%.60s' of %s%s%s%s", config_setting_name(s),
                     of, nearest.best ? "; did you mean '" : "", nearest.best ? nearest.best : "",
                     nearest.best ? "'?" : "");
}

/* All members of a group, by its table, onto target. */
static dlp_status read_members(struct pack_reader *p, const config_setting_t *group,
                               const struct pack_setting *table, size_t len, const char *of,
                               void *target)
{
    const unsigned members = (unsigned)config_setting_length(group);

    for (unsigned i = 0; i < members; i++) {
        const config_setting_t *const s = config_setting_get_elem(group, i);
        size_t at = 0;

        while (at < len && strcmp(table[at].name, config_setting_name(s)) != 0)
            at++;
        if (at == len)
            unknown_setting(p, s, table, len, of);
        else if (table[at].read(p, s, (char *)target + table[at].field) != DLP_OK)
            return DLP_ENOMEM;
    }
    for (size_t i = 0; i < len; i++)
        if (table[i].required && !config_setting_get_member(group, table[i].name))
            dlp_config_error(&p->r->at, group, "'%s' is missing: %s needs it", table[i].name, of);
    return DLP_OK;
}

static dlp_status read_condition(struct dlp_pack_condition *out, struct pack_reader *p,
                                 const config_setting_t *group)
{
    static const char *no_rules[] = { NULL };
    struct condition condition = { { NULL, 0 }, 1, 50 };
    size_t len;

    if (!dlp_config_group(&len, &p->r->at, group))
        return DLP_OK;
    if (read_members(p, group, condition_settings,
                     sizeof(condition_settings) / sizeof(condition_settings[0]),
                     "a policy's condition", &condition)
        != DLP_OK)
        return DLP_ENOMEM;
    out->rules = condition.rules.at ? condition.rules.at : no_rules;
    out->values = (uint32_t)condition.values;
    out->confidence = condition.confidence / 100.0;
    return DLP_OK;
}

static dlp_status read_policy(struct pack_reader *p, const config_setting_t *s, void *field)
{
    size_t len;

    (void)field;
    if (!dlp_config_list(&len, &p->r->at, s, POLICY_MAX))
        return DLP_OK;
    if (!len)
        dlp_config_error(&p->r->at, s, "'policy' is empty: say what makes an incident");
    p->pack->policy = dlp_arena_alloc(p->r->arena, len + 1, sizeof(*p->pack->policy));
    if (!p->pack->policy)
        return DLP_ENOMEM;
    p->pack->policy_len = len;
    for (unsigned i = 0; i < len; i++)
        if (read_condition(&p->pack->policy[i], p, config_setting_get_elem(s, i)) != DLP_OK)
            return DLP_ENOMEM;
    return DLP_OK;
}

dlp_status dlp_read_pack(struct dlp_pack *out, struct dlp_rule_reader *r,
                         const config_setting_t *group)
{
    struct pack_reader p = { r, out };
    size_t len;

    if (!dlp_config_group(&len, &r->at, group))
        return DLP_OK;
    out->line = dlp_config_line(group);
    return read_members(&p, group, pack_settings, sizeof(pack_settings) / sizeof(pack_settings[0]),
                        "a pack", out);
}
