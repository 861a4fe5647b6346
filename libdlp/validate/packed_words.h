/* validate/packed_words.h - lists of thousands of words in little memory: the words of one length are
 * joined, in order of bytes, so that there is no pointer to each. */
#ifndef VALIDATE_PACKED_WORDS_H
#define VALIDATE_PACKED_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dlp_packed_words {
    uint8_t len; /* bytes of each word */
    uint16_t count;
    const char *words;
};

/** Is word[0, len) in one of the lists? There is one list a length. */
bool dlp_packed_find(const struct dlp_packed_words *lists, size_t lists_len, const char *word,
                     size_t len);
#endif
