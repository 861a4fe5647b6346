/* dlpd/core/incident.c - the findings of one flow, folded. */

#include "core/incident.h"

#include "mem.h"
#include "util/json.h"
#include "util/secret_hash.h"

#include <string.h>

#define VALUES_LEAST 16

static struct incident_rule *rule_find(struct incident *incident, const char *rule)
{
    for (size_t i = 0; i < incident->len; i++) {
        if (strcmp(incident->rules[i].rule, rule) == 0)
            return &incident->rules[i];
    }
    return NULL;
}

static struct incident_rule *rule_add(struct incident *incident, const char *id,
                                      enum dlp_severity severity)
{
    struct incident_rule *rule;

    incident->rules = mem_resize(incident->rules, incident->len + 1, sizeof(*incident->rules));
    rule = &incident->rules[incident->len++];
    while (rule > incident->rules && strcmp(rule[-1].rule, id) > 0) {
        *rule = rule[-1];
        rule--;
    }
    *rule = (struct incident_rule){ .rule = mem_copy(id, strlen(id)), .severity = severity };
    return rule;
}

/* True when the hash was not there yet. */
static bool values_put(uint64_t *values, size_t cap, uint64_t hash)
{
    size_t at = (size_t)hash & (cap - 1);

    while (values[at] && values[at] != hash)
        at = (at + 1) & (cap - 1);
    if (values[at] == hash)
        return false;
    values[at] = hash;
    return true;
}

static size_t values_grow(struct incident_rule *rule)
{
    const size_t cap = rule->cap ? 2 * rule->cap : VALUES_LEAST;
    uint64_t *const values = mem_array(cap, sizeof(*values));
    const size_t before = rule->cap;

    for (size_t i = 0; i < rule->cap; i++) {
        if (rule->values[i])
            values_put(values, cap, rule->values[i]);
    }
    mem_free(rule->values);
    rule->values = values;
    rule->cap = cap;
    return (cap - before) * sizeof(*values);
}

/* True when the value was not there yet. */
static bool value_add(struct incident_rule *rule, uint64_t hash, size_t *grown)
{
    if (rule->distinct == INCIDENT_DISTINCT) {
        rule->at_least = true;
        return false;
    }
    if (2 * rule->distinct >= rule->cap)
        *grown += values_grow(rule);
    if (!values_put(rule->values, rule->cap, hash))
        return false;
    rule->distinct++;
    return true;
}

static void sample_add(struct incident_rule *rule, const char *masked, const char *token)
{
    if (rule->samples == INCIDENT_SAMPLES)
        return;
    rule->sample[rule->samples] = mem_copy(masked, strlen(masked));
    rule->token[rule->samples] = token ? mem_copy(token, strlen(token)) : NULL;
    rule->samples++;
}

static void part_add(struct incident_rule *rule, const char *part)
{
    size_t at = rule->parts;

    for (size_t i = 0; i < rule->parts; i++) {
        if (strcmp(rule->part[i], part) == 0)
            return;
    }
    if (rule->parts == INCIDENT_PARTS)
        return;
    while (at > 0 && strcmp(rule->part[at - 1], part) > 0) {
        rule->part[at] = rule->part[at - 1];
        at--;
    }
    rule->part[at] = part;
    rule->parts++;
}

uint64_t finding_hash(const struct dlp_finding *finding)
{
    return finding->token ? secret_hash(finding->token, strlen(finding->token)) | 1
                          : secret_hash(&finding->offset, sizeof(finding->offset)) | 1;
}

size_t incident_add(struct incident *incident, const struct dlp_finding *finding, const char *part)
{
    struct incident_rule *rule = rule_find(incident, finding->rule);
    const uint64_t hash = finding_hash(finding);
    size_t grown = 0;

    if (!rule) {
        rule = rule_add(incident, finding->rule, finding->severity);
        grown += sizeof(*rule);
    }
    if (finding->confidence > rule->confidence)
        rule->confidence = finding->confidence;
    part_add(rule, part);
    if (value_add(rule, hash, &grown))
        sample_add(rule, finding->masked, finding->token);
    return grown;
}

static bool sample_is_there(const struct incident_rule *rule, const char *masked)
{
    for (size_t i = 0; i < rule->samples; i++) {
        if (strcmp(rule->sample[i], masked) == 0)
            return true;
    }
    return false;
}

static size_t rule_merge(struct incident_rule *into, const struct incident_rule *from)
{
    size_t grown = 0;

    if (from->confidence > into->confidence)
        into->confidence = from->confidence;
    for (size_t i = 0; i < from->parts; i++)
        part_add(into, from->part[i]);
    for (size_t i = 0; i < from->cap; i++) {
        if (from->values[i])
            (void)value_add(into, from->values[i], &grown);
    }
    into->at_least = into->at_least || from->at_least;
    for (size_t i = 0; i < from->samples; i++) {
        if (!sample_is_there(into, from->sample[i]))
            sample_add(into, from->sample[i], from->token[i]);
    }
    return grown;
}

size_t incident_merge(struct incident *into, const struct incident *from)
{
    size_t grown = 0;

    for (size_t i = 0; i < from->len; i++) {
        const struct incident_rule *const other = &from->rules[i];
        struct incident_rule *rule = rule_find(into, other->rule);

        if (!rule) {
            rule = rule_add(into, other->rule, other->severity);
            grown += sizeof(*rule);
        }
        grown += rule_merge(rule, other);
    }
    return grown;
}

static void strings_json(struct buffer *out, const char *name, char *const *strings, size_t len)
{
    json_name(out, name);
    buffer_char(out, '[');
    for (size_t i = 0; i < len; i++) {
        if (i)
            buffer_char(out, ',');
        json_string(out, strings[i], strlen(strings[i]));
    }
    buffer_char(out, ']');
}

static void rule_json(const struct incident_rule *rule, struct buffer *out, bool tokens)
{
    buffer_char(out, '{');
    json_text(out, "rule", rule->rule);
    json_text(out, "severity", dlp_severity_name(rule->severity));
    json_name(out, "confidence");
    buffer_format(out, "%.2f", rule->confidence);
    json_number(out, "distinct", rule->distinct);
    if (rule->at_least)
        json_true(out, "at_least");
    strings_json(out, "masked", rule->sample, rule->samples);
    if (tokens && rule->samples && rule->token[0])
        strings_json(out, "tokens", rule->token, rule->samples);
    json_name(out, "parts");
    for (size_t i = 0; i < rule->parts; i++)
        buffer_format(out, "%c\"%s\"", i ? ',' : '[', rule->part[i]);
    buffer_text(out, "]}");
}

void incident_json(const struct incident *incident, struct buffer *out, bool tokens)
{
    json_name(out, "rules");
    buffer_char(out, '[');
    for (size_t i = 0; i < incident->len; i++) {
        if (i)
            buffer_char(out, ',');
        rule_json(&incident->rules[i], out, tokens);
    }
    buffer_char(out, ']');
}

void incident_free(struct incident *incident)
{
    for (size_t i = 0; i < incident->len; i++) {
        struct incident_rule *const rule = &incident->rules[i];

        for (size_t j = 0; j < rule->samples; j++) {
            mem_free(rule->sample[j]);
            mem_free(rule->token[j]);
        }
        mem_free(rule->values);
        mem_free(rule->rule);
    }
    mem_free(incident->rules);
    *incident = (struct incident){ 0 };
}
