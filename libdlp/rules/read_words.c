/* rules/read_words.c - reads context words, keys and negative words: phrases of 1 to 8 tokens. */

#include "rules/setting_table.h"

#include "base/token.h"

#include <string.h>

#define LANGUAGES_MAX 200u

/* A phrase that can be found: it has at least one token, and at most DLP_PHRASE_MAX. */
static bool phrase_read(const char **out, const struct dlp_rule_reader *r,
                        const config_setting_t *s)
{
    struct dlp_token tokens[DLP_PHRASE_MAX + 1];
    size_t n;

    if (!dlp_rule_text(out, r, s, false))
        return false;
    n = dlp_tokenize((const uint8_t *)*out, strlen(*out), tokens, DLP_PHRASE_MAX + 1);
    if (n >= 1 && n <= DLP_PHRASE_MAX)
        return true;
    if (n)
        dlp_config_error(&r->at, s, "'%s': \"%.80s\" has more than %d words", dlp_config_name(s),
                         *out, DLP_PHRASE_MAX);
    else
        dlp_config_error(&r->at, s, "'%s': \"%.80s\" has no letter or digit", dlp_config_name(s),
                         *out);
    return false;
}

/* All phrases of the list s into *list, which has room for them. */
static dlp_status phrases_read(struct dlp_strings *list, const struct dlp_rule_reader *r,
                               const config_setting_t *s, size_t len)
{
    for (unsigned i = 0; i < len; i++) {
        const char *phrase;

        if (!phrase_read(&phrase, r, config_setting_get_elem(s, i)))
            continue;
        if (dlp_rule_keep(&list->at[list->len], r, phrase) != DLP_OK)
            return DLP_ENOMEM;
        list->len++;
    }
    return DLP_OK;
}

dlp_status dlp_read_phrases(struct dlp_rule_reader *r, const struct dlp_setting *def,
                            const config_setting_t *s)
{
    struct dlp_strings *const field = dlp_rule_field(r, def->offset);
    const bool append = (def->flags & DLP_SETTING_APPEND) != 0;
    const size_t kept = append ? field->len : 0;
    size_t len;

    if (!dlp_config_list(&len, &r->at, s, DLP_RULE_WORDS_MAX))
        return DLP_OK;
    if (kept + len > DLP_RULE_WORDS_MAX) {
        dlp_config_error(&r->at, s, "the rule would have more than %u words with '%s'",
                         DLP_RULE_WORDS_MAX, def->name);
        return DLP_OK;
    }
    if (dlp_rule_strings(field, r, len, append) != DLP_OK)
        return DLP_ENOMEM;
    return phrases_read(field, r, s, len);
}

static bool language_is_good(const char *lang)
{
    return strcmp(lang, "any") == 0
        || (strlen(lang) == 2 && strspn(lang, "abcdefghijklmnopqrstuvwxyz") == 2);
}

static size_t words_count(const struct dlp_rule *rule)
{
    size_t n = 0;

    for (size_t i = 0; i < rule->words_len; i++)
        n += rule->words[i].words.len;
    return n;
}

/* The words of one language, onto those that the rule has of it. */
static dlp_status language_read(struct dlp_rule_reader *r, const config_setting_t *s)
{
    struct dlp_rule *const rule = r->rule;
    struct dlp_rule_words *words = NULL;
    size_t len;

    if (!language_is_good(config_setting_name(s))) {
        dlp_config_error(&r->at, s, "language '%.40s' must be two letters (ISO 639-1) or 'any'",
                         config_setting_name(s));
        return DLP_OK;
    }
    if (!dlp_config_list(&len, &r->at, s, DLP_RULE_WORDS_MAX))
        return DLP_OK;
    if (words_count(rule) + len > DLP_RULE_WORDS_MAX) {
        dlp_config_error(&r->at, s, "the rule has more than %u words", DLP_RULE_WORDS_MAX);
        return DLP_OK;
    }
    for (size_t i = 0; i < rule->words_len && !words; i++)
        if (strcmp(rule->words[i].lang, config_setting_name(s)) == 0)
            words = &rule->words[i];
    if (!words) {
        words = &rule->words[rule->words_len];
        if (dlp_rule_keep(&words->lang, r, config_setting_name(s)) != DLP_OK)
            return DLP_ENOMEM;
        rule->words_len++;
    }
    if (dlp_rule_strings(&words->words, r, len, true) != DLP_OK)
        return DLP_ENOMEM;
    return phrases_read(&words->words, r, s, len);
}

dlp_status dlp_read_words(struct dlp_rule_reader *r, const struct dlp_setting *def,
                          const config_setting_t *s)
{
    const size_t kept = def->flags & DLP_SETTING_APPEND ? r->rule->words_len : 0;
    struct dlp_rule_words *words;
    size_t len;

    if (!dlp_config_group(&len, &r->at, s))
        return DLP_OK;
    if (kept + len > LANGUAGES_MAX) {
        dlp_config_error(&r->at, s, "'%s' has more than %u languages", def->name, LANGUAGES_MAX);
        return DLP_OK;
    }
    words = dlp_arena_alloc(r->arena, kept + len + 1, sizeof(*words));
    if (!words)
        return DLP_ENOMEM;
    if (kept)
        memcpy(words, r->rule->words, kept * sizeof(*words));
    r->rule->words = words;
    r->rule->words_len = kept;
    for (unsigned i = 0; i < len; i++)
        if (language_read(r, config_setting_get_elem(s, i)) != DLP_OK)
            return DLP_ENOMEM;
    return DLP_OK;
}
