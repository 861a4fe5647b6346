/* dlpscan/adopt/adopt_gitleaks.c - .gitleaksignore, and the allowlists of a gitleaks configuration. */

#include "adopt/adopted.h"

#include "buffer.h"
#include "mem.h"
#include "message.h"
#include "numeral.h"

#include <string.h>

/* ---- .gitleaksignore ------------------------------------------------------------------------------- */

static bool is_commit(const char *text, size_t len)
{
    return len == 40 && strspn(text, "0123456789abcdef") >= 40;
}

/* [COMMIT:]FILE:RULE:LINE; a file may hold colons, the others do not. */
static bool take_fingerprint(struct adopted *adopted, const char *source, char *line)
{
    char *const last = strrchr(line, ':');
    uint64_t number;
    char *rule;
    size_t commit;

    if (!last || !number_read(last + 1, &number) || number == 0)
        return false;
    *last = '\0';
    rule = strrchr(line, ':');
    if (!rule)
        return false;
    *rule = '\0';
    commit = strcspn(line, ":");
    if (line[commit] && is_commit(line, commit))
        line += commit + 1;
    if (!*line)
        return false;
    (void)adopted_add(adopted, source, line, strlen(line), number);
    return true;
}

bool adopt_gitleaks_ignore(struct adopted *adopted, const char *path)
{
    char *const text = adopt_read(path);
    size_t number = 0, wrong = 0;

    for (char *line = text, *next; line; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        number++;
        line[strcspn(line, "\r#")] = '\0';
        while (*line && strchr(" \t", line[strlen(line) - 1]))
            line[strlen(line) - 1] = '\0';
        if (*line && !take_fingerprint(adopted, path, line)) {
            message_about(path, "line %zu: is not FILE:RULE:LINE; left out", number);
            wrong++;
        }
    }
    mem_free(text);
    return text != NULL && wrong == 0;
}

/* ---- Allowlists ------------------------------------------------------------------------------------ */

struct toml {
    const char *path, *at;
    size_t line;
    struct buffer text; /* of a string */
    bool global;        /* in an allowlist of all rules */
    bool ours;          /* in any allowlist */
    const char *owner, *expires;
    struct buffer *out;
    size_t left_out;
};

static void skip_blank(struct toml *t, bool lines)
{
    for (;; t->at++) {
        if (*t->at == '#')
            t->at += strcspn(t->at, "\n");
        if (*t->at == '\n' && lines)
            t->line++;
        else if (!*t->at || !strchr(" \t\r", *t->at))
            return;
    }
}

/* 'a', "a", or either three times. False where none begins, or does not end. */
static bool read_text(struct toml *t)
{
    const char quote = *t->at;
    const bool three = t->at[0] && t->at[1] == quote && t->at[2] == quote;
    const size_t marks = three ? 3 : 1;

    buffer_cut(&t->text, 0);
    if (quote != '\'' && quote != '"')
        return false;
    for (t->at += marks; *t->at; t->at++) {
        if (strncmp(t->at,
                    three && quote == '"' ? "\"\"\""
                        : three           ? "'''"
                        : quote == '"'    ? "\""
                                          : "'",
                    marks)
            == 0) {
            t->at += marks;
            return true;
        }
        t->line += *t->at == '\n';
        if (quote == '"' && *t->at == '\\' && t->at[1])
            t->at++; /* of escapes, only those of marks matter in a pattern of paths */
        buffer_char(&t->text, *t->at);
    }
    return false;
}

static void leave_out(struct toml *t, const char *what, const char *why)
{
    message_about(t->path, "line %zu: %s is left out: %s", t->line, what, why);
    t->left_out++;
}

static void take_path(struct toml *t)
{
    struct buffer globs = BUFFER_INIT;
    const char *const why = adopt_globs(&globs, buffer_string(&t->text));

    if (why)
        leave_out(t, "a pattern of paths", why);
    for (char *glob = why ? NULL : globs.data, *next; glob && *glob; glob = next) {
        next = strchr(glob, '\n');
        *next++ = '\0';
        buffer_format(t->out,
                      "rule=secret.* path=%s owner=%s expires=%s reason=allowed by %s, line %zu\n",
                      glob, t->owner, t->expires, t->path, t->line);
    }
    buffer_free(&globs);
}

static void take_value(struct toml *t, const char *key, size_t len)
{
    const bool paths = len == 5 && memcmp(key, "paths", 5) == 0;
    const bool told =
        (len == 7 && (memcmp(key, "regexes", 7) == 0 || memcmp(key, "commits", 7) == 0))
        || (len == 9 && memcmp(key, "stopwords", 9) == 0);
    size_t count = 0;
    bool array;

    skip_blank(t, false);
    array = *t->at == '[';
    t->at += array;
    for (skip_blank(t, array); read_text(t); skip_blank(t, array)) {
        count++;
        if (paths && t->global)
            take_path(t);
        skip_blank(t, array);
        t->at += *t->at == ',';
        if (!array)
            break;
    }
    if (count && t->ours && (told || (paths && !t->global))) {
        struct buffer name = BUFFER_INIT;

        buffer_add(&name, key, len);
        leave_out(
            t, name.data,
            paths ? "it is of one rule of gitleaks', and exceptions name rules of ours"
                  : "exceptions know rules, paths and tokens; 'dlpscan baseline' learns values");
        buffer_free(&name);
    }
    t->at += strcspn(t->at, "\n");
}

static void take_line(struct toml *t)
{
    const size_t len = strcspn(t->at, " \t=\r\n");

    if (*t->at == '[') {
        const size_t name = strcspn(t->at, "\n");

        t->global =
            strncmp(t->at, "[allowlist]", 11) == 0 || strncmp(t->at, "[[allowlists]]", 14) == 0;
        t->ours = t->global || strncmp(t->at, "[rules.allowlist", 16) == 0
            || strncmp(t->at, "[[rules.allowlists", 18) == 0;
        t->at += name;
        return;
    }
    {
        const char *const key = t->at;

        t->at += len;
        skip_blank(t, false);
        if (*t->at == '=') {
            t->at++;
            take_value(t, key, len);
        } else {
            t->at += strcspn(t->at, "\n");
        }
    }
}

bool adopt_gitleaks_config(struct buffer *out, const char *path, const char *owner,
                           const char *expires)
{
    char *const text = adopt_read(path);
    struct toml t = {
        .path = path, .at = text, .line = 1, .owner = owner, .expires = expires, .out = out
    };

    if (!text)
        return false;
    for (skip_blank(&t, true); *t.at; skip_blank(&t, true))
        take_line(&t);
    buffer_free(&t.text);
    mem_free(text);
    return true;
}
