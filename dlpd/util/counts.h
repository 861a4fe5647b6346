/* dlpd/util/counts.h - numbers with names, for records and for metrics. */
#ifndef DLPD_UTIL_COUNTS_H
#define DLPD_UTIL_COUNTS_H

#include "buffer.h"

#include <stddef.h>
#include <stdint.h>

struct count {
    const char *name;
    uint64_t value;
};

/** As members of a JSON object. */
void counts_members(struct buffer *out, const struct count *counts, size_t len);

/** As counters of Prometheus' text format: "dlpd_", prefix and name, "_total". */
void counts_metrics(struct buffer *out, const char *prefix, const struct count *counts, size_t len);

#endif
