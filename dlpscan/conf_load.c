/* dlpscan/conf_load.c - a file of settings, read by the table of options. */

#include "buffer.h"
#include "conf.h"
#include "meant.h"
#include "mem.h"
#include "message.h"
#include "options.h"
#include "policy_source.h"

#include <errno.h>
#include <fcntl.h>
#include <libconfig.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONF_MAX ((size_t)64 << 10)

struct loading {
    struct settings *settings;
    const struct command *command;
    bool wary;
    const struct option_spec *spec; /* of the setting that is being read */
    const struct conf_rule *rule;
    unsigned line;
    size_t mistakes;
};

static struct conf *conf_of(const struct loading *l)
{
    return &l->settings->conf;
}

static void mistake(struct loading *l, const char *what, const char *about, const char *todo)
{
    message_about(conf_of(l)->file, "line %u: %s%s; %s", l->line, about, what, todo);
    l->mistakes++;
}

/* ---- Names ----------------------------------------------------------------------------------------- */

static bool takes(const struct command *command, int id)
{
    for (const int *option = command->options; *option; option++) {
        if (*option == id)
            return true;
    }
    return false;
}

/* Two options share a name: the command's own comes first. */
static const struct option_spec *spec_named(const struct loading *l, const char *name)
{
    const struct option_spec *any = NULL;

    for (size_t i = 0; i < OPTION_SPECS; i++) {
        const struct option_spec *const spec = &option_specs[i];

        if (strcmp(spec->name, name) != 0)
            continue;
        if (takes(l->command, spec->id))
            return spec;
        any = spec;
    }
    return any;
}

static void unknown(struct loading *l, const char *name)
{
    struct meant meant = meant_begin(name, strlen(name));
    struct buffer todo = BUFFER_INIT;

    for (size_t i = 0; i < OPTION_SPECS; i++) {
        if (conf_rule_of(option_specs[i].id)->trust != CONF_NEVER)
            meant_add(&meant, option_specs[i].name);
    }
    if (meant.name)
        buffer_format(&todo, "is '%s' meant?", meant.name);
    else
        buffer_text(&todo, "settings are named as the options that 'dlpscan scan --help' lists");
    mistake(l, " is no setting", name, buffer_string(&todo));
    buffer_free(&todo);
}

/* ---- Values ---------------------------------------------------------------------------------------- */

/* Was it said on the command line, and does that replace it? */
static bool is_replaced(const struct loading *l)
{
    const struct conf *const conf = conf_of(l);

    for (size_t i = 0; i < conf->len && !l->rule->adds; i++) {
        if (conf->origin[i].spec == l->spec && conf->origin[i].line == 0)
            return true;
    }
    return false;
}

/* A file that was found names only what lies below its own folder. */
static bool stays_inside(const char *path)
{
    if (*path == '/')
        return false;
    for (; *path; path += strcspn(path, "/"), path += strspn(path, "/")) {
        if (path[0] == '.' && path[1] == '.' && (path[2] == '/' || path[2] == '\0'))
            return false;
    }
    return true;
}

/* The file or folder in a value, or NULL. */
static const char *path_in(const struct loading *l, const char *text)
{
    const size_t before = l->rule->path ? strlen(l->rule->path) : 0;

    return l->rule->path && strncmp(text, l->rule->path, before) == 0 ? text + before : NULL;
}

/* The value with its path as it is seen from here: the file's folder comes before a relative one. */
static void place_path(struct buffer *out, const struct loading *l, const char *text)
{
    const char *const file = conf_of(l)->file, *const slash = strrchr(file, '/');
    const char *const path = path_in(l, text);

    if (path && *path && *path != '/' && strcmp(path, "-") != 0 && slash) {
        buffer_add(out, text, (size_t)(path - text));
        buffer_add(out, file, (size_t)(slash - file) + 1);
        text = path;
    }
    buffer_text(out, text);
}

static void wrong_value(struct loading *l, const char *what)
{
    struct buffer todo = BUFFER_INIT;

    buffer_format(&todo, "give %s", l->spec->wants ? l->spec->wants : "another");
    mistake(l, what, l->spec->name, buffer_string(&todo));
    buffer_free(&todo);
}

static void take_value(struct loading *l, const char *text)
{
    struct buffer value = BUFFER_INIT;
    char *kept;

    if (path_in(l, text) && conf_of(l)->found && !stays_inside(path_in(l, text))) {
        mistake(l, " leaves the folder of this file, which was only found", l->spec->name,
                "name a file below it, or this file with --config");
        return;
    }
    if (is_replaced(l))
        return;
    place_path(&value, l, text);
    conf_note(conf_of(l), l->spec, buffer_string(&value), l->line);
    buffer_free(&value);
    kept = conf_of(l)->origin[conf_of(l)->len - 1].value; /* settings point into it */
    if (!l->spec->set(l->settings, kept))
        wrong_value(l, " has a value that is not right");
}

