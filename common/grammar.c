/* common/grammar.c - the command line, read by the program's table of options.
 *
 * One table says everything about an option; each command lists the ones it takes. */

#include "grammar.h"

#include "buffer.h"
#include "meant.h"
#include "message.h"
#include "output.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#define LONG_ONLY 256 /* getopt_long's value of an option without a letter: this plus its index */
#define OPTIONS_MAX 48

const struct option_spec *grammar_option(int id)
{
    for (size_t i = 0; i < program.options_len; i++) {
        if (program.options[i].id == id)
            return &program.options[i];
    }
    return NULL;
}

char grammar_letter(const struct command *command, const struct option_spec *spec)
{
    for (const int *id = command->options; *id != spec->id; id++) {
        if (grammar_option(*id)->letter == spec->letter)
            return 0;
    }
    return spec->letter;
}

static void usage_line(struct buffer *out, const struct command *command)
{
    buffer_format(out, "usage: %s %s%s%s [options]%s%s\n", program.name, command->name,
                  command->sub ? " " : "", command->sub ? command->sub : "",
                  *command->args ? " " : "", command->args);
}

static bool print_help(const struct command *command)
{
    struct buffer out = BUFFER_INIT;
    bool written;

    usage_line(&out, command);
    buffer_format(&out, "%s\n\noptions:\n", command->summary);
    for (const int *id = command->options; *id != 0; id++) {
        const struct option_spec *const spec = grammar_option(*id);
        char left[48];
        char letter[5] = "    ";

        if (grammar_letter(command, spec))
            snprintf(letter, sizeof(letter), "-%c, ", spec->letter);
        snprintf(left, sizeof(left), "%s--%s%s%s", letter, spec->name, spec->arg ? " " : "",
                 spec->arg ? spec->arg : "");
        buffer_format(&out, "  %-26s %s\n", left, spec->help);
    }
    buffer_format(&out, "  %-26s %s\n", "-h, --help", "print this");
    buffer_format(&out, "\nSee %s for the exit statuses and the formats.\n", program.manual);
    written = output_now(buffer_string(&out), out.len);
    buffer_free(&out);
    return written;
}

/* What getopt_long(3) wants to know of a command's options. */
struct grammar {
    const struct option_spec *spec[OPTIONS_MAX];
    struct option longs[OPTIONS_MAX + 2];
    char shorts[3 * OPTIONS_MAX];
};

static void grammar_init(struct grammar *g, const struct command *command)
{
    size_t n = 0, s = 0;

    *g = (struct grammar){ 0 };
    g->shorts[s++] = ':'; /* tell a missing argument from an unknown option */
    g->shorts[s++] = 'h';
    for (const int *id = command->options; *id != 0; id++, n++) {
        const struct option_spec *const spec = grammar_option(*id);

        g->spec[n] = spec;
        g->longs[n].name = spec->name;
        g->longs[n].has_arg = spec->arg ? required_argument : no_argument;
        g->longs[n].val = LONG_ONLY + (int)n;
        if (!grammar_letter(command, spec))
            continue;
        g->shorts[s++] = spec->letter;
        if (spec->arg)
            g->shorts[s++] = ':';
    }
    g->longs[n].name = "help";
    g->longs[n].val = 'h';
}

static const struct option_spec *grammar_find(const struct grammar *g, int found)
{
    for (size_t i = 0; i < OPTIONS_MAX && g->spec[i]; i++) {
        if (found == LONG_ONLY + (int)i || (g->spec[i]->letter && found == g->spec[i]->letter))
            return g->spec[i];
    }
    return NULL;
}

static void complain(const struct command *command, const char *text, const char *about)
{
    struct buffer name = BUFFER_INIT;

    buffer_format(&name, "%s%s%s", command->name, command->sub ? " " : "",
                  command->sub ? command->sub : "");
    message("%s %s; see '%s %s --help'", text, about, program.name, buffer_string(&name));
    buffer_free(&name);
}

/* The option as it was typed, for the error: optopt knows only single letters. */
static const char *typed_option(char **argv)
{
    static char letter[3] = "-?";

    if (optopt > 0 && optopt < LONG_ONLY) {
        letter[1] = (char)optopt;
        return letter;
    }
    return argv[optind - 1];
}

/* "unknown option --formt (is --format meant?)" */
static void complain_unknown(const struct command *command, const char *typed)
{
    const char *const name = typed + strspn(typed, "-");
    struct meant meant = meant_begin(name, strcspn(name, "="));
    struct buffer about = BUFFER_INIT;

    for (const int *id = command->options; *id != 0; id++)
        meant_add(&meant, grammar_option(*id)->name);
    buffer_text(&about, typed);
    if (meant.name && typed[0] == '-' && typed[1] == '-')
        buffer_format(&about, " (is --%s meant?)", meant.name);
    complain(command, "unknown option", buffer_string(&about));
    buffer_free(&about);
}

static bool count_args(const struct command *command, int count)
{
    if (count < command->args_min) {
        complain(command, "missing argument:", command->args);
        return false;
    }
    if (command->args_max >= 0 && count > command->args_max) {
        complain(command, "too many arguments; wanted:", *command->args ? command->args : "none");
        return false;
    }
    return true;
}

bool grammar_read(struct settings *settings, const struct command *command, int argc, char **argv,
                  int *first, int *status)
{
    struct grammar grammar;
    int found;

    grammar_init(&grammar, command);
    *status = STATUS_USER;
    optind = 0; /* glibc: begin anew, whatever was parsed before */
    opterr = 0;
    while ((found = getopt_long(argc, argv, grammar.shorts, grammar.longs, NULL)) != -1) {
        const struct option_spec *const spec = grammar_find(&grammar, found);

        if (found == 'h') {
            *status = print_help(command) ? STATUS_CLEAN : STATUS_ENVIRONMENT;
            return false;
        }
        if (found == ':') {
            complain(command, "an argument is missing behind", typed_option(argv));
            return false;
        }
        if (!spec) {
            complain_unknown(command, typed_option(argv));
            return false;
        }
        if (!spec->set(settings, optarg)) {
            message("--%s: '%s' is not right; give %s", spec->name, optarg, spec->wants);
            return false;
        }
        if (program.note)
            program.note(settings, spec, optarg);
    }
    *first = optind;
    return count_args(command, argc - optind);
}
