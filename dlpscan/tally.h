/* dlpscan/tally.h - what the summary counts. */
#ifndef DLPSCAN_TALLY_H
#define DLPSCAN_TALLY_H

#include "rule_counts.h"

#include <dlp/dlp.h>

#include <pthread.h>
#include <stdbool.h>

#define TALLY_KINDS 32
#define TALLY_SEVERITIES 4

struct tally_kind {
    char name[32];
    uint64_t count;
};

/** Kinds in byte order of their names. */
struct tally_kinds {
    struct tally_kind kind[TALLY_KINDS];
    size_t len;
    uint64_t total;
};

/** Any thread may add. */
struct tally {
    pthread_mutex_t lock;
    uint64_t files, bytes, findings;
    uint64_t severity[TALLY_SEVERITIES];
    struct tally_kinds incomplete; /* by reason */
    struct tally_kinds skipped;    /* by what it is */
    struct rule_counts rules;      /* what was reported, where a report does not show all */
    struct tally_kinds allowed;    /* findings that are not reported, by why */
    uint64_t unchanged;            /* files that were known from a state */
    bool broken;                   /* the environment failed: status 4 */
    bool missing;                  /* a path of the command line is not there: status 2 */
    double seconds;                /* set at the end */
};

/** Count one more of a kind. One thread. */
void tally_kinds_add(struct tally_kinds *kinds, const char *name);

void tally_init(struct tally *tally);
void tally_free(struct tally *tally);

void tally_file(struct tally *tally, uint64_t bytes);
void tally_finding(struct tally *tally, enum dlp_severity severity);
/** Add what was reported of an item. */
void tally_rules(struct tally *tally, const struct rule_counts *item);
void tally_incomplete(struct tally *tally, const char *reason);
void tally_skipped(struct tally *tally, const char *what);
void tally_allowed(struct tally *tally, const char *why);
void tally_broken(struct tally *tally);
void tally_unchanged(struct tally *tally);
void tally_missing(struct tally *tally);

#endif
