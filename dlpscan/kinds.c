/* dlpscan/kinds.c - what a file is, as --type names it. */

#include "kinds.h"

#include <string.h>

#define HEAD_BYTES 4096u

bool kinds_choose(const char *names, unsigned *kinds)
{
    static const struct {
        const char *name;
        unsigned kind;
    } known[] = { { "text", KIND_TEXT }, { "binary", KIND_BINARY }, { "document", KIND_DOCUMENT } };

    *kinds = 0;
    for (const char *at = names;; at++) {
        const size_t len = strcspn(at, ",");
        unsigned kind = 0;

        for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
            if (strlen(known[i].name) == len && memcmp(known[i].name, at, len) == 0)
                kind = known[i].kind;
        }
        *kinds |= kind;
        at += len;
        if (!kind || !*at)
            return kind != 0;
    }
}

/* UTF-16 and UTF-32 are text with zero bytes. */
static bool is_marked(const char *head, size_t len)
{
    static const struct {
        const char *bytes;
        size_t len;
    } marks[] = { { "\xff\xfe", 2 }, { "\xfe\xff", 2 }, { "\0\0\xfe\xff", 4 } };

    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        if (len >= marks[i].len && memcmp(head, marks[i].bytes, marks[i].len) == 0)
            return true;
    }
    return false;
}

unsigned kind_of_head(const char *head, size_t len)
{
    return !is_marked(head, len) && memchr(head, '\0', len < HEAD_BYTES ? len : HEAD_BYTES)
        ? KIND_BINARY
        : KIND_TEXT;
}
