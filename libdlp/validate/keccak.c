/* validate/keccak.c - Keccak-256 as Ethereum and Monero use it: the sponge of SHA-3 before its
 * padding was changed (keccak.team, 2011). */

#include "validate/checks.h"

#include <string.h>

#define KECCAK_RATE 136u /* bytes: 1600 bits less twice the hash */

static uint64_t keccak_turn(uint64_t x, unsigned by)
{
    return by ? x << by | x >> (64 - by) : x;
}

static void keccak_rounds(uint64_t a[25])
{
    static const uint64_t constants[] = {
        0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
        0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
        0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
        0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    };
    static const uint8_t turns[] = { 1,  3,  6,  10, 15, 21, 28, 36, 45, 55, 2,  14,
                                     27, 41, 56, 8,  25, 43, 62, 18, 39, 61, 20, 44 };
    static const uint8_t lanes[] = { 10, 7,  11, 17, 18, 3, 5,  16, 8,  21, 24, 4,
                                     15, 23, 19, 13, 12, 2, 20, 14, 22, 9,  6,  1 };

    for (size_t round = 0; round < 24; round++) {
        uint64_t c[5], moved;

        for (size_t x = 0; x < 5; x++)
            c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
        for (size_t i = 0; i < 25; i++)
            a[i] ^= c[(i + 4) % 5] ^ keccak_turn(c[(i + 1) % 5], 1);
        moved = a[1];
        for (size_t i = 0; i < 24; i++) {
            const uint64_t kept = a[lanes[i]];

            a[lanes[i]] = keccak_turn(moved, turns[i]);
            moved = kept;
        }
        for (size_t y = 0; y < 25; y += 5) {
            memcpy(c, a + y, sizeof(c));
            for (size_t x = 0; x < 5; x++)
                a[y + x] = c[x] ^ (~c[(x + 1) % 5] & c[(x + 2) % 5]);
        }
        a[0] ^= constants[round];
    }
}

void dlp_keccak_256(uint8_t hash[32], const uint8_t *data, size_t len)
{
    uint8_t block[KECCAK_RATE] = { 0 };
    uint64_t lanes[25] = { 0 };

    memcpy(block, data, len);
    block[len] = 0x01;
    block[KECCAK_RATE - 1] |= 0x80;
    for (size_t i = 0; i < KECCAK_RATE; i++)
        lanes[i / 8] |= (uint64_t)block[i] << (i % 8 * 8);
    keccak_rounds(lanes);
    for (size_t i = 0; i < 32; i++)
        hash[i] = (uint8_t)(lanes[i / 8] >> (i % 8 * 8));
}
