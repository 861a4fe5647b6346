/* engine/session.c - bytes in pieces, as if they had come whole.
 *
 * A session keeps the last bytes that a decision may still look at (engine/tail.h). When a piece
 * arrives, it is laid behind them; of a large piece only the first bytes are, and the rest is scanned
 * where it lies. */

#include "engine/session_life.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "base/error.h"
#include "engine/front.h"
#include "engine/live_cells.h"
#include "engine/pipeline.h"
#include "engine/sample.h"
#include "engine/tail.h"
#include "engine/views.h"
#include "scan/armored.h"
#include "score/table.h"

#include <sodium.h>
#include <string.h>

#define NAME_MAX_BYTES 4096u

static void session_destroy(dlp_session *session)
{
    dlp_views_free(session);
    dlp_front_free(session);
    if (session->stream)
        (void)hs_close_stream(session->stream, NULL, NULL, NULL);
    dlp_free_wiped(session->kept, session->scanner->room.reach);
    dlp_free(session->armors);
    dlp_free_wiped(session->sample, DLP_SAMPLE_BYTES);
    dlp_pending_free(&session->pending);
    dlp_free_wiped(session, sizeof(*session));
}

/* A fresh session, or the spare one. */
static dlp_session *session_take(dlp_scanner *scanner)
{
    const struct dlp_database *const db = scanner->db;
    dlp_session *session = scanner->spare;

    if (session) {
        scanner->spare = NULL;
        return session;
    }
    session = dlp_calloc(1, sizeof(*session));
    if (!session)
        return NULL;
    session->scanner = scanner;
    session->kept = dlp_calloc(1, scanner->room.reach);
    session->armors = dlp_calloc(db->blocks_len + 1, sizeof(struct dlp_armor *));
    if (!session->kept || !session->armors
        || (db->hs && hs_open_stream(db->hs, 0, &session->stream) != HS_SUCCESS)) {
        session_destroy(session);
        return NULL;
    }
    return session;
}

void dlp_session_spare_free(dlp_scanner *scanner)
{
    if (scanner->spare)
        session_destroy(scanner->spare);
    scanner->spare = NULL;
}

static uint64_t deadline_of(uint64_t deadline_ms)
{
    if (deadline_ms == 0)
        return 0;
    return dlp_clock_ns()
        + (deadline_ms < UINT64_MAX / 2000000u ? deadline_ms * 1000000u : UINT64_MAX / 2);
}

dlp_status dlp_session_open(dlp_session **out, dlp_scanner *scanner, const struct dlp_hint *hint,
                            const struct dlp_events *events, struct dlp_error *err)
{
    const char *const name = hint && hint->name ? hint->name : "";
    dlp_session *session;
    char *copy;

    *out = NULL;
    dlp_error_clear(err);
    if (!events || events->version != DLP_EVENTS_VERSION
        || (hint && hint->version != DLP_HINT_VERSION))
        return dlp_error_set(err, DLP_EINVAL, "events or hint of another version: use their INIT");
    session = session_take(scanner);
    if (!session)
        return dlp_error_nomem(err);
    session->sink = (struct dlp_sink){ .events = *events };
    copy = dlp_strndup(name, strnlen(name, NAME_MAX_BYTES));
    if (!copy) {
        session_destroy(session);
        return dlp_error_nomem(err);
    }
    session->emitter = (struct dlp_emitter){ .db = scanner->db,
                                             .maker = scanner->options.key ? &scanner->maker : NULL,
                                             .name = copy,
                                             .values = scanner->options.flags & DLP_SCAN_VALUES };
    scanner->work.asked = scanner->work.asked_of = 0; /* nothing is known of this text */
    if (scanner->cached == session)
        scanner->cached = NULL; /* the spare one's words were of another text */
    dlp_live_cells_forget(scanner, session);
    dlp_table_init(&session->table);
    if (scanner->pieces)
        dlp_table_piece(&session->table);
    session->verdicts.len = 0;
    session->charset = scanner->work.views ? DLP_CHARSET_FIRST : DLP_CHARSET_KNOWN;
    session->utf8 = 0;
    session->declared = (struct dlp_declared){ 0 };
    if (hint && hint->mime)
        dlp_declared_mime(&session->declared, hint->mime);
    session->front_taken = 0;
    session->cut = false;
    session->sampling = scanner->options.flags & DLP_SCAN_COLUMNS;
    session->deadline_ns = deadline_of(scanner->options.deadline_ms);
    *out = session;
    return DLP_OK;
}

