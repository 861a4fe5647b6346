/* scan/chain_walk.c - most chains of digits are no telephone number, and which byte says so differs: here each
 * costs one look-up, and there is no attempt to match. */

#include "scan/chain_walk.h"

#include "base/alloc.h"
#include "base/bitmap.h"
#include "scan/border.h"

#include <string.h>

#define STATES 1024u /* when there are as many, all are forgotten */
#define SLOTS (2 * STATES)
#define UNKNOWN 0u
#define DEAD 1u
#define FIRST 2u
#define BEGINS 64u /* sets of rules whose first states are known */

/* A state: the places that the next byte may stand at, and the rules of which a match begins with the last. */
struct dlp_chain_walk {
    size_t len;
    size_t words, classes;
    uint64_t led; /* rules of which no match begins with a digit or a joint */
    struct {
        uint64_t rules;
        unsigned state;
    } begins[BEGINS];
    uint64_t *places;       /* by state */
    uint16_t *next;         /* by state and class */
    uint64_t begun[STATES]; /* by state: rules */
    uint16_t slots[SLOTS];  /* states by what they are; 0: none */
};

static uint64_t state_hash(const struct dlp_chain_walk *walk, const uint64_t *places,
                           uint64_t begun)
{
    uint64_t hash = begun;

    for (size_t i = 0; i < walk->words; i++)
        hash = (hash ^ places[i]) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 32;
}

static void states_forget(struct dlp_chain_walk *walk)
{
    memset(walk->slots, 0, sizeof(walk->slots));
    memset(walk->next, 0, STATES * walk->classes * sizeof(*walk->next));
    memset(walk->begins, 0, sizeof(walk->begins));
    walk->len = FIRST;
}

static uint64_t led_rules(const struct dlp_database *db)
{
    const struct dlp_chain_set *const set = &db->chains.sets[0];
    uint64_t led = db->chains.nfa.rules;

    for (unsigned byte = 0; byte < 256; byte++)
        if (db->digits.gap[byte] || (uint8_t)(byte - '0') < 10)
            led &= ~set->first[byte];
    return led;
}

bool dlp_walk_ready(struct dlp_chain_walk **walk, const struct dlp_database *db)
{
    const struct dlp_chain_nfa *const nfa = &db->chains.nfa;
    struct dlp_chain_walk *made;

    if (*walk)
        return true;
    made = nfa->rules ? dlp_calloc(1, sizeof(*made)) : NULL;
    if (!made)
        return false;
    made->words = nfa->words;
    made->classes = nfa->classes;
    made->places = dlp_calloc(STATES * made->words, sizeof(*made->places));
    made->next = dlp_calloc(STATES * made->classes, sizeof(*made->next));
    if (!made->places || !made->next) {
        dlp_walk_free(made);
        return false;
    }
    states_forget(made);
    made->led = led_rules(db);
    *walk = made;
    return true;
}

uint64_t dlp_walk_led(const struct dlp_chain_walk *walk, const struct dlp_database *db,
                      uint64_t rules, uint8_t lead)
{
    return rules & (~walk->led | db->chains.sets[0].holds[lead]);
}

void dlp_walk_free(struct dlp_chain_walk *walk)
{
    if (walk) {
        dlp_free(walk->places);
        dlp_free(walk->next);
    }
    dlp_free(walk);
}

/* The state of these places; there is room for one more. */
static unsigned state_find(struct dlp_chain_walk *walk, const uint64_t *places, uint64_t begun)
{
    const size_t size = walk->words * sizeof(*places);
    size_t slot = state_hash(walk, places, begun) % SLOTS;

    for (; walk->slots[slot]; slot = (slot + 1) % SLOTS) {
        const unsigned state = walk->slots[slot];

        if (walk->begun[state] == begun
            && memcmp(walk->places + state * walk->words, places, size) == 0)
            return state;
    }
    walk->slots[slot] = (uint16_t)walk->len;
    walk->begun[walk->len] = begun;
    memcpy(walk->places + walk->len * walk->words, places, size);
    return (unsigned)walk->len++;
}

