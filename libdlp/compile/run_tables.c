/* compile/run_tables.c - runs by their width, heads by their two letters.
 *
 * Which letters a head's pattern may begin with, PCRE2 says itself: a partial match of two letters is
 * one that more text could complete. */

#include "compile/run_tables.h"

#include "base/alloc.h"

#include <string.h>

#define WIDEST (DLP_RUN_WIDTHS - 1) /* stands for all that are wider */

static size_t run_longest(const struct dlp_rule_code *code)
{
    return code->rule.run_max < code->width ? code->rule.run_max : code->width;
}

static bool run_takes(const struct dlp_rule_code *code, size_t width)
{
    if (code->rule.kind != DLP_RULE_RUN)
        return false;
    return width < WIDEST ? width >= code->rule.run_min && width <= run_longest(code)
                          : run_longest(code) >= WIDEST;
}

static bool takes_small(const struct dlp_rule_code *code)
{
    for (int c = 'a'; c <= 'z'; c++)
        if (dlp_bitmap_has(code->alphabet, (uint8_t)c))
            return true;
    return false;
}

/* Expressions that want other bytes match no run: they have no first byte. */
static struct dlp_run_fit run_fit(const struct dlp_rule_code *code)
{
    static const char bytes[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    struct dlp_run_fit fit = { 0, code->needs.digits, code->needs.letters, takes_small(code) };

    for (const char *c = bytes; *c && code->needs.others == 0; c++)
        if (dlp_bitmap_has(code->first, (uint8_t)*c))
            fit.first |= UINT64_C(1) << dlp_run_code((uint8_t)*c);
    return fit;
}

static uint8_t digits_least(const struct dlp_run_tables *runs, struct dlp_range range, bool small)
{
    uint8_t least = UINT8_MAX;

    for (uint32_t i = range.first; i < range.first + range.len; i++)
        if (runs->fits[i].digits < least && (runs->fits[i].small || !small))
            least = runs->fits[i].digits;
    return least;
}

/* Count, and where refs is not NULL also write, the rules for each width. */
static size_t runs_index(struct dlp_run_tables *runs, const struct dlp_rule_code *rules, size_t len,
                         uint32_t *refs)
{
    size_t n = 0;

    for (size_t width = 0; width < DLP_RUN_WIDTHS; width++) {
        runs->by_width[width].first = (uint32_t)n;
        for (size_t i = 0; i < len; i++) {
            if (!run_takes(&rules[i], width))
                continue;
            if (refs)
                refs[n] = (uint32_t)i;
            n++;
        }
        runs->by_width[width].len = (uint32_t)n - runs->by_width[width].first;
    }
    return n;
}

static void firsts_unite(struct dlp_run_tables *runs, size_t width)
{
    const struct dlp_range range = runs->by_width[width];

    for (uint32_t i = range.first; i < range.first + range.len; i++) {
        runs->firsts[width] |= runs->fits[i].first;
        if (runs->fits[i].letters == 0)
            runs->bare_firsts[width] |= runs->fits[i].first;
    }
}

static dlp_status runs_build(struct dlp_run_tables *runs, const struct dlp_rule_code *rules,
                             size_t len)
{
    size_t n;

    runs->bare = runs->small = runs->wordy = SIZE_MAX;
    for (size_t i = 0; i < len; i++) {
        if (rules[i].rule.kind != DLP_RULE_RUN)
            continue;
        if (runs->min == 0 || rules[i].rule.run_min < runs->min)
            runs->min = rules[i].rule.run_min;
        if (run_longest(&rules[i]) > runs->max)
            runs->max = run_longest(&rules[i]);
        if (rules[i].needs.letters == 0 && rules[i].rule.run_min < runs->bare)
            runs->bare = rules[i].rule.run_min;
        if (rules[i].needs.digits == 0 && rules[i].rule.run_min < runs->wordy)
            runs->wordy = rules[i].rule.run_min;
        if (rules[i].rule.run_min < runs->small && takes_small(&rules[i]))
            runs->small = rules[i].rule.run_min;
    }
    runs->refs = dlp_calloc(runs_index(runs, rules, len, NULL) + 1, sizeof(*runs->refs));
    if (!runs->refs)
        return DLP_ENOMEM;
    n = runs_index(runs, rules, len, runs->refs);
    runs->fits = dlp_calloc(n + 1, sizeof(*runs->fits));
    if (!runs->fits)
        return DLP_ENOMEM;
    for (size_t i = 0; i < n; i++)
        runs->fits[i] = run_fit(&rules[runs->refs[i]]);
    for (size_t width = 0; width < WIDEST; width++) {
        runs->least[width] = digits_least(runs, runs->by_width[width], false);
        runs->least_small[width] = digits_least(runs, runs->by_width[width], true);
    }
    for (size_t width = 0; width < DLP_RUN_WIDTHS; width++)
        firsts_unite(runs, width);
    return DLP_OK;
}

/* Can a match begin with text[0, len)? Also when PCRE2 does not say. */
static bool head_begins(const struct dlp_rule_code *code, pcre2_match_data *match,
                        const uint8_t *text, size_t len)
{
    return pcre2_match(code->value, text, len, 0, PCRE2_PARTIAL_HARD, match, NULL)
        != PCRE2_ERROR_NOMATCH;
}

/* The pairs of one head rule: bit pair of the bitmap. Letters whose first is refused are not asked. */
static void pairs_ask(uint8_t pairs[DLP_PAIRS_BYTES], const struct dlp_rule_code *code,
                      pcre2_match_data *match)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    uint32_t behind = 0;

