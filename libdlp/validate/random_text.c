/* validate/random_text.c - does a value look like one that a generator of keys made?
 *
 * Two tests. Variety: the Shannon entropy of its bytes is not far below what random text of its
 * length and alphabet has. Words: of the pairs of neighbouring letters, no more are frequent in
 * English (and in names of programs) than chance makes. */

#include "validate/checks.h"

#include <string.h>

/* 1024 * log2(n), for n from 1 to 64; entropy is summed in these units. */
static const uint16_t log2_of[65] = {
    0,    0,    1024, 1623, 2048, 2378, 2647, 2875, 3072, 3246, 3402, 3542, 3671,
    3789, 3899, 4001, 4096, 4186, 4270, 4350, 4426, 4498, 4566, 4632, 4695, 4755,
    4813, 4869, 4923, 4975, 5025, 5073, 5120, 5165, 5210, 5252, 5294, 5334, 5374,
    5412, 5450, 5486, 5522, 5556, 5590, 5624, 5656, 5688, 5719, 5749, 5779, 5809,
    5837, 5865, 5893, 5920, 5947, 5973, 5999, 6024, 6049, 6073, 6097, 6121, 6144,
};

/* Text beyond 64 bytes is judged by its first 64: keys do not get less random. */
#define JUDGED_MAX 64u
#define JUDGED_MIN 6u
#define FLOOR_PERCENT 68u /* of the entropy of random text; 1 in 10,000 random values has less */

static unsigned alphabet_size(const uint8_t *text, size_t len)
{
    bool digits_only = true, hex_only = true;

    for (size_t i = 0; i < len; i++) {
        const uint8_t c = dlp_lower(text[i]);

        digits_only = digits_only && dlp_is_digit(c);
        hex_only = hex_only && (dlp_is_digit(c) || (c >= 'a' && c <= 'f') || c == '-' || c == ':');
    }
    return digits_only ? 10 : hex_only ? 16 : 36;
}

bool dlp_check_varied(const uint8_t *value, size_t len)
{
    uint8_t counts[256] = { 0 };
    uint32_t same = 0; /* the sum of n * log2(n) over the bytes */
    unsigned most;

    if (len > JUDGED_MAX)
        len = JUDGED_MAX;
    if (len < JUDGED_MIN)
        return len > 0;
    for (size_t i = 0; i < len; i++)
        counts[value[i]]++;
    for (size_t i = 0; i < sizeof(counts); i++)
        same += (uint32_t)counts[i] * log2_of[counts[i]];
    most = alphabet_size(value, len);
    if (most > len)
        most = (unsigned)len;
    /* H = log2(len) - same / len */
    return ((uint32_t)log2_of[len] * len - same) * 100u >= FLOOR_PERCENT * log2_of[most] * len;
}

