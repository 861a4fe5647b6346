/* tests/unit/findings/test_pending.c - one value, several readings (decision D8). */

#include "findings/pending.h"
#include "unit/test.h"

#define RULES 32

static struct dlp_rule_code codes[RULES] = {
    [0] = { .rule = { .id = "x.0", .class_ = DLP_CLASS_MEDIUM } },
    [1] = { .rule = { .id = "x.1", .class_ = DLP_CLASS_MEDIUM } },
    [2] = { .rule = { .id = "x.2", .class_ = DLP_CLASS_STRONG } },
    [3] = { .rule = { .id = "x.3", .class_ = DLP_CLASS_MEDIUM, .checks_len = 1 } },
    [4] = { .rule = { .id = "x.4", .class_ = DLP_CLASS_MEDIUM } },
    [5] = { .rule = { .id = "x.5", .class_ = DLP_CLASS_MEDIUM } },
};
static const struct dlp_database db = { .rules = codes, .rules_len = RULES };

static void add(struct dlp_pending_list *list, uint32_t rule, uint64_t start, uint64_t end,
                unsigned confidence)
{
    const struct dlp_pending p = {
        .start = start, .end = end, .rule = rule, .evidence = { .confidence = (uint8_t)confidence }
    };

    CHECK_INT(dlp_pending_add(list, &p), DLP_OK);
}

/* Append "RULE START-END[ also RULE ...];" for each of the first n that won, and drop the n. */
static void take(char *out, size_t size, struct dlp_pending_list *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct dlp_pending *const p = &list->at[i];
        size_t used = strlen(out);

        if (p->lost || size - used < 100)
            continue;
        used += (size_t)snprintf(out + used, size - used, "%u %llu-%llu", p->rule,
                                 (unsigned long long)p->start, (unsigned long long)p->end);
        for (size_t a = 0; a < p->also_len; a++)
            used += (size_t)snprintf(out + used, size - used, " also %u/%u", p->also[a].rule,
                                     p->also[a].confidence);
        (void)snprintf(out + used, size - used, ";");
    }
    dlp_pending_drop(list, n);
}

/* Settle everything. */
static const char *settled(struct dlp_pending_list *list)
{
    static char out[1024];
    const size_t n = dlp_pending_settle(list, &db, UINT64_MAX);

    CHECK_INT(n, list->len);
    out[0] = '\0';
    take(out, sizeof(out), list, n);
    CHECK_INT(list->len, 0);
    dlp_pending_free(list);
    return out;
}

static void test_pending__are_in_order_of_end_start_rule(void)
{
    struct dlp_pending_list list = { 0 };

    add(&list, 1, 300, 310, 50);
    add(&list, 2, 100, 110, 50);
    add(&list, 1, 100, 110, 50);
    add(&list, 0, 90, 110, 50);
    add(&list, 0, 500, 501, 50);
    add(&list, 0, 105, 109, 50);
    for (size_t i = 1; i < list.len; i++) {
        const struct dlp_pending *const a = &list.at[i - 1], *const b = &list.at[i];

        CHECK(a->end < b->end
              || (a->end == b->end
                  && (a->start < b->start || (a->start == b->start && a->rule < b->rule))));
    }
    CHECK_INT(list.len, 5); /* 0 105-109 lies inside 0 90-110 */
    dlp_pending_free(&list);
}

static void test_pending__one_rules_nested_matches_are_the_widest(void)
{
    struct dlp_pending_list list = { 0 };

    add(&list, 0, 10, 14, 90);
    add(&list, 0, 10, 15, 50);
    add(&list, 0, 9, 15, 50);
    add(&list, 0, 11, 15, 90);
    add(&list, 0, 9, 15, 90); /* the same once more */
    CHECK_STR(settled(&list), "0 9-15;");
    add(&list, 0, 10, 14, 50);
    add(&list, 0, 12, 16, 50); /* overlap, but neither holds the other */
    CHECK_INT(list.len, 2);
    dlp_pending_free(&list);
    add(&list, 0, 10, 14, 50);
    add(&list, 1, 9, 15, 40);
    CHECK_STR(settled(&list), "0 10-14 also 1/40;");
}

