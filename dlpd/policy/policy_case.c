/* dlpd/policy/policy_case.c - one flow: what was found in it so far -> what is to be done. */

#include "policy/policy_engine.h"

#include "mem.h"
#include "policy/unread.h"

#include <stdio.h>
#include <string.h>

#define REASONS_MAX 16
#define TOLD_MAX 1024u /* of a flow, so that a report can say how many there were */

/* What a policy has seen of the flow. */
struct seen {
    struct distinct
        values;       /* in a flow: all; across flows: those that the window has not got yet */
    uint32_t count;   /* as it was told last */
    bool more;        /* and whether there were more */
    uint64_t last_us; /* when the newest value came */
    bool any;
};

struct policy_case {
    struct policy_engine *engine;
    struct policy *policy;
    struct seen *seen; /* NULL until something is found; policy->len of them */
    const char *reason[REASONS_MAX];
    size_t reasons;
    bool news;      /* since the last decision */
    uint32_t facts; /* what was known then */
    struct subject_names names;
    bool named;
    const struct policy_item *best;
    struct policy_verdict verdict;
};

struct policy_case *policy_case_open(struct policy_engine *engine)
{
    struct policy_case *const of = mem_array(1, sizeof(*of));

    of->engine = engine;
    of->policy = engine_policy(engine);
    return of;
}

size_t policy_case_size(void)
{
    return sizeof(struct policy_case);
}

void policy_case_close(struct policy_case *of)
{
    if (!of)
        return;
    for (size_t i = 0; of->seen && i < of->policy->len; i++) {
        if (of->policy->observe && of->seen[i].count)
            engine_observe(of->engine, of->policy, i, of->seen[i].count);
        distinct_free(&of->seen[i].values);
    }
    mem_free(of->seen);
    mem_free(of->names.user);
    mem_free(of->names.source);
    policy_free(of->policy);
    mem_free(of);
}

static uint32_t cap_of(const struct policy *policy, const struct policy_item *item)
{
    const uint32_t least = policy->observe ? POLICY_OBSERVED : item->window_us ? 1 : TOLD_MAX;

    return item->values < least ? least : item->values;
}

size_t policy_case_found(struct policy_case *of, const char *rule, double confidence,
                         uint64_t value, uint64_t time_us)
{
    const struct policy *const policy = of->policy;
    const struct rule_row *const row = policy_rule(policy, rule);
    size_t grown = 0;

    for (size_t i = 0; row && i < policy->len; i++) {
        struct seen *seen;

        if (!(row->items[i / 64] >> i % 64 & 1) || confidence < policy->items[i].confidence)
            continue;
        if (!of->seen) {
            of->seen = mem_array(policy->len, sizeof(*of->seen));
            grown += policy->len * sizeof(*of->seen);
        }
        seen = &of->seen[i];
        seen->any = true;
        if (time_us > seen->last_us)
            seen->last_us = time_us;
        seen->values.cap = cap_of(policy, &policy->items[i]);
        grown += distinct_add(&seen->values, value, time_us);
        of->news = true;
    }
    return grown;
}

void policy_case_unread(struct policy_case *of, const char *reason)
{
    for (size_t i = 0; i < of->reasons; i++) {
        if (strcmp(of->reason[i], reason) == 0)
            return;
    }
    if (of->reasons == REASONS_MAX)
        return;
    of->reason[of->reasons++] = reason;
    of->news = true;
}

/* The first reason that the policy asks for, or NULL. */
static const char *unread_reason(const struct policy_case *of, const struct policy_item *item)
{
    for (size_t i = 0; i < of->reasons; i++) {
        for (size_t u = 0; u < item->unread.len; u++) {
            if (unread_matches(item->unread.text[u], of->reason[i]))
                return of->reason[i];
        }
    }
    return NULL;
}

static bool unread_holds(const struct policy_case *of, const struct policy_item *item)
{
    return !item->unread.len || unread_reason(of, item);
}

static bool channel_holds(const struct policy_item *item, const struct policy_flow *flow)
{
    return item->channel == CHANNEL_ANY
        || (item->channel == CHANNEL_CLEAR ? flow->clear : flow->encrypted);
}

/* The exception that takes the flow out at its time; also one of which that is not known yet. */
static const struct policy_exception *exception_of(const struct policy *policy, size_t item,
                                                   const struct subject *subject)
{
    for (size_t i = 0; i < policy->exceptions_len; i++) {
        const struct policy_exception *const exception = &policy->exceptions[i];

        if (exception->items[item / 64] >> item % 64 & 1
            && subject->flow->time_us < exception->until_us
            && scope_match(&exception->scope, subject, true) != TRUTH_NO)
            return exception;
    }
    return NULL;
}

