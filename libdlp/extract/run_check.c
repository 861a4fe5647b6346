/* extract/run_check.c - decodes no more than it takes to be sure that a run is not text.
 *
 * Clean text has many long runs: names, hashes, identifiers. Nearly all fall at the first byte or two. */

#include "extract/run_check.h"

#include "extract/chars.h"

#include <string.h>

#define HEX_PAIRS 8u     /* that are looked at */
#define BASE64_BYTES 12u /* of text */
#define BASE32_BYTES 10u

/* What a value, and its label, are written with. */
static inline bool is_wordy(uint8_t c)
{
    /* Letters, digits, and @.-_ +/():=,"%&#;\ */
    static const uint64_t set[2] = { 0x2ffffb6d00000000, 0x07fffffe97ffffff };

    return c < 128 && (set[c / 64] >> (c % 64) & 1u);
}

static inline bool is_printable(uint8_t c)
{
    return (uint8_t)(c - ' ') < 95 || c == '\n' || c == '\r' || c == '\t';
}

/* Bytes of text: printable ASCII, or characters beyond it that are whole. */
struct text_state {
    unsigned more; /* bytes that the character still needs */
};

static inline bool text_takes(struct text_state *state, uint8_t byte)
{
    if (byte < 0x80)
        return is_printable(byte) && state->more == 0;
    if (state->more > 0) {
        state->more--;
        return byte < 0xc0;
    }
    state->more = byte >= 0xf0 ? 3u : byte >= 0xe0 ? 2u : 1u;
    return byte >= 0xc2 && byte < 0xf5;
}

/* The same of a value's bytes. */
static inline bool words_take(struct text_state *state, uint8_t byte)
{
    return (state->more > 0 || byte >= 0x80 || is_wordy(byte)) && text_takes(state, byte);
}

/* @param step  from one pair of digits to the next: 2; 4 for 0x34 0x35 without a separator */
static bool hex_fits(const uint8_t *run, size_t len, size_t step)
{
    const size_t pairs = len / step < HEX_PAIRS ? len / step : HEX_PAIRS;
    struct text_state state = { 0 };
    bool letters = false;

    for (size_t i = 0; i < pairs; i++) {
        const uint8_t *const pair = run + step * i;
        const int high = dlp_hex_value(pair[0]), low = dlp_hex_value(pair[1]);

        if (high < 2 || low < 0 || !words_take(&state, (uint8_t)(high << 4 | low)))
            return false;
        letters = letters || high != 3;
    }
    /* A number has such digits, too: half of those that stand for digits are threes. */
    return !letters || len >= 16;
}

/* 00 34 00 35: UTF-16. */
static bool hex_is_wide(const uint8_t *run, size_t len)
{
    for (size_t i = 0; i + 4 <= len && i < 16; i += 4) {
        const int high = dlp_hex_value(run[i + 2]), low = dlp_hex_value(run[i + 3]);

        if (run[i] != '0' || run[i + 1] != '0' || high < 2 || low < 0
            || !is_wordy((uint8_t)(high << 4 | low)))
            return false;
    }
    return true;
}

/* Of UTF-16 and ASCII, every other byte is zero. */
static bool base64_is_wide(const uint8_t *run, size_t len)
{
    uint32_t bits = 0;
    unsigned bytes[2] = { 0, 0 }, zeros[2] = { 0, 0 }, seen = 0;

    for (size_t i = 0; i < len && seen < BASE64_BYTES; i++) {
        uint8_t byte;

        bits = bits << 6 | (uint32_t)dlp_base64_value(run[i]);
        if (i % 4 == 0)
            continue;
        byte = (uint8_t)(bits >> (6 - 2 * (i % 4)));
        zeros[seen % 2] += byte == 0;
        bytes[seen % 2] += is_printable(byte);
        seen++;
    }
    return seen >= 10
        && ((zeros[0] == (seen + 1) / 2 && bytes[1] == seen / 2)
            || (zeros[1] == seen / 2 && bytes[0] == (seen + 1) / 2));
}

bool dlp_run_is_packed(const uint8_t *run, size_t len)
{
    /* The first bytes of gzip and zlib, in base64 and in hexadecimal digits. */
    if (len < 15 || (run[0] != 'H' && run[0] != 'e' && run[0] != '1'))
        return false;
    return memcmp(run, "H4sI", 4) == 0
        || (run[0] == 'e' && (run[1] == 'J' || run[1] == 'N' || run[1] == 'A' || run[1] == 'F'))
        || memcmp(run, "1f8b08", 6) == 0 || memcmp(run, "1F8B08", 6) == 0;
}

