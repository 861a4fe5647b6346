/* base/config.c - libconfig trees: the line of each setting, and typed getters. */

#include "base/config.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

unsigned dlp_config_line(const config_setting_t *s)
{
    const uintptr_t line = (uintptr_t)config_setting_get_hook(s);

    return line ? (unsigned)line : config_setting_source_line(s);
}

void dlp_config_set_line(config_setting_t *s, unsigned line)
{
    config_setting_set_hook(s, (void *)(uintptr_t)line);
}

const char *dlp_config_name(const config_setting_t *s)
{
    while (s && !config_setting_name(s))
        s = config_setting_parent(s);
    return s ? config_setting_name(s) : "file";
}

const char *dlp_config_type(const config_setting_t *s)
{
    switch (config_setting_type(s)) {
    case CONFIG_TYPE_GROUP:
        return "a group";
    case CONFIG_TYPE_INT:
    case CONFIG_TYPE_INT64:
        return "a whole number";
    case CONFIG_TYPE_FLOAT:
        return "a number";
    case CONFIG_TYPE_STRING:
        return "a string";
    case CONFIG_TYPE_BOOL:
        return "true or false";
    default:
        return "a list";
    }
}

void dlp_config_error(const struct dlp_config_at *at, const config_setting_t *s, const char *format,
                      ...)
{
    char message[512];
    va_list args;

    va_start(args, format);
    (void)vsnprintf(message, sizeof(message), format, args);
    va_end(args);
    dlp_diag_error(at->diag, at->file, dlp_config_line(s), at->rule, "%s", message);
}

static bool type_is_wrong(const struct dlp_config_at *at, const config_setting_t *s,
                          const char *wanted)
{
    const bool element = !config_setting_name(s);

    dlp_config_error(at, s,
                     element ? "an element of '%s' must be %s, not %s" : "'%s' must be %s, not %s",
                     dlp_config_name(s), wanted, dlp_config_type(s));
    return false;
}

bool dlp_config_string(const char **out, const struct dlp_config_at *at, const config_setting_t *s,
                       size_t max)
{
    *out = NULL;
    if (config_setting_type(s) != CONFIG_TYPE_STRING)
        return type_is_wrong(at, s, "a string");
    *out = config_setting_get_string(s);
    if (!*out)
        *out = "";
    if (strlen(*out) > max) {
        dlp_config_error(at, s, "'%s' is longer than %zu bytes", dlp_config_name(s), max);
        return false;
    }
    return true;
}

bool dlp_config_bool(bool *out, const struct dlp_config_at *at, const config_setting_t *s)
{
    if (config_setting_type(s) != CONFIG_TYPE_BOOL)
        return type_is_wrong(at, s, "true or false");
    *out = config_setting_get_bool(s) != 0;
    return true;
}

bool dlp_config_int(long long *out, const struct dlp_config_at *at, const config_setting_t *s,
                    long long min, long long max)
{
    const int type = config_setting_type(s);

    if (type == CONFIG_TYPE_INT)
        *out = config_setting_get_int(s);
    else if (type == CONFIG_TYPE_INT64)
        *out = config_setting_get_int64(s);
    else
        return type_is_wrong(at, s, "a whole number");
    if (*out >= min && *out <= max)
        return true;
    dlp_config_error(at, s, "'%s' is %lld; it must be from %lld to %lld", dlp_config_name(s), *out,
                     min, max);
    return false;
}

bool dlp_config_hundredths(int *out, const struct dlp_config_at *at, const config_setting_t *s,
                           int min, int max)
{
    const int type = config_setting_type(s);
    double value;
    double rest;

    if (type == CONFIG_TYPE_FLOAT)
        value = config_setting_get_float(s);
    else if (type == CONFIG_TYPE_INT)
        value = config_setting_get_int(s);
    else
        return type_is_wrong(at, s, "a number");
    value *= 100.0;
    /* Written so that NaN fails too. */
    if (!(value > min - 0.001 && value < max + 0.001)) {
        dlp_config_error(at, s, "'%s' must be from %.2f to %.2f", dlp_config_name(s), min / 100.0,
                         max / 100.0);
        return false;
    }
    *out = (int)(value < 0 ? value - 0.5 : value + 0.5);
    rest = value - *out;
    if (rest > 0.001 || rest < -0.001) {
        dlp_config_error(at, s, "'%s' has more than two decimals", dlp_config_name(s));
        return false;
    }
    return true;
}

bool dlp_config_choice(unsigned *out, const struct dlp_config_at *at, const config_setting_t *s,
                       const char *const *names, size_t n)
{
    char list[256];
    size_t used = 0;
    const char *value;

    if (!dlp_config_string(&value, at, s, 255))
        return false;
    for (size_t i = 0; i < n; i++) {
        int wrote;

        if (strcmp(names[i], value) == 0) {
            *out = (unsigned)i;
            return true;
        }
        if (used >= sizeof(list))
            continue;
        wrote = snprintf(list + used, sizeof(list) - used, "%s\"%s\"", i ? ", " : "", names[i]);
        used += wrote > 0 ? (size_t)wrote : 0;
    }
    dlp_config_error(at, s, "'%s' is \"%.40s\"; it must be one of %s", dlp_config_name(s), value,
                     list);
    return false;
}

bool dlp_config_list(size_t *len, const struct dlp_config_at *at, const config_setting_t *s,
                     size_t max)
{
    if (!config_setting_is_list(s) && !config_setting_is_array(s))
        return type_is_wrong(at, s, "a list");
    *len = (size_t)config_setting_length(s);
    if (*len <= max)
        return true;
    dlp_config_error(at, s, "'%s' has %zu elements; %zu are allowed", dlp_config_name(s), *len,
                     max);
    return false;
}

bool dlp_config_group(size_t *len, const struct dlp_config_at *at, const config_setting_t *s)
{
    if (!config_setting_is_group(s))
        return type_is_wrong(at, s, "a group");
    *len = (size_t)config_setting_length(s);
    return true;
}
