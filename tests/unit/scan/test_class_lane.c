/* tests/unit/scan/test_class_lane.c - digit shapes, chains, runs and heads, wherever they stand. */

#include "rules/shape.h"
#include "scan/border.h"
#include "scan/class_lane.h"
#include "scan/event_list.h"
#include "unit/test.h"

#include <stdlib.h>

enum { CARD, SSN, CN, RUN, HEAD, BARE, LANE_RULES };
static dlp_database *db,
    *phones; /* phones: one rule with `digits`: every group end can end a chain */

static void shapes_set(struct dlp_rule *rule, struct dlp_shape *shapes, const char *const *texts)
{
    rule->kind = DLP_RULE_DIGITS;
    rule->shapes = shapes;
    for (; texts[rule->shapes_len]; rule->shapes_len++)
        CHECK(dlp_shape_parse(&shapes[rule->shapes_len], texts[rule->shapes_len]) == NULL);
}
#define SHAPES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static dlp_status database_make(dlp_database **out, struct dlp_rule *rules, size_t len)
{
    struct dlp_ruleset set = { .arena = dlp_arena_new(), .rules = rules, .len = len };
    dlp_status status;

    for (size_t i = 0; i < len; i++) {
        rules[i].enabled = true;
        rules[i].file = "t";
        rules[i].mask = "id";
    }
    status = dlp_database_compile(out, &set, NULL, NULL, NULL);
    dlp_arena_release(set.arena);
    return status;
}

static void start(void)
{
    static struct dlp_shape shapes[4][4];
    static struct dlp_rule rules[LANE_RULES] = {
        [CARD] = { .id = "x.card" },
        [SSN] = { .id = "x.ssn" },
        [CN] = { .id = "x.cn" },
        [RUN] = { .id = "x.run",
                  .kind = DLP_RULE_RUN,
                  .run_min = 26,
                  .run_max = 35,
                  .pattern = "[a-z0-9]{26,35}" },
        [HEAD] = { .id = "x.head", .kind = DLP_RULE_HEAD, .pattern = "[A-Z]{2}[0-9]{4}" },
        [BARE] = { .id = "x.bare", .border = DLP_BORDER_NONE },
    };
    static struct dlp_rule phone = { .id = "x.phone",
                                     .kind = DLP_RULE_DIGITS,
                                     .digits_min = 10,
                                     .digits_max = 12,
                                     .pattern = "[+0-9 ()-]{10,20}" };

    shapes_set(&rules[CARD], shapes[0], SHAPES("13:19", "4 4 4 4"));
    shapes_set(&rules[SSN], shapes[1], SHAPES("3-2-4"));
    shapes_set(&rules[CN], shapes[2], SHAPES("17X"));
    shapes_set(&rules[BARE], shapes[3], SHAPES("6-4"));
    CHECK_INT(database_make(&db, rules, LANE_RULES), DLP_OK);
    CHECK_INT(database_make(&phones, &phone, 1), DLP_OK);
}

static void stop(void)
{
    dlp_database_release(db);
    dlp_database_release(phones);
}

/* Events of (from, to], from a window that holds no more than is needed for them. */
static void lane(struct dlp_event_list *out, const dlp_database *of, const uint8_t *text,
                 size_t len, size_t from, size_t to)
{
    const size_t first = from > 68 ? from - 68 : 0;
    const size_t end = len - to > 4 ? to + 4 : len;
    uint8_t *const copy = malloc(end - first + !(end - first));
    const struct dlp_window window = { copy, first, end - first };

    memcpy(copy, text + first, end - first);
    dlp_class_lane(out, of, &window, from, to, DLP_LANE_BORDERS, NULL, NULL, NULL,
                   dlp_class_masks_best());
    free(copy);
}

