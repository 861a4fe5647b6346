/* compile/triggers.c - the literal lane: one Hyperscan database in stream mode, ends only.
 *
 * Starts are not asked for: HS_FLAG_SOM_LEFTMOST is refused in stream mode for the wider rules and
 * would cost state for all; confirmation finds the start. */

#include "compile/triggers.h"

#include "base/alloc.h"
#include "compile/pattern.h"
#include "compile/plain_triggers.h"
#include "compile/prefix_table.h"
#include "extract/decoder.h"

#include <string.h>

#define EXPANDED_MAX ((size_t)256 << 10) /* bytes */

/* The lists that hs_compile_multi() wants, growing together. */
struct trigger_list {
    char **expressions;
    unsigned *flags, *ids;
    struct dlp_trigger *triggers;
    size_t len, cap;
    struct dlp_facts *facts;
    bool named; /* the expressions that rules with names share are in */
};

static dlp_status list_init(struct trigger_list *list, size_t cap)
{
    list->cap = cap;
    list->expressions = dlp_calloc(cap, sizeof(*list->expressions));
    list->flags = dlp_calloc(cap, sizeof(*list->flags));
    list->ids = dlp_calloc(cap, sizeof(*list->ids));
    list->triggers = dlp_calloc(cap, sizeof(*list->triggers));
    return list->expressions && list->flags && list->ids && list->triggers ? DLP_OK : DLP_ENOMEM;
}

static void list_free(struct trigger_list *list)
{
    for (size_t i = 0; list->expressions && i < list->len; i++)
        dlp_free(list->expressions[i]);
    dlp_free(list->expressions);
    dlp_free(list->flags);
    dlp_free(list->ids);
    dlp_free(list->triggers);
}

static dlp_status list_put(struct trigger_list *list, struct dlp_trigger trigger,
                           const char *expression, unsigned flags)
{
    char *const copy = dlp_strndup(expression, strlen(expression));

    if (!copy)
        return DLP_ENOMEM;
    list->expressions[list->len] = copy;
    list->flags[list->len] = flags;
    list->ids[list->len] = (unsigned)list->len;
    list->triggers[list->len] = trigger;
    list->len++;
    return DLP_OK;
}

static dlp_status list_add(struct trigger_list *list, const struct dlp_rule *rule,
                           struct dlp_trigger trigger, const char *setting, const char *expression,
                           struct dlp_diag *diag)
{
    const struct dlp_pattern_site site = { rule, setting, diag };
    struct dlp_bytes expanded = DLP_BYTES_INIT(EXPANDED_MAX);
    struct dlp_bytes loose = DLP_BYTES_INIT(EXPANDED_MAX);
    uint32_t width = 0;
    unsigned flags = 0;
    dlp_status status;

    status = dlp_pattern_expand(&expanded, expression, rule->ignore_case, &site);
    if (status == DLP_OK)
        status = dlp_pattern_width(&width, &flags, (const char *)expanded.data, rule->ignore_case,
                                   list->facts, &site);
    /* Where PCRE2 matches up to the end, ends that are none do no harm. */
    if (status == DLP_OK && trigger.role == DLP_TRIGGER_END)
        status = dlp_pattern_loosen(&loose, (const char *)expanded.data);
    if (status == DLP_OK)
        status = list_put(list, trigger, (const char *)(loose.len > 0 ? loose.data : expanded.data),
                          flags);
    dlp_bytes_free(&expanded);
    dlp_bytes_free(&loose);
    return status;
}

/* What the class lane finds, for a database in one lane. */
static dlp_status plain_add(struct trigger_list *list, const struct dlp_rule *rule,
                            struct dlp_trigger trigger, struct dlp_diag *diag)
{
    const size_t shapes = rule->kind == DLP_RULE_DIGITS ? rule->shapes_len : 0;
    struct dlp_bytes expression = DLP_BYTES_INIT(EXPANDED_MAX);
    dlp_status status = DLP_OK;

