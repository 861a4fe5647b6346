/* tests/unit/engine/test_session.c - bytes in pieces: states, many sessions at once, nothing left
 * over from one text in the next, deadlines, cancellation, memory. */

#include "unit/engine/engine_fixture.h"

#include <malloc.h>

static dlp_session *session_new(dlp_scanner *scanner, struct heard *h)
{
    const struct dlp_events events = heard_events(h);
    dlp_session *session = NULL;

    if (dlp_session_open(&session, scanner, NULL, &events, NULL) != DLP_OK)
        abort();
    return session;
}

static dlp_status feed(dlp_session *session, const char *text)
{
    return dlp_session_feed(session, text, strlen(text), NULL);
}

static void test_session__knows_its_states(void)
{
    dlp_scanner *const scanner = fixture_scanner(SMALL_RULES, 0);
    struct heard h = { 0 };
    dlp_session *const session = session_new(scanner, &h);
    struct dlp_error err = DLP_ERROR_INIT;

    CHECK_INT(dlp_session_feed(session, NULL, 0, &err), DLP_OK);
    CHECK_INT(feed(session, SMALL_TEXT), DLP_OK);
    CHECK_INT(dlp_session_feed(session, NULL, 0, &err), DLP_OK);
    CHECK_INT(dlp_session_finish(session, &err), DLP_OK);
    CHECK_INT(err.status, DLP_OK);
    CHECK_INT(h.findings, SMALL_TEXT_FINDINGS);
    CHECK_INT(dlp_session_feed(session, "x", 1, &err), DLP_ESTATE);
    CHECK_INT(err.status, DLP_ESTATE);
    CHECK_INT(dlp_session_feed(session, NULL, 0, NULL), DLP_ESTATE);
    CHECK_INT(dlp_session_finish(session, NULL), DLP_ESTATE);
    CHECK_INT(h.findings, SMALL_TEXT_FINDINGS);
    dlp_session_close(session);
    dlp_scanner_free(scanner);
}

static void test_session__finishes_an_empty_text(void)
{
    dlp_scanner *const scanner = fixture_scanner(SMALL_RULES, 0);
    struct heard h = { 0 };
    dlp_session *const session = session_new(scanner, &h);

    CHECK_INT(dlp_session_finish(session, NULL), DLP_OK);
    CHECK_INT(h.findings + h.incompletes, 0);
    dlp_session_close(session);
    dlp_scanner_free(scanner);
}

static void test_session__refuses_other_versions(void)
{
    dlp_scanner *const scanner = fixture_scanner(FIVE_RULES, 0);
    struct heard h = { 0 };
    struct dlp_events events = heard_events(&h);
    struct dlp_hint hint = DLP_HINT_INIT;
    dlp_session *session = (dlp_session *)&h;

    CHECK_INT(dlp_session_open(&session, scanner, NULL, NULL, NULL), DLP_EINVAL);
    CHECK(session == NULL);
    events.version++;
    CHECK_INT(dlp_session_open(&session, scanner, NULL, &events, NULL), DLP_EINVAL);
    events.version--;
    hint.version++;
    CHECK_INT(dlp_session_open(&session, scanner, &hint, &events, NULL), DLP_EINVAL);
    dlp_scanner_free(scanner);
}

/* The id of a finding depends on the hint's name; a name over 4,096 bytes counts by its first. */
static int note_id(const struct dlp_finding *f, void *user)
{
    (void)snprintf(user, 17, "%s", f->id);
    return 0;
}

static void id_of(char id[17], dlp_scanner *scanner, const char *name)
{
    const struct dlp_hint hint = { DLP_HINT_VERSION, name, "text/plain" };
    struct dlp_events events = DLP_EVENTS_INIT;

    events.on_finding = note_id;
    events.user = id;
    CHECK_INT(dlp_scanner_scan(scanner, "tok_0123456789", 14, &hint, &events, NULL), DLP_OK);
}

