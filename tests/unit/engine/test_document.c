/* tests/unit/engine/test_document.c - parts of documents, as a worker tells them, and workers that lie. */

#include "unit/engine/engine_fixture.h"
#include "unit/engine/fake_worker.h"

#define ZIP "PK\3\4 a document"
#define TOKEN "token tok_k7q2m9x4t1\n"

#define PART(name_) { DLP_FRAME_PART, DLP_PART_BYTES, DLP_REASON_NONE, name_, NULL, NULL }
#define GRID(name_) { DLP_FRAME_PART, DLP_PART_SHEET, DLP_REASON_NONE, NULL, name_, NULL }
#define DATA(text) { DLP_FRAME_DATA, DLP_PART_BYTES, DLP_REASON_NONE, NULL, NULL, text }
#define END_PART(reason) { DLP_FRAME_PART_END, DLP_PART_BYTES, reason, NULL, NULL, NULL }
#define LOST(name_, reason) { DLP_FRAME_INCOMPLETE, DLP_PART_BYTES, reason, name_, NULL, NULL }
#define DONE(reason) { DLP_FRAME_DONE, DLP_PART_BYTES, reason, NULL, NULL, NULL }
#define NO_MORE { (enum dlp_frame_type)0, DLP_PART_BYTES, DLP_REASON_NONE, NULL, NULL, NULL }

/* All that is told, one word each: "finding PATH LOCATION" or "PATH reason". */
static char told[4096];
static int stop_at; /* ask to stop at the nth; 0: never */
static int calls;

static void tell(const char *part, const char *what)
{
    const size_t len = strlen(told);

    (void)snprintf(told + len, sizeof(told) - len, "%s%s %s", len ? "; " : "", part ? part : "-",
                   what);
}

static int on_finding(const struct dlp_finding *finding, void *user)
{
    (void)user;
    tell(finding->part,
         finding->tags_len && strcmp(finding->tags[finding->tags_len - 1], "path") == 0 ? "in path"
             : finding->location ? finding->location
                                 : "found");
    return ++calls == stop_at;
}

static int on_incomplete(const struct dlp_incomplete *incomplete, void *user)
{
    (void)user;
    tell(incomplete->part, incomplete->reason);
    return ++calls == stop_at;
}

static struct dlp_extractor_options options_for(struct fake_worker *fake)
{
    struct dlp_extractor_options options = DLP_EXTRACTOR_OPTIONS_INIT;

    options.connect = fake_connect;
    options.user = fake;
    return options;
}

/* Feed a text in pieces to a document; what it ends with. */
static dlp_status feed(dlp_extractor *extractor, const char *text, size_t len, size_t piece)
{
    dlp_scanner *const scanner = fixture_scanner(FIVE_RULES, 0.5);
    struct dlp_events events = DLP_EVENTS_INIT;
    dlp_document *document = NULL;
    dlp_status status;

    told[0] = '\0';
    calls = 0;
    events.on_finding = on_finding;
    events.on_incomplete = on_incomplete;
    CHECK_INT(dlp_document_open(&document, scanner, extractor, NULL, &events, NULL), DLP_OK);
    status = DLP_OK;
    for (size_t at = 0; at < len && status >= DLP_OK && status != DLP_STOPPED; at += piece)
        status = dlp_document_feed(document, text + at, len - at < piece ? len - at : piece, NULL);
    if (status != DLP_STOPPED)
        status = dlp_document_finish(document, NULL);
    dlp_document_close(document);
    dlp_scanner_free(scanner);
    return status;
}

static dlp_status run(struct fake_worker *fake, const struct dlp_extractor_options *options)
{
    dlp_extractor *extractor = NULL;
    dlp_status status;

    CHECK_INT(dlp_extractor_new(&extractor, options, NULL), DLP_OK);
    status = feed(extractor, ZIP, sizeof(ZIP) - 1, 1000);
    fake_end(fake, extractor);
    return status;
}

