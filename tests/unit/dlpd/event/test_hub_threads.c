/* Outputs at work: what is folded, told, left out, and what becomes of it when the policy changes. */

#include "unit/test.h"

#include "event/hub.h"
#include "support/policy_text.h"

#include <pthread.h>
#include <unistd.h>

static char folder[64];

static const char *path_of(const char *name)
{
    static char path[2][128];
    static unsigned turn;

    turn = !turn;
    snprintf(path[turn], sizeof(path[turn]), "%s.%s", folder, name);
    return path[turn];
}

static struct policy *policy_with(const char *outputs)
{
    char text[1024];

    snprintf(
        text, sizeof(text),
        "version = 1; fold = \"10s\"; policies = ( { name = \"a\"; action = \"alert\"; } ); outputs "
        "= ( %s );",
        outputs);
    return policy_of(text);
}

static struct policy *policy_with_file(const char *name, const char *more)
{
    char output[256];

    snprintf(output, sizeof(output), "{ kind = \"file\"; path = \"%s\"; %s }", path_of(name), more);
    return policy_with(output);
}

static void tell(struct hub *hub, unsigned server, uint64_t second)
{
    static const char head[] = "{\"schema\":1,\"kind\":\"incident\"";
    const struct incident nothing = { 0 };
    struct endpoint from, to;
    char address[32];

    snprintf(address, sizeof(address), "203.0.%u.%u", server >> 8 & 255, server & 255);
    policy_end(&from, "10.0.0.7", 40000);
    policy_end(&to, address, 80);
    hub_tell(hub,
             &(struct report){ .client = &from,
                               .server = &to,
                               .policy = "a",
                               .action = POLICY_ALERT,
                               .first_us = POLICY_DAY + second * 1000000,
                               .last_us = POLICY_DAY + second * 1000000,
                               .head = head,
                               .head_len = sizeof(head) - 1,
                               .incident = &nothing });
}

/* How many lines of a file hold a text; the file is removed. */
static unsigned lines_with(const char *name, const char *text)
{
    FILE *const file = fopen(path_of(name), "r");
    char line[4096];
    unsigned count = 0;

    if (!file)
        return 9999;
    while (fgets(line, sizeof(line), file))
        count += strstr(line, text) != NULL;
    (void)fclose(file);
    (void)unlink(path_of(name));
    return count;
}

static void test_hub_threads__folds_end_with_the_clock(void)
{
    struct policy *const policy = policy_with_file("fold", "");
    struct hub *const hub = hub_open(policy);

    CHECK(hub != NULL);
    tell(hub, 1, 0);
    tell(hub, 1, 5);
    tell(hub, 1, 9);
    hub_tick(hub, POLICY_DAY + 9999999);
    tell(hub, 1, 9);
    hub_tick(hub, POLICY_DAY + 10000000); /* told: 4 flows */
    tell(hub, 1, 10);
    CHECK(hub_close(hub));
    policy_free(policy);
    CHECK_INT(lines_with("fold", "\"flows\":"), 3);
}

static void test_hub_threads__other_outputs(void)
{
    struct policy *const first = policy_with_file("one", ""),
                         *const next = policy_with_file("two", "");
    struct policy *const broken = policy_with_file("missing/three", "");
    struct hub *const hub = hub_open(first);

    CHECK(hub != NULL);
    hub_wait(hub);
    tell(hub, 1, 0);
    CHECK(!hub_replace(hub, broken)); /* it was said; the outputs stay */
    tell(hub, 2, 1);
    CHECK(hub_close(hub));
    CHECK_INT(lines_with("one", "incident"), 2);
    policy_free(broken);

    {
        struct hub *const other = hub_open(first);

        hub_wait(other);
        tell(other, 1, 0);
        CHECK(hub_replace(other, first)); /* the same file goes on */
        CHECK(hub_replace(other, next));
        policy_free(first);
        policy_free(next);
        tell(other, 2, 1);
        CHECK(hub_close(other));
    }
    CHECK(lines_with("one", "incident") <= 1); /* what was in the queue goes to either */
    CHECK(lines_with("two", "incident") >= 1);
}

static bool is_there(const char *name)
{
    return access(path_of(name), F_OK) == 0;
}

static void test_hub_threads__nothing_is_open_before_it_begins(void)
{
    struct policy *const first = policy_with_file("never", ""),
                         *const next = policy_with_file("later", "");
    struct hub *hub = hub_new(first);

    tell(hub, 1, 0);
    CHECK(hub_replace(hub, next));
    tell(hub, 2, 1);
    CHECK(!is_there("later"));
    CHECK(hub_begin(hub));
    tell(hub, 3, 2);
    CHECK(hub_close(hub));
    CHECK(!is_there("never"));
    CHECK_INT(lines_with("later", "incident"), 3);
    hub = hub_new(next);
    tell(hub, 1, 0);
    CHECK(!hub_close(hub)); /* it was told to nobody, which is said */
    CHECK(!is_there("later"));
    policy_free(first);
    policy_free(next);
}

#define THREADS 4
#define EACH 500u

static void *tell_many(void *user)
{
    for (unsigned i = 0; i < EACH; i++) {
        tell(user, i, i / 50);
        if (i % 50 == 0)
            hub_tick(user, POLICY_DAY + i);
    }
    return NULL;
}

/* From many threads: what is told, and what is left out, comes to what there was. */
static void test_hub_threads__threads(void)
{
    struct policy *const policy = policy_with_file("threads", "rate = 0;");
    struct hub *const hub = hub_open(policy);
    pthread_t thread[THREADS];

    hub_wait(hub);
    for (int i = 0; i < THREADS; i++)
        CHECK_INT(pthread_create(&thread[i], NULL, tell_many, hub), 0);
    CHECK(hub_replace(hub, policy));
    for (int i = 0; i < THREADS; i++)
        CHECK_INT(pthread_join(thread[i], NULL), 0);
    CHECK(hub_close(hub));
    policy_free(policy);
    /* Each of 500 servers: told once at once, and once folded, unless its time was over between two. */
    CHECK(lines_with("threads", "incident") >= 2 * EACH);
}

static void test_hub_threads__rates(void)
{
    struct policy *const policy = policy_with_file("rate", "rate = 1;");
    struct hub *const hub = hub_open(policy);

    hub_wait(hub);
    for (unsigned i = 0; i < 30; i++)
        tell(hub, i, 0);
    tell(hub, 99, 3);
    CHECK(hub_close(hub));
    policy_free(policy);
    CHECK_INT(lines_with("rate", "\"suppressed\":20,\"lost\":0"), 1);
}

static void test_hub_threads__a_folder_for_the_files(void)
{
    snprintf(folder, sizeof(folder), "/tmp/test_hub.%ld", (long)getpid());
    CHECK(policy_rules() != NULL);
}

TEST_MAIN(TEST(test_hub_threads__a_folder_for_the_files),
          TEST(test_hub_threads__folds_end_with_the_clock), TEST(test_hub_threads__other_outputs),
          TEST(test_hub_threads__nothing_is_open_before_it_begins), TEST(test_hub_threads__rates),
          TEST(test_hub_threads__threads))