static void test_session__names_its_findings(void)
{
    dlp_scanner *const scanner = fixture_scanner(FIVE_RULES, 0);
    char a[17] = "", again[17] = "", b[17] = "", none[17] = "", wide[2][17] = { "", "" };
    char name[5001];

    id_of(a, scanner, "a");
    id_of(b, scanner, "b");
    id_of(again, scanner, "a");
    id_of(none, scanner, NULL);
    CHECK_INT(strlen(a), 16);
    CHECK_STR(again, a);
    CHECK(strcmp(a, b) != 0 && strcmp(a, none) != 0);
    memset(name, 'n', 5000);
    name[5000] = '\0';
    id_of(wide[0], scanner, name);
    name[4999] = 'm';
    id_of(wide[1], scanner, name);
    CHECK_STR(wide[0], wide[1]);
    dlp_scanner_free(scanner);
}

/* A session that is fed by turns with others. */
struct turn {
    dlp_session *session;
    struct scan_log log;
    const char *text;
    size_t len, at;
};

static void turn_begin(struct turn *turn, dlp_scanner *scanner)
{
    const struct dlp_events events = { DLP_EVENTS_VERSION, scan_log_finding, scan_log_incomplete,
                                       NULL, &turn->log };

    turn->len = strlen(turn->text);
    CHECK_INT(dlp_session_open(&turn->session, scanner, NULL, &events, NULL), DLP_OK);
}

static void turn_end(struct turn *turn, dlp_scanner *scanner)
{
    struct scan_log alone = { 0 };

    CHECK_INT(dlp_session_finish(turn->session, NULL), DLP_OK);
    dlp_session_close(turn->session);
    scan_log_run(&alone, scanner, (const uint8_t *)turn->text, turn->len, NULL, NULL);
    CHECK(scan_log_equal(&alone, &turn->log));
    scan_log_clear(&alone);
    scan_log_clear(&turn->log);
}

static void test_session__does_not_mix_with_others(void)
{
    static const char *const texts[] = { SMALL_TEXT,
                                         "id,card\n1,4929441132898178\n2,4929-4411-3289-8178\n",
                                         SMALL_BLOCK SMALL_BLOCK,
                                         "Пароль: Norrsken-88",
                                         "",
                                         "INSERT INTO t (card) VALUES ('4929441132898178');\n",
                                         "-----BEGIN TEST KEY-----\nno end" };
    dlp_scanner *const scanner = fixture_scanner(SMALL_RULES, 0);
    struct turn turns[40] = { { 0 } };
    size_t left = 40;

    for (size_t i = 0; i < 40; i++) {
        turns[i].text = texts[i % 7];
        turn_begin(&turns[i], scanner);
    }
    while (left > 0) {
        left = 0;
        for (size_t i = 0; i < 40; i++) {
            struct turn *const t = &turns[i];
            const size_t step = t->len - t->at < i % 5 + 1 ? t->len - t->at : i % 5 + 1;

            CHECK_INT(dlp_session_feed(t->session, t->text + t->at, step, NULL), DLP_OK);
            t->at += step;
            left += t->len - t->at;
        }
    }
    for (size_t i = 0; i < 40; i++)
        turn_end(&turns[i], scanner);
    dlp_scanner_free(scanner);
}

/* Texts whose first part changes what is found in the second, if anything of it were left. */
static const char *const leaky[][2] = {
    { "tok_01234", "56789" },                     /* stream and value */
    { "card: 4929 4411", " 3289 8178" },          /* digits */
    { "password:", " Norrsken-88" },              /* keyword and tail */
    { "179KUMC7DM4MUp885vu", "Rup2pJw1RYjLsAS" }, /* run */
    { "phone ", "+46 70 174 06 05" },             /* required context */
    { "-----BEGIN TEST KEY-----\nMIIEpQIBAAKCAQEAn6O8liSX4m98LLYtPKSzEmQZBD7L"
      "oh9P13f4yQ92EF3yxR5MsXFu9PRsrYQA7UTPHiC4y2sAVCBg\n",
      "-----END TEST KEY-----\n" }, /* open block */
    { "-----BEGIN TEST",
      " KEY-----\nMIIEpQIBAAKCAQEAn6O8liSX4m98LLYtPKSzEmQZBD7L"
      "oh9P13f4yQ92EF3yxR5MsXFu9PRsrYQA7UTPHiC4y2sAVCBg\n-----END TEST KEY-----\n" },
};