static void test_pending__confidence_decides_first(void)
{
    struct dlp_pending_list list = { 0 };

    add(&list, 0, 10, 20, 60);
    add(&list, 2, 5, 40, 59);
    CHECK_STR(settled(&list), "0 10-20 also 2/59;");
    add(&list, 0, 10, 20, 59);
    add(&list, 2, 5, 40, 60);
    CHECK_STR(settled(&list), "2 5-40 also 0/59;");
}

static void test_pending__then_specificity_then_length_then_order(void)
{
    struct dlp_pending_list list = { 0 };

    add(&list, 0, 0, 30, 50);
    add(&list, 2, 10, 20, 50); /* a stronger class */
    CHECK_STR(settled(&list), "2 10-20 also 0/50;");
    add(&list, 0, 0, 30, 50);
    add(&list, 3, 10, 20, 50); /* a check */
    CHECK_STR(settled(&list), "3 10-20 also 0/50;");
    add(&list, 0, 10, 20, 50);
    add(&list, 1, 10, 21, 50); /* longer */
    CHECK_STR(settled(&list), "1 10-21 also 0/50;");
    add(&list, 4, 10, 20, 50);
    add(&list, 1, 10, 20, 50); /* earlier in the rules */
    CHECK_STR(settled(&list), "1 10-20 also 4/50;");
}

static void test_pending__what_only_touches_does_not_overlap(void)
{
    struct dlp_pending_list list = { 0 };

    add(&list, 0, 10, 20, 50);
    add(&list, 1, 20, 30, 60);
    CHECK_STR(settled(&list), "0 10-20;1 20-30;");
    add(&list, 0, 10, 21, 50);
    add(&list, 1, 20, 30, 60);
    CHECK_STR(settled(&list), "1 20-30 also 0/50;");
}

static void test_pending__the_others_stay_with_the_winner_once_each(void)
{
    struct dlp_pending_list list = { 0 };

    add(&list, 0, 10, 20, 50);
    add(&list, 1, 10, 20, 40);
    add(&list, 4, 10, 20, 30);
    add(&list, 4, 8, 12, 30);
    CHECK_STR(settled(&list), "0 10-20 also 4/30 also 1/40;");
    for (uint32_t r = 0; r < RULES; r++)
        add(&list, r, 10, 20, 90 - r);
    CHECK_STR(
        settled(&list),
        "0 10-20 also 1/89 also 2/88 also 3/87 also 4/86 also 5/85 also 6/84 also 7/83 also 8/82 also 9/"
        "81 also 10/80 also 11/79 also 12/78 also 13/77 also 14/76 also 15/75 also 16/74 also 17/73 also 18/72 also 19/71 "
        "also 20/70 also 21/69 also 22/68 also 23/67 also 24/66;"); /* twenty-four */
    add(&list, 0, 10, 20, 50);
    add(&list, 0, 15, 25, 60); /* one rule is no other reading */
    CHECK_STR(settled(&list), "0 15-25;");
}

static void test_pending__the_weakest_readings_make_room(void)
{
    struct dlp_pending_list list = { 0 };
    unsigned weak = 0, others;

    add(&list, 2, 10, 20, 90); /* wins over as many as there is room for, and over two more */
    for (uint32_t rule = 6; rule < 6 + DLP_ALSO_MAX; rule++)
        add(&list, rule, 10, 20, 20);
    add(&list, 30, 10, 20, 45);
    add(&list, 31, 10, 20, 20);
    CHECK_INT(dlp_pending_settle(&list, &db, UINT64_MAX), list.len);
    CHECK(!list.at[0].lost);
    others = list.at[0].also_len;
    CHECK_INT(others, DLP_ALSO_MAX);
    CHECK_INT(list.at[0].also[0].rule, 30);
    for (size_t i = 1; i < others; i++)
        weak += list.at[0].also[i].confidence == 20 && list.at[0].also[i].rule == 6 + i;
    CHECK_INT(weak, DLP_ALSO_MAX - 1);
    dlp_pending_drop(&list, list.len);
    dlp_pending_free(&list);
}

