/* dlpscan/glob.c - the patterns of ignore files.
 *
 * Ignore files come with the tree that is scanned, so a pattern must not cost more than it is long:
 * fnmatch(3) tries every way to share a name among its stars. It is enough to remember the last star,
 * for names and, with "**", for paths: what the stars before it took can stay as it is. */

#include "glob.h"

#include <ctype.h>
#include <string.h>

struct text {
    const char *at, *end;
};

static bool class_holds(const char *name, size_t len, unsigned char c)
{
    static const struct {
        const char *name;
        int (*is)(int);
    } classes[] = {
        { "alnum", isalnum }, { "alpha", isalpha }, { "blank", isblank }, { "cntrl", iscntrl },
        { "digit", isdigit }, { "graph", isgraph }, { "lower", islower }, { "print", isprint },
        { "punct", ispunct }, { "space", isspace }, { "upper", isupper }, { "xdigit", isxdigit },
    };

    for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
        if (strlen(classes[i].name) == len && memcmp(classes[i].name, name, len) == 0)
            return classes[i].is(c) != 0;
    }
    return false;
}

/* One character of a set, its backslash taken off; false at the end. */
static bool set_char(struct text *p, unsigned char *c)
{
    if (p->at < p->end && *p->at == '\\')
        p->at++;
    if (p->at >= p->end)
        return false;
    *c = (unsigned char)*p->at++;
    return true;
}

/* [:digit:] and the like at p; false when there is none. */
static bool set_class(struct text *p, unsigned char c, bool *holds)
{
    const char *const start = p->at + 2;
    const char *stop = start;

    if (p->end - p->at < 4 || p->at[0] != '[' || p->at[1] != ':')
        return false;
    while (stop + 1 < p->end && *stop != ':' && *stop != ']')
        stop++;
    if (stop + 1 >= p->end || stop[0] != ':' || stop[1] != ']')
        return false;
    *holds = *holds || class_holds(start, (size_t)(stop - start), c);
    p->at = stop + 2;
    return true;
}

/* Behind the '[' of a set. @return 1 it holds c, 0 it does not, -1 it is broken */
static int set_match(struct text *p, unsigned char c)
{
    const bool negated = p->at < p->end && (*p->at == '!' || *p->at == '^');
    bool holds = false, first = true;
    unsigned char low, high;

    p->at += negated;
    for (;; first = false) {
        if (p->at >= p->end)
            return -1;
        if (*p->at == ']' && !first)
            break;
        if (set_class(p, c, &holds))
            continue;
        if (!set_char(p, &low))
            return -1;
        high = low;
        if (p->end - p->at >= 2 && p->at[0] == '-' && p->at[1] != ']') {
            p->at++;
            if (!set_char(p, &high))
                return -1;
        }
        holds = holds || (low <= c && c <= high);
    }
    p->at++;
    return holds != negated;
}

/* Does the pattern's next piece, no star, take the character c? Moves p behind the piece. */
static bool one_match(struct text *p, unsigned char c)
{
    const char piece = *p->at++;

    if (piece == '?')
        return true;
    if (piece == '[')
        return set_match(p, c) == 1;
    if (piece == '\\') {
        if (p->at == p->end)
            return false;
        return (unsigned char)*p->at++ == c;
    }
    return (unsigned char)piece == c;
}

bool glob_name(const char *pattern, size_t pattern_len, const char *name, size_t name_len)
{
    struct text p = { pattern, pattern + pattern_len };
    struct text n = { name, name + name_len };
    const char *star = NULL, *took = NULL;

    while (n.at < n.end) {
        if (p.at < p.end && *p.at == '*') {
            star = ++p.at;
            took = n.at;
            continue;
        }
        if (p.at < p.end && one_match(&p, (unsigned char)*n.at)) {
            n.at++;
            continue;
        }
        if (!star)
            return false;
        p.at = star;
        n.at = ++took;
    }
    while (p.at < p.end && *p.at == '*')
        p.at++;
    return p.at == p.end;
}

/* How long the name is that begins here. */
static size_t name_len(const char *path)
{
    return strcspn(path, "/");
}

/* The same of a pattern: a '/' in a set does not end it. A set that is broken takes all the rest. */
static size_t piece_len(const char *pattern)
{
    struct text p = { pattern, pattern + strlen(pattern) };

    while (p.at < p.end && *p.at != '/') {
        const char piece = *p.at++;

        if (piece == '\\' && p.at < p.end)
            p.at++;
        else if (piece == '[' && set_match(&p, 0) < 0)
            p.at = p.end;
    }
    return (size_t)(p.at - pattern);
}

static const char *behind(const char *path, size_t len)
{
    return path[len] ? path + len + 1 : path + len;
}

static bool is_stars(const char *pattern, size_t len)
{
    return len == 2 && pattern[0] == '*' && pattern[1] == '*';
}

bool glob_path(const char *pattern, const char *path)
{
    const char *stars = NULL, *took = NULL;

    while (*path) {
        const size_t wanted = piece_len(pattern), len = name_len(path);

        if (is_stars(pattern, wanted)) {
            if (!pattern[wanted])
                return true; /* the last one: at least one name is left */
            stars = pattern = pattern + wanted + 1;
            took = path;
            continue;
        }
        if (*pattern && glob_name(pattern, wanted, path, len)) {
            pattern = behind(pattern, wanted);
            path = behind(path, len);
            continue;
        }
        if (!stars)
            return false;
        took = behind(took, name_len(took));
        path = took;
        pattern = stars;
    }
    return *pattern == '\0';
}
