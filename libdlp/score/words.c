/* score/words.c - words of the rule before and behind a value, and which of them is its label.
 *
 * The law: a word counts when it stands whole in the 128 bytes before the value and ends at most
 * 120 before it, or whole in the 64 bytes behind it and starts at most 48 behind it. A word that
 * touches an open edge of these counts as cut, whatever stands behind the edge. */

#include "score/words.h"

#include "score/context.h"

#include <string.h>

#define STRETCH_MARGIN 64u /* bytes before what is looked at that are tokenised, too */
#define STRETCH_AHEAD 768u /* bytes behind them, where candidates are dense */
#define WORD_NEAR_BEFORE 120
#define WORD_NEAR_AFTER 48u
#define FILLER_LETTERS 3u      /* "No.", "is", "nr": longer words end a label's reach */
#define CODE_WORD_LETTERS 4u   /* of a word that may stand in a code by chance */
#define CODE_ALTERNATIONS 4u   /* of letters and digits in a code */
#define BINARY_LOOK 8u         /* bytes before such a word */
#define LINE_LETTERS 96u       /* a longer line was not wrapped: where it ends, a paragraph ends */
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
    if (start - end > DLP_PHRASE_GAP)
        return false;
    for (uint32_t i = end; i < start; i++)
        if (dlp_is_phrase_edge(text[i]))
            return false;
    return true;
}

/* Tokenise a stretch that holds [lo, hi). A word that the stretch's own edges cut stands outside of
 * [lo, hi), or touches the edge that the law calls open. */
static void cache_fill(const struct dlp_score_input *in, uint64_t lo, uint64_t hi)
{
    struct dlp_token_cache *const cache = in->cache;
    const struct dlp_window *const w = in->window;
    const bool dense = cache->to > 0 && lo < cache->to + STRETCH_AHEAD && lo >= cache->from;

    cache->from = lo - dlp_window_before(w, lo, STRETCH_MARGIN);
    cache->to = hi + (dense ? dlp_window_after(w, hi, STRETCH_AHEAD) : 0);
    cache->len = dlp_tokenize(dlp_window_at(w, cache->from), (size_t)(cache->to - cache->from),
                              cache->tokens, DLP_CACHE_TOKENS);
    cache->near = cache->starts_len = 0;
    for (size_t i = 0; i < cache->len; i++) {
        const struct dlp_token *const token = &cache->tokens[i];
        const uint64_t phrase = dlp_phrase_add(0, token->hash);
        const struct dlp_word_slot *const slot =
            dlp_hash_bit(in->words->first, phrase) ? dlp_words_find(in->words, phrase) : NULL;

        if (slot)
            cache->starts[cache->starts_len++] =
                (struct dlp_phrase_start){ slot->rules, slot, (uint32_t)i, token->start };
    }
}

/* Have the words of [lo, hi) at hand. */
static void cache_cover(const struct dlp_score_input *in, uint64_t lo, uint64_t hi)
{
    const struct dlp_token_cache *const cache = in->cache;
    const uint64_t margin = dlp_window_before(in->window, lo, STRETCH_MARGIN);

    if (cache->from == cache->to || cache->from < in->window->start || lo - margin < cache->from
        || hi > cache->to)
        cache_fill(in, lo, hi);
}

/* The words that stand whole on one side of a value. An open edge is where the text goes on: a word
 * that touches it may have been cut. */
struct stretch {
    const uint8_t *text; /* what the tokens' places count from */
    uint32_t edge;       /* words end here at the latest, counted like them */
    bool open;           /* and must not touch it */
    size_t end;          /* tokens[.., end) do; 0: not known yet */
};

/* The first of the phrase starts at `place` or behind it. Values come one after the other: it is near
 * the last one. */
static size_t start_at(struct dlp_token_cache *cache, uint32_t place)
{
    size_t at = cache->near;

    while (at > 0 && cache->starts[at - 1].place >= place)
        at--;
    while (at < cache->starts_len && cache->starts[at].place < place)
        at++;
    cache->near = at;
    return at;
}

