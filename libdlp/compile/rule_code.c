/* compile/rule_code.c - what confirmation needs of a rule: codes for the value and its
 * surroundings, the widest match, the bytes that a match may hold. */

#include "compile/rule_code.h"

#include "base/alloc.h"
#include "compile/pattern.h"

#include <string.h>

/* A begin line ends the open block where it starts: so far back, findings are not settled yet. */
#define BEGIN_MAX 128u
#define EXPANDED_MAX ((size_t)256 << 10) /* bytes */

/* How the rule's main expression will be matched, by kind of rule. */
static enum dlp_anchor value_anchor(enum dlp_rule_kind kind)
{
    switch (kind) {
    case DLP_RULE_KEYWORD:
    case DLP_RULE_NAMED:
    case DLP_RULE_PREFIX:
    case DLP_RULE_HEAD:
        return DLP_ANCHOR_START;
    case DLP_RULE_PATTERN:
    case DLP_RULE_DIGITS:
    case DLP_RULE_RUN:
    case DLP_RULE_BLOCK:
        break;
    }
    return DLP_ANCHOR_END;
}

static const char *value_expression(const struct dlp_rule *rule, const char **setting)
{
    switch (rule->kind) {
    case DLP_RULE_KEYWORD:
    case DLP_RULE_NAMED:
        *setting = "tail";
        return rule->tail;
    case DLP_RULE_BLOCK:
        *setting = "begin";
        return rule->keyword;
    case DLP_RULE_PATTERN:
    case DLP_RULE_PREFIX:
    case DLP_RULE_DIGITS:
    case DLP_RULE_RUN:
    case DLP_RULE_HEAD:
        break;
    }
    *setting = "pattern";
    return rule->pattern;
}

static uint32_t value_limit(enum dlp_rule_kind kind)
{
    switch (kind) {
    case DLP_RULE_KEYWORD:
    case DLP_RULE_NAMED:
    case DLP_RULE_PREFIX:
    case DLP_RULE_HEAD:
        return DLP_AHEAD_MAX;
    case DLP_RULE_DIGITS:
        return DLP_CHAIN_MAX + 16; /* room for "+", "(" and the like around the chain */
    case DLP_RULE_BLOCK:
        return BEGIN_MAX;
    case DLP_RULE_PATTERN:
    case DLP_RULE_RUN:
        break;
    }
    return DLP_WIDTH_MAX;
}

static dlp_status value_facts(struct dlp_rule_code *code, const char *expression,
                              struct dlp_facts *facts, const struct dlp_pattern_site *site)
{
    struct dlp_bytes expanded = DLP_BYTES_INIT(EXPANDED_MAX);
    const uint32_t limit = value_limit(code->rule.kind);
    unsigned hs_flags = 0;
    dlp_status status;

    status = dlp_pattern_expand(&expanded, expression, code->rule.ignore_case, site);
    if (status != DLP_OK)
        goto out;
    status = dlp_pattern_width(&code->width, &hs_flags, (const char *)expanded.data,
                               code->rule.ignore_case, facts, site);
    if (status != DLP_OK)
        goto out;
    if (code->width > limit) {
        dlp_diag_error(site->diag, code->rule.file, code->rule.line, code->rule.id,
                       "%s: its widest match has %u bytes, at most %u are possible", site->setting,
                       code->width, limit);
        status = DLP_ERULE;
    }
    dlp_pattern_alphabet(code->alphabet, (const char *)expanded.data, code->rule.ignore_case);
    dlp_pattern_needs(&code->needs, (const char *)expanded.data);
out:
    dlp_bytes_free(&expanded);
    return status;
}

/* The bytes that a match may start with, where PCRE2 knows them; else all. */
static void first_bytes(uint8_t first[32], const pcre2_code *value)
{
    const uint8_t *bitmap = NULL;
    uint32_t type = 0, unit = 0;

    memset(first, 0xff, 32);
    if (pcre2_pattern_info(value, PCRE2_INFO_FIRSTBITMAP, &bitmap) == 0 && bitmap) {
        memcpy(first, bitmap, 32);
        return;
    }
    if (pcre2_pattern_info(value, PCRE2_INFO_FIRSTCODETYPE, &type) != 0 || type != 1
        || pcre2_pattern_info(value, PCRE2_INFO_FIRSTCODEUNIT, &unit) != 0 || unit > 0xff)
        return;
    memset(first, 0, 32);
    first[unit >> 3] |= (uint8_t)(1u << (unit & 7u));
    unit ^= 0x20u; /* PCRE2 does not say whether case counts: a superset takes both */
    first[unit >> 3] |= (uint8_t)(1u << (unit & 7u));
}