/* The same with the limits as they are. */
static dlp_status run_script(const struct fake_frame *first, const struct fake_frame *second)
{
    struct fake_worker fake = { .script = { first, second } };
    const struct dlp_extractor_options options = options_for(&fake);

    return run(&fake, &options);
}

static void test_document__parts_are_scanned(void)
{
    static const struct fake_frame script[] = { PART("a/b!%.txt"),
                                                DATA("token tok_k7q2"),
                                                DATA("m9x4t1"),
                                                END_PART(DLP_REASON_NONE),
                                                PART("clean"),
                                                END_PART(DLP_REASON_NONE),
                                                LOST("locked", DLP_REASON_ENCRYPTED),
                                                GRID("Sheet"),
                                                DATA("token,x\n1,2\ntok_k7q2m9x4t1,3\n"),
                                                END_PART(DLP_REASON_DAMAGED),
                                                DONE(DLP_REASON_TRUNCATED),
                                                NO_MORE };

    CHECK_INT(run_script(script, NULL), DLP_PARTIAL);
    CHECK_STR(told, "a/b%21%25.txt found; locked encrypted; - damaged; - Sheet!A3; - truncated");
}

static void test_document__a_document_in_a_document(void)
{
    static const struct fake_frame outer[] = { PART("in.zip"),
                                               DATA("PK\3\4"),
                                               DATA("..."),
                                               END_PART(DLP_REASON_NONE),
                                               PART("z"),
                                               DATA(TOKEN),
                                               END_PART(DLP_REASON_NONE),
                                               DONE(DLP_REASON_NONE),
                                               NO_MORE };
    static const struct fake_frame inner[] = { PART("x"), DATA(TOKEN), END_PART(DLP_REASON_NONE),
                                               DONE(DLP_REASON_NONE), NO_MORE };

    CHECK_INT(run_script(outer, inner), DLP_OK);
    CHECK_STR(told, "in.zip!x found; z found");
}

/* One that crashes costs itself: its bytes are scanned as they stand, and the others are read. */
static void test_document__a_crash_inside(void)
{
    static const struct fake_frame outer[] = {
        PART("in.zip"), DATA("PK\3\4" TOKEN),      END_PART(DLP_REASON_NONE), PART("z"),
        DATA(TOKEN),    END_PART(DLP_REASON_NONE), DONE(DLP_REASON_NONE),     NO_MORE
    };
    static const struct fake_frame inner[] = { NO_MORE };

    CHECK_INT(run_script(outer, inner), DLP_PARTIAL);
    CHECK_STR(told, "in.zip crashed; in.zip found; z found");
}

static void test_document__what_came_before_a_crash_stands(void)
{
    static const struct fake_frame script[] = { PART("a"), DATA(TOKEN), END_PART(DLP_REASON_NONE),
                                                PART("b"), DATA(TOKEN), NO_MORE };

    CHECK_INT(run_script(script, NULL), DLP_PARTIAL);
    CHECK_STR(told, "a found; b found; - crashed");
}

static void test_document__frames_that_do_not_fit(void)
{
    static const struct fake_frame no_part[] = { DATA("x"), DONE(DLP_REASON_NONE), NO_MORE };
    static const struct fake_frame no_begin[] = { END_PART(DLP_REASON_NONE), DONE(DLP_REASON_NONE),
                                                  NO_MORE };
    static const struct fake_frame twice[] = { PART("a"), PART("b"), DATA(TOKEN), NO_MORE };

    CHECK_INT(run_script(no_part, NULL), DLP_PARTIAL);
    CHECK_STR(told, "- crashed");
    CHECK_INT(run_script(no_begin, NULL), DLP_PARTIAL);
    CHECK_STR(told, "- crashed");
    CHECK_INT(run_script(twice, NULL), DLP_PARTIAL);
    CHECK_STR(told, "- crashed");
}

