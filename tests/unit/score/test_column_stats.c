/* tests/unit/score/test_column_stats.c - what a sample of rows settles, and what it leaves open. */

#include "score/column_stats.h"
#include "score/table.h"
#include "unit/test.h"

static enum dlp_verdict_kind verdict_after(unsigned tries, unsigned passes)
{
    struct dlp_column_stats stats = { .len = 0 };
    struct dlp_verdicts verdicts;

    for (unsigned i = 0; i < tries; i++) {
        dlp_column_stats_add(&stats, 3, 7, i < passes);
        dlp_column_stats_add(&stats, 4, 7, false); /* the neighbour must not count */
    }
    dlp_column_stats_settle(&verdicts, &stats);
    return dlp_verdict_of(&verdicts, 3, 7);
}

static void test_column_stats__settle_types_and_their_absence(void)
{
    CHECK_INT(verdict_after(15, 15), DLP_VERDICT_OPEN); /* too few */
    CHECK_INT(verdict_after(16, 16), DLP_VERDICT_TYPE);
    CHECK_INT(verdict_after(100, 95), DLP_VERDICT_TYPE);
    CHECK_INT(verdict_after(100, 94), DLP_VERDICT_OPEN);
    CHECK_INT(verdict_after(100, 11), DLP_VERDICT_OPEN);
    CHECK_INT(verdict_after(100, 10), DLP_VERDICT_NONE);
    CHECK_INT(verdict_after(16, 0), DLP_VERDICT_NONE);
}

static void test_column_stats__stay_within_their_room(void)
{
    struct dlp_column_stats stats = { .len = 0 };
    struct dlp_verdicts verdicts;

    for (unsigned column = 0; column < 1000; column++)
        for (unsigned i = 0; i < 20; i++)
            dlp_column_stats_add(&stats, column, 1, true);
    dlp_column_stats_settle(&verdicts, &stats);
    CHECK_INT(verdicts.len, DLP_VERDICTS_MAX);
    CHECK_INT(dlp_verdict_of(&verdicts, 5, 1), DLP_VERDICT_TYPE);
    CHECK_INT(dlp_verdict_of(&verdicts, 999, 1), DLP_VERDICT_OPEN);
}

static uint8_t delimiter_of(const char *line, unsigned n, const char *other, unsigned others)
{
    char text[8192] = "";
    size_t len = 0;

    for (unsigned i = 0; i < n + others; i++)
        len += (size_t)snprintf(text + len, sizeof(text) - len, "%s\n", i < n ? line : other);
    return dlp_regular_delimiter((const uint8_t *)text, len);
}

static void test_column_stats__know_rows_from_prose(void)
{
    CHECK_INT(delimiter_of("a,b,c", 16, "", 0), 0); /* too few lines */
    CHECK_INT(delimiter_of("a,b,c", 17, "", 0), ',');
    CHECK_INT(delimiter_of("a;b", 40, "", 0), ';');
    CHECK_INT(delimiter_of("a\tb\r", 40, "", 0), '\t');
    CHECK_INT(delimiter_of("x|1|\"a|b\"", 40, "", 0), '|');
    CHECK_INT(delimiter_of("a,b,c", 38, "a,b", 2), ',');
    CHECK_INT(delimiter_of("a,b,c", 30, "a,b", 10), 0);
    CHECK_INT(delimiter_of("x = f(a, b);", 40, "", 0), ',');
    CHECK_INT(delimiter_of("return 1;", 40, "", 0), 0); /* ends with it */
    CHECK_INT(delimiter_of("{\"a\":1,\"b\":2}", 40, "", 0), 0);
    CHECK_INT(delimiter_of("(1,'a','b'),", 40, "", 0), 0);
    CHECK_INT(delimiter_of("<a>1,2</a>", 40, "", 0), 0);
    CHECK_INT(delimiter_of("plain words", 40, "", 0), 0);
}

/* Does the number 4711 fill its cell in that text? */
static bool fills(const char *text)
{
    const struct dlp_window window = { (const uint8_t *)text, 0, strlen(text) };
    const char *const at = strstr(text, "4711");
    struct dlp_table table;

    dlp_table_init(&table);
    dlp_table_force(&table, ',');
    table.mode = DLP_TABLE_CSV;
    return dlp_fills_cell(&table, &window, (uint64_t)(at - text), (uint64_t)(at - text) + 4);
}

static void test_column_stats__count_whole_cells_only(void)
{
    CHECK(fills("4711"));
    CHECK(fills("a,4711,b"));
    CHECK(fills("a,\"4711\",b"));
    CHECK(fills("\"4711\"\r\n"));
    CHECK(fills("x\n4711\ny"));
    CHECK(!fills("a,no 4711,b"));
    CHECK(!fills("a,4711 b,c"));
    CHECK(!fills("a,\"4711 b\",c"));
    CHECK(!fills("a;4711,b"));
}

/* A header, then `rows` rows of which the last `others` are other ones. */
static uint8_t delimiter_below(const char *header, const char *row, unsigned rows,
                               const char *other, unsigned others)
{
    char text[8192] = "";
    size_t len = (size_t)snprintf(text, sizeof(text), "%s\n", header);

    for (unsigned i = 0; i < rows; i++)
        len += (size_t)snprintf(text + len, sizeof(text) - len, "%s\n",
                                i < rows - others ? row : other);
    return dlp_regular_delimiter((const uint8_t *)text, len);
}

static void test_column_stats__need_nine_rows_of_ten(void)
{
    static const char cell[] =
        "a cell that is wider than a vector of bytes, to be counted in blocks";
    char wide[200];

    CHECK_INT(delimiter_below("a report", "1,2", 16, "", 0), ','); /* the header may differ */
    CHECK_INT(delimiter_below("a,b", "1,2", 15, "", 0), 0);
    CHECK_INT(delimiter_below("a,b", "1,2", 40, "1,2,3", 4), ',');
    CHECK_INT(delimiter_below("a,b", "1,2", 40, "1,2,3", 5), 0);
    CHECK_INT(delimiter_below("a,b", "1,2", 40, "{1,2", 5), 0); /* no row at all */
    CHECK_INT(delimiter_below("a,b", "1,\"2,3\"", 40, "\"1,1\",2", 20), ',');
    CHECK_INT(delimiter_below("a,b", "1,\"2", 40, "1,\"2,3", 20), ','); /* an open quote */
    CHECK_INT(delimiter_below("a", "1;2,3", 40, "1;2,3,4", 20), ';');
    snprintf(wide, sizeof(wide), "%s|%s", cell, cell);
    CHECK_INT(delimiter_below(cell, wide, 40, "1|2", 20), '|');
}

TEST_MAIN(TEST(test_column_stats__settle_types_and_their_absence),
          TEST(test_column_stats__stay_within_their_room),
          TEST(test_column_stats__know_rows_from_prose),
          TEST(test_column_stats__need_nine_rows_of_ten),
          TEST(test_column_stats__count_whole_cells_only))
