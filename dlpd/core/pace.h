/* dlpd/core/pace.h - replay at the speed of the capture. */
#ifndef DLPD_CORE_PACE_H
#define DLPD_CORE_PACE_H

#include <stdbool.h>
#include <stdint.h>

/** All zero: before the first frame. */
struct pace {
    uint64_t first_us; /* of the capture's clock */
    uint64_t start_us; /* of ours, at the first frame */
    bool started;
};

/** Wait until a frame is due. False when a stop was asked for meanwhile. */
bool pace_wait(struct pace *pace, uint64_t time_us);

#endif
