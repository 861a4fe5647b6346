/* validate/ip.c - IPv4 addresses (RFC 791), and which of them can belong to a person's line. */

#include "validate/checks.h"

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
