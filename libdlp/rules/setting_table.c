/* rules/setting_table.c - the one list of a rule's settings: a new one is one line here, and a
 * reader unless one of the readers fits. */

#include "rules/setting_table.h"

#include "rules/nearest.h"

#include <string.h>

#define ALL ((1u << DLP_FORMS) - 1u)
#define FORM(name) (1u << DLP_FORM_##name)
#define FIELD(name) offsetof(struct dlp_rule, name)

#define REQUIRED DLP_SETTING_REQUIRED
#define REGEX DLP_SETTING_REGEX
#define FINDER DLP_SETTING_FINDER
#define VALUE DLP_SETTING_GROUP_VALUE
#define RULE_ONLY DLP_SETTING_RULE_ONLY
#define ADD (DLP_SETTING_CHANGE_ONLY | DLP_SETTING_APPEND)
#define FATAL DLP_SETTING_FATAL
#define LINES DLP_SETTING_LINES
#define ID DLP_SETTING_ID

#define WITH_PATTERN (FORM(PATTERN) | FORM(PREFIX) | FORM(DIGITS) | FORM(RUN) | FORM(HEAD))

/* The id comes first, so that complaints can name the rule; class before confidence, and checks
 * before soft_checks, because the later builds on the earlier. */
static const struct dlp_setting settings[] = {
    { "id", ALL, REQUIRED | RULE_ONLY, 0, dlp_read_id },
    { "title", ALL, REQUIRED, FIELD(title), dlp_read_text },
    { "description", ALL, REQUIRED | LINES, FIELD(description), dlp_read_text },
    { "source", ALL, REQUIRED | LINES, FIELD(source), dlp_read_text },
    { "region", ALL, 0, 0, dlp_read_region },
    { "severity", ALL, REQUIRED, 0, dlp_read_severity },
    { "class", ALL, REQUIRED, 0, dlp_read_class },
    { "enabled", ALL, 0, FIELD(enabled), dlp_read_flag },
    { "pattern", WITH_PATTERN, REGEX | FINDER | VALUE, FIELD(pattern), dlp_read_regex },
    { "trigger", FORM(PATTERN), REGEX | FINDER, FIELD(trigger), dlp_read_regex },
    { "keyword", FORM(KEYWORD), REGEX | FINDER, FIELD(keyword), dlp_read_regex },
    { "names", FORM(NAMES), 0, FIELD(names), dlp_read_literals },
    { "prefix", FORM(PREFIX), 0, FIELD(prefixes), dlp_read_literals },
    { "tail", FORM(KEYWORD) | FORM(NAMES), REGEX | FINDER | VALUE, FIELD(tail), dlp_read_regex },
    { "shape", FORM(SHAPE), 0, 0, dlp_read_shapes },
    { "digits", FORM(DIGITS), 0, 0, dlp_read_digits },
    { "run", FORM(RUN), 0, 0, dlp_read_run },
    { "head", FORM(HEAD), 0, 0, dlp_read_head },
    { "begin", FORM(BLOCK), REGEX | FINDER, FIELD(keyword), dlp_read_regex },
    { "end", FORM(BLOCK), REGEX | FINDER, FIELD(end_pattern), dlp_read_regex },
    { "cell", ALL & ~FORM(BLOCK), REGEX, FIELD(cell), dlp_read_regex },
    { "limit", FORM(BLOCK), 0, 0, dlp_read_limit },
    { "ignore_case", ALL & ~FORM(SHAPE), 0, FIELD(ignore_case), dlp_read_flag },
    { "border", ALL, 0, 0, dlp_read_border },
    { "before", ALL, REGEX, FIELD(before), dlp_read_regex },
    { "after", ALL, REGEX, FIELD(after), dlp_read_regex },
    { "must", ALL, REGEX, FIELD(must), dlp_read_regexes },
    { "must_not", ALL, REGEX, FIELD(must_not), dlp_read_regexes },
    { "checks", ALL, FATAL, 0, dlp_read_checks },
    { "soft_checks", ALL, 0, 0, dlp_read_checks },
    { "words", ALL, 0, 0, dlp_read_words },
    { "add_words", ALL, ADD, 0, dlp_read_words },
    { "keys", ALL, 0, FIELD(keys), dlp_read_phrases },
    { "add_keys", ALL, ADD, FIELD(keys), dlp_read_phrases },
    { "negative", ALL, 0, FIELD(negative), dlp_read_phrases },
    { "add_negative", ALL, ADD, FIELD(negative), dlp_read_phrases },
    { "context", ALL, 0, 0, dlp_read_context },
    { "rejects", ALL, 0, 0, dlp_read_rejects },
    { "confidence", ALL, 0, 0, dlp_read_confidence },
    { "mask", ALL, 0, 0, dlp_read_mask },
    { "public_prefix", ALL, 0, 0, dlp_read_prefix },
    { "tags", ALL, 0, FIELD(tags), dlp_read_names },
    { "packs", ALL, 0, 0, dlp_read_packs },
    { "aliases", ALL, ID, FIELD(aliases), dlp_read_names },
    { "examples", ALL, REQUIRED, FIELD(examples), dlp_read_examples },
    { "counter_examples", ALL, REQUIRED, FIELD(counter_examples), dlp_read_examples },
};
#define SETTINGS (sizeof(settings) / sizeof(settings[0]))
_Static_assert(SETTINGS <= DLP_SETTINGS_MAX, "raise DLP_SETTINGS_MAX");

