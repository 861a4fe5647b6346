/* tests/unit/compile/test_cache.c - compiled rules on disk: taken when they are right, else left
 * alone with a word, and the scan is the same in any case. */

#include "base/cache_trim.h"
#include "base/file.h"
#include "base/proven.h"
#include "compile/cache.h"
#include "support/scan_log.h"
#include "unit/test.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define RULE(id, finder)                                                                           \
  "{ id = \"" id "\"; title = \"t\"; description = \"d\"; source = \"s\"; severity = \"low\";"     \
  " class = \"strong\"; " finder " border = \"token\"; words = { en = [ \"w\" ]; };"               \
  " keys = [ \"k\" ]; negative = [ \"n\" ]; packs = [ \"test\" ]; mask = \"id\";"                  \
  " examples = [ \"e\" ]; counter_examples = [ \"c\" ]; }"

static const char rules_text[] =
    "version = 1; rules = (" RULE("test.literal", "pattern = \"TN-[0-9]{8}\";") "," RULE(
        "test.word",
        "keyword = \"secret=\"; tail = \"[a-z]{6,12}\";") "," RULE("test.run",
                                                                   "run = \"8:12\"; pattern = \"[A-Z]{2}[0-9]{6,10}\";") ");";
static const char text[] = "w TN-12345678, secret=abcdefg and AB1234567.";

static char folder[64], path[160];
static char said[1024];
static size_t warnings;

static void hear(const struct dlp_diagnostic *d, void *user)
{
    (void)user;
    CHECK_INT(d->level, DLP_DIAGNOSTIC_WARNING);
    CHECK_INT(d->line, 0);
    CHECK(d->rule == NULL);
    (void)snprintf(said, sizeof(said), "%s: %s", d->file, d->message);
    warnings++;
}

/* Compile and scan; read and write may be NULL. The findings must always be those of no cache. */
static void run_rules(const char *rules, const char *read, const char *write, uint32_t flags)
{
    static struct scan_log wanted;
    const char *const dirs[] = { read, NULL };
    struct dlp_compile_options options = DLP_COMPILE_OPTIONS_INIT;
    struct scan_log log = { 0 };
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_ruleset *set = NULL;
    dlp_database *db = NULL;
    dlp_scanner *scanner = NULL;

    options.cache_dirs = dirs;
    options.cache_write_dir = write;
    options.flags = flags;
    warnings = 0;
    said[0] = '\0';
    CHECK_INT(dlp_ruleset_new(&set, &err), DLP_OK);
    CHECK_INT(dlp_ruleset_load_text(set, "test", rules, strlen(rules), NULL, NULL, &err), DLP_OK);
    CHECK_INT(dlp_database_compile_with(&db, set, &options, hear, NULL, &err), DLP_OK);
    CHECK_INT(dlp_scanner_new(&scanner, db, NULL, &err), DLP_OK);
    scan_log_run(&log, scanner, (const uint8_t *)text, sizeof(text) - 1, NULL, NULL);
    if (rules == rules_text && !wanted.text) {
        CHECK_INT(log.findings, 3);
        wanted = log;
    } else {
        if (rules == rules_text)
            CHECK(scan_log_equal(&log, &wanted));
        scan_log_clear(&log);
    }
    dlp_scanner_free(scanner);
    dlp_database_release(db);
    dlp_ruleset_free(set);
}

static void run(const char *read, const char *write)
{
    run_rules(rules_text, read, write, 0);
}

/* How many files the folder has; the name of one of them comes to path. */
static int files(void)
{
    DIR *const dir = opendir(folder);
    const struct dirent *entry;
    int n = 0;

    if (!dir)
        return 0;
    while ((entry = readdir(dir)) != NULL)
        if (entry->d_name[0] != '.') {
            (void)snprintf(path, sizeof(path), "%s/%.64s", folder, entry->d_name);
            n++;
        }
    closedir(dir);
    return n;
}

