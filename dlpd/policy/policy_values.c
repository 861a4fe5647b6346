/* dlpd/policy/policy_values.c - the small values of policy files: times, dates, address and port ranges. */

#include "policy/policy_values.h"

#include "numeral.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define SECOND_US UINT64_C(1000000)
#define LONGEST_S (UINT64_C(366) * 86400)

bool duration_read(const char *text, uint64_t *us)
{
    static const struct {
        char unit;
        uint32_t seconds;
    } units[] = { { 's', 1 }, { 'm', 60 }, { 'h', 3600 }, { 'd', 86400 } };
    const size_t len = strlen(text);
    char digits[10];
    uint64_t number;

    if (len < 2 || len > sizeof(digits) || strspn(text, "0123456789") != len - 1)
        return false;
    memcpy(digits, text, len - 1);
    digits[len - 1] = '\0';
    if (!number_read(digits, &number))
        return false;
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        if (units[i].unit == text[len - 1]) {
            *us = number * units[i].seconds * SECOND_US;
            return number >= 1 && number * units[i].seconds <= LONGEST_S;
        }
    }
    return false;
}

bool day_end_read(const char *text, uint64_t *us)
{
    struct tm tm = { 0 };
    const char *const end = strptime(text, "%Y-%m-%d", &tm);
    char again[32];
    time_t day;

    if (!end || *end || strlen(text) != 10)
        return false;
    day = timegm(&tm);
    /* "2026-02-30" would pass for the 2nd of March. */
    if (day < 0 || strftime(again, sizeof(again), "%Y-%m-%d", &tm) == 0 || strcmp(again, text) != 0)
        return false;
    *us = ((uint64_t)day + 86400) * SECOND_US;
    return true;
}

static void unmap(struct address *address)
{
    static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };

    if (address->family != 6 || memcmp(address->bytes, mapped, sizeof(mapped)) != 0)
        return;
    memmove(address->bytes, address->bytes + 12, 4);
    memset(address->bytes + 4, 0, 12);
    address->family = 4;
}

bool address_read(const char *text, struct address *out)
{
    *out = (struct address){ .family = 4 };
    if (inet_pton(AF_INET, text, out->bytes) == 1)
        return true;
    *out = (struct address){ .family = 6 };
    if (inet_pton(AF_INET6, text, out->bytes) != 1)
        return false;
    unmap(out);
    return true;
}

static bool bit_is_set(const struct address *address, unsigned bit)
{
    return address->bytes[bit / 8] >> (7 - bit % 8) & 1;
}

bool range_read(const char *text, struct address_range *out)
{
    const char *const slash = strchr(text, '/');
    const size_t len = slash ? (size_t)(slash - text) : strlen(text);
    char address[64];
    uint64_t bits;
    unsigned all;

    if (len >= sizeof(address))
        return false;
    memcpy(address, text, len);
    address[len] = '\0';
    if (!address_read(address, &out->address))
        return false;
    all = out->address.family == 4 ? 32 : 128;
    bits = all;
    if (slash && (!number_read(slash + 1, &bits) || bits > all))
        return false;
    out->bits = (unsigned)bits;
    for (unsigned bit = out->bits; bit < all; bit++) {
        if (bit_is_set(&out->address, bit))
            return false;
    }
    return true;
}

bool range_holds(const struct address_range *range, const struct address *address)
{
    const unsigned whole = range->bits / 8, rest = range->bits % 8;

    if (range->address.family != address->family
        || memcmp(range->address.bytes, address->bytes, whole) != 0)
        return false;
    return rest == 0 || (range->address.bytes[whole] ^ address->bytes[whole]) >> (8 - rest) == 0;
}

bool ports_read(const char *text, struct port_range *out)
{
    const char *const dash = strchr(text, '-');
    const size_t len = dash ? (size_t)(dash - text) : strlen(text);
    char first[8];
    uint64_t low, high;

    if (len >= sizeof(first))
        return false;
    memcpy(first, text, len);
    first[len] = '\0';
    if (!number_read(first, &low) || !number_read(dash ? dash + 1 : first, &high))
        return false;
    if (low > high || high > UINT16_MAX)
        return false;
    *out = (struct port_range){ (uint16_t)low, (uint16_t)high };
    return true;
}