static void test_session__starts_clean(void)
{
    for (size_t i = 0; i < sizeof(leaky) / sizeof(leaky[0]); i++) {
        for (int finish = 0; finish < 2; finish++) {
            dlp_scanner *const scanner = fixture_scanner(SMALL_RULES, 0);
            struct heard first = { 0 }, second = { 0 };
            dlp_session *session = session_new(scanner, &first);

            CHECK_INT(feed(session, leaky[i][0]), DLP_OK);
            if (finish)
                CHECK_INT(dlp_session_finish(session, NULL), DLP_OK);
            dlp_session_close(session);
            session = session_new(scanner, &second);
            CHECK(scanner->spare == NULL); /* it is the spare one */
            CHECK_INT(feed(session, leaky[i][1]), DLP_OK);
            CHECK_INT(dlp_session_finish(session, NULL), DLP_OK);
            CHECK_INT(second.findings, 0);
            dlp_session_close(session);
            dlp_scanner_free(scanner);
        }
    }
}

/* Columns, lines and offsets begin anew, too. */
static void test_session__counts_anew(void)
{
    dlp_scanner *const scanner = fixture_scanner(SMALL_RULES, 0);
    struct scan_log fresh = { 0 }, reused = { 0 };
    const char *const text = "7,4929441132898178,x\n";
    struct heard h = { 0 };
    dlp_session *session;

    scan_log_run(&fresh, scanner, (const uint8_t *)text, strlen(text), NULL, NULL);
    session = session_new(scanner, &h);
    CHECK_INT(feed(session, "id,card,name\n1,4929441132898178,\"open quote\n"), DLP_OK);
    dlp_session_close(session);
    scan_log_run(&reused, scanner, (const uint8_t *)text, strlen(text), NULL, NULL);
    CHECK(scan_log_equal(&fresh, &reused));
    CHECK_INT(fresh.findings, 1);
    scan_log_clear(&fresh);
    scan_log_clear(&reused);
    dlp_scanner_free(scanner);
}

static bool holds(const void *memory, size_t len, const char *text)
{
    return memmem(memory, len, text, strlen(text)) != NULL;
}

static void test_session__wipes_what_it_kept(void)
{
    static char text[40000];
    dlp_scanner *const scanner = fixture_scanner(SMALL_RULES, 0);

    for (size_t i = 0; i < sizeof(text); i++)
        text[i] = "tok_0123456789 "[i % 15];
    for (size_t cut = 100; cut < sizeof(text); cut += 9973) {
        struct heard h = { 0 };
        dlp_session *const session = session_new(scanner, &h);

        CHECK_INT(dlp_session_feed(session, text, cut, NULL), DLP_OK);
        CHECK(holds(scanner->room.bytes, scanner->room.cap, "tok_"));
        CHECK_INT(dlp_session_feed(session, text + cut, sizeof(text) - cut, NULL), DLP_OK);
        if (cut % 2)
            CHECK_INT(dlp_session_finish(session, NULL), DLP_OK);
        dlp_session_close(session);
        CHECK(scanner->spare != NULL);
        CHECK(!holds(scanner->spare->kept, scanner->room.reach, "tok_"));
        CHECK(!holds(scanner->room.bytes, scanner->room.cap, "tok_"));
        CHECK(!holds(scanner->spare, sizeof(*scanner->spare), "tok_"));
    }
    dlp_scanner_free(scanner);
}

