/* engine/live_rules.c - words once per dense block: where digits stand close together, the words of
 * a block decide which rules the class lane asks at all. */

#include "engine/live_rules.h"

#include "base/alloc.h"
#include "base/bitmap.h"
#include "engine/judge.h"
#include "engine/live_cells.h"
#include "engine/live_trial.h"
#include "score/context.h"
#include "score/table.h"
#include "score/word_gate.h"
#include "score/words.h"

#include <string.h>

#define VALUE_MAX                                                                                  \
  (DLP_CHAIN_MAX + 16u) /* bytes of a shape or a chain, and of what stands beside its digits */
#define NEAR_BEFORE                                                                                \
  ((VALUE_MAX + DLP_CONTEXT_BEFORE) / DLP_NEAR_BYTES + 1u) /* stretches that may count */
#define LABEL_GAP                                                                                  \
  (DLP_LABEL_GAP + DLP_LEAD_MAX) /* bytes between a label and where its value is looked at */
#define NEAR_WIDE 4u             /* stretches of near_wide */
#define NEAR_BEHIND ((DLP_NEAR_BYTES + DLP_CONTEXT_AFTER - 1u) / DLP_NEAR_BYTES)
#define WHOLE_BYTES 16384u  /* a block of so many has rules of its own; */
#define SHARED_BYTES 65536u /* so many of smaller ones share theirs */
#define GUESS_BYTES 512u    /* of a new text that are looked at */
#define DENSE_BYTES 256u    /* a group of digits or a run that matters in so many bytes, or more; */
#define CROWDED_BYTES 32u   /* in so few, words are always looked at */

static size_t bitmap_words(const dlp_scanner *scanner)
{
    return scanner->db->rules_len / 64 + 1;
}

/* Is the rule reported without any word, or does the gate not know its words? */
static bool needs_no_word(const dlp_scanner *scanner, size_t rule)
{
    const struct dlp_rule *const r = &scanner->db->rules[rule].rule;
    const struct dlp_word_gate *const gate = &scanner->db->words.gate;

    return (r->scores.base >= (int)scanner->threshold && !r->require_context) || !gate->rules
        || gate->rules[rule] == 0;
}

/* Is the rule one of those that the class lane asks about? */
static bool is_of_class_lane(const struct dlp_rule *rule)
{
    return rule->kind == DLP_RULE_DIGITS || rule->kind == DLP_RULE_RUN
        || rule->kind == DLP_RULE_HEAD;
}

/* The bytes before that place in which a word, label or key of a value can stand that begins there or behind
 * it: no key reaches over the end of a line. */
static uint64_t words_from(const struct dlp_window *window, uint64_t start)
{
    const size_t reach = dlp_window_before(window, start, DLP_CONTEXT_BEFORE);
    const uint8_t *const text = dlp_window_at(window, start - reach);
    const uint8_t *const line = memrchr(text, '\n', reach);
    const size_t key = line ? reach - (size_t)(line - text) : reach;

    _Static_assert(DLP_WORDS_BEFORE <= DLP_CONTEXT_BEFORE,
                   "words are looked for near a value only");
    if (key < DLP_WORDS_BEFORE)
        return start - (reach < DLP_WORDS_BEFORE ? reach : DLP_WORDS_BEFORE);
    return start - key;
}

static inline void sets_unite(uint64_t *sum, const uint64_t *more)
{
    dlp_bits_unite(sum, more, DLP_GATE_SETS / 64);
}

/* All that words around a shape or a chain that ends in the stretch can be in. */
static void near_look(struct dlp_live *live, uint64_t at)
{
    const dlp_session *const session = live->user;
    const struct dlp_live_rules *const l = &session->scanner->live;
    const uint64_t number = at / DLP_NEAR_BYTES, begin = number * DLP_NEAR_BYTES;
    const uint64_t start = begin - dlp_window_before(l->window, begin, VALUE_MAX);
    const uint64_t first = words_from(l->window, start) / DLP_NEAR_BYTES;
    const uint64_t least = first < l->first_near ? l->first_near : first;

    live->near_from = begin;
    live->near_to = begin + DLP_NEAR_BYTES;
    memset(&live->near, 0, sizeof(live->near));
    for (uint64_t n = number;;) {
        sets_unite(live->near.label, l->near_wide[n - l->first_near]);
        if (n < least + NEAR_WIDE)
            break;
        n = n - NEAR_WIDE < least + NEAR_WIDE - 1 ? least + NEAR_WIDE - 1 : n - NEAR_WIDE;
    }
    memcpy(live->near.any, live->near.label, sizeof(live->near.any));
    for (uint64_t n = number + 1; n <= number + NEAR_BEHIND; n++)
        sets_unite(live->near.any, l->near[n - l->first_near]);
}

