/* findings/why.c - "luhn passed, label "card", looks like: row". */

#include "findings/why.h"

#include <string.h>

#define PART_MAX 130u /* bytes: a longer word is not repeated */

struct line {
    char *out;
    size_t len;
};

/* Add up to four texts as one part, or nothing when it does not fit. Without printf: this is done for
 * every finding. */
static void line_add(struct line *line, const char *a, const char *b, const char *c, const char *d)
{
    const char *const texts[] = { line->len > 0 ? ", " : "", a, b, c, d };
    size_t lens[5], len = 0;

    for (size_t i = 0; i < 5; i++) {
        lens[i] = strlen(texts[i]);
        len += lens[i];
    }
    if (len > PART_MAX || line->len + len >= DLP_WHY_MAX)
        return;
    for (size_t i = 0; i < 5; i++) {
        memcpy(line->out + line->len, texts[i], lens[i]);
        line->len += lens[i];
    }
    line->out[line->len] = '\0';
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
    line_add(&line, class_text(rule->class_), "", "", "");
    for (size_t i = 0; i < finding->checks_len; i++)
        line_add(&line, finding->checks[i].name, finding->checks[i].passed ? " passed" : " failed",
                 "", "");
    for (size_t i = 0; i < finding->context_len; i++)
        line_add(&line, finding->context[i].kind, " \"", finding->context[i].word, "\"");
    for (size_t i = 0; i < rule->rejects_len; i++)
        if ((evidence->rejects >> i) & 1)
            line_add(&line, "looks like: ", rule->rejects[i]->name, "", "");
}
