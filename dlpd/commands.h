/* dlpd/commands.h - the commands, a file each. */
#ifndef DLPD_COMMANDS_H
#define DLPD_COMMANDS_H

#include "settings.h"

int cmd_audit_key(const struct settings *settings, char **args, int count);
int cmd_audit_verify(const struct settings *settings, char **args, int count);
int cmd_check_config(const struct settings *settings, char **args, int count);
int cmd_gate(const struct settings *settings, char **args, int count);
int cmd_replay(const struct settings *settings, char **args, int count);
int cmd_status(const struct settings *settings, char **args, int count);
int cmd_watch(const struct settings *settings, char **args, int count);

#endif
