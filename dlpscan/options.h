/* dlpscan/options.h - the command line -> struct settings. */
#ifndef DLPSCAN_OPTIONS_H
#define DLPSCAN_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum option_id {
    OPTION_END, /* closes a command's list */
    OPTION_FORMAT,
    OPTION_RULES,
    OPTION_ENABLE,
    OPTION_DISABLE,
    OPTION_MIN_CONFIDENCE,
    OPTION_THREADS,
    OPTION_KEY_FILE,
    OPTION_INCOMPLETE,
    OPTION_SHOW_VALUES,
    OPTION_COLOR,
    OPTION_QUIET,
    OPTION_AT,
    OPTION_NO_CACHE,
    OPTION_CACHE_DIR
};

enum color_mode { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/** --enable or --disable, in the order of the command line. */
struct setting_glob {
    const char *glob;
    bool on;
};

/** Strings point into argv or the environment. */
struct settings {
    const char *format; /* "text" or "jsonl" */
    const char **rules;
    size_t rules_len;
    struct setting_glob *globs;
    size_t globs_len;
    double min_confidence;
    unsigned threads;
    const char *key_file; /* NULL: not said */
    bool incomplete_fails;
    bool show_values;
    enum color_mode color;
    bool quiet;
    bool no_cache;
    const char *cache_dir; /* NULL: the usual place */
    bool at_given;
    uint64_t at;
};

struct command;

/** The defaults: of the environment where it says something. */
void settings_init(struct settings *settings);
void settings_free(struct settings *settings);

/** Read a command's options.
 *  @param argv   argv[0] is skipped; reordered so that the other arguments come last.
 *  @param first  set to the index of the first argument that is no option.
 *  @return true to go on; false when *status says how to end (help was printed, or a mistake). */
bool options_read(struct settings *settings, const struct command *command, int argc, char **argv,
                  int *first, int *status);

/** Print how a command is used, on standard output. False when it cannot be written. */
bool options_help(const struct command *command);

#endif
