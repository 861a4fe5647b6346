/* base/token.c - text to folded words.
 *
 * This file knows all letters; base/token_ascii.c takes what is ASCII, and must come to the same. */

#include "base/token.h"

#include "base/token_ascii.h"
#include "base/token_hash.h"
#include "base/utf8.h"

#include <utf8proc.h>

enum token_class {
    TOKEN_BREAK, /* ends a word */
    TOKEN_LOWER, /* also letters of scripts without case */
    TOKEN_UPPER,
    TOKEN_DIGIT,
    TOKEN_MARK, /* belongs to the word before it and is not hashed */
    TOKEN_SOLID /* a word of its own */
};

/* The word that is being read. */
struct token_word {
    struct token_hash hash;
    struct token_hash hash_last; /* before its last letter, for "SSNNumber" */
    size_t start;
    size_t last; /* offset of its last letter */
    size_t end;
    unsigned upper_run;      /* upper-case letters at its end */
    enum token_class class_; /* of its last letter; TOKEN_BREAK: no word is open */
};

static enum token_class token_class_ascii(uint8_t c)
{
    if ((uint8_t)(c - 'a') < 26)
        return TOKEN_LOWER;
    if ((uint8_t)(c - '0') < 10)
        return TOKEN_DIGIT;
    return (uint8_t)(c - 'A') < 26 ? TOKEN_UPPER : TOKEN_BREAK;
}

/* Scripts that write no borders between words. */
static bool token_unspaced(int32_t cp)
{
    static const struct {
        int32_t first, last;
    } ranges[] = {
        { 0x0e00, 0x0eff },   /* Thai, Lao */
        { 0x1000, 0x109f },   /* Myanmar */
        { 0x1780, 0x17ff },   /* Khmer */
        { 0x3005, 0x3007 },   /* CJK iteration mark and zero */
        { 0x3040, 0x30ff },   /* Hiragana, Katakana */
        { 0x31f0, 0x31ff },   /* Katakana extensions */
        { 0x3400, 0x4dbf },   /* CJK extension A */
        { 0x4e00, 0x9fff },   /* CJK */
        { 0xf900, 0xfaff },   /* CJK compatibility */
        { 0xff66, 0xff9f },   /* half-width Katakana */
        { 0x20000, 0x3ffff }, /* CJK extensions B and later */
    };

    for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
        if (cp >= ranges[i].first && cp <= ranges[i].last)
            return true;
    }
    return false;
}

static enum token_class token_class_wide(int32_t cp)
{
    if (cp < 0)
        return TOKEN_BREAK;
    if (cp == 0x00ad || cp == 0x200c || cp == 0x200d)
        return TOKEN_MARK; /* soft hyphen and joiners stand inside words */
    switch (utf8proc_category(cp)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
        return TOKEN_UPPER;
    case UTF8PROC_CATEGORY_LL:
        return TOKEN_LOWER;
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return token_unspaced(cp) ? TOKEN_SOLID : TOKEN_LOWER;
    case UTF8PROC_CATEGORY_ND:
        return TOKEN_DIGIT;
    case UTF8PROC_CATEGORY_NL:
        return token_unspaced(cp) ? TOKEN_SOLID : TOKEN_BREAK;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return TOKEN_MARK;
    default:
        return TOKEN_BREAK;
    }
}

#define TOKEN_UNITS 32 /* of one letter; the longest decomposition has 18 */

/* The code points that a letter beyond ASCII is folded to. */
static size_t token_fold(int32_t cp, utf8proc_int32_t out[TOKEN_UNITS])
{
    const utf8proc_option_t options = UTF8PROC_CASEFOLD | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE
        | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE;
    int boundary = 0;
    const utf8proc_ssize_t n = utf8proc_decompose_char(cp, out, TOKEN_UNITS, options, &boundary);

    if (n >= 0 && n <= TOKEN_UNITS)
        return (size_t)n;
    out[0] = cp;
    return 1;
}

/* Beyond ASCII a code point is three bytes of seven bits. */
static void token_hash_fold(struct token_hash *hash, int32_t cp)
{
    utf8proc_int32_t folded[TOKEN_UNITS];
    const size_t n = token_fold(cp, folded);

    for (size_t i = 0; i < n; i++) {
        const uint32_t unit = (uint32_t)folded[i];

        if (unit >= 0x80) {
            token_hash_byte(hash, (uint8_t)(0x80 | unit >> 14));
            token_hash_byte(hash, (uint8_t)(0x80 | (unit >> 7 & 0x7f)));
        }
        token_hash_byte(hash, (uint8_t)(unit < 0x80 ? unit : 0x80 | (unit & 0x7f)));
    }
}

static void token_hash_letter(struct token_hash *hash, int32_t cp)
{
    if (cp < 0x80)
        token_hash_byte(hash, (uint8_t)(cp | 0x20)); /* digits have that bit, too */
    else
        token_hash_fold(hash, cp);
}

static void token_emit(struct token_out *out, const struct token_hash *hash, size_t start,
                       size_t end, bool solid)
{
    struct dlp_token *token;

    if (out->len == out->max)
        return;
    token = &out->at[out->len++];
    token->hash = token_hash_end(hash);
    token->start = (uint32_t)start;
    token->end = (uint32_t)end;
    token->solid = solid;
}