/* The whole text's events as "KIND RULE START-END " each; a pattern says where a chain starts. */
static const char *events(const dlp_database *of, const char *text)
{
    static const char *const kinds[] = {
        [DLP_EVENT_SHAPE] = "shape", [DLP_EVENT_RUN] = "run", [DLP_EVENT_HEAD] = "head"
    };
    static char said[2048];
    struct dlp_event_list list = { 0 };
    size_t used = 0;

    said[0] = '\0';
    lane(&list, of, (const uint8_t *)text, strlen(text), 0, strlen(text));
    dlp_event_list_sort(&list, list.len);
    for (size_t i = 0; i < list.len && used < sizeof(said) - 64; i++)
        used += list.at[i].kind == DLP_EVENT_CHAIN
            ? (size_t)snprintf(said + used, sizeof(said) - used, "chain %u -%llu ", list.at[i].rule,
                               (unsigned long long)list.at[i].at)
            : (size_t)snprintf(said + used, sizeof(said) - used, "%s %u %llu-%llu ",
                               kinds[list.at[i].kind], list.at[i].rule,
                               (unsigned long long)(list.at[i].at - list.at[i].back),
                               (unsigned long long)list.at[i].at);
    dlp_event_list_free(&list);
    return said;
}

static void test_class_lane__finds_shapes(void)
{
    CHECK_STR(events(db, "4111111111111111"), "shape 0 0-16 ");
    CHECK_STR(events(db, "no 4111 1111 1111 1111."), "shape 0 3-22 ");
    CHECK_STR(events(db, "536-22-8145"), "shape 1 0-11 ");
    CHECK_STR(events(db, "ssn=536-22-8145,"), "shape 1 4-15 ");
    CHECK_STR(events(db, "11010519491231002X"), "shape 2 0-18 ");
    CHECK_STR(events(db, "11010519491231002x "), "shape 2 0-18 ");
    CHECK_STR(events(db, "123456-7890"), "shape 5 0-11 ");
    CHECK_STR(events(db, "x123456-7890y"), "shape 5 1-12 ");
}

/* Digit shapes are whole groups: nothing is cut out of a longer one (decision D2). */
static void test_class_lane__never_cuts_a_group(void)
{
    CHECK_STR(events(db, "1536-22-8145"), "");
    CHECK_STR(events(db, "536-22-81456"), "");
    CHECK_STR(events(db, "536-223-814"), "");
    CHECK_STR(events(db, "536 22 8145"), "");
    CHECK_STR(events(db, "536--22-8145"), "");
    CHECK_STR(events(db, "536-22.8145"), "");
    CHECK_STR(events(db, "41111111111111111111"), "");
    CHECK_STR(events(db, "41111 1111 1111 1111"), "");
    CHECK_STR(events(db, "11010519491231002XX"), "");
    CHECK_STR(events(db, "1101051949123100X2"), "");
}

static void test_class_lane__borders_hold(void)
{
    CHECK_STR(events(db, "a4111111111111111"), "");
    CHECK_STR(events(db, "4111111111111111a"), "");
    CHECK_STR(events(db, "1-4111111111111111"), "");
    CHECK_STR(events(db, "4111111111111111-1"), "");
    CHECK_STR(events(db, "a-4111111111111111-a"), "shape 0 2-18 ");
    CHECK_STR(events(db, ".4111111111111111"), "");
    CHECK_STR(events(db, "4111111111111111."), "shape 0 0-16 ");
    CHECK_STR(events(db, "9-536-22-8145"), "");
}

static void test_class_lane__finds_chains_by_their_digits(void)
{
    CHECK_STR(events(phones, "+1 (202) 555-0143."), "chain 0 -17 ");
    CHECK_STR(events(phones, "202-555-0143"), "chain 0 -12 ");
    CHECK_STR(events(phones, "202-555-014"), "");
    CHECK_STR(events(phones, "12025550143"), "chain 0 -11 ");
    CHECK_STR(events(phones, "1202555014311"), "");
    CHECK_STR(events(phones, "2025550143 - 8"), "chain 0 -10 chain 0 -14 ");
    CHECK_STR(events(phones, "202    555-0143"), ""); /* a gap of four bytes ends a chain */
    CHECK_STR(events(phones, "202,555-0143"), "");
    /* Its last groups have enough digits; what stands before them does not matter. */
    CHECK_STR(events(phones, "77 202-555-0143"), "chain 0 -15 ");
    CHECK_STR(events(phones, "1 2 3 4 5 6 7 8 9 0"), "chain 0 -19 ");
}

