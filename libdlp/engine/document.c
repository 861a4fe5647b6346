/* engine/document.c - any file: text goes to a session, a document is kept until it is whole.
 *
 * A part of a document is a document itself, one deeper. */

#include "engine/document.h"

#include "base/alloc.h"
#include "base/error.h"
#include "extract/format.h"

#include <sodium.h>
#include <string.h>
#include <sys/stat.h>

#define PIECE ((size_t)64 << 10)
#define PLACE_MAX ((size_t)16 << 10)

const char *dlp_document_format(const void *head, size_t len)
{
    const struct dlp_format *const format = dlp_format_of(head, len);

    return format ? format->name : NULL;
}

const char *dlp_document_format_end(const void *tail, size_t len)
{
    const uint8_t *const end = tail;
    const struct dlp_format *const format =
        len < DLP_FORMAT_TAIL ? NULL : dlp_format_of_end(end + len - DLP_FORMAT_TAIL);

    return format ? format->name : NULL;
}

dlp_status dlp_document_new(dlp_document **out, const dlp_document *above, dlp_scanner *scanner,
                            dlp_extractor *extractor, const struct dlp_events *events)
{
    dlp_document *const document = dlp_calloc(1, sizeof(*document));

    *out = document;
    if (!document)
        return DLP_ENOMEM;
    document->scanner = scanner;
    document->extractor = extractor;
    document->events = *events;
    document->budget = above ? above->budget : &document->own_budget;
    document->depth = above ? above->depth + 1 : 0;
    document->spool.fd = -1;
    document->place = (struct dlp_bytes)DLP_BYTES_INIT(PLACE_MAX);
    document->texts = above ? above->texts : NULL;
    if (above && above->hint) {
        document->hint = dlp_strndup(above->hint, strlen(above->hint));
        if (!document->hint) {
            dlp_document_close(document);
            *out = NULL;
            return DLP_ENOMEM;
        }
    }
    return DLP_OK;
}

void dlp_document_close(dlp_document *document)
{
    if (!document)
        return;
    dlp_session_close(document->session);
    dlp_spool_close(&document->spool);
    dlp_grid_free(&document->grid);
    dlp_bytes_free(&document->place);
    dlp_free_wiped(document->head, DLP_FORMAT_FAR);
    dlp_free(document->hint);
    dlp_free(document->path);
    dlp_free(document->location);
    dlp_free(document);
}

/* ---- What is told to the caller ----------------------------------------------------------------- */

static int part_finding(const struct dlp_finding *finding, void *user)
{
    dlp_document *const document = user;
    struct dlp_finding changed = *finding;

    changed.part = document->path;
    changed.location = document->location;
    if (document->is_grid) {
        dlp_bytes_clear(&document->place);
        if (dlp_grid_locate(&document->grid, document->location, finding, &document->place)
                == DLP_OK
            && dlp_bytes_append(&document->place, "", 1) == DLP_OK)
            changed.location = (const char *)document->place.data;
    }
    return document->events.on_finding(&changed, document->events.user);
}

static int part_incomplete(const struct dlp_incomplete *incomplete, void *user)
{
    dlp_document *const document = user;
    struct dlp_incomplete changed = *incomplete;

    changed.part = document->path;
    return document->events.on_incomplete(&changed, document->events.user);
}

static int part_trace(const struct dlp_trace *trace, void *user)
{
    dlp_document *const document = user;

    return document->events.on_trace(trace, document->events.user);
}

dlp_status dlp_document_incomplete(dlp_document *document, const char *path, const char *reason,
                                   uint64_t length)
{
    const struct dlp_incomplete incomplete = { .reason = reason, .length = length, .part = path };

    document->budget->partial = true;
    if (document->events.on_incomplete
        && document->events.on_incomplete(&incomplete, document->events.user) != 0)
        return DLP_STOPPED;
    return DLP_OK;
}

/* ---- Text ---------------------------------------------------------------------------------------- */

static bool begun(const dlp_document *document)
{
    return document->session || document->telling;
}

