/* validate/crypto.c - addresses of crypto currencies other than Bitcoin: each chain has its own
 * spelling of a hash, and nearly all of them a checksum. */

#include "validate/checks.h"

#include <sodium.h>
#include <string.h>

/* EIP-55: a hexadecimal letter is a capital when the same place of the hash of the small letters is
 * 8 or more. All small or all capital has no checksum: *checked says which it was. */
static bool eth_form(const uint8_t *value, size_t len, bool *checked)
{
    uint8_t small[40], hash[32];
    bool upper = false, lower = false;

    if (len != 42 || value[0] != '0' || value[1] != 'x')
        return false;
    for (size_t i = 0; i < 40; i++) {
        const uint8_t c = value[2 + i];

        small[i] = dlp_lower(c);
        if (!dlp_is_digit(c) && (small[i] < 'a' || small[i] > 'f'))
            return false;
        upper = upper || dlp_is_upper(c);
        lower = lower || (c >= 'a' && c <= 'f');
    }
    *checked = upper && lower;
    if (!*checked)
        return !dlp_all_equal(small, 40);
    dlp_keccak_256(hash, small, 40);
    for (size_t i = 0; i < 40; i++) {
        const unsigned nibble = i % 2 ? hash[i / 2] & 15u : hash[i / 2] >> 4;

        if (!dlp_is_digit(small[i]) && dlp_is_upper(value[2 + i]) != (nibble >= 8))
            return false;
    }
    return true;
}

bool dlp_check_eth_address(const uint8_t *value, size_t len)
{
    bool checked;

    return eth_form(value, len, &checked);
}

bool dlp_check_eth_checksum(const uint8_t *value, size_t len)
{
    bool checked = false;

    return eth_form(value, len, &checked) && checked;
}

bool dlp_check_ltc_address(const uint8_t *value, size_t len)
{
    uint8_t payload[21];

    if (len > 4 && dlp_lower(value[0]) == 'l' && dlp_lower(value[1]) == 't')
        return dlp_bech32_segwit(value, len, "ltc");
    return dlp_base58check_21(value, len, payload) && (payload[0] == 0x30 || payload[0] == 0x32);
}

bool dlp_check_doge_address(const uint8_t *value, size_t len)
{
    uint8_t payload[21];

    return dlp_base58check_21(value, len, payload) && (payload[0] == 0x1e || payload[0] == 0x16);
}

bool dlp_check_trx_address(const uint8_t *value, size_t len)
{
    uint8_t payload[21];

    return dlp_base58check_21(value, len, payload) && payload[0] == 0x41;
}

