/* dlpscan/trail.h - the steps of the candidates near an offset, collected from traces. */
#ifndef DLPSCAN_TRAIL_H
#define DLPSCAN_TRAIL_H

#include "buffer.h"

#include <dlp/dlp.h>

#include <stdbool.h>

#define TRAIL_NEAR 64 /* bytes from the offset that still are "near" */
#define TRAIL_CANDIDATES 256

struct trail_step {
    char *step;
    char *detail;
    bool passed;
};

struct trail_candidate {
    char *rule;
    uint64_t offset, length;
    double confidence; /* the last that was known */
    struct trail_step *steps;
    size_t len;
};

struct trail {
    uint64_t at;
    struct trail_candidate candidate[TRAIL_CANDIDATES];
    size_t len;
    uint64_t left_out; /* near, but more than fit */
    uint64_t seen;     /* candidates of the whole file: traces of a first step */
};

/** An on_trace callback's work: keep it when it is near. */
void trail_add(struct trail *trail, const struct dlp_trace *trace);

/** Describe the candidates, one block each, in order of offset. */
void trail_print(struct trail *trail, struct buffer *out);

void trail_free(struct trail *trail);

#endif
