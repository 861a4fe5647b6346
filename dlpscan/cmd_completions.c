/* dlpscan/cmd_completions.c - `dlpscan completions SHELL`: what a shell completes, made of the tables
 * of commands and options, so that it is never out of date. */

#include "buffer.h"
#include "command.h"
#include "grammar.h"
#include "message.h"
#include "output.h"

#include <string.h>

/* In single quotes, for all three shells; a quote of its own is left out. */
static void quoted(struct buffer *out, const char *text)
{
    buffer_char(out, '\'');
    for (; *text; text++) {
        if (*text != '\'')
            buffer_char(out, *text);
    }
    buffer_char(out, '\'');
}

/* The first names of the commands, or the second names behind one, with blanks between. */
static void add_names(struct buffer *out, const char *behind)
{
    const char *last = "";

    for (size_t i = 0; i < program.commands_len; i++) {
        const struct command *const command = &program.commands[i];
        const char *const name = behind ? command->sub : command->name;

        if ((behind && (!command->sub || strcmp(command->name, behind) != 0))
            || strcmp(name, last) == 0)
            continue;
        buffer_format(out, "%s%s", *last ? " " : "", name);
        last = name;
    }
}

static void bash_command(struct buffer *out, const struct command *command)
{
    if (command->sub)
        buffer_format(out, "    '%s %s'*) words='", command->name, command->sub);
    else
        buffer_format(out, "    '%s '*) words='", command->name);
    for (const int *id = command->options; *id; id++) {
        const struct option_spec *const spec = grammar_option(*id);

        if (grammar_letter(command, spec))
            buffer_format(out, "-%c ", spec->letter);
        buffer_format(out, "--%s ", spec->name);
    }
    buffer_text(out, "-h --help' ;;\n");
}

static void bash(struct buffer *out)
{
    const char *last = "";

    buffer_format(out,
                  "# bash completion of %s\n_%s() {\n"
                  "  local cur=${COMP_WORDS[COMP_CWORD]} words=''\n"
                  "  case \"${COMP_WORDS[1]} ${COMP_WORDS[2]:-}\" in\n",
                  program.name, program.name);
    for (size_t i = 0; i < program.commands_len; i++)
        bash_command(out, &program.commands[i]);
    buffer_text(out, "  esac\n  COMPREPLY=()\n  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    words='");
    add_names(out, NULL);
    buffer_text(out, "'\n");
    for (size_t i = 0; i < program.commands_len; i++) {
        const struct command *const command = &program.commands[i];

        if (!command->sub || strcmp(command->name, last) == 0)
            continue;
        last = command->name;
        buffer_format(out,
                      "  elif [ \"$COMP_CWORD\" -eq 2 ] && [ \"${COMP_WORDS[1]}\" = %s ]; then\n"
                      "    words='",
                      command->name);
        add_names(out, command->name);
        buffer_text(out, "'\n");
    }
    buffer_format(out,
                  "  elif [[ $cur != -* ]]; then\n    return\n  fi\n"
                  "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n}\n"
                  "complete -o default -F _%s %s\n",
                  program.name, program.name);
}

static void zsh_command(struct buffer *out, const struct command *command)
{
    buffer_format(out, "    '%s%s%s'*) _arguments -s", command->name, " ",
                  command->sub ? command->sub : "");
    for (const int *id = command->options; *id; id++) {
        const struct option_spec *const spec = grammar_option(*id);
        struct buffer text = BUFFER_INIT;

        for (const char *c = spec->help; *c; c++)
            buffer_char(&text, strchr("[]:", *c) ? ' ' : *c);
        buffer_text(out, " \\\n      ");
        if (grammar_letter(command, spec))
            buffer_format(out, "'(-%c --%s)'{-%c,--%s}", spec->letter, spec->name, spec->letter,
                          spec->name);
        else
            buffer_format(out, "--%s", spec->name);
        buffer_text(out, spec->arg ? "'=[" : "'[");
        for (const char *c = text.data; c && *c; c++)
            buffer_char(out, *c == '\'' ? ' ' : *c);
        buffer_text(out, spec->arg ? "]:value:_files'" : "]'");
        buffer_free(&text);
    }
    buffer_text(out, " \\\n      '*:file:_files' ;;\n");
}

static void zsh(struct buffer *out)
{
    buffer_format(out, "#compdef %s\n_%s() {\n  if (( CURRENT == 2 )); then\n    compadd -- ",
                  program.name, program.name);
    add_names(out, NULL);
    buffer_text(out, "\n    return\n  fi\n");
    for (size_t i = 0; i < program.commands_len; i++) {
        const struct command *const command = &program.commands[i];

        if (!command->sub || (i > 0 && strcmp(program.commands[i - 1].name, command->name) == 0))
            continue;
        buffer_format(out,
                      "  if (( CURRENT == 3 )) && [[ $words[2] == %s ]]; then\n    compadd -- ",
                      command->name);
        add_names(out, command->name);
        buffer_text(out, "\n    return\n  fi\n");
    }
    buffer_text(out, "  case \"$words[2] $words[3]\" in\n");
    for (size_t i = 0; i < program.commands_len; i++)
        zsh_command(out, &program.commands[i]);
    buffer_format(out, "  esac\n}\n_%s \"$@\"\n", program.name);
}

static void fish_option(struct buffer *out, const struct command *command, int id)
{
    const struct option_spec *const spec = grammar_option(id);

    buffer_format(out, "complete -c %s -n '__fish_seen_subcommand_from %s%s%s' -l %s", program.name,
                  command->name, command->sub ? "; and __fish_seen_subcommand_from " : "",
                  command->sub ? command->sub : "", spec->name);
    if (grammar_letter(command, spec))
        buffer_format(out, " -s %c", spec->letter);
    buffer_text(out, spec->arg ? " -r -d " : " -d ");
    quoted(out, spec->help);
    buffer_char(out, '\n');
}

static void fish(struct buffer *out)
{
    buffer_format(out, "# fish completion of %s\ncomplete -c %s -f -n __fish_use_subcommand -a '",
                  program.name, program.name);
    add_names(out, NULL);
    buffer_text(out, "'\n");
    for (size_t i = 0; i < program.commands_len; i++) {
        const struct command *const command = &program.commands[i];

        if (command->sub) {
            buffer_format(out, "complete -c %s -f -n '__fish_seen_subcommand_from %s' -a %s -d ",
                          program.name, command->name, command->sub);
            quoted(out, command->summary);
            buffer_char(out, '\n');
        }
        for (const int *id = command->options; *id; id++)
            fish_option(out, command, *id);
    }
}

int cmd_completions(const struct settings *settings, char **args, int count)
{
    static const struct {
        const char *name;
        void (*write)(struct buffer *out);
    } shells[] = { { "bash", bash }, { "zsh", zsh }, { "fish", fish } };
    struct buffer out = BUFFER_INIT;
    int status = STATUS_USER;

    (void)settings;
    (void)count;
    for (size_t i = 0; i < sizeof(shells) / sizeof(shells[0]); i++) {
        if (strcmp(shells[i].name, args[0]) != 0)
            continue;
        shells[i].write(&out);
        status = output_now(out.data, out.len) ? STATUS_CLEAN : STATUS_ENVIRONMENT;
    }
    if (status == STATUS_USER)
        message("completions: '%s' is no shell that is known; give bash, zsh or fish", args[0]);
    buffer_free(&out);
    return status;
}
