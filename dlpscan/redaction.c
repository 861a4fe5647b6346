/* dlpscan/redaction.c - a text with its findings replaced.
 *
 * Two passes: what is found is noted, and then the text is copied with it replaced. A finding depends on
 * its surroundings, so replacing one may bring out another reading of a value, or the same value at a
 * place where it was no finding before. So the copy is scanned in turn, and whatever of the replaced
 * values is found in it is replaced as well, until there is none. A date that was moved may be one that was
 * found elsewhere; so it is known where those stand, and they are left alone. */

#include "redaction.h"

#include "alone.h"
#include "buffer.h"
#include "mem.h"
#include "message.h"
#include "read.h"
#include "replaced.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ROUNDS_MAX 16
#define COPY_BYTES ((size_t)256 << 10)

static int on_finding(const struct dlp_finding *finding, void *user)
{
    struct redaction *const redaction = user;
    const bool moves = dlp_redactor_shifts(redaction->redactor, finding);
    const uint64_t end = finding->offset + finding->length;
    struct buffer text = BUFFER_INIT;

    if (redaction->again && moves && moved_dates_touch(&redaction->moved, finding->offset, end))
        return 0;
    if (redaction->again && !replaced_has(&redaction->values, finding))
        return 0;
    if (dlp_redactor_replace(redaction->redactor, finding, buffer_write, &text) != DLP_OK)
        redaction->failed = true;
    replaced_add(&redaction->values, finding);
    spans_add(&redaction->spans, finding->offset, end, buffer_string(&text), text.len, moves);
    buffer_free(&text);
    return redaction->failed;
}

static int on_incomplete(const struct dlp_incomplete *incomplete, void *user)
{
    struct redaction *const redaction = user;

    redaction->incomplete = true;
    return alone_incomplete(incomplete, NULL);
}

static int find(struct redaction *redaction, int from)
{
    struct reading reading = { .fd = from };
    struct dlp_events events = DLP_EVENTS_INIT;
    struct stat st;
    int status;

    if (fstat(from, &st) != 0 || lseek(from, 0, SEEK_SET) != 0)
        return STATUS_ENVIRONMENT;
    reading.size = (uint64_t)st.st_size;
    events.on_finding = on_finding;
    events.on_incomplete = on_incomplete;
    events.user = redaction;
    status = alone_scan(redaction->scanner, redaction->name, &reading, &events);
    redaction->incomplete = redaction->incomplete || reading.reason;
    return redaction->failed ? STATUS_ENVIRONMENT : status;
}

struct copy {
    int from, to;
    uint64_t at;      /* of from: up to here it is copied */
    uint64_t written; /* bytes of to */
    const struct moved_dates *before;
    size_t next; /* of before, which is not behind at */
    struct moved_dates after;
    char *data;
    int error;
};

static void write_all(struct copy *copy, const char *data, size_t len)
{
    while (len > 0 && !copy->error) {
        const ssize_t done = write(copy->to, data, len);

        if (done < 0 && errno != EINTR)
            copy->error = errno;
        if (done > 0) {
            data += done;
            len -= (size_t)done;
            copy->written += (uint64_t)done;
        }
    }
}

/* Dates that were moved before and are copied to an offset, or replaced up to it. */
static void keep_dates(struct copy *copy, uint64_t end, bool copied)
{
    for (; copy->next < copy->before->len && copy->before->date[copy->next].start < end;
         copy->next++) {
        const struct moved_date *const date = &copy->before->date[copy->next];

        if (copied)
            moved_dates_add(&copy->after, copy->written + (date->start - copy->at),
                            copy->written + (date->end - copy->at));
    }
}

/* Copy from where we are to an offset; UINT64_MAX: to the end. */
static void copy_to(struct copy *copy, uint64_t end)
{
    while (copy->at < end && !copy->error) {
        const uint64_t left = end - copy->at;
        const ssize_t got = pread(copy->from, copy->data,
                                  left < COPY_BYTES ? (size_t)left : COPY_BYTES, (off_t)copy->at);

        if (got < 0 && errno != EINTR)
            copy->error = errno;
        if (got == 0 && end != UINT64_MAX)
            copy->error = EIO; /* it shrank */
        if (got == 0)
            return;
        if (got > 0) {
            write_all(copy, copy->data, (size_t)got);
            copy->at += (uint64_t)got;
        }
    }
}

static void copy_span(const struct span *span, void *user)
{
    struct copy *const copy = user;

    uint64_t start;

    keep_dates(copy, span->start, true);
    copy_to(copy, span->start);
    keep_dates(copy, span->end, false);
    start = copy->written;
    write_all(copy, span->text, strlen(span->text));
    if (span->moved)
        moved_dates_add(&copy->after, start, copy->written);
    copy->at = span->end;
}

static int replace(struct redaction *redaction, int from, int to)
{
    struct copy copy = {
        .from = from, .to = to, .data = mem_alloc(COPY_BYTES), .before = &redaction->moved
    };
    struct stat before = { 0 }, after;
    bool whole;

    if (ftruncate(to, 0) != 0 || lseek(to, 0, SEEK_SET) != 0 || fstat(from, &before) != 0)
        copy.error = errno;
    whole = spans_each(&redaction->spans, copy_span, &copy);
    keep_dates(&copy, UINT64_MAX, true);
    copy_to(&copy, UINT64_MAX);
    moved_dates_free(&redaction->moved);
    redaction->moved = copy.after;
    if (!copy.error && (fstat(from, &after) != 0 || after.st_size != before.st_size))
        copy.error = EIO;
    explicit_bzero(copy.data, COPY_BYTES);
    mem_free(copy.data);
    if (copy.error)
        message("cannot write the redacted text: %s", strerror(copy.error));
    else if (!whole)
        message("the places of the values could not be kept; set TMPDIR to a folder with room");
    return copy.error || !whole ? STATUS_ENVIRONMENT : STATUS_CLEAN;
}

/* One round; *found says how much it replaced. */
static int one_round(struct redaction *redaction, int from, int to, uint64_t *found)
{
    int status;

    spans_init(&redaction->spans);
    status = find(redaction, from);
    *found = redaction->spans.count;
    redaction->replaced += *found;
    if (status == STATUS_CLEAN && redaction->incomplete) {
        message("not all of the text was judged: nothing is written");
        status = STATUS_INCOMPLETE;
    }
    if (status == STATUS_CLEAN && (*found > 0 || !redaction->again))
        status = replace(redaction, from, to);
    spans_free(&redaction->spans);
    return status;
}

int redaction_run(struct redaction *redaction, int from, const int to[2], int *in)
{
    int status = STATUS_CLEAN, last = 0;
    uint64_t found = 1;

    for (int i = 0; status == STATUS_CLEAN && found > 0; i++) {
        redaction->again = i > 0;
        if (i == ROUNDS_MAX) {
            message("values are found anew however often they are replaced; nothing is written");
            return STATUS_ENVIRONMENT;
        }
        status = one_round(redaction, i == 0 ? from : to[last], to[i % 2], &found);
        last = i % 2;
        if (redaction->again && found == 0)
            last = 1 - last; /* nothing was written in this round */
    }
    *in = to[last];
    return status;
}
