/* tests/unit/redact/test_date_shift.c - a date some days earlier or later, written as it was. */

#include "redact/date_shift.h"
#include "redact/month_name.h"

#include "unit/test.h"

#include <stdio.h>
#include <string.h>

static const char *shifted(const char *text, int days, bool day_first)
{
    static char out[DLP_DATE_MAX + 1];
    uint8_t value[DLP_DATE_MAX];
    size_t len = strlen(text);

    CHECK(len <= sizeof(value));
    memcpy(value, text, len);
    if (!dlp_date_shift(value, &len, days, day_first))
        snprintf(out, sizeof(out), "no");
    else
        snprintf(out, sizeof(out), "%.*s", (int)len, (const char *)value);
    return out;
}

static void test_date_shift__writes_as_it_was(void)
{
    static const struct {
        const char *before;
        int days;
        bool day_first;
        const char *after;
    } cases[] = {
        { "1984-02-28", 1, false, "1984-02-29" },
        { "1984-02-29", 1, false, "1984-03-01" },
        { "1999-12-31", 1, false, "2000-01-01" },
        { "2000-01-01", -1, false, "1999-12-31" },
        { "1984/3/2", -2, false, "1984/2/29" },
        { "12.03.1984", 20, false, "01.04.1984" },
        { "12.3.1984", 20, false, "1.4.1984" },
        { "9.3.1984", 365, false, "9.3.1985" },
        { "12.11.1984", -10, false, "02.11.1984" },
        { "25-03-1984", 10, false, "04-04-1984" },
        { "03-25-1984", 10, false, "04-04-1984" },
        { "03/04/2001", 1, false, "03/05/2001" },
        { "03/04/2001", 1, true, "04/04/2001" },
        { "25/12/2001", 7, false, "01/01/2002" },
        { "12/25/2001", 7, true, "01/01/2002" },
        { "31/12/99", 1, true, "01/01/00" },
        { "1/2/39", 1, false, "1/3/39" },
        { "29/02/00", 1, true, "01/03/00" },
        { "12 March 1984", 30, false, "11 April 1984" },
        { "March 12, 1984", -12, false, "February 29, 1984" },
        { "March 12th, 1984", -9, false, "March 3rd, 1984" },
        { "MAR 1st, 1984", -1, false, "FEB 29th, 1984" },
        { "Sept. 30, 1984", 1, false, "Oct. 1, 1984" },
        { "3. Dezember 1962", 31, false, "3. Januar 1963" },
        { "1er février 1990", 27, false, "28 février 1990" },
        { "12 mars 1984", 30, false, "11 april 1984" },
        { "12 april 1984", 30, false, "12 maj 1984" },
        { "12 April 1984", 30, false, "12 May 1984" },
        { "5 de março de 1984", -5, false, "29 de fevereiro de 1984" },
        { "5 марта 1971", 60, false, "4 мая 1971" },
        { "5 МАРТА 1971", -10, false, "23 ФЕВРАЛЯ 1971" },
        { "1984 March 12", 1, false, "1984 March 13" },
        { "07-Mar-1984", 1, false, "08-Mar-1984" },
        { "0001-01-01", -1, false, "no" },
        { "0001-01-02", -1, false, "0001-01-01" },
        { "9999-12-31", 1, false, "no" },
        { "1984-02-30", 1, false, "no" },
        { "30 February 1984", 1, false, "no" },
        { "13/13/1984", 1, false, "no" },
        { "1984", 1, false, "no" },
        { "12 Smarch 1984", 1, false, "no" },
        { "198-02-03", 1, false, "no" },
        { "19840312", 1, false, "no" },
        { "1984-03-12T10", 1, false, "no" },
        { "", 1, false, "no" },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        CHECK_STR(shifted(cases[i].before, cases[i].days, cases[i].day_first), cases[i].after);
}

/* Days of nearly 400 years, and back from each. */
static void test_date_shift__keeps_the_time_between(void)
{
    char text[32], back[32];

    snprintf(text, sizeof(text), "1700-01-01");
    for (int i = 0; i < 1400; i++) {
        char next[32];

        snprintf(next, sizeof(next), "%s", shifted(text, 97, false));
        snprintf(back, sizeof(back), "%s", shifted(next, -97, false));
        CHECK_STR(back, text);
        snprintf(text, sizeof(text), "%s", next);
    }
    CHECK_STR(text, "2071-10-23"); /* 1,400 * 97 days behind, says Python's datetime */
}

static void test_date_shift__knows_rules_of_dates(void)
{
    CHECK(dlp_date_rule("person.dob"));
    CHECK(dlp_date_rule("person.dob_text"));
    CHECK(dlp_date_rule("date.any"));
    CHECK(!dlp_date_rule("card.expiry"));
    CHECK(!dlp_date_rule("id.us.ssn"));
}

static void test_date_shift__odd_bytes_are_no_months(void)
{
    struct dlp_month_name name;
    uint8_t word[DLP_MONTH_MAX + 1];

    for (unsigned c = 0x80; c < 0x100; c++) {
        memset(word, (int)c, sizeof(word));
        for (size_t len = 0; len <= sizeof(word); len++)
            CHECK(!dlp_month_read(&name, word, len));
    }
}

TEST_MAIN(TEST(test_date_shift__writes_as_it_was), TEST(test_date_shift__keeps_the_time_between),
          TEST(test_date_shift__knows_rules_of_dates),
          TEST(test_date_shift__odd_bytes_are_no_months))
