/* common/rulebook.h - rule files -> a set and a database, with every mistake printed. */
#ifndef COMMON_RULEBOOK_H
#define COMMON_RULEBOOK_H

#include "rule_choice.h"

#include <dlp/dlp.h>

struct rulebook {
    dlp_ruleset *set;
    dlp_database *database;
    size_t errors; /* diagnostics printed */
    size_t warnings;
};
#define RULEBOOK_INIT { NULL, NULL, 0, 0 }

/** Load the rules that were chosen (or the default ones) and switch them on and off.
 *  @param more      further files or folders, or NULL when more_len is 0; when there are any,
 *                   the default rules are left out.
 *  @return STATUS_CLEAN, or the exit status to end with; then everything wrong was printed. */
int rulebook_load(struct rulebook *book, const struct rule_choice *choice, char **more,
                  size_t more_len);

/** Freeze the rules, without a cache. As rulebook_load(). */
int rulebook_compile(struct rulebook *book);

/** Load, switch and freeze the rules that were chosen, with the help of the cache that they
 *  ask for. As rulebook_load(). */
int rulebook_open(struct rulebook *book, const struct rule_choice *choice);

/** The same anew, and write what takes long to a cache folder. As rulebook_load(). */
int rulebook_compile_into(struct rulebook *book, const struct rule_choice *choice,
                          const char *folder);

/** Scan the examples of every rule. As rulebook_load(). */
int rulebook_prove(struct rulebook *book);

/** A dlp_diagnostic_fn: print a mistake of a rule file or another, and count it in the struct rulebook that
 *  user points to. */
void rulebook_complain(const struct dlp_diagnostic *diagnostic, void *user);

void rulebook_free(struct rulebook *book);

#endif
