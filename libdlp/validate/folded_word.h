/* validate/folded_word.h - words of names and places as the lists of validate/ have them: small
 * letters without accents, and what utf8proc takes for letters of their own (ł, ø, ß) as one or two
 * ASCII letters. Cyrillic letters stay Cyrillic. gen_words.py folds the same way. */
#ifndef VALIDATE_FOLDED_WORD_H
#define VALIDATE_FOLDED_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DLP_FOLDED_MAX 32

struct dlp_folded_word {
    char text[DLP_FOLDED_MAX];
    size_t len;
    size_t letters; /* code points that are letters */
    bool capital;   /* it begins with one */
    bool solid;     /* it has a letter of a script without capitals: Han, Kana, Devanagari */
    bool closed;    /* it ends with a dot: an initial */
};

/** Read the word at the start of text[0, len), len > 0. Words end at a space or hyphen.
 *  @return its bytes; 0 when a byte can stand in no name, or the word is too long */
size_t dlp_folded_word(struct dlp_folded_word *word, const uint8_t *text, size_t len);
#endif
