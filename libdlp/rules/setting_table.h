/* rules/setting_table.h - the one list of a rule's settings. */
#ifndef RULES_SETTING_TABLE_H
#define RULES_SETTING_TABLE_H

#include "rules/rule_reader.h"

/** What finds a rule's candidates, as the author wrote it. */
enum dlp_form {
    DLP_FORM_PATTERN,
    DLP_FORM_KEYWORD,
    DLP_FORM_NAMES,
    DLP_FORM_PREFIX,
    DLP_FORM_SHAPE,
    DLP_FORM_DIGITS,
    DLP_FORM_RUN,
    DLP_FORM_HEAD,
    DLP_FORM_BLOCK,
    DLP_FORMS
};

struct dlp_form_info {
    const char *name;  /* of the setting that tells it from the others */
    const char *needs; /* a second setting that it needs, or NULL */
    enum dlp_rule_kind kind;
    enum dlp_border border; /* unless the rule says */
};

enum dlp_setting_flag {
    DLP_SETTING_REQUIRED = 1u,
    DLP_SETTING_REGEX = 2u,
    DLP_SETTING_FINDER = 4u,      /* a regular expression that must not match the empty string */
    DLP_SETTING_GROUP_VALUE = 8u, /* a regular expression that may hold (?<value>...) */
    DLP_SETTING_RULE_ONLY = 16u,  /* may not be changed by an overlay */
    DLP_SETTING_CHANGE_ONLY = 32u,
    DLP_SETTING_APPEND = 64u, /* add_words: behind what the rule has */
    DLP_SETTING_FATAL = 128u, /* checks: a failure drops the candidate */
    DLP_SETTING_LINES = 256u, /* text that may hold line ends */
    DLP_SETTING_ID = 512u     /* names: each must have the form of an id */
};

struct dlp_setting {
    const char *name;
    unsigned forms; /* bit (1 << enum dlp_form) */
    unsigned flags;
    size_t offset; /* of the field in struct dlp_rule, for the readers that serve several */
    dlp_setting_fn read;
};

#define DLP_SETTINGS_MAX 64u

/** All settings, in the order in which they are read. */
const struct dlp_setting *dlp_setting_list(size_t *len);
const struct dlp_setting *dlp_setting_find(const char *name);
/** The name that unknown is nearest to among the settings that fit; NULL when none is near. */
const char *dlp_setting_nearest(const char *unknown, bool change);
/** Is name[0, len) a setting that holds regular expressions? */
bool dlp_setting_is_regex(const char *name, size_t len);
const struct dlp_form_info *dlp_form_info(enum dlp_form form);
enum dlp_form dlp_form_of_rule(const struct dlp_rule *rule);
#endif
