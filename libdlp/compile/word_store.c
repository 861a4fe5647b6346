/* compile/word_store.c - a word index as bytes, and back.
 *
 * Of the tables, which are at most half full, the entries with their places; of a use, which of its
 * rule's words it is, since texts are the rule's. */

#include "compile/word_store.h"

#include "base/alloc.h"
#include "compile/word_index.h"
#include "compile/word_sets.h"

#include <string.h>

#define FILTER_BYTES ((size_t)DLP_HASH_BITS / 8)

struct store_head {
    uint64_t slots, slots_len; /* size of the table, entries in it */
    uint64_t uses_len, phrase_max;
    uint64_t gate, gate_len;
};
struct store_slot {
    struct dlp_word_slot slot;
    uint64_t place;
};
struct store_use {
    uint32_t rule;
    uint16_t word; /* of the rule's words, keys and negative words */
    uint8_t role, tokens;
};
struct store_gate {
    struct dlp_gate_word word;
    uint64_t place;
};

static bool word_number(uint16_t *out, const struct dlp_rule *rule, const char *word)
{
    const struct dlp_strings *list;
    size_t n = 0;

    for (size_t l = 0; (list = dlp_rule_word_list(rule, l)) != NULL; l++)
        for (size_t i = 0; i < list->len; i++, n++)
            if (list->at[i] == word && n <= UINT16_MAX) {
                *out = (uint16_t)n;
                return true;
            }
    return false;
}

static const char *word_at(const struct dlp_rule *rule, size_t n)
{
    const struct dlp_strings *list;

    for (size_t l = 0; (list = dlp_rule_word_list(rule, l)) != NULL; n -= list->len, l++)
        if (n < list->len)
            return list->at[n];
    return NULL;
}

static dlp_status slots_write(struct dlp_bytes *out, const struct dlp_word_index *index)
{
    dlp_status status = DLP_OK;

    for (size_t i = 0; status == DLP_OK && i <= index->mask; i++) {
        const struct store_slot slot = { index->slots[i], i };

        if (slot.slot.hash != 0)
            status = dlp_bytes_append(out, &slot, sizeof(slot));
    }
    return status;
}

static dlp_status uses_write(struct dlp_bytes *out, const struct dlp_word_index *index,
                             const struct dlp_rule *const *rules)
{
    dlp_status status = DLP_OK;

    for (size_t i = 0; status == DLP_OK && i < index->uses_len; i++) {
        const struct dlp_word_use *const use = &index->uses[i];
        struct store_use stored = { use->rule, 0, use->role, use->tokens };

        status = word_number(&stored.word, rules[use->rule], use->word)
            ? dlp_bytes_append(out, &stored, sizeof(stored))
            : DLP_ELIMIT;
    }
    return status;
}

static dlp_status gate_write(struct dlp_bytes *out, const struct dlp_word_gate *gate)
{
    dlp_status status = DLP_OK;

    for (size_t i = 0; status == DLP_OK && i <= gate->mask; i++) {
        const struct store_gate word = { gate->words[i], i };

        if (word.word.letters != 0)
            status = dlp_bytes_append(out, &word, sizeof(word));
    }
    return status;
}

dlp_status dlp_word_store_write(struct dlp_bytes *out, const struct dlp_word_index *index,
                                const struct dlp_rule *const *rules, size_t rules_len)
{
    struct store_head head = {
        .slots = index->mask + 1,
        .uses_len = index->uses_len,
        .phrase_max = index->phrase_max,
        .gate = index->gate.mask + 1,
    };
    dlp_status status;

    for (size_t i = 0; i <= index->mask; i++)
        head.slots_len += index->slots[i].hash != 0;
    for (size_t i = 0; i <= index->gate.mask; i++)
        head.gate_len += index->gate.words[i].letters != 0;
    status = dlp_bytes_append(out, &head, sizeof(head));
    if (status == DLP_OK)
        status = slots_write(out, index);
    if (status == DLP_OK)
        status = uses_write(out, index, rules);
    if (status == DLP_OK)
        status = gate_write(out, &index->gate);
    if (status == DLP_OK)
        status = dlp_bytes_append(out, index->first, FILTER_BYTES);
    if (status == DLP_OK)
        status = dlp_bytes_append(out, index->gate.hashes, FILTER_BYTES);
    if (status == DLP_OK)
        status = dlp_bytes_append(out, index->gate.rules, rules_len * sizeof(*index->gate.rules));
    return status;
}

/* A table is a power of two, at most half full, and no larger than its builder makes it. */
static bool table_fits(uint64_t size, uint64_t len, uint64_t most)
{
    return size >= 16 && (size & (size - 1)) == 0 && len <= size / 2
        && (size == 16 || size / 4 < most);
}

