/* dlpscan/incident/incidents.c - what makes an incident of findings: counted for each file, and over all.
 *
 * A finding is counted where it is reported, so what is known or allowed is none. Different values are
 * told apart by their tokens: whoever wants policies needs a key, and one of the run will do. */

#include "incident/incidents.h"

#include "scan.h"
#include "token_number.h"

#include <stdlib.h>
#include <string.h>

struct incident_condition *incidents_add(struct incidents *incidents)
{
    return incidents->len < INCIDENT_CONDITIONS ? &incidents->condition[incidents->len++] : NULL;
}

void incidents_free(struct incidents *incidents)
{
    incident_values_free(&incidents->all);
    owned_free(&incidents->owned);
    *incidents = (struct incidents){ 0 };
}

int incident_by_id(const void *a, const void *b)
{
    return strcmp(((const struct incident_rule *)a)->id, ((const struct incident_rule *)b)->id);
}

static uint64_t conditions_of(const struct incidents *incidents, const struct dlp_finding *finding)
{
    const struct incident_rule wanted = { .id = (char *)(uintptr_t)finding->rule };
    const struct incident_rule *const rule =
        bsearch(&wanted, incidents->rule, incidents->rules_len, sizeof(wanted), incident_by_id);
    uint64_t conditions = rule ? rule->conditions : 0;

    for (size_t i = 0; i < incidents->len; i++) {
        if (finding->confidence < incidents->condition[i].confidence)
            conditions &= ~(UINT64_C(1) << i);
    }
    return conditions;
}

void incidents_finding(struct reporting *to, const struct dlp_finding *finding)
{
    struct incidents *const incidents = &to->scan->incidents;
    const uint64_t conditions = incidents->len ? conditions_of(incidents, finding) : 0;
    const uint64_t token = conditions ? token_number(finding) : 0;

    if (conditions & ~incidents->of_all)
        incident_values_add(to->values, token, conditions & ~incidents->of_all, incidents->limit);
    if (conditions & incidents->of_all) {
        pthread_mutex_lock(&incidents->lock);
        incident_values_add(&incidents->all, token, conditions & incidents->of_all,
                            incidents->limit);
        pthread_mutex_unlock(&incidents->lock);
    }
}

static void note(struct incidents *incidents, struct incident_condition *condition, uint32_t count)
{
    pthread_mutex_lock(&incidents->lock);
    condition->files++;
    if (condition->most < count)
        condition->most = count;
    pthread_mutex_unlock(&incidents->lock);
}

/* The first condition of a policy that holds speaks for all of it; another file may have one of that name. */
static bool speaks(const struct incidents *incidents, size_t i,
                   const struct incident_values *values, const char **spoken)
{
    const struct incident_condition *const condition = &incidents->condition[i];

    if (values->count[i] < condition->values || *spoken == condition->policy)
        return false;
    *spoken = condition->policy;
    return true;
}

void incidents_item_end(struct reporting *to)
{
    struct incidents *const incidents = &to->scan->incidents;
    const char *spoken = NULL;

    for (size_t i = 0; i < incidents->len; i++) {
        if (!speaks(incidents, i, to->values, &spoken))
            continue;
        note(incidents, &incidents->condition[i], to->values->count[i]);
        reports_incident(to, &incidents->condition[i], to->values->count[i]);
    }
}

void incidents_end(struct incidents *incidents)
{
    const char *spoken = NULL;

    for (size_t i = 0; i < incidents->len; i++) {
        if (speaks(incidents, i, &incidents->all, &spoken))
            note(incidents, &incidents->condition[i], incidents->all.count[i]);
    }
}

bool incidents_any(const struct incidents *incidents)
{
    for (size_t i = 0; i < incidents->len; i++) {
        if (incidents->condition[i].files)
            return true;
    }
    return false;
}