/* Each session goes to its own memory when another is fed, and leaves nothing where it was. */
static void test_session__wipes_what_it_kept_beside_others(void)
{
    for (size_t first = 0; first < 2; first++) { /* the one that closes first */
        dlp_scanner *const scanner = fixture_scanner(SMALL_RULES, 0);
        struct heard h = { 0 };
        dlp_session *const session[2] = { session_new(scanner, &h), session_new(scanner, &h) };

        for (size_t i = 0; i < 900; i++) {
            CHECK_INT(feed(session[0], "tok_0123456789 "), DLP_OK);
            if (i % 3 == 0)
                CHECK_INT(feed(session[1], "key_abcdefghij "), DLP_OK);
        }
        CHECK(holds(scanner->room.bytes, scanner->room.cap, "tok_"));
        CHECK(holds(session[1]->kept, scanner->room.reach, "key_"));
        dlp_session_close(session[first]);
        CHECK(!holds(scanner->spare->kept, scanner->room.reach, first ? "key_" : "tok_"));
        CHECK(!holds(scanner->room.bytes, scanner->room.cap, first ? "key_" : "tok_"));
        CHECK_INT(dlp_session_finish(session[1 - first], NULL), DLP_OK);
        dlp_session_close(session[1 - first]);
        CHECK(!holds(scanner->room.bytes, scanner->room.cap, "tok_"));
        CHECK(!holds(scanner->room.bytes, scanner->room.cap, "key_"));
        dlp_scanner_free(scanner);
    }
}

static void test_session__keeps_only_what_is_new(void)
{
    dlp_scanner *const scanner = fixture_scanner(SMALL_RULES, 0);
    struct heard h = { 0 };
    dlp_session *const session = session_new(scanner, &h), *const other = session_new(scanner, &h);

    for (size_t i = 0; i < 3000; i++) {
        CHECK_INT(feed(session, i == 0 ? "tok_0123456789 " : "abc"), DLP_OK);
        CHECK(session->tail_len <= scanner->room.reach);
        CHECK_INT(feed(other, "abc"), DLP_OK);
        CHECK(session->kept_len <= scanner->room.reach);
        CHECK(i > 0 || holds(session->kept, scanner->room.reach, "tok_"));
    }
    CHECK(!holds(session->kept, scanner->room.reach, "tok_")); /* long behind: wiped */
    dlp_session_close(session);
    dlp_session_close(other);
    dlp_scanner_free(scanner);
}

/* As if the time were up at the first finding. */
struct late {
    struct heard h;
    dlp_session *session;
};

static int late_finding(const struct dlp_finding *f, void *user)
{
    struct late *const late = user;

    late->session->deadline_ns = 1;
    return heard_finding(f, &late->h);
}

static int late_incomplete(const struct dlp_incomplete *i, void *user)
{
    return heard_incomplete(i, &((struct late *)user)->h);
}

static void test_session__ends_at_its_deadline(void)
{
    static char text[200000];
    dlp_scanner *const scanner = fixture_scanner(SMALL_RULES, 0);
    struct late late = { .session = NULL };
    const struct dlp_events events = { DLP_EVENTS_VERSION, late_finding, late_incomplete, NULL,
                                       &late };
    size_t findings;

    for (size_t i = 0; i < sizeof(text); i++)
        text[i] = "tok_0123456789 "[i % 15];
    CHECK_INT(dlp_session_open(&late.session, scanner, NULL, &events, NULL), DLP_OK);
    CHECK_INT(dlp_session_feed(late.session, text, sizeof(text), NULL), DLP_PARTIAL);
    CHECK_INT(late.h.incompletes, 1);
    CHECK_STR(late.h.reason, "deadline");
    CHECK(late.h.length == UINT64_MAX);
    CHECK(late.h.offset > 0 && late.h.offset < sizeof(text));
    /* All that ends before the offset is reported, and nothing behind it. */
    CHECK_INT(late.h.findings, late.h.offset / 15 + (late.h.offset % 15 == 14));
    findings = late.h.findings;
    CHECK_INT(dlp_session_feed(late.session, text, sizeof(text), NULL), DLP_PARTIAL);
    CHECK_INT(late.session->fed, 2 * sizeof(text)); /* counted, not scanned */
    CHECK_INT(dlp_session_finish(late.session, NULL), DLP_PARTIAL);
    CHECK_INT(late.h.incompletes, 1);
    CHECK_INT(late.h.findings, findings);
    dlp_session_close(late.session);
    dlp_scanner_free(scanner);
}

