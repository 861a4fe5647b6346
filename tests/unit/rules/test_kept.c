/* tests/unit/rules/test_kept.c - rules as they were read: the same rules come back, or none. */

#include "base/alloc.h"
#include "model/rule.h"
#include "rules/snapshot.h"
#include "unit/test.h"

#include <dirent.h>
#include <dlp/dlp.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define REST                                                                                       \
  " title = \"t\"; description = \"d\"; source = \"s\"; severity = \"low\"; class = \"strong\";"   \
  " examples = [ \"e <<12345678>>\", \"f\" ]; counter_examples = [ \"c\" ]; "

static const char rules_text[] =
    "version = 1; rules = ("
    "{ id = \"a.shapes\";" REST "shape = [ \"3-2-4\", \"9\" ]; checks = [ \"luhn\" ];"
    "  soft_checks = [ \"date\" ]; words = { en = [ \"w\", \"x y\" ]; de = [ \"z\" ]; };"
    "  keys = [ \"k\" ]; negative = [ \"n\" ]; rejects = [ \"uuid\", \"row\" ]; region = \"SE\";"
    "  must = [ \"[0-9]\" ]; must_not = [ \"^9\", \"^8\" ]; before = \"a\"; after = \"b\";"
    "  packs = [ \"p\", \"q\" ]; tags = [ \"g\" ]; aliases = [ \"a.old\" ]; mask = \"card\"; },"
    "{ id = \"a.block\"; enabled = false;" REST "begin = \"B\"; end = \"E\"; limit = 1000; },"
    "{ id = \"a.tail\";" REST "keyword = \"K\"; tail = \"[a-z]{9}\"; border = \"token\"; },"
    "{ id = \"a.plain\";" REST "pattern = \"P[0-9]{8}\"; trigger = \"[0-9]{8}\"; });"
    "packs = ({ name = \"q\"; title = \"t\"; description = \"d\"; source = \"s\"; regions = [ \"SE\" ];"
    "  rules = [ \"a.*\" ]; except = [ \"*.tail\" ]; policy = ({ values = 2; confidence = 0.5; },"
    "  { rules = [ \"a.block\", \"a.p*\" ]; values = 1; confidence = 0.9; }); });";

static char folder[64], rules_path[96], cache_path[96];
static size_t said;

static void hear(const struct dlp_diagnostic *d, void *user)
{
    (void)user;
    (void)d;
    said++;
}

static void text_write(const char *text)
{
    FILE *const f = fopen(rules_path, "w");

    if (!f || fputs(text, f) < 0 || fclose(f) != 0)
        abort();
}

static void setup(void)
{
    (void)snprintf(folder, sizeof(folder), "/tmp/dlp-test-kept.XXXXXX");
    if (!mkdtemp(folder))
        abort();
    (void)snprintf(rules_path, sizeof(rules_path), "%s/rules.conf", folder);
    (void)snprintf(cache_path, sizeof(cache_path), "%s/cache", folder);
    text_write(rules_text);
    said = 0;
}

