/* dlpd/capture/sources.c - the one list of kinds of sources. */

#include "capture/source.h"

#include <string.h>

static const struct source_kind *const kinds[] = { &source_file };

const struct source_kind *source_kind_find(const char *name)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (strcmp(kinds[i]->name, name) == 0)
            return kinds[i];
    }
    return NULL;
}
