/* worker/rewrite/markup_block.h - a stretch of XML that is one text to its reader: a paragraph, a cell. */
#ifndef REWRITE_MARKUP_BLOCK_H
#define REWRITE_MARKUP_BLOCK_H

#include "worker/rewrite/markup_reader.h"
#include "worker/rewrite/replacements.h"

struct block_text; /* where a piece of the text stands in the bytes */

/** Start with BLOCK_INIT. */
struct block {
    struct dlp_bytes raw;  /* as it stands */
    struct dlp_bytes text; /* as it is read: its texts joined */
    struct block_text *texts;
    size_t len, cap;
    bool moved; /* by block_write(): the values that were replaced are all dates that move */
};
#define BLOCK_INIT { DLP_BYTES_INIT(SIZE_MAX / 2), DLP_BYTES_INIT(SIZE_MAX / 2), NULL, 0, 0, false }

/** Bytes that are no text: they stay. */
void block_raw(struct block *block, const char *raw, size_t len);
/** Bytes that are read as `text`: they stay until a value overlaps them.
 *  @param is_tag  an element that stands for a character: it goes, and nothing comes in its place */
void block_text(struct block *block, const char *raw, size_t raw_len, const char *text, size_t len,
                bool is_tag);
/** Here something parts what is before from what is behind: "\n" or "\t". */
void block_gap(struct block *block, char gap);

/** Write the block with its values replaced, and make it empty. True when there was one. */
bool block_write(struct block *block, const struct replacements *all, struct dlp_bytes *out);

void block_free(struct block *block);

#endif
