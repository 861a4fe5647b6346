/* dlpscan/scan.h - what all parts of one scan share. */
#ifndef DLPSCAN_SCAN_H
#define DLPSCAN_SCAN_H

#include "options.h"
#include "output.h"
#include "own.h"
#include "reporter.h"
#include "ring.h"
#include "spill.h"
#include "tally.h"

#include <dlp/dlp.h>

struct scan {
    const struct settings *settings;
    char **paths;
    int paths_len;
    dlp_database *database;
    const dlp_key *key; /* of the user, or of this run, or NULL */
    bool key_is_ours;   /* of this run: its tokens fold repeats and are never printed */
    bool colored;
    const struct reporter *reporter;
    struct own own;
    struct ring ring;
    struct tally tally;
    struct output out;
    struct spill notes; /* for standard error, after the report */
};

#endif
