/* dlpd/core/judgement.h - a flow under the policies: what inspection finds goes in, what is to be done
 * comes out. The second policy, where there is one, is only compared with the first. */
#ifndef DLPD_CORE_JUDGEMENT_H
#define DLPD_CORE_JUDGEMENT_H

#include "buffer.h"
#include "policy/policy.h"

#define JUDGES 2 /* the policy in force, and one that it is compared with */

struct inspection;

/** Did what was found leave? */
enum left { LEFT_UNKNOWN, LEFT_NO, LEFT_PART, LEFT_ALL };

struct judgement {
    size_t reasons;                            /* that were looked at */
    bool encrypted;                            /* one of them says so */
    struct policy_case *of[JUDGES];            /* NULL: there is no such policy */
    const struct policy_verdict *said[JUDGES]; /* the newest */
};

void judgement_open(struct inspection *in);

/** Something was found. @return bytes more that are held. */
size_t judgement_found(struct inspection *in, const struct dlp_finding *finding);

/** Decide by what is known. @param final  the flow is over. */
void judgement_decide(struct inspection *in, bool final);

/** What would the other policy have done otherwise? */
bool judgement_differs(const struct inspection *in);

/** Add action, policy, why, user and so on of the policy in force to a record. */
void judgement_json(const struct inspection *in, struct buffer *out);

/** Tell the outputs, when a policy matched. The flow is over. */
void judgement_tell(const struct inspection *in);

/** Print what the other policy would have done, as one line. */
void judgement_print_change(const struct inspection *in);

void judgement_close(struct inspection *in);

#endif
