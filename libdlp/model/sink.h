/* model/sink.h - where the stages of one scan tell what they met: traces and incompletes. */
#ifndef MODEL_SINK_H
#define MODEL_SINK_H

#include <dlp/finding.h>
#include <stdbool.h>

struct dlp_sink {
    struct dlp_events events;
    bool stopped; /* a callback asked to stop: say nothing more */
    bool partial; /* something was incomplete */
};

static inline bool dlp_sink_traces(const struct dlp_sink *sink)
{
    return sink->events.on_trace && !sink->stopped;
}

static inline void dlp_sink_trace(struct dlp_sink *sink, const struct dlp_trace *trace)
{
    if (dlp_sink_traces(sink) && sink->events.on_trace(trace, sink->events.user) != 0)
        sink->stopped = true;
}

static inline void dlp_sink_incomplete(struct dlp_sink *sink, const char *reason, const char *rule,
                                       uint64_t offset, uint64_t length)
{
    const struct dlp_incomplete incomplete = {
        .reason = reason, .rule = rule, .offset = offset, .length = length
    };

    sink->partial = true;
    if (sink->events.on_incomplete && !sink->stopped
        && sink->events.on_incomplete(&incomplete, sink->events.user) != 0)
        sink->stopped = true;
}
#endif
