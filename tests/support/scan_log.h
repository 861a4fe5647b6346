/* tests/support/scan_log.h - scans in any cut, written down so that two can be compared. Used by
 * property tests and fuzz targets. */
#ifndef SUPPORT_SCAN_LOG_H
#define SUPPORT_SCAN_LOG_H

#include <dlp/dlp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** Every finding and incomplete of one scan, a line each. */
struct scan_log {
    char *text;
    size_t len, cap;
    size_t findings;
    const uint8_t *data; /* when set: no line may hold a reported value of these bytes */
    size_t leaks;
};

static inline void scan_log_line(struct scan_log *log, const char *format, ...)
{
    va_list args;
    int n;

    if (log->cap - log->len < 4096) {
        log->cap = log->cap * 2 + 8192;
        log->text = realloc(log->text, log->cap);
        if (!log->text)
            abort();
    }
    va_start(args, format);
    n = vsnprintf(log->text + log->len, log->cap - log->len, format, args);
    va_end(args);
    log->len += (size_t)n < log->cap - log->len ? (size_t)n : log->cap - log->len - 1;
}

static inline void scan_log_clear(struct scan_log *log)
{
    free(log->text);
    memset(log, 0, sizeof(*log));
}

static inline int scan_log_equal(const struct scan_log *a, const struct scan_log *b)
{
    return a->len == b->len && (a->len == 0 || memcmp(a->text, b->text, a->len) == 0);
}

/* What of a value may be shown at all is short: 6 + 4 digits, a domain. So the whole value may
 * never stand in the masked form. */
static inline void scan_log_leak(struct scan_log *log, const struct dlp_finding *f)
{
    if (log->data && f->length >= 4 && f->length <= 80 && !f->value
        && memmem(f->masked, strlen(f->masked), log->data + f->offset, f->length))
        log->leaks++;
}

static inline int scan_log_finding(const struct dlp_finding *f, void *user)
{
    struct scan_log *const log = user;

    log->findings++;
    scan_log_leak(log, f);
    scan_log_line(log, "%s %llu+%llu %llu:%llu %.2f %s %s %s", f->rule,
                  (unsigned long long)f->offset, (unsigned long long)f->length,
                  (unsigned long long)f->line, (unsigned long long)f->column, f->confidence,
                  f->masked, f->id, f->why);
    for (size_t i = 0; i < f->also_len; i++)
        scan_log_line(log, " also %s %.2f", f->also[i].rule, f->also[i].confidence);
    for (size_t i = 0; i < f->context_len; i++)
        scan_log_line(log, " %s %s %d", f->context[i].kind, f->context[i].word,
                      f->context[i].distance);
    for (size_t i = 0; i < f->via_len; i++)
        scan_log_line(log, " via %s", f->via[i]);
    for (size_t i = 0; i < f->tags_len; i++)
        scan_log_line(log, " #%s", f->tags[i]);
    scan_log_line(log, "\n");
    return 0;
}

static inline int scan_log_incomplete(const struct dlp_incomplete *i, void *user)
{
    scan_log_line(user, "incomplete %s %s %llu+%llu\n", i->reason, i->rule ? i->rule : "-",
                  (unsigned long long)i->offset, (unsigned long long)i->length);
    return 0;
}

/** Where the next piece ends, given where it starts; at most len. */
typedef size_t (*scan_cut_fn)(size_t start, size_t len, void *user);

/** Scan data in the pieces that cut gives (NULL: whole). A piece is fed from an exact-size copy, so
 *  that nothing can be read beside it. */
static inline void scan_log_run(struct scan_log *log, dlp_scanner *scanner, const uint8_t *data,
                                size_t len, scan_cut_fn cut, void *user)
{
    struct dlp_events events = DLP_EVENTS_INIT;
    dlp_session *session = NULL;
    size_t at = 0;

    events.on_finding = scan_log_finding;
    events.on_incomplete = scan_log_incomplete;
    events.user = log;
    if (dlp_session_open(&session, scanner, NULL, &events, NULL) != DLP_OK)
        abort();
    while (at < len) {
        const size_t end = cut ? cut(at, len, user) : len;
        uint8_t *const piece = malloc(end - at + !(end - at));

        if (!piece)
            abort();
        memcpy(piece, data + at, end - at);
        if (dlp_session_feed(session, piece, end - at, NULL) < 0)
            abort();
        free(piece);
        at = end;
    }
    if (dlp_session_finish(session, NULL) < 0)
        abort();
    dlp_session_close(session);
}

/** A scanner at threshold 0 over the shipped rules, or over one rule file's text. Aborts when the
 *  rules are wrong: the other tests say why. The database goes with the scanner. */
static inline dlp_scanner *scan_log_scanner_with(const char *rules_text, uint32_t flags)
{
    struct dlp_scan_options options = DLP_SCAN_OPTIONS_INIT;
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_ruleset *set = NULL;
    dlp_database *db = NULL;
    dlp_scanner *scanner = NULL;

    options.min_confidence = 0;
    options.flags = flags;
    if (dlp_ruleset_new(&set, &err) != DLP_OK
        || (rules_text ? dlp_ruleset_load_text(set, "test", rules_text, strlen(rules_text), NULL,
                                               NULL, &err)
                       : dlp_ruleset_load(set, dlp_rules_path(), NULL, NULL, &err))
            != DLP_OK
        || dlp_database_compile(&db, set, NULL, NULL, &err) != DLP_OK
        || dlp_scanner_new(&scanner, db, &options, &err) != DLP_OK) {
        fprintf(stderr, "%s\n", err.message);
        abort();
    }
    dlp_ruleset_free(set);
    dlp_database_release(db);
    return scanner;
}

static inline dlp_scanner *scan_log_scanner(const char *rules_text)
{
    return scan_log_scanner_with(rules_text, 0);
}
#endif
