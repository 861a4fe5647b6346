/* dlpd/app/apps.c - the one list of protocols above TCP and UDP. */

#include "app/app.h"

static const struct app_kind *const kinds[] = { &app_http, &app_tls, &app_smtp,
                                                &app_ftp,  &app_ssh, &app_http2 };

const struct app_kind *app_find(const uint8_t *data, size_t len, int other, bool *client,
                                bool *maybe)
{
    *maybe = false;
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        enum app_match match = APP_NO;

        if (other < 0 || !kinds[i]->suits || kinds[i]->suits((uint8_t)other))
            match = kinds[i]->match(data, len, client);
        if (match == APP_YES)
            return kinds[i];
        /* One that may still be it is waited for: else the answer would hang on how the bytes are cut. */
        *maybe = match == APP_MAYBE;
        if (*maybe)
            return NULL;
    }
    return NULL;
}

bool app_datagram(struct inspection *in, unsigned side, const uint8_t *data, size_t len)
{
    static bool (*const protocols[])(struct inspection *, unsigned, const uint8_t *,
                                     size_t) = { app_dns_datagram, app_quic_datagram,
                                                 app_dtls_datagram };

    for (size_t i = 0; i < sizeof(protocols) / sizeof(protocols[0]); i++) {
        if (protocols[i](in, side, data, len))
            return true;
    }
    return false;
}