/* An empty folder, and the cache file of the rules in it. */
static void setup(void)
{
    (void)snprintf(folder, sizeof(folder), "/tmp/dlp-test-cache.XXXXXX");
    if (!mkdtemp(folder))
        abort();
    run(NULL, folder);
    CHECK_INT(warnings, 0);
    CHECK_INT(files(), 1);
}

static void teardown(void)
{
    (void)chmod(folder, 0700);
    while (files() > 0)
        if (unlink(path) != 0)
            abort();
    CHECK_INT(rmdir(folder), 0);
}

static void bytes_read(struct dlp_bytes *bytes)
{
    const int n = files();

    CHECK_INT(n, 1);
    CHECK_INT(dlp_file_read(bytes, path, NULL), DLP_OK);
}

static void bytes_write(const void *data, size_t len)
{
    CHECK_INT(dlp_file_write_private(path, data, len, 1, NULL), DLP_OK);
}

/* The file as it lies there is left alone, with that word. */
static void ignored(const char *why)
{
    char want[512];

    run(folder, NULL);
    CHECK_INT(warnings, 1);
    (void)snprintf(want, sizeof(want), "%s: ignored, the rules are compiled anew: %s", path, why);
    CHECK_STR(said, want);
}

static void test_cache__is_written_once_and_taken(void)
{
    struct stat before, after;

    setup();
    CHECK_INT(stat(path, &before), 0);
    CHECK_INT(before.st_mode & 07777, 0600);
    run(folder, folder);
    CHECK_INT(warnings, 0);
    CHECK_INT(stat(path, &after), 0);
    CHECK_INT(after.st_ino, before.st_ino); /* taken, so not written again */
    run(folder, NULL);
    CHECK_INT(warnings, 0);
    run(NULL, folder);
    CHECK_INT(stat(path, &after), 0);
    CHECK(after.st_ino != before.st_ino);
    CHECK_INT(files(), 1);
    teardown();
}

static void test_cache__is_named_by_the_rules(void)
{
    static const char other[] =
        "version = 1; rules = (" RULE("test.literal", "pattern = \"TN-[0-9]{7}\";") ");";

    setup();
    run_rules(other, folder, folder, 0);
    CHECK_INT(warnings, 0); /* a missing one is nothing to speak of */
    CHECK_INT(files(), 2);
    run_rules(other, folder, folder, 0);
    CHECK_INT(files(), 2);
    teardown();
}

static void test_cache__keeps_rules_without_a_literal_lane(void)
{
    static const char other[] = "version = 1; rules = (" RULE(
        "test.run", "run = \"8:12\"; pattern = \"[A-Z]{2}[0-9]{6,10}\";") ");";
    struct stat before, after;

    setup();
    CHECK_INT(unlink(path), 0);
    run_rules(other, folder, folder, 0);
    CHECK_INT(files(), 1);
    CHECK_INT(stat(path, &before), 0);
    run_rules(other, folder, folder, 0);
    CHECK_INT(stat(path, &after), 0);
    CHECK_INT(after.st_ino, before.st_ino);
    teardown();
}

static void test_cache__makes_its_folder(void)
{
    char below[96];
    struct stat st;

    setup();
    (void)snprintf(below, sizeof(below), "%s/a", folder);
    CHECK_INT(unlink(path), 0);
    (void)snprintf(path, sizeof(path), "%s/b", below);
    run(path, path);
    CHECK_INT(warnings, 0);
    CHECK_INT(stat(path, &st), 0);
    CHECK_INT(st.st_mode & 07777, 0700);
    CHECK_INT(stat(below, &st), 0);
    CHECK_INT(st.st_mode & 07777, 0700);
    (void)snprintf(folder + strlen(folder), sizeof(folder) - strlen(folder), "/a/b");
    CHECK_INT(files(), 1);
    teardown();
    *strrchr(folder, '/') = '\0';
    teardown();
    *strrchr(folder, '/') = '\0';
    teardown();
}

