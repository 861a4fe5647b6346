/* tests/unit/scan/test_chain_walk.c - the walk finds what PCRE2 finds, over patterns as rules write them. */

#include "scan/border.h"
#include "scan/chain_walk.h"
#include "unit/test.h"

#include <stdlib.h>

#define TEXTS 4000u
#define TEXT_LEN 24u

static const char *const patterns[] = {
    "\\+[1-9](?:[ ()./\\-]{0,3}[0-9]){7,14}",
    "(?:1[ .\\-]?)?(?:\\([2-9][0-9]{2}\\)[ \\-]?[2-9][0-9]{2}[ .\\-]?|[2-9][0-9]{2}-)[0-9]{4}",
    "[VEJPG][- ]?\\d{3}[- ]\\d",
    "0[1-9](?:[ .][0-9]{2}){2,4}?",
    "[0-9](?:[ .]?[0-9]){7}",
    /* These may have ways that are no match. */
    "\\d{10}|\\d{1,5}([- ])\\d{1,4}\\g{1}\\d",
    "(?:0 ?|)\\((?!19|20[0-3])[0-9]{1,5}\\)[0-9]{2,4}",
    /* And of these nothing is known. */
    "[0-9]+(?>-)[0-9]{1,4}",
    "(?i)a[0-9]{4,8}",
};
#define RULES (sizeof(patterns) / sizeof(patterns[0]))
#define KNOWN 7u
#define EXACT 5u

static dlp_database *db;

static void start(void)
{
    static struct dlp_rule rules[RULES];
    static char ids[RULES][8];
    struct dlp_ruleset set = { .arena = dlp_arena_new(), .rules = rules, .len = KNOWN };

    for (size_t i = 0; i < RULES; i++) {
        (void)snprintf(ids[i], sizeof(ids[i]), "x.%zu", i);
        rules[i] = (struct dlp_rule){ .id = ids[i],
                                      .kind = DLP_RULE_DIGITS,
                                      .digits_min = 4,
                                      .digits_max = 16,
                                      .pattern = patterns[i],
                                      .enabled = true,
                                      .file = "t",
                                      .mask = "id" };
    }
    CHECK_INT(dlp_database_compile(&db, &set, NULL, NULL, NULL), DLP_OK);
    dlp_arena_release(set.arena);
}

static void stop(void)
{
    dlp_database_release(db);
}

