/* dlpscan/reporter.h - a format of the report, as a table of functions. */
#ifndef DLPSCAN_REPORTER_H
#define DLPSCAN_REPORTER_H

#include "buffer.h"
#include "item.h"
#include "repeats.h"
#include "rule_counts.h"

#include <dlp/dlp.h>

#include <stdbool.h>

#define REPORTS_MAX 8 /* of one run, that on standard output counted */

struct incident_condition;
struct incident_values;
struct report;
struct scan;

/** What a thread works with while it reports on one item. */
struct reporting {
    struct scan *scan;
    struct item *item;              /* item->shown and item->place are set */
    struct repeats *repeats;        /* of this item */
    struct rule_counts *rules;      /* the same */
    struct incident_values *values; /* the same, for --fail-on policy */
    struct report *report;          /* whose turn it is */
    struct spill *body;             /* of the item, for this report: where the reporter writes */
    bool hidden; /* the finding is one of many like it: a report that folds only counts it */
    struct buffer
        part[REPORTS_MAX]; /* of each report, the part of a document that its last line was
                                        about; freed by item_end */
};

struct reporter {
    const char *name;
    bool folds; /* does not show all of many; wants tokens to tell repeats apart */
    bool keyed; /* is worth nothing without a key of the user */
    bool notes; /* has no place for what was not read: it goes to standard error, in words */
    /* Begin the report, before anything is scanned; may be NULL. */
    void (*open)(struct scan *scan, struct report *report);
    /* Add to to->body, on the thread that scans. in_path: the finding is in the path itself.
     * incomplete, skipped and item_end may be NULL. */
    void (*finding)(struct reporting *to, const struct dlp_finding *finding, bool in_path);
    void (*incomplete)(struct reporting *to, const struct dlp_incomplete *incomplete);
    void (*skipped)(struct reporting *to, const char *reason); /* the item, as it was asked for */
    void (*item_end)(struct reporting *to);
    /* The item is an incident: count values, by a condition of a policy. Behind item_end; may be NULL. */
    void (*incident)(struct reporting *to, const struct incident_condition *condition,
                     uint32_t count);
    /* Print a finished item, and the end of the report: one thread, in order. The end also frees
     * what open() made. */
    void (*print)(struct scan *scan, struct report *report, struct item *item, struct spill *body);
    void (*summary)(struct scan *scan, struct report *report);
};

/** All names, for texts. */
#define REPORTER_NAMES "text, jsonl, csv, junit, sarif, gitlab, html, baseline"

/** By name; NULL when there is none. */
const struct reporter *reporter_find(const char *name);

/** For formats that print what a thread wrote as it is. */
void reporter_print_body(struct scan *scan, struct report *report, struct item *item,
                         struct spill *body);

extern const struct reporter reporter_text;
extern const struct reporter reporter_jsonl;
extern const struct reporter reporter_csv;
extern const struct reporter reporter_junit;
extern const struct reporter reporter_sarif;
extern const struct reporter reporter_gitlab;
extern const struct reporter reporter_html;
extern const struct reporter reporter_baseline;

#endif