static void test_session__has_a_deadline_of_its_own(void)
{
    static char text[1 << 20];
    struct dlp_scan_options options = DLP_SCAN_OPTIONS_INIT;
    dlp_database *const db = fixture_database(SMALL_RULES);
    dlp_scanner *scanner = NULL;

    memset(text, ' ', sizeof(text));
    options.deadline_ms = 1;
    CHECK_INT(dlp_scanner_new(&scanner, db, &options, NULL), DLP_OK);
    dlp_database_release(db);
    for (int round = 0; round < 2; round++) { /* the second is a session with a new deadline */
        struct heard h = { 0 };
        dlp_session *const session = session_new(scanner, &h);
        dlp_status status = DLP_OK;

        for (int i = 0; status == DLP_OK && i < 100000; i++)
            status = dlp_session_feed(session, text, sizeof(text), NULL);
        CHECK_INT(status, DLP_PARTIAL);
        CHECK_STR(h.reason, "deadline");
        CHECK_INT(dlp_session_finish(session, NULL), DLP_PARTIAL);
        CHECK_INT(h.incompletes, 1);
        dlp_session_close(session);
    }
    dlp_scanner_free(scanner);
}

static int cancel_finding(const struct dlp_finding *f, void *user)
{
    dlp_scanner_cancel(user);
    return f->length == 0;
}

/* A cancelled session stays ended; one that is opened after the resume does not. */
static void test_session__stays_cancelled(void)
{
    dlp_scanner *const scanner = fixture_scanner(SMALL_RULES, 0);
    struct dlp_events events = DLP_EVENTS_INIT;
    struct heard other = { 0 };
    dlp_session *const bystander = session_new(scanner, &other);
    dlp_session *session = NULL;
    char text[600];

    memset(text, ' ', sizeof(text));
    events.on_finding = cancel_finding;
    events.user = scanner;
    CHECK_INT(dlp_session_open(&session, scanner, NULL, &events, NULL), DLP_OK);
    CHECK_INT(feed(session, SMALL_TEXT), DLP_OK); /* cancelled in its last block */
    CHECK_INT(dlp_session_feed(session, text, sizeof(text), NULL), DLP_PARTIAL);
    CHECK_INT(feed(bystander, SMALL_TEXT), DLP_PARTIAL);
    CHECK_STR(other.reason, "cancelled");
    dlp_scanner_resume(scanner);
    CHECK_INT(feed(session, SMALL_TEXT), DLP_PARTIAL);
    CHECK_INT(dlp_session_finish(session, NULL), DLP_PARTIAL);
    CHECK_INT(dlp_session_finish(bystander, NULL), DLP_PARTIAL);
    CHECK_INT(other.findings, 0);
    dlp_session_close(session);
    dlp_session_close(bystander);
    memset(&other, 0, sizeof(other));
    CHECK_INT(heard_scan(&other, scanner, SMALL_TEXT), DLP_OK);
    CHECK_INT(other.findings, SMALL_TEXT_FINDINGS);
    dlp_scanner_free(scanner);
}

