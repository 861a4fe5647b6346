/* findings/why.c - "luhn passed, label "card", looks like: row". */

#include "findings/why.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct line {
    char *out;
    size_t len;
};

DLP_PRINTF(2, 3) static void line_add(struct line *line, const char *format, ...)
{
    char part[128];
    va_list args;
    int len;

    va_start(args, format);
    len = vsnprintf(part, sizeof(part), format, args);
    va_end(args);
    if (len <= 0 || (size_t)len >= sizeof(part) || line->len + (size_t)len + 3 > DLP_WHY_MAX)
        return;
    if (line->len > 0) {
        memcpy(line->out + line->len, ", ", 2);
        line->len += 2;
    }
    memcpy(line->out + line->len, part, (size_t)len + 1);
    line->len += (size_t)len;
}

const char *dlp_evidence_kind_name(unsigned kind)
{
    static const char *const names[] = { [DLP_EVIDENCE_LABEL] = "label",
                                         [DLP_EVIDENCE_WORD] = "word",
                                         [DLP_EVIDENCE_KEY] = "key",
                                         [DLP_EVIDENCE_COLUMN] = "column",
                                         [DLP_EVIDENCE_NEGATIVE] = "negative" };

    return kind < sizeof(names) / sizeof(names[0]) ? names[kind] : "word";
}

static const char *class_text(enum dlp_rule_class class_)
{
    switch (class_) {
    case DLP_CLASS_STRONG:
        return "strong pattern";
    case DLP_CLASS_MEDIUM:
        return "medium pattern";
    case DLP_CLASS_WEAK:
        break;
    }
    return "weak pattern";
}

void dlp_why(char out[DLP_WHY_MAX], const struct dlp_finding *finding, const struct dlp_rule *rule,
             const struct dlp_evidence *evidence)
{
    struct line line = { out, 0 };

    out[0] = '\0';
    line_add(&line, "%s", class_text(rule->class_));
    for (size_t i = 0; i < finding->checks_len; i++)
        line_add(&line, "%s %s", finding->checks[i].name,
                 finding->checks[i].passed ? "passed" : "failed");
    for (size_t i = 0; i < finding->context_len; i++)
        line_add(&line, "%s \"%s\"", finding->context[i].kind, finding->context[i].word);
    for (size_t i = 0; i < rule->rejects_len; i++)
        if ((evidence->rejects >> i) & 1)
            line_add(&line, "looks like: %s", rule->rejects[i]->name);
}
