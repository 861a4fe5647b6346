/* extract/view_text.c - one pass of the decoders over a text, and the way back to its source. */

#include "extract/view_text.h"

#include "base/alloc.h"
#include "extract/chars.h"
#include "extract/decoder.h"

#include <assert.h>
#include <string.h>

/* Decoders look at so many bytes before a place and behind it, or at runs that a pass before has read as far as they
 * went. */
#define REACH_BACK 128u
#define REACH_AHEAD 192u

dlp_status dlp_view_text_init(struct dlp_view_text *text, size_t cap)
{
    text->bytes = dlp_alloc(cap);
    text->from = dlp_realloc(NULL, cap, sizeof(*text->from));
    text->len = 0;
    text->cap = cap;
    return text->bytes && text->from ? DLP_OK : DLP_ENOMEM;
}

void dlp_view_text_free(struct dlp_view_text *text)
{
    dlp_free_wiped(text->bytes, text->cap);
    dlp_free(text->from);
    *text = (struct dlp_view_text){ 0 };
}

void dlp_view_text_set(struct dlp_view_text *text, const uint8_t *source, size_t len)
{
    assert(len <= text->cap);
    memcpy(text->bytes, source, len);
    for (size_t i = 0; i < len; i++)
        text->from[i] = (struct dlp_view_from){ (uint32_t)i, (uint32_t)i + 1, 0 };
    text->len = len;
}

/* The longer way of two. */
static uint32_t via_longer(uint32_t a, uint32_t b)
{
    return a > b ? a : b; /* the highest number that is set decides */
}

/* The same way, and then through one more decoder. */
static uint32_t via_more(uint32_t via, unsigned decoder)
{
    unsigned shift = 0;

    while (via >> shift)
        shift += DLP_VIA_BITS;
    return shift < DLP_VIEW_DEPTH * DLP_VIA_BITS ? via | (uint32_t)(decoder + 1) << shift : via;
}

void dlp_view_put(struct dlp_view_out *out, uint8_t byte, size_t at, size_t len)
{
    struct dlp_view_text *const text = out->text;
    const struct dlp_view_from *from;
    struct dlp_view_from all;

    if (text->len == text->cap) {
        out->full = true;
        return;
    }
    if (!out->in->from) { /* nobody asks where it comes from */
        text->bytes[text->len++] = byte;
        return;
    }
    from = out->in->from + at;
    all = from[0];
    for (size_t i = 1; i < len; i++) { /* in any order: the text may have been turned around */
        all.start = from[i].start < all.start ? from[i].start : all.start;
        all.end = from[i].end > all.end ? from[i].end : all.end;
        all.via = via_longer(all.via, from[i].via);
    }
    all.via = via_more(all.via, out->decoder);
    text->bytes[text->len] = byte;
    text->from[text->len++] = all;
}

void dlp_view_put_char(struct dlp_view_out *out, uint32_t cp, size_t at, size_t len)
{
    if (cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000))
        cp = 0xfffd;
    if (cp < 0x80) {
        dlp_view_put(out, (uint8_t)cp, at, len);
        return;
    }
    if (cp < 0x800) {
        dlp_view_put(out, (uint8_t)(0xc0 | cp >> 6), at, len);
    } else if (cp < 0x10000) {
        dlp_view_put(out, (uint8_t)(0xe0 | cp >> 12), at, len);
        dlp_view_put(out, (uint8_t)(0x80 | (cp >> 6 & 63)), at, len);
    } else {
        dlp_view_put(out, (uint8_t)(0xf0 | cp >> 18), at, len);
        dlp_view_put(out, (uint8_t)(0x80 | (cp >> 12 & 63)), at, len);
        dlp_view_put(out, (uint8_t)(0x80 | (cp >> 6 & 63)), at, len);
    }
    dlp_view_put(out, (uint8_t)(0x80 | (cp & 63)), at, len);
}

/* By byte: which decoders may start there. */
static void leads_make(uint32_t leads[256], uint32_t decoders)
{
    memset(leads, 0, 256 * sizeof(*leads));
    for (size_t d = 0; d < DLP_DECODERS; d++) {
        if (!(decoders >> d & 1u))
            continue;
        for (const char *c = dlp_decoders[d].leads; *c; c++)
            leads[(uint8_t)*c] |= 1u << d;
        for (unsigned c = 0xc2; dlp_decoders[d].beyond_ascii && c < 0xf5; c++)
            leads[c] |= 1u << d;
    }
    leads[0] |= decoders & 1u << DLP_DECODER_INVISIBLE; /* no list of bytes has a NUL */
}

static size_t place_decode(struct dlp_view_out *out, const struct dlp_view_in *in,
                           uint32_t decoders)
{
    const size_t before = out->text->len;

    for (; decoders; decoders &= decoders - 1) {
        size_t taken;

        out->decoder = (unsigned)__builtin_ctz(decoders);
        taken = dlp_decoders[out->decoder].decode(out, in);
        if (taken > 0)
            return taken;
        out->text->len = before;
    }
    return 0;
}

/* The byte as it stands. Where something before it was taken out, that shows in it. */
static void byte_copy(struct dlp_view_text *out, const struct dlp_view_in *in, int taken_out)
{
    out->bytes[out->len] = in->bytes[in->at];
    out->from[out->len] = in->from[in->at];
    if (taken_out >= 0)
        out->from[out->len].via = via_more(out->from[out->len].via, (unsigned)taken_out);
    out->len++;
}

