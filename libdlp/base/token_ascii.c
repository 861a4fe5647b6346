/* base/token_ascii.c - words of ASCII text, up to 64 bytes at once.
 *
 * Nearly all text is ASCII. There bit masks tell where words begin and end, and a word's letters are
 * hashed eight at a time. What the block's end, or a byte that is not ASCII, makes uncertain is left
 * to the next block or to base/token.c, which comes to the same words byte by byte. */

#include "base/token_ascii.h"

#include "base/letter_masks.h"
#include "base/token_hash.h"

#include <string.h>

#define BLOCK 64u
#define LOADED 72u /* with what a step of the hash may read behind a word */
#define AHEAD 2u   /* bytes behind a letter that may decide whether it begins a word */

bool dlp_token_lone_lower(const uint8_t *text, size_t len, size_t at)
{
    const uint8_t next = at + 1 < len ? text[at + 1] : ' ';

    if (text[at] == 's')
        return (uint8_t)(next - 'a') >= 26 && next < 0x80;
    return text[at] == 'v' && (uint8_t)(next - '0') < 10;
}

/* Where words begin, by the masks; text[at] is the first bit. */
static uint64_t token_begins(const struct dlp_letter_masks *is, const uint8_t *text, size_t len,
                             size_t at)
{
    const uint64_t lower = is->letter & ~is->upper;
    uint64_t begins = (is->letter & ~(is->letter << 1)) | (is->digit & ~(is->digit << 1))
        | (is->upper & lower << 1);

    /* "SSNNumber": the last capital belongs to what follows. */
    for (uint64_t last = is->upper & is->upper << 1 & lower >> 1; last != 0; last &= last - 1) {
        const unsigned bit = (unsigned)__builtin_ctzll(last);

        if (!dlp_token_lone_lower(text, len, at + bit + 1))
            begins |= (uint64_t)1 << bit;
    }
    return begins;
}

/* One block; the same as dlp_token_ascii(). */
static size_t token_block(const uint8_t *text, size_t len, size_t at, struct token_out *out)
{
    const size_t left = len - at;
    uint8_t copy[LOADED];
    const uint8_t *bytes = text + at;
    struct dlp_letter_masks is;
    uint64_t begins, ends;
    size_t known = BLOCK, sure;

    if (left < LOADED) {
        memset(copy, 0, sizeof(copy));
        memcpy(copy, bytes, left);
        bytes = copy;
    }
    is = dlp_letter_masks(bytes);
    if (is.wide)
        known = (size_t)__builtin_ctzll(is.wide);
    if (known <= AHEAD)
        return at;
    sure = known - 1 - AHEAD; /* words that end here or earlier are seen as they are */
    begins = token_begins(&is, text, len, at);
    ends = begins | ~(is.letter | is.digit);
    if (known < BLOCK)
        begins &= ((uint64_t)1 << known) - 1;
    for (; begins != 0; begins &= begins - 1) {
        const unsigned bit = (unsigned)__builtin_ctzll(begins);
        const uint64_t more = ends >> bit >> 1;
        const size_t letters = more ? (size_t)__builtin_ctzll(more) + 1 : BLOCK;

        if (bit + letters > sure)
            return at + bit;
        if (out->len == out->max)
            return len;
        out->at[out->len++] = (struct dlp_token){
            .hash = is.digit >> bit & 1 ? token_hash_digits(bytes + bit, letters)
                                        : token_hash_ascii(bytes + bit, letters),
            .start = (uint32_t)(at + bit),
            .end = (uint32_t)(at + bit + letters),
        };
    }
    return at + (left < known ? left : known);
}

size_t dlp_token_ascii(const uint8_t *text, size_t len, size_t at, struct token_out *out)
{
    size_t from;

    do {
        from = at;
        at = token_block(text, len, from, out);
    } while (at > from && at < len);
    return at;
}
