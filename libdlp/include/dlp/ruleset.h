/* SPDX-License-Identifier: Apache-2.0 */
/** @file ruleset.h
 *  Rule files -> a checked set of rules, with every mistake reported.
 *  Threads: a rule set belongs to one thread at a time. */
#ifndef DLP_RULESET_H
#define DLP_RULESET_H

#include <dlp/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Rules as they were read; frozen into a dlp_database by dlp_database_compile(). */
typedef struct dlp_ruleset dlp_ruleset;

enum dlp_diagnostic_level { DLP_DIAGNOSTIC_ERROR = 0, DLP_DIAGNOSTIC_WARNING = 1 };

/** One mistake in a rule file. Valid until the callback returns. */
struct dlp_diagnostic {
    enum dlp_diagnostic_level level;
    const char *file;    /**< as it was named to the loader */
    unsigned line;       /**< 1-based; 0 when no line is known */
    const char *rule;    /**< the rule's id, or NULL outside a rule */
    const char *message; /**< what is wrong and what to do, one line */
};
typedef void (*dlp_diagnostic_fn)(const struct dlp_diagnostic *diagnostic, void *user);

enum dlp_severity {
    DLP_SEVERITY_LOW = 0,
    DLP_SEVERITY_MEDIUM = 1,
    DLP_SEVERITY_HIGH = 2,
    DLP_SEVERITY_CRITICAL = 3
};
/** "low", "medium", "high" or "critical". Static storage. */
DLP_API const char *dlp_severity_name(enum dlp_severity severity);

#define DLP_RULE_INFO_CHECKS 16

/** What can be said of a rule before it is compiled. Strings live with the rule set;
 *  packs is a NULL-terminated list. */
struct dlp_rule_info {
    const char *id; /**< category[.cc or vendor].name; a contract, never renamed */
    const char *title;
    const char *category; /**< the id's first part */
    const char *region;   /**< ISO 3166 alpha-2, upper case, or "" */
    const char *description;
    const char *source; /**< where the format is defined */
    const char *file;
    unsigned line;
    enum dlp_severity severity;
    int enabled;
    const char *const *packs; /**< those that select it, too (pack.h) */
    const char *class_name;   /**< "weak", "medium" or "strong": how sure a bare match is */
    const char *checks[DLP_RULE_INFO_CHECKS + 1]; /**< that drop a candidate; NULL-terminated */
    int needs_context; /**< 1: bare, without a word, key or column, it stays under 0.50 */
};

/** @param out  set to the new, empty set, or to NULL on failure; free with dlp_ruleset_free(). */
DLP_API DLP_NODISCARD dlp_status dlp_ruleset_new(dlp_ruleset **out, struct dlp_error *err);

/** Free a set; NULL is allowed. Databases compiled from it stay valid. */
DLP_API void dlp_ruleset_free(dlp_ruleset *set);

/** Read one rule file, or every *.conf below a folder in byte order of their paths.
 *  Changes that an overlay makes to shipped rules are applied after all rules of the call.
 *  @param on_diagnostic  told of each mistake; may be NULL.
 *  @return DLP_OK      all rules were added
 *          DLP_ERULE   some were wrong; the others were added, and the set refuses to compile
 *          DLP_ENOENT, DLP_EIO, DLP_ENOMEM, DLP_ELIMIT (a file over 16 MiB) */
DLP_API DLP_NODISCARD dlp_status dlp_ruleset_load(dlp_ruleset *set, const char *path,
                                                  dlp_diagnostic_fn on_diagnostic, void *user,
                                                  struct dlp_error *err);

/** As dlp_ruleset_load(), from memory.
 *  @param name  stands for the file in diagnostics.
 *  @param text  len bytes of libconfig text, need not end in NUL; not kept. */
DLP_API DLP_NODISCARD dlp_status dlp_ruleset_load_text(dlp_ruleset *set, const char *name,
                                                       const char *text, size_t len,
                                                       dlp_diagnostic_fn on_diagnostic, void *user,
                                                       struct dlp_error *err);

/** Switch on (or off, on == 0) every rule whose id or alias matches a shell glob (fnmatch(3)).
 *  @param matched  may be NULL; how many rules the glob names, so that 0 can be reported. */
DLP_API DLP_NODISCARD dlp_status dlp_ruleset_enable(dlp_ruleset *set, const char *glob, int on,
                                                    size_t *matched, struct dlp_error *err);

/** The same for every rule that has a tag: of the shipped ones "bare", see docs/rules.md.
 *  @param tag  1 to 32 bytes, as a whole */
DLP_API DLP_NODISCARD dlp_status dlp_ruleset_enable_tag(dlp_ruleset *set, const char *tag, int on,
                                                        size_t *matched, struct dlp_error *err);

/** What confidence published test values get: test cards, sample IBANs and numbers, documentation keys
 *  (the list is libdlp/validate/test_values.tsv). */
enum dlp_test_values {
    DLP_TEST_VALUES_FULL = 0, /**< as any value: nobody can tell what else stands near them */
    DLP_TEST_VALUES_LOW = 1   /**< 0.30 at the most, and the tag "test_value" */
};

/** Treat published test values so in all rules that are loaded. Without this call: FULL.
 *  @return DLP_OK; DLP_ELIMIT when a rule has 16 rejects already (err names it), DLP_EINVAL, DLP_ENOMEM;
 *          on failure some rules may be changed. */
DLP_API DLP_NODISCARD dlp_status dlp_ruleset_test_values(dlp_ruleset *set,
                                                         enum dlp_test_values mode,
                                                         struct dlp_error *err);

/** How many rules the set holds, disabled ones included. */
DLP_API size_t dlp_ruleset_count(const dlp_ruleset *set);

/** Describe one rule, in order of file and line.
 *  @return DLP_EINVAL when index is not below dlp_ruleset_count(). */
DLP_API DLP_NODISCARD dlp_status dlp_ruleset_rule(const dlp_ruleset *set, size_t index,
                                                  struct dlp_rule_info *out);

#ifdef __cplusplus
}
#endif
#endif
