/* tests/support/policy_text.h - policies from texts, flows from a few words, for the tests of policies. */
#ifndef SUPPORT_POLICY_TEXT_H
#define SUPPORT_POLICY_TEXT_H

#include "policy/policy.h"
#include "tests/unit/engine/small_rules.h"
#include "util/secret_hash.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define POLICY_DAY UINT64_C(1700000000000000) /* 2023-11-14, in microseconds */

/** The rules that policies of tests name. Never freed. */
static inline dlp_ruleset *policy_rules(void)
{
    static dlp_ruleset *set;

    if (set)
        return set;
    if (secret_hash_start() != 0 || dlp_ruleset_new(&set, NULL) != DLP_OK
        || dlp_ruleset_load_text(set, "rules", FIVE_RULES, strlen(FIVE_RULES), NULL, NULL, NULL)
            != DLP_OK)
        abort();
    return set;
}

/** What was said of a file: one line each, "line: [policy] text". */
struct policy_talk {
    char text[4096];
    size_t len;
};

static inline void policy_hear(const struct dlp_diagnostic *d, void *user)
{
    struct policy_talk *const talk = user;
    const int n =
        snprintf(talk->text + talk->len, sizeof(talk->text) - talk->len, "%s%u: %s%s%s%s\n",
                 d->level == DLP_DIAGNOSTIC_WARNING ? "warning " : "", d->line, d->rule ? "[" : "",
                 d->rule ? d->rule : "", d->rule ? "] " : "", d->message);

    if (n > 0 && (size_t)n < sizeof(talk->text) - talk->len)
        talk->len += (size_t)n;
}

/** A policy of a text that is right. */
static inline struct policy *policy_of(const char *text)
{
    struct policy_talk talk = { "", 0 };
    struct policy *policy = NULL;

    if (policy_load_text(&policy, "test", text, strlen(text), policy_rules(), policy_hear, &talk)
        != DLP_OK) {
        fprintf(stderr, "%s", talk.text);
        abort();
    }
    return policy;
}

static inline void policy_end(struct endpoint *end, const char *address, uint16_t port)
{
    *end = (struct endpoint){ .port = port };
    end->address.family = strchr(address, ':') ? 6 : 4;
    if (inet_pton(end->address.family == 4 ? AF_INET : AF_INET6, address, end->address.bytes) != 1)
        abort();
}

#endif
