/* base/token_ascii.h - words of ASCII text, up to 64 bytes at once. Inside base/. */
#ifndef BASE_TOKEN_ASCII_H
#define BASE_TOKEN_ASCII_H

#include "base/token.h"

struct token_out {
    struct dlp_token *at;
    size_t len;
    size_t max;
};

/** The s of "SSNs" and the v of "IPv4" do not start a word with the letter before them. text[at] is
 *  a lower-case letter. */
bool dlp_token_lone_lower(const uint8_t *text, size_t len, size_t at);

/** Split text[at, len) as far as it is ASCII and its words are not too long.
 *  @param at  no word is open there
 *  @return where to go on: at or behind it, and no word is open there either */
size_t dlp_token_ascii(const uint8_t *text, size_t len, size_t at, struct token_out *out);
#endif
