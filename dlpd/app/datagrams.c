/* dlpd/app/datagrams.c - QUIC and DTLS: known by their heads, and not inspectable. */

#include "app/app.h"
#include "app/tls_hello.h"
#include "decode/cursor.h"

#include <stdio.h>

#define QUIC "quic"
#define DTLS "dtls"

/* RFC 9000, RFC 9369, drafts, and version 0 of a negotiation. */
static bool is_quic_version(uint32_t version)
{
    return version == 0 || version == 1 || version == 0x6b3343cfu
        || (version & 0xffffff00u) == 0xff000000u || (version & 0xff000000u) == 0x51000000u;
}

/* A long header: both ids with their lengths, which are 20 at most. */
static bool is_quic_long(const uint8_t *data, size_t len)
{
    if (len < 7 || !(data[0] & 0x80) || !is_quic_version(be32(data + 1)) || data[5] > 20
        || len < 7u + data[5])
        return false;
    if (be32(data + 1) == 0)
        return data[6 + data[5]] <= 20 && (data[5] || data[6 + data[5]]);
    return (data[0] & 0x40) && data[6 + data[5]] <= 20;
}

static void note_quic_version(struct inspection *in, uint32_t version)
{
    char text[16];

    if (version == 0)
        return;
    snprintf(text, sizeof(text),
             version == 1                 ? "1"
                 : version == 0x6b3343cfu ? "2"
                                          : "%08x",
             (unsigned)version);
    inspect_detail(in, "quic_version", text);
}

bool app_quic_datagram(struct inspection *in, unsigned side, const uint8_t *data, size_t len)
{
    const bool is_long = is_quic_long(data, len);

    if (!is_long && !inspect_is_protocol(in, QUIC))
        return false;
    if (is_long) {
        /* Whoever sends the first long header asked for the connection. */
        inspect_protocol(in, QUIC, side);
        note_quic_version(in, be32(data + 1));
    }
    inspect_opaque(in, side, len, QUIC);
    return true;
}

/* RFC 6347: a record as in TLS, with an epoch and a number behind the version. */
bool app_dtls_datagram(struct inspection *in, unsigned side, const uint8_t *data, size_t len)
{
    const bool head = len >= 13 && data[0] >= 20 && data[0] <= 25 && data[1] == 0xfe
        && (data[2] == 0xff || data[2] == 0xfd) && 13u + be16(data + 11) <= len;

    if (!head && !inspect_is_protocol(in, DTLS))
        return false;
    if (head) {
        inspect_protocol(in, DTLS, side);
        if (tls_version_name(be16(data + 1)))
            inspect_detail(in, "tls_version", tls_version_name(be16(data + 1)));
    }
    inspect_opaque(in, side, len, DTLS);
    return true;
}