/* May the first byte be one of text? Most runs that are no base64 fall here. */
static inline bool base64_may_begin(const uint8_t *run)
{
    const unsigned first =
        (unsigned)dlp_base64_value(run[0]) << 2 | (unsigned)dlp_base64_value(run[1]) >> 4;

    return first >= 0xc2 || is_printable((uint8_t)first);
}

bool dlp_run_is_base64(const uint8_t *run, size_t len)
{
    struct text_state state = { 0 };
    uint32_t bits = 0;
    size_t bytes = 0;
    bool upper = false;

    if (len > 3
        && (run[0] == 'A'
            || ((dlp_base64_value(run[1]) & 15) == 0 && (run[2] == 'A' || run[2] == 'B'))))
        return base64_is_wide(run, len); /* one of the first two bytes is zero */
    if (!base64_may_begin(run))
        return false;
    for (size_t i = 0; i < len && bytes < BASE64_BYTES; i++) {
        bits = bits << 6 | (uint32_t)dlp_base64_value(run[i]);
        upper = upper || (run[i] & 0x60) == 0x40;
        if (i % 4 == 0)
            continue;
        if (!text_takes(&state, (uint8_t)(bits >> (6 - 2 * (i % 4)))))
            return false;
        bytes++;
    }
    return upper;
}

bool dlp_run_is_base64_line(const uint8_t *run, size_t len)
{
    struct text_state state = { 0 };
    uint32_t bits = 0;
    size_t bytes = 0;
    bool begun = false; /* a character of UTF-8 that the line before began may end here */

    for (size_t i = 0; i < len && bytes < BASE64_BYTES; i++) {
        uint8_t byte;

        bits = bits << 6 | (uint32_t)dlp_base64_value(run[i]);
        if (i % 4 == 0)
            continue;
        byte = (uint8_t)(bits >> (6 - 2 * (i % 4)));
        begun = begun || bytes == 3 || (byte & 0xc0) != 0x80;
        if (begun && !text_takes(&state, byte))
            return base64_is_wide(run, len);
        bytes++;
    }
    return true;
}

bool dlp_run_is_base32(const uint8_t *run, size_t len, bool hex)
{
    struct text_state state = { 0 };
    uint32_t bits = 0;
    unsigned have = 0;
    size_t bytes = 0;

    if (len < 16)
        return false;
    for (size_t i = 0; i < len && bytes < BASE32_BYTES; i++) {
        const int value = dlp_base32_value(run[i], hex);

        if (value < 0)
            return false;
        bits = bits << 5 | (uint32_t)value;
        have += 5;
        if (have < 8)
            continue;
        have -= 8;
        if (!words_take(&state, (uint8_t)(bits >> have)))
            return false;
        bytes++;
    }
    return true;
}

bool dlp_run_is_encoded(const uint8_t *run, size_t len, bool mixed, bool digits)
{
    if (digits && run[0] == '0' && (run[1] | 0x20) == 'x')
        return (run[5] | 0x20) == 'x' ? hex_fits(run + 2, len - 2, 4)
                                      : hex_fits(run + 2, len - 2, 2);
    if (digits && run[0] == '0' && run[1] == '0')
        return hex_is_wide(run, len);
    return (mixed && (dlp_run_is_packed(run, len) || dlp_run_is_base64(run, len)))
        || (digits && dlp_hex_value(run[1]) >= 0
            && (hex_fits(run, len, 2) || dlp_run_is_packed(run, len)))
        || dlp_run_is_base32(run, len, false)
        || (digits && run[0] >= '4' && dlp_run_is_base32(run, len, true));
}

bool dlp_pieces_are_base64(const uint8_t *bytes, size_t len)
{
    const size_t width = len < 5 || !dlp_is_alnum(bytes[len - 5]) ? 4 : 8;
    const size_t pieces = width == 4 ? 3 : 2, need = pieces * (width + 1) - 1;
    uint8_t run[DLP_PIECES_BYTES];

    if (len < need)
        return false;
    bytes += len - need;
    for (size_t i = 0; i < pieces; i++) {
        const uint8_t gap = i > 0 ? bytes[i * (width + 1) - 1] : ' ';

        if (gap != ' ' && gap != '\n')
            return false;
        memcpy(run + i * width, bytes + i * (width + 1), width);
    }
    return dlp_run_is_base64(run, pieces * width);
}
