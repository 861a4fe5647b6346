/* engine/scanner.c - a thread's workspace; a whole buffer is a session that is fed once. */

#include "engine/scanner.h"

#include "base/alloc.h"
#include "base/error.h"
#include "engine/costing.h"
#include "engine/live_rules.h"
#include "engine/session_life.h"
#include "engine/tail.h"
#include "engine/views.h"

#define FLAGS (DLP_SCAN_VALUES | DLP_SCAN_COLUMNS | DLP_SCAN_COSTS | DLP_SCAN_VIEWS | DLP_SCAN_DEEP)
_Static_assert(FLAGS == 0x1f, "a bit for each flag");

static bool options_valid(const struct dlp_scan_options *options)
{
    return options->version == DLP_SCAN_OPTIONS_VERSION && !(options->flags & ~FLAGS)
        && options->min_confidence >= 0.0 && options->min_confidence <= 1.0;
}

dlp_status dlp_scanner_new(dlp_scanner **out, dlp_database *database,
                           const struct dlp_scan_options *options, struct dlp_error *err)
{
    static const struct dlp_scan_options defaults = DLP_SCAN_OPTIONS_INIT;
    dlp_scanner *scanner;

    *out = NULL;
    dlp_error_clear(err);
    options = options ? options : &defaults;
    if (!options_valid(options))
        return dlp_error_set(err, DLP_EINVAL,
                             "scan options: start from DLP_SCAN_OPTIONS_INIT; "
                             "min_confidence is 0 to 1");
    scanner = dlp_calloc(1, sizeof(*scanner));
    if (!scanner)
        return dlp_error_nomem(err);
    scanner->db = dlp_database_retain(database);
    scanner->options = *options;
    scanner->threshold = (unsigned)(options->min_confidence * 100.0 + 0.5);
    if (options->key)
        dlp_token_maker_init(&scanner->maker, options->key);
    atomic_init(&scanner->cancelled, false);
    scanner->cache = dlp_calloc(1, sizeof(*scanner->cache));
    if (!scanner->cache || dlp_tail_room_open(&scanner->room, database) != DLP_OK
        || dlp_scan_work_init(&scanner->work, database) != DLP_OK
        || dlp_live_rules_open(scanner) != DLP_OK
        || ((options->flags & DLP_SCAN_COSTS) && dlp_costing_open(scanner) != DLP_OK)) {
        dlp_scanner_free(scanner);
        return dlp_error_nomem(err);
    }
    scanner->work.views = options->flags & DLP_SCAN_VIEWS;
    scanner->work.deep = scanner->work.views && (options->flags & DLP_SCAN_DEEP);
    *out = scanner;
    return DLP_OK;
}

void dlp_scanner_free(dlp_scanner *scanner)
{
    if (!scanner)
        return;
    dlp_session_spare_free(scanner);
    dlp_view_tools_free(scanner);
    dlp_costing_close(scanner);
    dlp_live_rules_close(scanner);
    dlp_scan_work_clear(&scanner->work);
    dlp_free_wiped(scanner->cache, sizeof(*scanner->cache));
    dlp_tail_room_close(&scanner->room);
    dlp_database_release(scanner->db);
    dlp_free_wiped(scanner, sizeof(*scanner));
}

void dlp_scanner_cancel(dlp_scanner *scanner)
{
    atomic_store_explicit(&scanner->cancelled, true, memory_order_relaxed);
}

void dlp_scanner_resume(dlp_scanner *scanner)
{
    atomic_store_explicit(&scanner->cancelled, false, memory_order_relaxed);
}

dlp_status dlp_scanner_scan(dlp_scanner *scanner, const void *data, size_t len,
                            const struct dlp_hint *hint, const struct dlp_events *events,
                            struct dlp_error *err)
{
    dlp_session *session = NULL;
    dlp_status status = dlp_session_open(&session, scanner, hint, events, err);

    if (status != DLP_OK)
        return status;
    status = dlp_session_take(session, data, len, true, err);
    dlp_session_close(session);
    return status;
}
