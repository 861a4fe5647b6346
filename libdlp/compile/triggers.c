/* compile/triggers.c - the literal lane: one Hyperscan database in stream mode, ends only.
 *
 * Starts are not asked for: HS_FLAG_SOM_LEFTMOST is refused in stream mode for the wider rules and
 * would cost state for all; confirmation finds the start. */

#include "compile/triggers.h"

#include "base/alloc.h"
#include "compile/pattern.h"
#include "compile/plain_triggers.h"
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

static dlp_status list_add(struct trigger_list *list, const struct dlp_rule *rule,
                           struct dlp_trigger trigger, const char *setting, const char *expression,
                           struct dlp_diag *diag)
{
    const struct dlp_pattern_site site = { rule, setting, diag };
    struct dlp_bytes expanded = DLP_BYTES_INIT(EXPANDED_MAX);
    uint32_t width = 0;
    unsigned flags = 0;
    dlp_status status;

    status = dlp_pattern_expand(&expanded, expression, rule->ignore_case, &site);
    if (status == DLP_OK)
        status = dlp_pattern_width(&width, &flags, (const char *)expanded.data, rule->ignore_case,
                                   list->facts, &site);
    if (status == DLP_OK) {
        char *const copy = dlp_strndup((const char *)expanded.data, expanded.len - 1);

        if (!copy)
            status = DLP_ENOMEM;
        else {
            list->expressions[list->len] = copy;
            list->flags[list->len] = flags;
            list->ids[list->len] = (unsigned)list->len;
            list->triggers[list->len] = trigger;
            list->len++;
        }
    }
    dlp_bytes_free(&expanded);
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

static dlp_status rule_add(struct trigger_list *list, const struct dlp_rule *rule, uint32_t index,
                           bool one_lane, struct dlp_diag *diag)
{
    struct dlp_trigger trigger = { index, 0, DLP_TRIGGER_END };
    dlp_status status;

    switch (rule->kind) {
    case DLP_RULE_PATTERN:
        return list_add(list, rule, trigger, rule->trigger ? "trigger" : "pattern",
                        rule->trigger ? rule->trigger : rule->pattern, diag);
    case DLP_RULE_KEYWORD:
        trigger.role = DLP_TRIGGER_KEYWORD;
        return list_add(list, rule, trigger, "keyword", rule->keyword, diag);
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
    for (size_t d = 0; d < dlp_decoders_len; d++)
        for (const char *const *t = dlp_decoders[d].triggers; t && *t; t++) {
            char *const copy = dlp_strndup(*t, strlen(*t));

            if (!copy)
                return DLP_ENOMEM;
            list->expressions[list->len] = copy;
            list->flags[list->len] = HS_FLAG_DOTALL;
            list->ids[list->len] = (unsigned)list->len;
            list->triggers[list->len] = (struct dlp_trigger){ (uint32_t)d, 0, DLP_TRIGGER_VIEW };
            list->len++;
        }
    return DLP_OK;
}

/* How many expressions there can be. */
static size_t list_room(const struct dlp_database *db)
{
    size_t room = 2 * db->rules_len + 1;

    for (size_t d = 0; d < dlp_decoders_len; d++)
        for (const char *const *t = dlp_decoders[d].triggers; t && *t; t++)
            room++;

    for (size_t i = 0; db->one_lane && i < db->rules_len; i++)
        room += db->rules[i].rule.shapes_len;
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
        status = rule_add(&list, &db->rules[i].rule, (uint32_t)i, db->one_lane, diag);
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
