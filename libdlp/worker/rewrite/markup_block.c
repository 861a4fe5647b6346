/* worker/rewrite/markup_block.c - a stretch of XML that is one text to its reader: a paragraph, a cell.
 *
 * A word processor cuts a number into runs wherever its looks change. What stands in the place of a value
 * goes where the value began; the other runs lose their part of it. */

#include "worker/rewrite/markup_block.h"

#include "base/alloc.h"
#include "worker/rewrite/put.h"

#include <string.h>

struct block_text {
    size_t raw_at, raw_len;
    size_t at, len; /* of the text */
    bool is_tag;
};

void block_raw(struct block *block, const char *raw, size_t len)
{
    put(&block->raw, raw, len);
}

void block_text(struct block *block, const char *raw, size_t raw_len, const char *text, size_t len,
                bool is_tag)
{
    struct block_text *piece;

    if (block->len == block->cap) {
        const size_t cap = block->cap ? 2 * block->cap : 64;
        struct block_text *const more = dlp_realloc(block->texts, cap, sizeof(*more));

        if (!more)
            _exit(REWRITE_NO_MEMORY);
        block->texts = more;
        block->cap = cap;
    }
    piece = &block->texts[block->len++];
    *piece = (struct block_text){ block->raw.len, raw_len, block->text.len, len, is_tag };
    put(&block->raw, raw, raw_len);
    put(&block->text, text, len);
}

void block_gap(struct block *block, char gap)
{
    put(&block->text, &gap, 1);
}

/* A walk over the text, from value to value. */
struct cut {
    const struct block *block;
    const struct replacements *all;
    const struct replacement *value; /* that stands at `from`; NULL: none is left */
    size_t from, to;
    bool moved; /* every value so far is a date that moves */
};

static void cut_next(struct cut *cut, size_t at)
{
    const char *const text = (const char *)cut->block->text.data;
    const size_t len = cut->block->text.len;

    cut->value = NULL;
    while (at < len && !(cut->value = replacements_find(cut->all, text, len, at)))
        at++;
    cut->from = at;
    cut->to = cut->value ? at + cut->value->value_len : at;
    cut->moved = cut->moved && (!cut->value || cut->value->moves);
}

/* One text: what lies between values, and what stands for those that begin here. */
static void piece_write(struct cut *cut, const struct block_text *piece, struct dlp_bytes *out)
{
    const char *const text = (const char *)cut->block->text.data;
    const size_t end = piece->at + piece->len;
    size_t at = piece->at;

    while (at < end) {
        if (!cut->value || cut->from >= end) {
            markup_encode(out, text + at, end - at);
            return;
        }
        if (at < cut->from) {
            markup_encode(out, text + at, cut->from - at);
            at = cut->from;
        }
        if (at == cut->from && !piece->is_tag)
            markup_encode(out, cut->value->with, cut->value->with_len);
        if (cut->to > end)
            return; /* the rest of the value is in the next texts */
        at = cut->to;
        cut_next(cut, at);
    }
}

bool block_write(struct block *block, const struct replacements *all, struct dlp_bytes *out)
{
    const char *const raw = (const char *)block->raw.data;
    struct cut cut = { .block = block, .all = all, .moved = true };
    size_t done = 0;
    bool changed;

    cut_next(&cut, 0);
    changed = cut.value != NULL;
    for (size_t i = 0; cut.value && i < block->len; i++) {
        const struct block_text *const piece = &block->texts[i];

        while (cut.value && cut.to <= piece->at && piece->len > 0)
            cut_next(&cut, cut.to); /* it ended in a gap */
        if (!cut.value || cut.from >= piece->at + piece->len)
            continue;
        put(out, raw + done, piece->raw_at - done);
        piece_write(&cut, piece, out);
        done = piece->raw_at + piece->raw_len;
    }
    if (block->raw.len > done)
        put(out, raw + done, block->raw.len - done);
    dlp_bytes_clear(&block->raw);
    dlp_bytes_clear(&block->text);
    block->len = 0;
    block->moved = changed && cut.moved;
    return changed;
}

void block_free(struct block *block)
{
    dlp_bytes_free(&block->raw);
    dlp_bytes_free(&block->text);
    dlp_free(block->texts);
    *block = (struct block)BLOCK_INIT;
}
