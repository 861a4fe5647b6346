/* compile/plain_triggers.h - the class lane's rules as expressions for Hyperscan: the oracle. */
#ifndef COMPILE_PLAIN_TRIGGERS_H
#define COMPILE_PLAIN_TRIGGERS_H

#include "base/bytes.h"
#include "model/rule.h"

/** Write an expression that has an end wherever the rule's class-lane candidates have theirs, and may
 *  have others.
 *  @param shape  for a rule with shapes: which one
 *  @return DLP_OK, DLP_ENOMEM, DLP_ELIMIT */
dlp_status dlp_plain_expression(struct dlp_bytes *out, const struct dlp_rule *rule, size_t shape);
#endif