/* Say whose exception let the flow pass, if the policy would have held: of a window nobody knows, since
 * what is spared does not count there. */
static void note_spared(struct policy_case *of, size_t i, const struct policy_exception *exception)
{
    const struct policy_item *const item = &of->policy->items[i];
    struct policy_verdict *const verdict = &of->verdict;

    if (verdict->spared
        || (item->finds && !item->window_us && of->seen[i].values.len < item->values))
        return;
    verdict->spared = item->name;
    verdict->owner = exception->owner;
    verdict->until = exception->until;
}

static bool count_holds(struct policy_case *of, size_t i, const struct subject *subject)
{
    const struct policy_item *const item = &of->policy->items[i];
    struct seen *const seen = of->seen ? &of->seen[i] : NULL;

    if (!item->finds)
        return true;
    if (!seen || !seen->any)
        return false;
    if (item->window_us) {
        const struct window_key key = window_key_of(item, subject);

        seen->count = engine_count(of->engine, &key, cap_of(of->policy, item), &seen->values,
                                   seen->last_us, item->window_us, &seen->more);
    } else {
        seen->count = seen->values.len;
        seen->more = seen->values.more;
    }
    return seen->count >= item->values;
}

static bool item_holds(struct policy_case *of, size_t i, const struct subject *subject)
{
    const struct policy_item *const item = &of->policy->items[i];
    const struct policy_exception *exception;

    if ((item->finds && !(of->seen && of->seen[i].any)) || !unread_holds(of, item)
        || !channel_holds(item, subject->flow)
        || scope_match(&item->scope, subject, false) != TRUTH_YES)
        return false;
    exception = exception_of(of->policy, i, subject);
    if (exception)
        note_spared(of, i, exception);
    return !exception && count_holds(of, i, subject);
}

static void say_why(struct policy_case *of, size_t i)
{
    static const char *const per[] = { "from this source", "to this destination",
                                       "from this source to this destination", "in all flows" };
    const struct policy_item *const item = &of->policy->items[i];
    struct policy_verdict *const verdict = &of->verdict;
    const struct seen *const seen = of->seen ? &of->seen[i] : NULL;

    if (!item->finds)
        snprintf(verdict->why, sizeof(verdict->why), "could not be read: %s",
                 unread_reason(of, item));
    else if (item->window_us)
        snprintf(verdict->why, sizeof(verdict->why),
                 "%s%u distinct values %s within %llu s; %u are enough",
                 seen->more ? "at least " : "", seen->count, per[item->per],
                 (unsigned long long)(item->window_us / 1000000), item->values);
    else
        snprintf(verdict->why, sizeof(verdict->why),
                 "%s%u distinct value%s in the flow; %u %s enough", seen->more ? "at least " : "",
                 seen->count, seen->count == 1 ? "" : "s", item->values,
                 item->values == 1 ? "is" : "are");
}

static void take(struct policy_case *of, size_t i)
{
    const struct policy_item *const item = &of->policy->items[i];
    struct policy_verdict *const verdict = &of->verdict;

    if (of->best && item->action < of->best->action)
        return;
    if (of->best && item->action == of->best->action && item > of->best)
        return; /* of equal ones the first of the file speaks */
    of->best = item;
    verdict->wanted = item->action;
    verdict->action =
        of->policy->observe && item->action == POLICY_BLOCK ? POLICY_ALERT : item->action;
    verdict->policy = item->name;
    say_why(of, i);
}

static uint32_t facts_of(const struct policy_flow *flow, bool final)
{
    return 1u | (uint32_t)flow->clear << 1 | (uint32_t)flow->encrypted << 2
        | (uint32_t)flow->settled << 3 | (uint32_t)(flow->host != NULL) << 4
        | (uint32_t)(strcmp(flow->protocol, "raw") != 0) << 5 | (uint32_t) final << 6
        | (uint32_t)flow->others_more << 7 | (uint32_t)flow->others_len << 8;
}

const struct policy_verdict *policy_case_decide(struct policy_case *of,
                                                const struct policy_flow *flow, bool final)
{
    const uint32_t facts = facts_of(flow, final);
    struct subject subject = { .flow = flow, .final = final };

    if ((!of->seen && !of->reasons) || (!of->news && facts == of->facts))
        return &of->verdict;
    of->news = false;
    of->facts = facts;
    if (!of->named)
        engine_names(of->engine, flow, &of->names);
    of->named = true;
    of->verdict.user = subject.user = of->names.user;
    of->verdict.source = subject.source = of->names.source;
    memcpy(subject.country, of->names.country, sizeof(subject.country));
    of->verdict.spared = NULL;
    for (size_t i = 0; i < of->policy->len; i++) {
        if (item_holds(of, i, &subject))
            take(of, i);
    }
    return &of->verdict;
}
