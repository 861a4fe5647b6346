/* compile/word_sets.c - the words of all rules -> one look at the beginnings of words in a text.
 *
 * First every word is counted, then each phrase is put under its rarest one that chance seldom
 * writes. Rules share the sets with their neighbours in the files, which have much the same words;
 * rules that need words to be reported, and have many candidates, get most of the sets. */

#include "compile/word_sets.h"

#include "base/alloc.h"
#include "base/bitmap.h"
#include "base/token.h"

#include <string.h>

#define STRETCHES 3u   /* of the sets of the gate */
#define BASE_ENOUGH 50 /* hundredths: is reported without them */

/* The words of one phrase that the gate can see. */
struct gate_phrase {
    uint64_t letters[DLP_PHRASE_MAX];
    size_t len[DLP_PHRASE_MAX]; /* of each, in letters */
    size_t words;
    bool in_ascii; /* ASCII text can hold the phrase */
};

typedef void (*phrase_fn)(struct dlp_word_gate *gate, const struct dlp_word_gate *counts,
                          const struct gate_phrase *phrase, uint32_t rule, bool positive);

static struct gate_phrase phrase_read(const char *text)
{
    struct gate_phrase phrase = { .in_ascii = true };
    struct dlp_token tokens[DLP_PHRASE_MAX];
    const uint8_t *const bytes = (const uint8_t *)text;
    const size_t n = dlp_tokenize(bytes, strlen(text), tokens, DLP_PHRASE_MAX);

    for (size_t i = 0; i < n; i++) {
        uint8_t letters[DLP_GATE_LETTERS] = { 0 };
        size_t len;

        if (!dlp_token_letters(bytes + tokens[i].start, tokens[i].end - tokens[i].start, letters,
                               sizeof(letters), &len))
            phrase.in_ascii = false;
        if (len == 0)
            continue;
        phrase.letters[phrase.words] = dlp_gate_letters(letters, len);
        phrase.len[phrase.words++] = len;
    }
    return phrase;
}

/* The place of a word in the table, which is never full: its own, or an empty one. */
static struct dlp_gate_word *word_place(const struct dlp_word_gate *gate, uint64_t letters)
{
    size_t at = dlp_gate_place(gate, dlp_gate_hash(letters));

    while (gate->words[at].letters != 0 && gate->words[at].letters != letters)
        at = (at + 1) & gate->mask;
    return &gate->words[at];
}

static void phrase_count(struct dlp_word_gate *gate, const struct dlp_word_gate *counts,
                         const struct gate_phrase *phrase, uint32_t rule, bool positive)
{
    (void)counts;
    (void)rule;
    (void)positive;
    for (size_t i = 0; i < phrase->words; i++) {
        struct dlp_gate_word *const word = word_place(gate, phrase->letters[i]);

        word->letters = phrase->letters[i];
        word->sets.any[0]++; /* of this table, a count of phrases */
    }
}

/* Would the word open the gate where nobody wrote it? Dumps are full of single letters, and hashes of
 * short words and of "edb" and "face". */
static uint64_t word_doubt(uint64_t letters, size_t len)
{
    bool hex = true;

    if (len == 1)
        return UINT64_C(1) << 40;
    for (; letters != 0; letters >>= 8)
        hex = hex && (uint8_t)letters <= 'f';
    return len == 2 || hex ? UINT64_C(1) << 20 : 0;
}

static void phrase_enter(struct dlp_word_gate *gate, const struct dlp_word_gate *counts,
                         const struct gate_phrase *phrase, uint32_t rule, bool positive)
{
    struct dlp_gate_word *word;
    uint64_t hash, fewest = UINT64_MAX;
    size_t best = 0;

    if (!phrase->in_ascii)
        return;
    if (phrase->words == 0) {
        gate->rules[rule] = 0;
        return;
    }
    for (size_t i = 0; i < phrase->words; i++) {
        const uint64_t count = word_place(counts, phrase->letters[i])->sets.any[0]
            + word_doubt(phrase->letters[i], phrase->len[i]);

        if (count < fewest || (count == fewest && phrase->len[i] > phrase->len[best])) {
            best = i;
            fewest = count;
        }
    }
    hash = dlp_gate_hash(phrase->letters[best]);
    dlp_hash_bit_set(gate->hashes, hash);
    dlp_gate_keep_single(gate, phrase->letters[best]);
    word = word_place(gate, phrase->letters[best]);
    word->letters = phrase->letters[best];
    if (gate->rules[rule] == 0)
        return;
    dlp_bit_add(word->sets.any, gate->rules[rule] - 1u);
    if (positive)
        dlp_bit_add(word->sets.positive, gate->rules[rule] - 1u);
}

const struct dlp_strings *dlp_rule_word_list(const struct dlp_rule *rule, size_t i)
{
    if (i < rule->words_len)
        return &rule->words[i].words;
    if (i == rule->words_len)
        return &rule->keys;
    return i == rule->words_len + 1 ? &rule->negative : NULL;
}