/* How many files the cache has; with remove, none is left. */
static int cache_files(bool remove)
{
    DIR *const dir = opendir(cache_path);
    const struct dirent *entry;
    int n = 0;

    while (dir && (entry = readdir(dir)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        n++;
        if (remove)
            (void)unlinkat(dirfd(dir), entry->d_name, 0);
    }
    if (dir)
        closedir(dir);
    return n;
}

static void teardown(void)
{
    (void)cache_files(true);
    (void)rmdir(cache_path);
    (void)unlink(rules_path);
    CHECK_INT(rmdir(folder), 0);
}

static dlp_ruleset *set_new(void)
{
    dlp_ruleset *set = NULL;

    CHECK_INT(dlp_ruleset_new(&set, NULL), DLP_OK);
    return set;
}

static dlp_status restore(dlp_ruleset *set)
{
    const char *const dirs[] = { cache_path, NULL }, *const paths[] = { rules_path, NULL };
    struct dlp_compile_options options = DLP_COMPILE_OPTIONS_INIT;

    options.cache_dirs = dirs;
    return dlp_ruleset_restore(set, paths, &options, hear, NULL, NULL);
}

static dlp_status keep(const dlp_ruleset *set)
{
    struct dlp_compile_options options = DLP_COMPILE_OPTIONS_INIT;

    options.cache_write_dir = cache_path;
    return dlp_ruleset_keep(set, &options, hear, NULL, NULL);
}

static dlp_ruleset *load(void)
{
    dlp_ruleset *const set = set_new();

    (void)!dlp_ruleset_load(set, rules_path, hear, NULL, NULL);
    return set;
}

static void test_kept__gives_back_every_field(void)
{
    struct dlp_bytes wanted = DLP_BYTES_INIT(1 << 20), got = DLP_BYTES_INIT(1 << 20);
    dlp_ruleset *loaded, *const restored = set_new();
    const struct dlp_rule *rule;

    setup();
    loaded = load();
    CHECK_INT(restore(restored), DLP_ENOENT);
    CHECK_INT(keep(loaded), DLP_OK);
    CHECK_INT(cache_files(false), 1);
    CHECK_INT(restore(restored), DLP_OK);
    CHECK_INT(restored->len, 4);
    /* Written down, both are the same bytes: plain fields, counts and all texts. */
    CHECK_INT(dlp_snapshot_write(&wanted, loaded), DLP_OK);
    CHECK_INT(dlp_snapshot_write(&got, restored), DLP_OK);
    CHECK_INT(got.len, wanted.len);
    CHECK(memcmp(got.data + 16, wanted.data + 16, wanted.len - 16) == 0);
    rule = &restored->rules[0];
    CHECK_STR(rule->words[0].words.at[1], "x y");
    CHECK_STR(rule->words[1].lang, "de");
    CHECK_STR(rule->checks[0].validator->name, "luhn");
    CHECK(rule->checks[0].fatal && !rule->checks[1].fatal);
    CHECK_STR(rule->rejects[1]->name, "row");
    CHECK_STR(rule->packs[1], "q");
    CHECK(rule->packs[2] == NULL);
    CHECK_STR(rule->examples[0].text, "e 12345678");
    CHECK_INT(rule->examples[0].start, 2);
    CHECK(dlp_ruleset_find(restored, "a.old") == rule);
    CHECK_STR(restored->rules[2].tail, "[a-z]{9}");
    CHECK(!restored->rules[1].enabled);
    CHECK_STR(restored->rules[3].packs[0], "q");
    CHECK_INT(restored->packs_len, 1);
    CHECK_STR(restored->packs[0].except.at[0], "*.tail");
    CHECK_STR(restored->packs[0].policy[1].rules[1], "a.p*");
    CHECK_INT(said, 0);
    dlp_bytes_free(&wanted);
    dlp_bytes_free(&got);
    dlp_ruleset_free(loaded);
    dlp_ruleset_free(restored);
    teardown();
}

static void test_kept__is_of_these_bytes_only(void)
{
    char text[sizeof(rules_text) + 1];
    dlp_ruleset *set;

    setup();
    set = load();
    CHECK_INT(keep(set), DLP_OK);
    dlp_ruleset_free(set);
    (void)snprintf(text, sizeof(text), "%s ", rules_text);
    text_write(text);
    set = set_new();
    CHECK_INT(restore(set), DLP_ENOENT);
    CHECK_INT(dlp_ruleset_count(set), 0);
    text_write(rules_text);
    CHECK_INT(restore(set), DLP_OK);
    CHECK_INT(restore(set), DLP_EINVAL);
    (void)unlink(rules_path);
    dlp_ruleset_free(set);
    set = set_new();
    CHECK_INT(restore(set), DLP_ENOENT);
    dlp_ruleset_free(set);
    CHECK_INT(said, 0);
    teardown();
}

static void test_kept__a_set_that_is_not_what_the_files_say_is_not_written(void)
{
    dlp_ruleset *set;

    setup();
    set = load();
    CHECK_INT(dlp_ruleset_enable(set, "a.*", 0, NULL, NULL), DLP_OK);
    CHECK_INT(keep(set), DLP_OK);
    CHECK_INT(cache_files(false), 0);
    dlp_ruleset_free(set);
    text_write("version = 1; rules = ({ id = \"a.b\"; }); changes = ({ id = \"a.b\"; });");
    set = load();
    CHECK(said > 0);
    CHECK_INT(keep(set), DLP_OK);
    CHECK_INT(cache_files(false), 0);
    dlp_ruleset_free(set);
    teardown();
}

/* A copy of just so many bytes, which the set takes over. */
static dlp_status snapshot_read(dlp_ruleset *set, const uint8_t *data, size_t len)
{
    struct dlp_bytes copy = { dlp_alloc(len), len, len, 1 << 20 };

    memcpy(copy.data, data, len);
    return dlp_snapshot_read(set, &copy, 0);
}

/* Cut anywhere, and with any byte changed, it is refused or harmless: the sanitizers look on. */
static void test_snapshot__any_bytes(void)
{
    struct dlp_bytes bytes = DLP_BYTES_INIT(1 << 20);
    dlp_ruleset *loaded;

    setup();
    loaded = load();
    CHECK_INT(dlp_snapshot_write(&bytes, loaded), DLP_OK);
    dlp_ruleset_free(loaded);
    for (size_t i = 0; i < bytes.len; i++) {
        dlp_ruleset *set = set_new();

        CHECK_INT(snapshot_read(set, bytes.data, i), DLP_ERULE);
        CHECK_INT(set->len, 0);
        dlp_ruleset_free(set);
        set = set_new();
        bytes.data[i] ^= 0x41;
        (void)snapshot_read(set, bytes.data, bytes.len);
        bytes.data[i] ^= 0x41;
        dlp_ruleset_free(set);
    }
    dlp_bytes_free(&bytes);
    teardown();
}

TEST_MAIN(TEST(test_kept__gives_back_every_field), TEST(test_kept__is_of_these_bytes_only),
          TEST(test_kept__a_set_that_is_not_what_the_files_say_is_not_written),
          TEST(test_snapshot__any_bytes))
