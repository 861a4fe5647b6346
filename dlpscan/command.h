/* dlpscan/command.h - the commands, a file each. */
#ifndef DLPSCAN_COMMAND_H
#define DLPSCAN_COMMAND_H

#include "options.h"
#include "program.h"

int cmd_baseline(const struct settings *settings, char **args, int count);
int cmd_inventory(const struct settings *settings, char **args, int count);
int cmd_db(const struct settings *settings, char **args, int count);
int cmd_baseline_import(const struct settings *settings, char **args, int count);
int cmd_git(const struct settings *settings, char **args, int count);
int cmd_redact(const struct settings *settings, char **args, int count);
int cmd_completions(const struct settings *settings, char **args, int count);
int cmd_scan(const struct settings *settings, char **args, int count);
int cmd_rules_list(const struct settings *settings, char **args, int count);
int cmd_rules_packs(const struct settings *settings, char **args, int count);
int cmd_rules_check(const struct settings *settings, char **args, int count);
int cmd_rules_cost(const struct settings *settings, char **args, int count);
int cmd_rules_import(const struct settings *settings, char **args, int count);
int cmd_rules_explain(const struct settings *settings, char **args, int count);
int cmd_rules_compile(const struct settings *settings, char **args, int count);
int cmd_key_create(const struct settings *settings, char **args, int count);
int cmd_key_rotate(const struct settings *settings, char **args, int count);
int cmd_key_id(const struct settings *settings, char **args, int count);
int cmd_explain(const struct settings *settings, char **args, int count);

#endif
