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
static bool is_wordy(uint8_t c)
{
    return dlp_is_alnum(c) || (c != 0 && strchr("@.-_ +/():=,\"%&#;\\", c));
}

static bool is_printable(uint8_t c)
{
    return (uint8_t)(c - ' ') < 95 || c == '\n' || c == '\r' || c == '\t';
}

static bool hex_fits(const uint8_t *run, size_t len)
{
    const size_t pairs = len / 2 < HEX_PAIRS ? len / 2 : HEX_PAIRS;
    bool letters = false;

    for (size_t i = 0; i < pairs; i++) {
        const int high = dlp_hex_value(run[2 * i]), low = dlp_hex_value(run[2 * i + 1]);

        if (high < 2 || high > 7 || low < 0 || !is_wordy((uint8_t)(high << 4 | low)))
            return false;
        letters = letters || high > 3;
    }
    /* A number has such digits, too: half of those that stand for digits are threes. */
    return !letters || len >= 16;
}

/* Bytes of text: printable ASCII, or characters beyond it that are whole. */
struct text_state {
    unsigned more; /* bytes that the character still needs */
};

static bool text_takes(struct text_state *state, uint8_t byte)
{
    if (state->more > 0) {
        state->more--;
        return (byte & 0xc0) == 0x80;
    }
    if (byte < 0x80)
        return is_printable(byte);
    state->more = byte >= 0xf0 ? 3u : byte >= 0xe0 ? 2u : 1u;
    return byte >= 0xc2 && byte < 0xf5;
}

bool dlp_run_is_base64(const uint8_t *run, size_t len)
{
    struct text_state state = { 0 };
    uint32_t bits = 0;
    size_t bytes = 0;
    bool upper = false;

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

bool dlp_run_is_base32(const uint8_t *run, size_t len)
{
    uint32_t bits = 0;
    unsigned have = 0;
    size_t bytes = 0;

    if (len < 16)
        return false;
    for (size_t i = 0; i < len && bytes < BASE32_BYTES; i++) {
        const bool letter = dlp_is_letter(run[i]);

        if (!letter && (run[i] < '2' || run[i] > '7'))
            return false;
        bits = bits << 5 | (uint32_t)(letter ? (run[i] | 0x20) - 'a' : run[i] - '2' + 26);
        have += 5;
        if (have < 8)
            continue;
        have -= 8;
        if (!is_wordy((uint8_t)(bits >> have)))
            return false;
        bytes++;
    }
    return true;
}

bool dlp_run_is_encoded(const uint8_t *run, size_t len)
{
    if (run[0] == '0' && (run[1] | 0x20) == 'x')
        return hex_fits(run + 2, len - 2);
    return dlp_run_is_base64(run, len) || hex_fits(run, len) || dlp_run_is_base32(run, len);
}
