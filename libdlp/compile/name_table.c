/* compile/name_table.c - the names of all rules with names, to be looked up by their first bytes. */

#include "compile/name_table.h"

#include "base/alloc.h"

static unsigned name_key(const char *name)
{
    return dlp_name_code((uint8_t)name[0]) * DLP_NAME_CODES + dlp_name_code((uint8_t)name[1]);
}

dlp_status dlp_name_table_build(struct dlp_name_table *table, const struct dlp_rule_code *rules,
                                size_t len)
{
    uint32_t *const first = table->first;
    const size_t keys = (size_t)DLP_NAME_CODES * DLP_NAME_CODES;

    for (size_t i = 0; i < len; i++)
        for (size_t n = 0; n < rules[i].rule.names.len; n++, table->len++)
            first[name_key(rules[i].rule.names.at[n]) + 1]++;
    table->entries = dlp_calloc(table->len + 1, sizeof(*table->entries));
    if (!table->entries)
        return DLP_ENOMEM;
    for (size_t key = 0; key < keys; key++)
        first[key + 1] += first[key];
    for (size_t i = len; i-- > 0;) /* each key is filled from its end: rules stay in order */
        for (size_t n = rules[i].rule.names.len; n-- > 0;) {
            const char *const name = rules[i].rule.names.at[n];

            table->entries[--first[name_key(name) + 1]] =
                (struct dlp_name_entry){ name, (uint32_t)i };
        }
    /* first[key + 1] has come down to where the key starts: it is first[key] now. */
    for (size_t key = 0; key < keys; key++)
        first[key] = first[key + 1];
    first[keys] = (uint32_t)table->len;
    return DLP_OK;
}

void dlp_name_table_free(struct dlp_name_table *table)
{
    dlp_free(table->entries);
    *table = (struct dlp_name_table){ 0 };
}
