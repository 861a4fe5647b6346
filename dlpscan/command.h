/* dlpscan/command.h - what a command is, and the exit statuses (a contract, see dlpscan(1)). */
#ifndef DLPSCAN_COMMAND_H
#define DLPSCAN_COMMAND_H

#include "options.h"

#include <dlp/dlp.h>

enum {
    STATUS_CLEAN = 0,
    STATUS_FINDINGS = 1,
    STATUS_USER = 2,       /* options, rules, or a path that is not there */
    STATUS_INCOMPLETE = 3, /* only with --incomplete=fail */
    STATUS_ENVIRONMENT = 4 /* memory, disk, output */
};

struct command {
    const char *name;
    const char *sub;               /* "list" of "rules list", or NULL */
    const char *args;              /* for the usage line */
    const char *summary;           /* one line */
    const enum option_id *options; /* up to OPTION_END */
    int args_min, args_max;        /* args_max is -1 when there is no limit */
    int (*run)(const struct settings *settings, char **args, int count);
};

int cmd_scan(const struct settings *settings, char **args, int count);
int cmd_rules_list(const struct settings *settings, char **args, int count);
int cmd_rules_check(const struct settings *settings, char **args, int count);
int cmd_rules_cost(const struct settings *settings, char **args, int count);
int cmd_rules_explain(const struct settings *settings, char **args, int count);
int cmd_rules_compile(const struct settings *settings, char **args, int count);
int cmd_key_create(const struct settings *settings, char **args, int count);
int cmd_key_rotate(const struct settings *settings, char **args, int count);
int cmd_key_id(const struct settings *settings, char **args, int count);
int cmd_explain(const struct settings *settings, char **args, int count);

/** The exit status that a failure of the library comes to. */
int command_status(dlp_status status);

#endif
