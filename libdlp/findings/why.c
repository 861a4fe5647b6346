/* findings/why.c - "luhn passed, label "card", looks like: row". */

#include "findings/why.h"

#include <string.h>

#define PART_MAX 130u   /* bytes: a longer word is not repeated */
#define FIXED_BYTES 16u /* of a fixed text: all are copied, which takes no call */
#define LINE_BYTES (DLP_WHY_MAX - FIXED_BYTES) /* with the NUL */

struct fixed {
    char text[FIXED_BYTES];
    uint8_t len;
};
#define FIXED(literal) { literal, sizeof(literal) - 1 }

static const struct fixed none = FIXED(""), comma = FIXED(", "), open = FIXED(" \""),
                          close = FIXED("\""), passed = FIXED(" passed"), failed = FIXED(" failed"),
                          looks_like = FIXED("looks like: ");

static const struct fixed kinds[] = {
    [DLP_EVIDENCE_LABEL] = FIXED("label"),       [DLP_EVIDENCE_WORD] = FIXED("word"),
    [DLP_EVIDENCE_KEY] = FIXED("key"),           [DLP_EVIDENCE_COLUMN] = FIXED("column"),
    [DLP_EVIDENCE_NEGATIVE] = FIXED("negative"),
};

static const struct fixed classes[] = {
    [DLP_CLASS_WEAK] = FIXED("weak pattern"),
    [DLP_CLASS_MEDIUM] = FIXED("medium pattern"),
    [DLP_CLASS_STRONG] = FIXED("strong pattern"),
};

struct line {
    char *out;
    size_t len;
};

static void line_put(struct line *line, const struct fixed *fixed)
{
    memcpy(line->out + line->len, fixed->text, FIXED_BYTES);
    line->len += fixed->len;
}

/* Add a name between fixed texts as one part, or nothing when it does not fit. Without printf: this is
 * done for every finding. */
static void line_add(struct line *line, const struct fixed *first, const struct fixed *second,
                     const char *name, const struct fixed *last)
{
    const size_t name_len = strlen(name);
    const size_t len = (size_t)comma.len + first->len + second->len + name_len + last->len;

    if (len > PART_MAX || line->len + len >= LINE_BYTES)
        return;
    line_put(line, &comma);
    line_put(line, first);
    line_put(line, second);
    memcpy(line->out + line->len, name, name_len);
    line->len += name_len;
    line_put(line, last);
}

static const struct fixed *kind_of(unsigned kind)
{
    return &kinds[kind < sizeof(kinds) / sizeof(kinds[0]) ? kind : DLP_EVIDENCE_WORD];
}

const char *dlp_evidence_kind_name(unsigned kind)
{
    return kind_of(kind)->text;
}

void dlp_why(char out[DLP_WHY_MAX], const struct dlp_rule *rule,
             const struct dlp_evidence *evidence)
{
    struct line line = { out, 0 };

    line_put(&line, &classes[rule->class_]);
    for (size_t i = 0; i < rule->checks_len && i < DLP_CHECKS_MAX; i++)
        line_add(&line, &none, &none, rule->checks[i].validator->name,
                 (evidence->checks_passed >> i) & 1 ? &passed : &failed);
    for (size_t i = 0; i < evidence->items; i++)
        line_add(&line, kind_of(evidence->item[i].kind), &open, evidence->item[i].word, &close);
    for (size_t i = 0; i < rule->rejects_len && evidence->rejects >> i; i++)
        if ((evidence->rejects >> i) & 1)
            line_add(&line, &looks_like, &none, rule->rejects[i]->name, &none);
    out[line.len] = '\0';
}
