/* tests/unit/validate/test_person_name.c - names of persons, and words that only stand in their place. */

#include "unit/validate/check.h"
#include "validate/checks_world.h"

static void test_person_name__accepts_what_is_written_as_a_name(void)
{
    static const struct check_case cases[] = {
        { "person_name", "Anna", true },
        { "person_name", "John Q. Public", true },
        { "person_name", "Jürgen von der Heide", true },
        { "person_name", "Иванов Иван Иванович", true },
        { "person_name", "Anne-Marie O'Brien", true },
        { "person_name", "王小明", true },
        { "person_name", "smith", true },
        { "person_name", "Živković", true },
    };

    CHECK_CASES(cases);
}

static void test_person_name__rejects_what_is_none(void)
{
    static const struct check_case cases[] = {
        { "person_name", "null", false },
        { "person_name", "Required field", false },
        { "person_name", "string", false },
        { "person_name", "libfoo", false },
        { "person_name", "Anna 2", false },
        { "person_name", "J.", false },
        { "person_name", "王", false },
        { "person_name", "One Two Three Four Five Six Seven", false },
        { "person_name", "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false },
        { "person_name", "", false },
    };

    CHECK_CASES(cases);
}

static void test_person_name__knows_the_names_that_many_have(void)
{
    static const struct check_case cases[] = {
        { "known_name", "Marco", true },          { "known_name", "Strömqvist", true },
        { "known_name", "Łukasz", true },         { "known_name", "Ольга", true },
        { "known_name", "Алексей", true },        { "known_name", "Артём", true },
        { "known_name", "Zzyzx", false },         { "known_name", "Monday", false },
        { "full_name", "Anna Svensson", true },   { "full_name", "Lena Wirth", true },
        { "full_name", "Anna", false },           { "full_name", "Liberation Sans", false },
        { "full_name", "Apache License", false },
    };

    CHECK_CASES(cases);
}

static void test_person_name__has_its_words_in_order(void)
{
    CHECK(dlp_name_words_are_in_order());
}

TEST_MAIN(TEST(test_person_name__has_its_words_in_order),
          TEST(test_person_name__accepts_what_is_written_as_a_name),
          TEST(test_person_name__rejects_what_is_none),
          TEST(test_person_name__knows_the_names_that_many_have))
