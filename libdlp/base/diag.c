/* base/diag.c - one mistake in a rule file, handed to whoever loads it. */

#include "base/diag.h"

#include "base/error.h"

DLP_PRINTF(6, 0)
static void diag_send(struct dlp_diag *diag, enum dlp_diagnostic_level level, const char *file,
                      unsigned line, const char *rule, const char *format, va_list args)
{
    struct dlp_error text = DLP_ERROR_INIT; /* its message is made safe to print */
    struct dlp_diagnostic diagnostic;

    if (level == DLP_DIAGNOSTIC_ERROR)
        diag->errors++;
    else
        diag->warnings++;
    if (!diag->fn)
        return;
    dlp_error_vset(&text, DLP_ERULE, format, args);
    diagnostic.level = level;
    diagnostic.file = file;
    diagnostic.line = line;
    diagnostic.rule = rule;
    diagnostic.message = text.message;
    diag->fn(&diagnostic, diag->user);
}

void dlp_diag_error(struct dlp_diag *diag, const char *file, unsigned line, const char *rule,
                    const char *format, ...)
{
    va_list args;

    va_start(args, format);
    diag_send(diag, DLP_DIAGNOSTIC_ERROR, file, line, rule, format, args);
    va_end(args);
}

void dlp_diag_warn(struct dlp_diag *diag, const char *file, unsigned line, const char *rule,
                   const char *format, ...)
{
    va_list args;

    va_start(args, format);
    diag_send(diag, DLP_DIAGNOSTIC_WARNING, file, line, rule, format, args);
    va_end(args);
}
