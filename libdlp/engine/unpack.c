/* engine/unpack.c - a document's parts, as the worker tells them.
 *
 * Nothing that the worker says is believed: it may have been taken over by what it reads. A frame that
 * does not fit ends the document, as a crash would, and all limits are kept here. */

#include "base/alloc.h"
#include "base/clock.h"
#include "engine/document.h"
#include "engine/part_path.h"
#include "extract/format.h"

#include <string.h>

#define RATIO_FROM ((uint64_t)16 << 20) /* bytes that any document may unpack to */
#define MS_NS 1000000u

struct unpacking {
    dlp_document *document;
    const struct dlp_extractor_options *limits;
    dlp_document *part; /* that is being read, or NULL */
    uint64_t deadline_ns;
    bool any; /* something of it was read */
    uint8_t packet[DLP_FRAME_MAX];
};

/* How long this one may take: an inner document half of what is left, so that one which hangs leaves
 * the others of its document some. */
static uint64_t time_for(struct unpacking *u)
{
    struct dlp_budget *const budget = u->document->budget;
    const uint64_t now = dlp_clock_ns();
    uint64_t left;

    if (budget->deadline_ns == 0)
        budget->deadline_ns = now + u->limits->max_time_ms * MS_NS;
    left = budget->deadline_ns > now ? budget->deadline_ns - now : 0;
    if (u->document->depth > 0)
        left /= 2;
    u->deadline_ns = now + left;
    return left / MS_NS;
}

/* Which limit is reached, now that so many bytes more come? */
static enum dlp_reason check_bytes(struct unpacking *u, size_t more)
{
    struct dlp_budget *const budget = u->document->budget;

    budget->out += more;
    if (budget->out > u->limits->max_bytes)
        return DLP_REASON_BYTES_LIMIT;
    if (budget->out > RATIO_FROM && budget->out / u->limits->max_ratio > budget->in)
        return DLP_REASON_RATIO_LIMIT;
    if (dlp_clock_ns() > u->deadline_ns)
        return DLP_REASON_TIMEOUT;
    return DLP_REASON_NONE;
}

static dlp_status copy_text(char **out, const uint8_t *text, size_t len)
{
    *out = dlp_strndup((const char *)text, len);
    return *out ? DLP_OK : DLP_ENOMEM;
}

static dlp_status path_of(char **out, struct unpacking *u, const struct dlp_frame *frame)
{
    dlp_document *const document = u->document;

    if (frame->name_len > 0)
        return dlp_part_path(out, document->scanner, document->path, frame->name, frame->name_len,
                             &document->events);
    *out = NULL;
    return document->path ? copy_text(out, (const uint8_t *)document->path, strlen(document->path))
                          : DLP_OK;
}

/* Locations name sheets and tables, which the document chose: they are escaped and masked as names are. */
static dlp_status part_place(struct unpacking *u, const struct dlp_frame *frame)
{
    dlp_document *const part = u->part;
    dlp_status status;

    if (frame->kind == DLP_PART_BYTES)
        return DLP_OK;
    part->plain = true;
    status = dlp_part_path(&part->location, part->scanner, NULL, frame->location,
                           frame->location_len, &u->document->events);
    if (status < DLP_OK || status == DLP_STOPPED)
        return status;
    if (frame->kind == DLP_PART_TEXT)
        return DLP_OK;
    part->is_grid = true;
    return dlp_grid_init(&part->grid, frame->kind, frame->row > 0 ? frame->row : 1);
}

static dlp_status part_begin(struct unpacking *u, const struct dlp_frame *frame)
{
    dlp_document *const document = u->document;
    dlp_status status = dlp_document_new(&u->part, document, document->scanner, document->extractor,
                                         &document->events);

    u->any = true;
    if (status == DLP_OK)
        status = path_of(&u->part->path, u, frame);
    if (status == DLP_PARTIAL)
        status = DLP_OK;
    if (status == DLP_OK)
        status = part_place(u, frame);
    return status == DLP_PARTIAL ? DLP_OK : status;
}

static dlp_status part_end(struct unpacking *u, enum dlp_reason reason)
{
    dlp_status status = DLP_OK;

    if (!u->part)
        return DLP_OK;
    if (reason != DLP_REASON_NONE)
        status =
            dlp_document_incomplete(u->part, u->part->path, dlp_reason_name(reason), UINT64_MAX);
    if (status == DLP_OK)
        status = dlp_document_finish(u->part, NULL);
    dlp_document_close(u->part);
    u->part = NULL;
    return status == DLP_PARTIAL ? DLP_OK : status;
}

/* A member that nobody could open, by its name. */
static dlp_status member_incomplete(struct unpacking *u, const struct dlp_frame *frame)
{
    char *path = NULL;
    dlp_status status = path_of(&path, u, frame);

    if (status == DLP_OK || status == DLP_PARTIAL)
        status =
            dlp_document_incomplete(u->document, path, dlp_reason_name(frame->reason), UINT64_MAX);
    dlp_free(path);
    return status;
}

