/* worker/read_rtf.c - an RTF document is one text. */

#include "worker/rtf.h"
#include "worker/tell.h"
#include "worker/worker.h"

static void write_text(const void *text, size_t len, void *user)
{
    (void)user;
    tell_data(text, len);
}

enum dlp_reason read_rtf(const struct worker_document *document)
{
    enum dlp_reason reason;

    tell_part(DLP_PART_TEXT, "", "text", 0);
    reason = rtf_read(document->data, document->len, write_text, NULL);
    tell_end(DLP_REASON_NONE);
    return reason;
}
