/* tests/torture/torture_rules.c - loading, compiling, explaining and proving rules while each
 * allocation of ours fails once. A load that failed leaves a set that can be freed and that refuses
 * to compile. */

#include "torture/torture.h"

#include "unit/engine/small_rules.h"

#include <sys/stat.h>
#include <unistd.h>

static dlp_ruleset *set;  /* five good rules */
static dlp_database *db;  /* of these */
static char folder[4096]; /* with two files, one of them changes a rule of the other */

static const char overlay[] =
    "version = 1;\nchanges = ({ id = \"test.card\"; add_words = { sv = [ \"kort\" ]; };\n"
    "add_keys = [ \"pan\" ]; severity = \"high\"; });\n"
    "packs = ({ name = \"p\"; title = \"T\"; description = \"D\"; source = \"S\"; rules = [ \"test.*\" ];"
    " policy = ({ rules = [ \"test.card\" ]; values = 1; confidence = 0.5; }); });\n";

/* Mistakes of every sort: in the language, in a name, in a pattern, in libconfig's syntax. */
static const char *const faulty[] = {
    "version = 1;\nrules = (" SMALL_CARD_RULE
    ",\n{ id = \"test.x\"; titel = \"T\"; class = \"hard\";"
    " pattern = \"a(\"; checks = [ \"luhm\" ]; words = { en = [ \"\" ]; }; });\n",
    "version = 1;\nrules = (" SMALL_CARD_RULE "," SMALL_CARD_RULE ");\n"
    "changes = ({ id = \"test.cart\"; severity = \"low\"; });\n",
    "version = 2;\nrules = (\n",
};

struct told {
    size_t errors;
};

static void on_diagnostic(const struct dlp_diagnostic *d, void *user)
{
    CHECK(d->message[0] != '\0');
    ((struct told *)user)->errors++;
}

static void check_refused(const dlp_ruleset *half)
{
    dlp_database *none = NULL;

    CHECK_INT(dlp_database_compile(&none, half, NULL, NULL, NULL), DLP_ERULE);
    CHECK(none == NULL);
}

static dlp_status run_load(void)
{
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_ruleset *fresh = NULL;
    dlp_status status = torture_said(dlp_ruleset_new(&fresh, &err), &err);

    if (status != DLP_OK) {
        CHECK(fresh == NULL);
        return status;
    }
    status = torture_said(
        dlp_ruleset_load_text(fresh, "five", FIVE_RULES, strlen(FIVE_RULES), NULL, NULL, &err),
        &err);
    if (status == DLP_OK) {
        CHECK_INT(dlp_ruleset_count(fresh), 5);
        status = torture_said(
            dlp_ruleset_load_text(fresh, "more", overlay, strlen(overlay), NULL, NULL, &err), &err);
    }
    if (status != DLP_OK)
        check_refused(fresh);
    dlp_ruleset_free(fresh);
    return status;
}

static dlp_status run_load_folder(void)
{
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_ruleset *fresh = NULL;
    dlp_status status = dlp_ruleset_new(&fresh, &err);

    if (status == DLP_OK)
        status = torture_said(dlp_ruleset_load(fresh, folder, NULL, NULL, &err), &err);
    if (status == DLP_OK)
        CHECK_INT(dlp_ruleset_count(fresh), 5);
    else if (fresh)
        check_refused(fresh);
    dlp_ruleset_free(fresh);
    return status;
}

/* A run that gets through tells of as many mistakes as one with all memory. */
static dlp_status load_faulty(size_t i)
{
    static size_t errors[sizeof(faulty) / sizeof(faulty[0])];
    struct told told = { 0 };
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_ruleset *fresh = NULL;
    dlp_status status = dlp_ruleset_new(&fresh, &err);

    if (status == DLP_OK) {
        status = torture_said(dlp_ruleset_load_text(fresh, "faulty", faulty[i], strlen(faulty[i]),
                                                    on_diagnostic, &told, &err),
                              &err);
        check_refused(fresh);
    }
    if (status == DLP_ERULE) {
        if (errors[i] == 0)
            errors[i] = told.errors;
        CHECK(told.errors > 0);
        CHECK_INT(told.errors, errors[i]);
    }
    dlp_ruleset_free(fresh);
    return status;
}

