/* dlpscan/options.c - the command line -> struct settings.
 *
 * One table says everything about an option; each command lists the ones it takes. */

#include "options.h"

#include "buffer.h"
#include "command.h"
#include "mem.h"
#include "message.h"
#include "numeral.h"
#include "output.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define THREADS_MAX 256
#define LONG_ONLY 256 /* getopt_long's value of an option without a letter: this plus its index */
#define OPTIONS_MAX 20

struct option_spec {
    enum option_id id;
    char letter; /* 0: none */
    const char *name;
    const char *arg; /* NULL: takes none */
    const char *help;
    bool (*set)(struct settings *settings, const char *value);
    const char *wants; /* what a right argument is, for the error */
};

static bool set_format(struct settings *s, const char *value)
{
    s->format = value;
    return strcmp(value, "text") == 0 || strcmp(value, "jsonl") == 0;
}

static bool set_rules(struct settings *s, const char *value)
{
    s->rules = mem_resize(s->rules, s->rules_len + 1, sizeof(*s->rules));
    s->rules[s->rules_len++] = value;
    return *value != '\0';
}

static bool add_glob(struct settings *s, const char *glob, bool on)
{
    s->globs = mem_resize(s->globs, s->globs_len + 1, sizeof(*s->globs));
    s->globs[s->globs_len++] = (struct setting_glob){ glob, on };
    return *glob != '\0';
}

static bool set_enable(struct settings *s, const char *value)
{
    return add_glob(s, value, true);
}

static bool set_disable(struct settings *s, const char *value)
{
    return add_glob(s, value, false);
}

static bool set_min_confidence(struct settings *s, const char *value)
{
    return number_fraction(value, &s->min_confidence);
}

static bool set_threads(struct settings *s, const char *value)
{
    uint64_t n = 0;

    if (!number_read(value, &n) || n < 1 || n > THREADS_MAX)
        return false;
    s->threads = (unsigned)n;
    return true;
}

static bool set_key_file(struct settings *s, const char *value)
{
    s->key_file = value;
    return *value != '\0';
}

static bool set_incomplete(struct settings *s, const char *value)
{
    s->incomplete_fails = strcmp(value, "fail") == 0;
    return s->incomplete_fails || strcmp(value, "warn") == 0;
}

static bool set_show_values(struct settings *s, const char *value)
{
    (void)value;
    return s->show_values = true;
}

static bool set_color(struct settings *s, const char *value)
{
    s->color = strcmp(value, "always") == 0 ? COLOR_ALWAYS
        : strcmp(value, "never") == 0       ? COLOR_NEVER
                                            : COLOR_AUTO;
    return s->color != COLOR_AUTO || strcmp(value, "auto") == 0;
}

static bool set_quiet(struct settings *s, const char *value)
{
    (void)value;
    return s->quiet = true;
}

static bool set_no_cache(struct settings *s, const char *value)
{
    (void)value;
    return s->no_cache = true;
}

static bool set_cache_dir(struct settings *s, const char *value)
{
    s->cache_dir = value;
    return *value != '\0';
}

static bool set_at(struct settings *s, const char *value)
{
    s->at_given = true;
    return number_read(value, &s->at);
}

static const struct option_spec specs[] = {
    { OPTION_FORMAT, 'f', "format", "FORMAT", "text (default) or jsonl: one JSON object a line",
      set_format, "text or jsonl" },
    { OPTION_RULES, 'r', "rules", "DIR|FILE",
      "rules to use instead of the default ones; may be repeated", set_rules,
      "a rule file, or a folder of them" },
    { OPTION_ENABLE, 'e', "enable", "GLOB",
      "switch on the rules whose id matches; in order with --disable", set_enable,
      "a glob of rule ids, as in 'card.*'" },
    { OPTION_DISABLE, 'd', "disable", "GLOB",
      "switch off the rules whose id matches; in order with --enable", set_disable,
      "a glob of rule ids, as in 'card.*'" },
    { OPTION_MIN_CONFIDENCE, 'c', "min-confidence", "X",
      "report findings from this confidence on, 0 to 1 (default 0.5)", set_min_confidence,
      "a number from 0 to 1, as in 0.75" },
    { OPTION_THREADS, 'j', "threads", "N",
      "files to scan at once, 1 to 256 (default: one a processor)", set_threads,
      "a whole number from 1 to 256" },
    { OPTION_KEY_FILE, 'k', "key-file", "FILE",
      "the key that tokens are made with (see 'dlpscan key create')", set_key_file, "a file" },
    { OPTION_INCOMPLETE, 0, "incomplete", "MODE",
      "warn (default), or fail: exit 3 when something was not read whole", set_incomplete,
      "warn or fail" },
    { OPTION_SHOW_VALUES, 0, "show-values", NULL, "print the values themselves, not masked",
      set_show_values, NULL },
    { OPTION_COLOR, 0, "color", "WHEN", "auto (default), always or never; NO_COLOR is honoured",
      set_color, "auto, always or never" },
    { OPTION_QUIET, 'q', "quiet", NULL, "no summary, and only one line about what was not read",
      set_quiet, NULL },
    { OPTION_AT, 'a', "at", "OFFSET", "the byte to explain, counted from 0; 0x10 is hexadecimal",
      set_at, "a byte offset, as in 4096 or 0x1000" },
    { OPTION_NO_CACHE, 0, "no-cache", NULL, "compile the rules anew; read and write no cache",
      set_no_cache, NULL },
    { OPTION_CACHE_DIR, 0, "cache-dir", "DIR", "keep compiled rules here (default: ~/.cache/dlp)",
      set_cache_dir, "a folder" },
};
#define SPECS (sizeof(specs) / sizeof(specs[0]))

