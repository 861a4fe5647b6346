/* score/words.c - words of the rule before and behind a value, and which of them is its label.
 *
 * The law: a word counts when it stands whole in the 128 bytes before the value and ends at most
 * 120 before it, or whole in the 64 bytes behind it and starts at most 48 behind it. A word that
 * touches an open edge of these counts as cut, whatever stands behind the edge. */

#include "score/context.h"

#include <string.h>

#define WORDS_BEFORE 128u /* bytes that are tokenised */
#define WORD_NEAR_BEFORE 120
#define WORD_NEAR_AFTER 48
#define PHRASE_GAP_MAX 4u      /* bytes between two words of a phrase */
#define LABEL_GAP_MAX 16       /* bytes between a label and its value */
#define FILLER_LETTERS 3u      /* "No.", "is", "nr": longer words end a label's reach */
#define ABBREVIATED_LETTERS 4u /* a full stop behind so short a word ends no sentence */

const struct dlp_word_slot *dlp_words_find(const struct dlp_word_index *index, uint64_t phrase)
{
    const uint64_t hash = phrase ? phrase : 1;

    for (size_t at = (size_t)hash & index->mask;; at = (at + 1) & index->mask) {
        const struct dlp_word_slot *const slot = &index->slots[at];

        if (slot->hash == hash)
            return slot;
        if (slot->hash == 0)
            return NULL;
    }
}

const struct dlp_word_use *dlp_words_use(const struct dlp_word_index *index,
                                         const struct dlp_word_slot *slot, uint32_t rule)
{
    const struct dlp_word_use *uses = index->uses + slot->first;
    size_t len = slot->len;

    while (len > 0) {
        const size_t half = len / 2;

        if (uses[half].rule == rule)
            return &uses[half];
        if (uses[half].rule < rule) {
            uses += half + 1;
            len -= half + 1;
        } else {
            len = half;
        }
    }
    return NULL;
}

bool dlp_words_joined(const uint8_t *text, uint32_t end, uint32_t start)
{
    if (start - end > PHRASE_GAP_MAX)
        return false;
    for (uint32_t i = end; i < start; i++) {
        if (text[i] != 0 && strchr(",;|\t\"=<>&{}[]", text[i]))
            return false; /* another cell, key or tag begins */
    }
    return true;
}

/* How many bytes at the start belong to a letter that an open edge has cut. */
static size_t cut_head(const uint8_t *text, size_t len)
{
    size_t n = 0;

    while (n < len && n < 3 && (text[n] & 0xc0u) == 0x80u)
        n++;
    return n;
}

/* The same at the end. */
static size_t cut_tail(const uint8_t *text, size_t len)
{
    for (size_t n = 1; n <= 3 && n <= len; n++) {
        const uint8_t c = text[len - n];
        const size_t need = c >= 0xf0u ? 4 : c >= 0xe0u ? 3 : c >= 0xc0u ? 2 : 1;

        if ((c & 0xc0u) != 0x80u)
            return need > n ? n : 0;
    }
    return 0;
}

static size_t letters(const uint8_t *text, const struct dlp_token *token)
{
    size_t n = 0;

    for (uint32_t i = token->start; i < token->end; i++)
        n += (text[i] & 0xc0u) != 0x80u;
    return n;
}

/* Do the bytes between a phrase and the value let the phrase be the value's label? */
static bool gap_is_plain(const uint8_t *gap, size_t len)
{
    unsigned breaks = 0;

    for (size_t i = 0; i < len; i++) {
        if (gap[i] >= '0' && gap[i] <= '9')
            return false;
        breaks += gap[i] == '\n' || (gap[i] == '\r' && (i + 1 == len || gap[i + 1] != '\n'));
        if (gap[i] == 0xe3u && i + 2 < len && gap[i + 1] == 0x80u && gap[i + 2] == 0x82u)
            return false; /* the ideographic full stop */
    }
    return breaks <= 1;
}

/* Is the phrase that ends with tokens[last] the label of the value at text + len? */
static bool is_label(const uint8_t *text, size_t len, const struct dlp_token *tokens, size_t n,
                     size_t last)
{
    const uint32_t end = tokens[last].end;
    const size_t gap = len - end;

    if (gap > LABEL_GAP_MAX || !gap_is_plain(text + end, gap))
        return false;
    if (gap >= 2 && text[end] == '.' && (text[end + 1] == ' ' || text[end + 1] == '\n')
        && letters(text, &tokens[last]) > ABBREVIATED_LETTERS)
        return false; /* a sentence ends there */
    for (size_t i = last + 1; i < n; i++) {
        if (letters(text, &tokens[i]) > FILLER_LETTERS)
            return false;
        for (uint32_t j = tokens[i - 1].end; j < tokens[i].start; j++) {
            if (text[j] != 0 && strchr(",;|&{}", text[j]))
                return false; /* the next cell or key, with a name of its own */
        }
    }
    return true;
}

