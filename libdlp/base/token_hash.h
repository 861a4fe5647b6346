/* base/token_hash.h - the hash of a word, letter by letter or eight at once. Inside base/. */
#ifndef BASE_TOKEN_HASH_H
#define BASE_TOKEN_HASH_H

#include <stddef.h>
#include <stdint.h>

#define TOKEN_HASH_SEED 0xcbf29ce484222325u
#define TOKEN_DIGITS_HASHED 8u /* longer numbers are told apart by their length alone */

/** What is hashed are folded letters as bytes, of which eight make a step. */
struct token_hash {
    uint64_t steps;
    uint64_t letters; /* not a step yet */
    unsigned bits;    /* of letters */
};

static inline uint64_t token_hash_step(uint64_t steps, uint64_t letters)
{
    const uint64_t mixed = (steps ^ letters) * 0x9e3779b97f4a7c15u;

    return mixed ^ mixed >> 32;
}
static inline void token_hash_byte(struct token_hash *hash, uint8_t byte)
{
    hash->letters |= (uint64_t)byte << hash->bits;
    hash->bits += 8;
    if (hash->bits == 64) {
        hash->steps = token_hash_step(hash->steps, hash->letters);
        hash->letters = 0;
        hash->bits = 0;
    }
}
/** 0 means "no phrase yet" and an empty slot: no word has it. */
static inline uint64_t token_hash_final(uint64_t steps)
{
    const uint64_t mixed = steps * 0x9e3779b97f4a7c15u;
    const uint64_t hash = mixed ^ mixed >> 29;

    return hash ? hash : 1;
}
static inline uint64_t token_hash_end(const struct token_hash *hash)
{
    return token_hash_final(hash->bits ? token_hash_step(hash->steps, hash->letters) : hash->steps);
}

static inline uint64_t token_load(const uint8_t *text)
{
    return (uint64_t)text[0] | (uint64_t)text[1] << 8 | (uint64_t)text[2] << 16
        | (uint64_t)text[3] << 24 | (uint64_t)text[4] << 32 | (uint64_t)text[5] << 40
        | (uint64_t)text[6] << 48 | (uint64_t)text[7] << 56;
}
/** The hash of text[0, len), ASCII letters of any case or digits; 7 bytes behind it are readable. */
static inline uint64_t token_hash_ascii(const uint8_t *text, size_t len)
{
    uint64_t steps = TOKEN_HASH_SEED;
    const uint64_t fold = 0x2020202020202020u; /* digits have that bit, too */

    for (; len >= 8; len -= 8, text += 8)
        steps = token_hash_step(steps, token_load(text) | fold);
    if (len > 0)
        steps = token_hash_step(steps, (token_load(text) | fold) & (((uint64_t)1 << 8 * len) - 1));
    return token_hash_final(steps);
}
/** Of text[0, len), ASCII digits: the first eight, and how many there are. */
static inline uint64_t token_hash_digits(const uint8_t *text, size_t len)
{
    uint64_t steps;

    if (len <= TOKEN_DIGITS_HASHED)
        return token_hash_ascii(text, len);
    steps = token_hash_step(TOKEN_HASH_SEED, token_load(text));
    return token_hash_final(token_hash_step(steps, len));
}
#endif
