/* extract/format.c - the one table of formats. Adding one is a row here and, where no family reads it
 * yet, a handler in the worker. */

#include "extract/format.h"

#include "extract/mail_head.h"

#include <string.h>

#define MAGIC(bytes) bytes, sizeof(bytes) - 1
#define INSIDE NULL, 0 /* told apart by the family's handler */

static bool all_in(const uint8_t *bytes, size_t len, char low, char high)
{
    for (size_t i = 0; i < len; i++) {
        if (bytes[i] < (uint8_t)low || bytes[i] > (uint8_t)high)
            return false;
    }
    return true;
}

/* The block size, and the magic of the first block or of the end of an empty file. */
static bool is_bzip2(const uint8_t *head, size_t len)
{
    return len >= 10 && head[3] >= '1' && head[3] <= '9'
        && (memcmp(head + 4, "1AY&SY", 6) == 0 || memcmp(head + 4, "\x17rE8P\x90", 6) == 0);
}

/* Text can begin with the six digits of a cpio header, but not go on like one. */
static bool is_cpio_text(const uint8_t *head, size_t len)
{
    return len >= 76 && all_in(head + 6, 70, '0', 'f');
}

/* So far in, a text may hold anything. */
static bool is_disc(const uint8_t *head, size_t len)
{
    return memchr(head, 0, len < DLP_FORMAT_HEAD ? len : DLP_FORMAT_HEAD) != NULL;
}

/* Tar as it was before "ustar": a name that ends in NUL, then numbers in octal, then a checksum. */
static bool is_old_tar(const uint8_t *head, size_t len)
{
    unsigned sum = 0, said = 0;

    if (len < 512 || head[0] == 0 || head[99] != 0 || head[107] != 0)
        return false;
    for (size_t i = 0; i < 512; i++)
        sum += i >= 148 && i < 156 ? ' ' : head[i];
    for (size_t i = 148; i < 156; i++) {
        if (head[i] >= '0' && head[i] <= '7')
            said = said * 8 + (head[i] - '0');
        else if (head[i] != ' ' && head[i] != 0)
            return false;
    }
    return sum == said;
}

static bool is_pdf(const uint8_t *head, size_t len)
{
    const uint8_t *const end = head + (len < 1024 ? len : 1024);
    const uint8_t *at = head;

    /* By its rare byte: this is asked of every file. */
    while ((at = memchr(at, '%', (size_t)(end - at))) != NULL) {
        if (end - at >= 5 && memcmp(at, "%PDF-", 5) == 0)
            return true;
        at++;
    }
    return false;
}

static bool is_rar(const uint8_t *head, size_t len)
{
    return len >= 8 && (head[6] == 0 || (head[6] == 1 && head[7] == 0));
}

#define MEMBERS "members, nested ones too"
#define NAMES "names of members"
#define CONTENT "what is inside"

