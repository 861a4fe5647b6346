/* dlpd/policy/policy_file.c - a policy file -> struct policy: the tables of what may stand in it. */

#include "policy/policy_model.h"

#include "mem.h"
#include "policy/policy_check.h"
#include "policy/users.h"
#include "policy_source.h"

#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))
#define MEMORY_MIB 64
#define FOLD_US (UINT64_C(600) * 1000000)

/* ---- One policy ---- */

READ_TEXT(item_name, struct policy_item, name)
READ_TEXT(item_title, struct policy_item, title)
READ_TEXTS(item_rules, struct policy_item, rules)
READ_TEXTS(item_packs, struct policy_item, packs)
READ_TEXTS(item_unread, struct policy_item, unread)

static void item_confidence(struct policy_reader *reader, const config_setting_t *setting,
                            void *into)
{
    (void)reader_fraction(reader, setting, &((struct policy_item *)into)->confidence);
}

static void item_values(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    (void)reader_number(reader, setting, 1, POLICY_VALUES_MAX,
                        &((struct policy_item *)into)->values);
}

/* From one second to a year. */
static void read_duration(struct policy_reader *reader, const config_setting_t *setting,
                          uint64_t *us)
{
    const char *const text = config_setting_get_string(setting);

    if (!text || !duration_read(text, us))
        reader_error(
            reader, setting,
            "'%s' must be a time from 1s to 366d, as in \"90s\", \"10m\", \"2h\" or \"7d\"",
            reader_name(setting));
}

static void item_window(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    read_duration(reader, setting, &((struct policy_item *)into)->window_us);
}

static void item_per(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    static const char *const names[] = { "source", "destination", "pair", "all" };
    unsigned per = PER_SOURCE;

    (void)reader_choice(reader, setting, names, COUNT(names), &per);
    ((struct policy_item *)into)->per = (enum per)per;
}

static void item_channel(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    static const char *const names[] = { "any", "clear", "encrypted" };
    unsigned channel = CHANNEL_ANY;

    (void)reader_choice(reader, setting, names, COUNT(names), &channel);
    ((struct policy_item *)into)->channel = (enum channel)channel;
}

static void item_action(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    unsigned action = POLICY_ALLOW;

    (void)reader_choice(reader, setting, policy_actions, POLICY_ACTIONS, &action);
    ((struct policy_item *)into)->action = (enum policy_action)action;
}

static const struct setting_spec item_settings[] = {
    { "name", item_name },
    { "title", item_title },
    { "action", item_action },
    { "rules", item_rules },
    { "packs", item_packs },
    { "confidence", item_confidence },
    { "values", item_values },
    { "window", item_window },
    { "per", item_per },
    { "channel", item_channel },
    { "unread", item_unread },
    { "to", scope_read_to },
    { "not_to", scope_read_not_to },
    { "from", scope_read_from },
    { "not_from", scope_read_not_from },
};

static void read_item(struct policy_reader *reader, const config_setting_t *group, void *into)
{
    struct policy *const policy = into;
    struct policy_item *const item = &policy->items[policy->len++];
    const config_setting_t *const name = config_setting_get_member(group, "name");

    item->line = config_setting_source_line(group);
    item->values = 1;
    item->action = POLICY_ACTIONS;
    reader->item = name ? config_setting_get_string(name) : NULL;
    reader_group(reader, group, item_settings, COUNT(item_settings), item);
    item->finds = item->rules.len || item->packs.len || !item->unread.len;
    check_item(reader, group, policy, item);
    reader->item = NULL;
}

/* ---- One exception ---- */

READ_TEXTS(exception_policies, struct policy_exception, policies)
READ_TEXT(exception_owner, struct policy_exception, owner)
READ_TEXT(exception_reason, struct policy_exception, reason)

static void exception_until(struct policy_reader *reader, const config_setting_t *setting,
                            void *into)
{
    struct policy_exception *const exception = into;

    if (reader_string(reader, setting, &exception->until)
        && !day_end_read(exception->until, &exception->until_us))
        reader_error(reader, setting, "'until' must be a day, as in \"2027-01-31\"");
}

static const struct setting_spec exception_settings[] = {
    { "policies", exception_policies },
    { "owner", exception_owner },
    { "reason", exception_reason },
    { "until", exception_until },
    { "to", scope_read_to },
    { "not_to", scope_read_not_to },
    { "from", scope_read_from },
    { "not_from", scope_read_not_from },
};

static void read_exception(struct policy_reader *reader, const config_setting_t *group, void *into)
{
    struct policy *const policy = into;
    struct policy_exception *const exception = &policy->exceptions[policy->exceptions_len++];

    exception->line = config_setting_source_line(group);
    reader_group(reader, group, exception_settings, COUNT(exception_settings), exception);
    check_exception(reader, group, policy, exception);
}

/* ---- The file ---- */

READ_TEXT(root_name, struct policy, name)
READ_TEXT(root_countries, struct policy, countries)

static void root_users(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    struct policy *const policy = into;

    if (reader_texts(reader, setting, &policy->users) && policy->users.len > USERS_FILES)
        reader_error(reader, setting, "'users' names %zu files; %d are allowed", policy->users.len,
                     USERS_FILES);
}

static void root_mode(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    static const char *const names[] = { "enforce", "observe" };
    unsigned mode = 0;

    (void)reader_choice(reader, setting, names, COUNT(names), &mode);
    ((struct policy *)into)->observe = mode == 1;
}

