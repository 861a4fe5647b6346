/* engine/explain.c - one compiled rule in words (dlp_database_explain()). */

#include "engine/scanner.h"

#include "base/bytes.h"
#include "base/error.h"
#include "compile/frozen.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define EXPLAIN_MAX ((size_t)1 << 20) /* bytes */

static const char *class_name(enum dlp_rule_class class_)
{
    static const char *const names[] = {
        [DLP_CLASS_WEAK] = "weak", [DLP_CLASS_MEDIUM] = "medium", [DLP_CLASS_STRONG] = "strong"
    };

    return names[class_];
}

static const char *border_text(enum dlp_border border)
{
    static const char *const texts[] = {
        [DLP_BORDER_NUMBER] = "number: no word character beside it, no . / - with a digit beyond",
        [DLP_BORDER_WORD] = "word: no word character beside it",
        [DLP_BORDER_TOKEN] = "token: no word character and no - beside it",
        [DLP_BORDER_NONE] = "none"
    };

    return texts[border];
}

/* What is being written, and whether all of it could be. */
struct text {
    struct dlp_bytes bytes;
    dlp_status status;
};

DLP_PRINTF(2, 3) static void put(struct text *text, const char *format, ...)
{
    struct dlp_bytes *const bytes = &text->bytes;
    va_list args;
    int len;

    if (text->status != DLP_OK)
        return;
    va_start(args, format);
    len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    text->status = len < 0 ? DLP_EINTERNAL : dlp_bytes_reserve(bytes, (size_t)len);
    if (text->status != DLP_OK)
        return;
    va_start(args, format);
    (void)vsnprintf((char *)bytes->data + bytes->len, (size_t)len + 1, format, args);
    va_end(args);
    bytes->len += (size_t)len;
}

static void say(struct text *out, const char *name, const char *text)
{
    if (text && *text)
        put(out, "%-12s %s\n", name, text);
}

static void say_list(struct text *out, const char *name, const struct dlp_strings *list)
{
    if (list->len == 0)
        return;
    put(out, "%-12s", name);
    for (size_t i = 0; i < list->len; i++)
        put(out, "%s %s", i > 0 ? "," : "", list->at[i]);
    put(out, "\n");
}

static void say_shapes(struct text *out, const struct dlp_rule *rule)
{
    for (size_t i = 0; i < rule->shapes_len; i++) {
        const struct dlp_shape *const shape = &rule->shapes[i];

        put(out, "%-12s %s", i == 0 ? "shape" : "", shape->head);
        for (size_t g = 0; g < shape->groups; g++) {
            const struct dlp_shape_group *const group = &shape->group[g];

            put(out, "%u", group->min);
            if (group->max != group->min)
                put(out, ":%u", group->max);
            if (group->separator)
                put(out, "%c", group->separator);
        }
        put(out, "%s digits\n", shape->tail);
    }
}

static void say_finder(struct text *out, const struct dlp_rule_code *code)
{
    const struct dlp_rule *const rule = &code->rule;

    say(out, rule->kind == DLP_RULE_BLOCK ? "begin" : "keyword", rule->keyword);
    say(out, "tail", rule->tail);
    say(out, "end", rule->end_pattern);
    say(out, "pattern", rule->pattern);
    say(out, "trigger", rule->trigger);
    say(out, "cell", rule->cell);
    say_shapes(out, rule);
    if (rule->kind == DLP_RULE_DIGITS && rule->shapes_len == 0)
        put(out, "%-12s %u to %u in a chain of groups\n", "digits", rule->digits_min,
            rule->digits_max);
    if (rule->kind == DLP_RULE_RUN)
        put(out, "%-12s %u to %u letters and digits\n", "run", rule->run_min, rule->run_max);
    if (rule->kind == DLP_RULE_BLOCK)
        put(out, "%-12s %u bytes\n", "limit", rule->limit);
    if (rule->ignore_case)
        say(out, "case", "ignored");
    say(out, "border", border_text(rule->border));
    say(out, "before", rule->before);
    say(out, "after", rule->after);
    say_list(out, "must", &rule->must);
    say_list(out, "must not", &rule->must_not);
    put(out, "%-12s at most %u bytes\n", "width", code->width);
}

static void say_judgement(struct text *out, const struct dlp_rule *rule)
{
    const struct dlp_rule_scores *const s = &rule->scores;

    for (size_t i = 0; i < rule->checks_len; i++)
        put(out, "%-12s %s: %s (%s; a failure %s)\n", i == 0 ? "checks" : "",
            rule->checks[i].validator->name, rule->checks[i].validator->title,
            rule->checks[i].validator->source, rule->checks[i].fatal ? "drops it" : "lowers it");
    for (size_t i = 0; i < rule->rejects_len; i++)
        put(out, "%-12s %s: %s%s\n", i == 0 ? "rejects" : "", rule->rejects[i]->name,
            rule->rejects[i]->title, rule->rejects[i]->hard ? " (a label does not help)" : "");
    for (size_t i = 0; i < rule->words_len; i++) {
        char name[32];

        (void)snprintf(name, sizeof(name), "words (%s)", rule->words[i].lang);
        say_list(out, name, &rule->words[i].words);
    }
    say_list(out, "keys", &rule->keys);
    say_list(out, "negative", &rule->negative);
    say(out, "context",
        rule->require_context ? "required: without it there is no finding" : "optional");
    put(out,
        "%-12s base %+.2f, label %+.2f, word %+.2f, reject %+.2f, "
        "negative %+.2f, check failed %+.2f\n",
        "confidence", s->base / 100.0, s->label / 100.0, s->word / 100.0, s->reject / 100.0,
        s->negative / 100.0, s->check_failed / 100.0);
    put(out, "%-12s %s\n", "mask", rule->mask);
}

dlp_status dlp_database_explain(const dlp_database *database, const char *rule_id,
                                dlp_write_fn write, void *user, struct dlp_error *err)
{
    const struct dlp_rule_code *const code = dlp_database_find(database, rule_id);
    struct text out = { DLP_BYTES_INIT(EXPLAIN_MAX), DLP_OK };

    dlp_error_clear(err);
    if (!code)
        return dlp_error_set(err, DLP_ENOENT, "no enabled rule is called %s (dlpscan rules list)",
                             rule_id);
    say(&out, "id", code->rule.id);
    say_list(&out, "aliases", &code->rule.aliases);
    say(&out, "title", code->rule.title);
    say(&out, "description", code->rule.description);
    say(&out, "source", code->rule.source);
    say(&out, "region", code->rule.region);
    say(&out, "severity", dlp_severity_name(code->rule.severity));
    say(&out, "class", class_name(code->rule.class_));
    say(&out, "lane", dlp_database_lane(database, code->rule.id));
    say_finder(&out, code);
    say_judgement(&out, &code->rule);
    put(&out, "%-12s %s:%u\n", "file", code->rule.file, code->rule.line);
    if (out.status == DLP_OK && write(out.bytes.data, out.bytes.len, user) != 0)
        out.status = DLP_STOPPED;
    dlp_bytes_free(&out.bytes);
    if (out.status == DLP_ENOMEM)
        return dlp_error_nomem(err);
    if (out.status < 0)
        return dlp_error_set(err, out.status, "%s: its description is too long", rule_id);
    return out.status;
}