    for (size_t i = 0; status == DLP_OK && i < (shapes > 0 ? shapes : 1); i++) {
        trigger.shape = (uint16_t)i;
        status = dlp_plain_expression(&expression, rule, i);
        if (status == DLP_OK)
            status = dlp_bytes_append(&expression, "", 1);
        if (status == DLP_OK)
            status =
                list_add(list, rule, trigger, "class lane", (const char *)expression.data, diag);
    }
    dlp_bytes_free(&expression);
    return status;
}

static enum dlp_trigger_role plain_role(const struct dlp_rule *rule)
{
    if (rule->kind == DLP_RULE_RUN)
        return DLP_TRIGGER_RUN;
    if (rule->kind == DLP_RULE_HEAD)
        return DLP_TRIGGER_HEAD;
    return rule->shapes_len > 0 ? DLP_TRIGGER_SHAPE : DLP_TRIGGER_CHAIN;
}

/* What every rule with names is looked for at: the last word of an identifier that holds a key, a sign
 * of assignment, and the first bytes of a value; or such a word, a space and what has a digit soon. One
 * pair of expressions serves all, so that the pass costs the same for a thousand names as for one.
 * "api" and "id" are not among the words: in programs they stand everywhere. */
#define NAMED_KIND                                                                                 \
  "(?i:key|token|secret|pass|pwd|auth|credential|bearer|webhook|licen[cs]e|signature|sid|dsn|"     \
  "hash|login|(?:client|account|access|app|application|project|tenant|subscription)[ _\\-]?id)\\w{0,10}"
#define NAMED_FIRST "[A-Za-z0-9_+/.$\\-]"
static const char *const named_triggers[] = {
    NAMED_KIND "[\"'`\\])}]{0,3}(?:[ \\t]{1,3}[A-Za-z0-9]{1,12})?[ \\t]{0,8}"
               "(?:=>|:{1,3}=|[?.]=|[:=,(|]|>(?:\\r?\\n[ \\t]{0,16})?|[ \\t]value=)"
               "[ \\t\"'`(\\\\]{0,20}(?:(?i:bearer|basic|token|oauth) )?" NAMED_FIRST "{6}",
    "(?i:token|secret|bearer|[_\\- ]key|secretkey|accesskey|privatekey|password|unseal)[\"'`]{0,2}[ \\t][\"'`]?" NAMED_FIRST
    "{0,16}[0-9]",
    "(?i:[_\\-. ](?:pat|hec|crumb)|certificate|reporter_id)[\"'`]{0,2}[ \\t]{0,3}[:=][ \\t\"'`]{0,3}" NAMED_FIRST
    "{6}",
};

/* The runs at which the class lane looks for names. */
#define VALUE_RUN "(?:^|[^A-Za-z0-9_\\-])[A-Za-z0-9_\\-]{16}"
_Static_assert(DLP_TOKEN_RUN == 16, "so many bytes");

static dlp_status named_add(struct trigger_list *list, const struct dlp_rule *rule, uint32_t index,
                            bool one_lane, struct dlp_diag *diag)
{
    const struct dlp_trigger trigger = { index, 0, DLP_TRIGGER_NAMED };
    const struct dlp_trigger value = { index, 0, DLP_TRIGGER_VALUE };
    struct dlp_rule shared = *rule;
    dlp_status status = DLP_OK;

    shared.ignore_case = false;
    for (size_t i = 0; i < sizeof(named_triggers) / sizeof(named_triggers[0]); i++)
        if (status == DLP_OK)
            status = list_add(list, &shared, trigger, "names", named_triggers[i], diag);
    if (status == DLP_OK && one_lane)
        status = list_add(list, &shared, value, "names", VALUE_RUN, diag);
    list->named = true;
    return status;
}

