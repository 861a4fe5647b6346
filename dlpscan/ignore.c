/* dlpscan/ignore.c - the rules of one ignore file, as git reads them: gitignore(5). */

#include "ignore.h"

#include "glob.h"
#include "mem.h"

#include <string.h>

/* Trailing blanks do not count, but for one behind a backslash. */
static size_t trimmed(const char *line, size_t len)
{
    size_t kept = 0;

    for (size_t i = 0; i < len; i++) {
        if (line[i] == '\\' && i + 1 < len) {
            i++;
            kept = i + 1;
        } else if (line[i] != ' ') {
            kept = i + 1;
        }
    }
    return kept;
}

static void add_rule(struct ignore *ignore, const char *line, size_t len)
{
    struct ignore_rule rule = { .negated = len > 0 && line[0] == '!' };
    bool rooted;

    line += rule.negated;
    len -= rule.negated;
    rule.folder_only = len > 0 && line[len - 1] == '/';
    len -= rule.folder_only;
    rooted = len > 0 && line[0] == '/';
    line += rooted;
    len -= rooted;
    if (len == 0)
        return;
    rule.whole_path = rooted || memchr(line, '/', len) != NULL;
    rule.pattern = mem_copy(line, len);
    rule.len = len;
    if (ignore->len == ignore->cap) {
        ignore->cap = ignore->cap ? 2 * ignore->cap : 16;
        ignore->rule = mem_resize(ignore->rule, ignore->cap, sizeof(*ignore->rule));
    }
    ignore->rule[ignore->len++] = rule;
}

void ignore_add(struct ignore *ignore, const char *text, size_t len)
{
    const char *const end = text + len;

    if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        text += 3;
    while (text < end) {
        const char *const newline = memchr(text, '\n', (size_t)(end - text));
        const char *const stop = newline ? newline : end;
        size_t line_len = (size_t)(stop - text);

        if (line_len && text[line_len - 1] == '\r')
            line_len--;
        if (memchr(text, '\0', line_len))
            line_len = strlen(text);
        if (line_len && text[0] != '#')
            add_rule(ignore, text, trimmed(text, line_len));
        text = newline ? newline + 1 : end;
    }
}

static bool rule_matches(const struct ignore_rule *rule, const char *path, const char *name,
                         size_t name_len, bool is_folder)
{
    if (rule->folder_only && !is_folder)
        return false;
    if (rule->whole_path)
        return glob_path(rule->pattern, path);
    return glob_name(rule->pattern, rule->len, name, name_len);
}

enum ignore_verdict ignore_says(const struct ignore *ignore, const char *path, bool is_folder)
{
    const char *const slash = strrchr(path, '/');
    const char *const name = slash ? slash + 1 : path;
    const size_t name_len = strlen(name);

    for (size_t i = ignore->len; i-- > 0;) {
        const struct ignore_rule *const rule = &ignore->rule[i];

        if (rule_matches(rule, path, name, name_len, is_folder))
            return rule->negated ? IGNORE_NO : IGNORE_YES;
    }
    return IGNORE_SILENT;
}

bool ignore_covers(const struct ignore *ignore, const char *path)
{
    bool covered = ignore_says(ignore, path, false) == IGNORE_YES;
    const char *slash = path;

    while (!covered && (slash = strchr(slash + 1, '/')) != NULL) {
        char *const folder = mem_copy(path, (size_t)(slash - path));

        covered = ignore_says(ignore, folder, true) == IGNORE_YES;
        mem_free(folder);
    }
    return covered;
}

void ignore_free(struct ignore *ignore)
{
    for (size_t i = 0; i < ignore->len; i++)
        mem_free(ignore->rule[i].pattern);
    mem_free(ignore->rule);
    *ignore = (struct ignore)IGNORE_INIT;
}
