/* compile/prefix_table.c - which prefixes need no place in Hyperscan, and where to look them up.
 *
 * Nearly every token begins a run of at least 16 letters, digits, '_' and '-', which text seldom has and
 * the class lane sees anyway. Where the pattern says so, its prefixes are looked up where such runs
 * begin, and a thousand of them cost the pass no more than one. */

#include "compile/prefix_table.h"

#include "base/alloc.h"
#include "compile/pattern.h"
#include "validate/checks.h"

#include <stdlib.h>
#include <string.h>

#define HEAD_MIN 2u /* bytes: a key has two */
#define HEAD_MAX 32u

static bool token_byte(char c)
{
    return dlp_is_digit((uint8_t)c) || dlp_is_alpha((uint8_t)c) || c == '_' || c == '-';
}

/* An element of an expression: its fewest bytes, and whether all are of tokens. */
struct element {
    size_t least;
    bool token;
};

static struct element sequence_read(const char **at, unsigned depth);

/* "A-Z", "c-f", "2-7": of one kind. Other ranges hold signs, too. */
static bool range_known(const char *at)
{
    const uint8_t from = (uint8_t)at[0], to = at[0] && at[1] == '-' ? (uint8_t)at[2] : 0;

    if (dlp_is_digit(from))
        return dlp_is_digit(to);
    return dlp_is_alpha(from) && dlp_is_alpha(to) && (from & 0x20) == (to & 0x20);
}

/* "[A-Za-z0-9_\-]", from behind the bracket. */
static struct element class_read(const char **at)
{
    struct element e = { 1, true };

    while (e.token && **at != ']') {
        if (range_known(*at))
            *at += 3;
        else if (strncmp(*at, "\\-", 2) == 0)
            *at += 2;
        else
            e.token = token_byte(*(*at)++) && **at != '-';
    }
    *at += e.token;
    return e;
}

/* "(?:a|b)", from behind the bracket. */
static struct element group_read(const char **at, unsigned depth)
{
    struct element e = { SIZE_MAX, depth > 0 && strncmp(*at, "?:", 2) == 0 };

    if (!e.token)
        return e;
    *at += 2;
    do {
        const struct element one = sequence_read(at, depth - 1);

        e.least = one.least < e.least ? one.least : e.least;
        e.token = e.token && one.token;
    } while (e.token && *(*at)++ == '|');
    return e;
}

/* How often at the least; what cannot be read counts as not at all. */
static size_t times_read(const char **at)
{
    char *end;
    size_t least;

    if (**at == '?' || **at == '*') {
        ++*at;
        return 0;
    }
    if (**at != '{')
        return 1;
    least = (size_t)strtoul(*at + 1, &end, 10);
    *at = end + strcspn(end, "}");
    *at += **at == '}';
    return least;
}

static struct element element_read(const char **at, unsigned depth)
{
    const char c = *(*at)++;
    struct element e = { 1, token_byte(c) };

    if (c == '[')
        e = class_read(at);
    else if (c == '(')
        e = group_read(at, depth);
    else if (c == '\\') {
        e.token = **at == '-';
        *at += **at != 0;
    }
    if (e.token)
        e.least *= times_read(at);
    return e;
}

/* Up to '|', ')', the end, or the first element that is not of a token's bytes alone. */
static struct element sequence_read(const char **at, unsigned depth)
{
    struct element all = { 0, true };

    while (all.token && **at && **at != '|' && **at != ')') {
        const struct element e = element_read(at, depth);

        all.token = e.token;
        all.least += e.token ? e.least : 0;
    }
    return all;
}

size_t dlp_prefix_head(const char *prefix)
{
    size_t head = 0;

    for (size_t i = 0; prefix[i]; i++)
        if (!token_byte(prefix[i]))
            head = i + 1;
    return head;
}

/* The pattern behind the first n bytes of the only prefix, which it must begin with as they stand. */
static const char *pattern_behind(const char *pattern, const char *prefix, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        pattern += *pattern == '\\';
        if (*pattern++ != prefix[i])
            return NULL;
    }
    return pattern;
}

bool dlp_prefix_by_run(const struct dlp_rule *rule)
{
    const char *pattern = rule->pattern;
    size_t head = 0;

    if (rule->kind != DLP_RULE_PREFIX || rule->border != DLP_BORDER_TOKEN || rule->ignore_case
        || dlp_pattern_has_choice(pattern))
        return false;
    for (size_t i = 0; i < rule->prefixes.len; i++) {
        head = dlp_prefix_head(rule->prefixes.at[i]);
        if (head > 0 && (head < HEAD_MIN || head > HEAD_MAX || rule->prefixes.len > 1))
            return false;
    }
    pattern = pattern_behind(pattern, rule->prefixes.at[0], head);
    if (!pattern)
        return false;
    return sequence_read(&pattern, 4).least >= DLP_TOKEN_RUN;
}

static enum dlp_prefix_key prefix_way(const char *prefix)
{
    if (dlp_prefix_head(prefix) > 0)
        return DLP_PREFIX_HEAD;
    return strlen(prefix) < 4 ? DLP_PREFIX_SHORT : DLP_PREFIX_LONG;
}

static unsigned prefix_key(const char *prefix)
{
    return dlp_prefix_key(prefix_way(prefix), (const uint8_t *)prefix + dlp_prefix_head(prefix));
}

dlp_status dlp_prefix_table_build(struct dlp_prefix_table *table, const struct dlp_rule_code *rules,
                                  size_t len)
{
    uint32_t *const first = table->first;

    for (size_t i = 0; i < len; i++)
        for (size_t n = 0; rules[i].by_run && n < rules[i].rule.prefixes.len; n++, table->len++)
            first[prefix_key(rules[i].rule.prefixes.at[n]) + 1]++;
    table->entries = dlp_calloc(table->len + 1, sizeof(*table->entries));
    if (!table->entries)
        return DLP_ENOMEM;
    for (size_t key = 0; key < DLP_PREFIX_KEYS; key++)
        first[key + 1] += first[key];
    for (size_t i = len; i-- > 0;) /* each key is filled from its end: rules stay in order */
        for (size_t n = rules[i].by_run ? rules[i].rule.prefixes.len : 0; n-- > 0;) {
            const char *const prefix = rules[i].rule.prefixes.at[n];
            const size_t head = dlp_prefix_head(prefix), rest = strlen(prefix) - head;
            const unsigned key = prefix_key(prefix);

            table->has[prefix_way(prefix)][key >> 3] |= (uint8_t)(1u << (key & 7u));
            table->entries[--first[key + 1]] =
                (struct dlp_prefix_entry){ prefix,
                                           (uint32_t)i,
                                           (uint8_t)head,
                                           (uint8_t)(rest < DLP_TOKEN_RUN ? rest : DLP_TOKEN_RUN),
                                           (uint8_t)prefix_way(prefix),
                                           (uint8_t)prefix[head] };
        }
    /* first[key + 1] has come down to where the key starts: it is first[key] now. */
    memmove(first, first + 1, DLP_PREFIX_KEYS * sizeof(*first));
    first[DLP_PREFIX_KEYS] = (uint32_t)table->len;
    return DLP_OK;
}

void dlp_prefix_table_free(struct dlp_prefix_table *table)
{
    dlp_free(table->entries);
    *table = (struct dlp_prefix_table){ 0 };
}
