/* compile/facts.c - what Hyperscan said of each expression. */

#include "compile/facts.h"

#include "base/alloc.h"

#include <sodium.h>
#include <string.h>

_Static_assert(sizeof(struct dlp_fact) == 24, "facts are written to the cache without padding");

void dlp_fact_id(uint8_t id[16], const char *expanded, bool ignore_case)
{
    const uint8_t key[crypto_generichash_KEYBYTES_MIN] = { ignore_case };

    crypto_generichash(id, 16, (const uint8_t *)expanded, strlen(expanded), key, sizeof(key));
}

const struct dlp_fact *dlp_facts_find(struct dlp_facts *facts, const uint8_t id[16])
{
    for (size_t i = 0; i < facts->len; i++) {
        const size_t at = (facts->next + i) % facts->len;

        if (memcmp(facts->at[at].id, id, sizeof(facts->at[at].id)) != 0)
            continue;
        facts->next = at + 1;
        return &facts->at[at];
    }
    return NULL;
}

static dlp_status facts_grow(struct dlp_facts *facts, size_t cap)
{
    struct dlp_fact *const grown = dlp_realloc(facts->at, cap, sizeof(*grown));

    if (!grown)
        return DLP_ENOMEM;
    facts->at = grown;
    facts->cap = cap;
    return DLP_OK;
}

dlp_status dlp_facts_add(struct dlp_facts *facts, const struct dlp_fact *fact)
{
    if (facts->len == facts->cap && facts_grow(facts, facts->cap ? facts->cap * 2 : 64) != DLP_OK)
        return DLP_ENOMEM;
    facts->at[facts->len++] = *fact;
    facts->next = facts->len;
    facts->grown = true;
    return DLP_OK;
}

dlp_status dlp_facts_load(struct dlp_facts *facts, const void *from, size_t len)
{
    if (len > facts->cap && facts_grow(facts, len) != DLP_OK)
        return DLP_ENOMEM;
    if (len > 0)
        memcpy(facts->at, from, len * sizeof(*facts->at));
    facts->len = len;
    facts->next = 0;
    facts->grown = false;
    return DLP_OK;
}

void dlp_facts_free(struct dlp_facts *facts)
{
    dlp_free(facts->at);
    *facts = (struct dlp_facts)DLP_FACTS_INIT;
}