static const struct option_spec *spec_find(enum option_id id)
{
    for (size_t i = 0; i < SPECS; i++) {
        if (specs[i].id == id)
            return &specs[i];
    }
    return NULL;
}

void settings_init(struct settings *settings)
{
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    const char *const key_file = getenv("DLP_KEY_FILE");

    *settings = (struct settings){ .format = "text", .min_confidence = 0.5 };
    settings->threads = online < 1 ? 1 : online > THREADS_MAX ? THREADS_MAX : (unsigned)online;
    if (key_file && *key_file)
        settings->key_file = key_file;
}

void settings_free(struct settings *settings)
{
    mem_free(settings->rules);
    mem_free(settings->globs);
    *settings = (struct settings){ 0 };
}

static void usage_line(struct buffer *out, const struct command *command)
{
    buffer_format(out, "usage: dlpscan %s%s%s [options]%s%s\n", command->name,
                  command->sub ? " " : "", command->sub ? command->sub : "",
                  *command->args ? " " : "", command->args);
}

bool options_help(const struct command *command)
{
    struct buffer out = BUFFER_INIT;
    bool written;

    usage_line(&out, command);
    buffer_format(&out, "%s\n\noptions:\n", command->summary);
    for (const enum option_id *id = command->options; *id != OPTION_END; id++) {
        const struct option_spec *const spec = spec_find(*id);
        char left[48];
        char letter[5] = "    ";

        if (spec->letter)
            snprintf(letter, sizeof(letter), "-%c, ", spec->letter);
        snprintf(left, sizeof(left), "%s--%s%s%s", letter, spec->name, spec->arg ? " " : "",
                 spec->arg ? spec->arg : "");
        buffer_format(&out, "  %-26s %s\n", left, spec->help);
    }
    buffer_format(&out, "  %-26s %s\n", "-h, --help", "print this");
    buffer_text(&out, "\nSee dlpscan(1) for the exit statuses and the formats.\n");
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
    for (const enum option_id *id = command->options; *id != OPTION_END; id++, n++) {
        const struct option_spec *const spec = spec_find(*id);

        g->spec[n] = spec;
        g->longs[n].name = spec->name;
        g->longs[n].has_arg = spec->arg ? required_argument : no_argument;
        g->longs[n].val = LONG_ONLY + (int)n;
        if (spec->letter)
            g->shorts[s++] = spec->letter;
        if (spec->letter && spec->arg)
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
    message("%s %s; see 'dlpscan %s --help'", text, about, buffer_string(&name));
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

static bool options_count_args(const struct command *command, int count)
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

bool options_read(struct settings *settings, const struct command *command, int argc, char **argv,
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
            *status = options_help(command) ? STATUS_CLEAN : STATUS_ENVIRONMENT;
            return false;
        }
        if (found == ':') {
            complain(command, "an argument is missing behind", typed_option(argv));
            return false;
        }
        if (!spec) {
            complain(command, "unknown option", typed_option(argv));
            return false;
        }
        if (!spec->set(settings, optarg)) {
            message("--%s: '%s' is not right; give %s", spec->name, optarg, spec->wants);
            return false;
        }
    }
    *first = optind;
    return options_count_args(command, argc - optind);
}
