/* dlpscan/conf_print.c - the settings in force, and where each comes from. */

#include "buffer.h"
#include "conf.h"
#include "kinds.h"
#include "mem.h"
#include "message.h"
#include "options.h"
#include "output.h"
#include "printable.h"

#include <stdio.h>
#include <string.h>

void conf_note(struct conf *conf, const struct option_spec *spec, const char *value, unsigned line)
{
    struct conf_origin *origin;

    conf->origin = mem_resize(conf->origin, conf->len + 1, sizeof(*conf->origin));
    origin = &conf->origin[conf->len++];
    *origin = (struct conf_origin){ spec, mem_copy(value, strlen(value)), line };
}

void conf_free(struct conf *conf)
{
    for (size_t i = 0; i < conf->len; i++)
        mem_free(conf->origin[i].value);
    mem_free(conf->origin);
    mem_free(conf->file);
    *conf = (struct conf){ 0 };
}

void conf_names(struct buffer *out, const struct conf *conf, bool quoted)
{
    const char *const quote = quoted ? "\"" : "";

    for (size_t i = 0; i < conf->len; i++) {
        bool seen = conf->origin[i].line == 0;

        for (size_t j = 0; j < i && !seen; j++)
            seen = conf->origin[j].line && conf->origin[j].spec == conf->origin[i].spec;
        if (!seen)
            buffer_format(out, "%s%s%s%s", buffer_string(out)[0] ? "," : "", quote,
                          conf->origin[i].spec->name, quote);
    }
}

void conf_say(const struct conf *conf)
{
    struct buffer names = BUFFER_INIT;

    if (conf->found)
        conf_names(&names, conf, false);
    if (names.len)
        message_about(conf->file, "found, and sets %s; --no-config takes none of it", names.data);
    buffer_free(&names);
}

/* What holds when nobody says anything, for options that then hold something. */
static const char *usual(const struct settings *settings, int id, char number[16])
{
    switch (id) {
    case OPTION_FORMAT:
    case OPTION_REPORT_FORMAT:
    case OPTION_TABLE_FORMAT:
        return "text";
    case OPTION_MODE:
        return "mask";
    case OPTION_MIN_CONFIDENCE:
        return "0.5";
    case OPTION_ROWS:
        return "10000";
    case OPTION_TYPE:
        return KIND_NAMES;
    case OPTION_MARKS:
        return "all";
    case OPTION_TEST_VALUES:
        return "full";
    case OPTION_INCOMPLETE:
        return "warn";
    case OPTION_COLOR:
        return "auto";
    case OPTION_THREADS:
        snprintf(number, 16, "%u", settings->threads);
        return number;
    case OPTION_KEY_FILE:
        return settings->key_file;
    default:
        return NULL;
    }
}

static void put_text(struct buffer *out, const char *text)
{
    buffer_char(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            buffer_char(out, '\\');
        if ((unsigned char)*text < 0x20 || *text == 0x7f)
            buffer_format(out, "\\x%02x", (unsigned char)*text);
        else
            buffer_char(out, *text);
    }
    buffer_char(out, '"');
}

/* A password is nobody's to see, wherever it came from. */
static void put_value(struct buffer *out, const struct conf_origin *origin)
{
    if (origin->spec->arg)
        put_text(out, origin->spec->id == OPTION_PASSWORD ? "***" : origin->value);
    else
        buffer_text(out, "true");
}

static void put_place(struct buffer *out, const struct conf *conf, const struct conf_origin *origin)
{
    buffer_text(out, " # ");
    if (origin->line && conf->file) {
        printable_path(out, conf->file, strlen(conf->file));
        buffer_format(out, ":%u\n", origin->line);
    } else {
        buffer_text(out, "command line\n");
    }
}

/* Of an option that was given: its one value, or all that add up. */
static bool put_given(struct buffer *out, const struct conf *conf, const struct option_spec *spec)
{
    const bool list = conf_rule_of(spec->id)->list;
    const struct conf_origin *last = NULL;

    if (conf->len == 0)
        return false;
    /* In the order in which they are heeded: the file's first. */
    for (size_t i = 0; i < 2 * conf->len; i++) {
        const struct conf_origin *const origin = &conf->origin[i % conf->len];

        if (origin->spec != spec || (origin->line == 0) != (i >= conf->len))
            continue;
        if (list) {
            buffer_text(out, last ? "  , " : spec->name);
            buffer_text(out, last ? "" : " = (\n    ");
            put_value(out, origin);
            put_place(out, conf, origin);
        }
        last = origin;
    }
    if (last && list) {
        buffer_text(out, ");\n");
    } else if (last) {
        buffer_format(out, "%s = ", spec->name);
        put_value(out, last);
        buffer_char(out, ';');
        put_place(out, conf, last);
    }
    return last != NULL;
}

static void put_option(struct buffer *out, const struct settings *settings,
                       const struct option_spec *spec)
{
    const char *value;
    char number[16];

    if (conf_rule_of(spec->id)->trust == CONF_NEVER || put_given(out, &settings->conf, spec))
        return;
    value = usual(settings, spec->id, number);
    if (!spec->arg) {
        buffer_format(out, "%s = false; # default\n", spec->name);
    } else if (value) {
        buffer_format(out, "%s = ", spec->name);
        put_text(out, value);
        buffer_format(out, "; # %s\n", spec->id == OPTION_KEY_FILE ? "DLP_KEY_FILE" : "default");
    } else {
        buffer_format(out, "# %s is not set\n", spec->name);
    }
}

int conf_print(const struct settings *settings, const struct command *command)
{
    struct buffer out = BUFFER_INIT;
    bool written;

    buffer_format(&out, "# dlpscan %s%s%s; file: ", command->name, command->sub ? " " : "",
                  command->sub ? command->sub : "");
    if (settings->conf.file)
        printable_path(&out, settings->conf.file, strlen(settings->conf.file));
    buffer_text(&out,
                settings->conf.file ? (settings->conf.found ? " (found)\n" : " (named)\n")
                                    : "none\n");
    for (const int *id = command->options; *id; id++) {
        for (size_t i = 0; i < OPTION_SPECS; i++) {
            if (option_specs[i].id == *id)
                put_option(&out, settings, &option_specs[i]);
        }
    }
    written = output_now(buffer_string(&out), out.len);
    buffer_free(&out);
    return written ? STATUS_CLEAN : STATUS_ENVIRONMENT;
}