static void token_word_close(struct token_word *word, struct token_out *out)
{
    if (word->class_ != TOKEN_BREAK)
        token_emit(out, &word->hash, word->start, word->end, word->class_ == TOKEN_SOLID);
    word->class_ = TOKEN_BREAK;
}

static void token_word_open(struct token_word *word, size_t start)
{
    word->start = start;
    word->hash = (struct token_hash){ TOKEN_HASH_SEED, 0, 0 };
    word->upper_run = 0;
}

/* Close or split the open word where a letter of class_ at text[at] starts a new one. */
static void token_word_border(struct token_word *word, struct token_out *out,
                              enum token_class class_, const uint8_t *text, size_t len, size_t at)
{
    if (word->class_ == TOKEN_BREAK) {
        token_word_open(word, at);
        return;
    }
    if (class_ == TOKEN_SOLID || word->class_ == TOKEN_SOLID
        || (class_ == TOKEN_DIGIT) != (word->class_ == TOKEN_DIGIT)
        || (class_ == TOKEN_UPPER && word->class_ == TOKEN_LOWER)) {
        token_word_close(word, out);
        token_word_open(word, at);
        return;
    }
    if (class_ == TOKEN_LOWER && word->upper_run >= 2 && !dlp_token_lone_lower(text, len, at)) {
        /* "SSNNumber": the last capital belongs to what follows. */
        const size_t last = word->last;
        int32_t cp;

        token_emit(out, &word->hash_last, word->start, last, false);
        token_word_open(word, last);
        dlp_utf8_next(text + last, len - last, &cp);
        token_hash_letter(&word->hash, cp);
    }
}

/* Take the ASCII letters, or the digits, that go on with the word. */
static size_t token_word_run(struct token_word *word, const uint8_t *text, size_t len, size_t at)
{
    const size_t start = at;

    if (word->class_ == TOKEN_LOWER) {
        for (; at < len && (uint8_t)(text[at] - 'a') < 26; at++)
            token_hash_byte(&word->hash, text[at]);
    } else if (word->class_ == TOKEN_DIGIT) {
        for (; at < len && (uint8_t)(text[at] - '0') < 10; at++)
            if (at - word->start < TOKEN_DIGITS_HASHED)
                token_hash_byte(&word->hash, text[at]);
        if (at > start && at - word->start > TOKEN_DIGITS_HASHED)
            for (unsigned bits = 0; bits < 64; bits += 8)
                token_hash_byte(&word->hash, (uint8_t)((uint64_t)(at - word->start) >> bits));
    }
    if (at > start) {
        word->last = at - 1;
        word->end = at;
    }
    return at;
}

/* Are the next bytes ASCII, so that it pays to take many at once? */
static bool token_many(const uint8_t *text, size_t len, size_t at)
{
    return text[at] < 0x80 && (len - at < 8 || !(token_load(text + at) & 0x8080808080808080u));
}

size_t dlp_tokenize(const uint8_t *text, size_t len, struct dlp_token *out, size_t max)
{
    struct token_out tokens = { out, 0, max };
    struct token_word word = { .class_ = TOKEN_BREAK };
    size_t next;

    for (size_t at = 0; at < len && tokens.len < max; at = next) {
        enum token_class class_;
        int32_t cp;

        next = at;
        if (word.class_ == TOKEN_BREAK && token_many(text, len, at))
            next = dlp_token_ascii(text, len, at, &tokens);
        if (next > at)
            continue;
        cp = text[at];
        class_ = token_class_ascii(text[at]);
        next = at + 1;
        if (cp >= 0x80) {
            next = at + dlp_utf8_next(text + at, len - at, &cp);
            class_ = token_class_wide(cp);
        }
        if (class_ == TOKEN_BREAK) {
            token_word_close(&word, &tokens);
            continue;
        }
        if (class_ == TOKEN_MARK) {
            word.end = next; /* no word is open: nothing reads it */
            continue;
        }
        token_word_border(&word, &tokens, class_, text, len, at);
        word.upper_run = class_ == TOKEN_UPPER ? word.upper_run + 1 : 0;
        word.hash_last = word.hash;
        token_hash_letter(&word.hash, cp);
        word.last = at;
        word.end = next;
        word.class_ = class_;
        next = token_word_run(&word, text, len, next);
    }
    token_word_close(&word, &tokens);
    return tokens.len;
}

bool dlp_token_letters(const uint8_t *text, size_t len, uint8_t *out, size_t max, size_t *letters)
{
    bool only_letters = true;
    size_t count = 0, next;

    *letters = 0;
    for (size_t at = 0; at < len; at = next) {
        utf8proc_int32_t folded[TOKEN_UNITS] = { text[at] | 0x20 };
        size_t n = 1;
        int32_t cp;

        next = at + dlp_utf8_next(text + at, len - at, &cp);
        if (cp >= 0x80)
            n = token_class_wide(cp) == TOKEN_MARK ? 0 : token_fold(cp, folded);
        for (size_t i = 0; i < n; i++, count++) {
            if (folded[i] >= 0x80)
                return false;
            only_letters = only_letters && folded[i] >= 'a' && folded[i] <= 'z';
            if (count < max)
                out[count] = (uint8_t)folded[i];
        }
    }
    *letters = only_letters ? count : 0;
    return true;
}

uint64_t dlp_phrase_add(uint64_t phrase, uint64_t word)
{
    return phrase ? token_hash_final((phrase << 23 | phrase >> 41) ^ word) : word;
}
