/* common/policy_rules.c - the rules that a policy asks for, by globs and packs. */

#include "policy_rules.h"

#include <string.h>

static bool packs_have(const char *const *packs, const char *name)
{
    for (; packs && *packs; packs++) {
        if (strcmp(*packs, name) == 0)
            return true;
    }
    return false;
}

bool policy_asks(const struct text_list *rules, const struct text_list *packs,
                 const struct dlp_rule_info *info)
{
    if ((!rules->len && !packs->len) || texts_match(rules, info->id))
        return true;
    for (size_t i = 0; i < packs->len; i++) {
        if (packs_have(info->packs, packs->text[i]))
            return true;
    }
    return false;
}

/* Is there a rule that is on, and that a glob or a pack names? */
static bool any_rule(const dlp_ruleset *set, const struct text_list *rules,
                     const struct text_list *packs)
{
    const size_t count = dlp_ruleset_count(set);

    for (size_t i = 0; i < count; i++) {
        struct dlp_rule_info info;

        if (dlp_ruleset_rule(set, i, &info) == DLP_OK && info.enabled
            && policy_asks(rules, packs, &info))
            return true;
    }
    return false;
}

void policy_check_names(struct policy_reader *reader, const config_setting_t *group,
                        const struct text_list *rules, const struct text_list *packs,
                        const dlp_ruleset *set)
{
    static const struct text_list none = { 0 };

    for (size_t i = 0; i < rules->len; i++) {
        if (!any_rule(set, &(const struct text_list){ &rules->text[i], 1 }, &none))
            reader_error(
                reader, config_setting_get_member(group, "rules"),
                "'rules' holds \"%.60s\", which matches no rule that is on; 'dlpscan rules "
                "list' shows them",
                rules->text[i]);
    }
    for (size_t i = 0; i < packs->len; i++) {
        if (!any_rule(set, &none, &(const struct text_list){ &packs->text[i], 1 }))
            reader_error(reader, config_setting_get_member(group, "packs"),
                         "'packs' holds \"%.60s\", which has no rule that is on", packs->text[i]);
    }
}
