/* dlpscan/limits.c - what one document may cost, as --limit says it. */

#include "limits.h"

#include "numeral.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define DIGITS_MAX 24

static const struct {
    const char *name;
    size_t at; /* in struct limits */
    uint64_t most;
} table[] = {
    { "depth", offsetof(struct limits, depth), 100 },
    { "parts", offsetof(struct limits, parts), UINT32_MAX },
    { "bytes", offsetof(struct limits, bytes), UINT64_MAX / 2 },
    { "ratio", offsetof(struct limits, ratio), UINT32_MAX },
    { "seconds", offsetof(struct limits, seconds), 86400 },
    { "memory", offsetof(struct limits, memory), UINT64_MAX / 2 },
    { "spool", offsetof(struct limits, spool), UINT64_MAX / 2 },
};

/* Take a K, M or G from the end of the digits; how many bits it stands for. */
static unsigned unit_bits(char *digits)
{
    const size_t len = strlen(digits);
    static const char units[] = "KMG";
    const char *const unit = len > 1 ? strchr(units, digits[len - 1]) : NULL;

    if (!unit || *unit == '\0')
        return 0;
    digits[len - 1] = '\0';
    return 10 * (unsigned)(unit - units + 1);
}

static bool read_number(const char *text, uint64_t most, uint64_t *number)
{
    char digits[DIGITS_MAX];
    unsigned bits;

    if (snprintf(digits, sizeof(digits), "%s", text) >= (int)sizeof(digits))
        return false;
    bits = unit_bits(digits);
    if (!number_read(digits, number) || *number < 1 || *number > most >> bits)
        return false;
    *number <<= bits;
    return true;
}

bool limits_set(struct limits *limits, const char *text)
{
    const char *const equals = strchr(text, '=');
    const size_t len = equals ? (size_t)(equals - text) : 0;

    for (size_t i = 0; equals && i < sizeof(table) / sizeof(table[0]); i++) {
        if (strlen(table[i].name) == len && strncmp(table[i].name, text, len) == 0)
            return read_number(equals + 1, table[i].most,
                               (uint64_t *)(void *)((char *)limits + table[i].at));
    }
    return false;
}
