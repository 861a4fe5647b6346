/* validate/ip.c - IPv4 and IPv6 addresses, which of them can belong to a person's line, and MAC
 * addresses. */

#include "validate/checks.h"

#include <arpa/inet.h>
#include <string.h>

bool dlp_ipv4_parse(const uint8_t *text, size_t len, uint8_t *octets)
{
    size_t at = 0;

    for (size_t i = 0; i < 4; i++) {
        unsigned number = 0;
        size_t n = 0;

        if (i > 0 && (at == len || text[at++] != '.'))
            return false;
        while (at < len && n < 4 && dlp_is_digit(text[at])) {
            number = number * 10 + (unsigned)(text[at++] - '0');
            n++;
        }
        if (n == 0 || n > 3 || number > 255 || (n > 1 && text[at - n] == '0'))
            return false;
        octets[i] = (uint8_t)number;
    }
    return at == len;
}

struct ip_range {
    uint8_t octets[4];
    uint8_t bits;
};

static bool ip_in(const uint8_t *octets, const struct ip_range *ranges, size_t len)
{
    const uint32_t ip = (uint32_t)octets[0] << 24 | (uint32_t)octets[1] << 16
        | (uint32_t)octets[2] << 8 | octets[3];

    for (size_t i = 0; i < len; i++) {
        const uint8_t *const o = ranges[i].octets;
        const uint32_t start =
            (uint32_t)o[0] << 24 | (uint32_t)o[1] << 16 | (uint32_t)o[2] << 8 | o[3];

        if (((ip ^ start) >> (32 - ranges[i].bits)) == 0)
            return true;
    }
    return false;
}

/* RFC 5737. */
bool dlp_ipv4_documentation(const uint8_t *octets)
{
    static const struct ip_range ranges[] = {
        { { 192, 0, 2, 0 }, 24 },
        { { 198, 51, 100, 0 }, 24 },
        { { 203, 0, 113, 0 }, 24 },
    };

    return ip_in(octets, ranges, sizeof(ranges) / sizeof(ranges[0]));
}

bool dlp_check_ipv4(const uint8_t *value, size_t len)
{
    uint8_t octets[4];

    return dlp_ipv4_parse(value, len, octets);
}

/* The IANA IPv4 special-purpose address registry (RFC 6890). */
bool dlp_check_ipv4_public(const uint8_t *value, size_t len)
{
    static const struct ip_range ranges[] = {
        { { 0, 0, 0, 0 }, 8 },     { { 10, 0, 0, 0 }, 8 },     { { 100, 64, 0, 0 }, 10 },
        { { 127, 0, 0, 0 }, 8 },   { { 169, 254, 0, 0 }, 16 }, { { 172, 16, 0, 0 }, 12 },
        { { 192, 0, 0, 0 }, 24 },  { { 192, 88, 99, 0 }, 24 }, { { 192, 168, 0, 0 }, 16 },
        { { 198, 18, 0, 0 }, 15 }, { { 224, 0, 0, 0 }, 4 },    { { 240, 0, 0, 0 }, 4 },
    };
    uint8_t octets[4];

    return dlp_ipv4_parse(value, len, octets) && !dlp_ipv4_documentation(octets)
        && !ip_in(octets, ranges, sizeof(ranges) / sizeof(ranges[0]));
}

/* Text form of RFC 4291, without a zone. */
static bool ipv6_parse(const uint8_t *value, size_t len, uint8_t octets[16])
{
    char text[INET6_ADDRSTRLEN];
    const uint8_t *const zone = memchr(value, '%', len);
    const size_t n = zone ? (size_t)(zone - value) : len;

    if (n == 0 || n >= sizeof(text))
        return false;
    memcpy(text, value, n);
    text[n] = '\0';
    return inet_pton(AF_INET6, text, octets) == 1;
}

bool dlp_check_ipv6(const uint8_t *value, size_t len)
{
    uint8_t octets[16];

    return ipv6_parse(value, len, octets);
}

/* Written so that it can be little else: a digit, and three groups or one of four characters; not
 * "::1", and not the "a::b" of a program. */
bool dlp_check_ipv6_long(const uint8_t *value, size_t len)
{
    uint8_t octets[16];
    size_t groups = 0, width = 0, widest = 0;
    bool digit = false;

    if (!ipv6_parse(value, len, octets))
        return false;
    for (size_t i = 0; i < len && value[i] != '%'; i++) {
        digit = digit || dlp_is_digit(value[i]);
        width = value[i] == ':' || value[i] == '.' ? 0 : width + 1;
        groups += width == 1;
        widest = width > widest ? width : widest;
    }
    return digit && groups >= 2 && (groups >= 3 || widest == 4);
}

/* EUI-48 or EUI-64 in pairs, or in fours with dots; not all zeros or ones, nor a ramp. */
bool dlp_check_mac(const uint8_t *value, size_t len)
{
    uint8_t nibbles[16];
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        const uint8_t c = dlp_lower(value[i]);

        if (!dlp_is_digit(c) && (c < 'a' || c > 'f'))
            continue;
        if (n == sizeof(nibbles))
            return false;
        nibbles[n++] = dlp_is_digit(c) ? (uint8_t)(c - '0') : (uint8_t)(c - 'a' + 10);
    }
    return (n == 12 || n == 16) && !dlp_all_equal(nibbles, n);
}
