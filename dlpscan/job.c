/* dlpscan/job.c - one item from its path to its finished report. */

#include "job.h"

#include "gitlib.h"
#include "io_pace.h"
#include "job_parts.h"
#include "kinds.h"
#include "mem.h"
#include "part.h"
#include "pathname.h"
#include "read.h"
#include "reasons.h"
#include "sieve.h"
#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define OPEN_FILE (O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)

dlp_status job_tools_init(struct job_tools *tools, struct scan *scan, bool reads,
                          struct dlp_error *err)
{
    struct dlp_scan_options options = DLP_SCAN_OPTIONS_INIT;

    memset(tools, 0, sizeof(*tools));
    tools->scan = scan;
    options.min_confidence = scan->settings->min_confidence;
    options.flags = DLP_SCAN_COLUMNS | DLP_SCAN_VIEWS;
    options.key = scan->key;
    if (scan->settings->deep)
        options.flags |= DLP_SCAN_DEEP;
    if (scan->settings->stats)
        options.flags |= DLP_SCAN_COSTS;
    if (scan->settings->show_values || scan->adopted)
        options.flags |= DLP_SCAN_VALUES;
    repeats_init(&tools->repeats);
    if (reads)
        tools->data = mem_alloc(READ_BYTES);
    return dlp_scanner_new(&tools->scanner, scan->database, &options, err);
}

void job_tools_free(struct job_tools *tools)
{
    dlp_scanner_free(tools->scanner);
    repeats_free(&tools->repeats);
    rule_counts_clear(&tools->rules);
    incident_values_free(&tools->values);
    if (tools->odb)
        git_odb_free(tools->odb);
    if (tools->repository)
        git_repository_free(tools->repository);
    if (tools->data)
        explicit_bzero(tools->data, READ_BYTES);
    mem_free(tools->data);
    memset(tools, 0, sizeof(*tools));
}

/* Is it a file that a stop was before? Hundreds wait their turn: their number says enough. */
static bool was_not_begun(const struct item *item, const struct dlp_incomplete *incomplete)
{
    return strcmp(incomplete->reason, REASON_INTERRUPTED) == 0 && incomplete->offset == 0
        && !item->stream;
}

/* A path that is not there is the user's mistake: said in words, whatever the format. */
static bool wants_note(const struct reporting *to, const struct dlp_incomplete *incomplete)
{
    const struct scan *const scan = to->scan;

    return strcmp(incomplete->reason, REASON_MISSING) == 0
        || (scan->notes_wanted && !scan->settings->quiet && !was_not_begun(to->item, incomplete));
}

static void report_incomplete(struct reporting *to, const struct dlp_incomplete *incomplete,
                              int error)
{
    struct part_paths file;

    if (sieve_knows_lost(to, incomplete)) {
        tally_allowed(&to->scan->tally, ALLOWED_INCOMPLETE);
        return;
    }
    file = part_enter(to, incomplete->part);
    tally_incomplete(&to->scan->tally, incomplete->reason);
    reports_incomplete(to, incomplete);
    if (wants_note(to, incomplete)) {
        struct buffer line = BUFFER_INIT;

        reason_note(&line, buffer_string(&to->item->shown), incomplete->reason, incomplete->rule,
                    error);
        spill_write(line.data, line.len, &to->item->notes);
        buffer_free(&line);
    }
    part_leave(to, file);
}

void job_report_reason(struct reporting *to, const char *reason, int error, uint64_t offset)
{
    const struct item *const item = to->item;
    const struct dlp_incomplete incomplete = {
        .reason = reason,
        .offset = offset,
        .length = item->fd >= 0 && !item->stream && item->size > offset ? item->size - offset
                                                                        : UINT64_MAX,
    };

    report_incomplete(to, &incomplete, error);
}

/* The user's own wish, or a file that is ours: counted, and listed where there is a place. */
void job_report_skipped(struct reporting *to, const char *reason)
{
    tally_skipped(&to->scan->tally, reason);
    reports_skipped(to, reason);
    if (to->scan->settings->list_skipped) {
        struct buffer line = BUFFER_INIT;

        buffer_format(&line, "dlpscan: %s: skipped: %s\n", buffer_string(&to->item->shown), reason);
        spill_write(line.data, line.len, &to->item->notes);
        buffer_free(&line);
    }
}

int job_on_finding(const struct dlp_finding *finding, void *user)
{
    struct job *const job = user;
    struct reporting *const to = &job->to;

    if (job->learned)
        state_finding(job->learned, finding);
    sieve_finding(to, finding, false);
    return item_error(to->item) != 0;
}

int job_on_incomplete(const struct dlp_incomplete *incomplete, void *user)
{
    struct job *const job = user;
    struct dlp_incomplete changed = *incomplete;

    if (signals_stopped() && strcmp(incomplete->reason, "cancelled") == 0) {
        changed.reason = REASON_INTERRUPTED;
        job->interrupted = true;
    }
    if (job->learned)
        state_lost(job->learned, &changed);
    report_incomplete(&job->to, &changed, 0);
    return 0;
}

