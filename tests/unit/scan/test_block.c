/* tests/unit/scan/test_block.c - both lanes over one block of bytes. */

#include "scan/work.h"
#include "unit/test.h"

#include <stdlib.h>

static dlp_database *db;
static struct dlp_scan_work work;

static void start(void)
{
    static struct dlp_shape shape = { .group = { { 4, 4, 0 } }, .groups = 1 };
    struct dlp_rule rules[] = {
        { .id = "x.digits", .kind = DLP_RULE_DIGITS, .shapes = &shape, .shapes_len = 1 },
        { .id = "x.word", .kind = DLP_RULE_PATTERN, .pattern = "ab[0-9]" },
        { .id = "x.last", .kind = DLP_RULE_PATTERN, .pattern = "zz$" },
        { .id = "x.key", .kind = DLP_RULE_KEYWORD, .keyword = "k=", .tail = "[0-9]{4}" },
    };
    struct dlp_ruleset set = { .arena = dlp_arena_new(), .rules = rules, .len = 4 };

    for (size_t i = 0; i < 4; i++) {
        rules[i].enabled = true;
        rules[i].file = "t";
        rules[i].mask = "id";
    }
    CHECK_INT(dlp_database_compile(&db, &set, NULL, NULL, NULL), DLP_OK);
    dlp_arena_release(set.arena);
    CHECK_INT(dlp_scan_work_init(&work, db), DLP_OK);
}

static void stop(void)
{
    dlp_scan_work_clear(&work);
    dlp_scan_work_clear(&work);
    dlp_database_release(db);
}

/* Events of a text that goes through in blocks of `step` bytes: "RULE@END " each. */
static const char *events(const char *text, size_t step, bool last)
{
    static char said[512];
    const size_t len = strlen(text);
    const struct dlp_window window = { (const uint8_t *)text, 0, len };
    hs_stream_t *stream = NULL;
    size_t used = 0;

    said[0] = '\0';
    CHECK_INT(hs_open_stream(db->hs, 0, &stream), HS_SUCCESS);
    for (size_t from = 0; from < len || from == 0; from += step) {
        const size_t to = from + step < len ? from + step : len;

        CHECK_INT(dlp_scan_block(&work, stream, &window, from, to, last && to == len, false, NULL),
                  DLP_OK);
        for (size_t i = 0; i < work.events.len; i++) {
            const struct dlp_event *const e = &work.events.at[i];

            CHECK(e->at > from && e->at <= to);
            used += (size_t)snprintf(said + used, sizeof(said) - used, "%u@%llu ", e->rule,
                                     (unsigned long long)e->at);
        }
    }
    CHECK_INT(hs_close_stream(stream, NULL, NULL, NULL), HS_SUCCESS);
    return said;
}

static void test_block__joins_both_lanes_in_order(void)
{
    CHECK_STR(events("1234 ab5 k=4321 6789", 100, true), "0@4 1@8 3@11 0@15 0@20 ");
    CHECK_STR(events("", 1, true), "");
    CHECK_STR(events("k=k k=1", 100, true), "3@6 "); /* no tail begins with a "k" */
}

static void test_block__size_changes_nothing(void)
{
    static const char text[] = "1234 ab5 k=4321, ab7ab8 0000 k=k=7 k=8 55555 ab9 1111";
    char whole[512];

    (void)snprintf(whole, sizeof(whole), "%s", events(text, 1000, true));
    CHECK(strlen(whole) > 40);
    for (size_t step = 1; step < sizeof(text); step++)
        CHECK_STR(events(text, step, true), whole);
}

static void test_block__what_only_the_end_tells_comes_with_the_last(void)
{
    CHECK_STR(events("ab1 zz", 3, true), "1@3 2@6 ");
    CHECK_STR(events("zz zz", 100, false), "");
}

static void test_block__a_stream_can_be_used_again(void)
{
    const struct dlp_window window = { (const uint8_t *)"ab", 0, 2 };
    const struct dlp_window other = { (const uint8_t *)"1 ab2", 0, 5 };
    hs_stream_t *stream = NULL;

    CHECK_INT(hs_open_stream(db->hs, 0, &stream), HS_SUCCESS);
    CHECK_INT(dlp_scan_block(&work, stream, &window, 0, 2, true, false, NULL), DLP_OK);
    CHECK_INT(work.events.len, 0);
    CHECK_INT(dlp_scan_block(&work, stream, &other, 0, 5, true, false, NULL), DLP_OK);
    CHECK_INT(work.events.len, 1); /* not "ab" + "1" of two texts */
    CHECK_INT(hs_close_stream(stream, NULL, NULL, NULL), HS_SUCCESS);
}

TEST_MAIN(TEST(start), TEST(test_block__joins_both_lanes_in_order),
          TEST(test_block__size_changes_nothing),
          TEST(test_block__what_only_the_end_tells_comes_with_the_last),
          TEST(test_block__a_stream_can_be_used_again), TEST(stop))
