/* scan/side_sight.c - "(?<![A-Za-z0-9_])(?<!\\\\\\n)" looks at two bytes: most rules' sides are like that, and
 * what was answered for these bytes once need not be asked again.
 *
 * Understood is look-around in a row, or as alternatives, of single bytes and classes. */

#include "scan/side_sight.h"

#include <ctype.h>
#include <string.h>

/* Behind an escape's backslash. @return NULL for what is no byte and no class */
static const char *escape_skip(const char *p)
{
    if (*p == 'x')
        return isxdigit((unsigned char)p[1]) && isxdigit((unsigned char)p[2]) ? p + 3 : NULL;
    if (*p == '\0' || (isalnum((unsigned char)*p) && !strchr("dswnrtf", *p)))
        return NULL;
    return p + 1;
}

/* Behind a class's '['. */
static const char *class_skip(const char *p)
{
    p += *p == '^';
    if (*p == ']')
        return NULL;
    while (p && *p && *p != ']') {
        if (*p == '[')
            return NULL;
        p = *p == '\\' ? escape_skip(p + 1) : p + 1;
    }
    return p && *p ? p + 1 : NULL;
}

/* Behind a look-around's head. @return its end, and the bytes of its longest alternative in *sight */
static const char *around_read(const char *p, unsigned *sight)
{
    unsigned bytes = 0;

    while (p && *p != ')') {
        if (*p == '|') {
            bytes = 0;
            p++;
            continue;
        }
        if (*p == '\0' || (unsigned char)*p >= 0x80 || strchr("(^$*+?{", *p))
            return NULL;
        bytes++;
        *sight = bytes > *sight ? bytes : *sight;
        p = *p == '[' ? class_skip(p + 1) : *p == '\\' ? escape_skip(p + 1) : p + 1;
    }
    return p ? p + 1 : NULL;
}

unsigned dlp_side_sight(const char *pattern, bool ahead)
{
    const char *const no = ahead ? "(?!" : "(?<!", *const yes = ahead ? "(?=" : "(?<=";
    const size_t head = strlen(no);
    const char *p = pattern;
    unsigned sight = 0;

    while (p && *p) {
        if (*p == '|')
            p++;
        else if (strncmp(p, no, head) == 0 || strncmp(p, yes, head) == 0)
            p = around_read(p + head, &sight);
        else
            p = NULL;
    }
    return p && sight <= DLP_SIGHT_MAX ? sight : 0;
}