static void test_cache__says_what_is_wrong_with_the_head(void)
{
    struct dlp_bytes bytes = DLP_BYTES_INIT(DLP_PROVEN_MAX);

    setup();
    bytes_read(&bytes);
    for (size_t i = 0; i < DLP_PROVEN_HEAD && i < bytes.len; i++) {
        bytes.data[i] ^= 1u;
        bytes_write(bytes.data, bytes.len);
        if (i < 8)
            ignored("it is not a cache file of this version");
        else if (i < 40)
            ignored("it was made of other rules or for another processor");
        else if (i >= 48)
            ignored("it is damaged");
        else
            run(folder, NULL); /* the length: longer or shorter than there is */
        CHECK_INT(warnings, 1);
        bytes.data[i] ^= 1u;
    }
    bytes_write(bytes.data, bytes.len);
    run(folder, NULL);
    CHECK_INT(warnings, 0);
    dlp_bytes_free(&bytes);
    teardown();
}

static void test_cache__notices_each_changed_byte(void)
{
    struct dlp_bytes bytes = DLP_BYTES_INIT(DLP_PROVEN_MAX);
    struct dlp_cache_view view;
    uint8_t key[32];
    size_t step;

    setup();
    bytes_read(&bytes);
    memcpy(key, bytes.data + 8, sizeof(key));
    CHECK(dlp_cache_parse(&view, bytes.data, bytes.len, key) == NULL);
    CHECK(view.hs_len > 0 && view.facts_len == 4);
    step = 1 + bytes.len / 4000;
    for (size_t i = 0; i < bytes.len; i += i < 1000 ? 1 : step) {
        bytes.data[i] ^= 0x80;
        CHECK(dlp_cache_parse(&view, bytes.data, bytes.len, key) != NULL);
        CHECK(view.lane == NULL);
        bytes.data[i] ^= 0x80;
    }
    for (size_t i = DLP_PROVEN_HEAD; i < bytes.len; i += 1 + bytes.len / 16) {
        bytes.data[i] ^= 0x80;
        bytes_write(bytes.data, bytes.len);
        ignored("it is damaged");
        bytes.data[i] ^= 0x80;
    }
    dlp_bytes_free(&bytes);
    teardown();
}

static void test_cache__notices_each_length(void)
{
    struct dlp_bytes bytes = DLP_BYTES_INIT(DLP_PROVEN_MAX);
    struct dlp_cache_view view;
    uint8_t key[32];

    setup();
    bytes_read(&bytes);
    memcpy(key, bytes.data + 8, sizeof(key));
    for (size_t len = 0; len < bytes.len; len += len < 200 ? 1 : 61)
        CHECK_STR(dlp_cache_parse(&view, bytes.data, len, key), "it is cut short");
    for (size_t len = 0; len < bytes.len; len += 1 + bytes.len / 8) {
        bytes_write(bytes.data, len);
        ignored("it is cut short");
    }
    CHECK_INT(dlp_bytes_append(&bytes, "x", 1), DLP_OK);
    bytes_write(bytes.data, bytes.len);
    ignored("it is too long");
    dlp_bytes_free(&bytes);
    teardown();
}

