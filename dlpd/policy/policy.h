/* dlpd/policy/policy.h - what is to be done about a flow: allow, log, alert or block.
 *
 * A policy file is read once into a struct policy, which never changes. The engine holds the policy that
 * is in force and what must be remembered across flows; a case is one flow on its way. The strongest action
 * of all policies that match wins, so a flow's action only ever grows while it goes on. */
#ifndef DLPD_POLICY_POLICY_H
#define DLPD_POLICY_POLICY_H

#include "decode/packet.h"

#include <dlp/dlp.h>

#include <stdbool.h>
#include <stdint.h>

/** From the weakest to the strongest. */
enum policy_action { POLICY_ALLOW, POLICY_LOG, POLICY_ALERT, POLICY_BLOCK, POLICY_ACTIONS };

/** "allow", "log", "alert" or "block". */
const char *policy_action_name(enum policy_action action);

/** A policy file, checked. Never changes; counted, any thread. */
struct policy;

/** Read a policy file.
 *  @param out  set to the policy, with one reference, or to NULL when anything is wrong.
 *  @param set  the rules that will be scanned with: they say which ids and packs there are.
 *  @param on_diagnostic  told of every mistake (file, line, policy, what is wrong and what to do).
 *  @return DLP_OK; DLP_ERULE for mistakes in the file; DLP_ENOENT, DLP_EIO, DLP_ELIMIT: also told. */
dlp_status policy_load(struct policy **out, const char *path, const dlp_ruleset *set,
                       dlp_diagnostic_fn on_diagnostic, void *user);

/** As policy_load(), from memory. @param name  stands for the file; files that it names are looked for
 *  beside it. */
dlp_status policy_load_text(struct policy **out, const char *name, const char *text, size_t len,
                            const dlp_ruleset *set, dlp_diagnostic_fn on_diagnostic, void *user);

/** What is in a policy. */
struct policy_outline {
    size_t policies, exceptions;
    bool observe;     /* it never blocks */
    uint64_t fold_us; /* flows of one source, destination and policy are told as one for so long */
};
struct policy_outline policy_outline(const struct policy *policy);

struct output_spec;

/** The outputs that incidents go to; they live with the policy. */
const struct output_spec *policy_outputs(const struct policy *policy, size_t *len);

/** Warn of exceptions that have ended by that time, or will within 14 days. */
void policy_warn(const struct policy *policy, const char *path, uint64_t now_us,
                 dlp_diagnostic_fn on_diagnostic, void *user);

/** One more reference. */
struct policy *policy_hold(struct policy *policy);

/** Drop a reference; NULL is allowed. */
void policy_free(struct policy *policy);

/** The policy in force and what it remembers. Any thread. */
struct policy_engine;

/** @param first  its reference becomes the engine's. Never NULL back: without memory the program ends. */
struct policy_engine *policy_engine_new(struct policy *first);

/** Put another policy in force; its reference becomes the engine's. Flows that are open stay with
 *  theirs; what was counted across flows goes on where a policy of the same name counts alike. */
void policy_engine_replace(struct policy_engine *engine, struct policy *next);

/** Read the files again that the policy names (users, countries) where they changed. Call it every few
 *  seconds where the clock is the machine's; replay calls it never, so that it is reproducible.
 *  @param on_diagnostic  told what is wrong with one; what was read before stays in force then. */
void policy_engine_refresh(struct policy_engine *engine, dlp_diagnostic_fn on_diagnostic,
                           void *user);

/** How many counts across flows were dropped to keep to the policy's memory: those of who sent nothing
 *  for longest. They begin anew, so that policies with a window may hold later than they should. */
uint64_t policy_engine_forgotten(struct policy_engine *engine);

#define POLICY_OBSERVED                                                                            \
  4096u /* values of a flow that are told apart; a count of so many means: or more */

/** What a policy that only observes has seen of the flows that it would have counted values of. */
struct policy_proposal {
    const char *name;           /* of the policy; lives with the engine's policy */
    uint32_t values;            /* its threshold now */
    uint64_t flows;             /* in which it found something */
    uint64_t reached;           /* that reached its threshold */
    uint32_t median, p99, most; /* of the values in a flow, or in its window when it ended */
    uint32_t propose;           /* the threshold that one flow of a hundred reaches at most */
};

/** Give each policy's proposal to fn. Nothing when the policy in force does not observe. */
void policy_engine_propose(struct policy_engine *engine,
                           void (*fn)(const struct policy_proposal *proposal, void *user),
                           void *user);

/** All cases must be closed. */
void policy_engine_free(struct policy_engine *engine);

/** What is known of a flow by now. Strings need to live during the call only. */
struct policy_flow {
    const struct endpoint *client, *server;
    const char *protocol;      /* "http", "raw", ... */
    const char *host;          /* what the client asked for; NULL: not known */
    const char *const *others; /* hosts that it asked for later in the same connection */
    size_t others_len;
    bool others_more;  /* and there were more than are listed */
    uint8_t transport; /* PROTOCOL_TCP, PROTOCOL_UDP */
    bool clear;        /* bytes that could be read on the wire were seen */
    bool encrypted;    /* bytes that could not, since they are encrypted, were seen */
    bool settled;      /* protocol and host will not change any more */
    uint64_t time_us;  /* of the newest packet */
};

/** One flow. One thread at a time. */
struct policy_case;

struct policy_case *policy_case_open(struct policy_engine *engine);
void policy_case_close(struct policy_case *of);

/** How many bytes a case holds in which nothing was found. */
size_t policy_case_size(void);

/** Something was found. The same value again changes nothing.
 *  @param value    a hash of the value's token.
 *  @param time_us  of the packet that completed it.
 *  @return how many bytes more the case holds. */
size_t policy_case_found(struct policy_case *of, const char *rule, double confidence,
                         uint64_t value, uint64_t time_us);

/** Something could not be read. @param reason  as in the flow's record; static storage. */
void policy_case_unread(struct policy_case *of, const char *reason);

#define POLICY_WHY 256

struct policy_verdict {
    enum policy_action action; /* to be taken */
    enum policy_action wanted; /* the same, unless the policy only observes: never taken then */
    const char *policy; /* name of the one that decided; NULL when none matched. As the case */
    const char *user,
        *source; /* who the client's address belongs to; NULL: not known. As the case */
    /* A policy that would have held but for an exception, and whose that is until which day; NULL: none. */
    const char *spared, *owner, *until;
    char why[POLICY_WHY]; /* one sentence; no values. "" when no policy matched */
};

/** What is to be done by now. Cheap when nothing came since the last call.
 *  @param final  nothing more will come: what is not known now is not there.
 *  @return valid until the next call for this case. */
const struct policy_verdict *policy_case_decide(struct policy_case *of,
                                                const struct policy_flow *flow, bool final);

#endif
