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

/* One value each of more sources than 1 MiB has room for: whoever is still remembered counts right, and what was
 * dropped is told. */
static void test_policy_case__bounded_memory(void)
{
    struct policy_engine *const engine = policy_engine_new(policy_of(
        "version = 1; memory_mib = 1; policies = ( { name = \"slow\"; action = \"alert\"; rules "
        "= \"test.*\"; values = 3; window = \"1h\"; per = \"source\"; } );"));
    unsigned alerts = 0;

    for (unsigned i = 0; i < 60000 / TEST_PART; i++) {
        struct policy_case *const of = policy_case_open(engine);
        const struct policy_flow flow = flow_at(0);

        client.address.bytes[1] = (uint8_t)(i >> 16);
        client.address.bytes[2] = (uint8_t)(i >> 8);
        client.address.bytes[3] = (uint8_t)i;
        (void)policy_case_found(of, "test.card", 0.9, 1, flow.time_us);
        alerts += policy_case_decide(of, &flow, true)->action != POLICY_ALLOW;
        policy_case_close(of);
    }
    CHECK_INT(alerts, 0);
    CHECK(policy_engine_forgotten(engine) > 60000 / TEST_PART - 5000);
    CHECK_INT(act(engine, 0, 5, 3), POLICY_ALERT);
    policy_engine_free(engine);
}

/* Another policy in force: what was counted for one of the same name and window goes on. */
static void test_policy_case__counts_survive_another_policy(void)
{
    static const char text[] =
        "version = 1; policies = ( { name = \"slow\"; action = \"alert\"; rules = "
        "\"test.*\"; values = 4; window = \"60s\"; per = \"source\"; } );";
    struct policy_engine *const engine = policy_engine_new(policy_of(text));
    struct policy_case *const open = policy_case_open(engine);
    const struct policy_flow flow = flow_at(5);

    CHECK_INT(act(engine, 0, 1, 3), POLICY_ALLOW);
    (void)policy_case_found(open, "test.card", 0.9, 1, flow.time_us);
    policy_engine_replace(engine, policy_of(text));
    CHECK_INT(policy_case_decide(open, &flow, true)->action, POLICY_ALLOW);
    CHECK_INT(act(engine, 10, 4, 1), POLICY_ALERT);
    policy_case_close(open);
    policy_engine_free(engine);
}

static void test_policy_case__what_could_not_be_read(void)
{
    struct policy_engine *const engine = policy_engine_new(policy_of(
        "version = 1; policies = ( { name = \"u\"; action = \"log\"; unread = \"packed\"; }, { "
        "name = \"both\"; action = \"block\"; unread = \"any\"; rules = \"test.*\"; } );"));
    struct policy_case *const of = policy_case_open(engine);
    const struct policy_flow flow = flow_at(0);

    policy_case_unread(of, "missing");
    CHECK_INT(policy_case_decide(of, &flow, false)->action, POLICY_ALLOW);
    policy_case_unread(of, "archive");
    CHECK_INT(policy_case_decide(of, &flow, false)->action, POLICY_LOG);
    CHECK_STR(policy_case_decide(of, &flow, false)->why, "could not be read: archive");
    (void)policy_case_found(of, "test.card", 0.9, 1, flow.time_us);
    CHECK_INT(policy_case_decide(of, &flow, false)->action, POLICY_BLOCK);
    policy_case_close(of);
    policy_engine_free(engine);
}

static void test_policy_case__confidence_and_rules(void)
{
    struct policy_engine *const engine = policy_engine_new(policy_of(
        "version = 1; mode = \"observe\"; policies = ( { name = \"sure\"; action = \"block\"; rules = "
        "\"test.card\"; confidence = 0.8; } );"));
    struct policy_case *const of = policy_case_open(engine);
    const struct policy_flow flow = flow_at(0);

    (void)policy_case_found(of, "test.card", 0.79, 1, flow.time_us);
    (void)policy_case_found(of, "test.pattern", 0.99, 2, flow.time_us);
    (void)policy_case_found(of, "no.such.rule", 0.99, 3, flow.time_us);
    CHECK_INT(policy_case_decide(of, &flow, false)->action, POLICY_ALLOW);
    (void)policy_case_found(of, "test.card", 0.80, 1, flow.time_us);
    CHECK_INT(policy_case_decide(of, &flow, true)->action, POLICY_ALERT);
    CHECK_INT(policy_case_decide(of, &flow, true)->wanted, POLICY_BLOCK);
    policy_case_close(of);
    policy_engine_free(engine);
}

TEST_MAIN(TEST(test_policy_case__distinct_values_of_a_flow),
          TEST(test_policy_case__counts_across_flows), TEST(test_policy_case__bounded_memory),
          TEST(test_policy_case__counts_survive_another_policy),
          TEST(test_policy_case__what_could_not_be_read),
          TEST(test_policy_case__confidence_and_rules))
