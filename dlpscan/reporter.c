/* dlpscan/reporter.c - the one list of formats. Adding one is one file plus one line here. */

#include "reporter.h"

#include "reports.h"

#include <string.h>

static const struct reporter *const reporters[] = {
    &reporter_text,  &reporter_jsonl,  &reporter_csv,  &reporter_junit,
    &reporter_sarif, &reporter_gitlab, &reporter_html, &reporter_baseline,
};
#define REPORTERS (sizeof(reporters) / sizeof(reporters[0]))

const struct reporter *reporter_find(const char *name)
{
    for (size_t i = 0; i < REPORTERS; i++) {
        if (strcmp(reporters[i]->name, name) == 0)
            return reporters[i];
    }
    return NULL;
}

void reporter_print_body(struct scan *scan, struct report *report, struct item *item,
                         struct spill *body)
{
    (void)scan;
    (void)item;
    (void)spill_drain(body, output_write, &report->out); /* the caller asks for errors */
}
