/* dlpd/policy/policy_check.c - what must be right of a policy file beyond each single setting.
 *
 * A policy that can never hold is worse than none: somebody relies on it. So a glob that names no rule,
 * an exception of no policy, a window without a count are mistakes, and nothing of the file is used. */

#include "policy/policy_check.h"

#include "policy/unread.h"
#include "policy_rules.h"

#include <stdlib.h>
#include <string.h>

static bool scope_has(const struct scope *scope, const char *condition)
{
    const struct conditions *const all[] = { &scope->to, &scope->not_to };

    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        for (size_t c = 0; c < all[i]->len; c++) {
            if (strcmp(all[i]->list[c].kind->name, condition) == 0)
                return true;
        }
    }
    return false;
}

static bool scope_asks_user(const struct scope *scope)
{
    const struct conditions *const all[] = { &scope->from, &scope->not_from };

    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        for (size_t c = 0; c < all[i]->len; c++) {
            if (strcmp(all[i]->list[c].kind->name, "address") != 0)
                return true;
        }
    }
    return false;
}

/* Conditions that need a file that nobody named never hold. */
static void check_scope(struct policy_reader *reader, const config_setting_t *group,
                        const struct policy *policy, const struct scope *scope)
{
    if (scope_has(scope, "country") && !policy->countries)
        reader_error(reader, group,
                     "it asks for a country; say 'countries = \"FILE\";' at the top of the file");
    if (scope_asks_user(scope) && !policy->users.len)
        reader_error(reader, group,
                     "it asks who the sender is; say 'users = \"FILE\";' at the top "
                     "of the file");
}

void check_item(struct policy_reader *reader, const config_setting_t *group,
                const struct policy *policy, const struct policy_item *item)
{
    if (!item->name)
        reader_error(reader, group, "a policy must have a 'name'");
    for (const struct policy_item *other = policy->items; item->name && other < item; other++) {
        if (other->name && strcmp(other->name, item->name) == 0)
            reader_error(reader, group, "there is a policy of this name at line %u already",
                         other->line);
    }
    if (!config_setting_get_member(group, "action"))
        reader_error(reader, group,
                     "a policy must have an 'action': \"allow\", \"log\", \"alert\" or \"block\"");
    if (!item->finds && item->values > 1)
        reader_error(reader, group, "it counts 'values', but asks for no 'rules' or 'packs'");
    if (!item->finds && item->window_us)
        reader_error(reader, group, "it has a 'window', but asks for no 'rules' or 'packs'");
    if (item->window_us && item->values == 1)
        reader_error(reader, group,
                     "it has a 'window', but one value is enough; give 'values' 2 at least, "
                     "or leave 'window' out");
    if (!item->window_us && config_setting_get_member(group, "per"))
        reader_error(reader, group, "'per' says for whom a 'window' counts; give one, too");
    for (size_t i = 0; i < item->unread.len; i++) {
        if (!unread_is_known(item->unread.text[i]))
            reader_error(
                reader, config_setting_get_member(group, "unread"),
                "'unread' holds \"%.60s\"; it must be \"any\", \"encrypted\", \"packed\", "
                "\"limit\", \"lost\", \"ambiguous\", \"protocol\", or a reason of docs/dlpd.md",
                item->unread.text[i]);
    }
    check_scope(reader, group, policy, &item->scope);
}

void check_exception(struct policy_reader *reader, const config_setting_t *group,
                     const struct policy *policy, struct policy_exception *exception)
{
    const struct scope *const scope = &exception->scope;

    if (!exception->owner)
        reader_error(reader, group, "an exception must have an 'owner': who answers for it");
    if (!exception->reason)
        reader_error(reader, group, "an exception must have a 'reason'");
    if (!config_setting_get_member(group, "until"))
        reader_error(reader, group, "an exception must say 'until' which day it holds");
    if (!exception->policies.len)
        reader_error(reader, group, "an exception must say of which 'policies' it is");
    if (scope->to.len + scope->from.len == 0)
        reader_error(reader, group, "an exception must say 'to' or 'from' whom");
    for (size_t i = 0; i < exception->policies.len; i++) {
        const struct text_list one = { &exception->policies.text[i], 1 };
        uint64_t before[POLICY_WORDS] = { 0 };

        policy_mark(policy, &one, before);
        if (!(before[0] | before[1] | before[2] | before[3]))
            reader_error(reader, group, "no policy is named \"%.60s\"", one.text[0]);
    }
    _Static_assert(POLICY_WORDS == 4, "all words are looked at above");
    policy_mark(policy, &exception->policies, exception->items);
    check_scope(reader, group, policy, scope);
}

static bool item_asks(const struct policy_item *item, const struct dlp_rule_info *info)
{
    return item->finds && policy_asks(&item->rules, &item->packs, info);
}

static int by_rule(const void *a, const void *b)
{
    return strcmp(((const struct rule_row *)a)->rule, ((const struct rule_row *)b)->rule);
}

void check_rules(struct policy_reader *reader, const config_setting_t *list, struct policy *policy,
                 const dlp_ruleset *set)
{
    const size_t count = dlp_ruleset_count(set);

    for (size_t i = 0; i < policy->len; i++) {
        const struct policy_item *const item = &policy->items[i];

        reader->item = item->name;
        policy_check_names(reader, config_setting_get_elem(list, (unsigned)i), &item->rules,
                           &item->packs, set);
    }
    reader->item = NULL;
    policy->rows = owned_array(&policy->owned, count, sizeof(*policy->rows));
    for (size_t r = 0; r < count; r++) {
        struct rule_row *const row = &policy->rows[policy->rows_len];
        struct dlp_rule_info info;

        if (dlp_ruleset_rule(set, r, &info) != DLP_OK || !info.enabled)
            continue;
        row->rule = owned_copy(&policy->owned, info.id);
        for (size_t i = 0; i < policy->len; i++)
            row->items[i / 64] |= (uint64_t)item_asks(&policy->items[i], &info) << i % 64;
        policy->rows_len++;
    }
    qsort(policy->rows, policy->rows_len, sizeof(*policy->rows), by_rule);
}
