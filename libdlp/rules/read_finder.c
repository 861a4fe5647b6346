/* rules/read_finder.c - reads what finds candidates and what they must look like. */

#include "rules/regex_check.h"
#include "rules/setting_table.h"
#include "rules/shape.h"

#include <string.h>

#define RUN_MAX 4096u /* bytes: the widest match of all */
#define LIMIT_MIN 256
#define LIMIT_MAX 16777216

/* One regular expression: *out is set when it is good, and stays when it is not. */
static dlp_status regex_keep(const char **out, struct dlp_rule_reader *r,
                             const struct dlp_setting *def, const config_setting_t *s)
{
    char message[DLP_REGEX_MESSAGE_MAX];
    const char *regex;

    if (!dlp_config_string(&regex, &r->at, s, DLP_RULE_REGEX_MAX))
        return DLP_OK;
    if (!*regex) {
        dlp_config_error(&r->at, s, "'%s' is empty", dlp_config_name(s));
        return DLP_OK;
    }
    if (dlp_regex_check(regex, (def->flags & DLP_SETTING_FINDER) != 0,
                        (def->flags & DLP_SETTING_GROUP_VALUE) != 0, message)
        != DLP_OK)
        return DLP_ENOMEM;
    if (message[0]) {
        dlp_config_error(&r->at, s, "'%s' %s", dlp_config_name(s), message);
        return DLP_OK;
    }
    return dlp_rule_keep(out, r, regex);
}

dlp_status dlp_read_regex(struct dlp_rule_reader *r, const struct dlp_setting *def,
                          const config_setting_t *s)
{
    return regex_keep(dlp_rule_field(r, def->offset), r, def, s);
}

dlp_status dlp_read_regexes(struct dlp_rule_reader *r, const struct dlp_setting *def,
                            const config_setting_t *s)
{
    struct dlp_strings *const field = dlp_rule_field(r, def->offset);
    size_t len;

    if (!dlp_config_list(&len, &r->at, s, DLP_RULE_LIST_MAX))
        return DLP_OK;
    if (dlp_rule_strings(field, r, len, false) != DLP_OK)
        return DLP_ENOMEM;
    for (unsigned i = 0; i < len; i++) {
        const char **const at = &field->at[field->len];

        if (regex_keep(at, r, def, config_setting_get_elem(s, i)) != DLP_OK)
            return DLP_ENOMEM;
        field->len += *at != NULL;
    }
    return DLP_OK;
}

dlp_status dlp_read_shapes(struct dlp_rule_reader *r, const struct dlp_setting *def,
                           const config_setting_t *s)
{
    struct dlp_shape *shapes;
    size_t len;
    size_t used = 0;

    (void)def;
    if (!dlp_config_list(&len, &r->at, s, DLP_RULE_SHAPES_MAX))
        return DLP_OK;
    if (!len) {
        dlp_config_error(&r->at, s, "'shape' is empty");
        return DLP_OK;
    }
    shapes = dlp_arena_alloc(r->arena, len, sizeof(*shapes));
    if (!shapes)
        return DLP_ENOMEM;
    for (unsigned i = 0; i < len; i++) {
        const config_setting_t *const e = config_setting_get_elem(s, i);
        const char *text;
        const char *wrong;

        if (!dlp_config_string(&text, &r->at, e, DLP_RULE_STRING_MAX))
            continue;
        wrong = dlp_shape_parse(&shapes[used], text);
        if (wrong)
            dlp_config_error(&r->at, e, "shape \"%.70s\": %s", text, wrong);
        used += wrong == NULL;
    }
    r->rule->shapes = shapes;
    r->rule->shapes_len = used;
    return DLP_OK;
}

