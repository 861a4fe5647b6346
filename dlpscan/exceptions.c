/* dlpscan/exceptions.c - findings that somebody answers for, until a day.
 *
 *   rule=secret.* path=tests/keys owner=ann@example.com expires=2027-01-31 reason=made for tests
 *
 * An exception without owner or end is how a leak stays: both are asked for. */

#include "exceptions.h"

#include "mem.h"
#include "message.h"
#include "program.h"

#include <ctype.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

bool exception_is_day(const char *text)
{
    static const char form[] = "dddd-dd-dd";

    if (strlen(text) != sizeof(form) - 1)
        return false;
    for (size_t i = 0; form[i]; i++) {
        if (form[i] == 'd' ? !isdigit((unsigned char)text[i]) : text[i] != form[i])
            return false;
    }
    return true;
}

static void today(char out[11])
{
    const time_t seconds = time(NULL);
    struct tm parts;

    out[0] = '\0';
    if (gmtime_r(&seconds, &parts))
        (void)strftime(out, 11, "%Y-%m-%d", &parts);
}

static char *copy(const char *text)
{
    return mem_copy(text, strlen(text));
}

/* One NAME=VALUE. @return NULL, or what is wrong */
static const char *set_field(struct exception *e, const char *name, const char *value)
{
    if (!*value)
        return "a value is empty";
    if (strcmp(name, "rule") == 0 && !e->rule)
        e->rule = copy(value);
    else if (strcmp(name, "path") == 0 && !e->path.len)
        ignore_add(&e->path, value, strlen(value));
    else if (strcmp(name, "token") == 0 && !e->token)
        e->token = copy(value);
    else if (strcmp(name, "owner") == 0 && !e->owner)
        e->owner = copy(value);
    else if (strcmp(name, "expires") == 0 && exception_is_day(value))
        memcpy(e->expires, value, sizeof(e->expires));
    else if (strcmp(name, "expires") == 0)
        return "expires is a day as 2027-01-31";
    else
        return "give each of rule, path, token, owner, expires and, last, reason once at most";
    return NULL;
}

static const char *read_line(struct exception *e, char *line)
{
    const char *wrong = NULL;

    while (*line && !wrong) {
        char *const equals = strchr(line, '=');
        size_t len;

        line += strspn(line, " \t");
        if (!*line || strncmp(line, "reason=", 7) == 0)
            break;
        len = strcspn(line, " \t");
        if (!equals || equals > line + len)
            return "it is not NAME=VALUE";
        *equals = '\0';
        if (line[len])
            line[len++] = '\0';
        wrong = set_field(e, line, equals + 1);
        line += len;
    }
    if (!wrong && (!e->owner || !*e->expires))
        wrong = "it needs owner= and expires=";
    if (!wrong && !e->rule && !e->path.len && !e->token)
        wrong = "it needs rule=, path= or token=";
    return wrong;
}

static struct exception *add(struct exceptions *exceptions, size_t line)
{
    struct exception *e;

    exceptions->at = mem_resize(exceptions->at, exceptions->len + 1, sizeof(*exceptions->at));
    e = &exceptions->at[exceptions->len++];
    memset(e, 0, sizeof(*e));
    atomic_init(&e->used, false);
    e->line = line;
    return e;
}

int exceptions_load(struct exceptions *exceptions, const char *path)
{
    FILE *const file = fopen(path, "re");
    int status = STATUS_CLEAN;
    char *line = NULL, now[11];
    size_t cap = 0, number = 0;

    *exceptions = (struct exceptions){ .file = path };
    if (!file) {
        message_about(path, "cannot read the exceptions: %s", strerror(errno));
        return STATUS_USER;
    }
    today(now);
    while (getline(&line, &cap, file) > 0) {
        struct exception *e;
        const char *wrong;

        number++;
        line[strcspn(line, "\r\n")] = '\0';
        if (line[strspn(line, " \t")] == '\0' || line[0] == '#')
            continue;
        e = add(exceptions, number);
        wrong = read_line(e, line);
        e->expired = strcmp(now, e->expires) > 0;
        if (wrong) {
            message_about(path, "line %zu: %s", number, wrong);
            status = STATUS_USER;
        }
    }
    fclose(file);
    mem_free(line);
    return status;
}

void exceptions_free(struct exceptions *exceptions)
{
    for (size_t i = 0; i < exceptions->len; i++) {
        mem_free(exceptions->at[i].rule);
        mem_free(exceptions->at[i].token);
        mem_free(exceptions->at[i].owner);
        ignore_free(&exceptions->at[i].path);
    }
    mem_free(exceptions->at);
    *exceptions = (struct exceptions){ 0 };
}

static bool one_allows(const struct exception *e, const struct dlp_finding *finding,
                       const char *path)
{
    if (e->rule && fnmatch(e->rule, finding->rule, 0) != 0)
        return false;
    if (e->token && (!finding->token || strcmp(e->token, finding->token) != 0))
        return false;
    return !e->path.len || ignore_covers(&e->path, path);
}

bool exceptions_allow(struct exceptions *exceptions, const struct dlp_finding *finding,
                      const char *path)
{
    bool allowed = false;

    while (path[0] == '.' && path[1] == '/')
        path += 2;
    for (size_t i = 0; i < exceptions->len && !allowed; i++) {
        struct exception *const e = &exceptions->at[i];

        if (!one_allows(e, finding, path))
            continue;
        atomic_store(&e->used, true);
        allowed = !e->expired;
    }
    return allowed;
}

void exceptions_say(const struct exceptions *exceptions)
{
    for (size_t i = 0; i < exceptions->len; i++) {
        const struct exception *const e = &exceptions->at[i];

        if (e->expired)
            message_about(exceptions->file, "line %zu: expired on %s; ask %s, or remove it",
                          e->line, e->expires, e->owner);
        else if (!atomic_load(&e->used))
            message_about(exceptions->file, "line %zu: allowed nothing; ask %s, or remove it",
                          e->line, e->owner);
    }
}