/* The library gave up: say so for this file, and end with the environment's status. */
void job_report_failure(struct job *job, dlp_status status, uint64_t offset)
{
    tally_broken(&job->to.scan->tally);
    job_report_reason(&job->to, status == DLP_ENOMEM ? REASON_NO_MEMORY : REASON_INTERNAL, 0,
                      offset);
}

/* Open what the walk found, and look at it once more. What cannot or must not be read has no fd, and
 * a reason, or is skipped. */
static void open_file(struct scan *scan, struct item *item)
{
    const int dir = item->folder ? item->folder->fd : AT_FDCWD;
    struct stat st;

    if (item->reason || item->skipped || item->stream || item->blob)
        return;
    item->fd = openat(dir, item->path.data + item->name,
                      item->folder ? OPEN_FILE | O_NOFOLLOW : OPEN_FILE);
    if (item->fd < 0 || fstat(item->fd, &st) != 0) {
        item->error = errno;
        item->reason = reason_of_errno(item->error);
    } else if (!S_ISREG(st.st_mode)) {
        item->reason = REASON_SPECIAL_FILE;
    } else if (own_is(&scan->own, &st)) {
        item->skipped = SKIP_OWN_OUTPUT;
    } else {
        item->skipped = item_skips(&st, scan->settings);
        item->size = item->skipped ? 0 : (uint64_t)st.st_size;
    }
    if (item->reason || item->skipped)
        item_close(item);
}

static dlp_status feed_all(struct job *job, dlp_session *session, struct reading *reading,
                           char *data, size_t len)
{
    dlp_status status = DLP_OK;

    for (; len > 0; len = reading_next(reading, data)) {
        status = dlp_session_feed(session, data, len, NULL);
        if (status < DLP_OK || status == DLP_STOPPED || job->interrupted)
            break;
    }
    /* DLP_PARTIAL was told to job_on_incomplete, and the rest of the file is worth reading. */
    if (status >= DLP_OK && status != DLP_STOPPED)
        status = dlp_session_finish(session, NULL);
    return status;
}

/* Standard input is kept until it is whole where it turns out to be a document. */
static dlp_status scan_stream(struct job *job, struct job_tools *tools, struct reading *reading,
                              size_t len, const struct dlp_hint *hint,
                              const struct dlp_events *events)
{
    dlp_document *document = NULL;
    const unsigned marks = job->to.scan->settings->marks;
    dlp_status status = dlp_document_open(&document, tools->scanner,
                                          tools->scan->extraction.extractor, hint, events, NULL);

    for (; status >= DLP_OK && status != DLP_STOPPED && len > 0 && !job->interrupted;
         len = reading_next(reading, tools->data)) {
        if (marks)
            marks_feed(&job->to.item->marks, marks, tools->data, len, false);
        status = dlp_document_feed(document, tools->data, len, NULL);
    }
    if (marks)
        marks_feed(&job->to.item->marks, marks, "", 0, true);
    if (status >= DLP_OK && status != DLP_STOPPED)
        status = dlp_document_finish(document, NULL);
    dlp_document_close(document);
    return status;
}

/* By its first bytes, or by its last ones: those of a stream come too late. */
static bool is_document(const struct reading *reading, const char *data, size_t len)
{
    char tail[22];

    if (dlp_document_format(data, len))
        return true;
    if (reading->stream)
        return false;
    if (reading->whole)
        return dlp_document_format_end(data, len);
    return reading->size >= sizeof(tail)
        && pread(reading->fd, tail, sizeof(tail), (off_t)(reading->size - sizeof(tail)))
        == (ssize_t)sizeof(tail)
        && dlp_document_format_end(tail, sizeof(tail));
}

bool job_skips_type(struct job *job, const char *data, size_t len, bool document)
{
    const unsigned kinds = job->to.scan->settings->kinds;

    job->other_type = kinds != KINDS_ALL && len > 0
        && !((document ? KIND_DOCUMENT : kind_of_head(data, len)) & kinds);
    return job->other_type;
}

/* A file that the first read gives whole needs no session to gather it, which would copy it. */
static dlp_status scan_bytes(struct job *job, struct job_tools *tools, struct reading *reading)
{
    struct dlp_events events = DLP_EVENTS_INIT;
    struct dlp_hint hint = DLP_HINT_INIT;
    const size_t len = reading_next(reading, tools->data);
    const bool document = is_document(reading, tools->data, len);
    dlp_session *session = NULL;
    dlp_status status;

    hint.name = job->to.item->path.data;
    events.on_finding = job_on_finding;
    events.on_incomplete = job_on_incomplete;
    events.user = job;
    if (job_skips_type(job, tools->data, len, document))
        return DLP_OK;
    if (reading->stream)
        return scan_stream(job, tools, reading, len, &hint, &events);
    if (document) {
        pace_take(reading->size > len ? reading->size - len : 0);
        reading->got = reading->size;
        return dlp_document_scan(tools->scanner, tools->scan->extraction.extractor, reading->fd,
                                 &hint, &events, NULL);
    }
    if (reading->whole)
        return dlp_scanner_scan(tools->scanner, tools->data, len, &hint, &events, NULL);
    status = dlp_session_open(&session, tools->scanner, &hint, &events, NULL);
    if (status >= DLP_OK)
        status = feed_all(job, session, reading, tools->data, len);
    dlp_session_close(session);
    return status;
}