/* Of an option without an argument: true says it, false is as if nothing were said. */
static void take_switch(struct loading *l, const config_setting_t *setting)
{
    if (config_setting_type(setting) != CONFIG_TYPE_BOOL)
        mistake(l, " is true or false", l->spec->name, "write it without quotes");
    else if (config_setting_get_bool(setting))
        take_value(l, "true");
}

static void take_scalar(struct loading *l, const config_setting_t *setting)
{
    char number[40];

    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_STRING:
        take_value(l, config_setting_get_string(setting));
        break;
    case CONFIG_TYPE_INT:
    case CONFIG_TYPE_INT64:
        snprintf(number, sizeof(number), "%lld", config_setting_get_int64(setting));
        take_value(l, number);
        break;
    case CONFIG_TYPE_FLOAT:
        snprintf(number, sizeof(number), "%.6g", config_setting_get_float(setting));
        take_value(l, number);
        break;
    default:
        wrong_value(l, " has a value of another kind");
    }
}

static void take_list(struct loading *l, const config_setting_t *setting)
{
    const int len = config_setting_length(setting);

    if (!l->rule->list) {
        mistake(l, " takes one value, not a list", l->spec->name, "write it without brackets");
        return;
    }
    for (int i = 0; i < len; i++)
        take_scalar(l, config_setting_get_elem(setting, (unsigned)i));
}

/* Of a file that was only found, a wary command takes what makes it find more. */
static bool would_keep_values(const struct loading *l)
{
    if (!conf_of(l)->found || !l->wary || l->spec->id == OPTION_ENABLE)
        return false;
    message_about(conf_of(l)->file,
                  "line %u: %s is not taken by %s from a file that was only found; name the file "
                  "with --config, if it is meant",
                  l->line, l->spec->name, l->command->name);
    return true;
}

static void take_setting(struct loading *l, const config_setting_t *setting)
{
    const char *const name = config_setting_name(setting);

    l->line = config_setting_source_line(setting);
    l->spec = spec_named(l, name);
    if (!l->spec) {
        unknown(l, name);
        return;
    }
    l->rule = conf_rule_of(l->spec->id);
    if (l->rule->trust == CONF_NEVER)
        mistake(l, " is for the command line alone", name, "remove it here");
    else if (l->rule->trust == CONF_NAMED && conf_of(l)->found)
        mistake(l, " may not be set by a file that was only found", name,
                "remove it, or name this file with --config");
    else if (!takes(l->command, l->spec->id) || would_keep_values(l))
        return; /* of another command, or not by this one */
    else if (!l->spec->arg)
        take_switch(l, setting);
    else if (config_setting_is_list(setting) || config_setting_is_array(setting))
        take_list(l, setting);
    else
        take_scalar(l, setting);
}

/* ---- The file -------------------------------------------------------------------------------------- */

/* Its text, or NULL after a word. */
static char *read_text(const char *path)
{
    const int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    char *const text = mem_alloc(CONF_MAX + 1);
    ssize_t len = -1, got = 1;
    struct stat st;

    if (fd < 0 || fstat(fd, &st) != 0) {
        message_about(path, "cannot read the settings: %s", strerror(errno));
    } else if (!S_ISREG(st.st_mode) || st.st_size > (off_t)CONF_MAX) {
        message_about(path, "no file of at most 64 KiB; settings are read from one");
    } else {
        for (len = 0; len <= (ssize_t)CONF_MAX && got > 0; len += got > 0 ? got : 0)
            got = read(fd, text + len, CONF_MAX + 1 - (size_t)len);
        if (got < 0) {
            message_about(path, "cannot read the settings: %s", strerror(errno));
            len = -1; /* a part of them would do as if the others were not wanted */
        }
    }
    if (fd >= 0)
        close(fd);
    if (len < 0 || len > (ssize_t)CONF_MAX || memchr(text, '\0', (size_t)len)) {
        if (len >= 0)
            message_about(path, "no text of at most 64 KiB; settings are read from one");
        mem_free(text);
        return NULL;
    }
    text[len] = '\0';
    return text;
}

static void load_text(struct loading *l, const char *text)
{
    config_t config;

    config_init(&config);
    l->line = source_include(text);
    if (l->line) {
        mistake(l, " reads another file, which settings do not", "@include",
                "write the settings here");
    } else if (!config_read_string(&config, text)) {
        l->line = (unsigned)config_error_line(&config);
        mistake(l, "", config_error_text(&config), "settings are written as NAME = VALUE;");
    } else {
        const config_setting_t *const root = config_root_setting(&config);
        const int len = config_setting_length(root);

        for (int i = 0; i < len; i++)
            take_setting(l, config_setting_get_elem(root, (unsigned)i));
    }
    config_destroy(&config);
}

int conf_load(struct settings *settings, const struct command *command, bool wary)
{
    struct loading l = { .settings = settings, .command = command, .wary = wary };
    char *const text = read_text(settings->conf.file);

    if (!text)
        return STATUS_USER;
    load_text(&l, text);
    mem_free(text);
    return l.mistakes ? STATUS_USER : STATUS_CLEAN;
}
