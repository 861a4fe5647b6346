/* worker/rewrite/rewrite_main.c - dlp-rewrite: an office document with other values.
 *
 *     dlp-rewrite <DOCUMENT >RESULT 3<REPLACEMENTS
 *
 * It is a process of its own in the sandbox of the worker, for the same reason: parsers read hostile
 * bytes. It opens nothing, and says nothing but by how it ends (put.h). The document is a file that can
 * be read anywhere; the result may be a pipe. */

#include "worker/office.h"
#include "worker/rewrite/member.h"
#include "worker/rewrite/put.h"
#include "worker/sandbox.h"

#include "base/alloc.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <locale.h>
#include <string.h>
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

/* The next member; NULL at the end. */
static struct archive_entry *next_member(struct archive *archive)
{
    struct archive_entry *entry = NULL;
    const int status = archive_read_next_header(archive, &entry);

    if (status == ARCHIVE_EOF)
        return NULL;
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
        _exit(REWRITE_DAMAGED);
    return entry;
}

/* Which styles of a workbook show dates. False when this is no document of OOXML. */
static bool read_styles(struct xlsx *book)
{
    struct archive *const archive = open_document();
    struct archive_entry *entry;
    bool typed = false;

    while ((entry = next_member(archive)) != NULL) {
        const char *const name = archive_name(entry);

        typed = typed || strcmp(name, "[Content_Types].xml") == 0;
        if ((strcmp(name, "xl/workbook.xml") == 0 || strcmp(name, "xl/styles.xml") == 0)
            && xlsx_prepare(book, archive, name) != DLP_REASON_NONE)
            _exit(REWRITE_DAMAGED);
    }
    (void)archive_read_free(archive);
    return typed;
}

static void must(la_ssize_t done, la_ssize_t wanted)
{
    if (done != wanted)
        _exit(REWRITE_UNUSABLE); /* nobody reads it any more */
}

static void write_member(struct archive *out, struct archive_entry *entry, const void *data,
                         size_t len)
{
    archive_entry_set_size(entry, (la_int64_t)len);
    must(archive_write_header(out, entry), ARCHIVE_OK);
    if (len > 0)
        must(archive_write_data(out, data, len), (la_ssize_t)len);
}

static void copy_member(struct archive *in, struct archive *out, struct archive_entry *entry,
                        const struct replacements *all, const struct xlsx *book)
{
    const char *const name = archive_name(entry);
    struct dlp_bytes result = DLP_BYTES_INIT(2 * REWRITE_MEMBER_MAX);
    size_t len;
    char *const data = archive_load(in, REWRITE_MEMBER_MAX, &len);

    if (!data)
        _exit(REWRITE_DAMAGED);
    if (!member_is_markup(name)) {
        write_member(out, entry, data, len);
    } else {
        if (!member_rewrite(name, data, len, all, book, &result))
            _exit(REWRITE_DAMAGED);
        write_member(out, entry, result.data, result.len);
    }
    dlp_bytes_free(&result);
    dlp_free_wiped(data, len);
}

static void copy_all(const struct replacements *all, const struct xlsx *book)
{
    struct archive *const in = open_document(), *const out = archive_write_new();
    struct archive_entry *entry;

    if (!out)
        _exit(REWRITE_NO_MEMORY);
    if (archive_write_set_format_zip(out) != ARCHIVE_OK
        || archive_write_set_bytes_in_last_block(out, 1) != ARCHIVE_OK
        || archive_write_open_fd(out, STDOUT_FILENO) != ARCHIVE_OK)
        _exit(REWRITE_UNUSABLE);
    while ((entry = next_member(in)) != NULL)
        copy_member(in, out, entry, all, book);
    must(archive_write_close(out), ARCHIVE_OK);
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
    struct xlsx *book;

    if (!setlocale(LC_CTYPE, "C.UTF-8") || !silence())
        return REWRITE_UNUSABLE;
    (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    if (!sandbox_prepare() || !sandbox_enter(MEMORY, SECONDS))
        return REWRITE_UNUSABLE;
    if (!replacements_read(&all, REPLACEMENTS_FD))
        return REWRITE_UNUSABLE;
    book = xlsx_new();
    if (!read_styles(book))
        _exit(REWRITE_DAMAGED);
    copy_all(&all, book);
    xlsx_free(book);
    replacements_free(&all);
    return REWRITE_DONE;
}
