/* dlpd/policy/unread.c - the one list of reasons for which something was not read, in groups. */

#include "policy/unread.h"

#include <stddef.h>
#include <string.h>

static const struct {
    const char *reason;
    const char *group;
} reasons[] = {
    { "missing", "lost" },
    { "conflict", "ambiguous" },
    { "overlap_unchecked", "ambiguous" },
    { "after_end", "ambiguous" },
    { "urgent", "ambiguous" },
    { "no_start", "lost" },
    { "before_start", "lost" },
    { "out_of_window", "lost" },
    { "memory", "limit" },
    { "cut", "lost" },
    { "tls", "encrypted" },
    { "quic", "encrypted" },
    { "dtls", "encrypted" },
    { "ssh", "encrypted" },
    { "http2", "protocol" },
    { "websocket", "protocol" },
    { "tls_broken", "protocol" },
    { "content_encoding", "packed" },
    { "damaged", "packed" },
    { "over_limit", "limit" },
    { "archive", "packed" },
    { "document", "packed" },
    { "compressed", "packed" },
    { "media", "packed" },
    { "document_encrypted", "packed" },
    { "document_damaged", "packed" },
    { "document_unsupported", "packed" },
    { "document_crashed", "packed" },
    { "document_size", "limit" },
    { "document_memory", "limit" },
    { "document_timeout", "limit" },
    { "document_limit", "limit" },
    { "document_late", "limit" },
    { "http_not_parsed", "protocol" },
    { "match_limit", "limit" },
    { "cancelled", "limit" },
    { "deadline", "limit" },
    { "findings_limit", "limit" },
    { "not_judged", "limit" },
    { "internal", "limit" },
};
#define REASONS (sizeof(reasons) / sizeof(reasons[0]))

bool unread_is_known(const char *word)
{
    for (size_t i = 0; i < REASONS; i++) {
        if (unread_matches(word, reasons[i].reason))
            return true;
    }
    return false;
}

static const char *group_of(const char *reason)
{
    for (size_t i = 0; i < REASONS; i++) {
        if (strcmp(reasons[i].reason, reason) == 0)
            return reasons[i].group;
    }
    return "";
}

bool unread_matches(const char *word, const char *reason)
{
    return strcmp(word, "any") == 0 || strcmp(word, reason) == 0
        || strcmp(word, group_of(reason)) == 0;
}

bool unread_is_encryption(const char *reason)
{
    return strcmp(group_of(reason), "encrypted") == 0;
}