/* The state behind that one, for a byte of the class. */
static unsigned state_make(struct dlp_chain_walk *walk, const struct dlp_chain_nfa *nfa,
                           unsigned from, unsigned class_)
{
    uint64_t places[DLP_NFA_PLACES / 64 + 1] = { 0 }, begun = 0;
    bool taken = false;
    unsigned state;

    for (size_t i = 0; i < nfa->words; i++) {
        uint64_t left = walk->places[from * walk->words + i] & nfa->holds[class_ * nfa->words + i];

        for (taken = taken || left; left; left &= left - 1) {
            const size_t place = i * 64 + (size_t)__builtin_ctzll(left);

            if (nfa->first[i] & left & -left)
                begun |= UINT64_C(1) << nfa->owner[place];
            dlp_bits_unite(places, nfa->before + place * nfa->words, nfa->words);
        }
    }
    if (!taken) {
        walk->next[from * walk->classes + class_] = DEAD;
        return DEAD;
    }
    if (walk->len == STATES) {
        states_forget(walk);
        return state_find(walk, places, begun);
    }
    state = state_find(walk, places, begun);
    walk->next[from * walk->classes + class_] = (uint16_t)state;
    return state;
}

/* The state before any byte, for matches of these rules. */
static unsigned state_first(struct dlp_chain_walk *walk, const struct dlp_chain_nfa *nfa,
                            uint64_t rules)
{
    const size_t at = (size_t)((rules * UINT64_C(0x9e3779b97f4a7c15)) >> 32) % BEGINS;
    uint64_t places[DLP_NFA_PLACES / 64 + 1] = { 0 };

    if (walk->begins[at].state && walk->begins[at].rules == rules)
        return walk->begins[at].state;
    for (size_t i = 0; i < nfa->words; i++)
        for (uint64_t left = nfa->last[i]; left; left &= left - 1)
            if (rules >> nfa->owner[i * 64 + (size_t)__builtin_ctzll(left)] & 1u)
                places[i] |= left & -left;
    if (walk->len == STATES)
        states_forget(walk);
    walk->begins[at].rules = rules;
    walk->begins[at].state = state_find(walk, places, 0);
    return walk->begins[at].state;
}

static inline unsigned state_next(struct dlp_chain_walk *walk, const struct dlp_chain_nfa *nfa,
                                  unsigned state, unsigned class_)
{
    const unsigned next = walk->next[state * walk->classes + class_];

    return next != UNKNOWN ? next : state_make(walk, nfa, state, class_);
}

void dlp_walk_back(struct dlp_walk_starts *out, struct dlp_chain_walk *walk,
                   const struct dlp_database *db, const struct dlp_window *window, uint64_t end,
                   uint64_t rules, uint64_t asked)
{
    const struct dlp_chain_nfa *const nfa = &db->chains.nfa;
    const size_t most = dlp_window_before(window, end, DLP_WALK_MAX);
    const uint8_t *const bytes = dlp_window_at(window, end);
    unsigned state = state_first(walk, nfa, rules);

    out->rules = 0;
    out->len = 0;
    for (size_t back = 1; back <= most; back++) {
        uint64_t begun;

        state = state_next(walk, nfa, state, nfa->class_of[bytes[-(ptrdiff_t)back]]);
        if (state == DEAD)
            return;
        begun = walk->begun[state] & asked;
        if (!begun)
            continue;
        out->rules |= begun;
        out->back[out->len] = (uint8_t)back;
        out->at[out->len++] = begun;
    }
}

uint64_t dlp_walk_guess(struct dlp_chain_walk *walk, const struct dlp_database *db,
                        const struct dlp_window *window, uint64_t end, unsigned len, uint64_t rules)
{
    const struct dlp_chain_nfa *const nfa = &db->chains.nfa;
    const uint8_t *const bytes = dlp_window_at(window, end);
    unsigned state = state_first(walk, nfa, rules);
    uint64_t begun = 0;

    for (unsigned back = 1; back <= len + 2; back++) {
        const uint8_t byte = bytes[-(ptrdiff_t)back];
        const bool letter = (uint8_t)((byte | 0x20) - 'a') < 26;
        const unsigned class_ = (uint8_t)(byte - '0') < 10 ? nfa->any_digit
            : letter                                       ? nfa->any_letter
                                                           : nfa->class_of[byte];
        unsigned borders = (1u << DLP_BORDERS) - 1;

        if (back == len + 2 && !letter)
            return rules; /* all kinds of bytes are alike there */
        state = state_next(walk, nfa, state, class_);
        if (state == DEAD)
            return begun;
        if (back <= len) /* what stands before that is known */
            borders &= dlp_borders_before(window, end - back);
        begun |= walk->begun[state] & db->chains.sets[0].borders[borders];
    }
    return rules; /* it may go on */
}