/* Only a program with our own code can make these: digests are right, the rest is not. */
static void test_cache__survives_a_proven_payload_that_lies(void)
{
    struct dlp_bytes bytes = DLP_BYTES_INIT(DLP_PROVEN_MAX), lie = DLP_BYTES_INIT(DLP_PROVEN_MAX);
    struct dlp_facts none = DLP_FACTS_INIT;
    struct dlp_cache_view view;
    struct stat before, after;
    uint8_t key[32], lane[32];

    setup();
    bytes_read(&bytes);
    memcpy(key, bytes.data + 8, sizeof(key));
    CHECK(dlp_cache_parse(&view, bytes.data, bytes.len, key) == NULL);
    memcpy(lane, view.lane, sizeof(lane));
    CHECK_INT(dlp_cache_format(&lie, key, lane, &none, "", 0, "not Hyperscan's", 15), DLP_OK);
    bytes_write(lie.data, lie.len);
    ignored("Hyperscan refuses it");
    lane[0] ^= 1u; /* of a compiler that asked Hyperscan something else: out of date, silent */
    CHECK_INT(dlp_cache_format(&lie, key, lane, &none, "no tables", 9, view.hs, view.hs_len),
              DLP_OK);
    bytes_write(lie.data, lie.len);
    CHECK_INT(stat(path, &before), 0);
    run(folder, folder);
    CHECK_INT(warnings, 0);
    CHECK_INT(stat(path, &after), 0);
    CHECK(after.st_ino != before.st_ino); /* replaced by a right one */
    run(folder, NULL);
    CHECK_INT(warnings, 0);
    dlp_bytes_free(&bytes);
    dlp_bytes_free(&lie);
    teardown();
}

static void test_cache__refuses_what_others_may_write(void)
{
    setup();
    CHECK_INT(chmod(path, 0644), 0);
    run(folder, NULL);
    CHECK_INT(warnings, 0); /* others may read it */
    CHECK_INT(chmod(path, 0620), 0);
    ignored("group or others may write it");
    CHECK_INT(chmod(path, 0602), 0);
    ignored("group or others may write it");
    CHECK_INT(chmod(path, 0600), 0);
    CHECK_INT(chmod(folder, 0770), 0);
    ignored("group or others may write its folder");
    CHECK_INT(chmod(folder, 01777), 0);
    ignored("group or others may write its folder");
    run(NULL, folder);
    CHECK_INT(warnings, 1);
    CHECK(strstr(said, ": the compiled rules cannot be kept here: group or others may write the"));
    run_rules(rules_text, NULL, folder, DLP_COMPILE_CACHE_QUIET);
    CHECK_INT(warnings, 0);
    CHECK_INT(files(), 1);
    teardown();
}

static void test_cache__refuses_what_belongs_to_another_user(void)
{
    if (geteuid() != 0)
        return; /* only root may give files away */
    setup();
    CHECK_INT(chown(path, 65534, (gid_t)-1), 0);
    ignored("it belongs to another user");
    CHECK_INT(chown(path, 0, (gid_t)-1), 0);
    CHECK_INT(chown(folder, 65534, (gid_t)-1), 0);
    ignored("its folder belongs to another user");
    run(NULL, folder);
    CHECK(strstr(said, ": the compiled rules cannot be kept here: the folder belongs to another"));
    teardown();
}

static void test_cache__refuses_links_and_what_is_no_file(void)
{
    char real[200];

    setup();
    (void)snprintf(real, sizeof(real), "%s.real", path);
    CHECK_INT(rename(path, real), 0);
    CHECK_INT(symlink(real, path), 0);
    (void)snprintf(path, sizeof(path), "%.*s", (int)(strlen(real) - 5), real);
    ignored("it is a symbolic link");
    CHECK_INT(unlink(path), 0);
    CHECK_INT(mkfifo(path, 0600), 0);
    ignored("it is not a regular file");
    CHECK_INT(unlink(path), 0);
    CHECK_INT(mkdir(path, 0700), 0);
    ignored("it is not a regular file");
    CHECK_INT(rmdir(path), 0);
    teardown();
}

static void test_cache__has_a_largest_size(void)
{
    setup();
    CHECK_INT(truncate(path, (off_t)DLP_PROVEN_MAX + 1), 0);
    ignored("it is larger than 268435456 bytes");
    teardown();
}

