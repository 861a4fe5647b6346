/* dlpd/flow/endpoint_text.c - addresses as text, and the id that other tools give a flow. */

#include "flow/endpoint_text.h"

#include <arpa/inet.h>
#include <nettle/base64.h>
#include <nettle/sha1.h>
#include <stdio.h>
#include <string.h>

void address_text(char out[ADDRESS_TEXT], const struct address *address)
{
    if (!inet_ntop(address->family == 4 ? AF_INET : AF_INET6, address->bytes, out, ADDRESS_TEXT))
        out[0] = '\0'; /* cannot be: there is room for every address */
}

void endpoint_text(char out[ENDPOINT_TEXT], const struct endpoint *end)
{
    char address[ADDRESS_TEXT];

    address_text(address, &end->address);
    snprintf(out, ENDPOINT_TEXT, end->address.family == 4 ? "%s:%u" : "[%s]:%u", address,
             (unsigned)end->port);
}

/* The key has its ends in the order that the specification asks for: the smaller address first, and
 * the smaller port where the addresses are equal. */
void community_id(char out[COMMUNITY_ID_TEXT], const struct flow_key *key)
{
    static const uint8_t seed[2], padding[1];
    const size_t address = key->family == 4 ? 4 : 16;
    uint8_t digest[SHA1_DIGEST_SIZE];
    struct sha1_ctx sha1;

    sha1_init(&sha1);
    sha1_update(&sha1, sizeof(seed), seed);
    sha1_update(&sha1, address, key->bytes[0]);
    sha1_update(&sha1, address, key->bytes[1]);
    sha1_update(&sha1, 1, &key->protocol);
    sha1_update(&sha1, sizeof(padding), padding);
    sha1_update(&sha1, 2, key->bytes[0] + 16);
    sha1_update(&sha1, 2, key->bytes[1] + 16);
    sha1_digest(&sha1, sizeof(digest), digest);
    memcpy(out, "1:", 2);
    base64_encode_raw(out + 2, sizeof(digest), digest);
    out[COMMUNITY_ID_TEXT - 1] = '\0';
}