static void test_pending__waits_until_all_that_may_overlap_is_known(void)
{
    struct dlp_pending_list list = { 0 };

    add(&list, 0, 10, 20, 50);
    add(&list, 1, 250, 260, 50);
    CHECK_INT(dlp_pending_settle(&list, &db, 20 + DLP_OVERLAPS_KNOWN - 1), 0);
    CHECK_INT(dlp_pending_settle(&list, &db, 20 + DLP_OVERLAPS_KNOWN), 1);
    CHECK_INT(dlp_pending_settle(&list, &db, 260 + DLP_OVERLAPS_KNOWN), 2);
    dlp_pending_drop(&list, 0);
    CHECK_INT(list.len, 2);
    dlp_pending_drop(&list, 1);
    CHECK_INT(list.len, 1);
    CHECK_INT(list.at[0].rule, 1);
    dlp_pending_free(&list);
    CHECK(list.at == NULL && list.len == 0);
}

/* A match, and the event that told of it: a value ends up to 64 bytes before its match does. */
struct arrival {
    uint64_t at, start, end;
    uint32_t rule;
    unsigned confidence;
};

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static size_t random_arrivals(struct arrival *out, size_t n, unsigned delay, uint32_t *state)
{
    uint64_t at = 100;

    for (size_t i = 0; i < n; i++) {
        at += next_random(state) % 30;
        out[i].at = at;
        out[i].end = at - next_random(state) % (delay + 1);
        out[i].start = out[i].end - 1 - next_random(state) % 90;
        out[i].rule = next_random(state) % RULES;
        out[i].confidence = 40 + next_random(state) % 4;
    }
    return n;
}

/* Add all in order of arrival, and settle whenever a frontier of random steps passes. */
static void run(char *out, size_t size, const struct arrival *a, size_t n, uint32_t *state)
{
    struct dlp_pending_list list = { 0 };
    uint64_t frontier = 0;
    size_t i = 0;

    out[0] = '\0';
    while (state && i < n) {
        frontier += 1 + next_random(state) % 100;
        for (; i < n && a[i].at <= frontier; i++)
            add(&list, a[i].rule, a[i].start, a[i].end, a[i].confidence);
        take(out, size, &list, dlp_pending_settle(&list, &db, frontier));
    }
    for (; i < n; i++)
        add(&list, a[i].rule, a[i].start, a[i].end, a[i].confidence);
    take(out, size, &list, dlp_pending_settle(&list, &db, UINT64_MAX));
    dlp_pending_free(&list);
}

static void property(unsigned delay)
{
    uint32_t state = 5;

    for (int round = 0; round < 4000; round++) {
        static char whole[65536], parts[65536];
        struct arrival a[60];
        const size_t n = random_arrivals(a, 1 + next_random(&state) % 60, delay, &state);

        run(whole, sizeof(whole), a, n, NULL);
        run(parts, sizeof(parts), a, n, &state);
        if (strcmp(whole, parts) != 0) {
            printf("# round %d\n# whole: %.400s\n# parts: %.400s\n", round, whole, parts);
            CHECK(!"the same findings");
            return;
        }
    }
}

static void test_pending__any_frontiers_give_the_same_findings(void)
{
    property(0);
}

static void test_pending__any_frontiers_when_values_end_before_their_matches(void)
{
    property(DLP_CONTEXT_AFTER);
}

static void test_pending__owns_armors(void)
{
    struct dlp_pending_list list = { 0 };

    for (uint32_t i = 0; i < 4; i++) {
        struct dlp_pending p = { .start = 10, .end = 20 + i % 3, .rule = 0 };

        p.armor = dlp_calloc(1, sizeof(*p.armor));
        CHECK_INT(dlp_pending_add(&list, &p), DLP_OK); /* nested ones go, with their armors */
    }
    CHECK_INT(list.len, 1);
    CHECK_INT(list.at[0].end, 22);
    CHECK(list.at[0].armor != NULL);
    dlp_pending_free(&list);
}

TEST_MAIN(TEST(test_pending__are_in_order_of_end_start_rule),
          TEST(test_pending__one_rules_nested_matches_are_the_widest),
          TEST(test_pending__confidence_decides_first),
          TEST(test_pending__then_specificity_then_length_then_order),
          TEST(test_pending__what_only_touches_does_not_overlap),
          TEST(test_pending__the_others_stay_with_the_winner_once_each),
          TEST(test_pending__the_weakest_readings_make_room),
          TEST(test_pending__waits_until_all_that_may_overlap_is_known),
          TEST(test_pending__any_frontiers_give_the_same_findings),
          TEST(test_pending__any_frontiers_when_values_end_before_their_matches),
          TEST(test_pending__owns_armors))
