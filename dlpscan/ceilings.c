/* dlpscan/ceilings.c - what one document may cost, as --limit says it. */

#include "ceilings.h"

#include "numeral.h"

#include <stddef.h>
#include <string.h>

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

static bool limits_take(struct limits *limits, size_t row, uint64_t number)
{
    memcpy((char *)limits + table[row].at, &number, sizeof(number));
    return true;
}

bool limits_set(struct limits *limits, const char *text)
{
    const char *const equals = strchr(text, '=');
    const size_t len = equals ? (size_t)(equals - text) : 0;
    uint64_t number = 0;

    for (size_t i = 0; equals && i < sizeof(table) / sizeof(table[0]); i++) {
        if (strlen(table[i].name) == len && strncmp(table[i].name, text, len) == 0)
            return number_bytes(equals + 1, &number) && number > 0 && number <= table[i].most
                && limits_take(limits, i, number);
    }
    return false;
}
