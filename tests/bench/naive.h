/* tests/bench/naive.h - the same rules the naive way: each as one ordinary expression that finds
 * its values without any lane, trigger or window. What Hyperscan and ripgrep do not have (look
 * around) is left out, so that all peers get exactly the same text. */
#ifndef BENCH_NAIVE_H
#define BENCH_NAIVE_H

#include "bench/bench.h"

#define NAIVE_MAX 16384 /* bytes of one expression */

struct naive_text {
    char at[NAIVE_MAX];
    size_t len;
};

__attribute__((format(printf, 2, 3))) static inline void naive_add(struct naive_text *out,
                                                                   const char *format, ...)
{
    va_list args;
    int n;

    va_start(args, format);
    n = vsnprintf(out->at + out->len, NAIVE_MAX - out->len, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= NAIVE_MAX - out->len)
        bench_fail("an expression is longer than %d bytes", NAIVE_MAX);
    out->len += (size_t)n;
}

/* Behind the class that starts at p. */
static inline const char *naive_class_end(const char *p)
{
    p += p[1] == '^' ? 2 : 1;
    if (*p == ']')
        p++;
    while (*p && *p != ']')
        p += *p == '\\' && p[1] ? 2 : 1;
    return *p ? p + 1 : p;
}

/* Behind the group that starts at p. */
static inline const char *naive_group_end(const char *p)
{
    int depth = 0;

    while (*p) {
        if (*p == '\\' && p[1]) {
            p += 2;
            continue;
        }
        if (*p == '[') {
            p = naive_class_end(p);
            continue;
        }
        depth += (*p == '(') - (*p == ')');
        p++;
        if (depth == 0)
            break;
    }
    return p;
}

static inline int naive_is_look(const char *p)
{
    return strncmp(p, "(?=", 3) == 0 || strncmp(p, "(?!", 3) == 0 || strncmp(p, "(?<=", 4) == 0
        || strncmp(p, "(?<!", 4) == 0;
}

/* Copy an expression without look-around and names of groups. */
static inline void naive_strip(struct naive_text *out, const char *p)
{
    while (*p) {
        const char *end = p + 1;

        if (naive_is_look(p)) {
            p = naive_group_end(p);
            continue;
        }
        if (strncmp(p, "(?<", 3) == 0 && strchr(p, '>')) {
            naive_add(out, "(?:");
            p = strchr(p, '>') + 1;
            continue;
        }
        if (*p == '[')
            end = naive_class_end(p);
        else if (*p == '\\' && p[1])
            end = p + 2;
        naive_add(out, "%.*s", (int)(end - p), p);
        p = end;
    }
}

static inline void naive_shape(struct naive_text *out, const struct dlp_shape *shape)
{
    for (size_t g = 0; g < shape->groups; g++) {
        const struct dlp_shape_group *const group = &shape->group[g];

        naive_add(out, "[0-9]{%u,%u}", group->min, group->max);
        if (g + 1 < shape->groups)
            naive_add(out, "[%c]", group->separator);
    }
    if (shape->tail[0])
        naive_add(out, "[%s]", shape->tail);
}

/** Write the rule as an expression that finds its values. */
static inline void naive_expression(struct naive_text *out, const struct dlp_rule *rule)
{
    out->len = 0;
    if (rule->ignore_case)
        naive_add(out, "(?i)");
    switch (rule->kind) {
    case DLP_RULE_PATTERN:
    case DLP_RULE_PREFIX:
    case DLP_RULE_HEAD:
        naive_strip(out, rule->pattern);
        break;
    case DLP_RULE_KEYWORD:
        naive_add(out, "(?:");
        naive_strip(out, rule->keyword);
        naive_add(out, ")");
        naive_strip(out, rule->tail);
        break;
    case DLP_RULE_NAMED:
        for (size_t i = 0; i < rule->names.len; i++)
            naive_add(out, "%s%s", i > 0 ? "|" : "(?i:", rule->names.at[i]);
        naive_add(out, ")");
        naive_strip(out, rule->tail);
        break;
    case DLP_RULE_BLOCK:
        naive_strip(out, rule->keyword);
        break;
    case DLP_RULE_RUN:
        naive_add(out, "\\b(?:");
        naive_strip(out, rule->pattern);
        naive_add(out, ")\\b");
        break;
    case DLP_RULE_DIGITS:
        naive_add(out, rule->shapes_len ? "\\b(?:" : "(?:");
        for (size_t s = 0; s < rule->shapes_len; s++) {
            naive_add(out, "%s", s ? "|" : "");
            naive_shape(out, &rule->shapes[s]);
        }
        if (rule->shapes_len == 0)
            naive_strip(out, rule->pattern);
        naive_add(out, ")\\b");
        break;
    }
}

/* Hyperscan refuses what it cannot do (rules that refer back to a group) and what is too large for it
 * (names and addresses, with their words): such a rule has no naive form. */
static inline bool naive_is_accepted(const char *expression)
{
    hs_compile_error_t *error = NULL;
    hs_database_t *alone = NULL;
    const bool accepted =
        hs_compile(expression, 0, HS_MODE_BLOCK, NULL, &alone, &error) == HS_SUCCESS;

    (void)hs_free_database(alone);
    (void)hs_free_compile_error(error);
    return accepted;
}

/** All rules of db that have a naive form in one Hyperscan database of block mode, ends only.
 *  @param left_out  set to how many rules have none */
static inline hs_database_t *naive_compile(const struct dlp_database *db, size_t *left_out)
{
    const char **const expressions = bench_alloc(db->rules_len * sizeof(*expressions));
    unsigned *const flags = bench_alloc(db->rules_len * sizeof(*flags));
    struct naive_text *const text = bench_alloc(db->rules_len * sizeof(*text));
    hs_compile_error_t *error = NULL;
    hs_database_t *out = NULL;
    size_t len = 0;

    for (size_t i = 0; i < db->rules_len; i++) {
        naive_expression(&text[len], &db->rules[i].rule);
        expressions[len] = text[len].at;
        len += naive_is_accepted(expressions[len]);
    }
    *left_out = db->rules_len - len;
    if (hs_compile_multi(expressions, flags, NULL, (unsigned)len, HS_MODE_BLOCK, NULL, &out, &error)
        != HS_SUCCESS)
        bench_fail("naive: %s: %s",
                   error && error->expression >= 0 ? expressions[error->expression] : "all",
                   error ? error->message : "");
    free(text);
    free(flags);
    free(expressions);
    return out;
}

/** One expression a line, for other programs: those that naive_compile() takes. */
static inline void naive_write(const struct dlp_database *db, const char *path)
{
    struct naive_text *const text = bench_alloc(sizeof(*text));
    FILE *const file = fopen(path, "w");

    if (!file)
        bench_fail("%s: %s", path, strerror(errno));
    for (size_t i = 0; i < db->rules_len; i++) {
        naive_expression(text, &db->rules[i].rule);
        if (naive_is_accepted(text->at))
            fprintf(file, "%s\n", text->at);
    }
    if (fclose(file) != 0)
        bench_fail("%s: %s", path, strerror(errno));
    free(text);
}
#endif
