/* tests/property/test_net_policy.c - however flows are cut into packets, and in whichever order those come
 * that come at one time, what is to be done about each is the same. */

#include "support/net_replay.h"
#include "support/policy_text.h"
#include "unit/test.h"

#define ROUNDS (40 / TEST_PART)
#define FLOWS 14
#define SOURCES 3
#define LINES_MAX 16384

#define IN_FLOW                                                                                    \
  "{ name = \"some\"; rules = \"test.pattern\"; values = 2; action = \"log\"; },"                  \
  "{ name = \"host\"; rules = \"test.*\"; to = { host = \".files.example\"; }; values = 3; "       \
  "action = \"block\"; }"
#define ACROSS                                                                                      \
  "{ name = \"slow\"; rules = \"test.*\"; values = 5; window = \"60s\"; per = \"source\"; "         \
  "action = \"alert\"; },"                                                                          \
  "{ name = \"all\"; rules = \"test.*\"; values = 7; window = \"50s\"; per = \"source\"; action = " \
  "\"block\"; }"
#define EXCEPTIONS                                                                                  \
  "exceptions = ( { policies = \"some\"; to = { host = \"ok.example\"; }; owner = \"o\"; reason = " \
  "\"r\"; until = \"2030-01-01\"; } );"

static uint32_t state;

static uint32_t random_below(uint32_t most)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % most;
}

struct talk {
    char text[1024];
    size_t len, sent;
    uint32_t seq;
    uint64_t time_us;
    unsigned source, number;
};

static void talk_make(struct talk *talk, unsigned number, uint64_t time_us)
{
    static const char *const hosts[] = { "a.files.example", "ok.example", "other.example" };
    const uint32_t values = random_below(5);
    char body[512] = "";
    size_t len = 0;

    for (uint32_t i = 0; i < values; i++)
        len += (size_t)snprintf(body + len, sizeof(body) - len, "deploy token tok_%08x\r\n",
                                random_below(9));
    *talk = (struct talk){
        .seq = 999, .time_us = time_us, .source = random_below(SOURCES), .number = number
    };
    if (random_below(4) == 0)
        talk->len = (size_t)snprintf(talk->text, sizeof(talk->text), "raw words\r\n%s", body);
    else
        talk->len =
            (size_t)snprintf(talk->text, sizeof(talk->text),
                             "POST /a HTTP/1.1\r\nHost: %s\r\nContent-Length: %zu\r\n\r\n%s",
                             hosts[random_below(3)], len, body);
}

static void put(struct net_replay *replay, struct talk *talk, uint8_t flags, size_t len)
{
    struct net_frame frame;

    net_tcp(&frame, 0, talk->seq, 0, flags, talk->text + talk->sent, len);
    frame.data[15] = (uint8_t)(10 + talk->source);
    net_be16(frame.data + 20, 40000u + talk->number);
    talk->sent += len;
    talk->seq += (uint32_t)len + (flags & TCP_SYN ? 1 : 0);
    replay->number = talk->time_us - 1;
    net_replay_packet(replay, frame.data, frame.len);
}

/* Flows of one time: one after the other, or in pieces and by turns. */
static void put_group(struct net_replay *replay, struct talk *talks, unsigned len, bool cut)
{
    unsigned open = 0;

    for (unsigned i = 0; i < len; i++) {
        put(replay, &talks[i], TCP_SYN, 0);
        if (!cut)
            put(replay, &talks[i], TCP_ACK, talks[i].len);
        open += cut;
    }
    while (open > 0) {
        struct talk *const talk = &talks[random_below(len)];
        const size_t more = talk->len - talk->sent;

        if (more == 0)
            continue;
        put(replay, talk, TCP_ACK, 1 + random_below((uint32_t)(more < 200 ? more : 200)));
        open -= talk->sent == talk->len;
    }
}

