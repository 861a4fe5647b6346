/* tests/unit/score/test_table.c - columns of CSV files and SQL statements. */

#include "unit/score/fixture.h"
#include "unit/test.h"

static const char *const samples[] = {
    "name,phone\nAnna,070\nBo,\"0,7\"\"1\"\n",
    "\xef\xbb\xbf\"name\";\"Phone number\";x\r\n\"a;\"\"b\";\"07\n0\";1\r\n;;\r\n",
    "ssn\tphone\n1\t2\n",
    "hello, world {phone}\nINSERT INTO t (phone, ssn) VALUES ('1''2\\'', NOW(), (3)),\n (1,2);\nx\n",
    "-- dump\n  insert into `t`\n(`phone`, ssn)\nvalues\n('a', 1),('b);(', 2);\nINSERT x\n",
    "INSERT INTO t (a, phone) VALUES (1, 2)\nGO\nINSERT [t] ([ssn]) VALUES (3)\nGO\n",
    "COPY public.t (id, phone) FROM stdin;\n1\t070\n\\N\t071\n\\.\n\nCOPY t (ssn) FROM stdin;\n5\n\\.\n",
    "REPLACE INTO t (phone) VALUES (\"x\\\\\");\nCopy that (phone) please\nInsert (a) here; values (1)\n",
    "\n\n| phone | x |\n| 1 | 2 |\n",
    "a b c d e f g h i j, phone\n1,2\n",
    "  \"x,\n\n,phone",
    "insert into t\n",
    "",
};

static void advance(struct dlp_table *table, const char *text, size_t len, size_t step)
{
    const size_t whole = len;

    dlp_table_init(table);
    for (size_t at = 0; at < whole; at += step) {
        const size_t to = at + step < whole ? at + step : whole;
        const size_t from = at > DLP_CONTEXT_BEFORE ? at - DLP_CONTEXT_BEFORE : 0;
        uint8_t *const copy = malloc(to - from); /* no more than the window's law promises */
        const struct dlp_window window = { copy, from, to - from };

        memcpy(copy, text + from, to - from);
        dlp_table_advance(table, &window, to, fixture_index());
        free(copy);
    }
}

static void check_splits(const char *text, size_t len)
{
    for (size_t end = 0; end <= len; end++) {
        struct dlp_table whole, cut;

        advance(&whole, text, end, end ? end : 1);
        advance(&cut, text, end, 1);
        CHECK(memcmp(&whole, &cut, sizeof(whole)) == 0);
        advance(&cut, text, end, 3);
        CHECK(memcmp(&whole, &cut, sizeof(whole)) == 0);
        CHECK_INT(whole.position, end);
    }
}

static void test_table__splits_change_nothing(void)
{
    for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
        check_splits(samples[i], strlen(samples[i]));
}

static void test_table__random_splits_change_nothing(void)
{
    static const char *const pieces[] = {
        "phone",
        ",",
        ",",
        "\"",
        "\n",
        "\n",
        "INSERT INTO t (",
        ") VALUES (",
        ")",
        ";",
        "'",
        "\\",
        "COPY t (ssn, ",
        ") FROM stdin;\n",
        "\t",
        "\\.\n",
        " ",
        "4111111111111111",
        "abc,defgh,",
        "\r\n",
        "|",
        "(",
    };
    unsigned seed = 42;

    for (int round = 0; round < 300; round++) {
        char text[600];
        size_t len = 0;

        if (round % 2) {
            memcpy(text, "phone,b\n", 8);
            len = 8;
        }
        while (len < 300) {
            const char *piece;

            seed = seed * 1103515245u + 12345u;
            piece = pieces[(seed >> 16) % (sizeof(pieces) / sizeof(pieces[0]))];
            memcpy(text + len, piece, strlen(piece));
            len += strlen(piece);
        }
        for (size_t step = 1; step < 64; step = step * 2 + 1) {
            struct dlp_table whole, cut;

            advance(&whole, text, len, len);
            advance(&cut, text, len, step);
            CHECK(memcmp(&whole, &cut, sizeof(whole)) == 0);
        }
    }
}

static void test_table__csv_columns(void)
{
    CHECK_STR(fixture_column("name,phone\nAnna,~070~\n", PHONE), "phone");
    CHECK_STR(fixture_column("name,phone\nAnna,~070~\n", SSN), "");
    CHECK_STR(fixture_column("name,phone\n~070~,1\n", PHONE), "");
    CHECK_STR(fixture_column("name,phone\nA,1\nB,2\nC,~070~", PHONE), "phone");
    CHECK_STR(fixture_column("name;homePhone\r\nAnna;~070~\r\n", PHONE), "phone");
    CHECK_STR(fixture_column("name\tPHONE_NUMBER\tx\nAnna\t~070~\t1\n", PHONE), "phone number");
    CHECK_STR(fixture_column("имя|телефон\nАнна|~070~\n", PHONE), "телефон");
    CHECK_STR(fixture_column("姓名,手机\n安娜,~138~\n", PHONE), "手机");
    CHECK_STR(fixture_column("name, phone\nA, ~1~\n", PHONE), "phone");
}

