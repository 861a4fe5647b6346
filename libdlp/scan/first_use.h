/* scan/first_use.h - what a rule needs before its first candidate is confirmed. */
#ifndef SCAN_FIRST_USE_H
#define SCAN_FIRST_USE_H

#include "model/compiled.h"

/** Compile the rule's expressions, where the cache spared us that, and to machine code, where the
 *  system allows that; without it the interpreter gives the same matches. Only the first call for a
 *  rule does anything, and no match may be tried before one has returned true. Any thread.
 *  @param others  false: for the rule's `value`; true: for its other expressions
 *  @return false: there is no memory; the next call tries again */
bool dlp_first_use_now(struct dlp_database *db, uint32_t rule, bool others);
static inline bool dlp_first_use(struct dlp_database *db, uint32_t rule, bool others)
{
    const struct dlp_rule_code *const code = &db->rules[rule];

    return atomic_load_explicit(others ? &code->asked : &code->used, memory_order_acquire)
        || dlp_first_use_now(db, rule, others);
}
#endif
