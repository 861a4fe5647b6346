/* rules/examples.c - reads examples: "My card is <<4111 1111 1111 1111>>." */

#include "rules/setting_table.h"

#include <string.h>

/* Cut the markers out of text, which is len bytes and ours. NULL, or what is wrong with it. */
static const char *markers_cut(struct dlp_rule_example *example, char *text, size_t len)
{
    char *const open = strstr(text, "<<");
    char *const close = open ? strstr(open + 2, ">>") : NULL;

    example->text = text;
    example->len = len;
    if (!open)
        return NULL;
    if (!close)
        return "has \"<<\" without \">>\"";
    if (close == open + 2)
        return "marks nothing between \"<<\" and \">>\"";
    if (strstr(open + 2, "<<"))
        return "has \"<<\" twice: one value can be marked";
    if (strstr(close + 2, ">>"))
        return "has \">>\" twice: one value can be marked";
    example->start = (size_t)(open - text);
    example->end = (size_t)(close - text) - 2;
    memmove(open, open + 2, (size_t)(close - open) - 2);
    memmove(close - 2, close + 2, len - (size_t)(close - text) - 1); /* with the NUL */
    example->len = len - 4;
    return NULL;
}

static dlp_status example_read(struct dlp_rule_example *out, size_t *used,
                               const struct dlp_rule_reader *r, const config_setting_t *s)
{
    const char *text;
    const char *wrong;
    char *copy;

    if (!dlp_config_string(&text, &r->at, s, DLP_RULE_STRING_MAX))
        return DLP_OK;
    copy = dlp_arena_strndup(r->arena, text, strlen(text));
    if (!copy)
        return DLP_ENOMEM;
    wrong = *text ? markers_cut(out, copy, strlen(text)) : "is empty";
    if (wrong)
        dlp_config_error(&r->at, s, "an element of '%s' %s", dlp_config_name(s), wrong);
    out->line = dlp_config_line(s);
    *used += wrong == NULL;
    return DLP_OK;
}

dlp_status dlp_read_examples(struct dlp_rule_reader *r, const struct dlp_setting *def,
                             const config_setting_t *s)
{
    struct dlp_rule *const rule = r->rule;
    struct dlp_rule_example *list;
    size_t len;
    size_t used = 0;

    if (!dlp_config_list(&len, &r->at, s, DLP_RULE_LIST_MAX))
        return DLP_OK;
    if (!len) {
        dlp_config_error(&r->at, s, "'%s' is empty: a rule proves itself with at least one",
                         def->name);
        return DLP_OK;
    }
    list = dlp_arena_alloc(r->arena, len, sizeof(*list));
    if (!list)
        return DLP_ENOMEM;
    for (unsigned i = 0; i < len; i++)
        if (example_read(&list[used], &used, r, config_setting_get_elem(s, i)) != DLP_OK)
            return DLP_ENOMEM;
    if (def->offset == offsetof(struct dlp_rule, examples)) {
        rule->examples = list;
        rule->examples_len = used;
    } else {
        rule->counter_examples = list;
        rule->counter_examples_len = used;
    }
    return DLP_OK;
}
