/* rules/raw_lint.h - a look at the text of a rule file before libconfig sees it.
 *
 * libconfig says only "syntax error", leaks on one, opens what @include names, drops what stands
 * behind a NUL, keeps or eats backslashes in silence, and gives strings in a list a wrong line.
 * So its grammar is checked here first, with bounds, and lines and backslashes are noted. */
#ifndef RULES_RAW_LINT_H
#define RULES_RAW_LINT_H

#include <dlp/status.h>
#include <stdbool.h>

/** Where in the file a mistake stands: element index of the list "rules", "vendors" or "changes". */
enum dlp_raw_section { DLP_RAW_FILE, DLP_RAW_RULES, DLP_RAW_VENDORS, DLP_RAW_CHANGES };

/** A backslash that does not mean what it seems to mean. */
struct dlp_raw_mistake {
    unsigned line;
    uint8_t section; /* enum dlp_raw_section */
    bool in_regex;   /* the setting is a regular expression */
    char letter;     /* what stands behind the backslash; 0: \x00; 'x' out of a regex: bad \xNN */
    size_t index;
};

struct dlp_raw_lint {
    uint32_t *lines; /* of each string, number and boolean, in order of the text */
    size_t lines_len, lines_cap;
    struct dlp_raw_mistake *mistakes;
    size_t mistakes_len, mistakes_cap;
    unsigned error_line; /* of the one syntax error */
    char error[160];
};
#define DLP_RAW_LINT_INIT                                                                          \
  {                                                                                                \
    NULL, 0, 0, NULL, 0, 0, 0, ""                                                                  \
  }
#define DLP_RAW_MISTAKES_MAX 1000u

/** @return DLP_OK; DLP_ERULE for a syntax error (error, error_line); DLP_ENOMEM. */
dlp_status dlp_raw_lint(struct dlp_raw_lint *out, const char *text, size_t len);
void dlp_raw_lint_free(struct dlp_raw_lint *lint);
#endif
