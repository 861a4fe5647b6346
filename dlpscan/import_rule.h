/* dlpscan/import_rule.h - a rule of another scanner, on its way into our language. */
#ifndef DLPSCAN_IMPORT_RULE_H
#define DLPSCAN_IMPORT_RULE_H

#include "buffer.h"

#include <stdbool.h>
#include <stddef.h>

struct import_list {
    char **at;
    size_t len;
};

/** As the file says it. What it does not say is NULL, empty or 0. */
struct import_rule {
    char *id, *name, *description, *pattern;
    char *confidence; /* "low", "medium" or "high" */
    struct import_list references, examples, negatives;
    bool hidden;                      /* a helper of other rules */
    bool has_entropy;                 /* a least entropy: has no counterpart */
    bool has_validation;              /* a request to the vendor: never made */
    bool has_dependence;              /* on other rules' findings: has no counterpart */
    struct import_list unknown_needs; /* requirements of the pattern that have no counterpart */
    unsigned least_digits, least_upper, least_lower;
};

void import_list_add(struct import_list *list, const char *text, size_t len);
void import_list_free(struct import_list *list);
void import_rule_free(struct import_rule *rule);

/** A pattern of Rust's regex crate as one of ours: the first group is the value, spaces and comments of
 *  (?x) are gone, open repeats have an end.
 *  @param out          gets the expression
 *  @param ignore_case  set when all of it ignores case
 *  @param bounded      set when an open repeat was given an end
 *  @return NULL, or why it cannot be carried over (static storage) */
const char *import_pattern(struct buffer *out, bool *ignore_case, bool *bounded,
                           const char *pattern);

/** Write a rule file's element. ids are `secret.` and the rule's own.
 *  @param examples, negatives  those that hold; examples is not empty
 *  @param source  the file that the rule is from */
void import_write(struct buffer *out, const struct import_rule *rule, const char *id,
                  const struct buffer *pattern, bool ignore_case,
                  const struct import_list *examples, const struct import_list *negatives,
                  const char *source);

/** The id that a rule gets. */
void import_id(struct buffer *out, const struct import_rule *rule);

/** Compile the rule of a file's text alone and scan each text.
 *  @param text   a rule file
 *  @param found  of each of the texts, whether there is a finding; not touched on failure
 *  @return NULL, or why the rule does not compile; valid until the next call */
const char *import_try(bool *found, const char *text, const struct import_list *texts);

#endif