static bool head_fits(const struct store_head *head, size_t len, size_t words, size_t rules_len)
{
    const size_t fixed = sizeof(*head) + 2 * FILTER_BYTES + rules_len * sizeof(uint16_t);
    const uint64_t max = len;

    if (head->slots_len > max || head->uses_len > max || head->gate_len > max
        || head->phrase_max > UINT8_MAX)
        return false;
    return len
        == fixed + head->slots_len * sizeof(struct store_slot)
            + head->uses_len * sizeof(struct store_use) + head->gate_len * sizeof(struct store_gate)
        && table_fits(head->slots, head->slots_len, (head->slots_len + head->uses_len) * 2)
        && table_fits(head->gate, head->gate_len, words * 2);
}

static bool slots_read(struct dlp_word_index *index, const uint8_t *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct store_slot slot;

        memcpy(&slot, bytes + i * sizeof(slot), sizeof(slot));
        if (slot.place > index->mask || index->slots[slot.place].hash != 0 || slot.slot.hash == 0
            || slot.slot.first > index->uses_len
            || slot.slot.len > index->uses_len - slot.slot.first)
            return false;
        index->slots[slot.place] = slot.slot;
    }
    return true;
}

static bool uses_read(struct dlp_word_index *index, const uint8_t *bytes,
                      const struct dlp_rule *const *rules, size_t rules_len)
{
    for (size_t i = 0; i < index->uses_len; i++) {
        struct store_use use;
        const char *word;

        memcpy(&use, bytes + i * sizeof(use), sizeof(use));
        word = use.rule < rules_len ? word_at(rules[use.rule], use.word) : NULL;
        if (!word)
            return false;
        index->uses[i] = (struct dlp_word_use){
            .rule = use.rule, .role = use.role, .tokens = use.tokens, .word = word
        };
    }
    return true;
}

static bool gate_read(struct dlp_word_gate *gate, const uint8_t *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct store_gate word;

        memcpy(&word, bytes + i * sizeof(word), sizeof(word));
        if (word.place > gate->mask || gate->words[word.place].letters != 0
            || word.word.letters == 0)
            return false;
        gate->words[word.place] = word.word;
        dlp_gate_keep_single(gate, word.word.letters);
    }
    return true;
}

static bool rules_fit(const uint16_t *rules, size_t rules_len)
{
    for (size_t i = 0; i < rules_len; i++)
        if (rules[i] > DLP_GATE_SETS)
            return false;
    return true;
}

static bool room_make(struct dlp_word_index *index, const struct store_head *head, size_t rules_len)
{
    index->slots = dlp_calloc((size_t)head->slots, sizeof(*index->slots));
    index->mask = (size_t)head->slots - 1;
    index->uses = dlp_calloc((size_t)head->uses_len + 1, sizeof(*index->uses));
    index->uses_len = (size_t)head->uses_len;
    index->phrase_max = (size_t)head->phrase_max;
    index->first = dlp_alloc(FILTER_BYTES);
    index->gate.hashes = dlp_alloc(FILTER_BYTES);
    index->gate.words = dlp_calloc((size_t)head->gate, sizeof(*index->gate.words));
    index->gate.mask = (size_t)head->gate - 1;
    index->gate.rules = dlp_calloc(rules_len + 1, sizeof(*index->gate.rules));
    return index->slots && index->uses && index->first && index->gate.hashes && index->gate.words
        && index->gate.rules;
}

dlp_status dlp_word_store_read(struct dlp_word_index *out, const uint8_t *bytes, size_t len,
                               const struct dlp_rule *const *rules, size_t rules_len)
{
    const struct dlp_strings *list;
    struct store_head head;
    const uint8_t *uses, *gate, *filters;
    size_t words = 0;
    dlp_status status = DLP_OK;

    *out = (struct dlp_word_index){ 0 };
    if (len < sizeof(head))
        return DLP_ERULE;
    memcpy(&head, bytes, sizeof(head));
    for (size_t r = 0; r < rules_len; r++)
        for (size_t l = 0; (list = dlp_rule_word_list(rules[r], l)) != NULL; l++)
            words += list->len;
    if (!head_fits(&head, len, words, rules_len))
        return DLP_ERULE;
    bytes += sizeof(head);
    uses = bytes + head.slots_len * sizeof(struct store_slot);
    gate = uses + head.uses_len * sizeof(struct store_use);
    filters = gate + head.gate_len * sizeof(struct store_gate);
    if (!room_make(out, &head, rules_len)) {
        status = DLP_ENOMEM;
    } else if (!slots_read(out, bytes, head.slots_len) || !uses_read(out, uses, rules, rules_len)
               || !gate_read(&out->gate, gate, head.gate_len)) {
        status = DLP_ERULE;
    } else {
        memcpy(out->first, filters, FILTER_BYTES);
        memcpy(out->gate.hashes, filters + FILTER_BYTES, FILTER_BYTES);
        memcpy(out->gate.rules, filters + 2 * FILTER_BYTES, rules_len * sizeof(*out->gate.rules));
        status = rules_fit(out->gate.rules, rules_len) ? DLP_OK : DLP_ERULE;
    }
    if (status != DLP_OK)
        dlp_word_index_free(out);
    return status;
}