    if (pcre2_pattern_info(code->value, PCRE2_INFO_MAXLOOKBEHIND, &behind) != 0 || behind > 0) {
        memset(pairs, 0xff, DLP_PAIRS_BYTES); /* what stands before may count */
        return;
    }
    memset(pairs, 0, DLP_PAIRS_BYTES);
    for (const char *a = letters; *a; a++) {
        uint8_t text[2] = { (uint8_t)*a, 0 };

        for (const char *b = letters; *b && (b > letters || head_begins(code, match, text, 1));
             b++) {
            const unsigned pair = dlp_head_pair((uint8_t)*a, (uint8_t)*b);

            text[1] = (uint8_t)*b;
            if (head_begins(code, match, text, 2))
                pairs[pair >> 3] |= (uint8_t)(1u << (pair & 7u));
        }
    }
}

size_t dlp_head_rules(const struct dlp_rule_code *rules, size_t len)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++)
        n += rules[i].rule.kind == DLP_RULE_HEAD;
    return n;
}

dlp_status dlp_head_pairs(uint8_t *pairs, const struct dlp_rule_code *rules, size_t len)
{
    pcre2_match_data *const match = pcre2_match_data_create(1, NULL);

    if (!match)
        return DLP_ENOMEM;
    for (size_t i = 0; i < len; i++) {
        if (rules[i].rule.kind != DLP_RULE_HEAD)
            continue;
        pairs_ask(pairs, &rules[i], match);
        pairs += DLP_PAIRS_BYTES;
    }
    pcre2_match_data_free(match);
    return DLP_OK;
}

static dlp_status heads_build(struct dlp_head_tables *heads, const struct dlp_rule_code *rules,
                              size_t len, const uint8_t *pairs)
{
    const size_t rules_len = dlp_head_rules(rules, len);
    uint32_t *all;
    size_t n = 0;

    if (rules_len == 0)
        return DLP_OK;
    heads->refs = dlp_calloc(rules_len * (DLP_HEAD_PAIRS + 1), sizeof(*heads->refs));
    if (!heads->refs)
        return DLP_ENOMEM;
    all = heads->refs + rules_len * DLP_HEAD_PAIRS; /* at the end, the pairs before them */
    for (size_t i = 0, head = 0; i < len; i++)
        if (rules[i].rule.kind == DLP_RULE_HEAD)
            all[head++] = (uint32_t)i;
    for (unsigned pair = 0; pair < DLP_HEAD_PAIRS; pair++) {
        heads->by_pair[pair].first = (uint32_t)n;
        for (size_t head = 0; head < rules_len; head++)
            if ((unsigned)pairs[head * DLP_PAIRS_BYTES + (pair >> 3)] >> (pair & 7u) & 1u)
                heads->refs[n++] = all[head];
        heads->by_pair[pair].len = (uint32_t)n - heads->by_pair[pair].first;
    }
    heads->all.first = (uint32_t)(rules_len * DLP_HEAD_PAIRS);
    heads->all.len = (uint32_t)rules_len;
    return DLP_OK;
}

dlp_status dlp_run_tables_build(struct dlp_run_tables *runs, struct dlp_head_tables *heads,
                                const struct dlp_rule_code *rules, size_t len, const uint8_t *pairs)
{
    const dlp_status status = runs_build(runs, rules, len);

    return status == DLP_OK ? heads_build(heads, rules, len, pairs) : status;
}

void dlp_run_tables_free(struct dlp_run_tables *runs, struct dlp_head_tables *heads)
{
    dlp_free(runs->refs);
    dlp_free(runs->fits);
    dlp_free(heads->refs);
    *runs = (struct dlp_run_tables){ 0 };
    heads->refs = NULL;
}
