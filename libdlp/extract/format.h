/* extract/format.h - what a file is, by its bytes and never by its name.
 *
 * The one table of formats: it decides what goes to the worker and to which of its handlers, and
 * docs/formats.md is made from it. */
#ifndef EXTRACT_FORMAT_H
#define EXTRACT_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Bytes of a part's beginning that decide what it is. */
#define DLP_FORMAT_HEAD ((size_t)4096)
/** The same for a part that is no text: a CD image says what it is this far in. */
#define DLP_FORMAT_FAR ((size_t)32774)

/** Who reads it in the worker. */
enum dlp_family {
    DLP_FAMILY_NONE, /* recognised, and read by nobody: incomplete, "unsupported" */
    DLP_FAMILY_ARCHIVE,
    DLP_FAMILY_SQLITE,
    DLP_FAMILY_PDF,
    DLP_FAMILY_MAIL,
    DLP_FAMILY_RTF,
    DLP_FAMILY_OLE,
    DLP_FAMILY_TNEF,
    DLP_FAMILY_PICTURE,
    DLP_FAMILY_AVRO,
    DLP_FAMILY_PST,
    DLP_FAMILIES
};

/** A format that begins with the same bytes as its family, and is told apart inside it, has no magic. */
struct dlp_format {
    const char *name;
    enum dlp_family family;
    size_t offset; /* of the magic bytes */
    const char *magic;
    size_t magic_len;                            /* 0: told apart by is(), or inside its family */
    bool (*is)(const uint8_t *head, size_t len); /* what magic bytes cannot say; NULL: nothing */
    const char *read, *metadata, *incomplete;    /* for docs/formats.md: in words */
};

/** The format that a part begins as, or NULL: text, or anything else that is read as it stands.
 *  @param len  more than DLP_FORMAT_HEAD only helps to know a CD image. */
const struct dlp_format *dlp_format_of(const uint8_t *head, size_t len);

/** Bytes of a part's end that can say what it is, too. */
#define DLP_FORMAT_TAIL ((size_t)22)

/** The format that a part ends as, whatever it begins as: a zip archive may have anything before it.
 *  @param tail  its last DLP_FORMAT_TAIL bytes */
const struct dlp_format *dlp_format_of_end(const uint8_t *tail);

/** Could more than these bytes still make it a format? Only of a part that is no text. */
bool dlp_format_wants_more(const uint8_t *head, size_t len);

/** The table, in order; NULL behind its end. */
const struct dlp_format *dlp_format_at(size_t i);

#endif