static void test_cache__may_be_unwritable(void)
{
    const struct rlimit small = { 1000, RLIM_INFINITY };
    struct rlimit old;
    char below[256];

    setup();
    (void)snprintf(below, sizeof(below), "%s/below", path); /* path is a file */
    run(below, below);
    CHECK_INT(warnings, 1);
    CHECK(strstr(said, "/below: the compiled rules cannot be kept here: cannot make the folder: "));
    run_rules(rules_text, below, below, DLP_COMPILE_CACHE_QUIET);
    CHECK_INT(warnings, 0);
    CHECK_INT(unlink(path), 0);
    CHECK_INT(getrlimit(RLIMIT_FSIZE, &old), 0);
    CHECK_INT(setrlimit(RLIMIT_FSIZE, &small), 0); /* SIGXFSZ would end us */
    run(NULL, folder);
    CHECK_INT(setrlimit(RLIMIT_FSIZE, &old), 0);
    CHECK(strstr(said, ": the compiled rules cannot be kept here: cannot write: File too large"));
    CHECK_INT(files(), 0);
    teardown();
}

static void test_cache__refuses_wrong_options(void)
{
    const char *const empty[] = { "/tmp", "", NULL };
    struct dlp_compile_options options = DLP_COMPILE_OPTIONS_INIT;
    dlp_ruleset *set = NULL;
    dlp_database *db = NULL;

    CHECK_INT(dlp_ruleset_new(&set, NULL), DLP_OK);
    options.version = 2;
    CHECK_INT(dlp_database_compile_with(&db, set, &options, NULL, NULL, NULL), DLP_EINVAL);
    options.version = 1;
    options.flags = 2;
    CHECK_INT(dlp_database_compile_with(&db, set, &options, NULL, NULL, NULL), DLP_EINVAL);
    options.flags = 0;
    options.cache_write_dir = "";
    CHECK_INT(dlp_database_compile_with(&db, set, &options, NULL, NULL, NULL), DLP_EINVAL);
    options.cache_write_dir = NULL;
    options.cache_dirs = empty;
    CHECK_INT(dlp_database_compile_with(&db, set, &options, NULL, NULL, NULL), DLP_EINVAL);
    CHECK(db == NULL);
    dlp_ruleset_free(set);
}

static void touch(const char *name, time_t when)
{
    const struct timespec times[2] = { { when, 0 }, { when, 0 } };
    char file[200];
    int fd;

    (void)snprintf(file, sizeof(file), "%s/%s", folder, name);
    fd = open(file, O_CREAT | O_WRONLY, 0600);
    CHECK(fd >= 0);
    CHECK_INT(futimens(fd, times), 0);
    close(fd);
}

static void test_cache__does_not_grow_for_ever(void)
{
    char name[80], oldest[160];

    setup();
    for (int i = 0; i < DLP_CACHE_FILES + 4; i++) {
        (void)snprintf(name, sizeof(name), "rules-%032x.cache", (unsigned)i);
        touch(name, 1000000 - i);
    }
    touch("rules-not-ours.cache", 5);
    touch("rules-0123456789abcdef0123456789abcdef.cache.0123456789abcdef", 5);
    (void)snprintf(oldest, sizeof(oldest), "%.64s/%.64s", folder, name);
    run(NULL, folder);
    CHECK_INT(files(), DLP_CACHE_FILES + 1); /* and the one that is not ours */
    CHECK(access(oldest, F_OK) != 0);
    run(folder, NULL);
    CHECK_INT(warnings, 0);
    teardown();
}

TEST_MAIN(TEST(test_cache__is_written_once_and_taken), TEST(test_cache__is_named_by_the_rules),
          TEST(test_cache__keeps_rules_without_a_literal_lane), TEST(test_cache__makes_its_folder),
          TEST(test_cache__says_what_is_wrong_with_the_head),
          TEST(test_cache__notices_each_changed_byte), TEST(test_cache__notices_each_length),
          TEST(test_cache__survives_a_proven_payload_that_lies),
          TEST(test_cache__refuses_what_others_may_write),
          TEST(test_cache__refuses_what_belongs_to_another_user),
          TEST(test_cache__refuses_links_and_what_is_no_file), TEST(test_cache__has_a_largest_size),
          TEST(test_cache__may_be_unwritable), TEST(test_cache__refuses_wrong_options),
          TEST(test_cache__does_not_grow_for_ever))
