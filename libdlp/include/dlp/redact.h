/* SPDX-License-Identifier: Apache-2.0 */
/** @file redact.h
 *  What to put in the place of a value that was found.
 *  Threads: a redactor is immutable once made; share it freely. */
#ifndef DLP_REDACT_H
#define DLP_REDACT_H

#include <dlp/database.h>
#include <dlp/finding.h>
#include <dlp/key.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Chooses replacements. */
typedef struct dlp_redactor dlp_redactor;

enum dlp_redact_mode {
    DLP_REDACT_MASK = 0, /**< what may be shown of the value, as in reports */
    DLP_REDACT_PSEUDONYM =
        1, /**< a name made of the rule and a keyed digest: "SSN_" and 16 hex digits */
    DLP_REDACT_SHAPE = 2 /**< a value of the same kind that nobody can have, where the kind has such
                                   values (docs/redaction.md lists them), else a pseudonym */
};

/** Dates (of birth, and those of the rules date.*) are moved by a number of days, whatever the mode: from 1
 *  to 365 days earlier or later, the same for all dates of a key and purpose, so that the time between two stays
 *  what it was. What the rules find as a date and is not written as one that can be moved is masked. */
#define DLP_REDACT_SHIFT_DATES 0x1u
/** With it: 03/04/2001 is the third of April. Else it is the fourth of March. */
#define DLP_REDACT_DAY_FIRST 0x2u

struct dlp_redact_options {
    uint32_t version; /**< DLP_REDACT_OPTIONS_VERSION; 1: without what follows purpose */
    enum dlp_redact_mode mode;
    const dlp_key *key;  /**< not for DLP_REDACT_MASK without flags; of the scanner, too. Copied */
    const char *purpose; /**< any text, or NULL: two purposes give one value two pseudonyms, which
                              without the key cannot be joined. Copied */
    uint32_t flags;      /**< DLP_REDACT_SHIFT_DATES, ... or 0 */
};
#define DLP_REDACT_OPTIONS_VERSION 2u
#define DLP_REDACT_OPTIONS_INIT { DLP_REDACT_OPTIONS_VERSION, DLP_REDACT_MASK, NULL, NULL, 0u }

/** @param out  set to the redactor, or to NULL on failure; free with dlp_redactor_free().
 *  @return DLP_OK, DLP_ENOMEM, or DLP_EINVAL for other versions, unknown modes and flags, and a mode that
 *          needs a key without one. */
DLP_API DLP_NODISCARD dlp_status dlp_redactor_new(dlp_redactor **out,
                                                  const struct dlp_redact_options *options,
                                                  struct dlp_error *err);

/** NULL is allowed. Wipes what was derived from the key. */
DLP_API void dlp_redactor_free(dlp_redactor *redactor);

/** Write what stands in the place of a finding's bytes: printable ASCII without quotes, backslashes and
 *  the like, so that it fits into CSV, JSON, SQL and XML as the value did; of DLP_REDACT_SHAPE, and
 *  the value's own separators; of a date, as the value was written. The same value always gets the same.
 *  @param finding  with its token, unless the mode is DLP_REDACT_MASK; and for DLP_REDACT_SHAPE with
 *                  its value (DLP_SCAN_VALUES), else it gets a pseudonym.
 *  @return DLP_OK, DLP_STOPPED when write asked to, DLP_EINVAL without a token. */
DLP_API DLP_NODISCARD dlp_status dlp_redactor_replace(const dlp_redactor *redactor,
                                                      const struct dlp_finding *finding,
                                                      dlp_write_fn write, void *user);

/** Does dlp_redactor_replace() put another date in the place of this one? Then what stands there may be a date
 *  that stands elsewhere, too: finding it is no sign that it was left.
 *  @return 1 or 0 */
DLP_API int dlp_redactor_shifts(const dlp_redactor *redactor, const struct dlp_finding *finding);

#ifdef __cplusplus
}
#endif
#endif
