/* compile/tables.c - the tables of words, runs and heads, from the cache where it has them.
 *
 * In the cache: the pairs of letters of each head rule, then the index of words. */

#include "compile/tables.h"

#include "base/alloc.h"
#include "compile/run_tables.h"
#include "compile/word_index.h"
#include "compile/word_store.h"

#include <string.h>

/* What the file has. DLP_ERULE: nothing, or not of these rules. */
static dlp_status tables_read(struct dlp_database *db, uint8_t *pairs, size_t pairs_len,
                              const struct dlp_rule *const *rules, const struct dlp_cache *cache)
{
    const struct dlp_cache_view *const view = &cache->view;

    if (view->tables_len < pairs_len)
        return DLP_ERULE;
    if (pairs_len)
        memcpy(pairs, view->tables, pairs_len);
    return dlp_word_store_read(&db->words, view->tables + pairs_len, view->tables_len - pairs_len,
                               rules, db->rules_len);
}

static dlp_status tables_make(struct dlp_database *db, uint8_t *pairs, size_t pairs_len,
                              const struct dlp_rule *const *rules, struct dlp_cache *cache,
                              struct dlp_error *err)
{
    dlp_status status = dlp_head_pairs(pairs, db->rules, db->rules_len);

    if (status == DLP_OK)
        status = dlp_word_index_build(&db->words, rules, db->rules_len, err);
    if (status != DLP_OK || !cache->options || !cache->options->cache_write_dir)
        return status;
    status = dlp_bytes_append(&cache->tables, pairs, pairs_len);
    if (status == DLP_OK)
        status = dlp_word_store_write(&cache->tables, &db->words, rules, db->rules_len);
    if (status == DLP_ELIMIT) { /* too many to be kept: they are made at each start */
        dlp_bytes_clear(&cache->tables);
        status = DLP_OK;
    }
    return status;
}

dlp_status dlp_tables_build(struct dlp_database *db, struct dlp_cache *cache, struct dlp_error *err)
{
    const size_t pairs_len = dlp_head_rules(db->rules, db->rules_len) * DLP_PAIRS_BYTES;
    const struct dlp_rule **const rules = dlp_calloc(db->rules_len + 1, sizeof(*rules));
    uint8_t *const pairs = dlp_calloc(pairs_len + 1, 1);
    dlp_status status = rules && pairs ? DLP_OK : DLP_ENOMEM;

    for (size_t i = 0; status == DLP_OK && i < db->rules_len; i++)
        rules[i] = &db->rules[i].rule;
    if (status == DLP_OK)
        status = tables_read(db, pairs, pairs_len, rules, cache);
    if (status == DLP_ERULE)
        status = tables_make(db, pairs, pairs_len, rules, cache, err);
    if (status == DLP_OK)
        status = dlp_run_tables_build(&db->runs, &db->heads, db->rules, db->rules_len, pairs);
    dlp_free(pairs);
    dlp_free(rules);
    return status;
}
