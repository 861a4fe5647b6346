/* What becomes of a flow: counts, windows, exceptions and when something is not known yet. */

#include "unit/test.h"

#include "support/policy_text.h"

static struct endpoint client, server;

static struct policy_flow flow_at(uint64_t second)
{
    policy_end(&client, "10.0.0.7", 40000);
    policy_end(&server, "203.0.113.80", 80);
    return (struct policy_flow){ .client = &client,
                                 .server = &server,
                                 .protocol = "http",
                                 .host = "files.example",
                                 .transport = PROTOCOL_TCP,
                                 .clear = true,
                                 .settled = true,
                                 .time_us = POLICY_DAY + second * 1000000 };
}

/* A flow of that second with so many values, from first on: what is done. */
static enum policy_action act(struct policy_engine *engine, uint64_t second, uint64_t first,
                              uint64_t count)
{
    struct policy_case *const of = policy_case_open(engine);
    const struct policy_flow flow = flow_at(second);
    enum policy_action action;

    for (uint64_t i = 0; i < count; i++)
        (void)policy_case_found(of, "test.card", 0.9, first + i, flow.time_us);
    action = policy_case_decide(of, &flow, true)->action;
    policy_case_close(of);
    return action;
}

static void test_policy_case__distinct_values_of_a_flow(void)
{
    struct policy_engine *const engine = policy_engine_new(policy_of(
        "version = 1; policies = ( { name = \"a\"; action = \"log\"; },"
        "{ name = \"b\"; action = \"block\"; rules = [ \"test.card\" ]; values = 3; } );"));
    struct policy_case *const of = policy_case_open(engine);
    const struct policy_flow flow = flow_at(0);
    const struct policy_verdict *verdict;

    CHECK_INT(policy_case_decide(of, &flow, false)->action, POLICY_ALLOW);
    for (int i = 0; i < 9; i++)
        (void)policy_case_found(of, "test.card", 0.9, 1 + (uint64_t)i % 2, flow.time_us);
    CHECK_INT(policy_case_decide(of, &flow, false)->action, POLICY_LOG);
    (void)policy_case_found(of, "test.card", 0.9, 3, flow.time_us);
    verdict = policy_case_decide(of, &flow, false);
    CHECK_INT(verdict->action, POLICY_BLOCK);
    CHECK_STR(verdict->policy, "b");
    CHECK_STR(verdict->why, "3 distinct values in the flow; 3 are enough");
    policy_case_close(of);
    policy_engine_free(engine);
}

static void test_policy_case__counts_across_flows(void)
{
    struct policy_engine *const engine = policy_engine_new(
        policy_of("version = 1; policies = ( { name = \"slow\"; action = \"alert\"; rules = [ "
                  "\"test.*\" ]; values = 4; window = \"60s\"; per = \"source\"; } );"));

    CHECK_INT(act(engine, 0, 1, 2), POLICY_ALLOW);
    CHECK_INT(act(engine, 10, 1, 2), POLICY_ALLOW); /* the same again */
    CHECK_INT(act(engine, 20, 3, 1), POLICY_ALLOW);
    CHECK_INT(act(engine, 30, 4, 1), POLICY_ALERT);
    CHECK_INT(act(engine, 69, 5, 1), POLICY_ALERT);
    CHECK_INT(act(engine, 79, 5, 1), POLICY_ALLOW); /* 1 and 2 are gone; 3, 4 and 5 are left */
    CHECK_INT(act(engine, 200, 6, 3), POLICY_ALLOW);
    policy_engine_free(engine);
}

TEST_MAIN(TEST(test_policy_case__distinct_values_of_a_flow),
          TEST(test_policy_case__counts_across_flows))