static dlp_status run_load_mistakes(void)
{
    return load_faulty(0);
}

static dlp_status run_load_doubles(void)
{
    return load_faulty(1);
}

static dlp_status run_load_syntax(void)
{
    return load_faulty(2);
}

static dlp_status run_compile(void)
{
    struct dlp_database_info info = { .version = DLP_DATABASE_INFO_VERSION };
    struct dlp_error err = DLP_ERROR_INIT;
    struct told told = { 0 };
    dlp_database *fresh = NULL;
    const dlp_status status =
        torture_said(dlp_database_compile(&fresh, set, on_diagnostic, &told, &err), &err);

    CHECK_INT(told.errors, 0); /* no rule is called wrong for want of memory */
    CHECK((status == DLP_OK) == (fresh != NULL));
    if (fresh) {
        CHECK_INT(dlp_database_info(fresh, &info), DLP_OK);
        CHECK_INT(info.rules, 5);
    }
    dlp_database_release(fresh);
    return status;
}

static int measure(const void *data, size_t len, void *user)
{
    (void)data;
    *(size_t *)user += len;
    return 0;
}

static dlp_status run_explain(void)
{
    static const char *const ids[] = { "test.pattern", "test.keyword", "test.card", "test.run",
                                       "test.block" };
    static size_t whole[5];

    for (size_t i = 0; i < 5; i++) {
        struct dlp_error err = DLP_ERROR_INIT;
        size_t len = 0;
        const dlp_status status =
            torture_said(dlp_database_explain(db, ids[i], measure, &len, &err), &err);

        if (status != DLP_OK) {
            CHECK_INT(len, 0); /* a description is whole or not there */
            return status;
        }
        if (whole[i] == 0)
            whole[i] = len;
        CHECK_INT(len, whole[i]);
    }
    return DLP_OK;
}

static dlp_status run_prove(void)
{
    struct dlp_error err = DLP_ERROR_INIT;
    struct told told = { 0 };
    const dlp_status status =
        torture_said(dlp_database_prove(db, on_diagnostic, &told, &err), &err);

    CHECK_INT(told.errors, 0);
    return status;
}

static void test_torture__load(void)
{
    torture(run_load, DLP_OK);
}

static void test_torture__load_folder(void)
{
    torture(run_load_folder, DLP_OK);
}

static void test_torture__load_faulty(void)
{
    torture(run_load_mistakes, DLP_ERULE);
    torture(run_load_doubles, DLP_ERULE);
    torture(run_load_syntax, DLP_ERULE);
}

static void test_torture__compile(void)
{
    torture(run_compile, DLP_OK);
}

static void test_torture__explain(void)
{
    torture(run_explain, DLP_OK);
}

static void test_torture__prove(void)
{
    torture(run_prove, DLP_OK);
}

static void file_write(const char *name, const char *text)
{
    char path[4200];
    FILE *file;

    (void)snprintf(path, sizeof(path), "%s/%s", folder, name);
    file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0)
        abort();
}

static void start(void)
{
    const char *const tmp = getenv("TMPDIR");

    (void)snprintf(folder, sizeof(folder), "%s/torture-XXXXXX", tmp ? tmp : "/tmp");
    if (!mkdtemp(folder))
        abort();
    file_write("a.conf", FIVE_RULES);
    file_write("b.conf", overlay);
    if (dlp_ruleset_new(&set, NULL) != DLP_OK
        || dlp_ruleset_load_text(set, "five", FIVE_RULES, strlen(FIVE_RULES), NULL, NULL, NULL)
            != DLP_OK
        || dlp_database_compile(&db, set, NULL, NULL, NULL) != DLP_OK)
        abort();
}

static void stop(void)
{
    char path[4200];

    for (char c = 'a'; c <= 'b'; c++) {
        (void)snprintf(path, sizeof(path), "%s/%c.conf", folder, c);
        CHECK_INT(unlink(path), 0);
    }
    CHECK_INT(rmdir(folder), 0);
    dlp_database_release(db);
    dlp_ruleset_free(set);
}

TEST_MAIN(TEST(start), TEST(test_torture__load), TEST(test_torture__load_folder),
          TEST(test_torture__load_faulty), TEST(test_torture__compile), TEST(test_torture__explain),
          TEST(test_torture__prove), TEST(stop))
