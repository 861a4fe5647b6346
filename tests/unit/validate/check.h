/* tests/unit/validate/check.h - what the tests of validators share. */
#ifndef UNIT_VALIDATE_CHECK_H
#define UNIT_VALIDATE_CHECK_H

#include "unit/test.h"
#include "validate/validator.h"

#include <stdlib.h>

struct check_case {
    const char *validator;
    const char *value;
    bool passes;
};

/* Over an exact-size copy, so that a read beyond the value is seen by the address sanitizer. */
static inline bool check_value(const char *validator, const char *value)
{
    const struct dlp_validator *const v = dlp_validator_find(validator);
    const size_t len = strlen(value);
    uint8_t *const copy = malloc(len ? len : 1);
    bool passes;

    if (!v || !copy) {
        free(copy);
        printf("# no validator %s\n", validator);
        test_failures++;
        return false;
    }
    memcpy(copy, value, len);
    passes = dlp_validator_check(v, copy, len);
    free(copy);
    return passes;
}

static inline void check_cases(const struct check_case *cases, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (check_value(cases[i].validator, cases[i].value) != cases[i].passes) {
            test_failures++;
            printf("# %s: \"%s\" must %s\n", cases[i].validator, cases[i].value,
                   cases[i].passes ? "pass" : "fail");
        }
    }
}
#define CHECK_CASES(cases) check_cases((cases), sizeof(cases) / sizeof((cases)[0]))
#endif