static dlp_status list_compile(pcre2_code ***out, const struct dlp_strings *list,
                               const char *setting, const struct dlp_pattern_site *base)
{
    struct dlp_pattern_site site = *base;
    dlp_status status = DLP_OK;

    if (list->len == 0)
        return DLP_OK;
    site.setting = setting;
    *out = dlp_calloc(list->len, sizeof(**out));
    if (!*out)
        return DLP_ENOMEM;
    for (size_t i = 0; i < list->len && status != DLP_ENOMEM; i++) {
        const dlp_status one = dlp_pattern_compile(&(*out)[i], list->at[i], base->rule->ignore_case,
                                                   DLP_ANCHOR_BOTH, &site);

        status = one == DLP_OK ? status : one;
    }
    return status;
}

static dlp_status side_compile(pcre2_code **out, const char *pattern, const char *setting,
                               enum dlp_anchor anchor, const struct dlp_pattern_site *base)
{
    struct dlp_pattern_site site = *base;

    site.setting = setting;
    return pattern ? dlp_pattern_compile(out, pattern, base->rule->ignore_case, anchor, &site)
                   : DLP_OK;
}

static dlp_status value_compile(struct dlp_rule_code *code, struct dlp_facts *facts,
                                struct dlp_pattern_site *site)
{
    const char *const expression = value_expression(&code->rule, &site->setting);
    const enum dlp_anchor anchor = value_anchor(code->rule.kind);
    dlp_status status;
    int group;

    if (!expression) { /* digit shapes: no wider than a chain may be */
        code->width = DLP_CHAIN_MAX;
        return DLP_OK;
    }
    status = dlp_pattern_compile(&code->value, expression, code->rule.ignore_case, anchor, site);
    if (status != DLP_OK)
        return status;
    group = pcre2_substring_number_from_name(code->value, (PCRE2_SPTR) "value");
    code->value_group = group > 0 ? (uint32_t)group : 0;
    first_bytes(code->first, code->value);
    return value_facts(code, expression, facts, site);
}

/* `before` is matched up to the value's start: knowing its width saves trying 320 starts. */
static dlp_status before_facts(struct dlp_rule_code *code, struct dlp_facts *facts,
                               const struct dlp_pattern_site *base)
{
    struct dlp_bytes expanded = DLP_BYTES_INIT(EXPANDED_MAX);
    struct dlp_pattern_site site = *base;
    unsigned hs_flags = 0;
    dlp_status status;

    if (!code->before)
        return DLP_OK;
    site.setting = "before";
    status = dlp_pattern_expand(&expanded, code->rule.before, code->rule.ignore_case, &site);
    if (status == DLP_OK)
        status = dlp_pattern_width(&code->before_width, &hs_flags, (const char *)expanded.data,
                                   code->rule.ignore_case, facts, &site);
    if (code->before_width > DLP_CONTEXT_BEFORE)
        code->before_width = DLP_CONTEXT_BEFORE;
    dlp_bytes_free(&expanded);
    return status;
}

static bool is_selective(const struct dlp_rule *rule)
{
    bool selective = false;

    for (size_t i = 0; i < rule->checks_len; i++)
        selective |= rule->checks[i].fatal && rule->checks[i].validator->selective;
    return selective;
}

dlp_status dlp_rule_code_compile(struct dlp_rule_code *code, const struct dlp_rule *rule,
                                 struct dlp_facts *facts, struct dlp_diag *diag)
{
    struct dlp_pattern_site site = { rule, "pattern", diag };
    dlp_status all = DLP_OK;