/* XRP Ledger: the same with an alphabet of its own, and an account is version 0. */
bool dlp_check_xrp_address(const uint8_t *value, size_t len)
{
    static const char ledger[] = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";
    static const char bitcoin[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    uint8_t text[35], payload[21];

    if (len > sizeof(text))
        return false;
    for (size_t i = 0; i < len; i++) {
        const char *const at = value[i] ? strchr(ledger, value[i]) : NULL;

        if (!at)
            return false;
        text[i] = (uint8_t)bitcoin[at - ledger];
    }
    return dlp_base58check_21(text, len, payload) && payload[0] == 0;
}

/* Bitcoin Cash: 42 items of five bits behind "bitcoincash:", the last eight of them a BCH code. */
bool dlp_check_bch_address(const uint8_t *value, size_t len)
{
    static const char alphabet[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    static const uint64_t generator[] = { 0x98f2bc8e61, 0x79b76d99e2, 0xf33e5fb3c4, 0xae2eabe2a8,
                                          0x1e4f43e470 };
    static const char part[] = "bitcoincash";
    uint64_t sum = 1;

    if (len != 42 && (len != 54 || !memchr(value, ':', len)))
        return false;
    value += len - 42;
    for (size_t i = 0; i < sizeof(part) + 42; i++) {
        const char *const at =
            i < sizeof(part) ? NULL : strchr(alphabet, value[i - sizeof(part)] | 0x20);
        const unsigned top = (unsigned)(sum >> 35);
        uint64_t item = 0;

        if (i >= sizeof(part)) {
            if (!at)
                return false;
            item = (uint64_t)(at - alphabet);
        } else {
            item = (uint64_t)part[i] & 31u; /* its last, NUL, parts name and data */
        }
        sum = (sum & 0x07ffffffff) << 5 ^ item;
        for (unsigned g = 0; g < 5; g++)
            sum ^= top >> g & 1 ? generator[g] : 0;
    }
    return sum == 1;
}

/* CRC-16/XMODEM, which Stellar and TON use. */
static uint16_t crypto_crc16(const uint8_t *data, size_t len)
{
    uint16_t crc = 0;

    for (size_t i = 0; i < len; i++) {
        crc = (uint16_t)(crc ^ data[i] << 8);
        for (int bit = 0; bit < 8; bit++)
            crc = (uint16_t)(crc & 0x8000 ? crc << 1 ^ 0x1021 : crc << 1);
    }
    return crc;
}

/* Items of `bits` bits each into whole bytes. @return how many, 0 for a foreign character */
static size_t crypto_unpack(const uint8_t *value, size_t len, const char *alphabet, unsigned bits,
                            uint8_t *out)
{
    uint32_t held = 0;
    unsigned have = 0;
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        const char *const at = value[i] ? strchr(alphabet, value[i]) : NULL;

        if (!at)
            return 0;
        held = held << bits | (uint32_t)(at - alphabet);
        have += bits;
        if (have >= 8) {
            have -= 8;
            out[n++] = (uint8_t)(held >> have);
        }
    }
    return n;
}

/* Stellar (SEP-23): version G, key of 32 bytes, CRC-16 with its low byte first, in base 32. */
bool dlp_check_xlm_address(const uint8_t *value, size_t len)
{
    uint8_t b[35];

    return len == 56 && value[0] == 'G'
        && crypto_unpack(value, len, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 5, b) == 35
        && crypto_crc16(b, 33) == (b[33] | b[34] << 8);
}

/* TON (TEP-2): tag, workchain, hash of 32 bytes, CRC-16, in base 64 for URLs. */
bool dlp_check_ton_address(const uint8_t *value, size_t len)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    uint8_t b[36];

    return len == 48 && crypto_unpack(value, len, alphabet, 6, b) == 36 && (b[0] & 0x7f) >> 4 == 1
        && (b[1] == 0 || b[1] == 0xff) && crypto_crc16(b, 34) == (b[34] << 8 | b[35]);
}

/* Polkadot and Kusama (SS58): one byte of network, key of 32, two of BLAKE2b over "SS58PRE" and them. */
bool dlp_check_dot_address(const uint8_t *value, size_t len)
{
    uint8_t bytes[35], hash[64], data[7 + 33] = { 'S', 'S', '5', '8', 'P', 'R', 'E' };

    if (!dlp_base58_decode(value, len, bytes, sizeof(bytes)) || bytes[0] > 63)
        return false;
    memcpy(data + 7, bytes, 33);
    (void)crypto_generichash(hash, sizeof(hash), data, sizeof(data), NULL, 0);
    return memcmp(hash, bytes + 33, 2) == 0;
}

/* Solana: a key of 32 bytes in base 58, without a checksum. */
bool dlp_check_sol_address(const uint8_t *value, size_t len)
{
    uint8_t key[32];
    bool upper = false, lower = false, digit = false;

    for (size_t i = 0; i < len; i++) {
        digit = digit || dlp_is_digit(value[i]);
        upper = upper || dlp_is_upper(value[i]);
        lower = lower || (value[i] >= 'a' && value[i] <= 'z');
    }
    return digit && upper && lower && dlp_base58_decode(value, len, key, sizeof(key));
}

/* Cardano (CIP-19): Bech32 without a length limit, "addr" for payments. */
bool dlp_check_ada_address(const uint8_t *value, size_t len)
{
    return len >= 50 && len <= 110 && dlp_bech32_plain(value, len, "addr");
}

/* Monero: 69 bytes in base 58, eight bytes to eleven characters and the last five to seven; the last
 * four are the Keccak hash of the others. 18 is an address, 42 a subaddress, 19 an integrated one. */
bool dlp_check_xmr_address(const uint8_t *value, size_t len)
{
    const size_t size = len == 95 ? 69 : 77;
    uint8_t bytes[77], hash[32];

    if (len != 95 && len != 106)
        return false;
    for (size_t from = 0, out = 0; from < len; from += 11, out += 8) {
        const size_t chars = len - from < 11 ? len - from : 11;

        if (!dlp_base58_block(value + from, chars, bytes + out, size - out < 8 ? size - out : 8))
            return false;
    }
    if (bytes[0] != 18 && bytes[0] != 19 && bytes[0] != 42)
        return false;
    dlp_keccak_256(hash, bytes, size - 4);
    return memcmp(hash, bytes + size - 4, 4) == 0;
}
