/* worker/doc_text.h - the text of Word's old documents, by a reader of our own of their piece table. */
#ifndef WORKER_DOC_TEXT_H
#define WORKER_DOC_TEXT_H

#include "worker/wide.h"

/** Streams of the container; any bytes. One that is not there has length 0. */
struct doc_streams {
    const uint8_t *word; /* "WordDocument" */
    size_t word_len;
    const uint8_t *table[2]; /* "0Table", "1Table" */
    size_t table_len[2];
};

/** Give all text, with notes, headers, comments and what was deleted, as UTF-8 to write().
 *  @return DLP_REASON_NONE; ENCRYPTED; DAMAGED or TRUNCATED when pieces lie beyond their stream;
 *          UNSUPPORTED: Word 6 or 95 in pieces, of which not all may be read. */
WORKER_API enum dlp_reason doc_read(const struct doc_streams *streams, wide_write write,
                                    void *user);

#endif
