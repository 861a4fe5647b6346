/* dlpd/daemon_commands.c - the table of commands. */

#include "commands.h"

#include "grammar.h"

#define DOCUMENT_OPTIONS                                                                           \
  OPTION_EXTRACTOR, OPTION_DOCUMENT_SIZE, OPTION_DOCUMENT_MEMORY, OPTION_DOCUMENT_TIME

#define CONDEMN_OPTIONS OPTION_CONDEMN, OPTION_CONDEMN_TIME, OPTION_CONDEMN_WHO

static const int replay_options[] = { OPTION_STREAMS,   OPTION_BOTH,       OPTION_FLOWS,
                                      OPTION_PACED,     OPTION_CHECKSUMS,  OPTION_ROTATED,
                                      OPTION_MAX_BYTES, OPTION_MEMORY,     OPTION_RULES,
                                      OPTION_ENABLE,    OPTION_DISABLE,    OPTION_MIN_CONFIDENCE,
                                      OPTION_KEY_FILE,  OPTION_INCOMPLETE, OPTION_NO_CACHE,
                                      OPTION_CACHE_DIR, OPTION_POLICY,     OPTION_AGAINST,
                                      OPTION_OUTPUTS,   DOCUMENT_OPTIONS,  OPTION_END };

static const int verify_options[] = { OPTION_AUDIT_KEY, OPTION_WITNESS, OPTION_END };

static const int no_options[] = { OPTION_END };

static const int check_options[] = { OPTION_RULES, OPTION_ENABLE, OPTION_DISABLE, OPTION_END };

static const int watch_options[] = {
    OPTION_INTERFACE, OPTION_FILTER,    OPTION_SNAP,      OPTION_RING,      OPTION_BATCH,
    OPTION_FANOUT,    OPTION_BOTH,      OPTION_FLOWS,     OPTION_CHECKSUMS, OPTION_MAX_BYTES,
    OPTION_MEMORY,    OPTION_RULES,     OPTION_ENABLE,    OPTION_DISABLE,   OPTION_MIN_CONFIDENCE,
    OPTION_KEY_FILE,  OPTION_NO_CACHE,  OPTION_CACHE_DIR, OPTION_POLICY,    OPTION_USER,
    OPTION_CONTROL,   DOCUMENT_OPTIONS, OPTION_RESET,     CONDEMN_OPTIONS,  OPTION_END
};

static const int gate_options[] = {
    OPTION_QUEUE,     OPTION_QUEUE_LENGTH,  OPTION_HAND_OVER,      OPTION_FAIL,     OPTION_HOLD,
    OPTION_MARK,      OPTION_BOTH,          OPTION_FLOWS,          OPTION_MEMORY,   OPTION_RULES,
    OPTION_ENABLE,    OPTION_DISABLE,       OPTION_MIN_CONFIDENCE, OPTION_KEY_FILE, OPTION_NO_CACHE,
    OPTION_CACHE_DIR, OPTION_POLICY,        OPTION_USER,           OPTION_CONTROL,  OPTION_SIMULATE,
    DOCUMENT_OPTIONS, OPTION_DOCUMENT_HOLD, CONDEMN_OPTIONS,       OPTION_END
};

static const int status_options[] = { OPTION_CONTROL, OPTION_END };

static const struct command commands[] = {
    { "replay", NULL, "CAPTURE...",
      "Find personal data and secrets in the connections of capture files.", replay_options, 1, -1,
      cmd_replay },
    { "audit", "verify", "LOG", "Is an audit log as it was written?", verify_options, 1, 1,
      cmd_audit_verify },
    { "audit", "key", "FILE", "Make the pair of keys that an audit log is signed with.", no_options,
      1, 1, cmd_audit_key },
    { "check-config", NULL, "FILE", "Check a policy file: every mistake, with file and line.",
      check_options, 1, 1, cmd_check_config },
    { "watch", NULL, "[FOLDER]",
      "Find personal data and secrets in what an interface carries, or in files that come into a folder.",
      watch_options, 0, 1, cmd_watch },
    { "gate", NULL, "", "Stop personal data and secrets in the packets of an NFQUEUE.",
      gate_options, 0, 0, cmd_gate },
    { "status", NULL, "", "Ask a running daemon how it is.", status_options, 0, 0, cmd_status },
};

static int command_run(const struct command *command, int argc, char **argv)
{
    struct settings settings;
    int first = 0, status;

    settings_init(&settings);
    if (grammar_read(&settings, command, argc, argv, &first, &status))
        status = command->run(&settings, argv + first, argc - first);
    settings_free(&settings);
    return status;
}

const struct program program = {
    .name = "dlpd",
    .manual = "dlpd(8)",
    .commands = commands,
    .commands_len = sizeof(commands) / sizeof(commands[0]),
    .options = setting_options,
    .options_len = SETTING_OPTIONS,
    .run = command_run,
};
