/* compile/digest.c - two rule sets with one digest find the same things. */

#include "compile/digest.h"

#include <sodium.h>
#include <string.h>

void dlp_digest_rules(char digest[65], const struct dlp_rule_code *rules, size_t len)
{
    const char *const versions[] = { dlp_version(), hs_version() };
    crypto_generichash_state state;
    uint8_t hash[32];

    crypto_generichash_init(&state, NULL, 0, sizeof(hash));
    for (size_t i = 0; i < sizeof(versions) / sizeof(versions[0]); i++)
        crypto_generichash_update(&state, (const uint8_t *)versions[i], strlen(versions[i]) + 1);
    for (size_t i = 0; i < len; i++)
        crypto_generichash_update(&state, rules[i].rule.digest, sizeof(rules[i].rule.digest));
    crypto_generichash_final(&state, hash, sizeof(hash));
    sodium_bin2hex(digest, 65, hash, sizeof(hash));
}
