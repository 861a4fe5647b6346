/* worker/handlers.c - the one list of handlers: which family of formats is read by which file.
 *
 * The library has looked at a document before it sent it; here it is looked at again. */

#include "extract/format.h"
#include "worker/worker.h"

#include <string.h>

static const worker_handler handlers[DLP_FAMILIES] = {
    [DLP_FAMILY_ARCHIVE] = read_archive,
};

enum dlp_reason worker_read(const struct worker_document *document)
{
    const size_t len = document->len < DLP_FORMAT_FAR ? document->len : DLP_FORMAT_FAR;
    const struct dlp_format *const format = dlp_format_of(document->data, len);

    if (!format || !handlers[format->family])
        return DLP_REASON_UNSUPPORTED;
    return handlers[format->family](document);
}

const char *worker_password(const struct worker_document *document, const char *before)
{
    const char *const end = document->passwords + document->passwords_len;
    const char *const next = before ? before + strlen(before) + 1 : document->passwords;

    return next < end ? next : NULL;
}
