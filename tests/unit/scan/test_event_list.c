/* tests/unit/scan/test_event_list.c - events in order of (at, rule, kind). */

#include "scan/event_list.h"
#include "unit/test.h"

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static bool ordered(const struct dlp_event *a, const struct dlp_event *b)
{
    if (a->at != b->at)
        return a->at < b->at;
    if (a->rule != b->rule)
        return a->rule < b->rule;
    if (a->kind != b->kind)
        return a->kind < b->kind;
    return a->back <= b->back;
}

/* Sorted, and still the same events: sums over all of them. */
static void check_sorted(struct dlp_event_list *list)
{
    uint64_t before = 0, after = 0;
    const size_t len = list->len;

    for (size_t i = 0; i < list->len; i++)
        before += (list->at[i].at * 31 + list->at[i].rule) * 17 + list->at[i].kind * 5u
            + list->at[i].back;
    dlp_event_list_sort(list, list->len);
    for (size_t i = 0; i < list->len; i++) {
        after += (list->at[i].at * 31 + list->at[i].rule) * 17 + list->at[i].kind * 5u
            + list->at[i].back;
        if (i > 0 && !ordered(&list->at[i - 1], &list->at[i])) {
            CHECK(!"in order");
            break;
        }
    }
    CHECK_INT(list->len, len);
    CHECK(before == after);
}

static void fill(struct dlp_event_list *list, size_t n, uint64_t spread, uint32_t seed)
{
    list->len = 0;
    for (size_t i = 0; i < n; i++) {
        const struct dlp_event event = { i + next_random(&seed) % (spread + 1),
                                         next_random(&seed) % 3, next_random(&seed) % 4,
                                         (uint8_t)(next_random(&seed) % 3), false };

        dlp_event_list_add(list, &event);
    }
}

static void test_event_list__sorts_what_nearly_is_and_what_is_not(void)
{
    struct dlp_event_list list = { 0 };

    check_sorted(&list);
    for (uint32_t seed = 1; seed < 40; seed++) {
        fill(&list, seed * 37 % 700, 3, seed);
        check_sorted(&list);
        fill(&list, seed * 37 % 700, 100000, seed);
        check_sorted(&list);
        fill(&list, 40, 0, seed);
        check_sorted(&list);
    }
    CHECK(!list.failed);
    dlp_event_list_free(&list);
}

static void test_event_list__sorts_what_comes_backwards(void)
{
    struct dlp_event_list list = { 0 };

    for (uint64_t at = 5000; at > 0; at--) {
        const struct dlp_event event = { at, 0, 0, 0, false };

        dlp_event_list_add(&list, &event);
    }
    check_sorted(&list);
    CHECK_INT(list.at[0].at, 1);
    CHECK_INT(list.at[4999].at, 5000);
    dlp_event_list_free(&list);
}

static void test_event_list__same_place_goes_by_rule_then_kind(void)
{
    struct dlp_event_list list = { 0 };
    static const struct dlp_event events[] = { { 9, 1, 2, DLP_EVENT_SHAPE, false },
                                               { 9, 1, 1, DLP_EVENT_SHAPE, false },
                                               { 9, 4, 1, DLP_EVENT_END, false },
                                               { 8, 1, 7, DLP_EVENT_RUN, false } };

    for (size_t i = 0; i < 4; i++)
        dlp_event_list_add(&list, &events[i]);
    dlp_event_list_sort(&list, list.len);
    CHECK_INT(list.at[0].rule, 7);
    CHECK(list.at[1].rule == 1 && list.at[1].kind == DLP_EVENT_END);
    CHECK(list.at[2].rule == 1 && list.at[2].kind == DLP_EVENT_SHAPE);
    CHECK_INT(list.at[3].rule, 2);
    dlp_event_list_free(&list);
    CHECK(list.at == NULL && list.len == 0);
}

static void test_event_list__has_a_stated_maximum(void)
{
    struct dlp_event_list list = { 0 };
    const struct dlp_event event = { 1, 0, 0, 0, false };

    for (size_t i = 0; i < ((size_t)1 << 22) + 1 && !list.failed; i++)
        dlp_event_list_add(&list, &event);
    CHECK(list.failed);
    CHECK(list.len == (size_t)1 << 22);
    dlp_event_list_free(&list);
}

TEST_MAIN(TEST(test_event_list__sorts_what_nearly_is_and_what_is_not),
          TEST(test_event_list__sorts_what_comes_backwards),
          TEST(test_event_list__same_place_goes_by_rule_then_kind),
          TEST(test_event_list__has_a_stated_maximum))
