/* model/window.h - the bytes that a decision may look at. */
#ifndef MODEL_WINDOW_H
#define MODEL_WINDOW_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DLP_CONTEXT_BEFORE 320u /* B, bytes: decision D3 */
#define DLP_CONTEXT_AFTER 64u   /* context behind a value, bytes */
#define DLP_WIDTH_MAX 4096u     /* W at the most, bytes */

/** Bytes [start, start + len) of a part. It reaches B before and 64 behind any value that is judged,
 *  or to the part's first or last byte: a decision looks no further than that, so that the window's
 *  real size never shows. */
struct dlp_window {
    const uint8_t *data;
    uint64_t start; /* offset of data[0] in the part */
    size_t len;
};

static inline const uint8_t *dlp_window_at(const struct dlp_window *w, uint64_t offset)
{
    assert(offset >= w->start && offset - w->start <= w->len);
    return w->data + (offset - w->start);
}
/** How many bytes, up to max, can be read before offset. */
static inline size_t dlp_window_before(const struct dlp_window *w, uint64_t offset, size_t max)
{
    const uint64_t have = offset - w->start;
    return have < max ? (size_t)have : max;
}
/** How many bytes, up to max, can be read from offset on. */
static inline size_t dlp_window_after(const struct dlp_window *w, uint64_t offset, size_t max)
{
    const uint64_t have = w->start + w->len - offset;
    return have < max ? (size_t)have : max;
}
#endif
