/* dlpd/app/tls_hello.h - the greetings of TLS, which are in clear text. */
#ifndef DLPD_APP_TLS_HELLO_H
#define DLPD_APP_TLS_HELLO_H

#include "app/app.h"

struct tls_hello {
    bool client;
    uint16_t version;    /* offered (the highest), or chosen */
    const uint8_t *name; /* of the server, in the data that was read; NULL: none */
    size_t name_len;
    char alpn[33]; /* the first protocol, as far as it is printable */
};

/** @param data  a handshake message from its type on, which may be cut.
 *  @return false when it is no greeting. */
bool tls_hello_read(struct tls_hello *hello, const uint8_t *data, size_t len);

/** "1.3" for 0x0304; NULL when it is none that is known. */
const char *tls_version_name(uint16_t version);

#endif
