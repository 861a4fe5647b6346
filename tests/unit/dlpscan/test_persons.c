/* tests/unit/dlpscan/test_persons.c - rows that belong together are one person. */

#include "unit/test.h"

#include "dlpscan/inventory/persons.h"

#define OWN 7u /* kind of a number that a person has one of */

static struct persons persons;

static void row(uint64_t a, uint64_t b)
{
    const struct person_id ids[] = { { a, 0 }, { b, 0 } };

    persons_row(&persons, ids, b ? 2 : a ? 1 : 0);
}

static void row_of(uint64_t own, uint64_t shared)
{
    const struct person_id ids[] = { { own, OWN }, { shared, 0 } };

    persons_row(&persons, ids, 2);
}

static void test_persons__chains_are_one(void)
{
    persons_init(&persons, 1000);
    row(1, 2);
    row(3, 4);
    CHECK_INT(persons_count(&persons), 2);
    row(2, 3);
    CHECK_INT(persons_count(&persons), 1);
    row(1, 4);
    row(5, 0);
    CHECK_INT(persons_count(&persons), 2);
    row(0, 0);
    CHECK_INT(persons.bare, 1);
    CHECK_INT(persons.rows, 5);
    CHECK(persons_is_exact(&persons));
    persons_free(&persons);
}

static void test_persons__numbers_of_ones_own_stay_apart(void)
{
    persons_init(&persons, 1000);
    row_of((uint64_t)1 << 32, 5);
    row_of((uint64_t)2 << 32, 5);
    CHECK_INT(persons_count(&persons), 2);
    row_of((uint64_t)1 << 32, 6);
    row(5, 6);
    CHECK_INT(persons_count(&persons), 2);
    persons_free(&persons);
}

static void test_persons__what_many_share_ties_few(void)
{
    persons_init(&persons, 1000);
    for (uint64_t i = 0; i < 100; i++)
        row(1000 + i, 1);
    CHECK_INT(persons_count(&persons), 100 - PERSONS_TIES + 1);
    persons_free(&persons);
}

/* An odd multiplier spreads the bits, as a keyed hash does. */
static uint64_t token(uint64_t i)
{
    i *= 0x9e3779b97f4a7c15u;
    return i ^ i >> 29;
}

static void test_persons__beyond_the_limit_is_an_estimate(void)
{
    const uint64_t all = 400000 / TEST_PART;

    persons_init(&persons, 1000);
    for (int twice = 0; twice < 2; twice++) {
        for (uint64_t i = 1; i <= all; i++)
            row(token(i), token(i + all));
    }
    CHECK(!persons_is_exact(&persons));
    CHECK(persons.cap <= 1024);
    CHECK(persons_count(&persons) > all - all / 20);
    CHECK(persons_count(&persons) < all + all / 20);
    persons_free(&persons);
}

static void test_distinct__is_exact_then_about_right(void)
{
    struct distinct set = { 0 };
    size_t used = 0;

    for (uint64_t i = 0; i < DISTINCT_MAX; i++)
        distinct_add(&set, token(i % (DISTINCT_MAX / 2)), &used);
    CHECK(distinct_is_exact(&set));
    CHECK_INT(distinct_count(&set), DISTINCT_MAX / 2);
    for (uint64_t i = 0; i < 1000000; i++)
        distinct_add(&set, token(i), &used);
    CHECK(!distinct_is_exact(&set));
    CHECK(set.slots <= 2 * DISTINCT_MAX);
    CHECK(distinct_count(&set) > 950000);
    CHECK(distinct_count(&set) < 1050000);
    distinct_free(&set);
    distinct_add(&set, 0, &used);
    distinct_add(&set, 0, &used);
    CHECK_INT(distinct_count(&set), 1);
    distinct_free(&set);
}

static void test_distinct__keeps_within_what_all_may_use(void)
{
    struct distinct set = { 0 };
    size_t used = DISTINCT_ALL - 64;

    for (uint64_t i = 0; i < 10000; i++)
        distinct_add(&set, token(i), &used);
    CHECK(used <= DISTINCT_ALL);
    CHECK(set.slots <= 64);
    CHECK(distinct_count(&set) > 5000);
    CHECK(distinct_count(&set) < 20000);
    distinct_free(&set);
}

TEST_MAIN(TEST(test_persons__chains_are_one), TEST(test_persons__numbers_of_ones_own_stay_apart),
          TEST(test_persons__what_many_share_ties_few),
          TEST(test_persons__beyond_the_limit_is_an_estimate),
          TEST(test_distinct__is_exact_then_about_right),
          TEST(test_distinct__keeps_within_what_all_may_use))
