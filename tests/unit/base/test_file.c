/* tests/unit/base/test_file.c - small files: what is refused, and what is left behind. */

#include "base/file.h"
#include "unit/test.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];
static char path[96];

static const char *in_folder(const char *name)
{
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    return path;
}

static void folder_open(void)
{
    snprintf(folder, sizeof(folder), "/tmp/dlp-test-file.XXXXXX");
    if (!mkdtemp(folder))
        abort();
}

/* Remove everything; returns how many files there were. */
static int folder_close(void)
{
    DIR *const dir = opendir(folder);
    const struct dirent *entry;
    int files = 0;

    if (!dir)
        abort();
    while ((entry = readdir(dir)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        files++;
        CHECK_INT(unlinkat(dirfd(dir), entry->d_name, 0), 0);
    }
    closedir(dir);
    CHECK_INT(rmdir(folder), 0);
    return files;
}

static void test_file__writes_and_reads_back(void)
{
    struct dlp_bytes b = DLP_BYTES_INIT(1000);
    struct dlp_error err = DLP_ERROR_INIT;
    struct stat st;

    folder_open();
    CHECK_INT(dlp_file_write_private(in_folder("key"), "one", 3, 0, &err), DLP_OK);
    CHECK_INT(stat(path, &st), 0);
    CHECK_INT(st.st_mode & 07777, 0600);
    CHECK_INT(dlp_file_read_private(&b, path, &err), DLP_OK);
    CHECK(b.len == 3 && memcmp(b.data, "one", 3) == 0);
    CHECK_INT(dlp_file_write_private(path, "two!", 4, 0, &err), DLP_EPERM);
    CHECK_INT(dlp_file_read(&b, path, NULL), DLP_OK);
    CHECK_INT(b.len, 3);
    CHECK_INT(dlp_file_write_private(path, "two!", 4, 1, NULL), DLP_OK);
    CHECK_INT(dlp_file_read(&b, path, NULL), DLP_OK);
    CHECK(b.len == 4 && memcmp(b.data, "two!", 4) == 0);
    CHECK_INT(dlp_file_write_private(path, "", 0, 1, NULL), DLP_OK);
    CHECK_INT(dlp_file_read(&b, path, NULL), DLP_OK);
    CHECK_INT(b.len, 0);
    dlp_bytes_free(&b);
    CHECK_INT(folder_close(), 1); /* no temporary file stays */
}

static void test_file__refuses_what_others_can_reach(void)
{
    struct dlp_bytes b = DLP_BYTES_INIT(1000);
    struct dlp_error err = DLP_ERROR_INIT;
    char link_path[96];

    folder_open();
    CHECK_INT(dlp_file_write_private(in_folder("key"), "one", 3, 0, &err), DLP_OK);
    snprintf(link_path, sizeof(link_path), "%s/link", folder);
    CHECK_INT(symlink(path, link_path), 0);
    CHECK_INT(dlp_file_read_private(&b, link_path, &err), DLP_EPERM);
    CHECK_INT(dlp_file_read(&b, link_path, &err), DLP_OK);
    CHECK_INT(chmod(path, 0640), 0);
    CHECK_INT(dlp_file_read_private(&b, path, &err), DLP_EPERM);
    CHECK(strstr(err.message, "chmod 600") != NULL);
    CHECK_INT(b.len, 0);
    CHECK_INT(dlp_file_read(&b, path, &err), DLP_OK);
    dlp_bytes_free(&b);
    CHECK_INT(folder_close(), 2);
}

static void test_file__has_limits_and_reads_regular_files_only(void)
{
    struct dlp_bytes small = DLP_BYTES_INIT(3), none = DLP_BYTES_INIT(0);
    struct dlp_error err = DLP_ERROR_INIT;

    folder_open();
    CHECK_INT(dlp_file_write_private(in_folder("a"), "123", 3, 0, &err), DLP_OK);
    CHECK_INT(dlp_file_read(&small, path, &err), DLP_OK);
    CHECK_INT(dlp_file_write_private(path, "1234", 4, 1, &err), DLP_OK);
    CHECK_INT(dlp_file_read(&small, path, &err), DLP_ELIMIT);
    CHECK_INT(small.len, 0);
    CHECK_INT(dlp_file_read(&none, path, &err), DLP_ELIMIT);
    CHECK_INT(dlp_file_read(&small, in_folder("missing"), &err), DLP_ENOENT);
    CHECK_INT(dlp_file_read(&small, folder, &err), DLP_EINVAL);
    CHECK_INT(dlp_file_read_private(&small, folder, &err), DLP_EPERM);
    CHECK_INT(mkfifo(in_folder("fifo"), 0600), 0);
    CHECK_INT(dlp_file_read(&small, path, &err), DLP_EINVAL); /* and does not wait */
    CHECK_INT(dlp_file_write_private(in_folder("no/such"), "x", 1, 0, &err), DLP_ENOENT);
    dlp_bytes_free(&small);
    dlp_bytes_free(&none);
    CHECK_INT(folder_close(), 2);
}

TEST_MAIN(TEST(test_file__writes_and_reads_back), TEST(test_file__refuses_what_others_can_reach),
          TEST(test_file__has_limits_and_reads_regular_files_only))
