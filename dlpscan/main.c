/* dlpscan/main.c - the table of commands. */

#include "buffer.h"
#include "command.h"
#include "message.h"
#include "output.h"
#include "process.h"

#include <string.h>

static const enum option_id scan_options[] = {
    OPTION_FORMAT,  OPTION_RULES,    OPTION_ENABLE,     OPTION_DISABLE,     OPTION_MIN_CONFIDENCE,
    OPTION_THREADS, OPTION_KEY_FILE, OPTION_INCOMPLETE, OPTION_SHOW_VALUES, OPTION_COLOR,
    OPTION_QUIET,   OPTION_NO_CACHE, OPTION_CACHE_DIR,  OPTION_END
};
static const enum option_id list_options[] = { OPTION_FORMAT,  OPTION_RULES,    OPTION_ENABLE,
                                               OPTION_DISABLE, OPTION_NO_CACHE, OPTION_CACHE_DIR,
                                               OPTION_END };
static const enum option_id check_options[] = { OPTION_RULES, OPTION_END };
static const enum option_id rule_options[] = { OPTION_RULES, OPTION_NO_CACHE, OPTION_CACHE_DIR,
                                               OPTION_END };
static const enum option_id compile_options[] = { OPTION_RULES, OPTION_ENABLE, OPTION_DISABLE,
                                                  OPTION_CACHE_DIR, OPTION_END };
static const enum option_id cost_options[] = { OPTION_FORMAT,  OPTION_RULES,          OPTION_ENABLE,
                                               OPTION_DISABLE, OPTION_MIN_CONFIDENCE, OPTION_END };
static const enum option_id key_options[] = { OPTION_KEY_FILE, OPTION_END };
static const enum option_id explain_options[] = {
    OPTION_AT,       OPTION_RULES,     OPTION_ENABLE, OPTION_DISABLE, OPTION_MIN_CONFIDENCE,
    OPTION_NO_CACHE, OPTION_CACHE_DIR, OPTION_END
};

static const struct command commands[] = {
    { "scan", NULL, "PATH...", "Find personal data and secrets in files ('-' is standard input).",
      scan_options, 1, -1, cmd_scan },
    { "explain", NULL, "FILE --at OFFSET",
      "Say why, or why not, the rules find something near an offset.", explain_options, 1, 1,
      cmd_explain },
    { "rules", "list", "", "Print the rules: id, severity, lane, title.", list_options, 0, 0,
      cmd_rules_list },
    { "rules", "check", "[FILE|DIR...]",
      "Check rule files, and prove every rule's examples and counter-examples.", check_options, 0,
      -1, cmd_rules_check },
    { "rules", "explain", "ID", "Describe one rule.", rule_options, 1, 1, cmd_rules_explain },
    { "rules", "cost", "FILE...", "Say what each rule costs on files ('-' is standard input).",
      cost_options, 1, -1, cmd_rules_cost },
    { "rules", "compile", "", "Compile the rules and keep them, so that later runs start fast.",
      compile_options, 0, 0, cmd_rules_compile },
    { "key", "create", "", "Make a key for tokens.", key_options, 0, 0, cmd_key_create },
    { "key", "rotate", "", "Put a new key before the old ones.", key_options, 0, 0,
      cmd_key_rotate },
    { "key", "id", "", "Print the id that tokens of the key start with.", key_options, 0, 0,
      cmd_key_id },
};
#define COMMANDS (sizeof(commands) / sizeof(commands[0]))

int command_status(dlp_status status)
{
    switch (status) {
    case DLP_OK:
    case DLP_STOPPED:
    case DLP_PARTIAL:
        return STATUS_CLEAN;
    case DLP_EINVAL:
    case DLP_ERULE:
    case DLP_ENOENT:
    case DLP_EPERM:
    case DLP_ELIMIT:
        return STATUS_USER;
    default:
        return STATUS_ENVIRONMENT;
    }
}

static void usage(struct buffer *out)
{
    buffer_text(out, "usage: dlpscan COMMAND [options] [arguments]\n\n");
    for (size_t i = 0; i < COMMANDS; i++) {
        struct buffer name = BUFFER_INIT;

        buffer_format(&name, "%s%s%s", commands[i].name, commands[i].sub ? " " : "",
                      commands[i].sub ? commands[i].sub : "");
        buffer_format(out, "  %-14s %s\n", name.data, commands[i].summary);
        buffer_free(&name);
    }
    buffer_text(out, "\n'dlpscan COMMAND --help' says more; the manual is dlpscan(1).\n");
}

static int print_usage(void)
{
    struct buffer out = BUFFER_INIT;
    bool written;

    usage(&out);
    written = output_now(out.data, out.len);
    buffer_free(&out);
    return written ? STATUS_CLEAN : STATUS_ENVIRONMENT;
}

static int print_version(void)
{
    struct buffer out = BUFFER_INIT;
    bool written;

    buffer_format(&out, "dlpscan %s\n", dlp_version());
    written = output_now(out.data, out.len);
    buffer_free(&out);
    return written ? STATUS_CLEAN : STATUS_ENVIRONMENT;
}

/* The command that argv names; *words says how many arguments that took. */
static const struct command *command_find(int argc, char **argv, int *words)
{
    for (size_t i = 0; i < COMMANDS; i++) {
        const struct command *const command = &commands[i];

        *words = command->sub ? 2 : 1;
        if (argc > *words && strcmp(argv[1], command->name) == 0
            && (!command->sub || strcmp(argv[2], command->sub) == 0))
            return command;
    }
    return NULL;
}

/* "rules" and "key" alone, or with --help: show what there is below them. */
static int command_missing(int argc, char **argv)
{
    struct buffer known = BUFFER_INIT;

    for (size_t i = 0; i < COMMANDS && argc > 1; i++) {
        if (commands[i].sub && strcmp(argv[1], commands[i].name) == 0)
            buffer_format(&known, "%s%s", known.len ? ", " : "", commands[i].sub);
    }
    if (known.len)
        message("%s: say one of: %s; see 'dlpscan --help'", argv[1], known.data);
    else if (argc > 1)
        message("there is no command '%s'; see 'dlpscan --help'", argv[1]);
    else
        message("say what to do; see 'dlpscan --help'");
    buffer_free(&known);
    return STATUS_USER;
}

static int command_run(const struct command *command, int words, int argc, char **argv)
{
    struct settings settings;
    int first = 0, status;

    settings_init(&settings);
    if (options_read(&settings, command, argc - words, argv + words, &first, &status))
        status = command->run(&settings, argv + words + first, argc - words - first);
    settings_free(&settings);
    return status;
}

int main(int argc, char **argv)
{
    const struct command *command;
    int words = 0;

    process_harden();
    if (argc > 1
        && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0
            || strcmp(argv[1], "help") == 0))
        return print_usage();
    if (argc > 1 && strcmp(argv[1], "--version") == 0)
        return print_version();
    if (argc > 2 && (strcmp(argv[1], "rules") == 0 || strcmp(argv[1], "key") == 0)
        && (strcmp(argv[2], "--help") == 0 || strcmp(argv[2], "-h") == 0))
        return print_usage();
    command = command_find(argc, argv, &words);
    return command ? command_run(command, words, argc, argv) : command_missing(argc, argv);
}
