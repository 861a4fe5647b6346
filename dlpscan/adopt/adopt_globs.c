/* dlpscan/adopt/adopt_globs.c - a regular expression of paths as patterns of gitignore(5).
 *
 * Only what means the same in both: a search for literal text, with anchors, '.*' at its ends, '[^/]*', '.*'
 * between slashes, and one choice of literals. */

#include "adopt/adopted.h"

#include "buffer.h"

#include <string.h>

#define SPECIAL "\\.[](){}*+?|^$"

static const char cannot[] = "no pattern of gitignore(5) says the same";

/* Text without a choice. @return false when it cannot be said */
static bool add_plain(struct buffer *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '\\' && i + 1 < len && strchr(SPECIAL "/-_ ", text[i + 1])) {
            i++;
            if (strchr("*?[]\\", text[i]))
                buffer_char(out, '\\');
            buffer_char(out, text[i]);
        } else if (len - i >= 5 && memcmp(text + i, "[^/]*", 5) == 0) {
            buffer_char(out, '*');
            i += 4;
        } else if (len - i >= 4 && memcmp(text + i, "/.*/", 4) == 0) {
            buffer_text(out, "/**/");
            i += 3;
        } else if (strchr(SPECIAL, text[i]) || (unsigned char)text[i] <= ' ') {
            return false;
        } else {
            buffer_char(out, text[i]);
        }
    }
    return true;
}

/* One of the choices, with what stands before and behind it. */
static bool add_pattern(struct buffer *out, const char *plain, bool starts, bool ends)
{
    const bool slash = strchr(plain, '/') != NULL;

    if (!*plain)
        return false;
    if (starts)
        buffer_text(out, *plain == '/' ? "" : "/");
    else if (*plain == '/')
        buffer_text(out, "**");
    else
        buffer_text(out, slash ? "**/*" : "*");
    buffer_text(out, plain);
    if (!ends && plain[strlen(plain) - 1] == '/')
        buffer_text(out, "**");
    else if (!ends)
        buffer_char(out, '*');
    buffer_char(out, '\n');
    return true;
}

/* Anchors and '.*' at the ends: what is left is to be found as it is. */
static void trim(const char **regex, size_t *len, bool *starts, bool *ends)
{
    static const char *const loose[] = { "(.*?)", "(.*)", ".*?", ".*" };

    *starts = *len > 0 && **regex == '^';
    *regex += *starts;
    *len -= *starts;
    *ends = *len > 0 && (*regex)[*len - 1] == '$' && (*len < 2 || (*regex)[*len - 2] != '\\');
    *len -= *ends;
    for (size_t i = 0; i < sizeof(loose) / sizeof(loose[0]); i++) {
        const size_t n = strlen(loose[i]);

        if (*len > n && memcmp(*regex, loose[i], n) == 0) {
            *regex += n;
            *len -= n;
            *starts = false;
        }
        if (*len > n && memcmp(*regex + *len - n, loose[i], n) == 0
            && (*len < n + 1 || (*regex)[*len - n - 1] != '\\')) {
            *len -= n;
            *ends = false;
        }
    }
}

const char *adopt_globs(struct buffer *out, const char *regex)
{
    size_t len = strlen(regex), open, close;
    struct buffer plain = BUFFER_INIT;
    bool starts, ends, good = true;
    const char *choice;

    trim(&regex, &len, &starts, &ends);
    for (open = 0; open < len && regex[open] != '('; open++)
        open += regex[open] == '\\';
    for (close = open; close < len && regex[close] != ')'; close++)
        close += regex[close] == '\\';
    if (len == 0 || (open < len && close >= len))
        return cannot;
    choice = open < len ? regex + open + 1 : NULL;
    do {
        const size_t one = choice ? strcspn(choice, "|)") : 0;

        buffer_cut(&plain, 0);
        good = add_plain(&plain, regex, open < len ? open : len);
        if (choice) {
            good = good && add_plain(&plain, choice, one)
                && add_plain(&plain, regex + close + 1, len - close - 1);
            choice += one;
        }
        good = good && add_pattern(out, buffer_string(&plain), starts, ends);
    } while (good && choice && *choice++ == '|');
    buffer_free(&plain);
    return good ? NULL : cannot;
}
