/* fuzz/fuzz.h - what every fuzz target needs. A target is one file fuzz_NAME.c with
 *
 *     int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
 *
 * that asserts a property with FUZZ_CHECK and keeps no state between calls. `make fuzz` links it
 * with libFuzzer, `make check` with standalone_driver.c. */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/** A property that must hold for every input: stops the program where it does not. */
#define FUZZ_CHECK(condition)                                                                      \
  do {                                                                                             \
    if (!(condition)) {                                                                            \
      fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);               \
      abort();                                                                                     \
    }                                                                                              \
  } while (0)

/** A copy of exactly len bytes on the heap: a read past its end hits the sanitizer's red zone,
 *  which libFuzzer's own, larger buffer would hide. Free with free(). */
static inline uint8_t *fuzz_copy(const uint8_t *data, size_t len)
{
    uint8_t *const copy = calloc(1, len ? len : 1);

    FUZZ_CHECK(copy != NULL);
    if (len > 0)
        memcpy(copy, data, len);
    return copy;
}

/** The same with a NUL behind it, for callees that take strings. Free with free(). */
static inline char *fuzz_string(const uint8_t *data, size_t len)
{
    char *const copy = calloc(1, len + 1);

    FUZZ_CHECK(copy != NULL);
    if (len > 0)
        memcpy(copy, data, len);
    return copy;
}
#endif
