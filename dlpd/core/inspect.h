/* dlpd/core/inspect.h - the only place that scans: what flows carry -> incidents and flow records. */
#ifndef DLPD_CORE_INSPECT_H
#define DLPD_CORE_INSPECT_H

#include "core/desk.h"
#include "core/generation.h"
#include "core/incident.h"
#include "core/packet_path.h"
#include "event/hub.h"
#include "output.h"
#include "policy/policy.h"

/** Why something was not judged; counted over all flows. */
#define INSPECT_REASONS 64

/** Bytes that are gathered for a scan, of all flows. */
#define GATHERED_MOST ((size_t)4 << 20)

struct reason_count {
    const char *reason; /* static storage */
    uint64_t flows;
};

struct inspector {
    struct flow_events events;
    dlp_scanner *scanner;
    struct generation
        *generation;             /* that the scanner is of; NULL: there is only one, and no desk */
    struct transfers *transfers; /* that were announced; or NULL. Freed by inspector_finish() */
    struct desk *desk;           /* where documents are read; NULL: they are not */
    /* A document of a flow that is open was read; NULL: nobody wants to know. */
    void (*document_read)(struct flow *flow, unsigned side, void *user);
    void *user;
    uint64_t documents; /* that were read */
    struct output *out;
    const char *capture;  /* as the command line names it */
    size_t session_bytes; /* of the database */
    uint64_t max_bytes;   /* of a side: more are counted, not scanned; 0: no limit */
    bool both;            /* scan what servers send, too */
    bool all_flows;       /* a record for every flow, not only for those with something to say */
    bool files;           /* are to be scanned: there is a desk, even if documents are not read */
    bool batched; /* nobody waits for findings: bytes may be gathered until inspector_scan() */
    bool gated;   /* packets can be held back: see core/gating.h; generation is not NULL then */
    bool tokens;  /* the key is the user's: tokens may be shown */
    struct policy_engine *policy[2]; /* in force; to compare it with. NULL: none */
    struct hub *hub;                 /* outputs of the policy in force; NULL: none */
    struct text *waiting;            /* texts with bytes that were gathered; or NULL */
    struct batch *batches;           /* room for bytes, to be used anew; or NULL */
    size_t gathered, gathered_max;   /* bytes of memory that batches take: see inspector_gather() */
    bool broken;                     /* the library failed: status 4 */
    uint64_t incidents, incomplete, flows, seen, scanned;
    uint64_t actions[POLICY_ACTIONS]; /* flows by what was to be done */
    uint64_t changes;                 /* flows of which the two policies say different things */
    struct reason_count reasons[INSPECT_REASONS];
    size_t reasons_len;
};

/** Have documents read, as the settings say. The inspector stays where it is; its desk is the caller's to free.
 *  @param launcher  becomes the desk's; -1: they are not read.
 *  @param threads   0: each is read at once.
 *  @return false, and said, when the system does not allow it */
bool inspector_read_documents(struct inspector *inspector, const struct settings *settings,
                              const dlp_key *key, int launcher, unsigned threads);

/** Sets the events; the other members are the caller's. */
void inspector_init(struct inspector *inspector);

/** Bytes that are gathered take at most an eighth of so much memory, and GATHERED_MOST, which is what inspector_init() has
 *  them take. What finds no room is scanned at once. */
void inspector_gather(struct inspector *inspector, size_t memory);

/** Scan the bytes that were gathered. @param user  the inspector */
void inspector_scan(void *user);

/** Wait for the documents that are being read, at most some seconds, and forget what was announced. All flows are
 *  closed. */
void inspector_finish(struct inspector *inspector);

/** What is to be done about a flow by now: POLICY_ALLOW as long as there is no policy. */
enum policy_action inspect_action(const struct flow *flow);

#endif