/* @return whether the file was scanned to its end */
static bool scan_file(struct job *job, struct job_tools *tools)
{
    const struct item *const item = job->to.item;
    struct reading reading = { .fd = item->fd, .stream = item->stream, .size = item->size };
    const dlp_status status = scan_bytes(job, tools, &reading);

    if (job->other_type) {
        job_report_skipped(&job->to, SKIP_OTHER_TYPE);
        return false;
    }
    tally_file(&tools->scan->tally, reading.got);
    if (status < DLP_OK)
        job_report_failure(job, status, reading.got);
    else if (reading.reason && !job->interrupted)
        job_report_reason(&job->to, reading.reason, reading.error, reading.got);
    return status >= DLP_OK && status != DLP_STOPPED && !reading.reason && !job->interrupted;
}

void job_give_finding(const struct dlp_finding *finding, bool in_path, void *user)
{
    struct job *const job = user;

    (void)in_path;
    sieve_finding(&job->to, finding, false);
}

void job_give_lost(const struct dlp_incomplete *incomplete, void *user)
{
    struct job *const job = user;

    report_incomplete(&job->to, incomplete, 0);
}

/* What is known of the file from before, or else the file; and that is known then. */
static void scan_with_state(struct job *job, struct job_tools *tools)
{
    struct state *const state = &tools->scan->state;
    const struct item *const item = job->to.item;
    const char *const path = buffer_string(&item->path);
    struct state_file learned;

    state_look(state, path, item->fd, &learned);
    if (learned.known) {
        (void)state_give(&learned, job_give_finding, job_give_lost, job); /* looked at before */
        tally_file(&tools->scan->tally, item->size);
        tally_unchanged(&tools->scan->tally);
        state_keep(state, path, item->fd, &learned);
    } else {
        job->learned = &learned;
        if (scan_file(job, tools))
            state_keep(state, path, item->fd, &learned);
        job->learned = NULL;
    }
    state_file_free(&learned);
}

static void job_begin(struct job *job, struct job_tools *tools, struct item *item)
{
    *job = (struct job){ .to = { .scan = tools->scan,
                                 .item = item,
                                 .repeats = &tools->repeats,
                                 .rules = &tools->rules,
                                 .values = &tools->values } };
    repeats_clear(&tools->repeats);
    rule_counts_clear(&tools->rules);
    incident_values_clear(&tools->values);
}

static void end_reports(struct reporting *to)
{
    reports_item_end(to);
    incidents_item_end(to);
}

/* What waits is reported when the item is printed. */
static void job_end(struct job *job)
{
    if (!sieve_defers(job->to.scan, job->to.item))
        end_reports(&job->to);
}

bool job_replay(struct job_tools *tools, struct item *item)
{
    struct job job;
    bool whole;

    if (!sieve_defers(tools->scan, item))
        return true;
    job_begin(&job, tools, item);
    whole = sieve_replay(&job.to);
    end_reports(&job.to);
    return whole;
}

void job_run(struct job_tools *tools, struct item *item)
{
    struct job job;

    if (signals_stopped())
        return;
    job_begin(&job, tools, item);
    if (!pathname_show(&job.to, tools->scanner)) {
        if (signals_stopped())
            return;
        pathname_hide(&job.to);
    }
    open_file(tools->scan, item);
    if (item->skipped)
        job_report_skipped(&job.to, item->skipped);
    else if (item->reason)
        job_report_reason(&job.to, item->reason, item->error, 0);
    else if (item->blob)
        job_scan_blob(&job, tools);
    else if (item->fd >= 0 && tools->scan->state.store && !item->stream)
        scan_with_state(&job, tools);
    else if (item->fd >= 0)
        (void)scan_file(&job, tools);
    job_end(&job);
    item_close(item);
}

void job_leave(struct job_tools *tools, struct item *item)
{
    struct job job;

    job_begin(&job, tools, item);
    if (!pathname_show(&job.to, tools->scanner))
        pathname_hide(&job.to);
    open_file(tools->scan, item); /* for its length */
    if (item->skipped)
        job_report_skipped(&job.to, item->skipped);
    else if (item->reason)
        job_report_reason(&job.to, item->reason, item->error, 0);
    else if (item->fd >= 0 || item->blob)
        job_report_reason(&job.to, REASON_INTERRUPTED, 0, 0);
    job_end(&job);
    item_close(item);
}
