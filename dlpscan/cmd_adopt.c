/* dlpscan/cmd_adopt.c - `dlpscan baseline import`: what other scanners know becomes known here. */

#include "adopt/adopted.h"
#include "command.h"
#include "mem.h"
#include "message.h"
#include "output.h"
#include "run.h"
#include "walk.h"

#include <string.h>
#include <unistd.h>

static bool ends_in(const char *text, const char *end)
{
    const size_t len = strlen(text), end_len = strlen(end);

    return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

/* A file of JSON begins with its brace, whatever it is called. */
static bool is_json(const char *path)
{
    char *const text = adopt_read(path);
    const bool json = text && text[strspn(text, " \t\r\n")] == '{';

    mem_free(text);
    return json;
}

static int print_exceptions(const struct settings *settings, char **args, int count)
{
    struct buffer out = BUFFER_INIT;
    int status = STATUS_CLEAN;

    if (!settings->owner || !settings->expires) {
        message(
            "allowlists become exceptions, and each of those has an owner and an end: give --owner and "
            "--expires");
        return STATUS_USER;
    }
    for (int i = 0; i < count; i++) {
        if (!adopt_gitleaks_config(&out, args[i], settings->owner, settings->expires))
            status = STATUS_USER;
    }
    if (status == STATUS_CLEAN && !output_now(buffer_string(&out), out.len))
        status = STATUS_ENVIRONMENT;
    buffer_free(&out);
    return status;
}

/* The files of the places, each once; those that are gone are told with their places. */
static char **files_of(const struct adopted *adopted, int *count)
{
    char **const paths = mem_array(adopted->len + 1, sizeof(char *));

    *count = 0;
    for (size_t i = 0; i < adopted->len; i++) {
        bool seen = access(adopted->place[i].path, F_OK) != 0;

        for (int j = 0; j < *count && !seen; j++)
            seen = strcmp(paths[j], adopted->place[i].path) == 0;
        if (!seen)
            paths[(*count)++] = adopted->place[i].path;
    }
    return paths;
}

static int scan_places(const struct settings *settings, struct adopted *adopted)
{
    struct scan *const scan = mem_array(1, sizeof(*scan));
    struct settings changed = *settings;
    int status;

    changed.format = "baseline";
    changed.fail_given = true; /* what is found is what shall be known */
    memset(changed.fail_from, 0, sizeof(changed.fail_from));
    scan->settings = &changed;
    scan->adopted = adopted;
    scan->walk = walk_all;
    scan->paths = files_of(adopted, &scan->paths_len);
    status = run_scan(scan);
    if (status == STATUS_CLEAN || status == STATUS_INCOMPLETE)
        adopted_say(adopted);
    mem_free(scan->paths);
    mem_free(scan);
    return status;
}

int cmd_baseline_import(const struct settings *settings, char **args, int count)
{
    struct adopted adopted;
    int status = STATUS_CLEAN, configs = 0;

    for (int i = 0; i < count; i++)
        configs += ends_in(args[i], ".toml");
    if (configs == count)
        return print_exceptions(settings, args, count);
    if (configs) {
        message("allowlists (.toml) become exceptions, the others a baseline: import them apart");
        return STATUS_USER;
    }
    adopted_init(&adopted);
    for (int i = 0; i < count; i++) {
        if (!(is_json(args[i]) ? adopt_detect_secrets(&adopted, args[i])
                               : adopt_gitleaks_ignore(&adopted, args[i])))
            status = STATUS_USER;
    }
    if (status == STATUS_CLEAN)
        status = scan_places(settings, &adopted);
    adopted_free(&adopted);
    return status;
}