static void read_range(uint16_t *min, uint16_t *max, struct dlp_rule_reader *r,
                       const config_setting_t *s, unsigned limit)
{
    const char *text;
    const char *wrong;
    unsigned low = 0;
    unsigned high = 0;

    if (!dlp_config_string(&text, &r->at, s, DLP_RULE_STRING_MAX))
        return;
    wrong = dlp_range_parse(&low, &high, text, limit);
    if (wrong) {
        dlp_config_error(&r->at, s, "'%s' is \"%.40s\"; it must be \"MIN:MAX\" up to %u: %s",
                         dlp_config_name(s), text, limit, wrong);
        return;
    }
    *min = (uint16_t)low;
    *max = (uint16_t)high;
}

dlp_status dlp_read_digits(struct dlp_rule_reader *r, const struct dlp_setting *def,
                           const config_setting_t *s)
{
    (void)def;
    read_range(&r->rule->digits_min, &r->rule->digits_max, r, s, DLP_SHAPE_BYTES);
    return DLP_OK;
}

dlp_status dlp_read_run(struct dlp_rule_reader *r, const struct dlp_setting *def,
                        const config_setting_t *s)
{
    (void)def;
    read_range(&r->rule->run_min, &r->rule->run_max, r, s, RUN_MAX);
    return DLP_OK;
}

dlp_status dlp_read_head(struct dlp_rule_reader *r, const struct dlp_setting *def,
                         const config_setting_t *s)
{
    static const char *const names[] = { "AA99" };
    unsigned choice;

    (void)def;
    (void)dlp_config_choice(&choice, &r->at, s, names, 1);
    return DLP_OK;
}

/* A name is of small letters and digits; "_" is any sign between words, "." is a dot. */
static bool name_is_good(const char *name)
{
    return strlen(name) >= 2 && name[0] != '_'
        && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_.") == strlen(name);
}

/* A prefix is of printable ASCII, as it stands. */
static bool prefix_is_good(const char *prefix)
{
    size_t len = 0;

    while (prefix[len] > ' ' && prefix[len] < 0x7f)
        len++;
    return len >= 2 && !prefix[len];
}

dlp_status dlp_read_literals(struct dlp_rule_reader *r, const struct dlp_setting *def,
                             const config_setting_t *s)
{
    const bool names = def->offset == offsetof(struct dlp_rule, names);
    struct dlp_strings *const field = dlp_rule_field(r, def->offset);
    size_t len;

    if (!dlp_config_list(&len, &r->at, s, DLP_RULE_LITERALS_MAX))
        return DLP_OK;
    if (!len)
        dlp_config_error(&r->at, s, "'%s' is empty", def->name);
    if (dlp_rule_strings(field, r, len, false) != DLP_OK)
        return DLP_ENOMEM;
    for (unsigned i = 0; i < len; i++) {
        const config_setting_t *const e = config_setting_get_elem(s, i);
        const char *text;

        if (!dlp_config_string(&text, &r->at, e, DLP_RULE_LITERAL_MAX))
            continue;
        if (!(names ? name_is_good(text) : prefix_is_good(text)))
            dlp_config_error(&r->at, e, "'%s' holds \"%.60s\"; it must be 2 to %u of %s", def->name,
                             text, DLP_RULE_LITERAL_MAX,
                             names ? "a-z, 0-9, . and _" : "printable ASCII");
        else if (dlp_rule_keep(&field->at[field->len], r, text) != DLP_OK)
            return DLP_ENOMEM;
        else
            field->len++;
    }
    return DLP_OK;
}

dlp_status dlp_read_limit(struct dlp_rule_reader *r, const struct dlp_setting *def,
                          const config_setting_t *s)
{
    long long bytes;

    (void)def;
    if (dlp_config_int(&bytes, &r->at, s, LIMIT_MIN, LIMIT_MAX))
        r->rule->limit = (uint32_t)bytes;
    return DLP_OK;
}

dlp_status dlp_read_border(struct dlp_rule_reader *r, const struct dlp_setting *def,
                           const config_setting_t *s)
{
    static const char *const names[] = { "number", "word", "token", "none" };
    unsigned choice;

    (void)def;
    if (dlp_config_choice(&choice, &r->at, s, names, 4))
        r->rule->border = (enum dlp_border)choice;
    return DLP_OK;
}
