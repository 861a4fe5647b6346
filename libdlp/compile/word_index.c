/* compile/word_index.c - the words, keys and negative words of all rules -> one hash table.
 *
 * Phrases are collected with their hashes, sorted by (hash, rule, order of the files) and joined;
 * then slots are filled by linear probing, at most half full. */

#include "compile/word_index.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/token.h"
#include "compile/word_sets.h"

#include <stdlib.h>
#include <string.h>

/* A phrase of one rule, or the beginning of one (role 0). */
struct entry {
    uint64_t hash;
    uint64_t rules; /* dlp_rule_bit() of those joined here */
    size_t order;   /* of reading, so that sorting is stable */
    struct dlp_word_use use;
};

struct entries {
    struct entry *at;
    size_t len, cap;
};

static dlp_status entries_add(struct entries *list, uint64_t hash, uint32_t rule,
                              const struct dlp_word_use *use, struct dlp_error *err)
{
    if (list->len == list->cap) {
        const size_t cap = list->cap ? list->cap * 2 : 256;
        struct entry *const grown = dlp_realloc(list->at, cap, sizeof(*grown));

        if (!grown)
            return dlp_error_nomem(err);
        list->at = grown;
        list->cap = cap;
    }
    list->at[list->len] = (struct entry){ hash ? hash : 1, dlp_rule_bit(rule), list->len, *use };
    list->len++;
    return DLP_OK;
}

static dlp_status entries_add_word(struct entries *list, const struct dlp_rule *rule,
                                   uint32_t rule_index, uint8_t role, const char *word,
                                   struct dlp_error *err)
{
    struct dlp_token tokens[DLP_PHRASE_MAX + 1];
    const size_t n = dlp_tokenize((const uint8_t *)word, strlen(word), tokens, DLP_PHRASE_MAX + 1);
    uint64_t hash = 0;

    if (n == 0)
        return dlp_error_set(err, DLP_ERULE, "%s: the word \"%s\" has no letter and no digit",
                             rule->id, word);
    if (n > DLP_PHRASE_MAX)
        return dlp_error_set(err, DLP_ERULE, "%s: the phrase \"%s\" has more than %d words",
                             rule->id, word, DLP_PHRASE_MAX);
    for (size_t i = 0; i < n; i++) {
        const bool whole = i + 1 == n;
        const struct dlp_word_use use = {
            .rule = whole ? rule_index : UINT32_MAX, /* beginnings sort last */
            .role = whole ? role : 0,
            .tokens = (uint8_t)(i + 1),
            .word = word,
        };
        dlp_status status;

        hash = dlp_phrase_add(hash, tokens[i].hash);
        status = entries_add(list, hash, rule_index, &use, err);
        if (status != DLP_OK)
            return status;
    }
    return DLP_OK;
}

static dlp_status entries_add_strings(struct entries *list, const struct dlp_rule *rule,
                                      uint32_t rule_index, uint8_t role,
                                      const struct dlp_strings *strings, struct dlp_error *err)
{
    for (size_t i = 0; i < strings->len; i++) {
        const dlp_status status =
            entries_add_word(list, rule, rule_index, role, strings->at[i], err);

        if (status != DLP_OK)
            return status;
    }
    return DLP_OK;
}

static dlp_status entries_add_rule(struct entries *list, const struct dlp_rule *rule,
                                   uint32_t rule_index, struct dlp_error *err)
{
    dlp_status status = DLP_OK;

    for (size_t i = 0; i < rule->words_len && status == DLP_OK; i++)
        status = entries_add_strings(list, rule, rule_index, DLP_WORD_CONTEXT,
                                     &rule->words[i].words, err);
    if (status == DLP_OK)
        status =
            entries_add_strings(list, rule, rule_index,
                                DLP_WORD_KEY | (rule->cell ? DLP_WORD_CELL : 0), &rule->keys, err);
    if (status == DLP_OK)
        status =
            entries_add_strings(list, rule, rule_index, DLP_WORD_NEGATIVE, &rule->negative, err);
    return status;
}

