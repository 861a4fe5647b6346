/* tests/unit/engine/test_grid.c - a finding in lines of cells has the cell's name. */

#include "engine/grid.h"
#include "unit/test.h"

static char place[1024];

static const char *locate(struct dlp_grid *grid, uint64_t offset, uint64_t line)
{
    const struct dlp_finding finding = { .offset = offset, .line = line };
    struct dlp_bytes out = DLP_BYTES_INIT(sizeof(place));

    CHECK_INT(dlp_grid_locate(grid, "Customers", &finding, &out), DLP_OK);
    (void)snprintf(place, sizeof(place), "%.*s", (int)out.len, (const char *)out.data);
    dlp_bytes_free(&out);
    return place;
}

static void feed(struct dlp_grid *grid, const char *text)
{
    dlp_grid_feed(grid, (const uint8_t *)text, strlen(text));
}

static void test_grid__cells_of_a_sheet(void)
{
    struct dlp_grid grid;

    CHECK_INT(dlp_grid_init(&grid, DLP_PART_SHEET, 3), DLP_OK);
    feed(&grid, "name,card\n\"a, \"\"b\"\"\",41");
    feed(&grid, "11\nx,,,z\n");
    CHECK_STR(locate(&grid, 0, 1), "Customers!A3");
    CHECK_STR(locate(&grid, 5, 1), "Customers!B3");
    CHECK_STR(locate(&grid, 12, 2), "Customers!A4");
    CHECK_STR(locate(&grid, 22, 2), "Customers!B4");
    CHECK_STR(locate(&grid, 30, 3), "Customers!D5");
    dlp_grid_free(&grid);
}

static void test_grid__columns_of_a_table(void)
{
    struct dlp_grid grid;

    CHECK_INT(dlp_grid_init(&grid, DLP_PART_TABLE, 1), DLP_OK);
    feed(&grid, "id,em");
    feed(&grid, "ail\n1,a@b\n2,c@d,more\n");
    CHECK_STR(locate(&grid, 11, 2), "Customers[1].email");
    CHECK_STR(locate(&grid, 15, 3), "Customers[2].id");
    CHECK_STR(locate(&grid, 21, 3), "Customers[2]."); /* a column without a name */
    dlp_grid_free(&grid);
}

static void test_grid__letters_of_far_columns(void)
{
    struct dlp_grid grid;

    CHECK_INT(dlp_grid_init(&grid, DLP_PART_SHEET, 1), DLP_OK);
    for (int i = 0; i < 16383; i++)
        feed(&grid, ",");
    feed(&grid, "x\n");
    CHECK_STR(locate(&grid, 25, 1), "Customers!Z1");
    CHECK_STR(locate(&grid, 26, 1), "Customers!AA1");
    CHECK_STR(locate(&grid, 16383, 1), "Customers!XFD1");
    dlp_grid_free(&grid);
}

/* What is no longer kept has a row, and no column that might be wrong. */
static void test_grid__forgets_what_is_long_gone(void)
{
    struct dlp_grid grid;

    CHECK_INT(dlp_grid_init(&grid, DLP_PART_SHEET, 1), DLP_OK);
    for (size_t i = 0; i < DLP_GRID_KEPT / 2; i++)
        feed(&grid, "a,b\n");
    CHECK_STR(locate(&grid, 2, 1), "Customers!1");
    CHECK_STR(locate(&grid, 2 * DLP_GRID_KEPT - 2, DLP_GRID_KEPT / 2), "Customers!B65536");
    CHECK_STR(locate(&grid, DLP_GRID_KEPT + 2, 32769), "Customers!32769");
    dlp_grid_free(&grid);
}

TEST_MAIN(TEST(test_grid__cells_of_a_sheet), TEST(test_grid__columns_of_a_table),
          TEST(test_grid__letters_of_far_columns), TEST(test_grid__forgets_what_is_long_gone))
