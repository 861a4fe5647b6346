/* engine/live_rules.c - words once per dense block: where digits stand close together, the words of
 * a block decide which rules the class lane asks at all. */

#include "engine/live_rules.h"

#include "base/alloc.h"
#include "engine/judge.h"
#include "score/word_gate.h"

#include <string.h>

#define DENSE_BYTES 256u /* a group of digits or a run that matters in so many bytes, or more */

static size_t bitmap_words(const dlp_scanner *scanner)
{
    return scanner->db->rules_len / 64 + 1;
}

static void bitmap_add(uint64_t *bitmap, uint32_t rule)
{
    bitmap[rule >> 6] |= UINT64_C(1) << (rule & 63u);
}

/* Is the rule reported without any word, or does the gate not know its words? */
static bool needs_no_word(const dlp_scanner *scanner, size_t rule)
{
    const struct dlp_rule *const r = &scanner->db->rules[rule].rule;
    const struct dlp_word_gate *const gate = &scanner->db->words.gate;

    return (r->scores.base >= (int)scanner->threshold && !r->require_context) || !gate->rules
        || gate->rules[rule] == 0;
}

dlp_status dlp_live_rules_open(dlp_scanner *scanner)
{
    struct dlp_live_rules *const l = &scanner->live;

    l->always = dlp_calloc(bitmap_words(scanner), sizeof(*l->always));
    l->next = dlp_calloc(bitmap_words(scanner), sizeof(*l->next));
    if (!l->always || !l->next || dlp_live_init(&l->live, scanner->db) != DLP_OK)
        return DLP_ENOMEM;
    l->all = true;
    for (size_t i = 0; i < scanner->db->rules_len; i++)
        if (needs_no_word(scanner, i))
            bitmap_add(l->always, (uint32_t)i);
        else
            l->all = false;
    return DLP_OK;
}

void dlp_live_rules_close(dlp_scanner *scanner)
{
    dlp_free(scanner->live.always);
    dlp_free(scanner->live.next);
    dlp_live_clear(&scanner->live.live);
}

/* What the names of columns, and their values, speak for. */
static void columns_add(uint64_t *bitmap, const dlp_session *session)
{
    const struct dlp_table *const table = &session->table;
    const struct dlp_word_index *const words = &session->scanner->db->words;

    for (uint16_t i = 0; table->columns > 0 && i < table->first[table->columns]; i++) {
        const struct dlp_word_slot *const slot = &words->slots[table->phrases[i]];

        for (uint32_t u = 0; u < slot->len; u++)
            bitmap_add(bitmap, words->uses[slot->first + u].rule);
    }
    for (size_t i = 0; i < session->verdicts.len; i++)
        if (session->verdicts.at[i].kind == DLP_VERDICT_TYPE)
            bitmap_add(bitmap, session->verdicts.at[i].rule);
}

/* All that words around a candidate of the block can be in. */
static struct dlp_gate_sets block_words(dlp_session *session, const struct dlp_window *window,
                                        uint64_t from, uint64_t to)
{
    const struct dlp_database *const db = session->scanner->db;
    const size_t widest = db->runs.max > 2 * DLP_CHAIN_MAX ? db->runs.max : 2 * DLP_CHAIN_MAX;
    const uint64_t lo = from - dlp_window_before(window, from, widest + DLP_CONTEXT_BEFORE);
    const uint64_t hi = to + dlp_window_after(window, to, db->ahead);

    return dlp_gate_between(dlp_judge_cache(session), &db->words.gate, window, lo, hi);
}

struct dlp_live *dlp_live_rules(dlp_session *session, const struct dlp_window *window,
                                uint64_t from, uint64_t to)
{
    dlp_scanner *const scanner = session->scanner;
    struct dlp_live_rules *const l = &scanner->live;
    const uint16_t *const sets = scanner->db->words.gate.rules;
    const size_t size = bitmap_words(scanner) * sizeof(*l->next);
    struct dlp_gate_sets words;

    if (l->all || dlp_sink_traces(&session->sink)
        || scanner->work.asked * DENSE_BYTES < scanner->work.asked_of)
        return NULL;
    words = block_words(session, window, from, to);
    memcpy(l->next, l->always, size);
    for (size_t i = 0; i < scanner->db->rules_len; i++)
        if (sets[i] != 0 && dlp_gate_has(words.positive, sets[i]))
            bitmap_add(l->next, (uint32_t)i);
    columns_add(l->next, session);
    if (memcmp(l->next, l->live.rules, size) != 0) {
        memcpy(l->live.rules, l->next, size);
        dlp_live_renew(&l->live);
    }
    return &l->live;
}
