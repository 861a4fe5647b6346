/* tests/torture/torture_key.c - key files while each allocation of ours fails once: a file is there
 * whole or not at all, an old one stays as it was, and nothing is left beside it. */

#include "torture/torture.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[4096], path[4200];

/* Files in the folder. */
static size_t count_files(void)
{
    DIR *const dir = opendir(folder);
    const struct dirent *entry;
    size_t n = 0;

    while (dir && (entry = readdir(dir)) != NULL)
        n += entry->d_name[0] != '.';
    if (dir)
        closedir(dir);
    return n;
}

static size_t file_text(char *out, size_t size)
{
    FILE *const file = fopen(path, "rb");
    const size_t len = file ? fread(out, 1, size, file) : 0;

    if (file)
        fclose(file);
    return len;
}

static dlp_status run_create(void)
{
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_status status;
    char text[4096];

    CHECK(unlink(path) == 0 || errno == ENOENT);
    status = torture_said(dlp_key_create(path, &err), &err);
    CHECK_INT(count_files(), status == DLP_OK); /* so that one may try again */
    if (status == DLP_OK)
        CHECK_INT(file_text(text, sizeof(text)), strlen("dlp-key 1\n") + 65);
    return status;
}

static dlp_status run_load(void)
{
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_key *key = NULL;
    const dlp_status status = torture_said(dlp_key_load(&key, path, &err), &err);

    CHECK((status == DLP_OK) == (key != NULL));
    if (key)
        CHECK_INT(strlen(dlp_key_id(key)), 9);
    dlp_key_free(key);
    return status;
}

static dlp_status run_rotate(void)
{
    struct dlp_error err = DLP_ERROR_INIT;
    char before[4096], after[4096];
    const size_t len = file_text(before, sizeof(before));
    const dlp_status status = torture_said(dlp_key_rotate(path, &err), &err);
    const size_t len_after = file_text(after, sizeof(after));

    CHECK_INT(count_files(), 1);
    if (status != DLP_OK)
        CHECK(len_after == len && memcmp(before, after, len) == 0);
    else
        CHECK(len_after >= len && memcmp(before, after, len) != 0);
    return status;
}

static void test_torture__key_create(void)
{
    torture(run_create, DLP_OK);
}

static void test_torture__key_load(void)
{
    torture(run_load, DLP_OK);
}

static void test_torture__key_rotate(void)
{
    torture(run_rotate, DLP_OK);
}

static void start(void)
{
    const char *const tmp = getenv("TMPDIR");

    (void)snprintf(folder, sizeof(folder), "%s/torture-XXXXXX", tmp ? tmp : "/tmp");
    if (!mkdtemp(folder))
        abort();
    (void)snprintf(path, sizeof(path), "%s/key", folder);
}

static void stop(void)
{
    CHECK_INT(unlink(path), 0);
    CHECK_INT(rmdir(folder), 0);
}

TEST_MAIN(TEST(start), TEST(test_torture__key_create), TEST(test_torture__key_load),
          TEST(test_torture__key_rotate), TEST(stop))