static void each_phrase(struct dlp_word_gate *gate, const struct dlp_word_gate *counts,
                        const struct dlp_rule *const *rules, size_t rules_len, phrase_fn fn)
{
    const struct dlp_strings *list;

    for (size_t r = 0; r < rules_len; r++)
        for (size_t l = 0; (list = dlp_rule_word_list(rules[r], l)) != NULL; l++)
            for (size_t i = 0; i < list->len; i++) {
                const struct gate_phrase phrase = phrase_read(list->at[i]);

                fn(gate, counts, &phrase, (uint32_t)r, list != &rules[r]->negative);
            }
}

/* Who shares a stretch of the bits: rules whose candidates come from digits and runs, of which there are
 * the most, then other ones that are not reported without a word or a key, then the rest. */
static size_t rule_stretch(const struct dlp_rule *rule)
{
    if (!rule->require_context && rule->scores.base >= BASE_ENOUGH)
        return 2;
    return rule->kind == DLP_RULE_DIGITS || rule->kind == DLP_RULE_RUN ? 0 : 1;
}

static void rules_share(struct dlp_word_gate *gate, const struct dlp_rule *const *rules,
                        size_t rules_len)
{
    static const size_t sets[STRETCHES] = { 176, 40, DLP_GATE_SETS - 176 - 40 };
    size_t len[STRETCHES] = { 0 }, rank[STRETCHES] = { 0 };

    for (size_t i = 0; i < rules_len; i++)
        len[rule_stretch(rules[i])]++;
    for (size_t i = 0; i < rules_len; i++) {
        const size_t stretch = rule_stretch(rules[i]);
        size_t set = rank[stretch]++ * sets[stretch] / len[stretch];

        for (size_t before = 0; before < stretch; before++)
            set += sets[before];
        gate->rules[i] = (uint16_t)(1 + set);
    }
}

/* Room for so many words of each phrase, at most half full. */
static dlp_status words_room(struct dlp_word_gate *gate, const struct dlp_rule *const *rules,
                             size_t rules_len, size_t words)
{
    const struct dlp_strings *list;
    size_t most = 0, room = 16;

    for (size_t r = 0; r < rules_len; r++)
        for (size_t l = 0; (list = dlp_rule_word_list(rules[r], l)) != NULL; l++)
            most += list->len * words;
    while (room / 2 < most)
        room *= 2;
    gate->words = dlp_calloc(room, sizeof(*gate->words));
    gate->mask = room - 1;
    return gate->words ? DLP_OK : DLP_ENOMEM;
}

/* The words again, in no more room than they need: what is looked up often then stays near. */
static dlp_status words_pack(struct dlp_word_gate *gate)
{
    struct dlp_word_gate packed = { 0 };
    size_t room = 16, len = 0;

    for (size_t i = 0; i <= gate->mask; i++)
        len += gate->words[i].letters != 0;
    while (room / 2 < len)
        room *= 2;
    packed.words = dlp_calloc(room, sizeof(*packed.words));
    packed.mask = room - 1;
    if (!packed.words)
        return DLP_ENOMEM;
    for (size_t i = 0; i <= gate->mask; i++)
        if (gate->words[i].letters != 0)
            *word_place(&packed, gate->words[i].letters) = gate->words[i];
    dlp_free(gate->words);
    gate->words = packed.words;
    gate->mask = packed.mask;
    return DLP_OK;
}

dlp_status dlp_word_gate_build(struct dlp_word_gate *out, const struct dlp_rule *const *rules,
                               size_t rules_len)
{
    struct dlp_word_gate counts = { 0 };
    dlp_status status;

    *out = (struct dlp_word_gate){ 0 };
    out->hashes = dlp_calloc(DLP_HASH_BITS / 64, sizeof(*out->hashes));
    out->rules = dlp_calloc(rules_len + 1, sizeof(*out->rules));
    status = out->hashes && out->rules ? DLP_OK : DLP_ENOMEM;
    if (status == DLP_OK)
        status = words_room(&counts, rules, rules_len, DLP_PHRASE_MAX);
    if (status == DLP_OK)
        status = words_room(out, rules, rules_len, 1);
    if (status == DLP_OK) {
        rules_share(out, rules, rules_len);
        each_phrase(&counts, NULL, rules, rules_len, phrase_count);
        each_phrase(out, &counts, rules, rules_len, phrase_enter);
        status = words_pack(out);
    }
    dlp_free(counts.words);
    return status;
}

void dlp_word_gate_free(struct dlp_word_gate *gate)
{
    dlp_free(gate->hashes);
    dlp_free(gate->words);
    dlp_free(gate->rules);
    *gate = (struct dlp_word_gate){ 0 };
}
