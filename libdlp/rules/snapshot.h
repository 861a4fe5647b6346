/* rules/snapshot.h - the rules of a set as bytes, and back: without libconfig, without a check. */
#ifndef RULES_SNAPSHOT_H
#define RULES_SNAPSHOT_H

#include "base/bytes.h"
#include "model/rule.h"

/** Append all rules of the set to out.
 *  @return DLP_OK, DLP_ENOMEM, DLP_ELIMIT (out would be larger than its maximum) */
dlp_status dlp_snapshot_write(struct dlp_bytes *out, const struct dlp_ruleset *set);

/** Add the rules that bytes hold from `from` on, a multiple of 16, to an empty set. The set takes the
 *  storage over, whatever this returns: rules are megabytes, and are not copied. Every length is checked before it is used, so that
 *  any bytes may stand here; but what the rules say is not checked again.
 *  @return DLP_OK, DLP_ENOMEM, or DLP_ERULE: not what dlp_snapshot_write() wrote; the set is empty */
dlp_status dlp_snapshot_read(struct dlp_ruleset *set, struct dlp_bytes *bytes, size_t from);
#endif
