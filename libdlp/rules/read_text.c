/* rules/read_text.c - reads what names and describes a rule: id, texts, region, severity, names. */

#include "rules/setting_table.h"

#include "base/utf8.h"

#include <string.h>

#define NAME_MAX_BYTES 32u
#define PREFIX_MAX 16

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool dlp_rule_text(const char **out, const struct dlp_rule_reader *r, const config_setting_t *s,
                   bool lines)
{
    size_t len;

    if (!dlp_config_string(out, &r->at, s, DLP_RULE_STRING_MAX))
        return false;
    len = strlen(*out);
    if (!len) {
        dlp_config_error(&r->at, s, "'%s' is empty", dlp_config_name(s));
        return false;
    }
    for (size_t i = 0; i < len;) {
        int32_t cp;

        i += dlp_utf8_next((const uint8_t *)*out + i, len - i, &cp);
        if (cp < 0) {
            dlp_config_error(&r->at, s, "'%s' is not valid UTF-8", dlp_config_name(s));
            return false;
        }
        if ((cp < 0x20 && !(lines && (cp == '\n' || cp == '\t'))) || (cp >= 0x7f && cp < 0xa0)) {
            dlp_config_error(&r->at, s, "'%s' holds a control character", dlp_config_name(s));
            return false;
        }
    }
    return true;
}

dlp_status dlp_rule_keep(const char **out, const struct dlp_rule_reader *r, const char *text)
{
    char *const copy = dlp_arena_strndup(r->arena, text, strlen(text));

    if (!copy)
        return DLP_ENOMEM;
    *out = copy;
    return DLP_OK;
}

dlp_status dlp_rule_strings(struct dlp_strings *list, const struct dlp_rule_reader *r, size_t more,
                            bool append)
{
    const size_t kept = append ? list->len : 0;
    const char **const at = dlp_arena_alloc(r->arena, kept + more ? kept + more : 1, sizeof(*at));

    if (!at)
        return DLP_ENOMEM;
    if (kept)
        memcpy(at, list->at, kept * sizeof(*at));
    list->at = at;
    list->len = kept;
    return DLP_OK;
}

/* category[.cc or vendor].name: 2 to 4 parts of [a-z0-9_]. */
static bool id_is_good(const char *id)
{
    size_t parts = 1;
    size_t part_len = 0;

    if (strlen(id) > DLP_RULE_ID_MAX)
        return false;
    for (const char *c = id; *c; c++) {
        if (*c == '.') {
            if (!part_len)
                return false;
            part_len = 0;
            parts++;
        } else if (is_lower(*c) || is_digit(*c) || *c == '_') {
            part_len++;
        } else {
            return false;
        }
    }
    return part_len && parts >= 2 && parts <= 4;
}

static bool id_check(const struct dlp_rule_reader *r, const config_setting_t *s, const char *id)
{
    if (id_is_good(id))
        return true;
    dlp_config_error(&r->at, s,
                     "'%s' is \"%.70s\"; it must be 2 to 4 parts of a-z, 0-9 and _ with dots "
                     "between, at most %u bytes, as in \"id.us.ssn\"",
                     dlp_config_name(s), id, DLP_RULE_ID_MAX);
    return false;
}

dlp_status dlp_read_id(struct dlp_rule_reader *r, const struct dlp_setting *def,
                       const config_setting_t *s)
{
    const char *id;
    const char *dot;
    char *category;

    (void)def;
    if (!dlp_rule_text(&id, r, s, false) || !id_check(r, s, id))
        return DLP_OK;
    if (dlp_rule_keep(&r->rule->id, r, id) != DLP_OK)
        return DLP_ENOMEM;
    dot = strchr(id, '.');
    category = dlp_arena_strndup(r->arena, id, (size_t)(dot - id));
    if (!category)
        return DLP_ENOMEM;
    r->rule->category = category;
    r->at.rule = r->rule->id;
    return DLP_OK;
}

dlp_status dlp_read_text(struct dlp_rule_reader *r, const struct dlp_setting *def,
                         const config_setting_t *s)
{
    const char **const field = dlp_rule_field(r, def->offset);
    const char *text;

    if (!dlp_rule_text(&text, r, s, (def->flags & DLP_SETTING_LINES) != 0))
        return DLP_OK;
    return dlp_rule_keep(field, r, text);
}

