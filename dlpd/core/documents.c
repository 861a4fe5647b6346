/* dlpd/core/documents.c - files that flows carry -> the desk, and what it says -> their flows.
 *
 * What a file is, is decided on its first 4 KiB, or at its end: however it is cut into packets. */

#include "core/inspection.h"

#include "app/magic.h"
#include "core/desk_read.h"
#include "mem.h"

#include <string.h>

#define HEAD_BYTES ((size_t)4096) /* they tell every format but a CD's */
#define MAGIC_BYTES ((size_t)16)
#define FINISH_MS 5000

/* ---- Files ------------------------------------------------------------------------------- */

/* Where nobody reads documents, the kind of file is all that can be told. */
static size_t head_wanted(const struct document *document)
{
    return document->in->inspector->desk ? HEAD_BYTES : MAGIC_BYTES;
}

struct document *inspect_document_open(struct inspection *in, unsigned side, const char *part)
{
    struct document *document;

    if (!inspect_wants(in, side))
        return NULL;
    document = mem_array(1, sizeof(*document));
    *document = (struct document){ .in = in,
                                   .side = side,
                                   .part = part,
                                   .fd = -1,
                                   .hold_from = ENDS_NONE,
                                   .next = in->documents };
    in->documents = document;
    document->head = mem_alloc(head_wanted(document));
    inspect_memory(in, sizeof(*document) + head_wanted(document), 0);
    return document;
}

static void forget_head(struct document *document)
{
    if (!document->head)
        return;
    explicit_bzero(document->head, document->head_len);
    mem_free(document->head);
    document->head = NULL;
    inspect_memory(document->in, 0, head_wanted(document));
}

static void unread(struct document *document, const char *reason)
{
    if (reason)
        inspection_reason(document->in, document->side, reason, 0);
}

static void document_free(struct document *document)
{
    struct document **link = &document->in->documents;

    while (*link != document)
        link = &(*link)->next;
    *link = document->next;
    forget_head(document);
    desk_forget(document);
    generation_drop(document->generation);
    inspect_memory(document->in, 0, sizeof(*document));
    mem_free(document);
}

/* With its first bytes: is it to be kept? */
static void decide(struct document *document)
{
    struct desk *const desk = document->in->inspector->desk;
    const char *const magic = magic_of(document->head, document->head_len);
    const char *failed = NULL;

    if (desk && dlp_document_format(document->head, document->head_len)) {
        document->kind = magic ? magic : "document";
        failed = desk_open(desk, document);
        if (!failed)
            failed = desk_keep(desk, document, document->head, document->head_len);
        unread(document, failed);
    } else {
        unread(document, magic);
    }
    forget_head(document);
}

void inspect_document_add(struct document *document, const void *data, size_t len)
{
    const uint8_t *from = data;

    while (document && document->head && len > 0) {
        const size_t room = head_wanted(document) - document->head_len;
        const size_t some = len < room ? len : room;

        memcpy(document->head + document->head_len, from, some);
        document->head_len += some;
        from += some;
        len -= some;
        if (document->head_len == head_wanted(document))
            decide(document);
    }
    if (document && document->fd >= 0 && len > 0)
        unread(document, desk_keep(document->in->inspector->desk, document, from, len));
}

void inspect_document_close(struct document *document)
{
    struct inspection *const in = document ? document->in : NULL;

    if (document && document->head && document->head_len > 0)
        decide(document);
    if (document && document->fd >= 0) {
        document->generation = in->inspector->generation;
        generation_hold(document->generation);
        in->asked++;
        desk_ask(in->inspector->desk, document);
    } else if (document) {
        document_free(document);
    }
}

void documents_ask_file(struct inspection *in, int fd)
{
    struct document *const document = inspect_document_open(in, 0, "file");

    forget_head(document);
    document->kind = "document";
    document->generation = in->inspector->generation;
    generation_hold(document->generation);
    in->asked++;
    desk_take(in->inspector->desk, document, fd);
    desk_ask(in->inspector->desk, document);
}

/* ---- What was read ----------------------------------------------------------------------- */

static void take_findings(struct document *document)
{
    struct inspection *const in = document->in;

    for (size_t i = 0; i < document->found_len; i++) {
        const struct found *const found = &document->found[i];
        const struct dlp_finding finding = { .rule = found->rule,
                                             .severity = found->severity,
                                             .confidence = found->confidence,
                                             .offset = found->offset,
                                             .masked = found->masked,
                                             .token = found->token };

        in->flow->user_memory +=
            incident_add(&in->incident, &finding, document->part) + judgement_found(in, &finding);
    }
    for (size_t i = 0; i < document->reasons; i++)
        unread(document, document->reason[i]);
    if (document->failed) {
        in->inspector->broken = true;
        unread(document, "internal");
    }
}

void inspection_document_read(struct document *document, void *user)
{
    struct inspector *const inspector = user;
    struct inspection *const in = document->in;
    const unsigned side = document->side;

    inspector->documents++;
    take_findings(document);
    document_free(document);
    in->asked--;
    if (!in->over) {
        judgement_decide(in, false);
        if (inspector->document_read)
            inspector->document_read(in->flow, side, inspector->user);
    } else if (in->asked == 0) {
        inspection_end(in);
    }
}

void inspection_outlive(struct inspection *in)
{
    struct flow *const copy = mem_array(1, sizeof(*copy));

    *copy = *in->flow;
    copy->gate = NULL;
    in->flow = copy;
    in->over = true;
}

bool inspector_read_documents(struct inspector *inspector, const struct settings *settings,
                              const dlp_key *key, int launcher, unsigned threads)
{
    const struct desk_options options = { .launcher = launcher,
                                          .document_most = settings->document_size,
                                          .all_most = settings->document_memory,
                                          .time_ms = settings->document_ms,
                                          .min_confidence = settings->min_confidence,
                                          .key = key,
                                          .threads = threads };

    return (launcher < 0 && !inspector->files)
        || desk_new(&inspector->desk, &options, inspection_document_read, inspector);
}

void inspector_finish(struct inspector *inspector)
{
    desk_finish(inspector->desk, FINISH_MS);
    transfers_free(inspector->transfers);
    inspector->transfers = NULL;
    inspector_batches_free(inspector);
}
