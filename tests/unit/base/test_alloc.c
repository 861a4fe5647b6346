/* tests/unit/base/test_alloc.c - the door to the heap. */

#include "base/alloc.h"
#include "unit/test.h"

#include <stdint.h>

static void test_alloc__gives_something_for_nothing(void)
{
    void *const a = dlp_alloc(0), *const b = dlp_calloc(0, 0);

    CHECK(a != NULL);
    CHECK(b != NULL);
    dlp_free(a);
    dlp_free(b);
    dlp_free(NULL);
    dlp_free_wiped(NULL, 8);
}

static void test_alloc__refuses_overflow(void)
{
    volatile size_t huge = SIZE_MAX / 2; /* hidden from the compiler, which would warn */
    char *p = dlp_alloc(4);

    CHECK(dlp_calloc(huge, 3) == NULL);
    CHECK(dlp_realloc(p, huge, 3) == NULL);
    p = dlp_realloc(p, 2, 8); /* the old block is still there */
    CHECK(p != NULL);
    dlp_free_wiped(p, 16);
    CHECK(dlp_strndup("x", SIZE_MAX) == NULL);
}

static void test_alloc__copies_text(void)
{
    char *const text = dlp_strndup("abcdef", 3), *const empty = dlp_strndup(NULL, 0);

    CHECK_STR(text, "abc");
    CHECK_STR(empty, "");
    dlp_free(text);
    dlp_free(empty);
}

#ifdef DLP_TORTURE
static void test_alloc__fails_the_one_asked_for(void)
{
    void *p;

    dlp_alloc_fail_after(1);
    p = dlp_alloc(1);
    CHECK(p != NULL);
    dlp_free(p);
    CHECK(dlp_calloc(1, 1) == NULL);
    p = dlp_realloc(NULL, 1, 1);
    CHECK(p != NULL);
    dlp_free(p);
    CHECK_INT(dlp_alloc_count(), 3);
    dlp_alloc_fail_after(-1);
    CHECK_INT(dlp_alloc_count(), 0);
}
#endif

TEST_MAIN(TEST(test_alloc__gives_something_for_nothing), TEST(test_alloc__refuses_overflow),
#ifdef DLP_TORTURE
          TEST(test_alloc__fails_the_one_asked_for),
#endif
          TEST(test_alloc__copies_text))