/* Where the words of a stretch end that has a phrase start there. */
static void stretch_end(const struct dlp_token_cache *cache, struct stretch *s,
                        const struct dlp_phrase_start *start)
{
    size_t at = s->end > start->token ? s->end : start->token;

    while (at < cache->len && cache->tokens[at].end + s->open <= s->edge)
        at++;
    s->end = at;
}

static size_t letters(const uint8_t *text, const struct dlp_token *token)
{
    size_t n = 0;

    for (uint32_t i = token->start; i < token->end; i++)
        n += (text[i] & 0xc0u) != 0x80u;
    return n;
}

/* Changes between letters and digits in text[from, to). */
static unsigned alternations(const uint8_t *text, uint32_t from, uint32_t to)
{
    unsigned n = 0;
    int last = -1;

    for (uint32_t i = from; i < to; i++) {
        const int digit = (uint8_t)(text[i] - '0') < 10;

        if (!dlp_is_alnum(text[i]))
            continue;
        n += last >= 0 && digit != last;
        last = digit;
    }
    return n;
}

/* Is the word a piece of a code, which letters make up by chance: "cc" of the hash 4424cc4de51?
 * lo and hi: what may be read. */
static bool is_of_code(const uint8_t *text, uint32_t lo, uint32_t hi, const struct dlp_token *token)
{
    uint32_t from = token->start, to = token->end;

    if (to - from > CODE_WORD_LETTERS || text[from] >= 0x80u)
        return false;
    while (from > lo && (dlp_is_alnum(text[from - 1]) || text[from - 1] == '-'))
        from--;
    while (to < hi && (dlp_is_alnum(text[to]) || text[to] == '-'))
        to++;
    return alternations(text, from, to) >= CODE_ALTERNATIONS;
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

/* Does a line of more letters than people's lines have end in text[end, len)? The next line is another
 * record then, and no word of this one is the label of what it begins with; a colon says that it is. */
static bool long_line_ends(const uint8_t *text, size_t first, size_t end, size_t len)
{
    size_t letters_before = 0;

    if (!memchr(text + end, '\n', len - end) || memchr(text + end, ':', len - end))
        return false;
    for (size_t at = end; at > first && text[at - 1] != '\n'; at--)
        letters_before += (text[at - 1] & 0xc0u) != 0x80u;
    return letters_before > LINE_LETTERS;
}

/* Do so few letters stand among bytes that are no text, where they come about by chance? */
static bool is_of_binary(const uint8_t *text, size_t first, size_t len,
                         const struct dlp_token *token)
{
    size_t at = token->start > first + BINARY_LOOK ? token->start - BINARY_LOOK : first;

    if (token->end - token->start > FILLER_LETTERS)
        return false;
    for (; at < len; at++) {
        if ((text[at] < ' ' && text[at] != 0 && !strchr("\t\n\v\f\r\x1b", text[at]))
            || text[at] == 0x7f)
            return true;
    }
    return false;
}

/* Is the phrase that ends with tokens[last] the label of the value at text + len? `first`: where what
 * may be looked at begins. */
static bool is_label(const uint8_t *text, size_t first, size_t len, const struct dlp_token *tokens,
                     size_t n, size_t last)
{
    const uint32_t end = tokens[last].end;
    const size_t gap = len - end;

    if (gap > DLP_LABEL_GAP || !gap_is_plain(text + end, gap)
        || long_line_ends(text, first, end, len) || is_of_binary(text, first, len, &tokens[last]))
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

/* The next longer phrase of the rule that starts there: *last is its last token, and the one before
 * its first to begin with, when *phrase is 0. */
static const struct dlp_word_use *phrase_next(const struct dlp_score_input *in,
                                              const struct stretch *s,
                                              const struct dlp_phrase_start *start, size_t *last,
                                              uint64_t *phrase)
{
    const struct dlp_token *const tokens = in->cache->tokens;
    const uint64_t rule = dlp_rule_bit(in->rule_index);
    const struct dlp_word_slot *slot = start->slot;
    const size_t i = start->token;

    while (*last + 1 < s->end && *last + 1 - i < in->words->phrase_max) {
        const size_t j = ++*last;

        if (j > i && !dlp_words_joined(s->text, tokens[j - 1].end, tokens[j].start))
            return NULL;
        *phrase = dlp_phrase_add(*phrase, tokens[j].hash);
        slot = j > i ? dlp_words_find(in->words, *phrase) : slot;
        if (!slot || !(slot->rules & rule))
            return NULL;
        if (slot->len > 0) {
            const struct dlp_word_use *const use = dlp_words_use(in->words, slot, in->rule_index);

            if (use)
                return use;
        }
    }
    return NULL;
}

size_t dlp_words_reach(const struct dlp_scope *scope)
{
    return scope->before_len < DLP_WORDS_BEFORE ? scope->before_len : DLP_WORDS_BEFORE;
}

static void collect_before(const struct dlp_score_input *in, const struct dlp_scope *scope,
                           struct dlp_hits *out)
{
    struct dlp_token_cache *const cache = in->cache;
    const struct dlp_token *const tokens = cache->tokens;
    const size_t len = dlp_words_reach(scope);
    const bool open = scope->before_open || len < scope->before_len;
    const uint32_t value = (uint32_t)(in->start - cache->from);
    const uint32_t first = value - (uint32_t)len + open;
    struct stretch s = { dlp_window_at(in->window, cache->from), value, false, 0 };

    for (size_t at = start_at(cache, value); at > 0 && cache->starts[at - 1].place >= first; at--) {
        const struct dlp_phrase_start *const start = &cache->starts[at - 1]; /* nearest first */
        const struct dlp_word_use *use;
        size_t last = (size_t)start->token - 1;
        uint64_t phrase = 0;

        if (!(start->rules & dlp_rule_bit(in->rule_index)))
            continue;
        stretch_end(cache, &s, start);
        while ((use = phrase_next(in, &s, start, &last, &phrase)) != NULL) {
            const struct dlp_hit hit = { use, (int32_t)start->place - (int32_t)value,
                                         (int32_t)tokens[last].end - (int32_t)value };

            if (last == start->token && is_of_code(s.text, first, value, &tokens[last]))
                continue;
            if (hit.to >= -WORD_NEAR_BEFORE)
                hits_add(out, DLP_HITS_MAX, use, hit.from, hit.to);
            if ((use->role & (DLP_WORD_CONTEXT | DLP_WORD_KEY))
                && (!out->label.use || hit.to >= out->label.to) /* nearest, then longest */
                && is_label(s.text, first, value, tokens, s.end, last))
                out->label = hit;
        }
    }
}

static void collect_after(const struct dlp_score_input *in, const struct dlp_scope *scope,
                          struct dlp_hits *out)
{
    struct dlp_token_cache *const cache = in->cache;
    const uint32_t value = (uint32_t)(in->end - cache->from);
    struct stretch s = { dlp_window_at(in->window, cache->from), value + (uint32_t)scope->after_len,
                         scope->after_open, 0 };

    for (size_t at = start_at(cache, value);
         at < cache->starts_len && cache->starts[at].place <= value + WORD_NEAR_AFTER; at++) {
        const struct dlp_phrase_start *const start = &cache->starts[at];
        const struct dlp_word_use *use;
        size_t last = (size_t)start->token - 1;
        uint64_t phrase = 0;

        if (!(start->rules & dlp_rule_bit(in->rule_index)))
            continue;
        stretch_end(cache, &s, start);
        while ((use = phrase_next(in, &s, start, &last, &phrase)) != NULL) {
            if (last == start->token && is_of_code(s.text, value, s.edge, &cache->tokens[last]))
                continue;
            hits_add(out, 2 * DLP_HITS_MAX, use, (int32_t)(start->place - value),
                     (int32_t)(cache->tokens[last].end - value));
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
    cache_cover(in, in->start - dlp_words_reach(scope), in->end + scope->after_len);
    collect_before(in, scope, out);
    drop_label(out);
    collect_after(in, scope, out);
}
