/* tests/unit/score/test_cell.c - which cells of a table some rule wants. */

#include "score/cell.h"

#include "unit/score/fixture.h"
#include "unit/test.h"

#define SSN_COLUMN "social security number"
#define OUT_MAX 256u

/* The wanted cells of text, each followed by ';', found in steps of so many bytes. */
static void cells_of(char out[OUT_MAX], const char *text, size_t step)
{
    const struct dlp_window window = { (const uint8_t *)text, 0, strlen(text) };
    struct dlp_table table;
    struct dlp_cell cell;
    size_t n = 0;

    dlp_table_init(&table);
    for (size_t to = 0; to < window.len;) {
        uint64_t from = 0;

        to = to + step < window.len ? to + step : window.len;
        while (dlp_cell_next(&cell, &table, &window, from, to, to == window.len, fixture_index())) {
            uint32_t at = 0;

            from = table.position + 1;
            CHECK_INT(dlp_cell_rule(&at, &table, fixture_index()), SSN);
            CHECK_INT(dlp_cell_rule(&at, &table, fixture_index()), UINT32_MAX);
            n += (size_t)snprintf(out + n, OUT_MAX - n, "%.*s;", (int)(cell.end - cell.start),
                                  text + cell.start);
        }
        CHECK_INT(table.position, to);
    }
    out[n] = 0;
}

static void check_cells(const char *text, const char *want)
{
    for (size_t step = 1; step <= strlen(text); step++) {
        char out[OUT_MAX] = "";

        cells_of(out, text, step);
        CHECK_STR(out, want);
    }
}

static void test_cell__finds_those_of_csv(void)
{
    check_cells("a," SSN_COLUMN ",b\n1,x1,2\n2, \"y,2\" ,3\n3,,4\n4,z3", "x1;y,2;z3;");
    check_cells("my " SSN_COLUMN "\tb\r\nx1\t2\r\n y2 \t2\r\n", "x1;y2;");
}

static void test_cell__finds_those_of_sql(void)
{
    check_cells("INSERT INTO t (a, " SSN_COLUMN ") VALUES (1, 'x,1'), (NOW(1, 2), y2);\nphone, 3\n",
                "x,1;y2;");
    check_cells("COPY t (" SSN_COLUMN ", a) FROM stdin;\nx1\t2\ny2\t3\n\\.\nz3\t4\n", "x1;y2;");
}

static void test_cell__wants_the_end_of_a_name(void)
{
    check_cells("a," SSN_COLUMN " changed\n1,x1\n", "");
    check_cells("phone number,b\n1,2\n", "");
    check_cells("a " SSN_COLUMN " of nobody\nx1\n", "");
}

static void test_cell__skips_what_is_no_value(void)
{
    char text[DLP_CELL_MAX + 128] = "a," SSN_COLUMN "\n1,";

    memset(text + strlen(text), 'x', DLP_CELL_MAX + 1);
    check_cells(text, "");
    check_cells("a," SSN_COLUMN "\n1,\"x\"\"y\"\n2,\"\"\n3,\"z", "");
}

TEST_MAIN(TEST(test_cell__finds_those_of_csv), TEST(test_cell__finds_those_of_sql),
          TEST(test_cell__wants_the_end_of_a_name), TEST(test_cell__skips_what_is_no_value))
