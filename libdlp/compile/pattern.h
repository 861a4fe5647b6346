/* compile/pattern.h - one expression of a rule -> PCRE2 code and the facts that the scan needs. */
#ifndef COMPILE_PATTERN_H
#define COMPILE_PATTERN_H

#include "base/bytes.h"
#include "base/diag.h"
#include "compile/facts.h"
#include "model/compiled.h"

/** How a compiled expression will be matched. */
enum dlp_anchor {
    DLP_ANCHOR_END,   /* ends exactly where the subject ends */
    DLP_ANCHOR_START, /* starts exactly at the start offset */
    DLP_ANCHOR_BOTH
};

/** Where an expression comes from, for diagnostics. */
struct dlp_pattern_site {
    const struct dlp_rule *rule;
    const char *setting; /* "pattern", "must", ... */
    struct dlp_diag *diag;
};

/** Write non-ASCII letters as groups of UTF-8 bytes, with their case variants when ignore_case
 *  (decision D1), so that both engines may work on bytes. out is NUL-terminated.
 *  @return DLP_ERULE after a diagnostic, DLP_ENOMEM */
dlp_status dlp_pattern_expand(struct dlp_bytes *out, const char *pattern, bool ignore_case,
                              const struct dlp_pattern_site *site);

/** Has it a choice outside of brackets? "a|b": then its first element is not that of every match. */
bool dlp_pattern_has_choice(const char *pattern);

/** Write the expression with its wide repetitions, as {40,700}, left open at fewer: all that it matches
 *  still is, and more. Hyperscan takes a multiple of the time for the numbers themselves. Copied as it
 *  stands where it does not begin with a byte: what may be wide before the first one is looked for
 *  everywhere when it has no limit.
 *  @param expanded  by dlp_pattern_expand()
 *  @return DLP_ENOMEM, DLP_ELIMIT */
dlp_status dlp_pattern_loosen(struct dlp_bytes *out, const char *expanded);

/** Compile for PCRE2, as yet without JIT: most rules of a run never see a candidate.
 *  @return DLP_ERULE after a diagnostic, DLP_ENOMEM; *out is NULL then */
dlp_status dlp_pattern_compile(pcre2_code **out, const char *pattern, bool ignore_case,
                               enum dlp_anchor anchor, const struct dlp_pattern_site *site);

/** The widest match in bytes, by Hyperscan; an unbounded one is a diagnostic and DLP_ERULE.
 *  @param hs_flags  set to the flags with which Hyperscan takes the expression
 *  @param facts     what is known already, and grows; NULL: ask */
dlp_status dlp_pattern_width(uint32_t *width, unsigned *hs_flags, const char *expanded,
                             bool ignore_case, struct dlp_facts *facts,
                             const struct dlp_pattern_site *site);

/** Mark in bitmap every byte that a match of the expression may hold: a superset, from its
 *  literals and classes; everything when it has a construct that this does not know. */
void dlp_pattern_alphabet(uint8_t bitmap[32], const char *expanded, bool ignore_case);

/** How many digits, letters and other bytes each match holds: a lower bound, 0 where it is not known. */
void dlp_pattern_needs(struct dlp_needs *out, const char *expanded);
#endif
