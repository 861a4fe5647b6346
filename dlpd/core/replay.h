/* dlpd/core/replay.h - frames of sources -> the packet path, and what is said about the sources. */
#ifndef DLPD_CORE_REPLAY_H
#define DLPD_CORE_REPLAY_H

#include "core/capture_record.h"
#include "core/inspect.h"

struct replay {
    struct packet_path path;
    struct output *out;
    bool records; /* print an object for each capture */
    bool rotated; /* captures are pieces of one */
    bool paced;
    struct capture_totals totals;
    int status; /* what the mistakes so far end with */
};

/** One capture, to its end or to a stop. Says on standard error what was not read. */
void replay_capture(struct replay *replay, const char *name);

#endif