/* A bit for each second letter, by first letter: the pairs that make up most of English text. */
#define L(c) (1u << ((c) - 'a'))
static const uint32_t frequent[26] = {
    /* a */ L('b') | L('c') | L('d') | L('g') | L('i') | L('l') | L('m') | L('n') | L('p') | L('r')
        | L('s') | L('t') | L('u') | L('v') | L('y'),
    /* b */ L('a') | L('e') | L('i') | L('l') | L('o') | L('r') | L('u'),
    /* c */ L('a') | L('c') | L('e') | L('h') | L('i') | L('k') | L('l') | L('o') | L('r') | L('t')
        | L('u'),
    /* d */ L('a') | L('d') | L('e') | L('i') | L('o') | L('r') | L('s') | L('u'),
    /* e */ L('a') | L('c') | L('d') | L('e') | L('f') | L('l') | L('m') | L('n') | L('p') | L('r')
        | L('s') | L('t') | L('v') | L('x') | L('y'),
    /* f */ L('a') | L('e') | L('f') | L('i') | L('o') | L('r') | L('t'),
    /* g */ L('a') | L('e') | L('h') | L('i') | L('o') | L('r') | L('u'),
    /* h */ L('a') | L('e') | L('i') | L('o') | L('r') | L('t'),
    /* i */ L('a') | L('b') | L('c') | L('d') | L('e') | L('g') | L('l') | L('m') | L('n') | L('o')
        | L('r') | L('s') | L('t') | L('v') | L('z'),
    /* j */ L('a') | L('e') | L('o') | L('u'),
    /* k */ L('e') | L('i') | L('n') | L('s'),
    /* l */ L('a') | L('d') | L('e') | L('i') | L('l') | L('o') | L('s') | L('t') | L('u') | L('y'),
    /* m */ L('a') | L('b') | L('e') | L('i') | L('m') | L('o') | L('p') | L('u'),
    /* n */ L('a') | L('c') | L('d') | L('e') | L('g') | L('i') | L('k') | L('n') | L('o') | L('s')
        | L('t') | L('u'),
    /* o */ L('a') | L('b') | L('c') | L('d') | L('f') | L('g') | L('k') | L('l') | L('m') | L('n')
        | L('o') | L('p') | L('r') | L('s') | L('t') | L('u') | L('v') | L('w'),
    /* p */ L('a') | L('e') | L('h') | L('i') | L('l') | L('o') | L('p') | L('r') | L('s') | L('t')
        | L('u'),
    /* q */ L('u'),
    /* r */ L('a') | L('c') | L('d') | L('e') | L('g') | L('i') | L('k') | L('m') | L('n') | L('o')
        | L('r') | L('s') | L('t') | L('u') | L('v') | L('y'),
    /* s */ L('a') | L('c') | L('e') | L('h') | L('i') | L('k') | L('l') | L('o') | L('p') | L('s')
        | L('t') | L('u'),
    /* t */ L('a') | L('e') | L('h') | L('i') | L('o') | L('r') | L('s') | L('t') | L('u') | L('y'),
    /* u */ L('a') | L('b') | L('c') | L('d') | L('e') | L('g') | L('i') | L('l') | L('m') | L('n')
        | L('p') | L('r') | L('s') | L('t'),
    /* v */ L('a') | L('e') | L('i') | L('o'),
    /* w */ L('a') | L('e') | L('h') | L('i') | L('o') | L('r'),
    /* x */ L('a') | L('e') | L('i') | L('p') | L('t'),
    /* y */ L('e') | L('o') | L('p') | L('s') | L('t'),
    /* z */ L('e') | L('a') | L('o'),
};

/* Of random letters 34 % are frequent pairs, of words some 90 %. More than 60 % and two more: one in
 * 500 random values has so many, whatever its length. */
#define PAIRS_PERCENT 60u
#define PAIRS_MORE 2u

static bool text_of_words(const uint8_t *value, size_t len)
{
    unsigned pairs = 0, known = 0;

    for (size_t i = 0; i + 1 < len; i++) {
        const uint8_t a = dlp_lower(value[i]), b = dlp_lower(value[i + 1]);

        if (!dlp_is_alpha(a) || !dlp_is_alpha(b))
            continue;
        pairs++;
        known += frequent[a - 'a'] >> (b - 'a') & 1u;
    }
    return known * 100u > pairs * PAIRS_PERCENT + PAIRS_MORE * 100u;
}

/* Bytes of a prefix of words in front of one run that a generator made: "cal_live_" and 32 digits. */
#define PREFIX_WORD 12u /* letters of such a word, at the most */
#define RUN_MIN 20u     /* of the run */
static size_t prefix_words(const uint8_t *value, size_t len)
{
    size_t prefix = 0;

    for (size_t i = 0; i < len; i++) {
        if (dlp_is_alpha(value[i]) && i - prefix < PREFIX_WORD)
            continue;
        if (value[i] != '_' && value[i] != '-')
            break;
        prefix = i + 1;
    }
    for (size_t i = prefix; i < len; i++) {
        if (!dlp_is_alpha(value[i]) && !dlp_is_digit(value[i]))
            return 0;
    }
    return len - prefix >= RUN_MIN ? prefix : 0;
}

bool dlp_check_random_text(const uint8_t *value, size_t len)
{
    const size_t prefix = prefix_words(value, len);
    bool digit = false, letter = false;

    value += prefix;
    len -= prefix;

    for (size_t i = 0; i < len; i++) {
        digit = digit || dlp_is_digit(value[i]);
        letter = letter || dlp_is_alpha(value[i]);
    }
    if (!digit || !letter || !dlp_check_varied(value, len))
        return false;
    return alphabet_size(value, len) == 16 || !text_of_words(value, len);
}
