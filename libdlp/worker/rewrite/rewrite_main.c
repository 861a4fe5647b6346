/* worker/rewrite/rewrite_main.c - dlp-rewrite: an office document with other values.
 *
 *     dlp-rewrite <DOCUMENT >RESULT 3<REPLACEMENTS
 *
 * It is a process of its own in the sandbox of the worker, for the same reason: parsers read hostile
 * bytes. It opens nothing, and says nothing but by how it ends (put.h). The document is a file that can
 * be read anywhere; the result may be a pipe. */

#include "worker/rewrite/put.h"
#include "worker/rewrite/rewrite_package.h"
#include "worker/sandbox.h"

#include <archive.h>
#include <fcntl.h>
#include <locale.h>
#include <sys/prctl.h>
#include <unistd.h>

#define REPLACEMENTS_FD 3
#define MEMORY ((uint64_t)1 << 30)
#define SECONDS 120
#define BLOCK_BYTES ((size_t)64 << 10)

static struct archive *open_document(void)
{
    struct archive *const archive = archive_read_new();

    if (!archive)
        _exit(REWRITE_NO_MEMORY);
    archive_read_support_format_zip_seekable(archive);
    if (lseek(STDIN_FILENO, 0, SEEK_SET) != 0
        || archive_read_open_fd(archive, STDIN_FILENO, BLOCK_BYTES) != ARCHIVE_OK)
        _exit(REWRITE_DAMAGED);
    return archive;
}

static void copy_all(const struct package *package, const struct replacements *all)
{
    struct archive *const in = open_document(), *const out = archive_write_new();
    bool changed = false;

    if (!out)
        _exit(REWRITE_NO_MEMORY);
    if (archive_write_set_format_zip(out) != ARCHIVE_OK
        || archive_write_set_bytes_in_last_block(out, 1) != ARCHIVE_OK
        || archive_write_open_fd(out, STDOUT_FILENO) != ARCHIVE_OK)
        _exit(REWRITE_UNUSABLE);
    if (!package_copy(package, in, out, all, 0, &changed))
        _exit(REWRITE_DAMAGED);
    if (archive_write_close(out) != ARCHIVE_OK)
        _exit(REWRITE_UNUSABLE); /* nobody reads it any more */
    (void)archive_write_free(out);
    (void)archive_read_free(in);
}

/* Libraries write what they think of a document to standard error, and may quote it. */
static bool silence(void)
{
    const int null = open("/dev/null", O_RDWR | O_CLOEXEC);

    return null >= 0 && dup2(null, STDERR_FILENO) >= 0
        && close_range(REPLACEMENTS_FD + 1, ~0u, 0) == 0;
}

int main(void)
{
    struct replacements all;
    struct package package;
    struct archive *in;

    if (!setlocale(LC_CTYPE, "C.UTF-8") || !silence())
        return REWRITE_UNUSABLE;
    (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    if (!sandbox_prepare() || !sandbox_enter(MEMORY, SECONDS))
        return REWRITE_UNUSABLE;
    if (!replacements_read(&all, REPLACEMENTS_FD))
        return REWRITE_UNUSABLE;
    in = open_document();
    if (!package_look(&package, in) || !package.typed)
        _exit(REWRITE_DAMAGED);
    (void)archive_read_free(in);
    copy_all(&package, &all);
    package_free(&package);
    replacements_free(&all);
    return REWRITE_DONE;
}
