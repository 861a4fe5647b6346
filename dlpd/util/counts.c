/* dlpd/util/counts.c - numbers with names, for records and for metrics. */

#include "util/counts.h"

#include "util/json.h"

void counts_members(struct buffer *out, const struct count *counts, size_t len)
{
    for (size_t i = 0; i < len; i++)
        json_number(out, counts[i].name, counts[i].value);
}

void counts_metrics(struct buffer *out, const char *prefix, const struct count *counts, size_t len)
{
    for (size_t i = 0; i < len; i++)
        buffer_format(out, "# TYPE dlpd_%s%s_total counter\ndlpd_%s%s_total %llu\n", prefix,
                      counts[i].name, prefix, counts[i].name, (unsigned long long)counts[i].value);
}
