/* dlpd/core/life.h - what every running daemon does beside its packets: it stops, reads its rules anew,
 * says how it is, and looks at the clock. */
#ifndef DLPD_CORE_LIFE_H
#define DLPD_CORE_LIFE_H

#include "core/control.h"
#include "core/inspect.h"
#include "core/reload.h"

struct life {
    const char *mode; /* "watch", "gate" */
    const struct settings *settings;
    struct inspector *inspector;
    struct packet_path *path;
    struct output *out;
    /* A packet of a flow was judged; NULL: nobody wants to know. */
    void (*packet)(struct flow *flow, unsigned side, const struct packet *packet, void *user);
    /* More lines for /metrics, and more members for /status; NULL: none. */
    void (*metrics)(struct buffer *out, void *user);
    void (*members)(struct buffer *out, void *user);
    void *user;
    int also_fd;     /* another descriptor to wait for; -1: none */
    bool also_ready; /* there is something: set by life_wait() */
    bool
        waiting; /* another process has the control socket and the outputs, until life_take_place() */
    int launcher;       /* of the worker that reads documents, until the desk has it; -1: none */
    const dlp_key *key; /* of tokens; or NULL */
    struct reload *reload;
    struct control *control;
    struct generation *rules; /* in force; the inspector's members are taken from it */
    struct policy *policy;    /* the same; the engine holds it. NULL: there is none */
    uint64_t start_us, watchdog_us, policy_us;
};

/** Wait on SIGHUP from now on, and open the control socket that the settings name. The members down to
 *  user are the caller's; settings, key and inspector outlive it.
 *  @param rules  to begin with: its reference becomes the life's.
 *  @return an exit status; when it is not STATUS_CLEAN it was said why. */
int life_start(struct life *life, struct generation *rules, const dlp_key *key);

/** Everything is open and privileges are given up: limit the system calls; open the outputs of the policy, as who we are now, since
 *  they are opened anew later; and begin to read documents; and tell the service manager that packets will be taken.
 *  @return an exit status; when it is not STATUS_CLEAN it was said why */
int life_ready(struct life *life);

/** The other process has ended, or there was none: open what it had. What was to be told by outputs waited. life_ready() comes first.
 *  @return false, and said, when that is not possible */
bool life_take_place(struct life *life);

/** Wait until the descriptor is readable, or for so long; and do what else there is to do.
 *  @return false when a stop was asked for */
bool life_wait(struct life *life, int fd, int timeout_ms);

/** Stop doing all that. Flows must be closed.
 *  @return false when an output lost something: that was said */
bool life_end(struct life *life);

/** The clock of live packets, in microseconds since 1970. */
uint64_t life_now_us(void);

#endif
