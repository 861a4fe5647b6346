/* rules/rule_digest.c - two rules with one digest find the same things.
 *
 * Every field goes in with its length, so that no two different lists read alike. A rule keeps its digest,
 * so that a start from the cache need not read all of it for that. */

#include "rules/rule_digest.h"

#include <sodium.h>
#include <string.h>

static void digest_text(crypto_generichash_state *state, const char *text)
{
    const uint64_t len = text ? strlen(text) : UINT64_MAX;

    crypto_generichash_update(state, (const uint8_t *)&len, sizeof(len));
    if (text)
        crypto_generichash_update(state, (const uint8_t *)text, (size_t)len);
}

static void digest_number(crypto_generichash_state *state, int64_t number)
{
    crypto_generichash_update(state, (const uint8_t *)&number, sizeof(number));
}

static void digest_strings(crypto_generichash_state *state, const struct dlp_strings *strings)
{
    digest_number(state, (int64_t)strings->len);
    for (size_t i = 0; i < strings->len; i++)
        digest_text(state, strings->at[i]);
}

static void digest_finder(crypto_generichash_state *state, const struct dlp_rule *rule)
{
    const int64_t numbers[] = { rule->kind,       rule->ignore_case, rule->limit,
                                rule->digits_min, rule->digits_max,  rule->run_min,
                                rule->run_max,    rule->border };
    const char *const texts[] = { rule->pattern,     rule->trigger, rule->keyword, rule->tail,
                                  rule->end_pattern, rule->before,  rule->after,   rule->cell };

    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        digest_number(state, numbers[i]);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        digest_text(state, texts[i]);
    digest_strings(state, &rule->names);
    digest_strings(state, &rule->prefixes);
    digest_number(state, (int64_t)rule->shapes_len);
    for (size_t i = 0; i < rule->shapes_len; i++) {
        const struct dlp_shape *const shape = &rule->shapes[i];

        digest_number(state, shape->groups);
        for (size_t g = 0; g < shape->groups; g++) {
            digest_number(state, shape->group[g].min);
            digest_number(state, shape->group[g].max);
            digest_number(state, shape->group[g].separator);
        }
        digest_text(state, shape->head);
        digest_text(state, shape->tail);
    }
}

static void digest_judgement(crypto_generichash_state *state, const struct dlp_rule *rule)
{
    const struct dlp_rule_scores *const s = &rule->scores;
    const int64_t numbers[] = {
        rule->class_, rule->severity, rule->require_context, s->base,         s->label,
        s->word,      s->reject,      s->negative,           s->check_failed, rule->public_prefix
    };

    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        digest_number(state, numbers[i]);
    for (size_t i = 0; i < rule->checks_len; i++) {
        digest_text(state, rule->checks[i].validator->name);
        digest_number(state, rule->checks[i].fatal);
    }
    for (size_t i = 0; i < rule->words_len; i++)
        digest_strings(state, &rule->words[i].words);
    for (size_t i = 0; i < rule->rejects_len; i++)
        digest_text(state, rule->rejects[i]->name);
    digest_strings(state, &rule->must);
    digest_strings(state, &rule->must_not);
    digest_strings(state, &rule->keys);
    digest_strings(state, &rule->negative);
    digest_strings(state, &rule->tags);
    digest_text(state, rule->mask);
}

void dlp_rule_digest_set(struct dlp_rule *rule)
{
    crypto_generichash_state state;

    crypto_generichash_init(&state, NULL, 0, sizeof(rule->digest));
    digest_text(&state, rule->id);
    digest_finder(&state, rule);
    digest_judgement(&state, rule);
    crypto_generichash_final(&state, rule->digest, sizeof(rule->digest));
}
