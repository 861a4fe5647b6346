/* tests/unit/scan/test_name_lane.c - names before an assignment, and where they end. */

#include "scan/name_lane.h"

#include "compile/name_table.h"
#include "scan/event_list.h"
#include "unit/test.h"

#include <stdlib.h>

/* "RULE:text between the name's end and the event|" for each name in text, whose end is the event. */
static const char *lane(const char *text)
{
    static const char *first[] = { "acme", "co_api" };
    static const char *second[] = { "acme_cloud", "42", "a.b" };
    static char said[512];
    struct dlp_rule_code rules[] = {
        { .rule = { .names = { first, 2 } } },
        { .rule = { .names = { NULL, 0 } } },
        { .rule = { .names = { second, 3 } } },
    };
    struct dlp_database db = { .rules = rules, .rules_len = 3 };
    struct dlp_event_list list = { 0 };
    const size_t len = strlen(text);
    uint8_t *const copy = malloc(len ? len : 1);
    const struct dlp_window window = { copy, 0, len };
    size_t used = 0;

    said[0] = '\0';
    CHECK(copy != NULL);
    memcpy(copy, text, len);
    CHECK_INT(dlp_name_table_build(&db.names, rules, 3), DLP_OK);
    CHECK_INT(db.names.len, 5);
    dlp_name_lane(&list, &db, &window, len);
    for (size_t i = 0; i < list.len; i++) {
        CHECK_INT(list.at[i].at, len);
        CHECK_INT(list.at[i].kind, DLP_EVENT_NAMED);
        used += (size_t)snprintf(said + used, sizeof(said) - used, "%u:%s|", list.at[i].rule,
                                 text + len - list.at[i].back);
    }
    dlp_event_list_free(&list);
    dlp_name_table_free(&db.names);
    free(copy);
    return said;
}

static void test_name_lane__finds_names_where_words_begin(void)
{
    CHECK_STR(lane("acme_key=x"), "0:_key=x|");
    CHECK_STR(lane("ACME_KEY=x"), "0:_KEY=x|");
    CHECK_STR(lane("myAcmeKey=x"), "0:Key=x|");
    CHECK_STR(lane("my_acme: x"), "0:: x|");
    CHECK_STR(lane("9acme=x"), "0:=x|");
    CHECK_STR(lane("placmex=x"), "");
    CHECK_STR(lane("MYACME=x"), "");
    CHECK_STR(lane(""), "");
    CHECK_STR(lane("a"), "");
    CHECK_STR(lane("acm"), "");
    CHECK_STR(lane("acme"), "0:|");
}

static void test_name_lane__takes_any_sign_between_words(void)
{
    CHECK_STR(lane("Acme Cloud=x"), "0: Cloud=x|2:=x|");
    CHECK_STR(lane("acme--cloud=x"), "0:--cloud=x|2:=x|");
    CHECK_STR(lane("acmeCloud=x"), "0:Cloud=x|2:=x|");
    CHECK_STR(lane("acme---cloud=x"), "0:---cloud=x|");
    CHECK_STR(lane("co-api 42 a.b a-b"), "0: 42 a.b a-b|2: a.b a-b|2: a-b|");
}

static void test_name_lane__looks_back_so_far_and_no_further(void)
{
    char text[256] = "";

    memset(text, '.', 200);
    memcpy(text + 200 - DLP_NAME_REACH, "acme", 4);
    CHECK_INT(strlen(lane(text)), 2 + DLP_NAME_REACH - 4 + 1);
    memset(text, '.', 200);
    memcpy(text + 199 - DLP_NAME_REACH, "acme", 4);
    CHECK_STR(lane(text), "");
    /* What stands just beyond says whether a word begins. */
    memset(text, '.', 200);
    memcpy(text + 199 - DLP_NAME_REACH, "xacme", 5);
    CHECK_STR(lane(text), "");
}

TEST_MAIN(TEST(test_name_lane__finds_names_where_words_begin),
          TEST(test_name_lane__takes_any_sign_between_words),
          TEST(test_name_lane__looks_back_so_far_and_no_further))
