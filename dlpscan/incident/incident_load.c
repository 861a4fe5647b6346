/* dlpscan/incident/incident_load.c - which policies are asked: those of packs, or of a file. */

#include "incident/incidents.h"

#include "message.h"
#include "options.h"
#include "policy_rules.h"

#include <stdlib.h>
#include <string.h>

bool incidents_wanted(const struct settings *settings)
{
    return settings->fail_policies.len > 0;
}

/* ---- Packs ----------------------------------------------------------------------------------------- */

static bool pack_is_chosen(const struct settings *settings, const char *name)
{
    const struct rule_choice *const choice = &settings->choice;

    for (size_t i = 0; i < choice->packs_len; i++) {
        if (strcmp(choice->packs[i], name) == 0)
            return true;
    }
    return choice->packs_len == 0;
}

static struct text_list copy_list(struct owned *owned, const char *const *texts)
{
    struct text_list list = { 0 };

    while (texts && texts[list.len])
        list.len++;
    list.text = owned_array(owned, list.len, sizeof(*list.text));
    for (size_t i = 0; i < list.len; i++)
        list.text[i] = owned_copy(owned, texts[i]);
    return list;
}

static bool add_pack(struct incidents *incidents, const struct dlp_pack_info *pack)
{
    struct owned *const owned = &incidents->owned;
    const char *const names[] = { pack->name, NULL };
    const struct text_list packs = copy_list(owned, names);

    for (size_t i = 0; i < pack->policy_len; i++) {
        struct incident_condition *const condition = incidents_add(incidents);

        if (!condition)
            return false;
        *condition = (struct incident_condition){
            .policy = packs.text[0],
            .rules = copy_list(owned, pack->policy[i].rules),
            .packs = packs,
            .values = pack->policy[i].values,
            .confidence = pack->policy[i].confidence,
            .of_pack = true,
        };
    }
    return true;
}

/* The policies of the packs that are chosen, or of all. */
static bool add_packs(struct incidents *incidents, const struct settings *settings,
                      const dlp_ruleset *rules)
{
    const size_t before = incidents->len;

    for (size_t i = 0; i < dlp_ruleset_pack_count(rules); i++) {
        struct dlp_pack_info pack = { .version = DLP_PACK_INFO_VERSION };

        if (dlp_ruleset_pack(rules, i, &pack) == DLP_OK && pack_is_chosen(settings, pack.name)
            && !add_pack(incidents, &pack)) {
            message(
                "--fail-on policy: the packs have more than %d conditions; choose some by --pack",
                INCIDENT_CONDITIONS);
            return false;
        }
    }
    if (incidents->len > before)
        return true;
    message("--fail-on policy: no pack of these rules has a policy; name a file of them, as in "
            "policy:FILE");
    return false;
}

/* ---- Rules ----------------------------------------------------------------------------------------- */

static bool asks(const struct incident_condition *condition, const struct dlp_rule_info *info)
{
    static const struct text_list none = { 0 };

    if (!condition->of_pack)
        return policy_asks(&condition->rules, &condition->packs, info);
    return policy_asks(&none, &condition->packs, info)
        && (condition->rules.len == 0 || texts_match(&condition->rules, info->id));
}

static void index_rules(struct incidents *incidents, const dlp_ruleset *rules)
{
    const size_t count = dlp_ruleset_count(rules);

    incidents->rule = owned_array(&incidents->owned, count, sizeof(*incidents->rule));
    for (size_t r = 0; r < count; r++) {
        struct incident_rule *const rule = &incidents->rule[incidents->rules_len];
        struct dlp_rule_info info;

        if (dlp_ruleset_rule(rules, r, &info) != DLP_OK)
            continue;
        for (size_t i = 0; i < incidents->len; i++)
            rule->conditions |= (uint64_t)asks(&incidents->condition[i], &info) << i;
        if (rule->conditions == 0)
            continue;
        rule->id = owned_copy(&incidents->owned, info.id);
        incidents->rules_len++;
    }
    if (incidents->rules_len)
        qsort(incidents->rule, incidents->rules_len, sizeof(*incidents->rule), incident_by_id);
}

int incidents_load(struct incidents *incidents, const struct settings *settings,
                   const dlp_ruleset *rules)
{
    const struct setting_globs *const named = &settings->fail_policies;
    int status = STATUS_CLEAN;

    pthread_mutex_init(&incidents->lock, NULL);
    for (size_t i = 0; i < named->len; i++) {
        const char *const path = named->glob[i];
        const bool right = *path ? incidents_read(incidents, path, rules) == 0
                                 : add_packs(incidents, settings, rules);

        if (!right)
            status = STATUS_USER;
    }
    for (size_t i = 0; i < incidents->len; i++) {
        const struct incident_condition *const condition = &incidents->condition[i];

        incidents->of_all |= (uint64_t)condition->of_all << i;
        incidents->limit[i] =
            condition->values > INCIDENT_EXACT ? condition->values : INCIDENT_EXACT;
    }
    if (status == STATUS_CLEAN)
        index_rules(incidents, rules);
    return status;
}