void dlp_session_close(dlp_session *session)
{
    dlp_scanner *scanner;

    if (!session)
        return;
    scanner = session->scanner;
    for (size_t i = 0; i < scanner->db->blocks_len; i++) {
        dlp_armor_free(session->armors[i]);
        session->armors[i] = NULL;
    }
    session->armors_open = 0;
    dlp_pending_drop(&session->pending, session->pending.len);
    dlp_views_free(session);
    dlp_tail_forget(session);
    dlp_front_free(session);
    dlp_free_wiped(session->emitter.name, strlen(session->emitter.name));
    session->emitter.name = NULL;
    if (scanner->spare
        || (session->stream
            && hs_reset_stream(session->stream, 0, NULL, NULL, NULL) != HS_SUCCESS)) {
        session_destroy(session);
        return;
    }
    if (session->sample)
        sodium_memzero(session->sample, session->sample_len);
    session->sample_len = 0;
    session->fed = session->done = 0;
    session->failed = DLP_OK;
    session->ended = session->finished = session->grace = false;
    scanner->spare = session;
}

/* How far the lanes may go when `end` bytes are known: `ahead` less, so that what stands behind a
 * value is known when it is judged. */
static uint64_t frontier_at(const dlp_session *session, uint64_t end, bool last)
{
    const uint64_t ahead = session->scanner->db->ahead;
    const uint64_t to = last ? end : end > ahead ? end - ahead : 0;

    return to > session->done ? to : session->done;
}

static dlp_status session_push(dlp_session *session, const uint8_t *data, size_t len, bool last)
{
    struct dlp_window window = { data, session->fed, len };
    dlp_status status = DLP_OK;
    bool all = false; /* of the piece was scanned */

    if (session->tail_len > 0 || len == 0) {
        const size_t take = dlp_tail_append(session, &window, data, len);

        all = take == len;
        status = dlp_pipeline_run(
            session, &window, frontier_at(session, session->fed + take, last && all), last && all);
    }
    if (status == DLP_OK && !all) {
        window = (struct dlp_window){ data, session->fed, len };
        status = dlp_pipeline_run(session, &window, frontier_at(session, session->fed + len, last),
                                  last);
    }
    if (status == DLP_OK && !last) {
        dlp_tail_keep(session, &window);
        dlp_pending_trim(&session->pending);
    }
    session->fed += len;
    return status;
}

/* Gather the part's first bytes; once there are enough, look at them and scan them. What is left of
 * the piece is in *data and *len. */
static dlp_status session_sample(dlp_session *session, const uint8_t **data, size_t *len, bool last)
{
    const size_t room = DLP_SAMPLE_BYTES - session->sample_len;
    const size_t take = *len < room ? *len : room;
    dlp_status status;

    if (session->sample_len == 0 && (last || *len >= DLP_SAMPLE_BYTES)) {
        session->sampling = false; /* all of it is here: nothing to gather */
        return dlp_sample_run(session, *data, *len);
    }
    if (!session->sample)
        session->sample = dlp_alloc(DLP_SAMPLE_BYTES);
    if (!session->sample)
        return DLP_ENOMEM;
    if (take > 0) { /* finish() gives no data */
        memcpy(session->sample + session->sample_len, *data, take);
        session->sample_len += take;
        *data += take;
        *len -= take;
    }
    if (session->sample_len < DLP_SAMPLE_BYTES && !last)
        return DLP_OK;
    session->sampling = false;
    status = dlp_sample_run(session, session->sample, session->sample_len);
    if (status == DLP_OK)
        status = session_push(session, session->sample, session->sample_len, false);
    sodium_memzero(session->sample, session->sample_len);
    return status;
}

static dlp_status session_result(const dlp_session *session, dlp_status status,
                                 struct dlp_error *err)
{
    if (status == DLP_ENOMEM)
        return dlp_error_nomem(err);
    if (status == DLP_EINTERNAL)
        return dlp_error_set(err, status,
                             "the matcher failed: is the database of another version?");
    if (session->sink.stopped)
        return DLP_STOPPED;
    return session->sink.partial ? DLP_PARTIAL : status;
}

/* UTF-8 text, or what is read as it is. */
static dlp_status session_text(dlp_session *session, const uint8_t *bytes, size_t len, bool last)
{
    dlp_status status = DLP_OK;

    session->grace = session->sampling && session->sample_len > 0 && last;
    if (session->sampling && !session->ended)
        status = session_sample(session, &bytes, &len, last);
    if (session->ended || status != DLP_OK)
        session->fed += len;
    else if (!session->sampling && (len > 0 || last))
        status = session_push(session, bytes, len, last);
    return status;
}