/* Is it a byte beyond ASCII that no character of UTF-8 begins with? Dumps and packed data are full of them. */
static bool is_stray(const struct dlp_view_text *in, size_t at)
{
    return in->bytes[at] >= 0x80 && (at + 1 == in->len || (in->bytes[at + 1] & 0xc0) != 0x80);
}

/* Is there a letter or digit before `at`? */
static bool is_inside_run(const struct dlp_view_text *in, size_t at)
{
    return at > 0 && dlp_is_alnum(in->bytes[at - 1]);
}

/* Where bytes of a text stand that a pass before has decoded. */
struct decoded {
    const struct dlp_view_text *text;
    size_t next; /* the first of them that is not before the place; the text's length: none */
    size_t last; /* the last one before it; SIZE_MAX: none */
};

static size_t decoded_from(const struct dlp_view_text *text, size_t at)
{
    while (at < text->len && !text->from[at].via)
        at++;
    return at;
}

static struct decoded decoded_begin(const struct dlp_view_text *text)
{
    return (struct decoded){ text, decoded_from(text, 0), SIZE_MAX };
}

/* How many bytes from `at` on are so far from all of them that the pass before has said all about them? */
static size_t decoded_far(struct decoded *decoded, size_t at)
{
    while (decoded->next < at) {
        decoded->last = decoded->next;
        decoded->next = decoded_from(decoded->text, decoded->next + 1);
    }
    if (decoded->last == SIZE_MAX ? decoded->next == decoded->text->len
                                  : at - decoded->last <= REACH_BACK)
        return 0; /* the first pass, or too near */
    if (decoded->next - at <= REACH_AHEAD)
        return 0;
    return decoded->next - at - REACH_AHEAD;
}

/* These bytes as they stand. */
static size_t bytes_copy(struct dlp_view_text *out, const struct dlp_view_in *in, size_t len)
{
    const size_t room = out->cap - out->len;

    if (len > room)
        len = room;
    memcpy(out->bytes + out->len, in->bytes + in->at, len);
    memcpy(out->from + out->len, in->from + in->at, len * sizeof(*in->from));
    out->len += len;
    return len;
}

struct dlp_view_pass dlp_view_decode(struct dlp_view_text *out, const struct dlp_view_text *in,
                                     uint32_t decoders)
{
    struct dlp_view_in place = { in->bytes, in->from, in->len, 0 };
    struct dlp_view_out to = { out, &place, 0, false };
    struct dlp_view_pass pass = { 0, false };
    struct decoded decoded = decoded_begin(in);
    uint32_t leads[256], runs = 0;
    int taken_out = -1; /* the decoder that wrote nothing for what stood before the place */

    leads_make(leads, decoders);
    for (unsigned d = 0; d < DLP_DECODERS; d++)
        runs |= dlp_decoders[d].is_run ? 1u << d : 0;
    out->len = 0;
    while (place.at < in->len && !to.full) {
        const uint32_t here =
            leads[in->bytes[place.at]] & (is_inside_run(in, place.at) ? ~runs : UINT32_MAX);
        const size_t before = out->len;
        const size_t far = taken_out < 0 ? decoded_far(&decoded, place.at) : 0;
        const size_t taken =
            here && far == 0 && !is_stray(in, place.at) ? place_decode(&to, &place, here) : 0;

        if (far > 0) {
            place.at += bytes_copy(out, &place, far);
            to.full = out->len == out->cap && place.at < in->len;
        } else if (taken > 0) {
            assert(taken <= in->len - place.at);
            place.at += taken;
            pass.changed++;
            taken_out = out->len == before ? (int)to.decoder : -1;
        } else if (out->len == out->cap) {
            to.full = true;
        } else {
            byte_copy(out, &place, taken_out);
            place.at++;
            taken_out = -1;
        }
    }
    pass.full = to.full;
    return pass;
}

void dlp_view_source(const struct dlp_view_text *text, size_t start, size_t end, uint32_t *from,
                     uint32_t *to)
{
    *from = text->from[start].start;
    *to = text->from[start].end;
    for (size_t i = start + 1; i < end; i++) {
        if (text->from[i].start < *from)
            *from = text->from[i].start;
        if (text->from[i].end > *to)
            *to = text->from[i].end;
    }
}

static bool names_has(const char *const *names, size_t len, const char *name)
{
    for (size_t i = 0; i < len; i++)
        if (names[i] == name)
            return true;
    return false;
}

size_t dlp_view_via(const struct dlp_view_text *text, size_t start, size_t end,
                    const char *names[DLP_VIEW_DEPTH])
{
    uint32_t longest = 0;
    size_t len = 0;

    for (size_t i = start; i < end; i++)
        longest = via_longer(longest, text->from[i].via);
    for (; longest; longest >>= DLP_VIA_BITS)
        names[len++] = dlp_decoders[(longest & DLP_VIA_MASK) - 1].name;
    for (size_t i = start; i < end; i++) /* and what only other bytes came through */
        for (uint32_t via = text->from[i].via; via && len < DLP_VIEW_DEPTH; via >>= DLP_VIA_BITS)
            if (!names_has(names, len, dlp_decoders[(via & DLP_VIA_MASK) - 1].name))
                names[len++] = dlp_decoders[(via & DLP_VIA_MASK) - 1].name;
    return len;
}