    code->rule = *rule;
    code->selective = is_selective(rule);
    const dlp_status parts[] = {
        value_compile(code, facts, &site),
        side_compile(&code->before, rule->before, "before", DLP_ANCHOR_END, &site),
        before_facts(code, facts, &site),
        side_compile(&code->after, rule->after, "after", DLP_ANCHOR_START, &site),
        side_compile(&code->cell, rule->cell, "cell", DLP_ANCHOR_BOTH, &site),
        list_compile(&code->must, &rule->must, "must", &site),
        list_compile(&code->must_not, &rule->must_not, "must_not", &site),
    };

    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        if (parts[i] != DLP_OK && all != DLP_ENOMEM)
            all = parts[i];
    return all;
}

_Static_assert(sizeof(struct dlp_code_fact) == 80, "written to the cache without padding");

struct dlp_code_fact dlp_rule_code_fact(const struct dlp_rule_code *code)
{
    struct dlp_code_fact fact = { .value_group = code->value_group,
                                  .before_width = code->before_width,
                                  .width = code->width,
                                  .needs = code->needs };

    memcpy(fact.alphabet, code->alphabet, sizeof(fact.alphabet));
    memcpy(fact.first, code->first, sizeof(fact.first));
    return fact;
}

dlp_status dlp_rule_code_restore(struct dlp_rule_code *code, const struct dlp_code_fact *fact)
{
    const struct dlp_rule *const rule = &code->rule;

    code->selective = is_selective(rule);
    code->value_group = fact->value_group;
    code->before_width = fact->before_width;
    code->width = fact->width;
    code->needs = fact->needs;
    memcpy(code->alphabet, fact->alphabet, sizeof(code->alphabet));
    memcpy(code->first, fact->first, sizeof(code->first));
    if (rule->must.len)
        code->must = dlp_calloc(rule->must.len, sizeof(*code->must));
    if (rule->must_not.len)
        code->must_not = dlp_calloc(rule->must_not.len, sizeof(*code->must_not));
    return (rule->must.len && !code->must) || (rule->must_not.len && !code->must_not) ? DLP_ENOMEM
                                                                                      : DLP_OK;
}

static dlp_status lacking_compile(pcre2_code **out, const char *pattern, enum dlp_anchor anchor,
                                  const struct dlp_pattern_site *site)
{
    return *out ? DLP_OK : side_compile(out, pattern, site->setting, anchor, site);
}

dlp_status dlp_rule_code_complete(struct dlp_rule_code *code)
{
    const struct dlp_rule *const rule = &code->rule;
    struct dlp_diag nobody = { NULL, NULL, 0, 0 };
    struct dlp_pattern_site site = { rule, "pattern", &nobody };
    dlp_status status;

    status = lacking_compile(&code->value, value_expression(rule, &site.setting),
                             value_anchor(rule->kind), &site);
    if (status == DLP_OK)
        status = lacking_compile(&code->before, rule->before, DLP_ANCHOR_END, &site);
    if (status == DLP_OK)
        status = lacking_compile(&code->after, rule->after, DLP_ANCHOR_START, &site);
    if (status == DLP_OK)
        status = lacking_compile(&code->cell, rule->cell, DLP_ANCHOR_BOTH, &site);
    for (size_t i = 0; status == DLP_OK && i < rule->must.len; i++)
        status = lacking_compile(&code->must[i], rule->must.at[i], DLP_ANCHOR_BOTH, &site);
    for (size_t i = 0; status == DLP_OK && i < rule->must_not.len; i++)
        status = lacking_compile(&code->must_not[i], rule->must_not.at[i], DLP_ANCHOR_BOTH, &site);
    return status == DLP_OK ? DLP_OK : DLP_ENOMEM;
}

static void list_free(pcre2_code **list, size_t len)
{
    for (size_t i = 0; list && i < len; i++)
        pcre2_code_free(list[i]);
    dlp_free(list);
}

void dlp_rule_code_free(struct dlp_rule_code *code)
{
    pcre2_code_free(code->value);
    pcre2_code_free(code->before);
    pcre2_code_free(code->after);
    pcre2_code_free(code->cell);
    list_free(code->must, code->rule.must.len);
    list_free(code->must_not, code->rule.must_not.len);
    memset(code, 0, sizeof(*code));
}
