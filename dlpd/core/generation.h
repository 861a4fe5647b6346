/* dlpd/core/generation.h - rules as they were when they were read: a daemon that reads them anew has two
 * for a while, since texts that are open stay with those that they began with. */
#ifndef DLPD_CORE_GENERATION_H
#define DLPD_CORE_GENERATION_H

#include "policy/policy.h"
#include "rulebook.h"
#include "settings.h"

struct generation {
    struct rulebook book;
    struct dlp_database_info info;
    dlp_scanner *scanner;
    dlp_scanner
        *ends; /* what a text would hold if it ended here, from low confidences on; or NULL */
    double min_confidence;
    struct policy *policy; /* that was read with them, until somebody puts it into force; or NULL */
    size_t refs;           /* one of the owner, one of each open text */
};

/** Read and compile the rules that the settings choose, and read the policy that they name.
 *  @param key   of tokens, or NULL; outlives the generation.
 *  @param ends  whether ends of texts will be judged.
 *  @param status  set to the exit status to end with when NULL is returned: then it was said why.
 *  Threads: any; later calls belong to the thread that scans. */
struct generation *generation_new(const struct settings *settings, const dlp_key *key, bool ends,
                                  int *status);

void generation_hold(struct generation *generation);

/** Drop a reference; the last one frees it. NULL is allowed. */
void generation_drop(struct generation *generation);

#endif