static void hits_add(struct dlp_hits *hits, size_t max, const struct dlp_word_use *use,
                     int32_t from, int32_t to)
{
    if (hits->len < max)
        hits->at[hits->len++] = (struct dlp_hit){ use, from, to };
}

static void collect_before(const struct dlp_score_input *in, const struct dlp_scope *scope,
                           struct dlp_hits *out)
{
    struct dlp_token tokens[WORDS_BEFORE];
    const size_t len = scope->before_len < WORDS_BEFORE ? scope->before_len : WORDS_BEFORE;
    const uint8_t *const text = scope->before + (scope->before_len - len);
    const bool open = scope->before_open || len < scope->before_len;
    const size_t head = open ? cut_head(text, len) : 0;
    size_t n = dlp_tokenize(text, len, tokens, WORDS_BEFORE);
    size_t first = 0;

    if (n > 0 && scope->joined_before && tokens[n - 1].end == len && !tokens[n - 1].solid)
        n--;
    if (open && n > 0 && tokens[0].start <= head)
        first = 1;
    for (size_t i = n; i-- > first;) { /* nearest first */
        uint64_t phrase = 0;

        for (size_t j = i; j < n && j - i < in->words->phrase_max; j++) {
            const struct dlp_word_slot *slot;
            const struct dlp_word_use *use;
            struct dlp_hit hit;

            if (j > i && !dlp_words_joined(text, tokens[j - 1].end, tokens[j].start))
                break;
            phrase = dlp_phrase_add(phrase, tokens[j].hash);
            slot = dlp_words_find(in->words, phrase);
            if (!slot)
                break;
            use = dlp_words_use(in->words, slot, in->rule_index);
            if (!use)
                continue;
            hit = (struct dlp_hit){ use, (int32_t)tokens[i].start - (int32_t)len,
                                    (int32_t)tokens[j].end - (int32_t)len };
            if (hit.to >= -WORD_NEAR_BEFORE)
                hits_add(out, DLP_HITS_MAX, use, hit.from, hit.to);
            if ((use->role & (DLP_WORD_CONTEXT | DLP_WORD_KEY))
                && (!out->label.use || hit.to >= out->label.to) /* nearest, then longest */
                && is_label(text, len, tokens, n, j))
                out->label = hit;
        }
    }
}

static void collect_after(const struct dlp_score_input *in, const struct dlp_scope *scope,
                          struct dlp_hits *out)
{
    struct dlp_token tokens[DLP_CONTEXT_AFTER];
    const uint8_t *const text = scope->after;
    const size_t len = scope->after_len;
    const size_t whole = scope->after_open ? len - cut_tail(text, len) : len + 1;
    size_t n = dlp_tokenize(text, len, tokens, DLP_CONTEXT_AFTER);
    const size_t first = n > 0 && scope->joined_after && tokens[0].start == 0 && !tokens[0].solid;

    while (n > 0 && tokens[n - 1].end >= whole)
        n--;
    for (size_t i = first; i < n && tokens[i].start <= WORD_NEAR_AFTER; i++) {
        uint64_t phrase = 0;

        for (size_t j = i; j < n && j - i < in->words->phrase_max; j++) {
            const struct dlp_word_slot *slot;
            const struct dlp_word_use *use;

            if (j > i && !dlp_words_joined(text, tokens[j - 1].end, tokens[j].start))
                break;
            phrase = dlp_phrase_add(phrase, tokens[j].hash);
            slot = dlp_words_find(in->words, phrase);
            if (!slot)
                break;
            use = dlp_words_use(in->words, slot, in->rule_index);
            if (use)
                hits_add(out, 2 * DLP_HITS_MAX, use, (int32_t)tokens[i].start,
                         (int32_t)tokens[j].end);
        }
    }
}

/* "phone or fax: 1234": the value has its own name, and that speaks against the rule. */
static void drop_label(struct dlp_hits *hits)
{
    for (size_t i = 0; i < hits->len; i++) {
        const struct dlp_hit *const hit = &hits->at[i];

        if (hit->use->role == DLP_WORD_NEGATIVE && hit->from < 0 && hit->from >= hits->label.to)
            hits->label.use = NULL;
    }
}

void dlp_words_collect(const struct dlp_score_input *in, const struct dlp_scope *scope,
                       struct dlp_hits *out)
{
    out->len = 0;
    out->label = (struct dlp_hit){ NULL, 0, 0 };
    if (in->words->uses_len == 0)
        return;
    collect_before(in, scope, out);
    drop_label(out);
    collect_after(in, scope, out);
}
