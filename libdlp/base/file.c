/* base/file.c - whole small files, read and written so that nobody can slip another one in.
 *
 * Everything is asked of the open descriptor, never of the path a second time. A new file is
 * complete and on the disk before it has its name. */

#include "base/file.h"

#include "base/alloc.h"
#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_STEP ((size_t)64 << 10)

static dlp_status file_errno(struct dlp_error *err, const char *path, const char *what)
{
    const int code = errno;
    char text[128];
    dlp_status status = DLP_EIO;

    if (code == ENOENT || code == ENOTDIR)
        status = DLP_ENOENT;
    else if (code == EACCES || code == EPERM || code == ELOOP || code == EEXIST || code == EROFS)
        status = DLP_EPERM;
    else if (code == ENOMEM)
        status = DLP_ENOMEM;
    return dlp_error_set(err, status, "%s: %s: %s", path, what,
                         strerror_r(code, text, sizeof(text)));
}

static dlp_status file_check(int fd, const char *path, bool private_only, struct stat *st,
                             struct dlp_error *err)
{
    if (fstat(fd, st) != 0)
        return file_errno(err, path, "cannot stat");
    if (!S_ISREG(st->st_mode))
        return dlp_error_set(err, private_only ? DLP_EPERM : DLP_EINVAL, "%s: not a regular file",
                             path);
    if (!private_only)
        return DLP_OK;
    if (st->st_uid != geteuid() && st->st_uid != 0)
        return dlp_error_set(err, DLP_EPERM, "%s: belongs to another user", path);
    if (st->st_mode & (S_IRWXG | S_IRWXO))
        return dlp_error_set(err, DLP_EPERM, "%s: others have rights to it; chmod 600 it", path);
    return DLP_OK;
}

static ssize_t file_read_some(int fd, void *data, size_t len)
{
    ssize_t n;

    do {
        n = read(fd, data, len);
    } while (n < 0 && errno == EINTR);
    return n;
}

static dlp_status file_drain(struct dlp_bytes *out, int fd, size_t expected)
{
    size_t step = expected ? expected : FILE_STEP;

    for (;;) {
        dlp_status status;
        ssize_t n;

        if (out->len == out->max) {
            uint8_t beyond;

            n = file_read_some(fd, &beyond, 1);
            return n == 0 ? DLP_OK : n > 0 ? DLP_ELIMIT : DLP_EIO;
        }
        if (step > out->max - out->len)
            step = out->max - out->len;
        status = dlp_bytes_reserve(out, step);
        if (status != DLP_OK)
            return status;
        n = file_read_some(fd, out->data + out->len, step);
        if (n <= 0)
            return n == 0 ? DLP_OK : DLP_EIO;
        out->len += (size_t)n;
        step = FILE_STEP;
    }
}

static dlp_status file_read_checked(struct dlp_bytes *out, const char *path, bool private_only,
                                    struct dlp_error *err)
{
    /* O_NONBLOCK: opening a FIFO must not wait for a writer. */
    const int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
    const int fd = open(path, private_only ? flags | O_NOFOLLOW : flags);
    struct stat st;
    dlp_status status;

    dlp_bytes_clear(out);
    if (fd < 0)
        return file_errno(err, path, "cannot open");
    status = file_check(fd, path, private_only, &st, err);
    if (status != DLP_OK)
        goto out;
    status = file_drain(out, fd, st.st_size > 0 ? (size_t)st.st_size : 0);
    if (status == DLP_EIO)
        status = file_errno(err, path, "cannot read");
    else if (status == DLP_ELIMIT)
        dlp_error_set(err, status, "%s: larger than %zu bytes", path, out->max);
    else if (status != DLP_OK)
        dlp_error_nomem(err);
out:
    if (status != DLP_OK)
        dlp_bytes_clear(out);
    close(fd);
    return status;
}

dlp_status dlp_file_read(struct dlp_bytes *out, const char *path, struct dlp_error *err)
{
    return file_read_checked(out, path, false, err);
}

dlp_status dlp_file_read_private(struct dlp_bytes *out, const char *path, struct dlp_error *err)
{
    return file_read_checked(out, path, true, err);
}

static bool file_write_all(int fd, const uint8_t *data, size_t len)
{
    while (len > 0) {
        const ssize_t n = write(fd, data, len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        data += n;
        len -= (size_t)n;
    }
    return fsync(fd) == 0;
}

/* Give temp its name. Without replace, an existing name is never touched, even by a race. */
static bool file_publish(const char *temp, const char *path, bool replace)
{
    if (replace)
        return rename(temp, path) == 0;
    if (renameat2(AT_FDCWD, temp, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return false;
    if (link(temp, path) != 0) /* a file system without RENAME_NOREPLACE */
        return false;
    unlink(temp);
    return true;
}

/* The new name is on the disk only when its folder is. name is a file's in that folder, and is cut:
 * memory for a copy might be wanting now that the file is in place. */
static bool file_sync_folder(char *name)
{
    char *const slash = strrchr(name, '/');
    bool synced;
    int fd;

    if (slash)
        slash[slash == name] = '\0';
    fd = open(slash ? name : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return errno == EACCES;                 /* a folder that may be written but not read */
    synced = fsync(fd) == 0 || errno == EINVAL; /* EINVAL: this file system has nothing to sync */
    close(fd);
    return synced;
}

dlp_status dlp_file_write_private(const char *path, const void *data, size_t len, int replace,
                                  struct dlp_error *err)
{
    static const char suffix[] = ".XXXXXX";
    const size_t path_len = strlen(path);
    char *const temp = dlp_alloc(path_len + sizeof(suffix));
    dlp_status status;
    int fd;

    if (!temp)
        return dlp_error_nomem(err);
    memcpy(temp, path, path_len);
    memcpy(temp + path_len, suffix, sizeof(suffix));
    fd = mkostemp(temp, O_CLOEXEC); /* O_EXCL and 0600 by POSIX */
    if (fd < 0) {
        status = file_errno(err, path, "cannot create a file beside it");
        dlp_free(temp);
        return status;
    }
    if (fchmod(fd, S_IRUSR | S_IWUSR) != 0 || !file_write_all(fd, data, len)) {
        status = file_errno(err, path, "cannot write");
        unlink(temp);
    } else if (!file_publish(temp, path, replace != 0)) {
        status = file_errno(err, path, "cannot put in place");
        unlink(temp);
    } else {
        status = file_sync_folder(temp) ? DLP_OK : file_errno(err, path, "cannot sync its folder");
    }
    close(fd);
    dlp_free(temp);
    return status;
}
