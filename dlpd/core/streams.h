/* dlpd/core/streams.h - `dlpd replay --streams`: what every TCP stream carried, as one JSON object. */
#ifndef DLPD_CORE_STREAMS_H
#define DLPD_CORE_STREAMS_H

#include "core/packet_path.h"
#include "output.h"

/** Events that print a line for each TCP flow when it is closed. */
struct streams {
    struct flow_events events;
    struct output *out;
    const char *file; /* as the command line names it */
};

void streams_init(struct streams *streams, struct output *out, const char *file);

#endif
