/* dlpscan/reporter.c - the one list of formats. Adding one is one file plus one line here. */

#include "reporter.h"

#include <string.h>

static const struct reporter *const reporters[] = {
    &reporter_text,
    &reporter_jsonl,
};

const struct reporter *reporter_find(const char *name)
{
    for (size_t i = 0; i < sizeof(reporters) / sizeof(reporters[0]); i++) {
        if (strcmp(reporters[i]->name, name) == 0)
            return reporters[i];
    }
    return NULL;
}
