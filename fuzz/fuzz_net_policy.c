/* fuzz/fuzz_net_policy.c - any text may stand in a policy file: complaints name the file and say something, the
 * result agrees with them; and under a policy that was taken a flow's action only grows, is never to block
 * where the policy observes, and loading twice comes to the same. */

#include "fuzz.h"

#include "tests/support/policy_text.h"

/* libconfig 1.5 forgets a string that has no end; that is not ours to find. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:strbuf_append\nleak:libconfig_yy\n";
}

struct outcome {
    dlp_status status;
    size_t errors;
    enum policy_action actions[4];
};

static void on_diagnostic(const struct dlp_diagnostic *d, void *user)
{
    FUZZ_CHECK(d->file && strcmp(d->file, "fuzz") == 0);
    FUZZ_CHECK(d->message && d->message[0]);
    ((struct outcome *)user)->errors += d->level == DLP_DIAGNOSTIC_ERROR;
}

static void decide(struct outcome *outcome, struct policy *policy)
{
    const bool observe = policy_outline(policy).observe;
    struct policy_engine *const engine = policy_engine_new(policy);
    struct policy_case *const of = policy_case_open(engine);
    struct endpoint client, server;
    struct policy_flow flow = { .client = &client,
                                .server = &server,
                                .protocol = "raw",
                                .transport = PROTOCOL_TCP,
                                .clear = true,
                                .time_us = POLICY_DAY };

    policy_end(&client, "10.0.0.7", 40000);
    policy_end(&server, "203.0.113.80", 80);
    for (uint64_t i = 0; i < 4; i++) {
        const struct policy_verdict *verdict;

        (void)policy_case_found(of, i % 2 ? "test.card" : "test.pattern", 0.8, 1 + i,
                                POLICY_DAY + i);
        if (i == 1)
            policy_case_unread(of, "tls");
        if (i == 2) {
            flow.host = "files.example";
            flow.protocol = "http";
            flow.settled = true;
        }
        verdict = policy_case_decide(of, &flow, i == 3);
        FUZZ_CHECK(i == 0 || verdict->action >= outcome->actions[i - 1]);
        FUZZ_CHECK(verdict->action <= verdict->wanted);
        FUZZ_CHECK(!observe || verdict->action < POLICY_BLOCK);
        FUZZ_CHECK((verdict->policy != NULL) == (verdict->why[0] != '\0'));
        outcome->actions[i] = verdict->action;
    }
    policy_case_close(of);
    policy_engine_free(engine);
}

static struct outcome load(const char *text, size_t len)
{
    struct outcome outcome = { 0 };
    struct policy *policy = NULL;

    outcome.status =
        policy_load_text(&policy, "fuzz", text, len, policy_rules(), on_diagnostic, &outcome);
    FUZZ_CHECK((outcome.status == DLP_OK) == (outcome.errors == 0));
    FUZZ_CHECK((outcome.status == DLP_OK) == (policy != NULL));
    if (policy)
        decide(&outcome, policy);
    return outcome;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    char *const text = fuzz_string(data, len);
    struct outcome once, twice;

    /* Not with files that the input chooses. */
    if (!memmem(text, len, "users", 5) && !memmem(text, len, "countries", 9)) {
        once = load(text, len);
        twice = load(text, len);
        FUZZ_CHECK(once.status == twice.status && once.errors == twice.errors);
        FUZZ_CHECK(memcmp(once.actions, twice.actions, sizeof(once.actions)) == 0);
    }
    free(text);
    return 0;
}
