/* tests/unit/rules/rules_fixture.h - loading rule texts and comparing what was said of them. */
#ifndef RULES_FIXTURE_H
#define RULES_FIXTURE_H

#include "model/rule.h"
#include "unit/test.h"

#include <stdlib.h>

/* A rule whose body starts at line 5; the tail closes it. */
#define RULE_HEAD                                                                                  \
  "version = 1;\n"                                                                                 \
  "rules = ({\n"                                                                                   \
  "id = \"test.rule\"; title = \"T\"; description = \"D\"; source = \"S\";\n"                      \
  "severity = \"low\"; class = \"weak\";\n"
#define RULE_TAIL "examples = [\"a 1\"]; counter_examples = [\"b\"];\n});\n"
/* A whole small rule on one line. */
#define SMALL_RULE(id, more)                                                                       \
  "{ id = \"" id "\"; title = \"T\"; description = \"D\"; source = \"S\"; severity = \"low\"; "    \
  "class = \"weak\"; pattern = \"x\"; examples = [\"x\"]; counter_examples = [\"y\"]; " more "}"

/* Everything that was said, one line each: "file:line: rule: message". */
static char said[65536];

static inline void hear(const struct dlp_diagnostic *d, void *user)
{
    const size_t used = strlen(said);

    (void)user;
    (void)snprintf(said + used, sizeof(said) - used, "%s:%u: %s%s%s%s\n", d->file, d->line,
                   d->level == DLP_DIAGNOSTIC_WARNING ? "warning: " : "", d->rule ? d->rule : "",
                   d->rule ? ": " : "", d->message);
}

/* Load text (as file "t") into a new set, which the caller frees. */
static inline dlp_ruleset *load_text(const char *text, size_t len, dlp_status want)
{
    dlp_ruleset *set = NULL;

    said[0] = '\0';
    CHECK_INT(dlp_ruleset_new(&set, NULL), DLP_OK);
    CHECK_INT(dlp_ruleset_load_text(set, "t", text, len, hear, NULL, NULL), want);
    return set;
}

static inline dlp_ruleset *load_good(const char *text)
{
    dlp_ruleset *const set = load_text(text, strlen(text), DLP_OK);

    CHECK_STR(said, "");
    CHECK_INT(set->errors, 0);
    return set;
}

/* The text is refused with exactly these complaints and leaves `rules` rules. */
static inline void check_bad(const char *text, size_t rules, const char *want)
{
    dlp_ruleset *const set = load_text(text, strlen(text), DLP_ERULE);

    CHECK_STR(said, want);
    CHECK_INT(dlp_ruleset_count(set), rules);
    CHECK(set->errors > 0);
    dlp_ruleset_free(set);
}
#endif
