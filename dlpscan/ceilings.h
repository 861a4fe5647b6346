/* dlpscan/ceilings.h - what one document may cost, as --limit says it. */
#ifndef DLPSCAN_CEILINGS_H
#define DLPSCAN_CEILINGS_H

#include <stdbool.h>
#include <stdint.h>

/** 0: as the library has it. */
struct limits {
    uint64_t depth, parts, bytes, ratio, seconds, memory, spool;
};

#define LIMITS_WANTS "NAME=N, as in seconds=30 or bytes=2G"

/** Read "NAME=N"; K, M and G behind N are powers of 1,024. False for anything else, and for 0. */
bool limits_set(struct limits *limits, const char *text);

#endif