static const struct dlp_format formats[] = {
    { "gzip", DLP_FAMILY_ARCHIVE, 0, MAGIC("\x1f\x8b\x08"), NULL, CONTENT, "file name", "" },
    { "bzip2", DLP_FAMILY_ARCHIVE, 0, MAGIC("BZh"), is_bzip2, CONTENT, "", "" },
    { "xz", DLP_FAMILY_ARCHIVE, 0,
      MAGIC("\xfd"
            "7zXZ\0"),
      NULL, CONTENT, "", "" },
    { "zstd", DLP_FAMILY_ARCHIVE, 0, MAGIC("\x28\xb5\x2f\xfd"), NULL, CONTENT, "",
      "with a dictionary" },
    { "lz4", DLP_FAMILY_ARCHIVE, 0, MAGIC("\x04\x22\x4d\x18"), NULL, CONTENT, "",
      "with a dictionary" },
    { "lzip", DLP_FAMILY_ARCHIVE, 0, MAGIC("LZIP"), NULL, CONTENT, "", "" },
    { "compress", DLP_FAMILY_ARCHIVE, 0, MAGIC("\x1f\x9d"), NULL, CONTENT, "", "" },
    { "tar", DLP_FAMILY_ARCHIVE, 257, MAGIC("ustar"), NULL, MEMBERS, NAMES, "" },
    { "tar", DLP_FAMILY_ARCHIVE, 0, NULL, 0, is_old_tar, MEMBERS, NAMES, "" },
    { "zip", DLP_FAMILY_ARCHIVE, 0, MAGIC("PK\x03\x04"), NULL, MEMBERS, NAMES,
      "encrypted without a password; some methods" },
    { "zip", DLP_FAMILY_ARCHIVE, 0, MAGIC("PK\x05\x06"), NULL, MEMBERS, NAMES, "" },
    { "zip", DLP_FAMILY_ARCHIVE, 0, MAGIC("PK\x07\x08"), NULL, MEMBERS, NAMES, "" },
    { "7z", DLP_FAMILY_ARCHIVE, 0, MAGIC("7z\xbc\xaf\x27\x1c"), NULL, MEMBERS, NAMES, "encrypted" },
    { "rar", DLP_FAMILY_ARCHIVE, 0, MAGIC("Rar!\x1a\x07"), is_rar, MEMBERS, NAMES,
      "encrypted; parts of a set" },
    { "cab", DLP_FAMILY_ARCHIVE, 0, MAGIC("MSCF\0\0\0\0"), NULL, MEMBERS, NAMES,
      "parts of a set; the method Quantum" },
    { "iso", DLP_FAMILY_ARCHIVE, 32769, MAGIC("CD001"), is_disc, MEMBERS, NAMES, "" },
    { "ar", DLP_FAMILY_ARCHIVE, 0, MAGIC("!<arch>\n"), NULL, MEMBERS, NAMES, "" },
    { "rpm", DLP_FAMILY_ARCHIVE, 0, MAGIC("\xed\xab\xee\xdb"), NULL, MEMBERS, NAMES, "" },
    { "cpio", DLP_FAMILY_ARCHIVE, 0, MAGIC("070701"), is_cpio_text, MEMBERS, NAMES, "" },
    { "cpio", DLP_FAMILY_ARCHIVE, 0, MAGIC("070702"), is_cpio_text, MEMBERS, NAMES, "" },
    { "cpio", DLP_FAMILY_ARCHIVE, 0, MAGIC("070707"), is_cpio_text, MEMBERS, NAMES, "" },
    { "warc", DLP_FAMILY_ARCHIVE, 0, MAGIC("WARC/"), NULL, "records", "addresses", "" },
    { "docx", DLP_FAMILY_ARCHIVE, 0, INSIDE, NULL,
      "text, tables, headers, footers, notes, comments, embedded files", "properties",
      "encrypted" },
    { "xlsx", DLP_FAMILY_ARCHIVE, 0, INSIDE, NULL,
      "all sheets as tables, hidden ones too; comments, embedded files", "properties",
      "encrypted; xlsb" },
    { "pptx", DLP_FAMILY_ARCHIVE, 0, INSIDE, NULL, "slides, notes, comments, embedded files",
      "properties", "encrypted" },
    { "odt", DLP_FAMILY_ARCHIVE, 0, INSIDE, NULL, "text, tables, headers, embedded files",
      "properties", "encrypted" },
    { "ods", DLP_FAMILY_ARCHIVE, 0, INSIDE, NULL, "all sheets as tables, embedded files",
      "properties", "encrypted" },
    { "odp", DLP_FAMILY_ARCHIVE, 0, INSIDE, NULL, "slides, notes, embedded files", "properties",
      "encrypted" },
    { "sqlite", DLP_FAMILY_SQLITE, 0, MAGIC("SQLite format 3\0"), NULL, "all tables",
      "the statements that made them", "" },
    { "pdf", DLP_FAMILY_PDF, 0, MAGIC("%PDF-"), NULL, "text of pages, form fields, attached files",
      "properties", "encrypted without a password; pages that are pictures" },
    { "pdf", DLP_FAMILY_PDF, 0, NULL, 0, is_pdf, "text of pages", "", "" },
    { "rtf", DLP_FAMILY_RTF, 0, MAGIC("{\\rtf"), NULL, "text", "properties", "embedded objects" },
    { "mbox", DLP_FAMILY_MAIL, 0, MAGIC("From "), dlp_head_is_mbox,
      "messages, their texts and attached files", "headers", "encrypted" },
    { "eml", DLP_FAMILY_MAIL, 0, NULL, 0, dlp_head_is_mail, "texts and attached files", "headers",
      "encrypted" },
    { "xls", DLP_FAMILY_OLE, 0, MAGIC("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), NULL,
      "all sheets as tables; embedded files, macros", "properties", "encrypted" },
    { "doc", DLP_FAMILY_OLE, 0, INSIDE, NULL,
      "text, notes, headers, comments, what was deleted; embedded files, macros", "properties",
      "encrypted; Word 6 and 95 saved in haste" },
    { "ppt", DLP_FAMILY_OLE, 0, INSIDE, NULL,
      "slides, notes, comments, what was deleted; embedded files, macros", "properties",
      "encrypted" },
    { "msg", DLP_FAMILY_OLE, 0, INSIDE, NULL, "texts, attached files, messages in messages",
      "all properties that are text, recipients", "encrypted" },
    { "winmail.dat", DLP_FAMILY_TNEF, 0, MAGIC("\x78\x9f\x3e\x22"), NULL, "texts, attached files",
      "all properties that are text", "" },
    { "jpeg", DLP_FAMILY_PICTURE, 0, MAGIC("\xff\xd8\xff"), NULL,
      "what stands behind it; with --ocr its letters", "EXIF, comments, XMP and other segments",
      "" },
    { "png", DLP_FAMILY_PICTURE, 0, MAGIC("\x89PNG\r\n\x1a\n"), NULL,
      "what stands behind it; with --ocr its letters",
      "texts, compressed ones too; EXIF, XMP and other chunks", "" },
    { "avro", DLP_FAMILY_AVRO, 0, MAGIC("Obj\x01"), NULL, "records as a table", "",
      "compressed by zstd or bzip2" },
    { "parquet", DLP_FAMILY_NONE, 0, MAGIC("PAR1"), NULL, "", "", "always: unsupported" },
    { "pst", DLP_FAMILY_PST, 0, MAGIC("!BDN"), NULL,
      "messages, contacts, appointments, attached files, what was deleted and is still there",
      "folders, headers", "encrypted messages" },
};
#define FORMATS (sizeof(formats) / sizeof(formats[0]))

static bool format_is(const struct dlp_format *format, const uint8_t *head, size_t len)
{
    if (format->magic_len > 0) {
        if (len < format->offset + format->magic_len
            || head[format->offset] != (uint8_t)format->magic[0]
            || memcmp(head + format->offset, format->magic, format->magic_len) != 0)
            return false;
    } else if (!format->is) {
        return false;
    }
    return !format->is || format->is(head, len);
}

const struct dlp_format *dlp_format_of(const uint8_t *head, size_t len)
{
    for (size_t i = 0; len > 0 && i < FORMATS; i++) {
        if (format_is(&formats[i], head, len))
            return &formats[i];
    }
    return NULL;
}

const struct dlp_format *dlp_format_of_end(const uint8_t *tail)
{
    static const uint8_t end[] = { 'P', 'K', 5, 6, 0, 0, 0, 0 }; /* and no comment */

    if (memcmp(tail, end, sizeof(end)) != 0 || tail[20] != 0 || tail[21] != 0)
        return NULL;
    return dlp_format_of(end, sizeof(end));
}

bool dlp_format_wants_more(const uint8_t *head, size_t len)
{
    return len > 0 && len < DLP_FORMAT_FAR
        && memchr(head, 0, len < DLP_FORMAT_HEAD ? len : DLP_FORMAT_HEAD) != NULL;
}

const struct dlp_format *dlp_format_at(size_t i)
{
    return i < FORMATS ? &formats[i] : NULL;
}
