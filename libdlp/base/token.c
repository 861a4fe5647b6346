/* base/token.c - text to folded words.
 *
 * Nearly all text is ASCII, so that is decided by one table; utf8proc is asked beyond it only.
 * The hash is FNV-1a over folded code points with a final mix: it needs to be the same in every
 * build, since compiled databases are kept on disk. */

#include "base/token.h"

#include "base/utf8.h"

#include <utf8proc.h>

#define TOKEN_HASH_SEED 0xcbf29ce484222325u
#define TOKEN_HASH_PRIME 0x100000001b3u

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
    uint64_t hash;      /* running */
    uint64_t hash_last; /* before its last letter, for "SSNNumber" */
    size_t start;
    size_t last; /* offset of its last letter */
    size_t end;
    unsigned upper_run;      /* upper-case letters at its end */
    enum token_class class_; /* of its last letter; TOKEN_BREAK: no word is open */
};

struct token_out {
    struct dlp_token *at;
    size_t len;
    size_t max;
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

static uint64_t token_hash_unit(uint64_t hash, int32_t unit)
{
    return (hash ^ (uint32_t)unit) * TOKEN_HASH_PRIME;
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

static uint64_t token_hash_fold(uint64_t hash, int32_t cp)
{
    utf8proc_int32_t folded[TOKEN_UNITS];
    const size_t n = token_fold(cp, folded);

    for (size_t i = 0; i < n; i++)
        hash = token_hash_unit(hash, folded[i]);
    return hash;
}

static uint64_t token_hash_end(uint64_t hash)
{
    hash ^= hash >> 32;
    hash *= 0x9e3779b97f4a7c15u;
    hash ^= hash >> 29;
    return hash ? hash : 1; /* 0 means "no phrase yet" and an empty slot */
}

static void token_emit(struct token_out *out, uint64_t hash, size_t start, size_t end, bool solid)
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
        token_emit(out, word->hash, word->start, word->end, word->class_ == TOKEN_SOLID);
    word->class_ = TOKEN_BREAK;
}

static void token_word_open(struct token_word *word, size_t start)
{
    word->start = start;
    word->hash = TOKEN_HASH_SEED;
    word->upper_run = 0;
}

/* The s of "SSNs" and the v of "IPv4" do not start a word with the letter before them. */
static bool token_lone_lower(const uint8_t *text, size_t len, size_t at)
{
    const enum token_class next = at + 1 < len ? token_class_ascii(text[at + 1]) : TOKEN_BREAK;

    if (text[at] == 's')
        return next != TOKEN_LOWER && (at + 1 == len || text[at + 1] < 0x80);
    return text[at] == 'v' && next == TOKEN_DIGIT;
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
    if (class_ == TOKEN_LOWER && word->upper_run >= 2 && !token_lone_lower(text, len, at)) {
        /* "SSNNumber": the last capital belongs to what follows. */
        const uint64_t hash = word->hash_last;
        const size_t last = word->last;
        int32_t cp;

        token_emit(out, hash, word->start, last, false);
        token_word_open(word, last);
        dlp_utf8_next(text + last, len - last, &cp);
        word->hash =
            cp < 0x80 ? token_hash_unit(word->hash, cp | 0x20) : token_hash_fold(word->hash, cp);
    }
}

#define TOKEN_DIGITS_HASHED 8u /* longer numbers are told apart by their length alone */

/* Take the ASCII letters, or the digits, that go on with the word: most bytes of a text. */
static size_t token_word_run(struct token_word *word, const uint8_t *text, size_t len, size_t at)
{
    const size_t start = at;
    uint64_t hash = word->hash;

    if (word->class_ == TOKEN_LOWER) {
        for (; at < len && (uint8_t)(text[at] - 'a') < 26; at++)
            hash = token_hash_unit(hash, text[at]);
    } else if (word->class_ == TOKEN_DIGIT) {
        for (; at < len && (uint8_t)(text[at] - '0') < 10; at++)
            if (at - word->start < TOKEN_DIGITS_HASHED)
                hash = token_hash_unit(hash, text[at]);
        if (at - word->start > TOKEN_DIGITS_HASHED)
            hash = token_hash_unit(hash, (int32_t)(at - word->start));
    }
    if (at > start) {
        word->hash = hash;
        word->last = at - 1;
        word->end = at;
    }
    return at;
}

size_t dlp_tokenize(const uint8_t *text, size_t len, struct dlp_token *out, size_t max)
{
    struct token_out tokens = { out, 0, max };
    struct token_word word = { .class_ = TOKEN_BREAK };
    size_t next;

    for (size_t at = 0; at < len && tokens.len < max; at = next) {
        enum token_class class_ = token_class_ascii(text[at]);
        int32_t cp = text[at];

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
        if (cp < 0x80)
            word.hash = token_hash_unit(word.hash, class_ == TOKEN_UPPER ? cp | 0x20 : cp);
        else
            word.hash = token_hash_fold(word.hash, cp);
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
    return token_hash_end(((phrase << 23) | (phrase >> 41)) * TOKEN_HASH_PRIME ^ word);
}