dlp_status dlp_session_take(dlp_session *session, const void *data, size_t len, bool last,
                            struct dlp_error *err)
{
    const uint8_t *const bytes = data ? data : (const uint8_t *)"";
    dlp_status status;

    dlp_error_clear(err);
    if (session->finished)
        return dlp_error_set(err, DLP_ESTATE, "the session is finished: open another");
    session->finished = last;
    status = session->charset != DLP_CHARSET_KNOWN || session->front
        ? dlp_front_take(session, bytes, len, last, session_text)
        : session_text(session, bytes, len, last);
    if (status < 0) {
        session->ended = true;
        session->failed = status;
    }
    return session_result(session, session->failed, err);
}

dlp_status dlp_session_feed(dlp_session *session, const void *data, size_t len,
                            struct dlp_error *err)
{
    return dlp_session_take(session, data, len, false, err);
}

dlp_status dlp_session_finish(dlp_session *session, struct dlp_error *err)
{
    return dlp_session_take(session, NULL, 0, true, err);
}

/* ---- A look at the end -------------------------------------------------------------------- */

/* Is all that is known of the text in what session_copy() copies? */
static bool session_is_plain(const dlp_session *session)
{
    return session->failed == DLP_OK && !session->ended && !session->finished && !session->sampling
        && session->charset == DLP_CHARSET_KNOWN && !session->front && !session->views;
}

/* Is it in a block, or behind one that is not told yet? Its token was begun with the scanner's key. */
static bool session_has_armors(const dlp_session *session)
{
    for (size_t i = 0; i < session->pending.len; i++) {
        if (session->pending.at[i].armor)
            return true;
    }
    return session->armors_open > 0;
}

static bool may_tell(const dlp_session *session, const dlp_scanner *scanner)
{
    return session_is_plain(session) && !session->scanner->work.views && !scanner->work.views
        && (!scanner->options.key || scanner->options.key == session->scanner->options.key
            || !session_has_armors(session));
}

/* Blocks that are open, and findings that are not settled. */
static dlp_status session_copy_open(dlp_session *to, const dlp_session *from)
{
    dlp_status status = DLP_OK;

    for (size_t i = 0; i < from->scanner->db->blocks_len; i++) {
        if (!from->armors[i])
            continue;
        to->armors[i] = dlp_armor_copy(from->armors[i]);
        if (!to->armors[i])
            return DLP_ENOMEM;
        to->armors_open++;
    }
    for (size_t i = 0; i < from->pending.len && status == DLP_OK; i++) {
        struct dlp_pending pending = from->pending.at[i];

        if (pending.armor) {
            pending.armor = dlp_armor_copy(pending.armor);
            if (!pending.armor)
                return DLP_ENOMEM;
        }
        status = dlp_pending_add(&to->pending, &pending);
    }
    return status;
}

/* What the session knows, in one of another scanner. */
static dlp_status session_copy(dlp_session *to, const dlp_session *from)
{
    to->emitter.lines = from->emitter.lines;
    to->emitter.near = from->emitter.near;
    to->table = from->table;
    to->verdicts = from->verdicts;
    to->sampling = false;
    to->fed = from->fed;
    to->done = from->done;
    if (from->stream
        && hs_reset_and_copy_stream(to->stream, from->stream, NULL, NULL, NULL) != HS_SUCCESS)
        return DLP_EINTERNAL;
    return session_copy_open(to, from);
}

dlp_status dlp_session_look(dlp_session *session, dlp_scanner *scanner,
                            const struct dlp_events *events, struct dlp_error *err)
{
    const struct dlp_hint hint = { .version = DLP_HINT_VERSION, .name = session->emitter.name };
    struct dlp_window window;
    dlp_session *copy = NULL;
    dlp_status status;

    dlp_error_clear(err);
    if (scanner->db != session->scanner->db)
        return dlp_error_set(err, DLP_EINVAL, "the scanner is of another database");
    if (!may_tell(session, scanner))
        return dlp_error_set(err, DLP_ESTATE, "the end of this text cannot be looked at");
    status = dlp_session_open(&copy, scanner, &hint, events, err);
    if (!copy)
        return status;
    status = session_copy(copy, session);
    if (status == DLP_OK && session->fed > 0) {
        (void)dlp_tail_append(session, &window, NULL, 0);
        status = dlp_pipeline_run(copy, &window, session->fed, true);
    }
    status = session_result(copy, status, err);
    dlp_session_close(copy);
    return status;
}