/* The bytes before `end` that a label of a value which begins there can stand in, its gap to the value and
 * all: no digit stands in the gap, and another cell or key, or a wide gap, ends a phrase (score/words.h).
 * @return more than `most` where they are that many */
static size_t label_bytes(const uint8_t *end, size_t most)
{
    bool reached = false; /* the label ends behind here */
    unsigned quiet = 0;
    size_t n = 0;

    for (; n <= most; n++) {
        const uint8_t byte = end[-1 - (ptrdiff_t)n];

        quiet = dlp_may_be_of_word(byte) ? 0 : quiet + 1;
        if ((reached || n >= LABEL_GAP) && (quiet > DLP_PHRASE_GAP || dlp_is_phrase_edge(byte)))
            break;
        reached = reached || (uint8_t)(byte - '0') < 10;
    }
    return n;
}

/* The sets of the words of [end - len, end), len up to DLP_GATE_BLOCK; 12 bytes behind them can be read. */
static void label_words(uint64_t *sum, const struct dlp_word_gate *gate, const uint8_t *end,
                        size_t len)
{
    const size_t edge = DLP_GATE_BEHIND + DLP_GATE_BLOCK;
    struct dlp_gate_sets sets;
    uint8_t text[64] = { 0 };

    memcpy(text + edge - len, end - len, len + sizeof(text) - edge);
    sets = dlp_gate_block(gate, text);
    sets_unite(sum, sets.positive);
}

/* The sets of the rules that the label or the key of a value may speak for which begins there, or a few bytes
 * before it; what is too long counts as all that is near. */
static void label_look(struct dlp_live *live, uint64_t start)
{
    const dlp_session *const session = live->user;
    const struct dlp_live_rules *const l = &session->scanner->live;
    const struct dlp_word_gate *const gate = &session->scanner->db->words.gate;
    const size_t have = dlp_window_before(l->window, start, DLP_CONTEXT_BEFORE + 2 * DLP_LEAD_MAX);
    const uint8_t *const value = dlp_window_at(l->window, start);
    struct dlp_key_place key = { 0, 0, false };
    size_t len;

    live->label_start = start;
    memcpy(live->labels, live->near.label, sizeof(live->labels));
    if (have <= DLP_GATE_BLOCK || dlp_window_after(l->window, start, 64) < 64)
        return;
    len = label_bytes(value, DLP_GATE_BLOCK);
    if (len > DLP_GATE_BLOCK)
        return;
    if (!dlp_key_find(value - have, have, true, &key))
        key.start = key.end = have;
    if (key.end - key.start > DLP_GATE_BLOCK)
        return;
    memset(live->labels, 0, sizeof(live->labels));
    label_words(live->labels, gate, value, len);
    if (key.end > key.start && have - key.start > len)
        label_words(live->labels, gate, value - have + key.end, key.end - key.start);
}

dlp_status dlp_live_rules_open(dlp_scanner *scanner)
{
    struct dlp_live_rules *const l = &scanner->live;

    l->always = dlp_calloc(bitmap_words(scanner), sizeof(*l->always));
    l->next = dlp_calloc(bitmap_words(scanner), sizeof(*l->next));
    l->sure = dlp_calloc(bitmap_words(scanner), sizeof(*l->sure));
    l->labelled = dlp_calloc(bitmap_words(scanner), sizeof(*l->labelled));
    l->was_sure = dlp_calloc(bitmap_words(scanner), sizeof(*l->was_sure));
    l->wordy = dlp_calloc(scanner->db->rules_len + 1, sizeof(*l->wordy));
    if (!l->always || !l->next || !l->sure || !l->labelled || !l->was_sure || !l->wordy
        || dlp_live_init(&l->live, scanner->db) != DLP_OK)
        return DLP_ENOMEM;
    for (size_t i = 0; i < scanner->db->rules_len; i++) {
        const struct dlp_rule *const rule = &scanner->db->rules[i].rule;

        if (needs_no_word(scanner, i))
            dlp_bit_add(l->always, i);
        else if (is_of_class_lane(rule))
            l->wordy[l->wordy_len++] = (uint32_t)i;
        if (dlp_rule_needs_label(rule, scanner->threshold))
            dlp_bit_add(l->labelled, i);
    }
    l->live.sure = l->sure;
    l->live.labelled = l->labelled;
    l->live.look = near_look;
    l->live.label = label_look;
    l->all = l->wordy_len == 0;
    return DLP_OK;
}