static void test_session__stays_stopped(void)
{
    dlp_scanner *const scanner = fixture_scanner(SMALL_RULES, 0);
    struct heard h = { .stop_at_finding = 2 };
    dlp_session *const session = session_new(scanner, &h);

    CHECK_INT(feed(session, SMALL_TEXT), DLP_STOPPED);
    CHECK_INT(feed(session, SMALL_TEXT), DLP_STOPPED);
    CHECK_INT(dlp_session_finish(session, NULL), DLP_STOPPED);
    CHECK_INT(dlp_session_finish(session, NULL), DLP_ESTATE);
    CHECK_INT(h.findings, 2);
    dlp_session_close(session);
    dlp_scanner_free(scanner);
}

/* Bytes of each of many sessions that are open in the middle of a text. */
static size_t session_measured(dlp_scanner *scanner, const char *piece)
{
    enum { SESSIONS = 200 };
    static struct heard heard[SESSIONS];
    dlp_session *sessions[SESSIONS];
    size_t each;
    char text[1460];

    for (size_t i = 0; i < sizeof(text); i++)
        text[i] = piece[i % strlen(piece)];
    memset(heard, 0, sizeof(heard));
    CHECK_INT(heard_scan(&heard[0], scanner, SMALL_TEXT), DLP_OK); /* the scanner has its buffers */
    memset(heard, 0, sizeof(heard));
    each = mallinfo2().uordblks;
    for (size_t i = 0; i < SESSIONS; i++) {
        sessions[i] = session_new(scanner, &heard[i]);
        for (int n = 0; n < 30; n++)
            CHECK_INT(dlp_session_feed(sessions[i], text, sizeof(text), NULL), DLP_OK);
        CHECK(heard[i].findings > 300);
        CHECK(sessions[i]->pending.cap <= DLP_PENDING_KEPT
              || sessions[i]->pending.cap == sessions[i]->pending.len);
        CHECK(sessions[i]->pending.len <= 40); /* what ends in 250 bytes */
    }
    each = (mallinfo2().uordblks - each) / SESSIONS;
    for (size_t i = 0; i < SESSIONS; i++)
        dlp_session_close(sessions[i]);
    return each;
}

/* An open session holds what dlp_database_info says, apart from malloc's own, and that is within
 * decision D3's bound. Only where more than a few findings are pending are these added. */
static void test_session__holds_what_info_says(void)
{
    static const char *const pieces[] = {
        "4929441132898178 and then some words follow it, until at last it is here again; ",
        "4929441132898178 tok_0123456789 a.b@example.com 865-34-6908 ",
    };
    dlp_scanner *const scanner = fixture_scanner(SMALL_RULES, 0);
    struct dlp_database_info info = { .version = DLP_DATABASE_INFO_VERSION };
    const size_t malloc_own = (size_t)8 * 32;

    CHECK_INT(dlp_database_info(scanner->db, &info), DLP_OK);
    CHECK(info.session_bytes
          <= 4096 + scanner->db->stream_size + info.width + info.before + info.after);
    for (size_t i = 0; i < 2; i++) {
        const size_t more = i * (40 - DLP_PENDING_KEPT) * sizeof(struct dlp_pending);
        const size_t each = session_measured(scanner, pieces[i]);

        if (each > info.session_bytes + malloc_own + more)
            printf("# %zu bytes a session, of %zu\n", each, info.session_bytes);
        CHECK(each <= info.session_bytes + malloc_own + more);
    }
    dlp_scanner_free(scanner);
}

TEST_MAIN(TEST(test_session__knows_its_states), TEST(test_session__finishes_an_empty_text),
          TEST(test_session__refuses_other_versions), TEST(test_session__names_its_findings),
          TEST(test_session__does_not_mix_with_others), TEST(test_session__starts_clean),
          TEST(test_session__counts_anew), TEST(test_session__wipes_what_it_kept),
          TEST(test_session__wipes_what_it_kept_beside_others),
          TEST(test_session__keeps_only_what_is_new), TEST(test_session__ends_at_its_deadline),
          TEST(test_session__has_a_deadline_of_its_own), TEST(test_session__stays_cancelled),
          TEST(test_session__stays_stopped), TEST(test_session__holds_what_info_says))
