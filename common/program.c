/* common/program.c - from the command line to the command. */

#include "program.h"

#include "buffer.h"
#include "meant.h"
#include "message.h"
#include "output.h"
#include "process.h"

#include <string.h>

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
    buffer_format(out, "usage: %s COMMAND [options] [arguments]\n\n", program.name);
    for (size_t i = 0; i < program.commands_len; i++) {
        struct buffer name = BUFFER_INIT;

        buffer_format(&name, "%s%s%s", program.commands[i].name, program.commands[i].sub ? " " : "",
                      program.commands[i].sub ? program.commands[i].sub : "");
        buffer_format(out, "  %-16s %s\n", name.data, program.commands[i].summary);
        buffer_free(&name);
    }
    buffer_format(out, "\n'%s COMMAND --help' says more; the manual is %s.\n", program.name,
                  program.manual);
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

    buffer_format(&out, "%s %s\n", program.name, dlp_version());
    written = output_now(out.data, out.len);
    buffer_free(&out);
    return written ? STATUS_CLEAN : STATUS_ENVIRONMENT;
}

/* The command that argv names; *words says how many arguments that took. */
static const struct command *command_find(int argc, char **argv, int *words)
{
    for (size_t i = 0; i < program.commands_len; i++) {
        const struct command *const command = &program.commands[i];

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
    struct meant meant = meant_begin(argc > 1 ? argv[1] : "", argc > 1 ? strlen(argv[1]) : 0);
    struct buffer known = BUFFER_INIT;

    for (size_t i = 0; i < program.commands_len && argc > 1; i++) {
        meant_add(&meant, program.commands[i].name);
        if (program.commands[i].sub && strcmp(argv[1], program.commands[i].name) == 0)
            buffer_format(&known, "%s%s", known.len ? ", " : "", program.commands[i].sub);
    }
    if (known.len)
        message("%s: say one of: %s; see '%s --help'", argv[1], known.data, program.name);
    else if (argc > 1 && meant.name)
        message("there is no command '%s' (is '%s' meant?); see '%s --help'", argv[1], meant.name,
                program.name);
    else if (argc > 1)
        message("there is no command '%s'; see '%s --help'", argv[1], program.name);
    else
        message("say what to do; see '%s --help'", program.name);
    buffer_free(&known);
    return STATUS_USER;
}

/* Does it stand before the names of several commands, as "rules" does, and is none itself? */
static bool is_group(const char *name)
{
    for (size_t i = 0; i < program.commands_len; i++) {
        if (!program.commands[i].sub && strcmp(program.commands[i].name, name) == 0)
            return false;
    }
    for (size_t i = 0; i < program.commands_len; i++) {
        if (program.commands[i].sub && strcmp(program.commands[i].name, name) == 0)
            return true;
    }
    return false;
}

int program_main(int argc, char **argv)
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
    if (argc > 2 && is_group(argv[1])
        && (strcmp(argv[2], "--help") == 0 || strcmp(argv[2], "-h") == 0))
        return print_usage();
    command = command_find(argc, argv, &words);
    return command ? program.run(command, argc - words, argv + words) : command_missing(argc, argv);
}
