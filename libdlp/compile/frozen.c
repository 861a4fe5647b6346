/* compile/frozen.c - sharing and describing a compiled database. */

#include "compile/frozen.h"

#include "base/alloc.h"
#include "compile/chain_tables.h"
#include "compile/digit_tables.h"
#include "compile/name_table.h"
#include "compile/prefix_table.h"
#include "compile/rule_code.h"
#include "compile/run_tables.h"
#include "compile/triggers.h"
#include "compile/word_index.h"

#include <string.h>

dlp_database *dlp_database_retain(dlp_database *database)
{
    if (database)
        atomic_fetch_add_explicit(&database->refs, 1, memory_order_relaxed);
    return database;
}

void dlp_database_release(dlp_database *database)
{
    if (!database || atomic_fetch_sub_explicit(&database->refs, 1, memory_order_acq_rel) != 1)
        return;
    dlp_triggers_free(database);
    dlp_digit_tables_free(&database->digits);
    dlp_chain_tables_free(&database->chains);
    dlp_word_index_free(&database->words);
    dlp_name_table_free(&database->names);
    dlp_prefix_table_free(&database->prefixes);
    for (size_t i = 0; database->rules && i < database->rules_len; i++)
        dlp_rule_code_free(&database->rules[i]);
    dlp_free(database->rules);
    dlp_run_tables_free(&database->runs, &database->heads);
    dlp_arena_release(database->arena);
    (void)pthread_mutex_destroy(&database->first_use);
    dlp_free(database);
}

const struct dlp_rule_code *dlp_database_find(const struct dlp_database *db, const char *id)
{
    for (size_t i = 0; i < db->rules_len; i++) {
        const struct dlp_rule *const rule = &db->rules[i].rule;

        if (strcmp(rule->id, id) == 0)
            return &db->rules[i];
        for (size_t a = 0; a < rule->aliases.len; a++)
            if (strcmp(rule->aliases.at[a], id) == 0)
                return &db->rules[i];
    }
    return NULL;
}

const char *dlp_database_lane(const dlp_database *database, const char *rule_id)
{
    const struct dlp_rule_code *const code = dlp_database_find(database, rule_id);

    if (!code)
        return NULL;
    switch (code->rule.kind) {
    case DLP_RULE_DIGITS:
        return "digits";
    case DLP_RULE_RUN:
        return "run";
    case DLP_RULE_HEAD:
        return "head";
    case DLP_RULE_PREFIX:
        return code->by_run ? "token" : "literal";
    case DLP_RULE_PATTERN:
    case DLP_RULE_KEYWORD:
    case DLP_RULE_NAMED:
    case DLP_RULE_BLOCK:
        break;
    }
    return "literal";
}
