/* dlpd/flow/flow.h - one connection (TCP) or one exchange of datagrams (UDP). */
#ifndef DLPD_FLOW_FLOW_H
#define DLPD_FLOW_FLOW_H

#include "tcp/side.h"

/** Both endpoints in one order, so that the two directions have one key. No padding: it is hashed. */
struct flow_key {
    uint8_t bytes[2][18]; /* address and port */
    uint8_t family, protocol;
};

/** Why a flow was closed before the capture ended. */
enum flow_end {
    FLOW_END_CAPTURE, /* the capture ended */
    FLOW_END_REUSED,  /* a new connection between the same endpoints */
    FLOW_END_IDLE,    /* nothing came for long */
    FLOW_END_MEMORY   /* a limit on memory or on flows: the longest idle goes first */
};

struct flow {
    struct flow_key key;
    uint64_t hash;
    struct flow *next;            /* in its bucket */
    struct flow *idler, *busier;  /* by the last packet */
    struct flow *before, *behind; /* by the first packet */
    uint64_t number;              /* of its protocol, in order of the first packet, from 0 */
    struct endpoint end[2];       /* end[0] sent the first packet */
    uint8_t protocol;
    bool conflict; /* IP fragments that contradicted each other */
    bool reset;    /* an RST was seen */
    bool closing;  /* a FIN or an RST was seen */
    bool complete; /* both FINs were seen, with all before them */
    bool client_known;
    uint8_t client; /* the end that opened the connection, as far as is known: 0 or 1 */
    uint64_t first_us, last_us;
    uint64_t packets[2], bytes[2]; /* of payload as it was on the wire */
    struct side side[2];           /* side[i]: what end[i] sends */
    void *user;                    /* of who inspects flows */
    size_t user_memory;            /* bytes that hang on user */
    size_t counted;                /* bytes of this flow in the sum of all */
    void *gate;                    /* of who holds its packets back */
    enum flow_end why;             /* when it is closed */
};

#endif