static void test_class_lane__finds_runs_of_the_asked_length(void)
{
    char text[160];

    for (size_t before = 0; before < 70; before++) {
        for (size_t n = 20; n < 72; n++) {
            char want[64];

            memset(text, '+', sizeof(text));
            for (size_t i = 0; i < n; i++)
                text[before + i] = (char)(i % 3 ? 'a' + (int)(i % 26) : 'q');
            text[before + n + 2] = '\0';
            (void)snprintf(want, sizeof(want), "run 3 %zu-%zu ", before, before + n);
            CHECK_STR(events(db, text), n >= 26 && n <= 35 ? want : "");
            text[before + n] = '\0'; /* and at the part's end */
            CHECK_STR(events(db, text), n >= 26 && n <= 35 ? want : "");
        }
    }
}

static void test_class_lane__finds_heads(void)
{
    CHECK_STR(events(db, "GB82"), "head 4 0-4 ");
    CHECK_STR(events(db, " gb82WEST"), "head 4 1-5 ");
    CHECK_STR(events(db, "AGB82"), "");
    CHECK_STR(events(db, "1GB82"), "");
    CHECK_STR(events(db, "G82"), "");
    CHECK_STR(events(db, "GB8"), "");
    CHECK_STR(events(db, "GB 82"), "");
    CHECK_STR(events(db, "_GB82-DE10"), "head 4 1-5 head 4 6-10 ");
}

/* The same values at each place of a word, in front of each kind of neighbour. */
static void test_class_lane__does_not_care_where_a_value_stands(void)
{
    static const struct {
        const char *text, *event;
        size_t len;
    } values[] = { { "4111 1111 1111 1111", "shape 0", 19 },
                   { "4111111111111111", "shape 0", 16 },
                   { "536-22-8145", "shape 1", 11 },
                   { "11010519491231002X", "shape 2", 18 },
                   { "GB82", "head 4", 4 } };
    char text[400], want[64];

    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
        for (size_t before = 0; before < 200; before++) {
            for (int tail = 0; tail < 2; tail++) {
                memset(text, ',', before);
                (void)snprintf(
                    text + before, sizeof(text) - before, "%s%s", values[i].text,
                    tail ? " and so on, until the word is full and one more is begun with" : "");
                (void)snprintf(want, sizeof(want), "%s %zu-%zu ", values[i].event, before,
                               before + values[i].len);
                CHECK_STR(events(db, text), want);
            }
        }
    }
}

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Digits, separators and now and then a piece that the rules want. */
static size_t random_text(uint8_t *text, size_t max, uint32_t *state)
{
    static const char *const pieces[] = { "4111 1111 1111 1111",
                                          "536-22-8145",
                                          "GB82",
                                          "11010519491231002X",
                                          "1234567890123456",
                                          "X",
                                          "abcdefghijklmnopqrstuvwxyz0123",
                                          "+1 (202) 555-0143" };
    static const char bytes[] = "0123456789012345 -  -./(),aXg\n\xd0";
    size_t len = 0;

    while (len + 40 < max) {
        if (next_random(state) % 6 == 0) {
            const char *const piece = pieces[next_random(state) % 8];

            memcpy(text + len, piece, strlen(piece));
            len += strlen(piece);
        }
        for (uint32_t n = next_random(state) % 12; n > 0; n--)
            text[len++] = (uint8_t)bytes[next_random(state) % (sizeof(bytes) - 1)];
    }
    return len;
}

static bool lists_equal(const struct dlp_event_list *a, const struct dlp_event_list *b)
{
    if (a->len != b->len)
        return false;
    for (size_t i = 0; i < a->len; i++)
        if (a->at[i].at != b->at[i].at || a->at[i].rule != b->at[i].rule
            || a->at[i].kind != b->at[i].kind || a->at[i].back != b->at[i].back)
            return false;
    return true;
}

