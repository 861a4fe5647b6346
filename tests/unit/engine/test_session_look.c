/* tests/unit/engine/test_session_look.c - a look at the end of a text that goes on tells what a text that ended there would
 * have told beside what was told already; and disturbs nothing. */

#include "unit/engine/engine_fixture.h"

#include "redact/key.h"
#include "redact/keyed_token.h"

static const char text[] = SMALL_TEXT "name,card,note\n"
                                      "anna,4929441132898178,tok_k7q2m9x4t1\n"
                                      "bo,4929 4411 3289 8178,none\n"
                                      "call +46 70 174 06 05 now, ssn 865-34-6908\n";

static const struct dlp_events *log_events(struct dlp_events *events, struct scan_log *log)
{
    *events =
        (struct dlp_events){ DLP_EVENTS_VERSION, scan_log_finding, scan_log_incomplete, NULL, log };
    return events;
}

static dlp_session *open_fed(dlp_scanner *scanner, struct scan_log *log, size_t len, size_t step)
{
    struct dlp_events events;
    dlp_session *session = NULL;

    CHECK_INT(dlp_session_open(&session, scanner, NULL, log_events(&events, log), NULL), DLP_OK);
    for (size_t at = 0; at < len; at += step)
        CHECK_INT(dlp_session_feed(session, text + at, len - at < step ? len - at : step, NULL),
                  DLP_OK);
    return session;
}

static void finish(dlp_session *session)
{
    CHECK_INT(dlp_session_finish(session, NULL), DLP_OK);
    dlp_session_close(session);
}

static void check_look(dlp_scanner *scanner, dlp_scanner *looker, size_t cut, size_t step)
{
    struct scan_log ended = { 0 }, looked = { 0 }, whole = { 0 };
    struct dlp_events events;
    dlp_session *session;
    dlp_status status;

    finish(open_fed(looker, &ended, cut, step));
    finish(open_fed(scanner, &whole, sizeof(text) - 1, sizeof(text)));
    session = open_fed(scanner, &looked, cut, step);
    {
        struct scan_log told = { 0 };

        if (looked.len)
            scan_log_line(&told, "%.*s", (int)looked.len, looked.text);
        status = dlp_session_look(session, looker, log_events(&events, &told), NULL);
        CHECK_INT(status, DLP_OK);
        if (!scan_log_equal(&ended, &told)) {
            printf("# cut at %zu, steps of %zu\n# ended:\n%.*s# looked:\n%.*s", cut, step,
                   (int)ended.len, ended.text ? ended.text : "", (int)told.len,
                   told.text ? told.text : "");
            CHECK(!"the same findings");
        }
        scan_log_clear(&told);
    }
    CHECK_INT(dlp_session_feed(session, text + cut, sizeof(text) - 1 - cut, NULL), DLP_OK);
    finish(session);
    CHECK(scan_log_equal(&whole, &looked));
    scan_log_clear(&ended);
    scan_log_clear(&looked);
    scan_log_clear(&whole);
}

/* Another scanner of the same database. */
static dlp_scanner *scanner_beside(const dlp_scanner *scanner, double min_confidence,
                                   uint32_t flags)
{
    struct dlp_scan_options options = DLP_SCAN_OPTIONS_INIT;
    dlp_scanner *other = NULL;

    options.min_confidence = min_confidence;
    options.flags = flags;
    CHECK_INT(dlp_scanner_new(&other, scanner->db, &options, NULL), DLP_OK);
    return other;
}

static void test_session_look__tells_what_the_end_would(void)
{
    static const size_t steps[] = { 1, 60, sizeof(text) };
    dlp_scanner *const scanner = fixture_scanner(SMALL_RULES, 0),
                       *const other = scanner_beside(scanner, 0, 0);

    for (size_t cut = 0; cut < sizeof(text); cut++)
        check_look(scanner, cut % 2 ? other : scanner, cut, steps[cut / 2 % 3]);
    dlp_scanner_free(other);
    dlp_scanner_free(scanner);
}

/* What is told by then has the confidence that the session's scanner asks for; what is looked at, the other one's. */
static void test_session_look__by_the_options_of_the_scanner(void)
{
    static const char weak[] = "number 4929441132898178 ";
    dlp_scanner *const scanner = fixture_scanner(SMALL_RULES, 0.99),
                       *const low = scanner_beside(scanner, 0.01, 0);
    struct heard heard = { 0 };
    struct dlp_events events = { DLP_EVENTS_VERSION, heard_finding, NULL, NULL, &heard };
    dlp_session *session = NULL;

    CHECK_INT(dlp_session_open(&session, scanner, NULL, &events, NULL), DLP_OK);
    CHECK_INT(dlp_session_look(session, low, &events, NULL), DLP_OK);
    CHECK_INT(dlp_session_feed(session, weak, sizeof(weak) - 1, NULL), DLP_OK);
    CHECK_INT(dlp_session_look(session, scanner, &events, NULL), DLP_OK);
    CHECK_INT(heard.findings, 0);
    CHECK_INT(dlp_session_look(session, low, &events, NULL), DLP_OK);
    CHECK_INT(heard.findings, 1);
    CHECK_INT(dlp_session_finish(session, NULL), DLP_OK);
    CHECK_INT(heard.findings, 1);
    CHECK_INT(dlp_session_look(session, low, &events, NULL), DLP_ESTATE);
    dlp_session_close(session);
    dlp_scanner_free(low);
    dlp_scanner_free(scanner);
}

