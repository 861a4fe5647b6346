/* score/score.c - the evidence for and against a candidate, and its sum (decision D7).
 *
 * Hundredths, added up: base + label (or key, or column) + word + negative + reject + check.
 * Each kind counts once. A word counts beside a label only when it is another phrase at another
 * place, so that one word never counts twice. */

#include "score/score.h"

#include "score/context.h"
#include "score/table.h"
#include "score/word_gate.h"

#include <string.h>

#define CONFIDENCE_MIN 1
#define CONFIDENCE_MAX 99

static void scope_end_at(struct dlp_scope *scope, char byte)
{
    const uint8_t *const end = memchr(scope->after, byte, scope->after_len);

    if (!end)
        return;
    scope->after_len = (size_t)(end - scope->after);
    scope->after_open = false;
}

/* Where a row of values ends, its neighbours' words end too. */
static void scope_end_record(struct dlp_scope *scope, bool sql)
{
    scope_end_at(scope, '\n');
    scope_end_at(scope, '\r');
    if (sql)
        scope_end_at(scope, ')');
}

static void scope_init(struct dlp_scope *scope, const struct dlp_score_input *in)
{
    const struct dlp_window *const w = in->window;
    const size_t before = dlp_window_before(w, in->start, DLP_CONTEXT_BEFORE);
    const size_t after = dlp_window_after(w, in->end, DLP_CONTEXT_AFTER);
    uint64_t low = in->start - before, record;

    scope->record = false;
    scope->before_open = low != 0;
    scope->after = dlp_window_at(w, in->end);
    scope->after_len = after;
    scope->after_open = after == DLP_CONTEXT_AFTER;
    if (in->table && dlp_table_record(in->table, &record)) {
        if (record > low && record <= in->start) {
            low = record;
            scope->before_open = false;
        }
        scope->record = true;
    }
    scope->before = dlp_window_at(w, low);
    scope->before_len = (size_t)(in->start - low);
}

static int32_t hit_distance(const struct dlp_hit *hit)
{
    return hit->from < 0 ? hit->to : hit->from;
}

static void evidence_add(struct dlp_evidence *evidence, const struct dlp_hit *hit,
                         enum dlp_evidence_kind kind)
{
    evidence->item[evidence->items++] = (struct dlp_evidence_item){
        .word = hit->use->word,
        .distance = (int16_t)hit_distance(hit),
        .kind = (uint8_t)kind,
    };
}

/* Column, key or label: the one that says most. */
static struct dlp_hit find_label(const struct dlp_score_input *in, const struct dlp_scope *scope,
                                 const struct dlp_hits *hits, const struct dlp_word_use *column,
                                 enum dlp_evidence_kind *kind)
{
    struct dlp_hit hit = { column, 0, 0 };
    bool bare;

    *kind = DLP_EVIDENCE_COLUMN;
    if (column)
        return hit;
    *kind = DLP_EVIDENCE_KEY;
    dlp_key_match(in, scope, &hit, &bare);
    if (hits->label.use && (!hit.use || bare)) {
        *kind = DLP_EVIDENCE_LABEL;
        return hits->label;
    }
    return hit;
}

/* The nearest phrase of that role which is not the label, nor a part of it. */
static struct dlp_hit nearest(const struct dlp_hits *hits, uint8_t role,
                              const struct dlp_hit *label)
{
    struct dlp_hit best = { NULL, 0, 0 };
    int32_t best_distance = INT32_MAX;

    for (size_t i = 0; i < hits->len; i++) {
        const struct dlp_hit *const hit = &hits->at[i];
        const int32_t signed_distance = hit_distance(hit);
        const int32_t distance = signed_distance < 0 ? -signed_distance : signed_distance;
        const bool overlaps =
            label->use && hit->from < 0 && hit->from < label->to && label->from < hit->to;

        if (!(hit->use->role & role) || distance >= best_distance)
            continue;
        if (role == DLP_WORD_CONTEXT && (hit->use == label->use || overlaps))
            continue;
        best = *hit;
        best_distance = distance;
    }
    return best;
}

static uint16_t find_rejects(const struct dlp_score_input *in, bool labelled)
{
    const struct dlp_surroundings s = {
        .value = dlp_window_at(in->window, in->start),
        .len = (size_t)(in->end - in->start),
        .before = dlp_window_before(in->window, in->start, DLP_CONTEXT_BEFORE),
        .after = dlp_window_after(in->window, in->end, DLP_CONTEXT_AFTER),
    };
    unsigned bits = 0;

    for (size_t i = 0; i < in->rule->rejects_len && i < 16; i++) {
        const struct dlp_reject *const reject = in->rule->rejects[i];

        if ((reject->hard || !labelled) && reject->test(&s))
            bits |= 1u << i;
    }
    return (uint16_t)bits;
}