static void test_class_lane__any_partition_gives_the_same_events(void)
{
    uint32_t state = 3;
    size_t found = 0;

    for (int round = 0; round < 400; round++) {
        struct dlp_event_list whole = { 0 }, parts = { 0 };
        const uint32_t sizes[] = { 2, 70, 300, 64 };
        const uint32_t size = sizes[next_random(&state) % 4];
        const dlp_database *const of = round % 3 ? db : phones;
        uint8_t text[2000];
        const size_t len = random_text(text, 41 + next_random(&state) % 1900, &state);

        lane(&whole, of, text, len, 0, len);
        for (size_t from = 0, to; from < len; from = to) {
            to = from + 1 + next_random(&state) % size;
            to = to > len ? len : to;
            lane(&parts, of, text, len, from, to);
        }
        dlp_event_list_sort(&whole, whole.len);
        dlp_event_list_sort(&parts, parts.len);
        found += whole.len;
        if (!lists_equal(&whole, &parts)) {
            printf("# round %d: %zu events whole, %zu in parts\n", round, whole.len, parts.len);
            CHECK(!"the same events");
        }
        dlp_event_list_free(&whole);
        dlp_event_list_free(&parts);
    }
    CHECK(found > 1000);
}

/* A later stage takes `to` for how far all is known. */
static void test_class_lane__events_lie_in_the_block(void)
{
    static const uint8_t text[] = "id 11010519491231002X and 4111111111111111, GB82 536-22-8145 .";
    const size_t len = sizeof(text) - 1;

    for (size_t cut = 1; cut < len; cut++) {
        struct dlp_event_list list = { 0 };

        lane(&list, db, text, len, 0, cut);
        for (size_t i = 0; i < list.len; i++)
            CHECK(list.at[i].at <= cut);
        dlp_event_list_free(&list);
        lane(&list, db, text, len, cut, len);
        for (size_t i = 0; i < list.len; i++)
            CHECK(list.at[i].at > cut);
        dlp_event_list_free(&list);
    }
}

/* A plain reading of decision D2: maximal groups, one separator byte between them. */
static size_t shape_ends(const struct dlp_shape *shape, const uint8_t *text, size_t end)
{
    size_t at = end;

    for (size_t g = shape->groups; g-- > 0;) {
        size_t digits = 0;

        if (g + 1 < shape->groups && (at == 0 || text[--at] != (uint8_t)shape->group[g].separator))
            return 0;
        while (at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9') {
            at--;
            digits++;
        }
        if (digits < shape->group[g].min || digits > shape->group[g].max)
            return 0;
    }
    return end - at;
}

static bool listed(const struct dlp_event_list *list, uint64_t at, uint32_t rule, size_t back)
{
    for (size_t i = 0; i < list->len; i++)
        if (list->at[i].at == at && list->at[i].rule == rule && list->at[i].back == back
            && list->at[i].kind == DLP_EVENT_SHAPE)
            return true;
    return false;
}

/* Shapes that end at `end` by the plain reading: each must be in the list. Returns how many. */
static size_t shapes_check(const struct dlp_event_list *list, const uint8_t *text, size_t len,
                           size_t end)
{
    const struct dlp_window window = { text, 0, len };
    size_t n = 0;

    for (uint32_t r = 0; r < LANE_RULES; r++) {
        const struct dlp_rule *const rule = &db->rules[r].rule;

        for (size_t s = 0; s < rule->shapes_len; s++) {
            const size_t tail = rule->shapes[s].tail[0] != 0;
            const size_t back = shape_ends(&rule->shapes[s], text, end);

            if (back == 0 || (tail && (end == len || (text[end] | 0x20) != 'x'))
                || !dlp_border_holds(rule->border, &window, end - back, end + tail))
                continue;
            n++;
            CHECK(listed(list, end + tail, r, back + tail));
        }
    }
    return n;
}

static void test_class_lane__finds_what_a_plain_reading_finds(void)
{
    uint32_t state = 17;
    size_t found = 0;

    for (int round = 0; round < 400; round++) {
        struct dlp_event_list list = { 0 };
        uint8_t text[1000];
        const size_t len = random_text(text, sizeof(text), &state);
        size_t want = 0, got = 0;

        lane(&list, db, text, len, 0, len);
        for (size_t end = 1; end <= len; end++)
            if (text[end - 1] >= '0' && text[end - 1] <= '9'
                && (end == len || text[end] < '0' || text[end] > '9'))
                want += shapes_check(&list, text, len, end);
        for (size_t i = 0; i < list.len; i++)
            got += list.at[i].kind == DLP_EVENT_SHAPE;
        CHECK_INT(got, want);
        found += got;
        dlp_event_list_free(&list);
    }
    CHECK(found > 500);
}

