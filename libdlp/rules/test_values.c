/* rules/test_values.c - published test values at a low confidence: one more reject for every rule. */

#include "base/error.h"
#include "rules/rule_digest.h"
#include "rules/rule_reader.h"

#include <string.h>

/* The place of the reject among the rule's; rejects_len when it has none. */
static size_t reject_find(const struct dlp_rule *rule, const struct dlp_reject *reject)
{
    size_t at = 0;

    while (at < rule->rejects_len && rule->rejects[at] != reject)
        at++;
    return at;
}

/* The old list may belong to a database that was compiled before: it is never changed. */
static dlp_status rejects_copy(struct dlp_rule *rule, struct dlp_arena *arena,
                               const struct dlp_reject *without, const struct dlp_reject *with)
{
    const struct dlp_reject **const list =
        dlp_arena_alloc(arena, rule->rejects_len + 1, sizeof(struct dlp_reject *));
    size_t len = 0;

    if (!list)
        return DLP_ENOMEM;
    for (size_t i = 0; i < rule->rejects_len; i++)
        if (rule->rejects[i] != without)
            list[len++] = rule->rejects[i];
    if (with)
        list[len++] = with;
    rule->rejects = list;
    rule->rejects_len = len;
    return DLP_OK;
}

dlp_status dlp_ruleset_test_values(dlp_ruleset *set, enum dlp_test_values mode,
                                   struct dlp_error *err)
{
    const struct dlp_reject *const reject = dlp_reject_find("test_value");

    if (!set || (mode != DLP_TEST_VALUES_FULL && mode != DLP_TEST_VALUES_LOW))
        return dlp_error_set(err, DLP_EINVAL,
                             "a rule set and a way to treat test values are needed");
    set->switched = true;
    for (size_t i = 0; i < set->len; i++) {
        struct dlp_rule *const rule = &set->rules[i];
        const bool has = reject_find(rule, reject) < rule->rejects_len;
        const bool wanted = mode == DLP_TEST_VALUES_LOW;

        if (has == wanted)
            continue;
        if (wanted && rule->rejects_len == DLP_RULE_REJECTS_MAX)
            return dlp_error_set(err, DLP_ELIMIT, "rule '%s' has %u rejects already", rule->id,
                                 DLP_RULE_REJECTS_MAX);
        if (rejects_copy(rule, set->arena, reject, wanted ? reject : NULL) != DLP_OK)
            return dlp_error_nomem(err);
        dlp_rule_digest_set(rule);
    }
    dlp_error_clear(err);
    return DLP_OK;
}