static void test_document__limits_are_kept_here(void)
{
    static const struct fake_frame parts[] = { PART("a"),
                                               DATA(TOKEN),
                                               END_PART(DLP_REASON_NONE),
                                               PART("b"),
                                               END_PART(DLP_REASON_NONE),
                                               PART("c"),
                                               DATA(TOKEN),
                                               END_PART(DLP_REASON_NONE),
                                               DONE(DLP_REASON_NONE),
                                               NO_MORE };
    static const struct fake_frame deep[] = { PART("in.zip"), DATA("PK\3\4" TOKEN),
                                              END_PART(DLP_REASON_NONE), DONE(DLP_REASON_NONE),
                                              NO_MORE };
    struct fake_worker fake = { .script = { parts } };
    struct dlp_extractor_options options = options_for(&fake);

    options.max_parts = 2;
    CHECK_INT(run(&fake, &options), DLP_PARTIAL);
    CHECK_STR(told, "a found; - parts_limit");
    fake = (struct fake_worker){ .script = { parts } };
    options.max_parts = 100;
    options.max_bytes = sizeof(TOKEN) + 3;
    CHECK_INT(run(&fake, &options), DLP_PARTIAL);
    CHECK_STR(told, "a found; - bytes_limit");
    fake = (struct fake_worker){ .script = { deep, deep } };
    options.max_bytes = 1000;
    options.max_depth = 1;
    CHECK_INT(run(&fake, &options), DLP_PARTIAL);
    CHECK_STR(told, "in.zip!in.zip depth_limit; in.zip!in.zip found");
    fake = (struct fake_worker){ .script = { deep } };
    options.max_spool = 20;
    CHECK_INT(run(&fake, &options), DLP_PARTIAL);
    CHECK_STR(told, "in.zip spool_limit; in.zip found");
}

static void test_document__without_a_worker(void)
{
    struct fake_worker fake = { .connects = 0 };
    struct dlp_extractor_options options = options_for(&fake);
    dlp_extractor *extractor = NULL;

    CHECK_INT(feed(NULL, "PK\3\4 " TOKEN, 5 + sizeof(TOKEN) - 1, 7), DLP_PARTIAL);
    CHECK_STR(told, "- no_extractor; - found");
    options.connect = NULL;
    CHECK_INT(dlp_extractor_new(&extractor, &options, NULL), DLP_EINVAL);
    CHECK(extractor == NULL);
}

static void test_document__pieces_do_not_matter(void)
{
    static const struct fake_frame script[] = { PART("a"), DATA(TOKEN), END_PART(DLP_REASON_NONE),
                                                DONE(DLP_REASON_NONE), NO_MORE };
    static char text[40000];
    const size_t pieces[] = { 1, 7, 4095, 4096, 4097, 32774, 40000 };

    for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
        struct fake_worker fake = { .script = { script, script } };
        const struct dlp_extractor_options options = options_for(&fake);
        dlp_extractor *extractor = NULL;

        CHECK_INT(dlp_extractor_new(&extractor, &options, NULL), DLP_OK);
        CHECK_INT(feed(extractor, ZIP, sizeof(ZIP) - 1, pieces[i]), DLP_OK);
        CHECK_STR(told, "a found");
        memset(text, 0, sizeof(text)); /* no text: looked at further in */
        memcpy(text, TOKEN, sizeof(TOKEN) - 1);
        memcpy(text + 39000, TOKEN, sizeof(TOKEN) - 1);
        CHECK_INT(feed(extractor, text, sizeof(text), pieces[i]), DLP_OK);
        CHECK_STR(told, "- found; - found");
        memcpy(text + 32769, "CD001", 5);
        CHECK_INT(feed(extractor, text, sizeof(text), pieces[i]), DLP_OK);
        CHECK_STR(told, "a found");
        memset(text, 'x', sizeof(text));
        memcpy(text + 32769, "CD001", 5); /* far in a text it is a text */
        CHECK_INT(feed(extractor, text, sizeof(text), pieces[i]), DLP_OK);
        CHECK_STR(told, "");
        fake_end(&fake, extractor);
    }
}

static void test_document__names_with_values_are_masked(void)
{
    static const struct fake_frame script[] = { PART("tok_k7q2m9x4t1.txt"),
                                                DATA("token tok_k7q2m9x4t1"),
                                                END_PART(DLP_REASON_NONE), DONE(DLP_REASON_NONE),
                                                NO_MORE };

    CHECK_INT(run_script(script, NULL), DLP_OK);
    CHECK(strstr(told, "in path") != NULL);
    CHECK(strstr(told, "k7q2") == NULL);
}

