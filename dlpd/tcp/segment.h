/* dlpd/tcp/segment.h - bytes that wait behind a hole; for tcp only. */
#ifndef DLPD_TCP_SEGMENT_H
#define DLPD_TCP_SEGMENT_H

#include <stddef.h>
#include <stdint.h>

struct segment {
    struct segment *next;
    uint64_t offset;
    uint64_t clock; /* when it came */
    size_t len;
    uint8_t data[];
};

#endif
