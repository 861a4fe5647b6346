/* dlpd/core/desk_read.c - one document -> what is found in it. */

#include "core/desk_read.h"

#include "core/desk.h"
#include "mem.h"

#include <string.h>

/* What the library says -> what records say. What is not here is said as it is, when it is known there. */
static const struct {
    const char *library, *record;
} reasons[] = {
    { "encrypted", "document_encrypted" }, { "damaged", "document_damaged" },
    { "truncated", "document_damaged" },   { "unsupported", "document_unsupported" },
    { "no_text", "document_unsupported" }, { "crashed", "document_crashed" },
    { "no_sandbox", "document_crashed" },  { "timeout", "document_timeout" },
    { "deadline", "document_timeout" },    { "memory_limit", "document_limit" },
    { "depth_limit", "document_limit" },   { "parts_limit", "document_limit" },
    { "bytes_limit", "document_limit" },   { "ratio_limit", "document_limit" },
    { "spool_limit", "document_limit" },   { "cancelled", "cancelled" },
    { "match_limit", "match_limit" },      { "findings_limit", "findings_limit" },
};

static void add_reason(struct document *document, const char *reason)
{
    for (size_t i = 0; i < document->reasons; i++) {
        if (document->reason[i] == reason)
            return;
    }
    if (document->reasons < DOCUMENT_REASONS)
        document->reason[document->reasons++] = reason;
}

static int on_incomplete(const struct dlp_incomplete *incomplete, void *user)
{
    struct document *const document = user;

    for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
        if (strcmp(incomplete->reason, reasons[i].library) == 0) {
            add_reason(document, reasons[i].record);
            return 0;
        }
    }
    /* No worker: it is as if nobody read documents. */
    add_reason(document,
               strcmp(incomplete->reason, "no_extractor") == 0 ? document->kind : "not_judged");
    return 0;
}

static int on_finding(const struct dlp_finding *finding, void *user)
{
    struct document *const document = user;
    struct found *found;

    if (document->found_len == DESK_FOUND) {
        add_reason(document, "findings_limit");
        return 0;
    }
    if (document->found_len % 64 == 0)
        document->found =
            mem_resize(document->found, document->found_len + 64, sizeof(*document->found));
    found = &document->found[document->found_len++];
    *found = (struct found){ .rule = mem_copy(finding->rule, strlen(finding->rule)),
                             .masked = mem_copy(finding->masked, strlen(finding->masked)),
                             .severity = finding->severity,
                             .confidence = finding->confidence,
                             .offset = finding->offset };
    if (finding->token)
        found->token = mem_copy(finding->token, strlen(finding->token));
    return 0;
}

void desk_read(struct document *document, dlp_scanner *scanner, dlp_extractor *extractor)
{
    struct dlp_events events = DLP_EVENTS_INIT;

    events.on_finding = on_finding;
    events.on_incomplete = on_incomplete;
    events.user = document;
    document->failed = !scanner
        || dlp_document_scan(scanner, extractor, document->fd, NULL, &events, NULL) < DLP_OK;
}

void desk_forget(struct document *document)
{
    for (size_t i = 0; i < document->found_len; i++) {
        mem_free(document->found[i].rule);
        mem_free(document->found[i].masked);
        mem_free(document->found[i].token);
    }
    mem_free(document->found);
    document->found = NULL;
    document->found_len = 0;
}
