/* tests/torture/torture_scan.c - scanners and sessions while each allocation of ours fails once. What
 * was reported before it failed stands, a session that failed never calls its text scanned, and the
 * scanner goes on to work. */

#include "torture/torture.h"

#include "redact/key.h"
#include "support/scan_log.h"
#include "unit/engine/small_rules.h"

static const struct dlp_key key = { 1, { { { 7 }, "k00000007" } } };
static dlp_database *db;
static struct scan_log whole; /* what a scan finds that has all memory */
static char text[60000];      /* dense: lists grow, blocks open and close, one stays open */
static size_t text_len;

static int on_trace(const struct dlp_trace *trace, void *user)
{
    (void)user;
    return trace->detail[0] == '\0';
}

static int on_finding(const struct dlp_finding *f, void *user)
{
    scan_log_line(user, "%s %zu ", f->token, f->value_len);
    return scan_log_finding(f, user);
}

static dlp_status scanner_open(dlp_scanner **out)
{
    struct dlp_scan_options options = DLP_SCAN_OPTIONS_INIT;
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_status status;

    options.min_confidence = 0;
    options.flags = DLP_SCAN_VALUES;
    options.key = &key;
    status = torture_said(dlp_scanner_new(out, db, &options, &err), &err);
    CHECK((status == DLP_OK) == (*out != NULL));
    return status;
}

static bool is_prefix(const struct scan_log *log)
{
    return log->len <= whole.len && (log->len == 0 || memcmp(log->text, whole.text, log->len) == 0);
}

/* Feed the text in pieces of that size and finish. Whatever comes after a failure fails, too. */
static dlp_status session_scan(dlp_scanner *scanner, struct scan_log *log, size_t piece,
                               bool traced)
{
    const struct dlp_hint hint = { DLP_HINT_VERSION, "a/name.txt", NULL };
    const struct dlp_events events = { DLP_EVENTS_VERSION, on_finding, scan_log_incomplete,
                                       traced ? on_trace : NULL, log };
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_session *session = NULL;
    dlp_status status =
        torture_said(dlp_session_open(&session, scanner, &hint, &events, &err), &err);
    dlp_status first = status;

    CHECK((status == DLP_OK) == (session != NULL));
    if (!session)
        return status;
    for (size_t at = 0; at < text_len; at += piece) {
        const size_t len = text_len - at < piece ? text_len - at : piece;

        status = torture_said(dlp_session_feed(session, text + at, len, &err), &err);
        CHECK(first == DLP_OK || status == first);
        first = first == DLP_OK ? status : first;
    }
    status = torture_said(dlp_session_finish(session, &err), &err);
    CHECK(first == DLP_OK || status == first);
    dlp_session_close(session);
    CHECK(status == DLP_OK ? scan_log_equal(log, &whole) : is_prefix(log));
    return status;
}

/* The whole once more, now that the failure has passed: the scanner is as good as new. */
static void scan_again(dlp_scanner *scanner)
{
    struct scan_log log = { 0 };

    CHECK_INT(session_scan(scanner, &log, text_len, false), DLP_OK);
    CHECK(scan_log_equal(&log, &whole));
    scan_log_clear(&log);
}

static dlp_status scan_in(size_t piece, bool traced)
{
    struct scan_log log = { 0 };
    dlp_scanner *scanner = NULL;
    dlp_status status = scanner_open(&scanner);

    if (status == DLP_OK) {
        status = session_scan(scanner, &log, piece, traced);
        if (status != DLP_OK)
            scan_again(scanner);
    }
    dlp_scanner_free(scanner);
    scan_log_clear(&log);
    return status;
}

static dlp_status run_scan(void)
{
    return scan_in(text_len, false);
}

static dlp_status run_scan_pieces(void)
{
    return scan_in(1460, false);
}

static dlp_status run_scan_traced(void)
{
    return scan_in(20000, true);
}

/* Sessions that are open at once, closed unfinished, and opened again from the spare one. */
static dlp_status run_sessions(void)
{
    const struct dlp_events events = DLP_EVENTS_INIT;
    dlp_session *sessions[4] = { NULL };
    dlp_scanner *scanner = NULL;
    dlp_status status = scanner_open(&scanner);

    for (size_t round = 0; scanner && round < 2; round++) {
        for (size_t i = 0; status == DLP_OK && i < 4; i++) {
            struct dlp_error err = DLP_ERROR_INIT;

            status =
                torture_said(dlp_session_open(&sessions[i], scanner, NULL, &events, &err), &err);
            if (status == DLP_OK)
                status = dlp_session_feed(sessions[i], text, 3000 * i, &err);
        }
        for (size_t i = 0; i < 4; i++) {
            dlp_session_close(sessions[i]);
            sessions[i] = NULL;
        }
    }
    if (scanner && status != DLP_OK)
        scan_again(scanner);
    dlp_scanner_free(scanner);
    return status;
}

