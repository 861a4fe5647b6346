/* model/words.h - every context word, key and column name of a database, in one hash table.
 * Built by compile/word_index.c, read by score/. A phrase is found by the hash of its tokens
 * (base/token.h), so one look at a window serves all rules. */
#ifndef MODEL_WORDS_H
#define MODEL_WORDS_H

#include <stddef.h>
#include <stdint.h>

enum dlp_word_role {
    DLP_WORD_CONTEXT = 1, /* rule->words */
    DLP_WORD_KEY = 2,     /* rule->keys */
    DLP_WORD_NEGATIVE = 4 /* rule->negative */
};

struct dlp_word_use {
    uint32_t rule; /* index into the database's rules */
    uint8_t role;
    uint8_t tokens;   /* length of the phrase */
    const char *word; /* as spelled in the rule */
};
struct dlp_word_slot {
    uint64_t hash;  /* 0: empty */
    uint32_t first; /* its uses: uses[first, first + len) */
    uint32_t len;
};
struct dlp_word_index {
    struct dlp_word_slot *slots;
    size_t mask;               /* slots - 1, a power of two less one */
    struct dlp_word_use *uses; /* sorted by (hash, rule) */
    size_t uses_len;
    size_t phrase_max; /* longest phrase in tokens */
};
#endif
