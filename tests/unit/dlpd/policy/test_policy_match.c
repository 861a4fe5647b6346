/* Who sends to where: a table of conditions and flows, and what is decided when something is not known yet. */

#include "unit/test.h"

#include "support/policy_text.h"

#include <unistd.h>

/* A flow in words: NULL and 0 stand for the usual. */
struct words {
    const char *client, *server, *host, *protocol;
    uint16_t port;
    bool udp, encrypted, hidden, unsettled;
    const char *other; /* a host that was asked for later */
};

static const struct {
    const char *scope;
    struct words flow;
    bool matches;
} rows[] = {
    { "", { 0 }, true },
    { "to = { address = \"203.0.113.0/24\"; };", { 0 }, true },
    { "to = { address = \"203.0.113.0/24\"; };", { .server = "203.0.114.1" }, false },
    { "to = { address = \"203.0.113.80\"; };", { .server = "203.0.113.81" }, false },
    { "to = { address = [ \"192.0.2.1\", \"203.0.112.0/23\" ]; };", { 0 }, true },
    { "to = { address = \"0.0.0.0/0\"; };", { .server = "2001:db8::1" }, false },
    { "to = { address = \"2001:db8::/33\"; };", { .server = "2001:db8:7fff::1" }, true },
    { "to = { address = \"2001:db8::/33\"; };", { .server = "2001:db8:8000::1" }, false },
    { "from = { address = \"10.0.0.0/8\"; };", { 0 }, true },
    { "from = { address = \"10.0.0.0/8\"; };", { .client = "11.0.0.1" }, false },
    { "not_from = { address = \"10.0.0.7\"; };", { 0 }, false },
    { "not_from = { address = \"10.0.0.7\"; };", { .client = "10.0.0.8" }, true },
    { "to = { port = \"80\"; };", { 0 }, true },
    { "to = { port = \"80\"; };", { .port = 81 }, false },
    { "to = { port = [ \"25\", \"8000-8999\" ]; };", { .port = 8999 }, true },
    { "to = { port = [ \"25\", \"8000-8999\" ]; };", { .port = 9000 }, false },
    { "not_to = { port = \"80\"; };", { 0 }, false },
    { "to = { host = \"files.example\"; };", { .host = "files.example" }, true },
    { "to = { host = \"files.example\"; };", { .host = "FILES.Example." }, true },
    { "to = { host = \"files.example\"; };", { .host = "files.example:8080" }, true },
    { "to = { host = \"files.example\"; };", { .host = "a.files.example" }, false },
    { "to = { host = \".files.example\"; };", { .host = "a.files.example" }, true },
    { "to = { host = \".files.example\"; };", { .host = "files.example" }, true },
    { "to = { host = \".files.example\"; };", { .host = "myfiles.example" }, false },
    { "to = { host = \".files.example\"; };", { .host = "example" }, false },
    { "to = { host = \".files.example\"; };", { .host = "files.example.evil.test" }, false },
    { "to = { host = \"files.example\"; };", { 0 }, false },
    { "to = { host = \"files.example\"; };", { .host = "a", .other = "files.example" }, true },
    { "not_to = { host = \"files.example\"; };", { .host = "files.example", .other = "a" }, true },
    { "not_to = { host = [ \"a\", \"files.example\" ]; };",
      { .host = "files.example", .other = "a" },
      false },
    { "not_to = { host = \"files.example\"; };", { 0 }, true },
    { "not_to = { host = \"files.example\"; };", { .host = "files.example" }, false },
    { "to = { protocol = \"http\"; };", { 0 }, true },
    { "to = { protocol = [ \"smtp\", \"dns\" ]; };", { 0 }, false },
    { "to = { protocol = \"raw\"; };", { .protocol = "raw" }, true },
    { "to = { protocol = \"tcp\"; };", { 0 }, true },
    { "to = { protocol = \"udp\"; };", { 0 }, false },
    { "to = { protocol = \"udp\"; };", { .udp = true }, true },
    /* All conditions of a group hold together; a group of "not" spares only what all of it names. */
    { "to = { port = \"80\"; host = \"files.example\"; };", { .host = "files.example" }, true },
    { "to = { port = \"81\"; host = \"files.example\"; };", { .host = "files.example" }, false },
    { "not_to = { port = \"81\"; host = \"files.example\"; };", { .host = "files.example" }, true },
    { "not_to = { port = \"80\"; host = \"files.example\"; };",
      { .host = "files.example" },
      false },
    { "to = { port = \"80\"; }; not_to = { address = \"203.0.113.80\"; };", { 0 }, false },
    { "channel = \"clear\";", { 0 }, true },
    { "channel = \"clear\";", { .hidden = true, .encrypted = true }, false },
    { "channel = \"encrypted\";", { .encrypted = true }, true },
    { "channel = \"encrypted\";", { 0 }, false },
    { "channel = \"any\";", { .hidden = true, .encrypted = true }, true },
    /* Of users and countries, by the files that the test writes. */
    { "from = { user = \"anna\"; };", { 0 }, true },
    { "from = { user = \"an*\"; };", { 0 }, true },
    { "from = { user = \"bo\"; };", { 0 }, false },
    { "from = { host = \"till-*\"; };", { 0 }, true },
    { "from = { host = \"till-*\"; };", { .client = "10.0.0.8" }, false },
    { "from = { user = \"guest\"; };", { .client = "10.0.0.8" }, true },
    { "from = { user = \"?*\"; };", { .client = "172.16.0.1" }, false },
    { "not_from = { user = \"?*\"; };", { .client = "172.16.0.1" }, true },
    { "to = { country = \"SE\"; };", { 0 }, true },
    { "to = { country = \"SE\"; };", { .server = "203.0.113.81" }, false },
    { "to = { country = \"NO\"; };", { .server = "203.0.113.81" }, true },
    { "to = { country = \"?\?\"; };", { .server = "192.0.2.9" }, true },
    { "not_to = { country = [ \"SE\", \"NO\" ]; };", { .server = "192.0.2.9" }, true },
    { "to = { country = \"NO\"; };", { .server = "2001:db8::5" }, true },
};