static const struct dlp_form_info forms[DLP_FORMS] = {
    [DLP_FORM_PATTERN] = { "pattern", NULL, DLP_RULE_PATTERN, DLP_BORDER_WORD },
    [DLP_FORM_KEYWORD] = { "keyword", "tail", DLP_RULE_KEYWORD, DLP_BORDER_WORD },
    [DLP_FORM_NAMES] = { "names", "tail", DLP_RULE_NAMED, DLP_BORDER_WORD },
    [DLP_FORM_PREFIX] = { "prefix", "pattern", DLP_RULE_PREFIX, DLP_BORDER_WORD },
    [DLP_FORM_SHAPE] = { "shape", NULL, DLP_RULE_DIGITS, DLP_BORDER_NUMBER },
    [DLP_FORM_DIGITS] = { "digits", "pattern", DLP_RULE_DIGITS, DLP_BORDER_NUMBER },
    [DLP_FORM_RUN] = { "run", "pattern", DLP_RULE_RUN, DLP_BORDER_WORD },
    [DLP_FORM_HEAD] = { "head", "pattern", DLP_RULE_HEAD, DLP_BORDER_WORD },
    [DLP_FORM_BLOCK] = { "begin", "end", DLP_RULE_BLOCK, DLP_BORDER_WORD },
};

const struct dlp_setting *dlp_setting_list(size_t *len)
{
    *len = SETTINGS;
    return settings;
}

const struct dlp_setting *dlp_setting_find(const char *name)
{
    for (size_t i = 0; i < SETTINGS; i++)
        if (settings[i].name[0] == name[0] && strcmp(settings[i].name, name) == 0)
            return &settings[i];
    return NULL;
}

const char *dlp_setting_nearest(const char *unknown, bool change)
{
    const unsigned hidden = change ? DLP_SETTING_RULE_ONLY : DLP_SETTING_CHANGE_ONLY;
    struct dlp_nearest nearest = DLP_NEAREST_INIT(unknown);

    for (size_t i = 0; i < SETTINGS; i++)
        if (!(settings[i].flags & hidden))
            dlp_nearest_add(&nearest, settings[i].name);
    return nearest.best;
}

bool dlp_setting_is_regex(const char *name, size_t len)
{
    for (size_t i = 0; i < SETTINGS; i++)
        if ((settings[i].flags & REGEX) && strlen(settings[i].name) == len
            && memcmp(settings[i].name, name, len) == 0)
            return true;
    return false;
}

const struct dlp_form_info *dlp_form_info(enum dlp_form form)
{
    return &forms[form];
}

enum dlp_form dlp_form_of_rule(const struct dlp_rule *rule)
{
    switch (rule->kind) {
    case DLP_RULE_PATTERN:
        return DLP_FORM_PATTERN;
    case DLP_RULE_KEYWORD:
        return DLP_FORM_KEYWORD;
    case DLP_RULE_NAMED:
        return DLP_FORM_NAMES;
    case DLP_RULE_PREFIX:
        return DLP_FORM_PREFIX;
    case DLP_RULE_DIGITS:
        return rule->shapes_len ? DLP_FORM_SHAPE : DLP_FORM_DIGITS;
    case DLP_RULE_RUN:
        return DLP_FORM_RUN;
    case DLP_RULE_HEAD:
        return DLP_FORM_HEAD;
    default:
        return DLP_FORM_BLOCK;
    }
}