static void test_document__stops_when_asked(void)
{
    static const struct fake_frame script[] = { PART("a"),
                                                DATA(TOKEN),
                                                END_PART(DLP_REASON_NONE),
                                                PART("b"),
                                                DATA(TOKEN),
                                                END_PART(DLP_REASON_NONE),
                                                DONE(DLP_REASON_DAMAGED),
                                                NO_MORE };

    stop_at = 1;
    CHECK_INT(run_script(script, NULL), DLP_STOPPED);
    CHECK_STR(told, "a found");
    stop_at = 0;
}

static int on_part(const struct dlp_text_part *part, void *user)
{
    (void)user;
    tell(part->part, part->location ? part->location : "text");
    tell(part->is_rows ? "rows" : "bytes", part->has_names ? "named" : "plain");
    return 0;
}

static int on_data(const void *data, size_t len, void *user)
{
    char text[64];

    (void)user;
    (void)snprintf(text, sizeof(text), "%.*s", (int)len, (const char *)data);
    tell("data", text);
    return 0;
}

static int on_end(void *user)
{
    (void)user;
    tell("end", "");
    return ++calls == stop_at;
}

static dlp_status read_texts(struct fake_worker *fake, const char *text)
{
    const struct dlp_texts texts = { DLP_TEXTS_VERSION, on_part, on_data, on_end,
                                     on_incomplete,     NULL };
    const struct dlp_extractor_options options = options_for(fake);
    dlp_scanner *const scanner = fixture_scanner(FIVE_RULES, 0.5);
    dlp_extractor *extractor = NULL;
    FILE *const file = tmpfile();
    dlp_status status;

    told[0] = '\0';
    calls = 0;
    CHECK(file != NULL && fputs(text, file) >= 0 && fflush(file) == 0);
    CHECK_INT(dlp_extractor_new(&extractor, &options, NULL), DLP_OK);
    status = dlp_document_read(scanner, extractor, fileno(file), &texts, NULL);
    fake_end(fake, extractor);
    fclose(file);
    dlp_scanner_free(scanner);
    return status;
}

static void test_document__texts_are_given_out(void)
{
    static const struct fake_frame script[] = { PART("a.csv"),
                                                DATA("token\n"),
                                                DATA(TOKEN),
                                                END_PART(DLP_REASON_NONE),
                                                GRID("Sheet"),
                                                DATA("a,b\n"),
                                                END_PART(DLP_REASON_DAMAGED),
                                                DONE(DLP_REASON_NONE),
                                                NO_MORE };
    struct fake_worker fake = { .script = { script, script } };

    CHECK_INT(read_texts(&fake, ZIP), DLP_PARTIAL);
    CHECK_STR(told,
              "a.csv text; bytes plain; data token\n" TOKEN "; end ; - Sheet; rows plain; "
              "data a,b\n; - damaged; end ");
    fake = (struct fake_worker){ .script = { script } };
    stop_at = 1;
    CHECK_INT(read_texts(&fake, ZIP), DLP_STOPPED);
    stop_at = 0;
    fake = (struct fake_worker){ 0 };
    CHECK_INT(read_texts(&fake, "no document"), DLP_OK);
    CHECK_STR(told, "- text; bytes plain; data no document; end ");
}

TEST_MAIN(TEST(test_document__parts_are_scanned), TEST(test_document__a_document_in_a_document),
          TEST(test_document__a_crash_inside), TEST(test_document__what_came_before_a_crash_stands),
          TEST(test_document__frames_that_do_not_fit), TEST(test_document__limits_are_kept_here),
          TEST(test_document__without_a_worker), TEST(test_document__pieces_do_not_matter),
          TEST(test_document__names_with_values_are_masked), TEST(test_document__stops_when_asked),
          TEST(test_document__texts_are_given_out))
