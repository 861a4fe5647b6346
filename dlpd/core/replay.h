/* dlpd/core/replay.h - frames of sources -> the packet path, and what is said about the sources. */
#ifndef DLPD_CORE_REPLAY_H
#define DLPD_CORE_REPLAY_H

#include "core/inspect.h"

struct replay {
    struct packet_path path;
    struct output *out;
    bool records; /* print an object for each capture */
    bool rotated; /* captures are pieces of one */
    bool paced;
    uint64_t captures, frames, bytes, damaged;
    uint64_t skipped; /* frames that could not be judged */
    int status;       /* what the mistakes so far end with */
};

/** One capture, to its end or to a stop. Says on standard error what was not read. */
void replay_capture(struct replay *replay, const char *name);

#endif
