/* tests/unit/dlpd/app/test_body_head.c - which bodies are read from their start. */

#include "app/body_head.h"
#include "unit/test.h"

#include <string.h>

static enum body_head look(const char *text)
{
    return body_head((const uint8_t *)text, strlen(text), false);
}

static void test_body_head__names_of_columns_tell(void)
{
    CHECK_INT(look("name,ssn\nx,1\n"), BODY_HEAD_TELLS);
    CHECK_INT(look("Nachname;Straße 2;geb.\r\n"), BODY_HEAD_TELLS);
    CHECK_INT(look("a\tb2\tc\n"), BODY_HEAD_TELLS);
    CHECK_INT(look("\"id\"|\"iban\"\n"), BODY_HEAD_TELLS);
}

static void test_body_head__rows_and_objects_do_not(void)
{
    CHECK_INT(look("bob,219099999\n"), BODY_HEAD_PLAIN);
    CHECK_INT(look("bob,,x\n"), BODY_HEAD_PLAIN);
    CHECK_INT(look("one column\n1\n"), BODY_HEAD_PLAIN);
    CHECK_INT(look("{\"a\": \"b\", \"c\": \"d\"}\n"), BODY_HEAD_PLAIN);
    CHECK_INT(look("<a b=\"c,d\">\n"), BODY_HEAD_PLAIN);
    CHECK_INT(look("a,b\001\n"), BODY_HEAD_PLAIN);
    CHECK_INT(look("\n\n\n\n\n"), BODY_HEAD_PLAIN);
}

static void test_body_head__utf16_tells(void)
{
    CHECK_INT(body_head((const uint8_t *)"\xff\xfe"
                                         "a\0\n\0",
                        6, false),
              BODY_HEAD_TELLS);
    CHECK_INT(body_head((const uint8_t *)"\xfe\xff\0a\0\n", 6, false), BODY_HEAD_TELLS);
    CHECK_INT(body_head((const uint8_t *)"\0a\0b\0\n", 6, false), BODY_HEAD_TELLS);
    CHECK_INT(body_head((const uint8_t *)"a\0b\0\n\0", 6, false), BODY_HEAD_TELLS);
    CHECK_INT(body_head((const uint8_t *)"\0\0\0\0\n\n", 6, false), BODY_HEAD_PLAIN);
}

/* What it says at last does not hang on how the bytes are cut. */
static void test_body_head__waits_until_it_is_known(void)
{
    static const char text[] = "name,ssn\nx,1\n";

    for (size_t len = 0; len < 9; len++)
        CHECK_INT(body_head((const uint8_t *)text, len, false), BODY_HEAD_MORE);
    for (size_t len = 9; len < sizeof(text); len++)
        CHECK_INT(body_head((const uint8_t *)text, len, false), BODY_HEAD_TELLS);
    CHECK_INT(body_head((const uint8_t *)text, 8, true), BODY_HEAD_PLAIN);
    CHECK_INT(body_head((const uint8_t *)"a\n", 2, false), BODY_HEAD_MORE);
    CHECK_INT(body_head(NULL, 0, true), BODY_HEAD_PLAIN);
}

TEST_MAIN(TEST(test_body_head__names_of_columns_tell),
          TEST(test_body_head__rows_and_objects_do_not), TEST(test_body_head__utf16_tells),
          TEST(test_body_head__waits_until_it_is_known))