static uint32_t random_next(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static void text_make(uint8_t text[TEXT_LEN], const char *letters, uint32_t *seed)
{
    const size_t len = strlen(letters);

    for (size_t i = 0; i < TEXT_LEN; i++)
        text[i] = (uint8_t)letters[random_next(seed) % len];
}

/* By PCRE2: does the rule match exactly these bytes? */
static bool matches(uint32_t rule, const uint8_t *text, size_t from, size_t to)
{
    pcre2_match_data *const data = pcre2_match_data_create(4, NULL);
    const int found =
        pcre2_match(db->rules[rule].value, text, to, from, PCRE2_ANCHORED, data, NULL);

    pcre2_match_data_free(data);
    return found > 0;
}

static bool walk_has(const struct dlp_walk_starts *starts, unsigned bit, size_t back)
{
    for (unsigned i = 0; i < starts->len; i++)
        if (starts->back[i] == back && (starts->at[i] >> bit & 1u))
            return true;
    return false;
}

static void test_chain_walk__knows_which_patterns_it_knows(void)
{
    const struct dlp_chain_nfa *const nfa = &db->chains.nfa;

    CHECK_INT(db->chains.len, 1);
    for (unsigned bit = 0; bit < KNOWN; bit++) {
        CHECK(nfa->rules >> bit & 1u);
        CHECK_INT(nfa->exact >> bit & 1u, db->chains.sets[0].rules[bit] < EXACT);
    }
}

static void test_chain_walk__finds_what_pcre2_finds(void)
{
    const struct dlp_chain_set *const set = &db->chains.sets[0];
    struct dlp_chain_walk *walk = NULL;
    uint32_t seed = 7;
    size_t found = 0;

    CHECK(dlp_walk_ready(&walk, db));
    for (unsigned n = 0; n < TEXTS; n++) {
        uint8_t text[TEXT_LEN];
        const struct dlp_window window = { text, 0, TEXT_LEN };
        struct dlp_walk_starts starts;

        text_make(text, n % 2 ? "0123456789" : "01234567890123456789 -.()+V", &seed);
        if (n % 2)
            text[TEXT_LEN - 5 - n % 7] = (uint8_t) " -.("[n / 2 % 4];
        dlp_walk_back(&starts, walk, db, &window, TEXT_LEN, db->chains.nfa.rules, set->all);
        for (unsigned bit = 0; bit < KNOWN; bit++)
            for (size_t back = 1; back <= TEXT_LEN; back++) {
                const bool has = walk_has(&starts, bit, back);
                const bool real = matches(set->rules[bit], text, TEXT_LEN - back, TEXT_LEN);

                found += real;
                CHECK(has || !real);
                CHECK(real || !has || !(db->chains.nfa.exact >> bit & 1u));
            }
    }
    CHECK(found > TEXTS / 4);
    dlp_walk_free(walk);
}

/* What other digits and letters would begin, a guess must not deny. */
static void test_chain_walk__guesses_no_less_than_it_finds(void)
{
    const struct dlp_chain_set *const set = &db->chains.sets[0];
    struct dlp_chain_walk *walk = NULL;
    uint32_t seed = 11;
    size_t denied = 0;

    CHECK(dlp_walk_ready(&walk, db));
    for (unsigned n = 0; n < TEXTS; n++) {
        uint8_t text[TEXT_LEN];
        const struct dlp_window window = { text, 0, TEXT_LEN };
        const unsigned len = 4 + n % (TEXT_LEN - 6);
        struct dlp_walk_starts starts;
        uint64_t guess;

        text_make(text, "01234567890123456789 -.(", &seed);
        memcpy(text + TEXT_LEN - len - 2, (const char *const[]){ "VG", ",x", ";V", "=\"" }[n % 4],
               2);
        guess = dlp_walk_guess(walk, db, &window, TEXT_LEN, len, db->chains.nfa.rules);
        dlp_walk_back(&starts, walk, db, &window, TEXT_LEN, db->chains.nfa.rules, set->all);
        for (unsigned i = 0; i < starts.len; i++)
            CHECK((starts.at[i]
                   & set->borders[dlp_borders_before(&window, TEXT_LEN - starts.back[i])] & ~guess)
                  == 0);
        denied += guess != db->chains.nfa.rules;
    }
    CHECK(denied > TEXTS / 2);
    dlp_walk_free(walk);
}

static void test_chain_walk__needs_what_leads(void)
{
    struct dlp_chain_walk *walk = NULL;
    const uint64_t all = db->chains.nfa.rules;

    CHECK(dlp_walk_ready(&walk, db));
    for (unsigned bit = 0; bit < KNOWN; bit++) {
        const uint32_t rule = db->chains.sets[0].rules[bit];

        CHECK_INT(dlp_walk_led(walk, db, all, '+') >> bit & 1u, rule != 2);
        CHECK_INT(dlp_walk_led(walk, db, all, 'V') >> bit & 1u, rule != 0);
        CHECK_INT(dlp_walk_led(walk, db, all, '"') >> bit & 1u, rule != 0 && rule != 2);
    }
    dlp_walk_free(walk);
}

static void test_chain_walk__says_nothing_of_other_patterns(void)
{
    struct dlp_rule rule = { .id = "x.y",
                             .kind = DLP_RULE_DIGITS,
                             .digits_min = 4,
                             .digits_max = 16,
                             .enabled = true,
                             .file = "t",
                             .mask = "id" };

    for (size_t i = KNOWN; i < RULES; i++) {
        struct dlp_ruleset set = { .arena = dlp_arena_new(), .rules = &rule, .len = 1 };
        struct dlp_chain_walk *walk = NULL;
        dlp_database *other;

        rule.pattern = patterns[i];
        if (dlp_database_compile(&other, &set, NULL, NULL, NULL) == DLP_OK) {
            CHECK_INT(other->chains.nfa.rules, 0);
            CHECK(!dlp_walk_ready(&walk, other));
            dlp_database_release(other);
        }
        dlp_arena_release(set.arena);
    }
}

TEST_MAIN(TEST(start), TEST(test_chain_walk__knows_which_patterns_it_knows),
          TEST(test_chain_walk__finds_what_pcre2_finds),
          TEST(test_chain_walk__guesses_no_less_than_it_finds),
          TEST(test_chain_walk__needs_what_leads),
          TEST(test_chain_walk__says_nothing_of_other_patterns), TEST(stop))
