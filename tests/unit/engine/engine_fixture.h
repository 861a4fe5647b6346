/* tests/unit/engine/engine_fixture.h - databases and scanners over small rules, and a listener that
 * counts and can stop. */
#ifndef ENGINE_FIXTURE_H
#define ENGINE_FIXTURE_H

#include "engine/scanner.h"
#include "support/scan_log.h"
#include "unit/engine/small_rules.h"
#include "unit/test.h"

#include <dlp/dlp.h>
#include <stdlib.h>

/* Good rules as a database, which the caller releases. */
static inline dlp_database *fixture_database(const char *rules)
{
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_ruleset *set = NULL;
    dlp_database *db = NULL;

    if (dlp_ruleset_new(&set, &err) != DLP_OK
        || dlp_ruleset_load_text(set, "t", rules, strlen(rules), NULL, NULL, &err) != DLP_OK
        || dlp_database_compile(&db, set, NULL, NULL, &err) != DLP_OK) {
        fprintf(stderr, "%s\n", err.message);
        abort();
    }
    dlp_ruleset_free(set);
    return db;
}

/* A scanner that reports from that confidence on; the database goes with it. */
static inline dlp_scanner *fixture_scanner(const char *rules, double min_confidence)
{
    struct dlp_scan_options options = DLP_SCAN_OPTIONS_INIT;
    dlp_database *const db = fixture_database(rules);
    dlp_scanner *scanner = NULL;

    options.min_confidence = min_confidence;
    if (dlp_scanner_new(&scanner, db, &options, NULL) != DLP_OK)
        abort();
    dlp_database_release(db);
    return scanner;
}

/* What came through the callbacks. */
struct heard {
    size_t findings, incompletes, traces;
    size_t stop_at_finding; /* ask to stop at the nth, counted from 1; 0: never */
    size_t stop_at_incomplete, stop_at_trace;
    char reason[32]; /* of the last incomplete */
    uint64_t offset, length;
    uint64_t last_end; /* of the last finding */
    double confidence;
};

static inline int heard_finding(const struct dlp_finding *f, void *user)
{
    struct heard *const h = user;

    CHECK(f->offset + f->length >= h->last_end);
    h->last_end = f->offset + f->length;
    h->confidence = f->confidence;
    return ++h->findings == h->stop_at_finding;
}

static inline int heard_incomplete(const struct dlp_incomplete *i, void *user)
{
    struct heard *const h = user;

    (void)snprintf(h->reason, sizeof(h->reason), "%s", i->reason);
    h->offset = i->offset;
    h->length = i->length;
    return ++h->incompletes == h->stop_at_incomplete;
}

static inline int heard_trace(const struct dlp_trace *trace, void *user)
{
    struct heard *const h = user;

    CHECK(trace->rule && trace->step && trace->detail);
    return ++h->traces == h->stop_at_trace;
}

static inline struct dlp_events heard_events(struct heard *h)
{
    const struct dlp_events events = { DLP_EVENTS_VERSION, heard_finding, heard_incomplete, NULL,
                                       h };

    return events;
}

/* Scan text whole. */
static inline dlp_status heard_scan(struct heard *h, dlp_scanner *scanner, const char *text)
{
    const struct dlp_events events = heard_events(h);

    h->last_end = 0;
    return dlp_scanner_scan(scanner, text, strlen(text), NULL, &events, NULL);
}
#endif