/* A look at the end that fails disturbs nothing of the session. */
static dlp_status look_in(dlp_scanner *scanner, struct scan_log *log)
{
    const struct dlp_hint hint = { DLP_HINT_VERSION, "a/name.txt", NULL };
    const struct dlp_events events = { DLP_EVENTS_VERSION, on_finding, scan_log_incomplete, NULL,
                                       log };
    const struct dlp_events nobody = DLP_EVENTS_INIT;
    const size_t steps = 8, lines = sizeof(SMALL_TEXT) - 1;
    size_t fed = 0;
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_session *session = NULL;
    dlp_status looked = DLP_OK;
    dlp_status status = dlp_session_open(&session, scanner, &hint, &events, NULL);

    for (size_t i = 0; i <= steps && status == DLP_OK; i++) { /* past a block, and in dense text */
        const size_t to =
            i < steps ? (10 * steps + i) * lines / steps : text_len - sizeof(SMALL_BLOCK) - 100;

        status = dlp_session_feed(session, text + fed, to - fed, NULL);
        fed = to;
        if (status == DLP_OK && looked == DLP_OK)
            looked = torture_said(dlp_session_look(session, scanner, &nobody, &err), &err);
    }
    if (status == DLP_OK)
        status = dlp_session_feed(session, text + fed, text_len - fed, NULL);
    if (status == DLP_OK)
        status = dlp_session_finish(session, NULL);
    dlp_session_close(session);
    CHECK(status == DLP_OK ? scan_log_equal(log, &whole) : is_prefix(log));
    return status == DLP_OK ? looked : status;
}

static dlp_status run_look(void)
{
    struct scan_log log = { 0 };
    dlp_scanner *scanner = NULL;
    dlp_status status = scanner_open(&scanner);

    if (status == DLP_OK) {
        status = look_in(scanner, &log);
        if (status != DLP_OK)
            scan_again(scanner);
    }
    dlp_scanner_free(scanner);
    scan_log_clear(&log);
    return status;
}

static void test_torture__look(void)
{
    torture(run_look, DLP_OK);
}

static void test_torture__scan(void)
{
    torture(run_scan, DLP_OK);
}

static void test_torture__scan_pieces(void)
{
    torture(run_scan_pieces, DLP_OK);
}

static void test_torture__scan_traced(void)
{
    torture(run_scan_traced, DLP_OK);
}

static void test_torture__sessions(void)
{
    torture(run_sessions, DLP_OK);
}

static void text_put(const char *piece)
{
    const size_t len = strlen(piece);

    memcpy(text + text_len, piece, len);
    text_len += len;
}

static void start(void)
{
    const struct dlp_events events = { DLP_EVENTS_VERSION, on_finding, scan_log_incomplete, NULL,
                                       &whole };
    const struct dlp_hint hint = { DLP_HINT_VERSION, "a/name.txt", NULL };
    dlp_ruleset *set = NULL;
    dlp_scanner *scanner = NULL;

    for (int i = 0; i < 20; i++)
        text_put(SMALL_TEXT);
    for (int i = 0; i < 400; i++)
        text_put("4929441132898178 tok_0123456789 ");
    text_put(SMALL_BLOCK "-----BEGIN TEST KEY-----\nMIIEpQIBAAKCAQEAn6O8liSX4m98LLYtPKSzEmQZBD7L");
    if (dlp_ruleset_new(&set, NULL) != DLP_OK
        || dlp_ruleset_load_text(set, "five", FIVE_RULES, strlen(FIVE_RULES), NULL, NULL, NULL)
            != DLP_OK
        || dlp_database_compile(&db, set, NULL, NULL, NULL) != DLP_OK
        || scanner_open(&scanner) != DLP_OK
        || dlp_scanner_scan(scanner, text, text_len, &hint, &events, NULL) != DLP_OK)
        abort();
    CHECK(whole.findings > 800);
    dlp_scanner_free(scanner);
    dlp_ruleset_free(set);
}

static void stop(void)
{
    dlp_database_release(db);
    scan_log_clear(&whole);
}

TEST_MAIN(TEST(start), TEST(test_torture__scan), TEST(test_torture__scan_pieces),
          TEST(test_torture__scan_traced), TEST(test_torture__look), TEST(test_torture__sessions),
          TEST(stop))
