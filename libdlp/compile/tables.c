/* compile/tables.c - what rules are compiled to beside Hyperscan's part, from the cache where it has it.
 *
 * In the cache: a fact of each rule, the pairs of letters of each head rule, the index of words. From
 * there, no expression is compiled before its first use. */

#include "compile/tables.h"

#include "base/alloc.h"
#include "compile/rule_code.h"
#include "compile/run_tables.h"
#include "compile/word_index.h"
#include "compile/word_store.h"

#include <string.h>

/* Sizes in bytes, and places to work in. */
struct work {
    const struct dlp_rule **rules;
    uint8_t *pairs;
    size_t pairs_len, facts_len;
};

/* What the file has. DLP_ERULE: nothing, or not of these rules. */
static dlp_status tables_read(struct dlp_database *db, const struct work *w,
                              const struct dlp_cache *cache)
{
    const uint8_t *bytes = cache->view.tables;
    size_t len = cache->view.tables_len;
    dlp_status status;

    if (len < w->facts_len || len - w->facts_len < w->pairs_len)
        return DLP_ERULE;
    len -= w->facts_len + w->pairs_len;
    status = dlp_word_store_read(&db->words, bytes + w->facts_len + w->pairs_len, len, w->rules,
                                 db->rules_len);
    for (size_t i = 0; status == DLP_OK && i < db->rules_len; i++) {
        struct dlp_code_fact fact;

        memcpy(&fact, bytes + i * sizeof(fact), sizeof(fact));
        status = dlp_rule_code_restore(&db->rules[i], &fact);
    }
    if (status == DLP_OK && w->pairs_len)
        memcpy(w->pairs, bytes + w->facts_len, w->pairs_len);
    return status;
}

static dlp_status rules_compile(struct dlp_database *db, struct dlp_facts *facts,
                                struct dlp_diag *diag)
{
    dlp_status all = DLP_OK;

    for (size_t i = 0; i < db->rules_len; i++) {
        const struct dlp_rule rule = db->rules[i].rule;
        const dlp_status status = dlp_rule_code_compile(&db->rules[i], &rule, facts, diag);

        if (status == DLP_ENOMEM)
            return status;
        all = status != DLP_OK ? status : all;
    }
    return all;
}

static dlp_status tables_write(const struct dlp_database *db, const struct work *w,
                               struct dlp_bytes *out)
{
    dlp_status status = DLP_OK;

    for (size_t i = 0; status == DLP_OK && i < db->rules_len; i++) {
        const struct dlp_code_fact fact = dlp_rule_code_fact(&db->rules[i]);

        status = dlp_bytes_append(out, &fact, sizeof(fact));
    }
    if (status == DLP_OK)
        status = dlp_bytes_append(out, w->pairs, w->pairs_len);
    if (status == DLP_OK)
        status = dlp_word_store_write(out, &db->words, w->rules, db->rules_len);
    if (status == DLP_ELIMIT) { /* too many to be kept: they are made at each start */
        dlp_bytes_clear(out);
        status = DLP_OK;
    }
    return status;
}

static dlp_status tables_make(struct dlp_database *db, const struct work *w,
                              struct dlp_cache *cache, struct dlp_diag *diag, struct dlp_error *err)
{
    dlp_status status = rules_compile(db, &cache->facts, diag);

    if (status == DLP_OK)
        status = dlp_head_pairs(w->pairs, db->rules, db->rules_len);
    if (status == DLP_OK)
        status = dlp_word_index_build(&db->words, w->rules, db->rules_len, err);
    if (status != DLP_OK || !cache->options || !cache->options->cache_write_dir)
        return status;
    return tables_write(db, w, &cache->tables);
}

dlp_status dlp_tables_build(struct dlp_database *db, struct dlp_cache *cache, struct dlp_diag *diag,
                            struct dlp_error *err)
{
    struct work w = { .pairs_len = dlp_head_rules(db->rules, db->rules_len) * DLP_PAIRS_BYTES,
                      .facts_len = db->rules_len * sizeof(struct dlp_code_fact) };
    dlp_status status;

    w.rules = dlp_calloc(db->rules_len + 1, sizeof(*w.rules));
    w.pairs = dlp_calloc(w.pairs_len + 1, 1);
    status = w.rules && w.pairs ? DLP_OK : DLP_ENOMEM;
    for (size_t i = 0; status == DLP_OK && i < db->rules_len; i++)
        w.rules[i] = &db->rules[i].rule;
    if (status == DLP_OK)
        status = tables_read(db, &w, cache);
    if (status == DLP_ERULE)
        status = tables_make(db, &w, cache, diag, err);
    if (status == DLP_OK)
        status = dlp_run_tables_build(&db->runs, &db->heads, db->rules, db->rules_len, w.pairs);
    db->complete = dlp_rule_code_complete;
    dlp_free(w.pairs);
    dlp_free(w.rules);
    return status;
}
