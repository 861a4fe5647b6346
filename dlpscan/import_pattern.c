/* dlpscan/import_pattern.c - a pattern of Rust's regex crate as one of ours.
 *
 * Both are dialects of Perl's. What differs and is common in rule files: whole patterns in (?x), the
 * value as a group without a name, and repeats without an end, which a scan of a stream must not
 * have. What differs and is rare is refused with its reason. */

#include "import_rule.h"

#include <ctype.h>
#include <string.h>

#define REPEAT_MAX 200 /* an open repeat's end, beyond its least number */

struct pattern {
    const char *at, *end;
    struct buffer *out;
    bool spaced;  /* (?x) */
    bool bounded; /* an open repeat was closed */
    bool valued;  /* the value's group was seen */
    const char *trouble;
};

static void add(struct pattern *p, size_t len)
{
    buffer_add(p->out, p->at, len);
    p->at += len;
}

/* (?xi) and the like, in front of everything. */
static void read_flags(struct pattern *p, bool *ignore_case)
{
    while (p->end - p->at > 3 && p->at[0] == '(' && p->at[1] == '?') {
        const size_t len = strspn(p->at + 2, "ximsuU");
        bool dot_all = false, lines = false;

        if (len == 0 || p->at[2 + len] != ')')
            return;
        for (size_t i = 0; i < len; i++) {
            const char flag = p->at[2 + i];

            p->spaced |= flag == 'x';
            *ignore_case |= flag == 'i';
            dot_all |= flag == 's';
            lines |= flag == 'm';
            if (flag == 'U')
                p->trouble = "the flag U (swap greed) has no counterpart";
        }
        if (dot_all || lines)
            buffer_format(p->out, "(?%s%s)", dot_all ? "s" : "", lines ? "m" : "");
        p->at += len + 3;
        while (p->spaced && p->at < p->end && isspace((unsigned char)*p->at))
            p->at++;
    }
}

static void skip_comment(struct pattern *p)
{
    while (p->at < p->end && *p->at != '\n')
        p->at++;
}

/* [...], as it stands: spaces in it count, but for Rust's (?x), where they do not. */
static void read_class(struct pattern *p)
{
    bool first = true;

    add(p, 1);
    if (p->at < p->end && *p->at == '^')
        add(p, 1);
    for (; p->at < p->end; first = false) {
        if (*p->at == '\\' && p->end - p->at > 1) {
            add(p, 2);
        } else if (*p->at == ']' && !first) {
            add(p, 1);
            return;
        } else if (*p->at == '[' && p->at[1] == ':') {
            const char *const stop = strstr(p->at, ":]");

            add(p, stop ? (size_t)(stop + 2 - p->at) : 1);
        } else if (*p->at == '[') {
            p->trouble = "it has a class within a class";
            return;
        } else if (p->at[0] == p->at[1] && strchr("&-~", *p->at)) {
            p->trouble = "it has an operation on classes (&&, -- or ~~)";
            return;
        } else if (p->spaced && isspace((unsigned char)*p->at)) {
            p->at++;
        } else {
            add(p, 1);
        }
    }
    p->trouble = "a class is not closed";
}

/* An open bracket: the first group that takes what it matches is the value. */
static void read_group(struct pattern *p)
{
    static const char *const names[] = { "(?P<", "(?<" };
    size_t named = 0;

    for (size_t i = 0; i < 2 && !named; i++) {
        const size_t len = strlen(names[i]);

        if (strncmp(p->at, names[i], len) == 0 && p->at[len] != '=' && p->at[len] != '!') {
            const char *const close = strchr(p->at, '>');

            named = close ? (size_t)(close + 1 - p->at) : 0;
        }
    }
    if (!named && p->at[1] == '?') {
        add(p, 2);
        return;
    }
    buffer_text(p->out, p->valued ? "(?:" : "(?<value>");
    p->valued = true;
    p->at += named ? named : 1;
}

static void repeat(struct pattern *p, unsigned least)
{
    buffer_format(p->out, "{%u,%u}", least, least + REPEAT_MAX);
    p->bounded = true;
}

/* {n}, {n,m} or {n,}; a brace that is none of these is itself. */
static void read_braces(struct pattern *p)
{
    const size_t digits = strspn(p->at + 1, "0123456789");
    unsigned least = 0;

    if (digits == 0 || digits > 4 || strncmp(p->at + 1 + digits, ",}", 2) != 0) {
        add(p, 1);
        return;
    }
    for (size_t i = 0; i < digits; i++)
        least = least * 10 + (unsigned)(p->at[1 + i] - '0');
    p->at += digits + 3;
    repeat(p, least);
}

static void read_escape(struct pattern *p)
{
    if (p->end - p->at < 2) {
        p->trouble = "it ends in a backslash";
    } else if (isdigit((unsigned char)p->at[1])) {
        p->trouble = "it refers back to a group";
    } else if (p->at[1] == 'p' || p->at[1] == 'P') {
        p->trouble = "it has a Unicode class (\\p): patterns are bytes here";
    } else {
        add(p, 2);
    }
}

static void read_one(struct pattern *p)
{
    switch (*p->at) {
    case '\\':
        read_escape(p);
        break;
    case '[':
        read_class(p);
        break;
    case '(':
        read_group(p);
        break;
    case '*':
    case '+':
        repeat(p, *p->at++ == '+');
        break;
    case '{':
        read_braces(p);
        break;
    default:
        if (p->spaced && *p->at == '#')
            skip_comment(p);
        else if (p->spaced && isspace((unsigned char)*p->at))
            p->at++;
        else
            add(p, 1);
    }
}

const char *import_pattern(struct buffer *out, bool *ignore_case, bool *bounded,
                           const char *pattern)
{
    struct pattern p = { pattern, pattern + strlen(pattern), out, false, false, false, NULL };
    bool fresh = true; /* no repeat is directly before: the second sign of "a++" is none */

    *ignore_case = false;
    while (p.at < p.end && isspace((unsigned char)*p.at))
        p.at++;
    read_flags(&p, ignore_case);
    while (p.at < p.end && !p.trouble) {
        const bool repeats = *p.at == '*' || *p.at == '+' || *p.at == '{' || *p.at == '?';

        if (repeats && !fresh && *p.at == '+')
            p.at++; /* possessive or not is the same match, or none */
        else
            read_one(&p);
        fresh = !repeats;
    }
    *bounded = p.bounded;
    return p.trouble;
}
