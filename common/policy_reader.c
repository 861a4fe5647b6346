/* common/policy_reader.c - libconfig settings by tables, with complaints that carry file and line. */

#include "policy_reader.h"

#include "buffer.h"
#include "mem.h"

#include <fnmatch.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define TEXT_MAX 255
#define MESSAGE_MAX 512
#define LIST_MAX 4096

static void *owned_take(struct owned *owned, void *pointer)
{
    if (owned->len == owned->cap) {
        owned->cap = owned->cap ? 2 * owned->cap : 64;
        owned->pointers = mem_resize(owned->pointers, owned->cap, sizeof(*owned->pointers));
    }
    owned->pointers[owned->len++] = pointer;
    return pointer;
}

void *owned_array(struct owned *owned, size_t count, size_t size)
{
    return owned_take(owned, mem_array(count ? count : 1, size));
}

char *owned_copy(struct owned *owned, const char *text)
{
    return owned_take(owned, mem_copy(text, strlen(text)));
}

void owned_free(struct owned *owned)
{
    for (size_t i = 0; i < owned->len; i++)
        mem_free(owned->pointers[i]);
    mem_free(owned->pointers);
    *owned = (struct owned){ 0 };
}

static void tell(struct policy_reader *reader, enum dlp_diagnostic_level level, unsigned line,
                 const char *format, va_list args)
{
    char message[MESSAGE_MAX];
    const struct dlp_diagnostic diagnostic = {
        .level = level, .file = reader->file, .line = line, .rule = reader->item, .message = message
    };

    (void)vsnprintf(message, sizeof(message), format, args);
    reader->errors += level == DLP_DIAGNOSTIC_ERROR;
    if (reader->fn)
        reader->fn(&diagnostic, reader->user);
}

/* libconfig gives a string in a list the line of what follows it: the list's own line is right at
 * least for lists that stand on one. */
static unsigned line_of(const config_setting_t *at)
{
    while (at && !config_setting_name(at) && !config_setting_is_group(at))
        at = config_setting_parent(at);
    return at ? config_setting_source_line(at) : 0;
}

void reader_error(struct policy_reader *reader, const config_setting_t *at, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    tell(reader, DLP_DIAGNOSTIC_ERROR, line_of(at), format, args);
    va_end(args);
}

void reader_error_line(struct policy_reader *reader, unsigned line, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    tell(reader, DLP_DIAGNOSTIC_ERROR, line, format, args);
    va_end(args);
}

void reader_warning(struct policy_reader *reader, unsigned line, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    tell(reader, DLP_DIAGNOSTIC_WARNING, line, format, args);
    va_end(args);
}

const char *reader_name(const config_setting_t *setting)
{
    while (setting && !config_setting_name(setting))
        setting = config_setting_parent(setting);
    return setting ? config_setting_name(setting) : "file";
}

bool reader_string(struct policy_reader *reader, const config_setting_t *setting, char **out)
{
    const char *const text = config_setting_get_string(setting);

    if (config_setting_type(setting) != CONFIG_TYPE_STRING || !text) {
        reader_error(reader, setting, "'%s' must be a string in quotes", reader_name(setting));
        return false;
    }
    if (*text == '\0' || strlen(text) > TEXT_MAX) {
        reader_error(reader, setting, "'%s' must have 1 to %d bytes", reader_name(setting),
                     TEXT_MAX);
        return false;
    }
    *out = owned_copy(reader->owned, text);
    return true;
}

bool reader_number(struct policy_reader *reader, const config_setting_t *setting, uint32_t least,
                   uint32_t most, uint32_t *out)
{
    const int type = config_setting_type(setting);
    const long long number = type == CONFIG_TYPE_INT64 ? config_setting_get_int64(setting)
                                                       : config_setting_get_int(setting);

    if ((type != CONFIG_TYPE_INT && type != CONFIG_TYPE_INT64) || number < (long long)least
        || number > (long long)most) {
        reader_error(reader, setting, "'%s' must be a whole number from %u to %u",
                     reader_name(setting), least, most);
        return false;
    }
    *out = (uint32_t)number;
    return true;
}

bool reader_fraction(struct policy_reader *reader, const config_setting_t *setting, double *out)
{
    const double number = config_setting_get_float(setting);

    if (config_setting_type(setting) != CONFIG_TYPE_FLOAT || number <= 0 || number >= 1) {
        reader_error(reader, setting, "'%s' must be a number between 0 and 1, as in 0.75",
                     reader_name(setting));
        return false;
    }
    *out = number;
    return true;
}

