/* base/diag.h - collecting the mistakes of one load or compile. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <dlp/ruleset.h>

/** Where diagnostics go, and how many errors there were. */
struct dlp_diag {
    dlp_diagnostic_fn fn; /* may be NULL */
    void *user;
    size_t errors;
    size_t warnings;
};

void dlp_diag_error(struct dlp_diag *diag, const char *file, unsigned line, const char *rule,
                    const char *format, ...) DLP_PRINTF(5, 6);
void dlp_diag_warn(struct dlp_diag *diag, const char *file, unsigned line, const char *rule,
                   const char *format, ...) DLP_PRINTF(5, 6);
#endif
