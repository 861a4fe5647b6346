/* dlpscan/job_blob.c - one file of a git repository: from what is known of it, or from its bytes. */

#include "gitlib.h"
#include "io_pace.h"
#include "job_parts.h"
#include "reasons.h"
#include "state_blob.h"

/* libgit2 wants a repository for each thread. */
static bool open_odb(struct job_tools *tools)
{
    if (!tools->odb
        && git_repository_open(&tools->repository, git_repository_path(tools->scan->repository))
            == 0)
        (void)git_repository_odb(&tools->odb, tools->repository);
    return tools->odb != NULL;
}

/* By its first bytes alone. */
static bool is_document(const void *data, size_t len)
{
    return dlp_document_format(data, len) != NULL;
}

/* A document in a repository has no descriptor to be read from. */
static dlp_status scan_whole(struct job_tools *tools, const void *data, size_t len,
                             const struct dlp_hint *hint, const struct dlp_events *events)
{
    dlp_document *document = NULL;
    dlp_status status;

    if (!is_document(data, len))
        return dlp_scanner_scan(tools->scanner, data, len, hint, events, NULL);
    status = dlp_document_open(&document, tools->scanner, tools->scan->extraction.extractor, hint,
                               events, NULL);
    if (status >= DLP_OK)
        status = dlp_document_feed(document, data, len, NULL);
    if (status >= DLP_OK && status != DLP_STOPPED)
        status = dlp_document_finish(document, NULL);
    dlp_document_close(document);
    return status;
}

/* Its bytes; false, and reported, when there are none. */
static bool read_blob(struct job *job, struct job_tools *tools)
{
    struct item *const item = job->to.item;

    item->reason = open_odb(tools) ? blob_read(item->blob, tools->odb) : REASON_UNREADABLE;
    if (item->reason)
        job_report_reason(&job->to, item->reason, 0, 0);
    else
        pace_take(item->blob->data_len);
    return !item->reason;
}

/* @return whether it was scanned to its end */
static bool scan_blob_data(struct job *job, struct job_tools *tools)
{
    const struct item *const item = job->to.item;
    struct dlp_events events = DLP_EVENTS_INIT;
    struct dlp_hint hint = DLP_HINT_INIT;
    dlp_status status;

    hint.name = item->path.data;
    events.on_finding = job_on_finding;
    events.on_incomplete = job_on_incomplete;
    events.user = job;
    status = scan_whole(tools, item->blob->data, item->blob->data_len, &hint, &events);
    if (status < DLP_OK)
        job_report_failure(job, status, 0);
    return status >= DLP_OK && status != DLP_STOPPED && !job->interrupted;
}

/* What is known of it; its bytes are read where lines of them count for what was found. */
static void give_blob(struct job *job, struct job_tools *tools, const struct state_file *learned)
{
    const struct blob *const blob = job->to.item->blob;

    if (learned->records.len && (tools->scan->settings->marks || blob->changed_only)
        && !read_blob(job, tools))
        return;
    (void)state_give(learned, job_give_finding, job_give_lost, job); /* looked at before */
    tally_unchanged(&tools->scan->tally);
}

void job_scan_blob(struct job *job, struct job_tools *tools)
{
    struct item *const item = job->to.item;
    struct state *const state = tools->scan->state.store ? &tools->scan->state : NULL;
    const char *const path = buffer_string(&item->path);
    const uint64_t max_size = tools->scan->settings->max_size;
    struct state_file learned = { 0 };
    uint64_t size;
    bool whole = true;

    if (state)
        state_look_blob(state, path, item->blob, &learned);
    if (!learned.known && !read_blob(job, tools))
        return;
    size = learned.known ? (uint64_t)learned.st.st_size : item->blob->data_len;
    if (max_size && size > max_size) {
        job_report_skipped(&job->to, SKIP_TOO_LARGE);
    } else if (!learned.known
               && job_skips_type(job, item->blob->data, item->blob->data_len,
                                 is_document(item->blob->data, item->blob->data_len))) {
        job_report_skipped(&job->to, SKIP_OTHER_TYPE);
    } else {
        tally_file(&tools->scan->tally, size);
        job->learned = state && !learned.known ? &learned : NULL;
        if (learned.known)
            give_blob(job, tools, &learned);
        else
            whole = scan_blob_data(job, tools);
        job->learned = NULL;
        if (state && whole)
            state_keep_blob(state, path, item->blob, size, &learned);
    }
    state_file_free(&learned);
}