void dlp_live_rules_close(dlp_scanner *scanner)
{
    dlp_free(scanner->live.always);
    dlp_free(scanner->live.next);
    dlp_free(scanner->live.sure);
    dlp_free(scanner->live.labelled);
    dlp_free(scanner->live.was_sure);
    dlp_free(scanner->live.wordy);
    dlp_live_cells_free(scanner);
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
            dlp_bit_add(bitmap, words->uses[slot->first + u].rule);
    }
    for (size_t i = 0; i < session->verdicts.len; i++)
        if (session->verdicts.at[i].kind == DLP_VERDICT_TYPE)
            dlp_bit_add(bitmap, session->verdicts.at[i].rule);
}

/* Make near_wide of that many stretches: an event may end where the last words do. */
static void near_widen(struct dlp_live_rules *l, size_t len)
{
    uint64_t last[DLP_GATE_SETS / 64] = { 0 }, two[2][DLP_GATE_SETS / 64] = { { 0 } };

    _Static_assert(NEAR_WIDE == 4, "two and two");
    for (size_t n = 0; n < len; n++) {
        sets_unite(last, l->near[n]); /* with the one before */
        memcpy(l->near_wide[n], last, sizeof(last));
        sets_unite(l->near_wide[n], two[n & 1u]);
        memcpy(two[n & 1u], last, sizeof(last));
        memcpy(last, l->near[n], sizeof(last));
    }
}

/* All that words around a candidate of the block can be in; l->near of each stretch that an event may
 * ask for. */
static struct dlp_gate_sets block_words(dlp_session *session, const struct dlp_window *window,
                                        uint64_t from, uint64_t to)
{
    const struct dlp_database *const db = session->scanner->db;
    struct dlp_live_rules *const l = &session->scanner->live;
    struct dlp_token_cache *const cache = dlp_judge_cache(session);
    const size_t widest = db->runs.max > 2 * DLP_CHAIN_MAX ? db->runs.max : 2 * DLP_CHAIN_MAX;
    const uint64_t lo = from - dlp_window_before(window, from, widest + DLP_CONTEXT_BEFORE);
    const uint64_t hi = to + dlp_window_after(window, to, db->ahead);
    const uint64_t first = from / DLP_NEAR_BYTES;
    struct dlp_gate_sets words = { 0 };
    size_t asked;

    _Static_assert(DLP_NEAR_BYTES == DLP_GATE_BLOCK, "a stretch is a block of the gate");
    _Static_assert(DLP_NEAR_STRETCHES
                       > DLP_MARKS_MAX / DLP_NEAR_BYTES + NEAR_BEFORE + NEAR_BEHIND + 2,
                   "words that may count are known of each stretch of a block");
    l->first_near = first > NEAR_BEFORE ? first - NEAR_BEFORE : 0;
    asked = (size_t)(hi / DLP_NEAR_BYTES - l->first_near) + 1 + NEAR_BEHIND;
    asked = asked < DLP_NEAR_STRETCHES ? asked : DLP_NEAR_STRETCHES;
    memset(l->near, 0, asked * sizeof(l->near[0]));
    dlp_gate_read(cache, &db->words.gate, window, lo, hi);
    for (uint64_t at = lo / DLP_NEAR_BYTES; at * DLP_NEAR_BYTES < hi; at++) {
        const uint64_t *const sets = dlp_gate_at(cache, &db->words.gate, window, at)->positive;

        sets_unite(words.positive, sets);
        if (at >= l->first_near && at - l->first_near < asked)
            memcpy(l->near[at - l->first_near], sets, sizeof(l->near[0]));
    }
    near_widen(l, asked);
    return words;
}

/* Are the names of columns known that any value up to `to` may stand in? In a header's own block its
 * words may be far from the values. In plain text only the word of a statement begins a table. */
static bool columns_are_known(const dlp_session *session, const struct dlp_window *window,
                              uint64_t to)
{
    struct dlp_table table = session->table;

    if (table.mode != DLP_TABLE_NONE)
        return table.mode == DLP_TABLE_CSV;
    if (!dlp_table_is_between(&table))
        return false;
    dlp_table_advance(&table, window, to, &session->scanner->db->words);
    return table.mode == DLP_TABLE_NONE && dlp_table_is_between(&table)
        && table.mark == session->table.mark;
}

