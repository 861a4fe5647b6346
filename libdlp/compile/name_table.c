/* compile/name_table.c - the names of all rules with names, to be looked up by their first bytes. */

#include "compile/name_table.h"

#include "base/alloc.h"

static unsigned name_key(const char *name)
{
    return dlp_name_code((uint8_t)name[0]) * DLP_NAME_CODES + dlp_name_code((uint8_t)name[1]);
}

/* What four bytes of a text must be for the name to begin there, small letters or capitals. */
static struct dlp_name_entry name_entry(const char *name, uint32_t rule)
{
    struct dlp_name_entry entry = { .name = name, .rule = rule };

    for (unsigned n = 0; n < sizeof(entry.first) && name[n] && name[n] != '_'; n++) {
        entry.mask |= (uint32_t)0xff << 8 * n;
        entry.first |= (uint32_t)((uint8_t)name[n] | DLP_NAME_FOLD) << 8 * n;
    }
    return entry;
}

/* Behind a '_', and behind a name of two bytes, anything may stand. */
static void begins_add(uint8_t *begins, const char *name)
{
    const bool two = name[1] != '_', three = two && name[2] && name[2] != '_';

    for (unsigned second = 0; second < (two ? 1u : 32u); second++)
        for (unsigned third = 0; third < (three ? 1u : 32u); third++) {
            const unsigned bit =
                dlp_name_begin((uint8_t)name[0], (uint8_t)(two ? (uint8_t)name[1] : second),
                               (uint8_t)(three ? (uint8_t)name[2] : third));

            begins[bit >> 3] |= (uint8_t)(1u << (bit & 7u));
        }
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

            table->entries[--first[name_key(name) + 1]] = name_entry(name, (uint32_t)i);
            begins_add(table->begins, name);
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
