/* worker/office.c - office documents that are zip archives of XML: what their members are. */

#include "worker/office.h"

#include "base/alloc.h"
#include "worker/tell.h"

#include <string.h>

#define MANIFEST_MAX ((size_t)4 << 20)

enum way {
    WAY_BYTES, /* as it is stored: embedded documents, pictures, what nobody knows */
    WAY_FLOW,
    WAY_PROPERTIES,
    WAY_NONE /* how it looks, not what it says; or read elsewhere */
};

/* The first row that fits. An end "" fits all. */
static const struct {
    const char *begin, *end;
    enum way way;
} ways[] = {
    { "word/theme/", "", WAY_NONE },
    { "word/styles", ".xml", WAY_NONE },
    { "word/fontTable", ".xml", WAY_NONE },
    { "word/webSettings", ".xml", WAY_NONE },
    { "word/numbering", ".xml", WAY_NONE },
    { "word/", ".rels", WAY_BYTES },
    { "word/media/", "", WAY_BYTES },
    { "word/embeddings/", "", WAY_BYTES },
    { "word/", ".xml", WAY_FLOW },
    { "ppt/theme/", "", WAY_NONE },
    { "ppt/slideLayouts/", "", WAY_NONE },
    { "ppt/slideMasters/", "", WAY_NONE },
    { "ppt/tableStyles.xml", "", WAY_NONE },
    { "ppt/", ".xml", WAY_FLOW },
    { "xl/theme/", "", WAY_NONE },
    { "xl/styles.xml", "", WAY_NONE },
    { "xl/sharedStrings.xml", "", WAY_NONE },
    { "xl/comments", ".xml", WAY_FLOW },
    { "xl/threadedComments/", ".xml", WAY_PROPERTIES },
    { "xl/drawings/", ".xml", WAY_FLOW },
    { "xl/charts/", ".xml", WAY_PROPERTIES },
    { "docProps/", ".xml", WAY_PROPERTIES },
    { "[Content_Types].xml", "", WAY_NONE },
    { "_rels/.rels", "", WAY_NONE },
    { "mimetype", "", WAY_NONE },
    { "content.xml", "", WAY_FLOW },
    { "styles.xml", "", WAY_FLOW },
    { "meta.xml", "", WAY_PROPERTIES },
    { "settings.xml", "", WAY_NONE },
    { "META-INF/manifest.xml", "", WAY_NONE },
};

static bool name_fits(const char *name, const char *begin, const char *end)
{
    const size_t len = strlen(name), tail = strlen(end);

    return strncmp(name, begin, strlen(begin)) == 0 && len >= tail
        && strcmp(name + len - tail, end) == 0;
}

static enum way way_of(const char *name)
{
    for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
        if (name_fits(name, ways[i].begin, ways[i].end))
            return ways[i].way;
    }
    return WAY_BYTES;
}

/* ODF says what it is in its first member. */
static enum office_kind kind_by_mimetype(struct archive *archive)
{
    char type[128];
    const la_ssize_t n = archive_read_data(archive, type, sizeof(type) - 1);

    type[n > 0 ? n : 0] = '\0';
    if (!strstr(type, "opendocument"))
        return OFFICE_NONE;
    return strstr(type, "spreadsheet") ? OFFICE_ODS : OFFICE_TEXT;
}

static enum office_kind kind_by_name(const char *name)
{
    if (strcmp(name, "xl/workbook.xml") == 0)
        return OFFICE_XLSX;
    if (strcmp(name, "word/document.xml") == 0 || strcmp(name, "ppt/presentation.xml") == 0)
        return OFFICE_TEXT;
    return OFFICE_NONE;
}

enum office_kind office_kind_of(const struct worker_document *document)
{
    enum office_kind kind = OFFICE_NONE;
    struct archive_entry *entry;
    struct archive *archive;

    if (document->len < 4 || memcmp(document->data, "PK\3\4", 4) != 0)
        return OFFICE_NONE;
    archive = archive_of(document);
    while (archive && kind == OFFICE_NONE
           && archive_read_next_header(archive, &entry) >= ARCHIVE_WARN) {
        kind = strcmp(archive_name(entry), "mimetype") == 0 ? kind_by_mimetype(archive)
                                                            : kind_by_name(archive_name(entry));
    }
    archive_read_free(archive);
    return kind;
}

/* ODF says in its list of members that they are encrypted, and OOXML of another kind is no XML at all. */
static enum dlp_reason cannot_read(struct archive *archive, const char *name)
{
    enum dlp_reason reason = DLP_REASON_NONE;
    size_t len;
    char *text;

    if (strcmp(name, "META-INF/manifest.xml") != 0)
        return DLP_REASON_NONE;
    text = archive_load(archive, MANIFEST_MAX, &len);
    if (text && strstr(text, "encryption-data"))
        reason = DLP_REASON_ENCRYPTED;
    dlp_free(text);
    return reason;
}

static void read_member(const struct xlsx *book, enum office_kind kind, struct archive *archive,
                        struct archive_entry *entry)
{
    const char *const name = archive_name(entry);
    const enum way way = way_of(name);

    if (archive_entry_filetype(entry) == AE_IFDIR)
        return;
    if (book && xlsx_sheet(book, archive, name))
        return;
    if (way == WAY_FLOW && kind == OFFICE_ODS && strcmp(name, "content.xml") == 0)
        (void)ods_read(archive);
    else if (way == WAY_FLOW)
        (void)office_flow(archive, name);
    else if (way == WAY_PROPERTIES)
        (void)office_properties(archive, name);
    else if (way == WAY_BYTES)
        (void)archive_tell(archive, entry);
}

/* Once over all members. prepare: only what a workbook's sheets need. */
static enum dlp_reason read_all(const struct worker_document *document, struct xlsx *book,
                                enum office_kind kind, bool prepare)
{
    struct archive *const archive = archive_of(document);
    struct archive_entry *entry;
    enum dlp_reason reason = DLP_REASON_NONE;
    int result = ARCHIVE_FATAL;

    while (archive
           && ((result = archive_read_next_header(archive, &entry)) == ARCHIVE_OK
               || result == ARCHIVE_WARN)) {
        if (!prepare)
            read_member(book, kind, archive, entry);
        if (reason != DLP_REASON_NONE)
            continue;
        reason = prepare ? xlsx_prepare(book, archive, archive_name(entry))
                         : cannot_read(archive, archive_name(entry));
    }
    if (archive && result != ARCHIVE_EOF && reason == DLP_REASON_NONE)
        reason = archive_why(archive);
    archive_read_free(archive);
    return reason;
}

enum dlp_reason office_read(const struct worker_document *document, enum office_kind kind)
{
    struct xlsx *const book = kind == OFFICE_XLSX ? xlsx_new() : NULL;
    enum dlp_reason reason = DLP_REASON_NONE, after;

    if (book)
        reason = read_all(document, book, kind, true);
    after = read_all(document, book, kind, false);
    xlsx_free(book);
    return reason != DLP_REASON_NONE ? reason : after;
}
