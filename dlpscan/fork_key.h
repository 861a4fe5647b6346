/* dlpscan/fork_key.h - values as digests that need no key: what a baseline for forks is made of. */
#ifndef DLPSCAN_FORK_KEY_H
#define DLPSCAN_FORK_KEY_H

#include <dlp/dlp.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FORK_RULE "for-forks" /* stands where other lines have a rule: how those were made */
#define FORK_SALT 16          /* bytes */
#define FORK_OPS 2            /* passes of Argon2id over its memory */
#define FORK_KIB 65536        /* that memory */
#define FORK_ID_MAX 12
#define FORK_TOKEN_MAX 64
#define FORK_LINE_MAX 128
#define FORK_LONG 20       /* bytes of a value: a shorter one can be guessed, whatever its rule */
#define FORK_SLOW_MAX 2000 /* different values of a run that are digested slowly */

/** The public salt, and how slow; nothing is secret in it. */
struct fork_key {
    bool used;
    uint8_t salt[FORK_SALT];
    uint64_t ops, kib;
    char plain[FORK_ID_MAX], slow[FORK_ID_MAX]; /* what tokens of the two kinds begin with */
    const char **random;                        /* rules of such values, sorted; of the rule set */
    size_t random_len;
    struct fork_slow *made; /* a hash table, so that each value is digested slowly once */
    size_t made_len, left_out;
};

/** A key of a name that whoever makes the baseline chooses. */
void fork_key_name(struct fork_key *fork, const char *name);

/** The key of a baseline, by its line. False when it is not as fork_key_line() writes one. */
bool fork_key_take(struct fork_key *fork, const char *line);
void fork_key_free(struct fork_key *fork);

/** The line of a baseline that says how the others were made, without its end. */
void fork_key_line(const struct fork_key *fork, char line[FORK_LINE_MAX]);

/** The key for a scan. Anybody can try values against its tokens: never print one as it is. */
dlp_status fork_key_make(const struct fork_key *fork, dlp_key **key);

/** Note the rules of secrets that a machine makes, which nobody can guess: a fast digest is enough for them.
 *  Before fork_token(). */
void fork_key_rules(struct fork_key *fork, const dlp_ruleset *rules);

/** What a baseline knows a value by.
 *  @param digest  of the finding's token, behind its ':'; made with a key of this salt.
 *  @param is_long  the value has FORK_LONG bytes or more.
 *  @return false when too many values of this run were digested slowly: it stays unknown, and is counted in
 *          left_out. Without memory for Argon2id the program ends. One thread. */
bool fork_token(struct fork_key *fork, const char *rule, const char *digest, bool is_long,
                char out[FORK_TOKEN_MAX]);

#endif
