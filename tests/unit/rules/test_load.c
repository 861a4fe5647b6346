/* tests/unit/rules/test_load.c - rule files and folders. */

#include "unit/rules/rules_fixture.h"

#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_OF(id) "version = 1;\nrules = (" SMALL_RULE(id, "") ");\n"

static char root[64];

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st;
    (void)flag;
    (void)ftw;
    return remove(path);
}

static void folder_make(void)
{
    const char *const tmp = getenv("TMPDIR");

    (void)snprintf(root, sizeof(root), "%.40s/dlp-rules-XXXXXX", tmp ? tmp : "/tmp");
    CHECK(mkdtemp(root) != NULL && chdir(root) == 0);
}

static void folder_remove(void)
{
    CHECK(chdir("/") == 0);
    CHECK_INT(nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
}

static void put(const char *path, const char *text)
{
    FILE *const f = fopen(path, "w");

    CHECK(f && fputs(text, f) >= 0 && fclose(f) == 0);
}

static dlp_status load(dlp_ruleset **set, const char *path, struct dlp_error *err)
{
    said[0] = '\0';
    CHECK_INT(dlp_ruleset_new(set, NULL), DLP_OK);
    return dlp_ruleset_load(*set, path, hear, NULL, err);
}

static void test_load__takes_a_folder_in_byte_order(void)
{
    dlp_ruleset *set;

    folder_make();
    CHECK(mkdir("r", 0700) == 0 && mkdir("r/a", 0700) == 0 && mkdir("r/.hid", 0700) == 0);
    CHECK(mkdir("other", 0700) == 0 && symlink("../other", "r/link") == 0);
    put("r/b.conf", FILE_OF("x.four"));
    put("r/a/z.conf", FILE_OF("x.three"));
    put("r/a.conf", FILE_OF("x.two"));
    put("r/B.conf", "version = 1; changes = ({ id = \"x.four\"; title = \"Changed\"; });");
    put("r/A.conf", FILE_OF("x.one"));
    put("r/.c.conf", "broken");
    put("r/.hid/c.conf", "broken");
    put("r/c.txt", "broken");
    put("r/.conf", "broken");
    put("other/d.conf", "broken");
    CHECK_INT(load(&set, "r", NULL), DLP_OK);
    CHECK_STR(said, "");
    CHECK_INT(set->len, 4);
    CHECK_STR(set->rules[0].id, "x.one");
    CHECK_STR(set->rules[1].id, "x.two");
    CHECK_STR(set->rules[2].id, "x.three");
    CHECK_STR(set->rules[2].file, "r/a/z.conf");
    CHECK_STR(set->rules[3].id, "x.four");
    CHECK_STR(set->rules[3].title, "Changed");
    dlp_ruleset_free(set);
    CHECK_INT(load(&set, "r/", NULL), DLP_OK);
    CHECK_STR(set->rules[0].file, "r/A.conf");
    dlp_ruleset_free(set);
    folder_remove();
}

static void test_load__goes_on_behind_a_bad_file(void)
{
    dlp_ruleset *set;
    struct dlp_error err = DLP_ERROR_INIT;

    folder_make();
    put("a.conf", "version = 1;\nrules = (\n");
    put("b.conf", FILE_OF("x.b"));
    put("c.conf", FILE_OF("x.b"));
    CHECK(symlink("nowhere", "d.conf") == 0);
    put("e.conf", FILE_OF("x.e"));
    CHECK_INT(load(&set, ".", &err), DLP_ENOENT);
    CHECK(strncmp(said,
                  "./a.conf:3: syntax error: the file ends inside a list\n"
                  "./c.conf:2: x.b: duplicate id: 'x.b' is defined at ./b.conf:2 already\n"
                  "./d.conf:0: ",
                  132)
          == 0);
    CHECK_INT(set->len, 2);
    CHECK_INT(set->errors, 3);
    dlp_ruleset_free(set);
    CHECK(unlink("d.conf") == 0);
    CHECK_INT(load(&set, ".", &err), DLP_ERULE);
    CHECK_STR(err.message, ".: 2 mistakes in its rules");
    dlp_ruleset_free(set);
    folder_remove();
}

static void test_load__takes_one_file_of_any_name(void)
{
    dlp_ruleset *set;
    struct dlp_error err = DLP_ERROR_INIT;

    folder_make();
    put("rules", FILE_OF("x.a"));
    CHECK_INT(load(&set, "rules", &err), DLP_OK);
    CHECK_STR(set->rules[0].file, "rules");
    CHECK_INT(dlp_ruleset_load(set, "rules", hear, NULL, &err), DLP_ERULE);
    CHECK_STR(said, "rules:2: x.a: duplicate id: 'x.a' is defined at rules:2 already\n");
    CHECK_STR(err.message, "rules: 1 mistake in its rules");
    CHECK_INT(dlp_ruleset_count(set), 1);
    dlp_ruleset_free(set);
    CHECK_INT(load(&set, "missing", &err), DLP_ENOENT);
    CHECK_INT(err.status, DLP_ENOENT);
    CHECK(set->errors > 0);
    dlp_ruleset_free(set);
    folder_remove();
}

static void test_load__refuses_a_huge_file(void)
{
    dlp_ruleset *set;
    struct dlp_error err = DLP_ERROR_INIT;

    folder_make();
    put("big.conf", "version = 1;");
    CHECK(truncate("big.conf", (16 << 20) + 1) == 0);
    CHECK_INT(load(&set, "big.conf", &err), DLP_ELIMIT);
    dlp_ruleset_free(set);
    folder_remove();
}

static void test_load__checks_its_arguments(void)
{
    dlp_ruleset *set;
    struct dlp_error err = DLP_ERROR_INIT;

    CHECK_INT(load(&set, "", &err), DLP_EINVAL);
    CHECK_INT(dlp_ruleset_load(NULL, "x", NULL, NULL, &err), DLP_EINVAL);
    CHECK_INT(dlp_ruleset_load_text(set, NULL, "", 0, NULL, NULL, &err), DLP_EINVAL);
    CHECK_INT(dlp_ruleset_load_text(set, "t", NULL, 1, NULL, NULL, &err), DLP_EINVAL);
    CHECK_INT(dlp_ruleset_load_text(set, "t", NULL, 0, NULL, NULL, &err), DLP_ERULE);
    CHECK_INT(dlp_ruleset_load_text(set, "t", "", ((size_t)16 << 20) + 1, NULL, NULL, &err),
              DLP_ELIMIT);
    dlp_ruleset_free(set);
}

TEST_MAIN(TEST(test_load__takes_a_folder_in_byte_order), TEST(test_load__goes_on_behind_a_bad_file),
          TEST(test_load__takes_one_file_of_any_name), TEST(test_load__refuses_a_huge_file),
          TEST(test_load__checks_its_arguments))