static void test_table__csv_quotes(void)
{
    CHECK_STR(fixture_column("a,\"phone\"\n\"x,y\",~070~\n", PHONE), "phone");
    CHECK_STR(fixture_column("a,\"phone\"\n\"x\"\",\"\"y\",\"~070~\"\n", PHONE), "phone");
    CHECK_STR(fixture_column("a,phone\n\"line\nbreak,\",\"+46 ~070~\"\n", PHONE), "phone");
    CHECK_STR(fixture_column("a,phone\n5\" pipe,~070~\n", PHONE), "phone"); /* not at the start */
    CHECK_STR(fixture_column("a,phone\n1, \"~070~\"\n", PHONE), "phone");
    CHECK_STR(fixture_column("a,phone\n\"open,~070~\n", PHONE), "");
    CHECK_STR(fixture_column("\xef\xbb\xbf\"phone\",a\n~070~,\n", PHONE), "phone");
}

static void test_table__what_is_no_header(void)
{
    CHECK_STR(fixture_column("phone\n~070~\n", PHONE), "");           /* one field */
    CHECK_STR(fixture_column("name,city\nphone,~070~\n", PHONE), ""); /* says nothing */
    CHECK_STR(fixture_column("phone,1,2\n~070~,1,2\n", PHONE), "");   /* mostly numbers */
    CHECK_STR(fixture_column("a@b.c,phone\n1,~070~\n", PHONE), "");
    CHECK_STR(fixture_column("{\"a\": 1, \"phone\": 2}\n1,~070~\n", PHONE), "");
    CHECK_STR(fixture_column("f(int a, phone) = 1\n1,~070~\n", PHONE), "");
    CHECK_STR(fixture_column("Hi Anna, please find my phone below\nx,~070~\n", PHONE), "");
}

static void test_table__long_headers(void)
{
    char text[4096];
    size_t len = 0;

    for (int i = 0; i < 300; i++) /* columns behind the 256th are unknown */
        len += (size_t)snprintf(text + len, sizeof(text) - len, "%s,", i % 2 ? "phone" : "x");
    memcpy(text + len, "x\n", 3);
    len += 2;
    for (int i = 0; i < 301; i++) {
        struct dlp_table table;

        advance(&table, text, len, len);
        CHECK((dlp_table_supports(&table, fixture_index(), PHONE) != NULL) == (i % 2 && i < 256));
        text[len++] = ',';
    }
    memset(text, 'x', 200);
    memcpy(text + 200, ",phone\n1,", 10); /* a name of more than 128 bytes */
    {
        struct dlp_table table;

        advance(&table, text, 209, 209);
        CHECK_INT(table.mode, DLP_TABLE_NONE);
    }
}

static void test_table__sql_columns(void)
{
    CHECK_STR(fixture_column("INSERT INTO t (id, phone) VALUES (1, '~070~');", PHONE), "phone");
    CHECK_STR(fixture_column("insert into t (id, phone) values (1, 2), (3, ~070~)", PHONE),
              "phone");
    CHECK_STR(fixture_column("INSERT INTO t (id, phone) VALUES ('~070~', 1);", PHONE), "");
    CHECK_STR(
        fixture_column("x\n INSERT INTO `t` (`id`, `phone`)\nVALUES\n('a,''b', '~070~')", PHONE),
        "phone");
    CHECK_STR(fixture_column("INSERT INTO t (id, phone) VALUES ('a\\',(', '~070~')", PHONE),
              "phone");
    CHECK_STR(fixture_column("INSERT INTO t (id, phone) VALUES (NOW(1, 2), '~070~')", PHONE),
              "phone");
    CHECK_STR(fixture_column("INSERT INTO t (id, phone) VALUES (1, 2); (1, ~070~)", PHONE), "");
    CHECK_STR(
        fixture_column("INSERT INTO t VALUES (1, 2);\nINSERT INTO t (phone) VALUES (~1~)", PHONE),
        "phone");
    CHECK_STR(fixture_column("INSERT [dbo].[t] ([id], [phone]) VALUES (1, N'a')\nGO\n"
                             "INSERT [dbo].[t] ([id], [phone]) VALUES (2, N'~070~')",
                             PHONE),
              "phone");
    CHECK_STR(fixture_column("Insert the card (visa, phone) and (1, ~070~)", PHONE), "");
    CHECK_STR(fixture_column("prose; INSERT INTO t (id, phone) VALUES (1, ~070~)", PHONE), "");
}

static void test_table__copy_columns(void)
{
    CHECK_STR(fixture_column("\nCOPY t (id, phone) FROM stdin;\n1\t2\n1\t~070~\n", PHONE), "phone");
    CHECK_STR(fixture_column("\nCOPY t (id, phone) FROM stdin;\n\\N\t~070~\n", PHONE), "phone");
    CHECK_STR(fixture_column("\nCOPY t (id, phone) FROM stdin;\n1\t2\n\\.\n1\t~070~\n", PHONE), "");
    CHECK_STR(fixture_column("\nCOPY t (id, phone) TO stdout;\n1\t~070~\n", PHONE), "");
}

static void test_table__insert_date_is_a_header(void)
{
    CHECK_STR(fixture_column("Insert date (UTC),Phone\n1,~070~\n", PHONE), "phone");
    CHECK_STR(fixture_column("Copy number,Phone\n1,~070~\n", PHONE), "phone");
}

TEST_MAIN(TEST(test_table__splits_change_nothing), TEST(test_table__random_splits_change_nothing),
          TEST(test_table__csv_columns), TEST(test_table__csv_quotes),
          TEST(test_table__what_is_no_header), TEST(test_table__long_headers),
          TEST(test_table__sql_columns), TEST(test_table__copy_columns),
          TEST(test_table__insert_date_is_a_header))
