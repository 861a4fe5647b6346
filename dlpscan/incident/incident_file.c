/* dlpscan/incident/incident_file.c - a file of policies, as of --fail-on policy:FILE.
 *
 * It is written as dlpd's: one file can serve both. What only a flow has (to whom, in what time) no file
 * can answer; a policy that asks for it is not judged here, and that is said. */

#include "incident/incidents.h"

#include "message.h"
#include "policy_rules.h"
#include "policy_source.h"
#include "rulebook.h"

#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))
#define VALUES_MAX 65536

/* One policy as it is read. */
struct reading_policy {
    char *name, *title; /* people have the title in the file */
    struct text_list rules, packs;
    uint32_t values;
    double confidence;
    bool of_all;
    bool only_says;    /* its action stops nothing */
    const char *flows; /* a setting of it that is of flows, or NULL */
};

struct reading_file {
    struct incidents *incidents;
    const dlp_ruleset *rules;
    size_t first; /* condition of this file */
};

READ_TEXT(read_name, struct reading_policy, name)
READ_TEXT(read_title, struct reading_policy, title)
READ_TEXTS(read_rules, struct reading_policy, rules)
READ_TEXTS(read_packs, struct reading_policy, packs)

static void read_values(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    (void)reader_number(reader, setting, 1, VALUES_MAX, &((struct reading_policy *)into)->values);
}

static void read_confidence(struct policy_reader *reader, const config_setting_t *setting,
                            void *into)
{
    (void)reader_fraction(reader, setting, &((struct reading_policy *)into)->confidence);
}

static void read_action(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    static const char *const names[] = { "allow", "log", "alert", "block" };
    unsigned action = COUNT(names) - 1;

    (void)reader_choice(reader, setting, names, COUNT(names), &action);
    ((struct reading_policy *)into)->only_says = action < 2;
}

static void read_per(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    static const char *const names[] = { "file", "all", "source", "destination", "pair" };
    struct reading_policy *const policy = into;
    unsigned per = 0;

    (void)reader_choice(reader, setting, names, COUNT(names), &per);
    policy->of_all = per == 1;
    if (per > 1)
        policy->flows = config_setting_name(setting);
}

static void read_of_flows(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    (void)reader;
    ((struct reading_policy *)into)->flows = config_setting_name(setting);
}

static const struct setting_spec policy_settings[] = {
    { "name", read_name },        { "title", read_title },     { "rules", read_rules },
    { "packs", read_packs },      { "values", read_values },   { "confidence", read_confidence },
    { "action", read_action },    { "per", read_per },         { "window", read_of_flows },
    { "channel", read_of_flows }, { "unread", read_of_flows }, { "to", read_of_flows },
    { "not_to", read_of_flows },  { "from", read_of_flows },   { "not_from", read_of_flows },
};

static void add(struct policy_reader *reader, const config_setting_t *group,
                const struct reading_file *file, const struct reading_policy *policy)
{
    struct incidents *const incidents = file->incidents;
    struct incident_condition *condition;

    for (size_t i = file->first; i < incidents->len; i++) {
        if (strcmp(incidents->condition[i].policy, policy->name) == 0) {
            reader_error(reader, group, "there is a policy of this name already");
            return;
        }
    }
    condition = incidents_add(incidents);
    if (!condition) {
        reader_error(reader, group, "there are more than %d policies", INCIDENT_CONDITIONS);
        return;
    }
    *condition = (struct incident_condition){
        .policy = policy->name,
        .rules = policy->rules,
        .packs = policy->packs,
        .values = policy->values,
        .confidence = policy->confidence,
        .of_all = policy->of_all,
    };
}

static void read_policy(struct policy_reader *reader, const config_setting_t *group, void *into)
{
    const struct reading_file *const file = into;
    const size_t errors = reader->errors;
    struct reading_policy policy = { .values = 1 };

    reader_group(reader, group, policy_settings, COUNT(policy_settings), &policy);
    reader->item = policy.name;
    if (!policy.name)
        reader_error(reader, group, "a policy must have a 'name'");
    policy_check_names(reader, group, &policy.rules, &policy.packs, file->rules);
    if (reader->errors == errors && policy.flows)
        message_about(reader->file,
                      "line %u: policy '%s' asks for '%s', which is of flows: not judged",
                      config_setting_source_line(group), policy.name, policy.flows);
    else if (reader->errors == errors && !policy.only_says)
        add(reader, group, file, &policy);
    reader->item = NULL;
}

static const struct setting_spec file_settings[] = {
    { "version", reader_version },
    { "policies", reader_later },
    { "name", reader_later },
    /* Of flows. */
    { "mode", reader_later },
    { "exceptions", reader_later },
    { "outputs", reader_later },
    { "users", reader_later },
    { "countries", reader_later },
    { "memory_mib", reader_later },
    { "fold", reader_later },
};

static void read_file(struct policy_reader *reader, const config_setting_t *root,
                      struct reading_file *file)
{
    const config_setting_t *const policies = config_setting_get_member(root, "policies");

    reader_root(reader, root, file_settings, COUNT(file_settings), NULL);
    if (policies)
        (void)reader_groups(reader, policies, VALUES_MAX, read_policy, file);
    if (reader->errors == 0 && file->incidents->len == file->first)
        reader_error_line(
            reader, policies ? config_setting_source_line(policies) : 1,
            "there is no policy that can be judged here: with one, nothing would fail "
            "in silence");
}

size_t incidents_read(struct incidents *incidents, const char *path, const dlp_ruleset *rules)
{
    struct rulebook book = RULEBOOK_INIT; /* counts what was said */
    struct policy_reader reader = {
        .fn = rulebook_complain, .user = &book, .file = path, .owned = &incidents->owned
    };
    struct reading_file file = { incidents, rules, incidents->len };
    struct buffer text = BUFFER_INIT;
    config_t config;

    config_init(&config);
    if (source_read(&reader, &text, path, SOURCE_MAX) == DLP_OK
        && source_parse(&reader, &config, buffer_string(&text), text.len))
        read_file(&reader, config_root_setting(&config), &file);
    config_destroy(&config);
    buffer_free(&text);
    return reader.errors;
}
