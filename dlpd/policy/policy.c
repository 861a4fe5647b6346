/* dlpd/policy/policy.c - a policy's life, and what is looked up in it. */

#include "policy/policy_model.h"

#include "mem.h"

#include <stdlib.h>
#include <string.h>

#define SOON_US (UINT64_C(14) * 86400 * 1000000)

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

struct policy_outline policy_outline(const struct policy *policy)
{
    return (struct policy_outline){ policy->len, policy->exceptions_len, policy->observe,
                                    policy->fold_us };
}

const struct output_spec *policy_outputs(const struct policy *policy, size_t *len)
{
    *len = policy->outputs_len;
    return policy->outputs;
}

void policy_warn(const struct policy *policy, const char *path, uint64_t now_us,
                 dlp_diagnostic_fn on_diagnostic, void *user)
{
    struct policy_reader reader = { .fn = on_diagnostic, .user = user, .file = path };

    for (size_t i = 0; i < policy->exceptions_len; i++) {
        const struct policy_exception *const exception = &policy->exceptions[i];

        if (exception->until_us <= now_us)
            reader_warning(&reader, exception->line,
                           "this exception ended with %s; ask %s, or take it out", exception->until,
                           exception->owner);
        else if (exception->until_us - now_us <= SOON_US)
            reader_warning(&reader, exception->line, "this exception ends with %s; its owner is %s",
                           exception->until, exception->owner);
    }
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
