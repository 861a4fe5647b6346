/* dlpscan/columns_run.h - rules, scanner and report of the commands that tell what columns hold. */
#ifndef DLPSCAN_COLUMNS_RUN_H
#define DLPSCAN_COLUMNS_RUN_H

#include "inventory/allowance.h"
#include "inventory/table_file.h"
#include "options.h"
#include "rulebook.h"

struct columns_run {
    const struct settings *settings;
    struct rulebook book;
    struct extraction extraction;
    dlp_key *key;         /* of this run: tokens tell values apart and are never printed */
    dlp_scanner *scanner; /* of columns_run_scanner(), or NULL */
    struct holdings holdings;
    struct allowance allowance;
    struct table_files files;
};

/** @return STATUS_CLEAN, or the status to end with, after a message. Close it either way. */
int columns_run_open(struct columns_run *run, const struct settings *settings);

/** Make the scanner for rows that the caller's thread gives to the chunk. As columns_run_open(). */
int columns_run_scanner(struct columns_run *run);

/** Print the report, when status is STATUS_CLEAN, and free all.
 *  @param sources  "file" or "database"
 *  @return the exit status. */
int columns_run_close(struct columns_run *run, const char *sources, size_t sources_len, int status);

#endif
