/* dlpd/event/sink.h - where incidents go: files, syslog, the journal, sockets, the audit log; a table. */
#ifndef DLPD_EVENT_SINK_H
#define DLPD_EVENT_SINK_H

#include "buffer.h"
#include "policy/policy.h"

#include <sys/types.h>

#define SINK_ERROR 256
#define OUTPUTS_MAX 16 /* of a policy */

struct sink;

/** One line to be told. */
struct event {
    const char *line; /* a JSON object, without the line's end */
    size_t len;
    enum policy_action action;
    uint64_t time_us; /* by the packets' clock */
};

struct sink_kind {
    const char *name;
    const char *path; /* where it goes when the file does not say; NULL: it must say */
    bool rotates;     /* takes rotate_mib and keep */
    bool signs;       /* takes key */
    uint32_t rate;    /* events a second when the file does not say; 0: all */
    /* False, with text in error: it cannot be used. */
    bool (*open)(struct sink *sink, char error[SINK_ERROR]);
    /* False, with text in error: the event is lost, or nobody knows. */
    bool (*write)(struct sink *sink, const struct event *event, char error[SINK_ERROR]);
    void (*close)(struct sink *sink);
};

extern const struct sink_kind sink_file, sink_syslog, sink_journal, sink_socket, sink_audit;

/** The kind of that name, or NULL. */
const struct sink_kind *sink_kind_find(const char *name);
/** Add the names of all kinds, for a complaint. */
void sink_kinds_list(struct buffer *out);

/** An output as the policy file describes it. */
struct output_spec {
    const struct sink_kind *kind;
    char *path;
    char *key;                /* of kinds that sign: the file of the secret key */
    enum policy_action least; /* the weakest action that is told */
    uint32_t rate;            /* events a second, by the packets' clock; 0: all */
    bool rate_said;
    uint64_t rotate; /* in bytes; 0: never */
    uint32_t keep;   /* how many old files */
    unsigned line;
};

/** An output at work. Opened and closed by the hub alone. */
struct sink {
    const struct output_spec *spec;
    bool opened;
    bool failing;        /* what is wrong was said, and goes on */
    uint64_t lost;       /* events that could not be written since it was said last */
    uint64_t suppressed; /* by the rate limit since it was said last */
    uint64_t budget_us;  /* what the rate leaves, in microseconds of it */
    uint64_t clock_us;   /* when budget_us was right */
    int fd;
    uint64_t size; /* of the file */
    void *state;   /* the kind's own */
};

#endif
