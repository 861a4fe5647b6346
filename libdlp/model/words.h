/* model/words.h - every context word, key and column name of a database, in one hash table.
 * Built by compile/word_index.c, read by score/. A phrase is found by the hash of its tokens
 * (base/token.h), so one look at a window serves all rules. */
#ifndef MODEL_WORDS_H
#define MODEL_WORDS_H

#include "base/bitmap.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum dlp_word_role {
    DLP_WORD_CONTEXT = 1,  /* rule->words */
    DLP_WORD_KEY = 2,      /* rule->keys */
    DLP_WORD_NEGATIVE = 4, /* rule->negative */
    DLP_WORD_CELL = 8      /* rule->keys, of a rule that wants whole cells */
};

struct dlp_word_use {
    uint32_t rule; /* index into the database's rules */
    uint8_t role;
    uint8_t tokens;   /* length of the phrase */
    const char *word; /* as spelled in the rule */
};
struct dlp_word_slot {
    uint64_t hash;  /* 0: empty */
    uint64_t rules; /* dlp_rule_bit() of all whose phrases are this or begin with it */
    uint32_t first; /* its uses: uses[first, first + len) */
    uint32_t len;
};
/** The rule's bit in a slot, which other rules may share. */
static inline uint64_t dlp_rule_bit(uint32_t rule)
{
    return (uint64_t)1 << (rule & 63u);
}

#define DLP_HASH_BITS 65536u /* of a filter: a bit for each value of a hash's 16 high bits */
static inline bool dlp_hash_bit(const uint64_t bits[DLP_HASH_BITS / 64], uint64_t hash)
{
    return dlp_bit_has(bits, hash >> 48);
}
static inline void dlp_hash_bit_set(uint64_t bits[DLP_HASH_BITS / 64], uint64_t hash)
{
    dlp_bit_add(bits, hash >> 48);
}

/** Which rules may have a phrase in a stretch of ASCII text, told by the first letters of its words
 *  alone (score/word_gate.h). Each phrase stands here under one of its words. */
#define DLP_GATE_SETS 256u /* rules share them */
struct dlp_gate_sets {
    uint64_t any[DLP_GATE_SETS / 64];      /* the rules that have a phrase */
    uint64_t positive[DLP_GATE_SETS / 64]; /* one that speaks for them */
};
struct dlp_gate_word {
    uint64_t letters;          /* dlp_gate_letters(); 0: empty */
    struct dlp_gate_sets sets; /* of the phrases with it */
};
struct dlp_word_gate {
    uint64_t *hashes; /* a filter of `words` */
    struct dlp_gate_word *words;
    size_t mask;     /* words - 1, a power of two less one */
    uint32_t single; /* bit 0: "a" is one of `words`, and so on */
    uint16_t *rules; /* each rule's set, counted from 1; 0: the gate cannot tell */
};
/** Is that set, counted from 1, in the bitmap? */
static inline bool dlp_gate_has(const uint64_t sets[DLP_GATE_SETS / 64], unsigned set)
{
    return dlp_bit_has(sets, set - 1);
}

struct dlp_word_index {
    struct dlp_word_slot *slots;
    size_t mask;               /* slots - 1, a power of two less one */
    uint64_t *first;           /* bit (hash >> 48): a phrase may begin with the word of that hash */
    struct dlp_word_use *uses; /* sorted by (hash, rule) */
    size_t uses_len;
    size_t phrase_max; /* longest phrase in tokens */
    struct dlp_word_gate gate;
};

#define DLP_GATE_LETTERS 8u /* of a word; longer ones that begin alike are not told apart */

/** The first letters of an ASCII word, folded: text[0, DLP_GATE_LETTERS) is readable, letters > 0. */
static inline uint64_t dlp_gate_letters(const uint8_t *text, size_t letters)
{
    const uint64_t word = (uint64_t)text[0] | (uint64_t)text[1] << 8 | (uint64_t)text[2] << 16
        | (uint64_t)text[3] << 24 | (uint64_t)text[4] << 32 | (uint64_t)text[5] << 40
        | (uint64_t)text[6] << 48 | (uint64_t)text[7] << 56;
    const uint64_t folded = word | 0x2020202020202020u;

    return letters < DLP_GATE_LETTERS ? folded & (((uint64_t)1 << 8 * letters) - 1) : folded;
}
/** Keep that the word is in the table, if it is one letter. */
static inline void dlp_gate_keep_single(struct dlp_word_gate *gate, uint64_t letters)
{
    if (letters - 'a' < 26)
        gate->single |= UINT32_C(1) << (letters - 'a');
}
static inline uint64_t dlp_gate_hash(uint64_t letters)
{
    return letters * 0x9e3779b97f4a7c15u;
}
static inline size_t dlp_gate_place(const struct dlp_word_gate *gate, uint64_t hash)
{
    return (size_t)(hash >> 16) & gate->mask;
}
#endif