static int entry_compare(const void *left, const void *right)
{
    const struct entry *const a = left, *const b = right;

    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    if (a->use.rule != b->use.rule)
        return a->use.rule < b->use.rule ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* Join entries of the same phrase and rule. */
static void entries_join(struct entries *list)
{
    size_t kept = 0;

    for (size_t i = 0; i < list->len; i++) {
        struct entry *const e = &list->at[i];
        struct entry *const last = kept ? &list->at[kept - 1] : NULL;

        if (last && last->hash == e->hash && last->use.rule == e->use.rule) {
            last->use.role |= e->use.role;
            last->rules |= e->rules;
        } else {
            list->at[kept++] = *e;
        }
    }
    list->len = kept;
}

static struct dlp_word_slot *slot_for(struct dlp_word_index *index, uint64_t hash)
{
    size_t at = (size_t)hash & index->mask;

    while (index->slots[at].hash != 0 && index->slots[at].hash != hash)
        at = (at + 1) & index->mask;
    return &index->slots[at];
}

static dlp_status index_fill(struct dlp_word_index *index, const struct entries *list,
                             struct dlp_error *err)
{
    size_t slots = 16;

    if (list->len >= UINT32_MAX)
        return dlp_error_set(err, DLP_ELIMIT, "the rules have too many words");
    while (slots / 2 < list->len)
        slots *= 2;
    index->slots = dlp_calloc(slots, sizeof(*index->slots));
    index->uses = dlp_calloc(list->len + 1, sizeof(*index->uses));
    index->first = dlp_calloc(DLP_HASH_BITS / 64, sizeof(*index->first));
    if (!index->slots || !index->uses || !index->first)
        return dlp_error_nomem(err);
    index->mask = slots - 1;
    for (size_t i = 0; i < list->len; i++) {
        const struct entry *const e = &list->at[i];
        struct dlp_word_slot *const slot = slot_for(index, e->hash);

        if (slot->hash == 0) {
            slot->hash = e->hash;
            slot->first = (uint32_t)index->uses_len;
        }
        slot->rules |= e->rules;
        if (e->use.tokens == 1)
            dlp_hash_bit_set(index->first, e->hash);
        if (e->use.role == 0)
            continue;
        slot->len++;
        index->uses[index->uses_len++] = e->use;
        if (e->use.tokens > index->phrase_max)
            index->phrase_max = e->use.tokens;
    }
    return DLP_OK;
}

dlp_status dlp_word_index_build(struct dlp_word_index *out, const struct dlp_rule *const *rules,
                                size_t rules_len, struct dlp_error *err)
{
    struct entries list = { NULL, 0, 0 };
    dlp_status status = DLP_OK;

    *out = (struct dlp_word_index){ 0 };
    if (rules_len >= UINT32_MAX)
        return dlp_error_set(err, DLP_ELIMIT, "too many rules");
    for (size_t i = 0; i < rules_len && status == DLP_OK; i++)
        status = entries_add_rule(&list, rules[i], (uint32_t)i, err);
    if (status == DLP_OK) {
        if (list.len > 1)
            qsort(list.at, list.len, sizeof(*list.at), entry_compare);
        entries_join(&list);
        status = index_fill(out, &list, err);
    }
    if (status == DLP_OK && dlp_word_gate_build(&out->gate, rules, rules_len) != DLP_OK)
        status = dlp_error_nomem(err);
    if (status != DLP_OK)
        dlp_word_index_free(out);
    dlp_free(list.at);
    return status;
}

void dlp_word_index_free(struct dlp_word_index *index)
{
    dlp_free(index->slots);
    dlp_free(index->uses);
    dlp_free(index->first);
    dlp_word_gate_free(&index->gate);
    *index = (struct dlp_word_index){ 0 };
}