/* The prefix as it stands; for the class lane's, in one lane, with the run that it begins. */
static dlp_status prefix_write(struct dlp_bytes *out, const char *prefix, bool by_run)
{
    const size_t head = dlp_prefix_head(prefix);
    const size_t most = by_run ? head + DLP_TOKEN_RUN : SIZE_MAX;
    dlp_status status = DLP_OK;
    size_t n = 0;

    if (by_run && head == 0)
        status = dlp_bytes_puts(out, "(?:^|[^A-Za-z0-9_\\-])");
    for (; n < most && prefix[n] && status == DLP_OK; n++)
        status = dlp_bytes_printf(out, "\\x%02x", (unsigned)(uint8_t)prefix[n]);
    if (status == DLP_OK && by_run && n < most)
        status = dlp_bytes_printf(out, "[A-Za-z0-9_\\-]{%zu}", most - n);
    return status == DLP_OK ? dlp_bytes_append(out, "", 1) : status;
}

static dlp_status prefixes_add(struct trigger_list *list, const struct dlp_rule_code *code,
                               uint32_t index, struct dlp_diag *diag)
{
    const struct dlp_rule *const rule = &code->rule;
    struct dlp_bytes expression = DLP_BYTES_INIT(EXPANDED_MAX);
    dlp_status status = DLP_OK;

    for (size_t i = 0; status == DLP_OK && i < rule->prefixes.len; i++) {
        const char *const prefix = rule->prefixes.at[i];
        const size_t back = code->by_run ? dlp_prefix_head(prefix) + DLP_TOKEN_RUN : strlen(prefix);
        const struct dlp_trigger trigger = { index, (uint16_t)back, DLP_TRIGGER_PREFIX };

        dlp_bytes_clear(&expression);
        status = prefix_write(&expression, prefix, code->by_run);
        if (status == DLP_OK)
            status = list_add(list, rule, trigger, "prefix", (const char *)expression.data, diag);
    }
    dlp_bytes_free(&expression);
    return status;
}

static dlp_status rule_add(struct trigger_list *list, const struct dlp_rule_code *code,
                           uint32_t index, bool one_lane, struct dlp_diag *diag)
{
    const struct dlp_rule *const rule = &code->rule;
    struct dlp_trigger trigger = { index, 0, DLP_TRIGGER_END };
    dlp_status status;

    switch (rule->kind) {
    case DLP_RULE_PATTERN:
        return list_add(list, rule, trigger, rule->trigger ? "trigger" : "pattern",
                        rule->trigger ? rule->trigger : rule->pattern, diag);
    case DLP_RULE_KEYWORD:
        trigger.role = DLP_TRIGGER_KEYWORD;
        return list_add(list, rule, trigger, "keyword", rule->keyword, diag);
    case DLP_RULE_NAMED:
        return list->named ? DLP_OK : named_add(list, rule, index, one_lane, diag);
    case DLP_RULE_PREFIX:
        return code->by_run && !one_lane ? DLP_OK : prefixes_add(list, code, index, diag);
    case DLP_RULE_BLOCK:
        trigger.role = DLP_TRIGGER_BEGIN;
        status = list_add(list, rule, trigger, "begin", rule->keyword, diag);
        trigger.role = DLP_TRIGGER_CLOSE;
        return status != DLP_OK ? status
                                : list_add(list, rule, trigger, "end", rule->end_pattern, diag);
    case DLP_RULE_DIGITS:
    case DLP_RULE_RUN:
    case DLP_RULE_HEAD:
        break; /* the class lane's */
    }
    if (!one_lane)
        return DLP_OK;
    trigger.role = (uint8_t)plain_role(rule);
    return plain_add(list, rule, trigger, diag);
}

/* What wakes the decoders: bytes, as they stand. */
static dlp_status views_add(struct trigger_list *list)
{
    dlp_status status = DLP_OK;

    for (size_t d = 0; d < DLP_DECODERS; d++)
        for (const char *const *t = dlp_decoders[d].triggers; status == DLP_OK && t && *t; t++)
            status = list_put(list, (struct dlp_trigger){ (uint32_t)d, 0, DLP_TRIGGER_VIEW }, *t,
                              HS_FLAG_DOTALL);
    return status;
}