bool reader_choice(struct policy_reader *reader, const config_setting_t *setting,
                   const char *const *names, size_t len, unsigned *out)
{
    const char *const text = config_setting_get_string(setting);
    struct buffer known = BUFFER_INIT;

    for (size_t i = 0; text && i < len; i++) {
        if (strcmp(text, names[i]) == 0) {
            *out = (unsigned)i;
            return true;
        }
    }
    for (size_t i = 0; i < len; i++)
        buffer_format(&known, "%s\"%s\"", i == 0 ? "" : i + 1 == len ? " or " : ", ", names[i]);
    reader_error(reader, setting, "'%s' must be %s", reader_name(setting), buffer_string(&known));
    buffer_free(&known);
    return false;
}

bool reader_texts(struct policy_reader *reader, const config_setting_t *setting,
                  struct text_list *out)
{
    const bool list = config_setting_is_list(setting) || config_setting_is_array(setting);
    const int len = list ? config_setting_length(setting) : 1;

    *out = (struct text_list){ 0 };
    if (len == 0 || len > LIST_MAX) {
        reader_error(reader, setting,
                     "'%s' must hold 1 to %d strings; leave it out where all are meant",
                     reader_name(setting), LIST_MAX);
        return false;
    }
    out->text = owned_array(reader->owned, (size_t)len, sizeof(*out->text));
    for (int i = 0; i < len; i++) {
        const config_setting_t *const one =
            list ? config_setting_get_elem(setting, (unsigned)i) : setting;

        if (!reader_string(reader, one, &out->text[i]))
            return false;
    }
    out->len = (size_t)len;
    return true;
}

bool texts_match(const struct text_list *globs, const char *text)
{
    for (size_t i = 0; i < globs->len; i++) {
        if (fnmatch(globs->text[i], text, 0) == 0)
            return true;
    }
    return false;
}

void reader_unknown(struct policy_reader *reader, const config_setting_t *setting,
                    const struct setting_spec *specs, size_t len)
{
    struct buffer known = BUFFER_INIT;

    for (size_t i = 0; i < len; i++)
        buffer_format(&known, "%s%s", i ? ", " : "", specs[i].name);
    reader_error(reader, setting, "'%.60s' is not known here; known: %s",
                 config_setting_name(setting), buffer_string(&known));
    buffer_free(&known);
}

void reader_group(struct policy_reader *reader, const config_setting_t *group,
                  const struct setting_spec *specs, size_t len, void *into)
{
    const int settings = config_setting_is_group(group) ? config_setting_length(group) : 0;

    if (!config_setting_is_group(group))
        reader_error(reader, group, "'%s' must be a group: { ... }", reader_name(group));
    for (int i = 0; i < settings; i++) {
        const config_setting_t *const setting = config_setting_get_elem(group, (unsigned)i);
        size_t at = 0;

        while (at < len && strcmp(specs[at].name, config_setting_name(setting)) != 0)
            at++;
        if (at < len)
            specs[at].read(reader, setting, into);
        else
            reader_unknown(reader, setting, specs, len);
    }
}

void reader_version(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    uint32_t version;

    (void)into;
    (void)reader_number(reader, setting, 1, 1, &version);
}

void reader_later(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    (void)reader;
    (void)setting;
    (void)into;
}

void reader_root(struct policy_reader *reader, const config_setting_t *root,
                 const struct setting_spec *specs, size_t len, void *into)
{
    reader_group(reader, root, specs, len, into);
    if (!config_setting_get_member(root, "version"))
        reader_error_line(reader, 1, "the file must say 'version = 1;'");
}

bool reader_groups(struct policy_reader *reader, const config_setting_t *list, size_t most,
                   void (*read)(struct policy_reader *, const config_setting_t *, void *),
                   void *into)
{
    const size_t errors = reader->errors;
    const int len = config_setting_is_list(list) ? config_setting_length(list) : -1;

    if (len < 0 || (size_t)len > most) {
        reader_error(reader, list,
                     "'%s' must be a list of at most %zu groups: ( { ... }, { ... } )",
                     reader_name(list), most);
        return false;
    }
    for (int i = 0; i < len; i++) {
        const config_setting_t *const group = config_setting_get_elem(list, (unsigned)i);

        if (config_setting_is_group(group))
            read(reader, group, into);
        else
            reader_error(reader, group, "an element of '%s' must be a group: { ... }",
                         reader_name(list));
    }
    return reader->errors == errors;
}
