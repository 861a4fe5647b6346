/* dlpscan/cmd_rules.c - `dlpscan rules`: list, check, explain and compile them. */

#include "buffer.h"
#include "columns.h"
#include "command.h"
#include "meant.h"
#include "mem.h"
#include "message.h"
#include "output.h"
#include "place.h"
#include "printable.h"
#include "rulebook.h"

#include <string.h>

static void list_text(struct buffer *out, const struct dlp_rule_info *rule, const char *lane)
{
    column_text(out, rule->id, 28);
    column_text(out, dlp_severity_name(rule->severity), 8);
    column_text(out, rule->enabled && lane ? lane : "off", 7);
    printable_text(out, rule->title, strlen(rule->title));
    buffer_char(out, '\n');
}

static int list_rules(const struct rulebook *book, const struct settings *settings)
{
    const bool jsonl = strcmp(settings->format, "jsonl") == 0;
    struct buffer out = BUFFER_INIT;
    dlp_status status = DLP_OK;
    bool written;

    for (size_t i = 0; i < dlp_ruleset_count(book->set) && status == DLP_OK; i++) {
        struct dlp_rule_info rule;
        const char *lane;

        status = dlp_ruleset_rule(book->set, i, &rule);
        if (status != DLP_OK)
            break;
        if (settings->choice.packs_len && !rule.enabled)
            continue; /* who asks for a pack wants to see what is in it */
        lane = dlp_database_lane(book->database, rule.id);
        if (jsonl)
            status = dlp_report_rule(&rule, lane, buffer_write, &out);
        else
            list_text(&out, &rule, lane);
    }
    if (status != DLP_OK)
        message("cannot list the rules: %s", dlp_status_name(status));
    written = output_now(buffer_string(&out), out.len);
    buffer_free(&out);
    return status != DLP_OK || !written ? STATUS_ENVIRONMENT : STATUS_CLEAN;
}

int cmd_rules_list(const struct settings *settings, char **args, int count)
{
    struct rulebook book = RULEBOOK_INIT;
    int status;

    (void)args;
    (void)count;
    status = rulebook_open(&book, &settings->choice);
    if (status == STATUS_CLEAN)
        status = list_rules(&book, settings);
    rulebook_free(&book);
    return status;
}

int cmd_rules_check(const struct settings *settings, char **args, int count)
{
    struct rulebook book = RULEBOOK_INIT;
    struct buffer out = BUFFER_INIT;
    struct rule_choice choice = settings->choice;
    int status;

    choice.bare = true; /* they have examples, too */
    status = rulebook_load(&book, &choice, args, (size_t)count);
    if (status == STATUS_CLEAN)
        status = rulebook_compile(&book);
    if (status == STATUS_CLEAN)
        status = rulebook_prove(&book);
    if (book.set && (status == STATUS_CLEAN || book.errors)) {
        const size_t rules = dlp_ruleset_count(book.set);

        buffer_format(&out, "%zu rule%s checked, %zu mistake%s", rules, rules == 1 ? "" : "s",
                      book.errors, book.errors == 1 ? "" : "s");
        if (book.warnings)
            buffer_format(&out, ", %zu warning%s", book.warnings, book.warnings == 1 ? "" : "s");
        buffer_char(&out, '\n');
        if (!output_now(out.data, out.len))
            status = STATUS_ENVIRONMENT;
    }
    buffer_free(&out);
    rulebook_free(&book);
    return status;
}

static void no_such_rule(const dlp_ruleset *set, const char *id)
{
    struct meant meant = meant_begin(id, strlen(id));
    struct dlp_rule_info info;

    for (size_t i = 0; i < dlp_ruleset_count(set); i++) {
        if (dlp_ruleset_rule(set, i, &info) == DLP_OK)
            meant_add(&meant, info.id);
    }
    message("there is no rule '%s'%s%s%s; 'dlpscan rules list' shows them", id,
            meant.name ? " (is '" : "", meant.name ? meant.name : "",
            meant.name ? "' meant?)" : "");
}

int cmd_rules_explain(const struct settings *settings, char **args, int count)
{
    struct rulebook book = RULEBOOK_INIT;
    struct dlp_error err = DLP_ERROR_INIT;
    struct buffer out = BUFFER_INIT;
    struct rule_choice choice = settings->choice;
    int result;

    (void)count;
    choice.bare = true;
    result = rulebook_open(&book, &choice);
    if (result == STATUS_CLEAN) {
        const dlp_status status =
            dlp_database_explain(book.database, args[0], buffer_write, &out, &err);

        if (status == DLP_ENOENT)
            no_such_rule(book.set, args[0]);
        else if (status != DLP_OK)
            message("%s", err.message[0] ? err.message : dlp_status_name(status));
        result = command_status(status);
        if (status == DLP_OK && !output_now(buffer_string(&out), out.len))
            result = STATUS_ENVIRONMENT;
    }
    buffer_free(&out);
    rulebook_free(&book);
    return result;
}

static int print_compiled(const struct rulebook *book, const char *folder)
{
    struct dlp_database_info info = { .version = DLP_DATABASE_INFO_VERSION };
    struct buffer out = BUFFER_INIT;
    dlp_status status = dlp_database_info(book->database, &info);
    bool written;

    buffer_format(&out, "%zu rule%s compiled into ", info.rules, info.rules == 1 ? "" : "s");
    printable_path(&out, folder, strlen(folder));
    buffer_char(&out, '\n');
    written = status == DLP_OK && output_now(buffer_string(&out), out.len);
    buffer_free(&out);
    return written ? STATUS_CLEAN : STATUS_ENVIRONMENT;
}

int cmd_rules_compile(const struct settings *settings, char **args, int count)
{
    struct rulebook book = RULEBOOK_INIT;
    char *const usual = settings->choice.cache_dir ? NULL : place_cache();
    const char *const folder = settings->choice.cache_dir ? settings->choice.cache_dir : usual;
    int status = STATUS_USER;

    (void)args;
    (void)count;
    if (folder)
        status = rulebook_compile_into(&book, &settings->choice, folder);
    else
        message("HOME is not set; name a folder with --cache-dir");
    if (status == STATUS_CLEAN)
        status = print_compiled(&book, folder);
    mem_free(usual);
    rulebook_free(&book);
    return status;
}
