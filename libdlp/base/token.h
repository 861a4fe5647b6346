/* base/token.h - text to folded words, the same way for rules, keys, columns and windows.
 *
 * Words are runs of letters and digits; '_' '-' '.' and every other byte end one, and so does a
 * step from lower to upper case (camelCase; in SSNNumber before the last capital, but SSNs and
 * IPv4 keep their s and v) and from a letter to a digit and back. Each CJK, Hiragana, Katakana
 * (and Thai, Lao, Khmer, Myanmar) letter is a word of its own, since those scripts write no
 * borders. Folding is utf8proc's compatible case folding with marks stripped, so that Pass, PASS
 * and lösenord, losenord meet. A phrase is up to DLP_PHRASE_MAX words in a row. */
#ifndef BASE_TOKEN_H
#define BASE_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DLP_PHRASE_MAX 8

struct dlp_token {
    uint64_t hash;  /* of the folded letters; equal words have equal hashes */
    uint32_t start; /* byte offsets into the text */
    uint32_t end;
    uint32_t solid; /* a letter of an unspaced script: it may touch its neighbours */
};

/** Split text[0, len) (len < 4 GiB) into at most max tokens; what is beyond is not looked at.
 *  @return how many were written to out */
size_t dlp_tokenize(const uint8_t *text, size_t len, struct dlp_token *out, size_t max);

/** The folded letters of a token's text[0, len), as far as they go into out[0, max).
 *  @param letters  how many it has, which may be more than max; 0 when something else is in it
 *  @return false when ASCII text cannot have such a word */
bool dlp_token_letters(const uint8_t *text, size_t len, uint8_t *out, size_t max, size_t *letters);

/** Hash of one more word added to a phrase; start with hash 0. */
uint64_t dlp_phrase_add(uint64_t phrase, uint64_t word);
#endif
