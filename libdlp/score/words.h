/* score/words.h - what ends a word and a phrase, and how far a label reaches: for score/words.c, and for who asks
 * the same of many values at once and may not say no where that says yes. */
#ifndef SCORE_WORDS_H
#define SCORE_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#define DLP_WORDS_BEFORE 128u /* bytes before a value in which a word, or its label, stands whole */
#define DLP_PHRASE_GAP 4u     /* bytes between two words of a phrase, at most */
#define DLP_LABEL_GAP 16u     /* bytes between a label and its value, at most */

/** Does another cell, key or tag begin with the byte? No phrase goes on behind it. */
static inline bool dlp_is_phrase_edge(uint8_t byte)
{
    switch (byte) {
    case ',':
    case ';':
    case '|':
    case '\t':
    case '"':
    case '=':
    case '<':
    case '>':
    case '&':
    case '{':
    case '}':
    case '[':
    case ']':
        return true;
    default:
        return false;
    }
}

/** An ASCII letter or digit. */
static inline bool dlp_is_alnum(uint8_t byte)
{
    return (uint8_t)(byte - '0') < 10 || (uint8_t)((byte | 0x20) - 'a') < 26;
}

/** May the byte be of a word? Of those that are not ASCII base/token.h decides. */
static inline bool dlp_may_be_of_word(uint8_t byte)
{
    return dlp_is_alnum(byte) || byte >= 0x80;
}
#endif
