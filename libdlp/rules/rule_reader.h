/* rules/rule_reader.h - one rule while it is read: shared by the readers of settings.
 *
 * A reader returns DLP_OK also when the setting is wrong: it has complained then, the count of
 * errors has grown, and whoever reads the whole rule drops the draft. Only DLP_ENOMEM ends a
 * load. */
#ifndef RULES_RULE_READER_H
#define RULES_RULE_READER_H

#include "base/config.h"
#include "model/rule.h"

#define DLP_RULE_STRING_MAX 65536u /* bytes */
#define DLP_RULE_REGEX_MAX 8192u   /* bytes */
#define DLP_RULE_SHAPES_MAX 64u
#define DLP_RULE_WORDS_MAX 1024u
#define DLP_RULE_CHECKS_MAX 16u
#define DLP_RULE_REJECTS_MAX 16u
#define DLP_RULE_LITERALS_MAX 32u /* names, prefixes */
#define DLP_RULE_LITERAL_MAX 64u  /* bytes of one */
#define DLP_RULE_LIST_MAX 256u    /* examples, names, regular expressions */

struct dlp_setting;

struct dlp_rule_reader {
    struct dlp_config_at at;
    struct dlp_arena *arena;
    struct dlp_rule *rule; /* the draft */
    unsigned line;         /* of the group that is read */
    bool change;           /* an overlay of a rule that is complete already */
};

typedef dlp_status (*dlp_setting_fn)(struct dlp_rule_reader *r, const struct dlp_setting *def,
                                     const config_setting_t *s);

/* Shared by the readers, in read_text.c. */

/** A string that people will read: not empty, valid UTF-8, no control characters (with lines, line
 *  ends and tabs are allowed). False after a complaint; *out lives with the tree. */
bool dlp_rule_text(const char **out, const struct dlp_rule_reader *r, const config_setting_t *s,
                   bool lines);
/** Copy text into the set. */
dlp_status dlp_rule_keep(const char **out, const struct dlp_rule_reader *r, const char *text);
/** Make room in *list for more strings behind what it has (append) or instead of it. */
dlp_status dlp_rule_strings(struct dlp_strings *list, const struct dlp_rule_reader *r, size_t more,
                            bool append);
static inline void *dlp_rule_field(const struct dlp_rule_reader *r, size_t offset)
{
    return (char *)r->rule + offset;
}

/* read_text.c */
dlp_status dlp_read_id(struct dlp_rule_reader *r, const struct dlp_setting *def,
                       const config_setting_t *s);
dlp_status dlp_read_text(struct dlp_rule_reader *r, const struct dlp_setting *def,
                         const config_setting_t *s);
dlp_status dlp_read_region(struct dlp_rule_reader *r, const struct dlp_setting *def,
                           const config_setting_t *s);
dlp_status dlp_read_severity(struct dlp_rule_reader *r, const struct dlp_setting *def,
                             const config_setting_t *s);
dlp_status dlp_read_flag(struct dlp_rule_reader *r, const struct dlp_setting *def,
                         const config_setting_t *s);
dlp_status dlp_read_names(struct dlp_rule_reader *r, const struct dlp_setting *def,
                          const config_setting_t *s);
dlp_status dlp_read_packs(struct dlp_rule_reader *r, const struct dlp_setting *def,
                          const config_setting_t *s);
dlp_status dlp_read_mask(struct dlp_rule_reader *r, const struct dlp_setting *def,
                         const config_setting_t *s);
dlp_status dlp_read_prefix(struct dlp_rule_reader *r, const struct dlp_setting *def,
                           const config_setting_t *s);

/* read_finder.c */
dlp_status dlp_read_regex(struct dlp_rule_reader *r, const struct dlp_setting *def,
                          const config_setting_t *s);
dlp_status dlp_read_regexes(struct dlp_rule_reader *r, const struct dlp_setting *def,
                            const config_setting_t *s);
dlp_status dlp_read_shapes(struct dlp_rule_reader *r, const struct dlp_setting *def,
                           const config_setting_t *s);
dlp_status dlp_read_digits(struct dlp_rule_reader *r, const struct dlp_setting *def,
                           const config_setting_t *s);
dlp_status dlp_read_run(struct dlp_rule_reader *r, const struct dlp_setting *def,
                        const config_setting_t *s);
dlp_status dlp_read_head(struct dlp_rule_reader *r, const struct dlp_setting *def,
                         const config_setting_t *s);
dlp_status dlp_read_literals(struct dlp_rule_reader *r, const struct dlp_setting *def,
                             const config_setting_t *s);
dlp_status dlp_read_limit(struct dlp_rule_reader *r, const struct dlp_setting *def,
                          const config_setting_t *s);
dlp_status dlp_read_border(struct dlp_rule_reader *r, const struct dlp_setting *def,
                           const config_setting_t *s);

/* read_evidence.c */
dlp_status dlp_read_class(struct dlp_rule_reader *r, const struct dlp_setting *def,
                          const config_setting_t *s);
dlp_status dlp_read_confidence(struct dlp_rule_reader *r, const struct dlp_setting *def,
                               const config_setting_t *s);
dlp_status dlp_read_context(struct dlp_rule_reader *r, const struct dlp_setting *def,
                            const config_setting_t *s);
dlp_status dlp_read_checks(struct dlp_rule_reader *r, const struct dlp_setting *def,
                           const config_setting_t *s);
dlp_status dlp_read_rejects(struct dlp_rule_reader *r, const struct dlp_setting *def,
                            const config_setting_t *s);

/* read_words.c */
dlp_status dlp_read_words(struct dlp_rule_reader *r, const struct dlp_setting *def,
                          const config_setting_t *s);
dlp_status dlp_read_phrases(struct dlp_rule_reader *r, const struct dlp_setting *def,
                            const config_setting_t *s);

/* examples.c */
dlp_status dlp_read_examples(struct dlp_rule_reader *r, const struct dlp_setting *def,
                             const config_setting_t *s);

/* read_rule.c: a whole group onto r->rule. Which settings the rule has is told by the group, and
 * for a change by the rule. On DLP_OK, look at r->at.diag->errors to know whether it is good. */
dlp_status dlp_read_rule(struct dlp_rule_reader *r, const config_setting_t *group);
#endif
