/* tests/torture/torture_document.c - documents while each allocation of ours fails once: what was reported
 * stands, a document that failed never calls itself read, and nothing is lost or used twice. */

#include "torture/torture.h"

#include "support/scan_log.h"
#include "unit/engine/fake_worker.h"
#include "unit/engine/small_rules.h"

#define TOKEN "token tok_k7q2m9x4t1\n"

#define PART(name_) { DLP_FRAME_PART, DLP_PART_BYTES, DLP_REASON_NONE, name_, NULL, NULL }
#define GRID(name_) { DLP_FRAME_PART, DLP_PART_SHEET, DLP_REASON_NONE, NULL, name_, NULL }
#define DATA(text) { DLP_FRAME_DATA, DLP_PART_BYTES, DLP_REASON_NONE, NULL, NULL, text }
#define END_PART { DLP_FRAME_PART_END, DLP_PART_BYTES, DLP_REASON_NONE, NULL, NULL, NULL }
#define LOST(name_) { DLP_FRAME_INCOMPLETE, DLP_PART_BYTES, DLP_REASON_ENCRYPTED, name_, NULL, NULL }
#define DONE { DLP_FRAME_DONE, DLP_PART_BYTES, DLP_REASON_NONE, NULL, NULL, NULL }
#define NO_MORE { (enum dlp_frame_type)0, DLP_PART_BYTES, DLP_REASON_NONE, NULL, NULL, NULL }

static const struct fake_frame outer[] = { PART("tok_k7q2m9x4t1!.txt"),
                                           DATA(TOKEN),
                                           END_PART,
                                           GRID("Sheet"),
                                           DATA("token\n" TOKEN),
                                           END_PART,
                                           LOST("locked"),
                                           PART("in.zip"),
                                           DATA("PK\3\4"),
                                           END_PART,
                                           DONE,
                                           NO_MORE };
static const struct fake_frame inner[] = { PART("x"), DATA(TOKEN), END_PART, NO_MORE };

static dlp_database *db;
static struct scan_log whole;

static dlp_status scan(dlp_scanner *scanner, dlp_extractor *extractor, struct scan_log *log)
{
    const struct dlp_hint hint = { DLP_HINT_VERSION, "a.zip", NULL };
    const struct dlp_events events = { DLP_EVENTS_VERSION, scan_log_finding, scan_log_incomplete,
                                       NULL, log };
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_document *document = NULL;
    dlp_status status =
        torture_said(dlp_document_open(&document, scanner, extractor, &hint, &events, &err), &err);

    CHECK((status == DLP_OK) == (document != NULL));
    if (document && status == DLP_OK)
        status = torture_said(dlp_document_feed(document, "PK\3\4...", 7, &err), &err);
    if (document) {
        const dlp_status after = torture_said(dlp_document_finish(document, &err), &err);

        CHECK(status == DLP_OK || after == status);
        status = after;
    }
    dlp_document_close(document);
    return status;
}

static dlp_status run(void)
{
    struct fake_worker fake = { .script = { outer, inner } };
    struct dlp_extractor_options options = DLP_EXTRACTOR_OPTIONS_INIT;
    struct scan_log log = { .len = 0 };
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_extractor *extractor = NULL;
    dlp_scanner *scanner = NULL;
    dlp_status status;

    options.connect = fake_connect;
    options.user = &fake;
    options.passwords = (const char *const[]){ "one", "two", NULL };
    status = torture_said(dlp_extractor_new(&extractor, &options, &err), &err);
    if (status == DLP_OK)
        status = torture_said(dlp_scanner_new(&scanner, db, NULL, &err), &err);
    if (status == DLP_OK)
        status = scan(scanner, extractor, &log);
    if (whole.len == 0)
        whole = log;
    CHECK(log.len <= whole.len && (log.len == 0 || memcmp(log.text, whole.text, log.len) == 0));
    if (log.text != whole.text)
        scan_log_clear(&log);
    dlp_scanner_free(scanner);
    fake_end(&fake, extractor);
    return status;
}

static void torture_document__each_allocation_fails_once(void)
{
    dlp_ruleset *set = NULL;

    CHECK_INT(dlp_ruleset_new(&set, NULL), DLP_OK);
    CHECK_INT(dlp_ruleset_load_text(set, "t", FIVE_RULES, strlen(FIVE_RULES), NULL, NULL, NULL),
              DLP_OK);
    CHECK_INT(dlp_database_compile(&db, set, NULL, NULL, NULL), DLP_OK);
    dlp_ruleset_free(set);
    torture(run, DLP_PARTIAL);
    CHECK(whole.len > 0);
    scan_log_clear(&whole);
    dlp_database_release(db);
}

TEST_MAIN(TEST(torture_document__each_allocation_fails_once))
