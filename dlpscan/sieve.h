/* dlpscan/sieve.h - which findings are reported: not what is allowed, and not what is known. */
#ifndef DLPSCAN_SIEVE_H
#define DLPSCAN_SIEVE_H

#include "reporter.h"

/** Why a finding is allowed, as the summary counts it. */
#define ALLOWED_INLINE "inline"               /* by a mark on its line */
#define ALLOWED_EXCEPTION "exception"         /* by the file of exceptions */
#define ALLOWED_BASELINE "baseline"           /* it is known */
#define ALLOWED_INCOMPLETE "known_incomplete" /* it was not read before either, and that is known */
#define ALLOWED_UNCHANGED "unchanged"         /* the change that is scanned did not bring it */

/** Do the item's findings wait until it is printed? Which ones of many are new, the order decides;
 *  and the marks of a stream are known when it was read. */
bool sieve_defers(const struct scan *scan, const struct item *item);

/** Report a finding, keep it for later, or count why not. On the thread that scans. */
void sieve_finding(struct reporting *to, const struct dlp_finding *finding, bool in_path);

/** Report what was kept. One thread at a time, in order. False when some was lost. */
bool sieve_replay(struct reporting *to);

/** Does the baseline know that this is not read? Any thread. */
bool sieve_knows_lost(const struct reporting *to, const struct dlp_incomplete *incomplete);

#endif