static void root_memory(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    uint32_t mib = MEMORY_MIB;

    (void)reader_number(reader, setting, 1, 4096, &mib);
    ((struct policy *)into)->memory = (size_t)mib << 20;
}

static void root_fold(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    read_duration(reader, setting, &((struct policy *)into)->fold_us);
}

/* Those for later are read when all else is: exceptions name policies. */
static const struct setting_spec root_settings[] = {
    { "version", reader_version },  { "name", root_name },           { "mode", root_mode },
    { "users", root_users },        { "countries", root_countries }, { "memory_mib", root_memory },
    { "fold", root_fold },          { "outputs", reader_later },     { "policies", reader_later },
    { "exceptions", reader_later },
};

static void *room(struct policy *policy, const config_setting_t *list, size_t size)
{
    const int len = list && config_setting_is_list(list) ? config_setting_length(list) : 0;

    return owned_array(&policy->owned, (size_t)len, size);
}

static void read_root(struct policy_reader *reader, const config_setting_t *root,
                      struct policy *policy)
{
    const config_setting_t *const policies = config_setting_get_member(root, "policies");
    const config_setting_t *const exceptions = config_setting_get_member(root, "exceptions");
    const config_setting_t *const outputs = config_setting_get_member(root, "outputs");

    reader_root(reader, root, root_settings, COUNT(root_settings), policy);
    if (!policies || config_setting_length(policies) == 0) {
        reader_error_line(reader, policies ? config_setting_source_line(policies) : 1,
                          "there is no policy: give 'policies' one at least; "
                          "a file without any would let everything pass in silence");
        return;
    }
    policy->items = room(policy, policies, sizeof(*policy->items));
    (void)reader_groups(reader, policies, POLICY_ITEMS_MAX, read_item, policy);
    policy->exceptions = room(policy, exceptions, sizeof(*policy->exceptions));
    if (exceptions)
        (void)reader_groups(reader, exceptions, POLICY_EXCEPTIONS_MAX, read_exception, policy);
    policy->outputs = room(policy, outputs, sizeof(*policy->outputs));
    if (outputs)
        (void)reader_groups(reader, outputs, OUTPUTS_MAX, outputs_read, policy);
}

/* Files that the policy names stand beside it. */
static void place(struct policy *policy, const char *name, char **path)
{
    const char *const slash = strrchr(name, '/');
    struct buffer whole = BUFFER_INIT;
    const char *bare;

    if (!*path || !slash)
        return;
    (void)users_format(*path, &bare);
    if (*bare == '/')
        return;
    buffer_add(&whole, *path, (size_t)(bare - *path));
    buffer_add(&whole, name, (size_t)(slash - name) + 1);
    buffer_text(&whole, bare);
    *path = owned_copy(&policy->owned, buffer_string(&whole));
    buffer_free(&whole);
}

static void place_all(struct policy *policy, const char *name)
{
    for (size_t i = 0; i < policy->outputs_len; i++) {
        place(policy, name, &policy->outputs[i].path);
        place(policy, name, &policy->outputs[i].key);
    }
    for (size_t i = 0; i < policy->users.len; i++)
        place(policy, name, &policy->users.text[i]);
    place(policy, name, &policy->countries);
}

/* Is what the policy names there, and right? */
static void try_files(struct policy_reader *reader, const struct policy *policy)
{
    struct policy_reader beside = *reader;
    struct range_table users;

    (void)users_read(&beside, &policy->users, &users);
    range_table_free(&users);
    beside.file = policy->countries;
    if (policy->countries)
        countries_close(countries_open(&beside));
    reader->errors = beside.errors;
}

dlp_status policy_load_text(struct policy **out, const char *name, const char *text, size_t len,
                            const dlp_ruleset *set, dlp_diagnostic_fn on_diagnostic, void *user)
{
    struct policy *const policy = mem_array(1, sizeof(*policy));
    struct policy_reader reader = {
        .fn = on_diagnostic, .user = user, .file = name, .owned = &policy->owned
    };
    config_t config;

    *out = NULL;
    atomic_init(&policy->references, 1);
    policy->fold_us = FOLD_US;
    policy->memory = (size_t)MEMORY_MIB << 20;
    config_init(&config);
    if (source_parse(&reader, &config, text, len))
        read_root(&reader, config_root_setting(&config), policy);
    place_all(policy, name);
    try_files(&reader, policy);
    if (!policy->name)
        policy->name = owned_copy(&policy->owned, name);
    if (reader.errors == 0)
        check_rules(&reader, config_lookup(&config, "policies"), policy, set);
    config_destroy(&config);
    if (reader.errors) {
        policy_free(policy);
        return DLP_ERULE;
    }
    *out = policy;
    return DLP_OK;
}

dlp_status policy_load(struct policy **out, const char *path, const dlp_ruleset *set,
                       dlp_diagnostic_fn on_diagnostic, void *user)
{
    struct policy_reader reader = { .fn = on_diagnostic, .user = user, .file = path };
    struct buffer text = BUFFER_INIT;
    dlp_status status = source_read(&reader, &text, path, SOURCE_MAX);

    *out = NULL;
    if (status == DLP_OK)
        status =
            policy_load_text(out, path, buffer_string(&text), text.len, set, on_diagnostic, user);
    buffer_free(&text);
    return status;
}
