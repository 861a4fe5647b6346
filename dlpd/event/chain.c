/* dlpd/event/chain.c - the lines of the audit log. */

#include "event/chain.h"

#include <stdio.h>
#include <string.h>

void chain_hash(char out[CHAIN_HEX + 1], const void *data, size_t len)
{
    unsigned char hash[CHAIN_HASH];

    crypto_generichash(hash, sizeof(hash), data, len, NULL, 0);
    sodium_bin2hex(out, CHAIN_HEX + 1, hash, sizeof(hash));
}

void chain_append(struct chain *chain, struct buffer *out, const char *body, size_t len)
{
    const size_t from = out->len;
    char hash[CHAIN_HEX + 1];

    buffer_format(out, "{\"schema\":1,\"seq\":%llu,\"prev\":\"%s\",",
                  (unsigned long long)chain->next, chain->hash);
    buffer_add(out, body, len);
    chain_hash(hash, out->data + from, out->len - from);
    buffer_format(out, ",\"hash\":\"%s\"}\n", hash);
    memcpy(chain->hash, hash, sizeof(hash));
    chain->next++;
}

/* Step over a text that must stand there. */
static bool skip(const char **at, const char *end, const char *text)
{
    const size_t len = strlen(text);

    if ((size_t)(end - *at) < len || memcmp(*at, text, len) != 0)
        return false;
    *at += len;
    return true;
}

static bool skip_number(const char **at, const char *end, uint64_t *out)
{
    const char *const from = *at;

    for (*out = 0; *at < end && **at >= '0' && **at <= '9' && *at - from < 19; (*at)++)
        *out = *out * 10 + (uint64_t)(**at - '0');
    return *at > from && (*from != '0' || *at == from + 1); /* one way to write each number */
}

static bool skip_hash(const char **at, const char *end, const char **out)
{
    *out = *at;
    if ((size_t)(end - *at) < CHAIN_HEX)
        return false;
    *at += CHAIN_HEX;
    for (const char *c = *out; c < *at; c++) {
        if ((*c < '0' || *c > '9') && (*c < 'a' || *c > 'f'))
            return false;
    }
    return true;
}

bool chain_line_read(struct chain_line *out, const char *line, size_t len)
{
    static const char before_hash[] = ",\"hash\":\"";
    const size_t tail = sizeof(before_hash) - 1 + CHAIN_HEX + 2;
    const char *at = line, *const end = line + len, *last;
    char hash[CHAIN_HEX + 1];

    if (!skip(&at, end, "{\"schema\":1,\"seq\":") || !skip_number(&at, end, &out->seq)
        || !skip(&at, end, ",\"prev\":\"") || !skip_hash(&at, end, &out->prev)
        || !skip(&at, end, "\",") || (size_t)(end - at) < tail)
        return false;
    last = end - tail;
    out->body = at;
    out->body_len = (size_t)(last - at);
    at = last;
    if (!skip(&at, end, before_hash) || !skip_hash(&at, end, &out->hash) || !skip(&at, end, "\"}"))
        return false;
    chain_hash(hash, line, (size_t)(last - line));
    return memcmp(hash, out->hash, CHAIN_HEX) == 0;
}

static size_t head_text(char out[128], const struct chain *chain)
{
    const int len =
        snprintf(out, 128, CHAIN_LABEL "%llu %s", (unsigned long long)chain->next, chain->hash);

    return len > 0 ? (size_t)len : 0;
}

void chain_sign(char out[2 * CHAIN_SIGNATURE + 1], const struct chain *chain,
                const unsigned char secret[crypto_sign_SECRETKEYBYTES])
{
    unsigned char signature[CHAIN_SIGNATURE];
    char text[128];
    const size_t len = head_text(text, chain);

    crypto_sign_detached(signature, NULL, (const unsigned char *)text, len, secret);
    sodium_bin2hex(out, 2 * CHAIN_SIGNATURE + 1, signature, sizeof(signature));
}

bool chain_bytes(unsigned char *out, size_t len, const char *hex, size_t hex_len)
{
    size_t got = 0;

    return hex_len == 2 * len && sodium_hex2bin(out, len, hex, hex_len, NULL, &got, NULL) == 0
        && got == len;
}

bool chain_signed(const struct chain *chain, const char *signature,
                  const unsigned char key[crypto_sign_PUBLICKEYBYTES])
{
    unsigned char bytes[CHAIN_SIGNATURE];
    char text[128];
    const size_t len = head_text(text, chain);

    return chain_bytes(bytes, sizeof(bytes), signature, 2 * sizeof(bytes))
        && crypto_sign_verify_detached(bytes, (const unsigned char *)text, len, key) == 0;
}
