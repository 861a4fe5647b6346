/* dlpscan/kinds.c - what a file is, as --type names it. */

#include "kinds.h"

#include <dlp/dlp.h>

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

unsigned kind_of_head(const char *head, size_t len)
{
    if (dlp_document_format(head, len))
        return KIND_DOCUMENT;
    return memchr(head, '\0', len < HEAD_BYTES ? len : HEAD_BYTES) ? KIND_BINARY : KIND_TEXT;
}