/* Ids of findings depend on the name, so it says all that there is to tell places apart. */
static dlp_status session_name(struct dlp_bytes *name, const dlp_document *document)
{
    dlp_status status = dlp_bytes_puts(name, document->hint ? document->hint : "");

    if (status == DLP_OK && document->path)
        status = dlp_bytes_printf(name, "!%s", document->path);
    if (status == DLP_OK && document->location)
        status = dlp_bytes_printf(name, "#%s", document->location);
    return status == DLP_OK ? dlp_bytes_append(name, "", 1) : status;
}

static dlp_status session_begin(dlp_document *document)
{
    struct dlp_bytes name = DLP_BYTES_INIT((size_t)1 << 20);
    struct dlp_events events = document->events;
    struct dlp_hint hint = DLP_HINT_INIT;
    dlp_status status;

    if (document->texts)
        return dlp_text_begin(document);
    status = session_name(&name, document);
    if (document->path || document->location) {
        events.on_finding = document->events.on_finding ? part_finding : NULL;
        events.on_incomplete = document->events.on_incomplete ? part_incomplete : NULL;
        events.on_trace = document->events.on_trace ? part_trace : NULL;
        events.user = document;
    }
    if (status == DLP_OK) {
        hint.name = (const char *)name.data;
        status = dlp_session_open(&document->session, document->scanner, &hint, &events, NULL);
    }
    dlp_bytes_free(&name);
    return status;
}

/* PARTIAL of one part is news of the whole, and no reason to end. */
static dlp_status session_result(dlp_document *document, dlp_status status)
{
    if (status != DLP_PARTIAL)
        return status;
    document->budget->partial = true;
    return DLP_OK;
}

static dlp_status session_add(dlp_document *document, const uint8_t *data, size_t len)
{
    if (document->telling)
        return dlp_text_add(document, data, len);
    if (document->is_grid)
        dlp_grid_feed(&document->grid, data, len);
    return session_result(document, dlp_session_feed(document->session, data, len, NULL));
}

static dlp_status session_end(dlp_document *document)
{
    dlp_status status;

    if (document->telling)
        return dlp_text_end(document);
    status = session_result(document, dlp_session_finish(document->session, NULL));
    dlp_session_close(document->session);
    document->session = NULL;
    return status;
}

dlp_status dlp_document_scan_raw(dlp_document *document, int fd)
{
    uint8_t *const piece = dlp_alloc(PIECE);
    dlp_status status = piece ? DLP_OK : DLP_ENOMEM;
    uint64_t at = 0;

    if (status == DLP_OK && !begun(document))
        status = session_begin(document);
    while (status == DLP_OK) {
        const long n = dlp_spool_read(fd, piece, PIECE, at);

        if (n < 0)
            status = DLP_EIO;
        if (n <= 0)
            break;
        status = session_add(document, piece, (size_t)n);
        at += (uint64_t)n;
    }
    dlp_free_wiped(piece, PIECE);
    return status;
}

/* ---- Which of the two ---------------------------------------------------------------------------- */

dlp_status dlp_document_give_up(dlp_document *document, enum dlp_reason reason)
{
    dlp_status status =
        dlp_document_incomplete(document, document->path, dlp_reason_name(reason), UINT64_MAX);

    if (status == DLP_OK && document->spool.fd >= 0)
        status = dlp_document_scan_raw(document, document->spool.fd);
    dlp_spool_close(&document->spool);
    document->plain = true;
    return status;
}

static dlp_status spool_add(dlp_document *document, const uint8_t *data, size_t len)
{
    const dlp_status status = dlp_spool_add(&document->spool, data, len);

    if (status != DLP_ELIMIT)
        return status;
    /* Too long to be kept whole. */
    {
        const dlp_status after = dlp_document_give_up(document, DLP_REASON_SPOOL_LIMIT);

        return after == DLP_OK ? session_add(document, data, len) : after;
    }
}

