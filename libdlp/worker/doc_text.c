/* worker/doc_text.c - the text of Word's old documents, by a reader of our own of their piece table.
 *
 * [MS-DOC]: the stream "WordDocument" begins with a table of places, the FIB. It says where in a second
 * stream the pieces of the text are listed: from which character on, and where in the first stream its
 * letters are, as UTF-16 or as Windows-1252. The main text comes first, then notes, headers, comments and
 * text boxes, so all that is listed is read. */

#include "worker/doc_text.h"

#define FIB_MAGIC 0xa5ecu
#define FIB_WORD97 0xc1u
#define FIB_LEAST 0x1aau
#define FLAG_COMPLEX 0x0004u
#define FLAG_ENCRYPTED 0x0100u
#define FLAG_TABLE 0x0200u
#define PIECE_BYTES 8u
#define NARROW 0x40000000u

struct doc {
    const uint8_t *text;
    size_t text_len;
    struct wide wide;
};

/* Letters [at, at + count) of the stream, each of one byte or two. */
static enum dlp_reason put_piece(struct doc *doc, uint64_t at, uint64_t count, bool narrow)
{
    const uint64_t room = at < doc->text_len ? doc->text_len - at : 0;
    const uint64_t width = narrow ? 1 : 2;
    const bool whole = count <= room / width;
    const uint8_t *const from = doc->text + (room > 0 ? at : 0);
    const size_t len = (size_t)((whole ? count : room / width) * width);

    if (narrow) {
        for (size_t i = 0; i < len; i++)
            wide_byte(&doc->wide, from[i]);
    } else {
        wide_utf16(&doc->wide, from, len);
    }
    return whole ? DLP_REASON_NONE : DLP_REASON_TRUNCATED;
}

/* The list: one more place than pieces, then the pieces. */
static enum dlp_reason put_pieces(struct doc *doc, const uint8_t *list, size_t len)
{
    const size_t count = len >= 4 ? (len - 4) / (4 + PIECE_BYTES) : 0;
    const uint8_t *const pieces = list + 4 * (count + 1);
    enum dlp_reason reason = count > 0 ? DLP_REASON_NONE : DLP_REASON_DAMAGED;

    for (size_t i = 0; i < count; i++) {
        const uint32_t begin = little32(list + 4 * i), end = little32(list + 4 * i + 4);
        const uint32_t at = little32(pieces + PIECE_BYTES * i + 2);
        const bool narrow = (at & NARROW) != 0;
        const uint32_t place = at & (NARROW - 1);
        enum dlp_reason piece;

        if (end < begin)
            return DLP_REASON_DAMAGED;
        piece = put_piece(doc, narrow ? place / 2 : place, end - begin, narrow);
        reason = reason == DLP_REASON_NONE ? piece : reason;
    }
    return reason;
}

/* Formats stand before the list. */
static enum dlp_reason find_pieces(struct doc *doc, const uint8_t *clx, size_t len)
{
    size_t at = 0;

    while (len - at >= 5 && clx[at] == 1) {
        const size_t skip = (size_t)3 + little16(clx + at + 1);

        if (skip > len - at)
            return DLP_REASON_DAMAGED;
        at += skip;
    }
    if (len - at < 5 || clx[at] != 2 || little32(clx + at + 1) > len - at - 5)
        return DLP_REASON_DAMAGED;
    return put_pieces(doc, clx + at + 5, little32(clx + at + 1));
}

/* Before Word 97: letters of one byte, in one run unless the document was saved in haste. */
static enum dlp_reason old_text(struct doc *doc, const uint8_t *fib, unsigned flags)
{
    const uint32_t begin = little32(fib + 0x18), end = little32(fib + 0x1c);
    enum dlp_reason reason;

    if (end < begin)
        return DLP_REASON_DAMAGED;
    reason = put_piece(doc, begin, end - begin, true);
    return reason == DLP_REASON_NONE && (flags & FLAG_COMPLEX) ? DLP_REASON_UNSUPPORTED : reason;
}

enum dlp_reason doc_read(const struct doc_streams *streams, wide_write write, void *user)
{
    const uint8_t *const fib = streams->word;
    struct doc doc = { .text = fib,
                       .text_len = streams->word_len,
                       .wide = { .write = write, .user = user } };
    enum dlp_reason reason;
    unsigned flags, table;
    uint32_t at, len;

    if (streams->word_len < FIB_LEAST)
        return DLP_REASON_TRUNCATED;
    flags = little16(fib + 0x0a);
    table = (flags & FLAG_TABLE) != 0;
    at = little32(fib + 0x1a2);
    len = little32(fib + 0x1a6);
    if (flags & FLAG_ENCRYPTED)
        return DLP_REASON_ENCRYPTED;
    if (little16(fib + 2) < FIB_WORD97)
        reason = old_text(&doc, fib, flags);
    else if (little16(fib) != FIB_MAGIC || at > streams->table_len[table]
             || len > streams->table_len[table] - at)
        reason = DLP_REASON_DAMAGED;
    else
        reason = find_pieces(&doc, streams->table[table] + at, len);
    wide_end(&doc.wide);
    return reason;
}