/* How many expressions there can be. */
static size_t list_room(const struct dlp_database *db)
{
    size_t room = 2 * db->rules_len + sizeof(named_triggers) / sizeof(named_triggers[0]) + 1;

    for (size_t d = 0; d < DLP_DECODERS; d++)
        for (const char *const *t = dlp_decoders[d].triggers; t && *t; t++)
            room++;
    for (size_t i = 0; i < db->rules_len; i++)
        room += (db->one_lane ? db->rules[i].rule.shapes_len : 0) + db->rules[i].rule.prefixes.len;
    return room;
}

static dlp_status list_compile(struct dlp_database *db, const struct trigger_list *list,
                               struct dlp_diag *diag)
{
    hs_compile_error_t *error = NULL;
    hs_error_t code;

    code = hs_compile_multi((const char *const *)list->expressions, list->flags, list->ids,
                            (unsigned)list->len, HS_MODE_STREAM, NULL, &db->hs, &error);
    if (code == HS_NOMEM)
        return DLP_ENOMEM;
    if (code != HS_SUCCESS) {
        const int at = error ? error->expression : -1;
        const struct dlp_rule *const rule =
            at >= 0 && (size_t)at < list->len && list->triggers[at].role != DLP_TRIGGER_VIEW
            ? &db->rules[list->triggers[at].rule].rule
            : NULL;

        dlp_diag_error(diag, rule ? rule->file : "(all rules)", rule ? rule->line : 0,
                       rule ? rule->id : NULL, "Hyperscan refuses it: %s",
                       error ? error->message : "no reason given");
        hs_free_compile_error(error);
        return DLP_ERULE;
    }
    return DLP_OK;
}

/* The database of the list: of the cache, or compiled and then stored there. */
static dlp_status list_build(struct dlp_database *db, const struct trigger_list *list,
                             struct dlp_cache *cache, struct dlp_diag *diag)
{
    uint8_t lane[32];

    dlp_cache_lane(lane, (const char *const *)list->expressions, list->flags, list->len);
    if (list->len > 0) {
        db->hs = cache ? dlp_cache_take(cache, lane) : NULL;
        if (!db->hs) {
            const dlp_status status = list_compile(db, list, diag);

            if (status != DLP_OK)
                return status;
        }
    }
    if (cache)
        dlp_cache_store(cache, lane, db->hs);
    if (!db->hs)
        return DLP_OK;
    if (hs_alloc_scratch(db->hs, &db->scratch) != HS_SUCCESS
        || hs_stream_size(db->hs, &db->stream_size) != HS_SUCCESS)
        return DLP_ENOMEM;
    return DLP_OK;
}

dlp_status dlp_triggers_build(struct dlp_database *db, struct dlp_cache *cache,
                              struct dlp_diag *diag)
{
    struct trigger_list list = { .facts = cache ? &cache->facts : NULL };
    dlp_status status, all = DLP_OK;

    status = list_init(&list, list_room(db));
    if (status != DLP_OK)
        goto out;
    for (size_t i = 0; i < db->rules_len; i++) {
        status = rule_add(&list, &db->rules[i], (uint32_t)i, db->one_lane, diag);
        if (status == DLP_ENOMEM)
            goto out;
        all = status != DLP_OK ? status : all;
    }
    status = all;
    if (status == DLP_OK)
        status = views_add(&list);
    if (status == DLP_OK)
        status = list_build(db, &list, cache, diag);
    if (status == DLP_OK) {
        db->triggers = list.triggers;
        db->triggers_len = list.len;
        list.triggers = NULL; /* now the database's */
    }
out:
    list_free(&list);
    return status;
}

void dlp_triggers_free(struct dlp_database *db)
{
    (void)hs_free_scratch(db->scratch);
    (void)hs_free_database(db->hs);
    dlp_free(db->triggers);
    db->scratch = NULL;
    db->hs = NULL;
    db->triggers = NULL;
}
