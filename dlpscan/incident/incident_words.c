/* dlpscan/incident/incident_words.c - what is told of a policy that fails. */

#include "incident/incidents.h"

#include "json_text.h"
#include "printable.h"

#include <string.h>

/* Of a pack, the name is that of the policy. */
static struct text_list packs_of(const struct incident_condition *condition)
{
    const struct text_list none = { 0 };

    return condition->of_pack && condition->rules.len ? none : condition->packs;
}

static void add_names(struct buffer *out, const char *before, const struct text_list *names)
{
    for (size_t i = 0; i < names->len; i++) {
        buffer_format(out, "%s%s", i ? ", " : "", before);
        printable_text(out, names->text[i], strlen(names->text[i]));
    }
}

void incident_words(struct buffer *out, const struct incident_condition *condition, uint32_t count)
{
    const struct text_list packs = packs_of(condition);

    buffer_format(out, "%u%s different value%s", count, count < INCIDENT_EXACT ? "" : " or more",
                  count == 1 ? "" : "s");
    if (condition->rules.len || packs.len)
        buffer_text(out, " of ");
    add_names(out, "", &condition->rules);
    if (condition->rules.len && packs.len)
        buffer_text(out, ", ");
    add_names(out, "pack ", &packs);
    if (condition->confidence > 0)
        buffer_format(out, " with confidence %.2f or more", condition->confidence);
    buffer_format(out, "; %u %s an incident", condition->values,
                  condition->values == 1 ? "is" : "are");
}

void incidents_words(struct buffer *out, const struct incidents *incidents)
{
    for (size_t i = 0; i < incidents->len; i++) {
        const struct incident_condition *const condition = &incidents->condition[i];

        if (condition->files == 0)
            continue;
        buffer_text(out, "policy ");
        printable_text(out, condition->policy, strlen(condition->policy));
        buffer_text(out, " fails");
        if (condition->of_all)
            buffer_text(out, ": ");
        else if (condition->files == 1)
            buffer_text(out, " in 1 file: ");
        else
            buffer_format(out, " in %llu files, at most: ", (unsigned long long)condition->files);
        incident_words(out, condition, condition->most);
        buffer_char(out, '\n');
    }
}

static void add_list(struct buffer *out, const char *name, const struct text_list *texts)
{
    buffer_format(out, ",\"%s\":[", name);
    for (size_t i = 0; i < texts->len; i++) {
        buffer_text(out, i ? "," : "");
        json_text(out, texts->text[i]);
    }
    buffer_char(out, ']');
}

void incident_members(struct buffer *out, const struct incident_condition *condition,
                      uint32_t count)
{
    const struct text_list packs = packs_of(condition);

    json_member(out, "policy", condition->policy);
    add_list(out, "rules", &condition->rules);
    add_list(out, "packs", &packs);
    buffer_text(out, ",\"confidence\":");
    json_hundredths(out, condition->confidence);
    buffer_format(out, ",\"needed\":%u,\"values\":%u,\"values_exact\":%s", condition->values, count,
                  count < INCIDENT_EXACT ? "true" : "false");
}

void incidents_list(struct buffer *out, const struct incidents *incidents)
{
    const char *comma = "";

    buffer_text(out, ",\"policies\":[");
    for (size_t i = 0; i < incidents->len; i++) {
        const struct incident_condition *const condition = &incidents->condition[i];

        if (condition->files == 0)
            continue;
        buffer_format(out, "%s{", comma);
        incident_members(out, condition, condition->most);
        if (!condition->of_all)
            buffer_format(out, ",\"files\":%llu", (unsigned long long)condition->files);
        buffer_char(out, '}');
        comma = ",";
    }
    buffer_char(out, ']');
}