/* A compiled rule of one shape; NULL when compilation refuses it. */
static dlp_database *one_shape(const char *shape)
{
    struct dlp_shape shapes[1];
    struct dlp_rule rule = { .id = "x.one" };
    dlp_database *one = NULL;

    shapes_set(&rule, shapes, SHAPES(shape));
    (void)database_make(&one, &rule, 1);
    return one;
}

/* Decision D2: a chain of at most 64 bytes. */
static void test_class_lane__finds_the_longest_shapes(void)
{
    static const char *const shapes[] = { "62", "63", "64", "31-32", "63X" };
    static const unsigned bytes[] = { 62, 63, 64, 64, 64 };

    for (size_t i = 0; i < 5; i++) {
        dlp_database *const one = one_shape(shapes[i]);
        char text[80], want[32];

        memset(text, '7', sizeof(text));
        text[31] = i == 3 ? '-' : '7';
        text[63] = i == 4 ? 'X' : '7';
        text[bytes[i]] = '\0';
        (void)snprintf(want, sizeof(want), "shape 0 0-%u ", bytes[i]);
        if (one) /* or it is refused: never taken and not found */
            CHECK_STR(events(one, text), want);
        dlp_database_release(one);
    }
}

static void test_class_lane__a_longer_chain_is_none(void)
{
    char text[200];

    for (size_t n = 64; n < 190; n++) {
        memset(text, '4', n);
        text[n] = '\0';
        CHECK_STR(events(db, text), "");
    }
    /* The last groups of a long chain are still groups. */
    memset(text, 0, sizeof(text));
    for (size_t i = 0; i < 30; i++)
        memcpy(text + 4 * i, "123 ", 4);
    memcpy(text + 120, "4111 1111 1111 1111", 19);
    CHECK(strstr(events(db, text), "shape 0 120-139 ") != NULL);
}

static void test_class_lane__runs_of_every_range_are_found(void)
{
    static const uint16_t mins[] = { 3, 16, 17, 31, 32, 33, 40, 50, 54 };

    for (size_t i = 0; i < sizeof(mins) / sizeof(mins[0]); i++) {
        struct dlp_rule rule = { .id = "x.run",
                                 .kind = DLP_RULE_RUN,
                                 .run_min = mins[i],
                                 .run_max = (uint16_t)(mins[i] + 9),
                                 .pattern = "[a-z]{1,4000}" };
        dlp_database *one = NULL;
        char text[2100], want[32];

        if (database_make(&one, &rule, 1) != DLP_OK)
            continue;
        memset(text, 'k', mins[i] + 5u);
        text[mins[i] + 5] = '\0';
        (void)snprintf(want, sizeof(want), "run 0 0-%u ", mins[i] + 5u);
        CHECK_STR(events(one, text), want);
        dlp_database_release(one);
    }
}

static void test_class_lane__keeps_all_when_asked(void)
{
    static const uint8_t text[] = "a4111111111111111";
    const struct dlp_window w = { text, 0, sizeof(text) - 1 };

    for (enum dlp_lane_depth depth = DLP_LANE_PLACES; depth <= DLP_LANE_CHECKS; depth++) {
        struct dlp_event_list list = { 0 };

        dlp_class_lane(&list, db, &w, 0, w.len, depth, NULL, NULL, NULL, dlp_class_masks_best());
        CHECK_INT(list.len, depth == DLP_LANE_PLACES);
        dlp_event_list_free(&list);
    }
}

TEST_MAIN(TEST(start), TEST(test_class_lane__finds_shapes),
          TEST(test_class_lane__never_cuts_a_group), TEST(test_class_lane__borders_hold),
          TEST(test_class_lane__finds_chains_by_their_digits),
          TEST(test_class_lane__finds_runs_of_the_asked_length), TEST(test_class_lane__finds_heads),
          TEST(test_class_lane__does_not_care_where_a_value_stands),
          TEST(test_class_lane__any_partition_gives_the_same_events),
          TEST(test_class_lane__events_lie_in_the_block),
          TEST(test_class_lane__finds_what_a_plain_reading_finds),
          TEST(test_class_lane__finds_the_longest_shapes),
          TEST(test_class_lane__a_longer_chain_is_none),
          TEST(test_class_lane__runs_of_every_range_are_found),
          TEST(test_class_lane__keeps_all_when_asked), TEST(stop))