/* The rules that need no word close by are those of `sure`. */
static void near_ready(dlp_session *session, const struct dlp_window *window, uint64_t to)
{
    struct dlp_live_rules *const l = &session->scanner->live;

    l->live.user = session;
    l->window = window;
    l->live.near_from = l->live.near_to = l->live.label_start = 0;
    l->live.asks = columns_are_known(session, window, to);
    if (memcmp(l->sure, l->was_sure, bitmap_words(session->scanner) * sizeof(*l->sure)) != 0) {
        memcpy(l->was_sure, l->sure, bitmap_words(session->scanner) * sizeof(*l->sure));
        dlp_live_forget(&l->live);
    }
}

/* Are all bits of `some` in `all`? */
static bool bits_within(const uint64_t *some, const uint64_t *all, size_t len)
{
    uint64_t more = 0;

    for (size_t i = 0; i < len; i++)
        more |= some[i] & ~all[i];
    return more == 0;
}

/* Do the rules of the block before do for this one? Rules more than needed do no harm, and making the
 * tables anew costs more than all else of a packet: small blocks share the words of some of them. */
static bool rules_suffice(dlp_scanner *scanner, const struct dlp_gate_sets *words, uint64_t bytes)
{
    struct dlp_live_rules *const l = &scanner->live;
    const bool known = bits_within(words->positive, l->words, DLP_GATE_SETS / 64)
        && bits_within(l->sure, l->live.rules, bitmap_words(scanner));

    l->aged += bytes;
    if (l->aged < SHARED_BYTES && bytes < WHOLE_BYTES) {
        sets_unite(l->words, words->positive);
        sets_unite(l->recent, words->positive);
        return known;
    }
    if (bytes >= WHOLE_BYTES)
        memset(l->recent, 0, sizeof(l->recent));
    memcpy(l->words, l->recent, sizeof(l->words));
    sets_unite(l->words, words->positive);
    memcpy(l->recent, words->positive, sizeof(l->recent));
    l->aged = 0;
    return false;
}

/* The rules of those words, and the sure ones. */
static void rules_take(dlp_scanner *scanner)
{
    struct dlp_live_rules *const l = &scanner->live;
    const uint16_t *const sets = scanner->db->words.gate.rules;
    const size_t size = bitmap_words(scanner) * sizeof(*l->next);

    memcpy(l->next, l->sure, size);
    for (size_t i = 0; i < l->wordy_len; i++)
        if (dlp_gate_has(l->words, sets[l->wordy[i]]))
            dlp_bit_add(l->next, l->wordy[i]);
    if (memcmp(l->next, l->live.rules, size) != 0) {
        memcpy(l->live.rules, l->next, size);
        dlp_live_renew(&l->live);
    }
}

/* How dense is a text of which nothing was scanned? Groups of four digits or more in its first bytes tell. */
static void density_guess(struct dlp_scan_work *work, const struct dlp_window *window,
                          uint64_t from, uint64_t to)
{
    const size_t len = to - from < GUESS_BYTES ? (size_t)(to - from) : GUESS_BYTES;
    const uint8_t *const bytes = dlp_window_at(window, from);
    uint8_t digit[GUESS_BYTES + 1];
    size_t groups = 0;

    for (size_t i = 0; i < len; i++)
        digit[i] = (uint8_t)(bytes[i] - '0') < 10;
    digit[len] = 0;
    for (size_t i = 4; i <= len; i++)
        groups += (size_t)(digit[i - 4] & digit[i - 3] & digit[i - 2] & digit[i - 1] & ~digit[i]);
    work->asked = groups;
    work->asked_of = len > 0 ? len : 1;
}

struct dlp_live *dlp_live_rules(dlp_session *session, const struct dlp_window *window,
                                uint64_t from, uint64_t to)
{
    dlp_scanner *const scanner = session->scanner;
    struct dlp_live_rules *const l = &scanner->live;
    struct dlp_gate_sets words;
    size_t asked;

    if (scanner->work.asked_of == 0)
        density_guess(&scanner->work, window, from, to);
    asked = scanner->work.asked;
    if (l->all || dlp_sink_traces(&session->sink) || asked * DENSE_BYTES < scanner->work.asked_of
        || (asked * CROWDED_BYTES < scanner->work.asked_of && !dlp_live_trial_takes(scanner)))
        return NULL;
    words = block_words(session, window, from, to);
    memcpy(l->sure, l->always, bitmap_words(scanner) * sizeof(*l->sure));
    columns_add(l->sure, session);
    near_ready(session, window, to);
    if (!rules_suffice(scanner, &words, to - from))
        rules_take(scanner);
    dlp_live_cells(session, window, from);
    return &l->live;
}