#define FOLDER "/tmp/test_policy_match.%ld"
static char folder[64];

static void write_file(const char *name, const char *text)
{
    char path[128];
    FILE *file;

    snprintf(path, sizeof(path), "%s.%s", folder, name);
    file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0)
        abort();
}

static struct policy_engine *engine_of(const char *scope, const char *more)
{
    char text[2048];

    snprintf(
        text, sizeof(text),
        "version = 1; users = \"%s.users\"; countries = \"%s.countries\"; policies = ( { name = "
        "\"a\"; action = \"block\"; rules = \"test.*\"; %s } ); %s",
        folder, folder, scope, more);
    return policy_engine_new(policy_of(text));
}

static bool decide(struct policy_case *of, const struct words *words, uint64_t time_us, bool final)
{
    struct endpoint client, server;
    const struct policy_flow flow = { .client = &client,
                                      .server = &server,
                                      .host = words->host,
                                      .others = &words->other,
                                      .others_len = words->other != NULL,
                                      .protocol = words->protocol ? words->protocol : "http",
                                      .transport = words->udp ? PROTOCOL_UDP : PROTOCOL_TCP,
                                      .clear = !words->hidden,
                                      .encrypted = words->encrypted,
                                      .settled = !words->unsettled,
                                      .time_us = time_us };

    policy_end(&client, words->client ? words->client : "10.0.0.7", 40000);
    policy_end(&server, words->server ? words->server : "203.0.113.80",
               words->port ? words->port : 80);
    return policy_case_decide(of, &flow, final)->action == POLICY_BLOCK;
}

static void test_policy_match__table(void)
{
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct policy_engine *const engine = engine_of(rows[i].scope, "");
        struct policy_case *const of = policy_case_open(engine);
        bool got;

        (void)policy_case_found(of, "test.card", 0.9, 1, POLICY_DAY);
        got = decide(of, &rows[i].flow, POLICY_DAY, true);
        if (got != rows[i].matches)
            printf("# row %zu: %s\n", i, rows[i].scope);
        CHECK_INT(got, rows[i].matches);
        policy_case_close(of);
        policy_engine_free(engine);
    }
}

/* The host comes with a later packet: nothing is decided before that it would turn. */
static void test_policy_match__waits_for_the_host(void)
{
    static const char *const scopes[] = { "to = { host = \"files.example\"; };",
                                          "not_to = { host = \"files.example\"; };" };

    for (int i = 0; i < 2; i++) {
        const struct words before = { .protocol = "raw", .unsettled = true };
        const struct words behind = { .host = "files.example" };
        struct policy_engine *const engine = engine_of(scopes[i], "");
        struct policy_case *const of = policy_case_open(engine);

        (void)policy_case_found(of, "test.card", 0.9, 1, POLICY_DAY);
        CHECK(!decide(of, &before, POLICY_DAY, false));
        CHECK_INT(decide(of, &behind, POLICY_DAY, false), i == 0);
        CHECK_INT(decide(of, &behind, POLICY_DAY, true), i == 0);
        policy_case_close(of);
        policy_engine_free(engine);
    }
}

