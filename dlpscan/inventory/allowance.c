/* dlpscan/inventory/allowance.c - what a receiver may get: the rest of an export is over-collected. */

#include "inventory/allowance.h"

#include "mem.h"
#include "message.h"
#include "program.h"

#include <errno.h>
#include <libconfig.h>
#include <stdio.h>
#include <string.h>

static bool add(struct text_list *globs, const char *text, size_t len)
{
    if (len == 0)
        return false;
    globs->text = mem_resize(globs->text, globs->len + 1, sizeof(char *));
    globs->text[globs->len++] = mem_copy(text, len);
    return true;
}

bool allowance_allow(struct allowance *allowance, const char *names)
{
    allowance->allow_said = true;
    for (;;) {
        const size_t len = strcspn(names, ",");

        if (!add(&allowance->allow, names, len))
            return false;
        if (!names[len])
            return true;
        names += len + 1;
    }
}

static bool take_globs(struct text_list *globs, const config_setting_t *setting)
{
    const int len = config_setting_length(setting);

    if (!config_setting_is_list(setting) && !config_setting_is_array(setting))
        return false;
    for (int i = 0; i < len; i++) {
        const char *const glob = config_setting_get_string_elem(setting, i);

        if (!glob || !add(globs, glob, strlen(glob)))
            return false;
    }
    return true;
}

/* @return NULL, or what the setting should be */
static const char *take_setting(struct allowance *allowance, const config_setting_t *setting)
{
    const char *const name = config_setting_name(setting);

    if (strcmp(name, "allow") == 0) {
        allowance->allow_said = true;
        return take_globs(&allowance->allow, setting) ? NULL : "a list of globs of rule ids";
    }
    if (strcmp(name, "deny") == 0)
        return take_globs(&allowance->deny, setting) ? NULL : "a list of globs of rule ids";
    if (strcmp(name, "receiver") != 0)
        return "one of: receiver, allow, deny";
    if (config_setting_type(setting) != CONFIG_TYPE_STRING)
        return "a text";
    mem_free(allowance->receiver);
    allowance->receiver =
        mem_copy(config_setting_get_string(setting), strlen(config_setting_get_string(setting)));
    return NULL;
}

int allowance_load(struct allowance *allowance, const char *path)
{
    FILE *const file = fopen(path, "re");
    int status = STATUS_CLEAN;
    config_t config;

    if (!file) {
        message_about(path, "cannot read what the receiver may get: %s", strerror(errno));
        return STATUS_USER;
    }
    config_init(&config);
    if (!config_read(&config, file)) {
        message_about(path, "line %d: %s; it is written as NAME = VALUE;",
                      config_error_line(&config), config_error_text(&config));
        status = STATUS_USER;
    } else {
        const config_setting_t *const root = config_root_setting(&config);

        for (int i = 0; i < config_setting_length(root); i++) {
            const config_setting_t *const setting = config_setting_get_elem(root, (unsigned)i);
            const char *const wanted = take_setting(allowance, setting);

            if (wanted) {
                message_about(path, "line %u: %s is not right; give %s",
                              (unsigned)config_setting_source_line(setting),
                              config_setting_name(setting), wanted);
                status = STATUS_USER;
            }
        }
    }
    config_destroy(&config);
    fclose(file);
    return status;
}

bool allowance_is_said(const struct allowance *allowance)
{
    return allowance->allow_said || allowance->deny.len > 0;
}

bool allowance_has(const struct allowance *allowance, const char *rule)
{
    return !texts_match(&allowance->deny, rule)
        && (!allowance->allow_said || texts_match(&allowance->allow, rule));
}

size_t allowance_judge(const struct allowance *allowance, struct holdings *holdings)
{
    size_t over = 0;

    for (size_t i = 0; i < holdings->len; i++) {
        const struct holding_table *const table = holdings->table[i];

        for (size_t j = 0; j < table->len; j++) {
            struct table_column *const column = &table->column[j];

            for (size_t k = 0; k < column->len; k++) {
                column->holding[k].over = !allowance_has(allowance, column->holding[k].rule);
                over += column->holding[k].over;
            }
        }
    }
    return over;
}

static void globs_free(struct text_list *globs)
{
    for (size_t i = 0; i < globs->len; i++)
        mem_free(globs->text[i]);
    mem_free(globs->text);
}

void allowance_free(struct allowance *allowance)
{
    globs_free(&allowance->allow);
    globs_free(&allowance->deny);
    mem_free(allowance->receiver);
    *allowance = (struct allowance){ 0 };
}
