/* tests/unit/test.h - a unit test harness in one header. A test file is one program:
 *
 *     #include "unit/test.h"
 *     static void test_luhn__accepts_visa(void) { CHECK(...); }
 *     TEST_MAIN(TEST(test_luhn__accepts_visa))
 *
 * One line a test on standard output: "ok NAME" or "not ok NAME". */
#ifndef UNIT_TEST_H
#define UNIT_TEST_H

#include <stdio.h>
#include <string.h>

struct test_case {
    const char *name;
    void (*run)(void);
};
static int test_failures;

/* Long loops do this part of their rounds where each takes many times as long: under sanitizers. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#  define TEST_PART 4u
#else
#  define TEST_PART 1u
#endif

#define CHECK(condition)                                                                           \
  do {                                                                                             \
    if (!(condition)) {                                                                            \
      test_failures++;                                                                             \
      printf("# %s:%d: %s: expected %s\n", __FILE__, __LINE__, __func__, #condition);              \
    }                                                                                              \
  } while (0)
#define CHECK_INT(got, want)                                                                       \
  do {                                                                                             \
    const long long got_ = (long long)(got), want_ = (long long)(want);                            \
    if (got_ != want_) {                                                                           \
      test_failures++;                                                                             \
      printf("# %s:%d: %s: %s is %lld, not %lld\n", __FILE__, __LINE__, __func__, #got, got_,      \
             want_);                                                                               \
    }                                                                                              \
  } while (0)
#define CHECK_STR(got, want)                                                                       \
  do {                                                                                             \
    const char *got_ = (got), *want_ = (want);                                                     \
    if (!got_ || strcmp(got_, want_) != 0) {                                                       \
      test_failures++;                                                                             \
      printf("# %s:%d: %s: %s is \"%s\", not \"%s\"\n", __FILE__, __LINE__, __func__, #got,        \
             got_ ? got_ : "(null)", want_);                                                       \
    }                                                                                              \
  } while (0)

#define TEST(name) { #name, name }
#define TEST_MAIN(...)                                                                             \
  int main(void)                                                                                   \
  {                                                                                                \
    static const struct test_case cases[] = { __VA_ARGS__ };                                       \
    int failed = 0;                                                                                \
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {                                \
      test_failures = 0;                                                                           \
      cases[i].run();                                                                              \
      printf("%s %s\n", test_failures ? "not ok" : "ok", cases[i].name);                           \
      failed += test_failures != 0;                                                                \
    }                                                                                              \
    return failed != 0;                                                                            \
  }
#endif