#define EXCEPTION(scope)                                                                           \
  "exceptions = ( { policies = \"a\"; " scope                                                      \
  " owner = \"o\"; reason = \"r\"; until = \"2023-11-14\"; } );"

static void test_policy_match__exceptions_end(void)
{
    const uint64_t day = UINT64_C(86400) * 1000000, end = POLICY_DAY / day * day + day;
    struct policy_engine *const engine =
        engine_of("", EXCEPTION("to = { host = \".files.example\"; };"));
    static const struct {
        struct words flow;
        int64_t at; /* from the end of the exception, in microseconds */
        bool blocks;
    } cases[] = {
        { { .host = "files.example", .other = "a.files.example" }, -1, false },
        { { .host = "files.example", .other = "other.example" }, -1, true },
        { { .host = "files.example" }, -1, false },
        { { .host = "files.example" }, 0, true },
        { { .host = "other.example" }, -1, true },
        { { 0 }, -1, true },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct policy_case *const of = policy_case_open(engine);

        (void)policy_case_found(of, "test.card", 0.9, 1, end);
        CHECK_INT(decide(of, &cases[i].flow, (uint64_t)((int64_t)end + cases[i].at), true),
                  cases[i].blocks);
        policy_case_close(of);
    }
    policy_engine_free(engine);
}

/* Who waits for a host that may be spared is not blocked; who will never name one is. */
static void test_policy_match__an_exception_waits_for_the_host(void)
{
    struct policy_engine *const engine =
        engine_of("", EXCEPTION("to = { host = \".files.example\"; };"));
    struct policy_case *const of = policy_case_open(engine);
    const struct words before = { .protocol = "raw", .unsettled = true }, behind = { 0 };

    (void)policy_case_found(of, "test.card", 0.9, 1, POLICY_DAY);
    CHECK(!decide(of, &before, POLICY_DAY, false));
    CHECK(decide(of, &behind, POLICY_DAY, false));
    policy_case_close(of);
    policy_engine_free(engine);
}

/* A lease moves on: what is read again holds for flows that begin then. */
static void test_policy_match__users_are_read_again(void)
{
    struct policy_engine *const engine = engine_of("from = { user = \"bo\"; };", "");
    const struct words flow = { 0 };
    struct policy_talk talk = { "", 0 };

    for (int i = 0; i < 3; i++) {
        struct policy_case *const of = policy_case_open(engine);

        (void)policy_case_found(of, "test.card", 0.9, 1, POLICY_DAY);
        CHECK_INT(decide(of, &flow, POLICY_DAY, true), i > 0);
        policy_case_close(of);
        /* The second time it is broken: what was read before stays. */
        if (i < 2)
            write_file("users", i ? "10.0.0.7\n" : "10.0.0.7 bo\n10.0.0.7/32 bo laptop # again\n");
        policy_engine_refresh(engine, policy_hear, &talk);
    }
    CHECK_STR(talk.text,
              "1: a line must be an address or range, a user, and a machine or nothing, as in "
              "\"192.0.2.7 alice till-3\"\n");
    policy_engine_free(engine);
}

static void prepare(void)
{
    snprintf(folder, sizeof(folder), FOLDER, (long)getpid());
    write_file("users", "# address user machine\n10.0.0.0/8 guest\n10.0.0.7 anna till-3\n");
    write_file("countries", "203.0.113.80 SE\r\n203.0.113.0/24\tNO\n2001:db8::/32 NO\n");
}

static void test_policy_match__files_are_removed(void)
{
    static const char *const names[] = { "users", "countries" };
    char path[128];

    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof(path), "%s.%s", folder, names[i]);
        CHECK_INT(unlink(path), 0);
    }
}

static void test_policy_match__files_are_written(void)
{
    prepare();
    CHECK(folder[0] != '\0');
}

TEST_MAIN(TEST(test_policy_match__files_are_written), TEST(test_policy_match__table),
          TEST(test_policy_match__waits_for_the_host), TEST(test_policy_match__exceptions_end),
          TEST(test_policy_match__an_exception_waits_for_the_host),
          TEST(test_policy_match__users_are_read_again), TEST(test_policy_match__files_are_removed))
