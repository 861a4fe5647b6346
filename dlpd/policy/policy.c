/* dlpd/policy/policy.c - a policy's life, and what is looked up in it. */

#include "policy/policy_model.h"

#include "mem.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

const char *const policy_actions[POLICY_ACTIONS] = { "allow", "log", "alert", "block" };

const char *policy_action_name(enum policy_action action)
{
    return policy_actions[action];
}

struct policy *policy_hold(struct policy *policy)
{
    atomic_fetch_add(&policy->references, 1);
    return policy;
}

void policy_free(struct policy *policy)
{
    if (!policy || atomic_fetch_sub(&policy->references, 1) > 1)
        return;
    owned_free(&policy->owned);
    mem_free(policy);
}

bool texts_match(const struct text_list *globs, const char *text)
{
    for (size_t i = 0; i < globs->len; i++) {
        if (fnmatch(globs->text[i], text, 0) == 0)
            return true;
    }
    return false;
}

void policy_mark(const struct policy *policy, const struct text_list *globs,
                 uint64_t items[POLICY_WORDS])
{
    for (size_t i = 0; i < policy->len; i++) {
        if (policy->items[i].name && texts_match(globs, policy->items[i].name))
            items[i / 64] |= UINT64_C(1) << i % 64;
    }
}

static int rule_compare(const void *key, const void *row)
{
    return strcmp(key, ((const struct rule_row *)row)->rule);
}

const struct rule_row *policy_rule(const struct policy *policy, const char *rule)
{
    return policy->rows_len
        ? bsearch(rule, policy->rows, policy->rows_len, sizeof(*policy->rows), rule_compare)
        : NULL;
}