/* Without a worker nothing is worth keeping. */
static dlp_status spool_begin(dlp_document *document)
{
    dlp_status status;

    if (!document->extractor) {
        status = dlp_document_give_up(document, DLP_REASON_NO_EXTRACTOR);
        return status == DLP_OK ? session_begin(document) : status;
    }
    return dlp_spool_open(&document->spool, dlp_extractor_limits(document->extractor)->max_spool);
}

/* Take bytes once it is known what they are. */
static dlp_status take(dlp_document *document, const uint8_t *data, size_t len)
{
    if (begun(document))
        return session_add(document, data, len);
    return spool_add(document, data, len);
}

/* Decide on the first bytes, and take them. */
static dlp_status decide(dlp_document *document, const uint8_t *data, size_t len)
{
    const bool is_document = !document->plain && dlp_format_of(data, len);
    dlp_status status = is_document ? spool_begin(document) : session_begin(document);

    return status == DLP_OK && len > 0 ? take(document, data, len) : status;
}

static bool is_enough(const uint8_t *head, size_t len)
{
    return len >= DLP_FORMAT_FAR
        || (len >= DLP_FORMAT_HEAD
            && (dlp_format_of(head, len) || !dlp_format_wants_more(head, len)));
}

static dlp_status gather(dlp_document *document, const uint8_t **data, size_t *len)
{
    /* Never more than the least that may be enough: pieces must not matter. */
    const size_t next = document->head_len < DLP_FORMAT_HEAD ? DLP_FORMAT_HEAD : DLP_FORMAT_FAR;
    const size_t room = next - document->head_len;
    const size_t part = *len < room ? *len : room;

    if (!document->head)
        document->head = dlp_alloc(DLP_FORMAT_FAR);
    if (!document->head)
        return DLP_ENOMEM;
    memcpy(document->head + document->head_len, *data, part);
    document->head_len += part;
    *data += part;
    *len -= part;
    if (!is_enough(document->head, document->head_len))
        return DLP_OK;
    return decide(document, document->head, document->head_len);
}

static bool undecided(const dlp_document *document)
{
    return !begun(document) && document->spool.fd < 0;
}

static dlp_status feed(dlp_document *document, const uint8_t *data, size_t len)
{
    dlp_status status = DLP_OK;

    if (undecided(document) && document->plain)
        status = session_begin(document);
    if (status == DLP_OK && undecided(document) && document->head_len == 0 && len >= DLP_FORMAT_FAR)
        return decide(document, data, len); /* no need to gather it */
    while (status == DLP_OK && len > 0 && undecided(document))
        status = gather(document, &data, &len);
    return status == DLP_OK && len > 0 ? take(document, data, len) : status;
}

static dlp_status finish(dlp_document *document)
{
    dlp_status status = DLP_OK;

    if (undecided(document))
        status = decide(document, document->head, document->head_len);
    if (status == DLP_OK && document->spool.fd >= 0) {
        status = dlp_spool_seal(&document->spool);
        if (status == DLP_OK)
            status = dlp_document_unpack(document, document->spool.fd, document->spool.len);
        dlp_spool_close(&document->spool);
    }
    if (status == DLP_OK && begun(document))
        status = session_end(document);
    return status;
}

/* ---- The public calls ---------------------------------------------------------------------------- */

static dlp_status result(dlp_document *document, dlp_status status, struct dlp_error *err)
{
    if (status != DLP_OK)
        document->ended = status;
    if (status == DLP_ENOMEM)
        return dlp_error_nomem(err);
    if (status < DLP_OK)
        return dlp_error_set(err, status, "a document cannot be read: %s", dlp_status_name(status));
    return status == DLP_OK && document->budget->partial ? DLP_PARTIAL : status;
}

dlp_status dlp_document_open(dlp_document **out, dlp_scanner *scanner, dlp_extractor *extractor,
                             const struct dlp_hint *hint, const struct dlp_events *events,
                             struct dlp_error *err)
{
    dlp_status status;

