/* worker/read_archive.c - archives and compressed files, by libarchive.
 *
 * Members are told as they are stored: what they are themselves, the library decides, and sends them to
 * a process of their own. A zip that is an office document is read as that. */

#include "worker/archive.h"

#include "base/alloc.h"
#include "extract/format.h"
#include "worker/office.h"
#include "worker/tell.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define ZIP_END_MAX ((size_t)22 + 65535) /* where a zip says that it ends, with its comment */

static void support(struct archive *archive)
{
    archive_read_support_format_7zip(archive);
    archive_read_support_format_ar(archive);
    archive_read_support_format_cab(archive);
    archive_read_support_format_cpio(archive);
    archive_read_support_format_empty(archive);
    archive_read_support_format_gnutar(archive);
    archive_read_support_format_iso9660(archive);
    archive_read_support_format_rar(archive);
    archive_read_support_format_rar5(archive);
    archive_read_support_format_tar(archive);
    archive_read_support_format_warc(archive);
    archive_read_support_format_zip(archive);
}

enum dlp_reason archive_why(struct archive *archive)
{
    const char *const text = archive_error_string(archive);

    if (archive_errno(archive) == ENOMEM)
        return DLP_REASON_MEMORY_LIMIT;
    if (text && (strstr(text, "assphrase") || strstr(text, "ncrypt")))
        return DLP_REASON_ENCRYPTED;
    if (text && (strstr(text, "runcated") || strstr(text, "nexpected end")))
        return DLP_REASON_TRUNCATED;
    if (text && (strstr(text, "nsupported") || strstr(text, "not supported")))
        return DLP_REASON_UNSUPPORTED;
    return DLP_REASON_DAMAGED;
}

/* @param raw     what is compressed is one file, whatever it looks like
 * @param reason  set where it cannot be opened */
static struct archive *open_archive(const struct worker_document *document, bool raw,
                                    enum dlp_reason *reason)
{
    struct archive *const archive = archive_read_new();

    if (!archive)
        _exit(WORKER_NO_MEMORY);
    archive_read_support_filter_all(archive);
    archive_read_support_format_raw(archive);
    if (!raw)
        support(archive);
    for (const char *word = worker_password(document, NULL); word;
         word = worker_password(document, word))
        (void)archive_read_add_passphrase(archive, word);
    if (archive_read_open_memory(archive, document->data, document->len) == ARCHIVE_OK)
        return archive;
    *reason = archive_why(archive);
    archive_read_free(archive);
    return NULL;
}

struct archive *archive_of(const struct worker_document *document)
{
    enum dlp_reason reason;

    return open_archive(document, false, &reason);
}

const char *archive_name(struct archive_entry *entry)
{
    const char *name = archive_entry_pathname(entry);

    if (!name)
        name = archive_entry_pathname_utf8(entry);
    return name ? name : "(a name in an unknown charset)";
}

/* The bytes of an entry, to its end. Holes are zeros, which need not be told one by one. */
static enum dlp_reason tell_entry(struct archive *archive)
{
    static uint8_t piece[64 << 10];
    la_ssize_t n;

    while ((n = archive_read_data(archive, piece, sizeof(piece))) > 0)
        tell_data(piece, (size_t)n);
    return n < 0 ? archive_why(archive) : DLP_REASON_NONE;
}

enum dlp_reason archive_tell(struct archive *archive, struct archive_entry *entry)
{
    const char *const name = archive_name(entry);
    la_ssize_t n;
    static uint8_t first[64 << 10];
    enum dlp_reason reason;

    /* The first bytes tell whether it can be read at all. */
    n = archive_read_data(archive, first, sizeof(first));
    if (n < 0) {
        reason = archive_why(archive);
        tell_incomplete(name, reason);
    } else {
        tell_member(name, strlen(name));
        tell_data(first, (size_t)n);
        reason = n > 0 ? tell_entry(archive) : DLP_REASON_NONE;
        tell_end(reason);
    }
    return DLP_REASON_NONE;
}

char *archive_load(struct archive *archive, size_t max, size_t *len)
{
    size_t cap = (size_t)64 << 10;
    char *text = dlp_alloc(cap + 1);
    la_ssize_t n = 1;

    *len = 0;
    while (text && n > 0) {
        if (*len == cap) {
            char *const more = cap < max ? dlp_realloc(text, 2 * cap + 1, 1) : NULL;

            if (!more)
                break;
            text = more;
            cap *= 2;
        }
        n = archive_read_data(archive, &text[*len], cap - *len);
        *len += n > 0 ? (size_t)n : 0;
    }
    if (!text || n != 0) {
        dlp_free(text);
        return NULL;
    }
    text[*len] = '\0';
    return text;
}

static bool is_plain_file(struct archive_entry *entry)
{
    /* Some formats have no types: what has bytes is a file. */
    return archive_entry_filetype(entry) == AE_IFREG
        || (archive_entry_filetype(entry) == 0 && !archive_entry_hardlink(entry));
}

static enum dlp_reason read_entries(struct archive *archive, bool *any)
{
    struct archive_entry *entry;
    int result;

    *any = false;
    while ((result = archive_read_next_header(archive, &entry)) == ARCHIVE_OK
           || result == ARCHIVE_WARN) {
        *any = true;
        if (strcmp(archive_name(entry), "xl/workbook.bin") == 0)
            tell_incomplete("xl/workbook.bin", DLP_REASON_UNSUPPORTED); /* xlsb: no XML in it */
        if (is_plain_file(entry))
            (void)archive_tell(archive, entry);
    }
    return result == ARCHIVE_EOF ? DLP_REASON_NONE : archive_why(archive);
}

/* A zip that was cut between two members has no end that would be missed. */
static bool is_cut_zip(const struct worker_document *document)
{
    const size_t most = document->len < ZIP_END_MAX ? document->len : ZIP_END_MAX;

    return document->len >= 4 && memcmp(document->data, "PK\3\4", 4) == 0
        && !memmem(document->data + document->len - most, most, "PK\5\6", 4);
}

enum dlp_reason read_archive(const struct worker_document *document)
{
    const enum office_kind kind = office_kind_of(document);
    struct archive *archive;
    enum dlp_reason reason;
    bool any;

    if (kind != OFFICE_NONE)
        return office_read(document, kind);
    archive = open_archive(document, false, &reason);
    if (!archive)
        return reason;
    reason = read_entries(archive, &any);
    archive_read_free(archive);
    if (reason == DLP_REASON_NONE && is_cut_zip(document))
        return DLP_REASON_TRUNCATED;
    if (any || reason != DLP_REASON_NONE)
        return reason;
    /* A file that begins with zeros looks like an archive without members, compressed. */
    archive = open_archive(document, true, &reason);
    if (!archive)
        return DLP_REASON_NONE;
    reason = read_entries(archive, &any);
    archive_read_free(archive);
    return any ? reason : DLP_REASON_NONE;
}
