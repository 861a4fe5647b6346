/* dlpd/policy/policy_values.h - the small values of policy files: times, dates, address and port ranges. */
#ifndef DLPD_POLICY_VALUES_H
#define DLPD_POLICY_VALUES_H

#include "decode/packet.h"

#include <stdbool.h>
#include <stdint.h>

struct address_range {
    struct address address;
    unsigned bits; /* how many of its first bits count */
};

struct port_range {
    uint16_t first, last;
};

/** "90s", "10m", "2h", "7d": from 1 second to 366 days, in microseconds. */
bool duration_read(const char *text, uint64_t *us);

/** The first microsecond behind the day "2026-12-31" (UTC), since 1970: the day itself is within. */
bool day_end_read(const char *text, uint64_t *us);

/** "192.0.2.7", "192.0.2.0/24", "2001:db8::/32". Bits behind the prefix must be 0. */
bool range_read(const char *text, struct address_range *out);

bool range_holds(const struct address_range *range, const struct address *address);

/** "443", "8000-8999". */
bool ports_read(const char *text, struct port_range *out);

/** One address, as in "192.0.2.7" or "2001:db8::1"; IPv6 that holds an IPv4 address becomes that. */
bool address_read(const char *text, struct address *out);

#endif
