/* dlpscan/scan.h - what all parts of one scan share. */
#ifndef DLPSCAN_SCAN_H
#define DLPSCAN_SCAN_H

#include "exceptions.h"
#include "extraction.h"
#include "fork_key.h"
#include "incident/incidents.h"
#include "known.h"
#include "options.h"
#include "own.h"
#include "reports.h"
#include "ring.h"
#include "spill.h"
#include "state.h"
#include "tally.h"

#include <dlp/dlp.h>

#include <git2/types.h>
#include <stdatomic.h>
#include <stdio.h>

struct adopted;
struct gitdiff;

struct scan {
    const struct settings *settings;
    void (*walk)(struct scan *scan); /* fills the ring and closes it */
    char **paths;
    int paths_len;
    FILE *list; /* of further paths, or NULL */
    dlp_database *database;
    const dlp_ruleset *rules;
    struct dlp_database_info info; /* of the database */
    const dlp_key *key;            /* of the user, or of this run, or NULL */
    bool key_is_ours;              /* of this run: its tokens fold repeats and are never printed */
    bool folds;                    /* a report tells repeats apart */
    bool notes_wanted;             /* a report has no place for what was not read */
    struct report report[REPORTS_MAX];
    size_t reports_len;
    git_repository *repository; /* NULL: files are scanned */
    struct gitdiff *gitdiff;    /* what changes in it, or NULL: its history */
    struct extraction extraction;
    struct own own;
    struct state state; /* --state */
    struct ring ring;
    atomic_bool walk_ends; /* nobody wants the rest of it */
    struct tally tally;
    struct adopted *adopted;      /* only secrets at these places count; NULL: all findings */
    struct known known;           /* --baseline; by the thread that prints */
    struct fork_key fork;         /* --for-forks, or of a baseline that was made so */
    struct exceptions exceptions; /* --exceptions */
    struct incidents incidents;   /* --fail-on policy */
    struct spill notes;           /* for standard error, after the reports */
};

#endif