static bool frame_fits(const struct unpacking *u, const struct dlp_frame *frame)
{
    switch (frame->type) {
    case DLP_FRAME_PART:
        return !u->part;
    case DLP_FRAME_DATA:
    case DLP_FRAME_PART_END:
        return u->part != NULL;
    default:
        return true;
    }
}

/* @param reason  set where the document ends here */
static dlp_status take_frame(struct unpacking *u, const struct dlp_frame *frame,
                             enum dlp_reason *reason)
{
    dlp_status status;

    if (frame->type == DLP_FRAME_DATA)
        *reason = check_bytes(u, frame->data_len);
    else if (frame->type != DLP_FRAME_PART_END
             && ++u->document->budget->parts > u->limits->max_parts)
        *reason = DLP_REASON_PARTS_LIMIT;
    if (*reason != DLP_REASON_NONE) {
        /* An inner document may be out of its own time only. */
        u->document->budget->over = *reason != DLP_REASON_TIMEOUT;
        return DLP_OK;
    }
    switch (frame->type) {
    case DLP_FRAME_PART:
        return part_begin(u, frame);
    case DLP_FRAME_DATA:
        status = dlp_document_feed(u->part, frame->data, frame->data_len, NULL);
        return status == DLP_PARTIAL ? DLP_OK : status;
    case DLP_FRAME_PART_END:
        return part_end(u, frame->reason);
    default:
        return member_incomplete(u, frame);
    }
}

/* Until the worker is done, or a limit is reached. */
static dlp_status take_answer(struct unpacking *u, int reply, enum dlp_reason *reason)
{
    dlp_status status = DLP_OK;

    while (status == DLP_OK && *reason == DLP_REASON_NONE && !u->document->budget->over) {
        struct dlp_frame frame;

        *reason = dlp_extractor_next(reply, u->deadline_ns, &u->document->scanner->cancelled,
                                     u->packet, &frame);
        if (*reason != DLP_REASON_NONE)
            break;
        if (frame.type == DLP_FRAME_DONE) {
            *reason = frame.reason;
            break;
        }
        if (!frame_fits(u, &frame))
            *reason = DLP_REASON_CRASHED;
        else
            status = take_frame(u, &frame, reason);
    }
    return status;
}

/* What it was reading when it ended: half a document in a document is scanned as it stands. */
static dlp_status end_in_part(struct unpacking *u, enum dlp_reason reason)
{
    dlp_status status = DLP_OK;

    if (u->part && u->part->spool.fd >= 0)
        status = dlp_document_give_up(u->part, reason);
    return status == DLP_OK ? part_end(u, DLP_REASON_NONE) : status;
}

static dlp_status ask(struct unpacking *u, int fd, enum dlp_reason *reason)
{
    const uint64_t time_ms = time_for(u);
    dlp_status status;
    int reply = -1;

    if (time_ms == 0) {
        *reason = DLP_REASON_TIMEOUT;
        return DLP_OK;
    }
    if (!dlp_extractor_ask(u->document->extractor, fd, time_ms, &reply)) {
        *reason = DLP_REASON_NO_EXTRACTOR;
        return DLP_OK;
    }
    status = take_answer(u, reply, reason);
    if (*reason == DLP_REASON_CRASHED && !u->any && dlp_extractor_is_gone(u->document->extractor))
        *reason = DLP_REASON_NO_EXTRACTOR;
    dlp_reply_close(reply);
    if (status == DLP_OK)
        status = end_in_part(u, *reason);
    dlp_document_close(u->part);
    u->part = NULL;
    return status;
}

static enum dlp_reason why_not(const dlp_document *document, int fd)
{
    uint8_t head[DLP_FORMAT_HEAD];
    const struct dlp_format *format;
    long len;

    if (!document->extractor)
        return DLP_REASON_NO_EXTRACTOR;
    if (document->depth > dlp_extractor_limits(document->extractor)->max_depth)
        return DLP_REASON_DEPTH_LIMIT;
    len = dlp_spool_read(fd, head, sizeof(head), 0);
    format = len > 0 ? dlp_format_of(head, (size_t)len) : NULL;
    return format && format->family == DLP_FAMILY_NONE ? DLP_REASON_UNSUPPORTED : DLP_REASON_NONE;
}

dlp_status dlp_document_unpack(dlp_document *document, int fd, uint64_t len)
{
    struct unpacking *const u = dlp_calloc(1, sizeof(*u));
    enum dlp_reason reason = why_not(document, fd);
    dlp_status status = DLP_OK;

    if (!u)
        return DLP_ENOMEM;
    u->document = document;
    if (document->depth == 0)
        document->budget->in = len;
    if (reason == DLP_REASON_NONE) {
        u->limits = dlp_extractor_limits(document->extractor);
        status = ask(u, fd, &reason);
    }
    if (status == DLP_OK && reason != DLP_REASON_NONE)
        status = dlp_document_incomplete(document, document->path, dlp_reason_name(reason), len);
    if (status == DLP_OK && reason != DLP_REASON_NONE && !u->any)
        status = dlp_document_scan_raw(document, fd);
    dlp_free_wiped(u, sizeof(*u));
    return status;
}
