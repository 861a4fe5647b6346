/* dlpd/event/sinks.c - the one list of kinds of outputs. */

#include "event/sink.h"

#include <string.h>

static const struct sink_kind *const kinds[] = { &sink_file, &sink_syslog, &sink_journal,
                                                 &sink_socket, &sink_audit };
#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

const struct sink_kind *sink_kind_find(const char *name)
{
    for (size_t i = 0; i < KINDS; i++) {
        if (strcmp(kinds[i]->name, name) == 0)
            return kinds[i];
    }
    return NULL;
}

void sink_kinds_list(struct buffer *out)
{
    for (size_t i = 0; i < KINDS; i++)
        buffer_format(out, "%s\"%s\"",
                      i == 0               ? ""
                          : i + 1 == KINDS ? " or "
                                           : ", ",
                      kinds[i]->name);
}