dlp_status dlp_read_region(struct dlp_rule_reader *r, const struct dlp_setting *def,
                           const config_setting_t *s)
{
    const char *region;

    (void)def;
    if (!dlp_config_string(&region, &r->at, s, DLP_RULE_STRING_MAX))
        return DLP_OK;
    if (region[0] && (strlen(region) != 2 || strspn(region, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 2)) {
        dlp_config_error(&r->at, s,
                         "'region' is \"%.40s\"; it must be two capital letters "
                         "(ISO 3166), as in \"SE\", or \"\"",
                         region);
        return DLP_OK;
    }
    return dlp_rule_keep(&r->rule->region, r, region);
}

dlp_status dlp_read_severity(struct dlp_rule_reader *r, const struct dlp_setting *def,
                             const config_setting_t *s)
{
    static const char *const names[] = { "low", "medium", "high", "critical" };
    unsigned choice;

    (void)def;
    if (dlp_config_choice(&choice, &r->at, s, names, 4))
        r->rule->severity = (enum dlp_severity)choice;
    return DLP_OK;
}

dlp_status dlp_read_flag(struct dlp_rule_reader *r, const struct dlp_setting *def,
                         const config_setting_t *s)
{
    bool *const field = dlp_rule_field(r, def->offset);

    (void)dlp_config_bool(field, &r->at, s);
    return DLP_OK;
}

static bool name_check(const struct dlp_rule_reader *r, const config_setting_t *s, const char *name,
                       const char *letters)
{
    const size_t len = strlen(name);

    if (len && len <= NAME_MAX_BYTES && strspn(name, letters) == len)
        return true;
    dlp_config_error(&r->at, s, "'%s' holds \"%.40s\"; a name is 1 to %u of a-z, 0-9%s",
                     dlp_config_name(s), name, NAME_MAX_BYTES,
                     strchr(letters, '_') ? ", _ and -" : " and -");
    return false;
}

/* Tags and aliases. */
dlp_status dlp_read_names(struct dlp_rule_reader *r, const struct dlp_setting *def,
                          const config_setting_t *s)
{
    struct dlp_strings *const field = dlp_rule_field(r, def->offset);
    size_t len;

    if (!dlp_config_list(&len, &r->at, s, DLP_RULE_LIST_MAX))
        return DLP_OK;
    if (dlp_rule_strings(field, r, len, false) != DLP_OK)
        return DLP_ENOMEM;
    for (unsigned i = 0; i < len; i++) {
        const config_setting_t *const e = config_setting_get_elem(s, i);
        const char *name;

        if (!dlp_config_string(&name, &r->at, e, DLP_RULE_STRING_MAX))
            continue;
        if (def->flags & DLP_SETTING_ID
                ? !id_check(r, e, name)
                : !name_check(r, e, name, "abcdefghijklmnopqrstuvwxyz0123456789_-"))
            continue;
        if (dlp_rule_keep(&field->at[field->len], r, name) != DLP_OK)
            return DLP_ENOMEM;
        field->len++;
    }
    return DLP_OK;
}

dlp_status dlp_read_packs(struct dlp_rule_reader *r, const struct dlp_setting *def,
                          const config_setting_t *s)
{
    const char **packs;
    size_t len;
    size_t used = 0;

    (void)def;
    if (!dlp_config_list(&len, &r->at, s, DLP_RULE_LIST_MAX))
        return DLP_OK;
    packs = dlp_arena_alloc(r->arena, len + 1, sizeof(*packs));
    if (!packs)
        return DLP_ENOMEM;
    for (unsigned i = 0; i < len; i++) {
        const config_setting_t *const e = config_setting_get_elem(s, i);
        const char *name;

        if (!dlp_config_string(&name, &r->at, e, DLP_RULE_STRING_MAX)
            || !name_check(r, e, name, "abcdefghijklmnopqrstuvwxyz0123456789-"))
            continue;
        if (dlp_rule_keep(&packs[used], r, name) != DLP_OK)
            return DLP_ENOMEM;
        used++;
    }
    r->rule->packs = packs;
    return DLP_OK;
}

dlp_status dlp_read_mask(struct dlp_rule_reader *r, const struct dlp_setting *def,
                         const config_setting_t *s)
{
    static const char *const names[] = { "card", "email", "id", "secret", "none" };
    unsigned choice;

    (void)def;
    if (dlp_config_choice(&choice, &r->at, s, names, 5))
        r->rule->mask = names[choice];
    return DLP_OK;
}

dlp_status dlp_read_prefix(struct dlp_rule_reader *r, const struct dlp_setting *def,
                           const config_setting_t *s)
{
    long long bytes;

    (void)def;
    if (dlp_config_int(&bytes, &r->at, s, 0, PREFIX_MAX))
        r->rule->public_prefix = (uint16_t)bytes;
    return DLP_OK;
}
