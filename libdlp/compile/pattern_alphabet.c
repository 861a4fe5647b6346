/* compile/pattern_alphabet.c - which bytes can a match hold? The scan walks back from a match's
 * end only over these, instead of trying every start within the rule's width.
 *
 * This reads no structure: it unites all literals and classes of the expression, so the answer is a
 * superset, and gives up (everything) at '.', negations and escapes that it does not know. */

#include "compile/pattern.h"

#include <ctype.h>
#include <string.h>

struct alphabet {
    uint8_t *bitmap;
    bool ignore_case;
};

static void alphabet_add(const struct alphabet *a, unsigned byte)
{
    a->bitmap[byte >> 3] |= (uint8_t)(1u << (byte & 7u));
    if (a->ignore_case && byte < 0x80 && isalpha((int)byte)) {
        const unsigned other = byte ^ 0x20u;

        a->bitmap[other >> 3] |= (uint8_t)(1u << (other & 7u));
    }
}

static void alphabet_range(const struct alphabet *a, unsigned from, unsigned to)
{
    for (unsigned byte = from; byte <= to && byte < 256; byte++)
        alphabet_add(a, byte);
}

/* Skip digits. */
static const char *digits_skip(const char *p)
{
    while (isdigit((unsigned char)*p))
        p++;
    return p;
}

/* Behind a '{': the byte behind a quantifier, or p itself, where the brace is a literal. */
static const char *quantifier_skip(const char *p)
{
    const char *end = digits_skip(p);

    if (end == p)
        return p;
    if (*end == ',')
        end = digits_skip(end + 1);
    return *end == '}' ? end + 1 : p;
}

/* Behind "\g": the byte behind "{1}", or NULL. What it refers to has been read or will be. */
static const char *reference_skip(const char *p)
{
    const char *const end = *p == '{' ? digits_skip(p + 1) : p;

    return end > p + 1 && *end == '}' ? end + 1 : NULL;
}

/* The byte or class behind a backslash. Returns -1 for a class, -2 when it is not known. */
static int alphabet_escape(const struct alphabet *a, const char **at, bool in_class)
{
    const char c = *(*at)++;

    switch (c) {
    case 'd':
        alphabet_range(a, '0', '9');
        return -1;
    case 'w':
        alphabet_range(a, '0', '9');
        alphabet_range(a, 'A', 'Z');
        alphabet_range(a, 'a', 'z');
        alphabet_add(a, '_');
        return -1;
    case 's':
        alphabet_range(a, 9, 13);
        alphabet_add(a, ' ');
        return -1;
    case 'b':
    case 'B':
        return in_class ? -2 : -1; /* [\b] is a backspace */
    case 'g':
        if (in_class || !reference_skip(*at))
            return -2;
        *at = reference_skip(*at);
        return -1;
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'f':
        return '\f';
    default:
        return isalnum((unsigned char)c) || c == '\0' ? -2 : (unsigned char)c;
    }
}

/* A class, *at behind its '['. Returns false when it is not known. */
static bool alphabet_class(const struct alphabet *a, const char **at)
{
    const char *p = *at;
    int last = -1;

    if (*p == '^')
        return false;
    for (bool first = true; *p && (*p != ']' || first); first = false) {
        int byte = (unsigned char)*p++;

        if (byte == '[' && *p == ':')
            return false;
        if (byte == '\\') {
            byte = alphabet_escape(a, &p, true);
            if (byte == -2)
                return false;
        } else if (byte == '-' && last >= 0 && *p && *p != ']') {
            int to = (unsigned char)*p++;

            if (to == '\\')
                to = alphabet_escape(a, &p, true);
            if (to < 0)
                return false;
            alphabet_range(a, (unsigned)last, (unsigned)to);
            last = -1;
            continue;
        }
        if (byte >= 0)
            alphabet_add(a, (unsigned)byte);
        last = byte;
    }
    if (*p != ']')
        return false;
    *at = p + 1;
    return true;
}

/* A group's opening, *at behind its '('. Names and flags are skipped; '(?i' switches case off. */
static bool alphabet_group(struct alphabet *a, const char **at)
{
    const char *p = *at;

    if (*p != '?')
        return true;
    p++;
    if (*p == '<' && p[1] != '=' && p[1] != '!') {
        p = strchr(p, '>');
        if (!p)
            return false;
        *at = p + 1;
        return true;
    }
    if (*p == 'i') {
        a->ignore_case = true;
        p++;
    }
    if (*p == ')' || *p == '-') { /* "(?i)"; the letters of "(?-i:" only widen the alphabet */
        *at = p;
        return true;
    }
    if (*p == '<') /* look-behind: '=' or '!' comes next */
        p++;
    if (*p != ':' && *p != '=' && *p != '!' && *p != '>')
        return false;
    *at = p + 1; /* one byte only: in "(?::" the second colon is a literal */
    return true;
}

static bool alphabet_scan(struct alphabet *a, const char *p)
{
    while (*p) {
        const unsigned char c = (unsigned char)*p++;
        int byte;

        switch (c) {
        case '.':
            return false;
        case '[':
            if (!alphabet_class(a, &p))
                return false;
            break;
        case '(':
            if (!alphabet_group(a, &p))
                return false;
            break;
        case '\\':
            byte = alphabet_escape(a, &p, false);
            if (byte == -2)
                return false;
            if (byte >= 0)
                alphabet_add(a, (unsigned)byte);
            break;
        case ')':
        case '|':
        case '?':
        case '*':
        case '+':
        case '^':
        case '$':
            break;
        case '{':
            if (quantifier_skip(p) > p) {
                p = quantifier_skip(p);
                break;
            }
            alphabet_add(a, c);
            break;
        default:
            alphabet_add(a, c);
            break;
        }
    }
    return true;
}

void dlp_pattern_alphabet(uint8_t bitmap[32], const char *expanded, bool ignore_case)
{
    struct alphabet a = { bitmap, ignore_case || strstr(expanded, "(?i") };

    memset(bitmap, 0, 32);
    if (!alphabet_scan(&a, expanded))
        memset(bitmap, 0xff, 32);
}