/* The line of a flow from its action to its end of verdict. */
static const char *verdict_of(const struct net_replay *replay, unsigned number, size_t *len)
{
    char port[40];
    const char *line, *from, *to;

    snprintf(port, sizeof(port), "\"client_port\":%u,", 40000u + number);
    line = strstr(replay->out.data, port);
    from = line ? strstr(line, "\"action\"") : NULL;
    to = from ? strstr(from, ",\"left\"") : NULL;
    CHECK(to != NULL);
    *len = to ? (size_t)(to - from) : 0;
    return from;
}

/* What was decided of each flow; or, of each source, how often which action at all was taken at least once. */
static void write_verdicts(char *out, const struct net_replay *replay, const struct talk *talks,
                           bool by_source)
{
    static const char *const actions[] = { "\"alert\"", "\"block\"" };
    bool taken[SOURCES][2] = { { false } };
    size_t len = 0, part;

    for (unsigned i = 0; i < FLOWS; i++) {
        const char *const verdict = verdict_of(replay, i, &part);

        for (int a = 0; a < 2; a++)
            taken[talks[i].source][a] |=
                memmem(verdict, part, actions[a], strlen(actions[a])) != NULL;
        if (!by_source)
            len += (size_t)snprintf(out + len, LINES_MAX - len, "%u %.*s\n", i, (int)part, verdict);
    }
    for (int i = 0; by_source && i < SOURCES; i++)
        len += (size_t)snprintf(out + len, LINES_MAX - len, "%d %d\n", i,
                                taken[i][1] ? 2 : taken[i][0]);
}

static void run(char *out, const char *policies, const struct talk *made, bool cut, bool by_source)
{
    struct net_replay replay;
    struct talk talks[FLOWS];
    struct policy_engine *const engine = policy_engine_new(policy_of(policies));

    memcpy(talks, made, sizeof(talks));
    net_replay_init(&replay);
    replay.inspector.policy[0] = engine;
    for (unsigned first = 0, behind; first < FLOWS; first = behind) {
        behind = first + 1;
        while (behind < FLOWS && talks[behind].time_us == talks[first].time_us)
            behind++;
        put_group(&replay, &talks[first], behind - first, cut);
    }
    net_replay_end(&replay);
    write_verdicts(out, &replay, talks, by_source);
    net_replay_free(&replay);
    policy_engine_free(engine);
}

static char whole[LINES_MAX], other[LINES_MAX];

/* @param group  so many flows come at one time. */
static void check_round(const char *policies, unsigned group, bool by_source)
{
    struct talk talks[FLOWS];
    uint64_t time_us = 1000;

    for (unsigned i = 0; i < FLOWS; i++) {
        if (i % group == 0)
            time_us += random_below(30) * UINT64_C(1000000) + 1;
        talk_make(&talks[i], i, time_us);
    }
    run(whole, policies, talks, false, by_source);
    for (int i = 0; i < 4; i++) {
        run(other, policies, talks, true, by_source);
        if (strcmp(whole, other) != 0)
            printf("# whole:\n%s# cut:\n%s", whole, other);
        CHECK(strcmp(whole, other) == 0);
    }
}

static void test_policy__cut_anywhere(void)
{
    for (unsigned i = 0; i < ROUNDS; i++)
        check_round("version = 1; policies = (" IN_FLOW "," ACROSS ");" EXCEPTIONS, 1, false);
}

static void test_policy__flows_take_turns(void)
{
    for (unsigned i = 0; i < ROUNDS; i++)
        check_round("version = 1; policies = (" IN_FLOW ");" EXCEPTIONS, 5, false);
}

static void test_policy__flows_of_a_source_take_turns(void)
{
    for (unsigned i = 0; i < ROUNDS; i++)
        check_round("version = 1; policies = (" ACROSS ");", 5, true);
}

TEST_MAIN(TEST(test_policy__cut_anywhere), TEST(test_policy__flows_take_turns),
          TEST(test_policy__flows_of_a_source_take_turns))
