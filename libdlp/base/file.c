/* base/file.c - whole small files, read and written so that nobody can slip another one in.
 *
 * Everything is asked of the open descriptor, never of the path a second time. A new file is
 * complete and on the disk before it has its name. */

#include "base/file.h"

#include "base/alloc.h"
#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
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
    /* One byte more than there should be, so that the end is seen without room for more. */
    size_t step = expected && expected < out->max ? expected + 1 : FILE_STEP;

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
        step = out->cap > out->len ? out->cap - out->len : FILE_STEP;
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
    return true;
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
    if (fchmod(fd, S_IRUSR | S_IWUSR) != 0 || !file_write_all(fd, data, len) || fsync(fd) != 0) {
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

/* ---- Files that whoever writes them could aim at us ------------------------------------------ */

static dlp_status guarded_errno(struct dlp_error *err, const char *what)
{
    char text[128];
    dlp_status status = errno == ENOMEM ? DLP_ENOMEM : DLP_EIO;

    if (errno == EACCES || errno == EPERM || errno == EROFS)
        status = DLP_EPERM;
    return dlp_error_set(err, status, "%s: %s", what, strerror_r(errno, text, sizeof(text)));
}

/* May only this user and root write it? what is "it" or "its folder". */
static dlp_status guarded_check(const struct stat *st, const char *what, struct dlp_error *err)
{
    if (st->st_uid != geteuid() && st->st_uid != 0)
        return dlp_error_set(err, DLP_EPERM, "%s belongs to another user", what);
    if (st->st_mode & (S_IWGRP | S_IWOTH))
        return dlp_error_set(err, DLP_EPERM, "group or others may write %s", what);
    return DLP_OK;
}

static dlp_status guarded_drain(struct dlp_bytes *out, int folder, int fd, struct dlp_error *err)
{
    struct stat st;
    dlp_status status;

    if (fstat(folder, &st) != 0)
        return guarded_errno(err, "cannot stat its folder");
    status = guarded_check(&st, "its folder", err);
    if (status != DLP_OK)
        return status;
    if (fstat(fd, &st) != 0)
        return guarded_errno(err, "cannot stat it");
    if (!S_ISREG(st.st_mode))
        return dlp_error_set(err, DLP_EPERM, "it is not a regular file");
    status = guarded_check(&st, "it", err);
    if (status != DLP_OK)
        return status;
    status = st.st_size > 0 && (uintmax_t)st.st_size > out->max
        ? DLP_ELIMIT
        : file_drain(out, fd, st.st_size > 0 ? (size_t)st.st_size : 0);
    if (status == DLP_ELIMIT)
        return dlp_error_set(err, status, "it is larger than %zu bytes", out->max);
    if (status == DLP_ENOMEM)
        return dlp_error_nomem(err);
    return status == DLP_OK ? status : guarded_errno(err, "cannot read it");
}

dlp_status dlp_file_read_guarded(struct dlp_bytes *out, const char *folder, const char *name,
                                 struct dlp_error *err)
{
    /* The folder's descriptor is what is checked and what the file is opened in: it cannot be
     * exchanged in between. */
    const int dir = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    const int fd =
        dir < 0 ? -1 : openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW);
    dlp_status status = DLP_ENOENT;

    dlp_bytes_clear(out);
    if (fd >= 0)
        status = guarded_drain(out, dir, fd, err);
    else if (errno == ELOOP)
        status = dlp_error_set(err, DLP_EPERM, "it is a symbolic link");
    else if (errno != ENOENT && errno != ENOTDIR && errno != EACCES)
        status = guarded_errno(err, "cannot open it");
    if (status != DLP_OK)
        dlp_bytes_clear(out);
    if (fd >= 0)
        close(fd);
    if (dir >= 0)
        close(dir);
    return status;
}

/* Make every folder of a path that is missing. False with errno. */
static bool folders_make(const char *folder)
{
    char *const path = dlp_strndup(folder, strlen(folder));
    bool made = true;

    if (!path) {
        errno = ENOMEM;
        return false;
    }
    for (char *end = path; made && *end;) {
        end += strspn(end, "/");
        end += strcspn(end, "/");
        const char next = *end;

        *end = '\0';
        made = mkdir(path, S_IRWXU) == 0 || errno == EEXIST || errno == EROFS || errno == EACCES;
        *end = next;
    }
    dlp_free(path);
    return made; /* what may not be made may be there: opening it tells */
}

/* Beyond the process's own limit write(2) raises SIGXFSZ, which is the program's, not ours. */
static bool file_may_be(size_t len)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY
        || len <= limit.rlim_cur)
        return true;
    errno = EFBIG;
    return false;
}

static dlp_status guarded_put(int dir, mode_t mode, const char *name, const void *data, size_t len,
                              struct dlp_error *err)
{
    uint64_t random;
    char temp[256];
    dlp_status status = DLP_OK;
    int fd;

    randombytes_buf(&random, sizeof(random));
    if (snprintf(temp, sizeof(temp), "%s.%016" PRIx64, name, random) >= (int)sizeof(temp))
        return dlp_error_set(err, DLP_EINVAL, "the name is too long");
    if (!file_may_be(len))
        return guarded_errno(err, "cannot write");
    fd = openat(dir, temp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd < 0)
        return guarded_errno(err, "cannot make a file");
    if (fchmod(fd, mode) != 0 || !file_write_all(fd, data, len)
        || renameat(dir, temp, dir, name) != 0) {
        status = guarded_errno(err, "cannot write");
        (void)unlinkat(dir, temp, 0);
    }
    close(fd);
    return status;
}

dlp_status dlp_file_write_guarded(const char *folder, const char *name, const void *data,
                                  size_t len, struct dlp_error *err)
{
    struct stat st;
    dlp_status status;
    int dir;

    if (!folders_make(folder))
        return guarded_errno(err, "cannot make the folder");
    dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0)
        return guarded_errno(err, "cannot open the folder");
    status = fstat(dir, &st) == 0 ? guarded_check(&st, "the folder", err)
                                  : guarded_errno(err, "cannot stat the folder");
    if (status == DLP_OK)
        status = guarded_put(dir, S_IRUSR | S_IWUSR | (st.st_mode & (S_IRGRP | S_IROTH)), name,
                             data, len, err);
    close(dir);
    return status;
}
