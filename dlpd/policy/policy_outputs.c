/* dlpd/policy/policy_outputs.c - the outputs of a policy file. */

#include "policy/policy_model.h"

#include <string.h>

#define KEEP 4
#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static void output_kind(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    struct output_spec *const output = into;
    const char *const name = config_setting_get_string(setting);
    struct buffer known = BUFFER_INIT;

    output->kind = name ? sink_kind_find(name) : NULL;
    sink_kinds_list(&known);
    if (!output->kind)
        reader_error(reader, setting, "'kind' must be %s", buffer_string(&known));
    buffer_free(&known);
}

READ_TEXT(output_path, struct output_spec, path)
READ_TEXT(output_key, struct output_spec, key)

static void output_least(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    unsigned action = POLICY_LOG;

    (void)reader_choice(reader, setting, policy_actions, POLICY_ACTIONS, &action);
    ((struct output_spec *)into)->least = (enum policy_action)action;
}

static void output_rate(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    struct output_spec *const output = into;

    output->rate_said = reader_number(reader, setting, 0, 1000000, &output->rate);
}

static void output_rotate(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    uint32_t mib = 0;

    (void)reader_number(reader, setting, 1, 1024 * 1024, &mib);
    ((struct output_spec *)into)->rotate = (uint64_t)mib << 20;
}

static void output_keep(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    (void)reader_number(reader, setting, 1, 1000, &((struct output_spec *)into)->keep);
}

static const struct setting_spec output_settings[] = {
    { "kind", output_kind },   { "path", output_path }, { "key", output_key },
    { "least", output_least }, { "rate", output_rate }, { "rotate_mib", output_rotate },
    { "keep", output_keep },
};

static void check_output(struct policy_reader *reader, const config_setting_t *group,
                         struct policy *policy, struct output_spec *output)
{
    const struct sink_kind *const kind = output->kind;

    if (!kind)
        return;
    if (!output->path && kind->path)
        output->path = owned_copy(&policy->owned, kind->path);
    if (!output->path)
        reader_error(reader, group, "an output of the kind \"%s\" must have a 'path'", kind->name);
    if (kind->signs && !output->key)
        reader_error(
            reader, group,
            "an output of the kind \"%s\" must have a 'key'; 'dlpd audit key FILE' makes one",
            kind->name);
    if (!kind->signs && output->key)
        reader_error(reader, group, "an output of the kind \"%s\" takes no 'key'", kind->name);
    if (!kind->rotates && (output->rotate || config_setting_get_member(group, "keep")))
        reader_error(reader, group, "an output of the kind \"%s\" takes no 'rotate_mib' or 'keep'",
                     kind->name);
    for (const struct output_spec *other = policy->outputs; other < output; other++) {
        if (output->path && other->path && strcmp(other->path, output->path) == 0)
            reader_error(reader, group, "the output of line %u goes to the same path", other->line);
    }
    if (!output->rate_said)
        output->rate = kind->rate;
}

void outputs_read(struct policy_reader *reader, const config_setting_t *group, void *into)
{
    struct policy *const policy = into;
    struct output_spec *const output = &policy->outputs[policy->outputs_len++];

    *output = (struct output_spec){ .least = POLICY_LOG,
                                    .keep = KEEP,
                                    .line = config_setting_source_line(group) };
    reader_group(reader, group, output_settings, COUNT(output_settings), output);
    if (!config_setting_get_member(group, "kind"))
        reader_error(reader, group, "an output must have a 'kind'");
    check_output(reader, group, policy, output);
}
