/* common/program.h - what a program with commands is, and the exit statuses (a contract, see the
 * manual pages). */
#ifndef COMMON_PROGRAM_H
#define COMMON_PROGRAM_H

#include <dlp/dlp.h>

#include <stdbool.h>

enum {
    STATUS_CLEAN = 0,
    STATUS_FINDINGS = 1,
    STATUS_USER = 2,       /* options, rules, or a path that is not there */
    STATUS_INCOMPLETE = 3, /* only with --incomplete=fail */
    STATUS_ENVIRONMENT = 4 /* memory, disk, output */
};

/** What the options of the command line are read into: each program has its own. */
struct settings;

struct option_spec {
    int id;      /* above 0 */
    char letter; /* 0: none */
    const char *name;
    const char *arg; /* NULL: takes none */
    const char *help;
    bool (*set)(struct settings *settings, const char *value);
    const char *wants; /* what a right argument is, for the error */
};

struct command {
    const char *name;
    const char *sub;        /* "list" of "rules list", or NULL */
    const char *args;       /* for the usage line */
    const char *summary;    /* one line */
    const int *options;     /* ids, up to 0 */
    int args_min, args_max; /* args_max is -1 when there is no limit */
    int (*run)(const struct settings *settings, char **args, int count);
};

struct program {
    const char *name;   /* of messages and usage lines */
    const char *manual; /* "dlpscan(1)" */
    const struct command *commands;
    size_t commands_len;
    const struct option_spec *options;
    size_t options_len;
    /* Told of each option that was read and its value, NULL where it takes none; may be NULL. */
    void (*note)(struct settings *settings, const struct option_spec *spec, const char *value);
    /* Read the options of a command, argv[0] being its name, and run it. */
    int (*run)(const struct command *command, int argc, char **argv);
};

/** This program: each defines its own. */
extern const struct program program;

/** Find the command that argv names and run it; --help and --version are known to every program.
 *  @return the exit status. */
int program_main(int argc, char **argv);

/** The exit status that a failure of the library comes to. */
int command_status(dlp_status status);

#endif