    *out = NULL;
    dlp_error_clear(err);
    if (!events || events->version != DLP_EVENTS_VERSION
        || (hint && hint->version != DLP_HINT_VERSION))
        return dlp_error_set(err, DLP_EINVAL, "events or hint of another version: use their INIT");
    status = dlp_document_new(out, NULL, scanner, extractor, events);
    if (status == DLP_OK && hint && hint->name) {
        (*out)->hint = dlp_strndup(hint->name, strlen(hint->name));
        if (!(*out)->hint) {
            dlp_document_close(*out);
            *out = NULL;
            status = DLP_ENOMEM;
        }
    }
    return status == DLP_OK ? DLP_OK : dlp_error_nomem(err);
}

dlp_status dlp_document_feed(dlp_document *document, const void *data, size_t len,
                             struct dlp_error *err)
{
    dlp_error_clear(err);
    if (document->finished)
        return dlp_error_set(err, DLP_ESTATE, "the document is finished: open another");
    return result(document, document->ended ? document->ended : feed(document, data, len), err);
}

dlp_status dlp_document_finish(dlp_document *document, struct dlp_error *err)
{
    dlp_error_clear(err);
    if (document->finished)
        return dlp_error_set(err, DLP_ESTATE, "the document is finished: open another");
    document->finished = true;
    return result(document, document->ended ? document->ended : finish(document), err);
}

static bool ends_as_document(int fd, uint64_t len)
{
    uint8_t tail[DLP_FORMAT_TAIL];

    return len >= sizeof(tail)
        && dlp_spool_read(fd, tail, sizeof(tail), len - sizeof(tail)) == (long)sizeof(tail)
        && dlp_format_of_end(tail);
}

static dlp_status scan_file(dlp_document *document, int fd, uint8_t head[DLP_FORMAT_FAR])
{
    const long len = dlp_spool_read(fd, head, DLP_FORMAT_FAR, 0);
    dlp_status status = DLP_OK;
    struct stat st;

    if (len < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        return DLP_EIO;
    if (dlp_format_of(head, (size_t)len))
        return dlp_document_unpack(document, fd, (uint64_t)st.st_size);
    status = dlp_document_scan_raw(document, fd);
    if (status == DLP_OK)
        status = session_end(document);
    if (status == DLP_OK && ends_as_document(fd, (uint64_t)st.st_size))
        status = dlp_document_unpack(document, fd, (uint64_t)st.st_size);
    return status;
}

/* Open it for the whole file, read, and close it. */
static dlp_status whole_file(dlp_document *document, int fd, dlp_status status,
                             struct dlp_error *err)
{
    uint8_t *head;

    if (!document)
        return status;
    head = dlp_alloc(DLP_FORMAT_FAR);
    status = head ? scan_file(document, fd, head) : DLP_ENOMEM;
    if (status == DLP_OK && begun(document))
        status = session_end(document);
    status = result(document, status, err);
    dlp_free_wiped(head, DLP_FORMAT_FAR);
    dlp_document_close(document);
    return status;
}

dlp_status dlp_document_scan(dlp_scanner *scanner, dlp_extractor *extractor, int fd,
                             const struct dlp_hint *hint, const struct dlp_events *events,
                             struct dlp_error *err)
{
    dlp_document *document = NULL;
    const dlp_status status = dlp_document_open(&document, scanner, extractor, hint, events, err);

    return whole_file(document, fd, status, err);
}

dlp_status dlp_document_read(dlp_scanner *scanner, dlp_extractor *extractor, int fd,
                             const struct dlp_texts *texts, struct dlp_error *err)
{
    struct dlp_events events = DLP_EVENTS_INIT;
    dlp_document *document = NULL;
    dlp_status status;

    if (!texts || texts->version != DLP_TEXTS_VERSION)
        return dlp_error_set(err, DLP_EINVAL, "texts of another version");
    events.on_incomplete = texts->on_incomplete;
    events.user = texts->user;
    status = dlp_document_open(&document, scanner, extractor, NULL, &events, err);
    if (document)
        document->texts = texts;
    return whole_file(document, fd, status, err);
}
