/* tests/unit/scan/test_digit_lane.c - groups of digits where the window ends: nothing behind it is read. */

#include "rules/shape.h"
#include "scan/class_lane.h"
#include "scan/event_list.h"
#include "unit/test.h"

#include <stdlib.h>

static dlp_database *db; /* one rule, of a single digit */

static void start(void)
{
    static struct dlp_shape shape;
    static struct dlp_rule rule = { .id = "x.digit",
                                    .kind = DLP_RULE_DIGITS,
                                    .enabled = true,
                                    .file = "t",
                                    .mask = "id",
                                    .shapes = &shape,
                                    .shapes_len = 1 };
    struct dlp_ruleset set = { .arena = dlp_arena_new(), .rules = &rule, .len = 1 };

    CHECK(dlp_shape_parse(&shape, "1") == NULL);
    CHECK_INT(dlp_database_compile(&db, &set, NULL, NULL, NULL), DLP_OK);
    dlp_arena_release(set.arena);
}

static void stop(void)
{
    dlp_database_release(db);
}

/* Events of the text, which has no byte more than that on the heap: a sanitizer sees a look behind it. */
static size_t events(const char *text, size_t len)
{
    uint8_t *const exact = malloc(len);
    const struct dlp_window window = { exact, 0, len };
    struct dlp_event_list list = { 0 };
    size_t found;

    memcpy(exact, text, len);
    dlp_class_lane(&list, db, &window, 0, len, DLP_LANE_CHECKS, NULL, NULL, NULL,
                   dlp_class_masks_best());
    found = list.len;
    dlp_event_list_free(&list);
    free(exact);
    return found;
}

static void test_digit_lane__reads_nothing_behind_the_window(void)
{
    CHECK_INT(events("7", 1), 1);
    CHECK_INT(events("no 7", 4), 1);
    CHECK_INT(events("7 or 8", 6), 2);
    CHECK_INT(events("no 78", 5), 0);
}

TEST_MAIN(TEST(start), TEST(test_digit_lane__reads_nothing_behind_the_window), TEST(stop))
