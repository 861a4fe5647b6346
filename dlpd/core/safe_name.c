/* dlpd/core/safe_name.c - a name from outside, without the values in it. */

#include "core/safe_name.h"

#include <string.h>

struct name {
    char *bytes;
    size_t len;
};

static int on_finding(const struct dlp_finding *finding, void *user)
{
    const struct name *const name = user;

    for (uint64_t i = finding->offset; i < finding->offset + finding->length && i < name->len; i++)
        name->bytes[i] = '*';
    return 0;
}

void safe_name(char *name, size_t len, dlp_scanner *scanner)
{
    struct name all = { name, len };
    struct dlp_events events = DLP_EVENTS_INIT;

    events.on_finding = on_finding;
    events.user = &all;
    /* What cannot be scanned is not shown. */
    if (dlp_scanner_scan(scanner, name, len, NULL, &events, NULL) != DLP_OK)
        memset(name, '*', len);
}
