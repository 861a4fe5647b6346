/* dlpscan/options.h - the command line -> struct settings. */
#ifndef DLPSCAN_OPTIONS_H
#define DLPSCAN_OPTIONS_H

#include "ceilings.h"
#include "conf.h"
#include "program.h"
#include "rule_choice.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum option_id {
    OPTION_END = 0, /* closes a command's list */
    OPTION_FORMAT,
    OPTION_REPORT_FORMAT,
    OPTION_OUTPUT,
    OPTION_RULES,
    OPTION_NO_IGNORE,
    OPTION_INCLUDE,
    OPTION_EXCLUDE,
    OPTION_MAX_SIZE,
    OPTION_TYPE,
    OPTION_SINCE,
    OPTION_IO_LIMIT,
    OPTION_ONE_FILE_SYSTEM,
    OPTION_FILES_FROM,
    OPTION_NULL,
    OPTION_LIST_SKIPPED,
    OPTION_PER_RULE,
    OPTION_BASELINE,
    OPTION_BY_PATH,
    OPTION_FOR_FORKS,
    OPTION_INCOMPLETES,
    OPTION_EXCEPTIONS,
    OPTION_MARKS,
    OPTION_FAIL_ON,
    OPTION_STAGED,
    OPTION_DIFF,
    OPTION_MODE,
    OPTION_PURPOSE,
    OPTION_SHIFT_DATES,
    OPTION_DAY_FIRST,
    OPTION_ENABLE,
    OPTION_DISABLE,
    OPTION_MIN_CONFIDENCE,
    OPTION_THREADS,
    OPTION_KEY_FILE,
    OPTION_INCOMPLETE,
    OPTION_SHOW_VALUES,
    OPTION_DEEP,
    OPTION_COLOR,
    OPTION_QUIET,
    OPTION_STATS,
    OPTION_AT,
    OPTION_NO_CACHE,
    OPTION_CACHE_DIR,
    OPTION_PACK,
    OPTION_TEST_VALUES,
    OPTION_EXTRACTOR,
    OPTION_NO_SANDBOX,
    OPTION_OCR,
    OPTION_PASSWORD,
    OPTION_LIMIT,
    OPTION_TABLE_FORMAT,
    OPTION_ALLOW,
    OPTION_RECEIVER,
    OPTION_STATE,
    OPTION_ROWS,
    OPTION_TABLE,
    OPTION_OWNER,
    OPTION_EXPIRES,
    OPTION_CONFIG,
    OPTION_NO_CONFIG,
    OPTION_PRINT_CONFIG,
    OPTION_LAST
};

#define OPTION_SPECS ((size_t)OPTION_LAST - 1) /* in the table */

enum color_mode { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/** --output FORMAT:FILE. */
struct setting_output {
    const char *format;
    const char *path;
};
#define SETTING_OUTPUTS 7
#define SETTING_SEVERITIES 4
#define SETTING_POLICY "policy:" /* of --fail-on, before a file */

/** --include or --exclude. */
struct setting_globs {
    const char **glob;
    size_t len;
};

/** Strings point into argv, the environment or the conf. */
struct settings {
    struct conf conf;
    const char *format; /* a reporter's name; "text" or "jsonl" for other commands */
    struct setting_output outputs[SETTING_OUTPUTS];
    size_t outputs_len;
    struct rule_choice choice;
    struct setting_globs includes, excludes, tables;
    struct setting_globs fail_policies; /* files; "": those of the packs */
    uint64_t max_size;                  /* in bytes; 0: any */
    uint64_t io_limit;                  /* bytes a second; 0: none */
    int64_t since;                      /* seconds since 1970; 0: any time */
    unsigned kinds;                     /* of kinds.h */
    const char *files_from;             /* NULL: nothing; "-": standard input */
    const char *baseline;               /* NULL: nothing is known */
    bool by_path;                       /* known by rule and path, not by value */
    const char *for_forks;              /* what a baseline without a key is salted with, or NULL */
    const char *exceptions;             /* NULL: none */
    const char *allow;                  /* globs of rules with commas between, or NULL */
    const char *receiver;               /* a file of what it may get, or NULL */
    const char *state;                  /* a file, or NULL */
    uint64_t per_rule;                  /* findings of a rule that are shown of a file; 0: all */
    uint64_t rows;                      /* of a table of a database; 0: all */
    const char *owner, *expires;        /* of imported exceptions, or NULL */
    const char *diff;                   /* BASE..HEAD, or NULL */
    const char *purpose;                /* of pseudonyms, or NULL */
    const char *key_file;               /* NULL: not said */
    const char *extractor;              /* NULL: the usual one; "none" */
    const char **passwords;             /* ends in NULL, once there is one */
    size_t passwords_len;
    struct limits limits;
    uint64_t fail_from[SETTING_SEVERITIES]; /* findings of this severity or higher; 0: not said */
    double min_confidence;
    uint64_t at;
    unsigned threads;
    unsigned marks; /* whose are honoured, of marks.h */
    enum dlp_redact_mode redact_mode;
    enum color_mode color;
    bool no_ignore;
    bool one_file_system;
    bool null_ends; /* the paths of files_from, not a newline */
    bool list_skipped;
    bool staged; /* what git would commit */
    bool fail_given;
    bool incomplete_fails;
    bool incompletes; /* a baseline knows them, too */
    bool show_values;
    bool deep;
    bool quiet;
    bool stats;
    bool at_given;
    bool no_sandbox;
    bool shift_dates;
    bool day_first; /* 03/04/2001 is of April */
    bool ocr;
};

/** The defaults: of the environment where it says something. */
void settings_init(struct settings *settings);
void settings_free(struct settings *settings);

extern const struct option_spec option_specs[OPTION_SPECS];

#endif
