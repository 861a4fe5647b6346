/* tests/unit/base/test_arena.c - zeroed, aligned, apart. */

#include "base/alloc.h"
#include "base/arena.h"
#include "unit/test.h"

#include <stdint.h>

static void test_arena__gives_zeroed_and_aligned_memory(void)
{
    struct dlp_arena *const arena = dlp_arena_new();

    for (size_t size = 0; size < 20000; size = size * 2 + 1) {
        for (int i = 0; i < 50; i++) {
            uint8_t *const p = dlp_arena_alloc(arena, 1, size);

            CHECK(p != NULL);
            CHECK_INT((uintptr_t)p % _Alignof(max_align_t), 0);
            for (size_t at = 0; p && at < size; at++) {
                if (p[at]) {
                    CHECK(p[at] == 0);
                    break;
                }
                p[at] = 0xa5; /* so that overlapping blocks show */
            }
        }
    }
    dlp_arena_release(arena);
    dlp_arena_release(NULL);
}

static void test_arena__refuses_overflow_and_goes_on(void)
{
    struct dlp_arena *const arena = dlp_arena_new();

    CHECK(dlp_arena_alloc(arena, SIZE_MAX / 2, 3) == NULL);
    CHECK(dlp_arena_alloc(arena, SIZE_MAX, 1) == NULL);
    CHECK(dlp_arena_strndup(arena, "x", SIZE_MAX) == NULL);
    CHECK_STR(dlp_arena_strndup(arena, "abcdef", 3), "abc");
    CHECK_STR(dlp_arena_strndup(arena, NULL, 0), "");
    dlp_arena_release(arena);
}

static void test_arena__lives_until_the_last_reference(void)
{
    struct dlp_arena *const arena = dlp_arena_new();
    char *const text = dlp_arena_strndup(arena, "kept", 4);

    CHECK(dlp_arena_retain(arena) == arena);
    dlp_arena_release(arena);
    CHECK_STR(text, "kept");
    dlp_arena_release(arena);
}

/* That it is freed, and once, the sanitizers tell. */
static void test_arena__frees_what_it_adopted(void)
{
    struct dlp_arena *const arena = dlp_arena_new();
    char *const text = dlp_strndup("mine", 4);

    CHECK(dlp_arena_adopt(arena, text));
    CHECK(dlp_arena_adopt(arena, dlp_alloc(100)));
    CHECK_STR(text, "mine");
    dlp_arena_release(arena);
}

TEST_MAIN(TEST(test_arena__gives_zeroed_and_aligned_memory),
          TEST(test_arena__refuses_overflow_and_goes_on),
          TEST(test_arena__lives_until_the_last_reference), TEST(test_arena__frees_what_it_adopted))
