/* tests/unit/validate/test_city.c - cities by their names. */

#include "unit/validate/check.h"

static void test_city__knows_the_largest(void)
{
    static const struct check_case cases[] = {
        { "city", "Rotterdam", true },
        { "city", "rotterdam", true },
        { "city", "São Paulo", true },
        { "city", "Buenos Aires", true },
        { "city", "Zzyzx", false },
        { "city", "Buenos", false },
        { "city", "Rotterdam 2", false },
        { "city", "", false },
        { "city", "Rotterdam Rotterdam Rotterdam Rotterdam", false },
    };

    CHECK_CASES(cases);
}

TEST_MAIN(TEST(test_city__knows_the_largest))