/* The last of what was told. */
struct last {
    size_t findings;
    uint64_t end;
    char token[DLP_TOKEN_MAX];
};

static int on_last(const struct dlp_finding *finding, void *user)
{
    struct last *const last = user;

    last->findings++;
    last->end = finding->offset + finding->length;
    snprintf(last->token, sizeof(last->token), "%s", finding->token);
    return 0;
}

static void use_key(dlp_scanner *scanner, const struct dlp_key *key)
{
    scanner->options.key = key;
    dlp_token_maker_init(&scanner->maker, key);
}

/* A block that is longer than what is kept of a text, line by line; its token was begun with it. */
static void test_session_look__in_a_long_block(void)
{
    static const struct dlp_key keys[] = { { 1, { { { 7 }, "k00000007" } } },
                                           { 1, { { { 8 }, "k00000008" } } } };
    static const char begin[] = "-----BEGIN TEST KEY-----\n", end[] = "-----END TEST KEY-----\n";
    static const char line[] = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAA\n";
    dlp_scanner *const scanner = fixture_scanner(SMALL_RULES, 0),
                       *const same = scanner_beside(scanner, 0.01, 0),
                       *const other = scanner_beside(scanner, 0.01, 0);
    struct last looked = { 0 }, told = { 0 };
    const struct dlp_events look = { DLP_EVENTS_VERSION, on_last, NULL, NULL, &looked },
                            tell = { DLP_EVENTS_VERSION, on_last, NULL, NULL, &told };
    dlp_session *session = NULL;
    uint64_t len = 0;

    use_key(scanner, &keys[0]);
    use_key(same, &keys[0]);
    use_key(other, &keys[1]);
    CHECK_INT(dlp_session_open(&session, scanner, NULL, &tell, NULL), DLP_OK);
    CHECK_INT(dlp_session_look(session, other, &look, NULL), DLP_OK);
    for (size_t i = 0; i < 20; i++) {
        const char *const next = i == 0 ? begin : i == 19 ? end : line;

        CHECK_INT(dlp_session_feed(session, next, strlen(next), NULL), DLP_OK);
        len += strlen(next);
        CHECK_INT(dlp_session_look(session, same, &look, NULL), DLP_OK);
        CHECK_INT(looked.findings, i < 2 ? 0 : i - 1);
        CHECK_INT(looked.end, i < 2 ? 0 : i < 19 ? len : len - 1);
    }
    CHECK_INT(dlp_session_look(session, other, &look, NULL), DLP_ESTATE);
    CHECK(len > scanner->room.reach);
    CHECK_INT(told.findings, 0);
    CHECK_INT(dlp_session_finish(session, NULL), DLP_OK);
    CHECK_INT(told.findings, 1);
    CHECK_INT(told.end, looked.end);
    CHECK_STR(told.token, looked.token);
    dlp_session_close(session);
    dlp_scanner_free(other);
    dlp_scanner_free(same);
    dlp_scanner_free(scanner);
}

static void test_session_look__says_where_it_cannot(void)
{
    dlp_scanner *const scanner = fixture_scanner(SMALL_RULES, 0),
                       *const stranger = fixture_scanner(SMALL_RULES, 0),
                       *const views = scanner_beside(scanner, 0, DLP_SCAN_VIEWS);
    struct scan_log log = { 0 };
    dlp_session *session = open_fed(scanner, &log, 100, 100);
    struct dlp_events events;

    log_events(&events, &log);
    CHECK_INT(dlp_session_look(session, stranger, &events, NULL), DLP_EINVAL);
    CHECK_INT(dlp_session_look(session, views, &events, NULL), DLP_ESTATE);
    finish(session);
    session = open_fed(views, &log, 100, 100);
    CHECK_INT(dlp_session_look(session, scanner, &events, NULL), DLP_ESTATE);
    finish(session);
    scan_log_clear(&log);
    dlp_scanner_free(views);
    dlp_scanner_free(stranger);
    dlp_scanner_free(scanner);
}

TEST_MAIN(TEST(test_session_look__tells_what_the_end_would),
          TEST(test_session_look__by_the_options_of_the_scanner),
          TEST(test_session_look__in_a_long_block), TEST(test_session_look__says_where_it_cannot))