static bool check_failed(const struct dlp_rule *rule, uint16_t passed)
{
    for (size_t i = 0; i < rule->checks_len && i < 16; i++) {
        if (!rule->checks[i].fatal && ((unsigned)passed >> i & 1u) == 0)
            return true;
    }
    return false;
}

static bool has_word(const struct dlp_evidence *evidence)
{
    for (size_t i = 0; i < evidence->items; i++)
        if (evidence->item[i].kind == DLP_EVIDENCE_WORD)
            return true;
    return false;
}

/* Some rejects say what the value is, whatever stands near it. */
static int score_limit(const struct dlp_rule *rule, uint16_t rejects, int score)
{
    for (size_t i = 0; i < rule->rejects_len && (unsigned)rejects >> i; i++)
        if (((unsigned)rejects >> i & 1u) && score > dlp_reject_limit(rule->rejects[i]))
            score = dlp_reject_limit(rule->rejects[i]);
    return score;
}

/* Rejects, checks and the sum. */
static void score_end(const struct dlp_score_input *in, struct dlp_evidence *evidence, int score,
                      bool labelled)
{
    const struct dlp_rule_scores *const scores = &in->rule->scores;

    evidence->rejects = find_rejects(in, labelled);
    if (evidence->rejects)
        score += scores->reject;
    if (check_failed(in->rule, evidence->checks_passed))
        score += scores->check_failed;
    score = score_limit(in->rule, evidence->rejects, score);
    if (score < CONFIDENCE_MIN)
        score = CONFIDENCE_MIN;
    if (score > CONFIDENCE_MAX)
        score = CONFIDENCE_MAX;
    evidence->confidence = (uint8_t)score;
}

/* Column, key, label and words: what they add to the base. */
static int score_words(const struct dlp_score_input *in, struct dlp_scope *scope,
                       struct dlp_evidence *evidence, bool *labelled)
{
    const struct dlp_rule_scores *const scores = &in->rule->scores;
    const struct dlp_word_use *const column =
        in->table ? dlp_table_supports(in->table, in->words, in->rule_index) : NULL;
    struct dlp_hits hits;
    struct dlp_hit label = { column, 0, 0 }, word = { NULL, 0, 0 }, negative = { NULL, 0, 0 };
    enum dlp_evidence_kind kind = DLP_EVIDENCE_COLUMN;
    int score = 0;

    if (dlp_gate_opens(in, scope, column == NULL)) {
        if (scope->record)
            scope_end_record(scope, in->table->mode == DLP_TABLE_SQL);
        dlp_words_collect(in, scope, &hits);
        label = find_label(in, scope, &hits, column, &kind);
        word = nearest(&hits, DLP_WORD_CONTEXT, &label);
        negative = nearest(&hits, DLP_WORD_NEGATIVE, &label);
    }
    if (label.use) {
        evidence_add(evidence, &label, kind);
        score += scores->label;
    } else if (in->typed) {
        evidence->item[evidence->items++] =
            (struct dlp_evidence_item){ .word = "its values", .kind = DLP_EVIDENCE_COLUMN };
        score += scores->label;
    }
    if (word.use) {
        evidence_add(evidence, &word, DLP_EVIDENCE_WORD);
        score += scores->word;
    }
    if (negative.use) {
        evidence_add(evidence, &negative, DLP_EVIDENCE_NEGATIVE);
        score += scores->negative;
    }
    *labelled = label.use || in->typed;
    return score;
}

bool dlp_score(const struct dlp_score_input *in, struct dlp_evidence *evidence)
{
    struct dlp_scope scope;
    bool labelled = false;
    int score;

    evidence->items = 0;
    memset(evidence->item, 0, sizeof(evidence->item));
    scope_init(&scope, in);
    score = in->rule->scores.base + score_words(in, &scope, evidence, &labelled);
    if (in->rule->require_context && !labelled && !has_word(evidence))
        return false;
    if (in->wanted > CONFIDENCE_MIN && score < (int)in->wanted)
        return false; /* rejects and failed checks only lower it */
    score_end(in, evidence, score, labelled);
    return true;
}
