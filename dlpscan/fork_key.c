/* dlpscan/fork_key.c - values as digests that need no key: what a baseline for forks is made of.
 *
 * A pull request from a fork gets no secret, so whatever it can compute, anybody can. Of a secret that a
 * machine made at random a plain digest tells nothing. A number of a person can be tried out; there each
 * guess is made to cost a pass of Argon2id, which is a hindrance and no protection (SECURITY.md). Both are
 * made of the finding's token, so case and separators count as little as they do with a key. */

#include "fork_key.h"

#include "mem.h"
#include "message.h"
#include "numeral.h"
#include "program.h"

#include <fnmatch.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DIGEST 16
#define SAID_FROM 30 /* slow digests: who waits longer shall know why */
#define OPS_MOST 16  /* a baseline may be the fork's own: it must not ask for a day of work */
#define KIB_MOST 262144u

#define SLOTS 4096u /* of the table: more than twice what it may hold, a power of two */

struct fork_slow {
    bool used;
    char digest[2 * DIGEST + 1];
    uint8_t slow[DIGEST];
};

/* Rules of secrets that people think up, and texts that hold some. */
static const char *const thought_up[] = { "secret.generic.*", "secret.*password*",
                                          "secret.*credentials*", "secret.*.url", "secret.hash.*" };

/* The ids say salt and cost, so that lines of two baselines are never taken for each other's. */
static void make_ids(struct fork_key *fork)
{
    char text[9], line[FORK_LINE_MAX];
    uint8_t digest[DIGEST];

    fork_key_line(fork, line);
    crypto_generichash(digest, DIGEST, (const uint8_t *)line, strlen(line), NULL, 0);
    sodium_bin2hex(text, sizeof(text), digest, 4);
    snprintf(fork->plain, sizeof(fork->plain), "p%s", text);
    snprintf(fork->slow, sizeof(fork->slow), "a%s", text);
    fork->used = true;
}

void fork_key_name(struct fork_key *fork, const char *name)
{
    static const char use[] = "dlpscan baseline for forks";

    *fork = (struct fork_key){ .ops = FORK_OPS, .kib = FORK_KIB };
    crypto_generichash(fork->salt, FORK_SALT, (const uint8_t *)name, strlen(name),
                       (const uint8_t *)use, sizeof(use) - 1);
    make_ids(fork);
}

void fork_key_line(const struct fork_key *fork, char line[FORK_LINE_MAX])
{
    char hex[2 * FORK_SALT + 1];

    sodium_bin2hex(hex, sizeof(hex), fork->salt, sizeof(fork->salt));
    snprintf(line, FORK_LINE_MAX, FORK_RULE " argon2id:%" PRIu64 ":%" PRIu64 ":%s 1", fork->ops,
             fork->kib, hex);
}

/* The number up to a ':', and where the rest begins; NULL when there is none. */
static char *take_number(char *at, uint64_t *number)
{
    char *const colon = strchr(at, ':');

    if (!colon)
        return NULL;
    *colon = '\0';
    return number_read(at, number) ? colon + 1 : NULL;
}

/* A line that is not as we would write it is wrong; it is cut apart. */
static bool take_line(struct fork_key *fork, char *line)
{
    static const char head[] = FORK_RULE " argon2id:";
    struct fork_key read = { 0 };
    char whole[FORK_LINE_MAX], again[FORK_LINE_MAX];
    char *at = line + sizeof(head) - 1;

    snprintf(whole, sizeof(whole), "%s", line);
    if (strncmp(line, head, sizeof(head) - 1) != 0 || !(at = take_number(at, &read.ops))
        || !(at = take_number(at, &read.kib)) || read.ops < 1 || read.ops > OPS_MOST || read.kib < 8
        || read.kib > KIB_MOST
        || sodium_hex2bin(read.salt, FORK_SALT, at, strcspn(at, " "), NULL, NULL, NULL) != 0)
        return false;
    fork_key_line(&read, again);
    make_ids(&read);
    if (strcmp(whole, again) != 0)
        return false;
    *fork = read;
    return true;
}

bool fork_key_take(struct fork_key *fork, const char *line)
{
    char *const copy = mem_copy(line, strlen(line));
    bool taken;

    *fork = (struct fork_key){ 0 };
    taken = take_line(fork, copy);
    mem_free(copy);
    return taken;
}

void fork_key_free(struct fork_key *fork)
{
    if (fork->made)
        explicit_bzero(fork->made, SLOTS * sizeof(*fork->made));
    mem_free(fork->made);
    mem_free(fork->random);
    *fork = (struct fork_key){ 0 };
}

dlp_status fork_key_make(const struct fork_key *fork, dlp_key **key)
{
    return dlp_key_of_salt(key, fork->salt, sizeof(fork->salt), NULL);
}

static int text_order(const void *a, const void *b)
{
    const char *const *const left = a, *const *const right = b;

    return strcmp(*left, *right);
}

static bool is_random(const struct dlp_rule_info *info)
{
    for (size_t i = 0; i < sizeof(thought_up) / sizeof(thought_up[0]); i++) {
        if (fnmatch(thought_up[i], info->id, 0) == 0)
            return false;
    }
    return strcmp(info->category, "secret") == 0 && strcmp(info->class_name, "strong") == 0;
}

void fork_key_rules(struct fork_key *fork, const dlp_ruleset *rules)
{
    struct dlp_rule_info info;

    fork->random = mem_array(dlp_ruleset_count(rules) + 1, sizeof(*fork->random));
    for (size_t i = 0; dlp_ruleset_rule(rules, i, &info) == DLP_OK; i++) {
        if (is_random(&info))
            fork->random[fork->random_len++] = info.id;
    }
    qsort(fork->random, fork->random_len, sizeof(*fork->random), text_order);
}

/* The table's entry of a digest: the one that it has, or the free one that it gets. */
static struct fork_slow *slot_of(struct fork_key *fork, const char *digest)
{
    size_t at = strtoul((char[]){ digest[0], digest[1], digest[2], '\0' }, NULL, 16) & (SLOTS - 1);

    if (!fork->made)
        fork->made = mem_array(SLOTS, sizeof(*fork->made));
    while (fork->made[at].used && strcmp(fork->made[at].digest, digest) != 0)
        at = (at + 1) & (SLOTS - 1);
    return &fork->made[at];
}

static const struct fork_slow *slow_of(struct fork_key *fork, const char *digest)
{
    struct fork_slow *const slow = slot_of(fork, digest);

    if (slow->used)
        return slow;
    if (fork->made_len == FORK_SLOW_MAX)
        return NULL;
    if (fork->made_len == SAID_FROM)
        message("values are digested slowly, %d of them at the most, some 0.1 seconds each",
                FORK_SLOW_MAX);
    if (crypto_pwhash(slow->slow, DIGEST, digest, strlen(digest), fork->salt, fork->ops,
                      (size_t)fork->kib << 10, crypto_pwhash_ALG_ARGON2ID13)
        != 0)
        mem_die();
    memcpy(slow->digest, digest, strlen(digest) + 1);
    slow->used = true;
    fork->made_len++;
    return slow;
}

bool fork_token(struct fork_key *fork, const char *rule, const char *digest, bool is_long,
                char out[FORK_TOKEN_MAX])
{
    const bool random =
        is_long && bsearch(&rule, fork->random, fork->random_len, sizeof(rule), text_order);
    char hex[2 * DIGEST + 1];
    const struct fork_slow *slow;

    if (random) {
        snprintf(out, FORK_TOKEN_MAX, "%s:%s", fork->plain, digest);
        return true;
    }
    slow = strlen(digest) == 2 * DIGEST ? slow_of(fork, digest) : NULL;
    if (!slow) {
        fork->left_out++;
        return false;
    }
    sodium_bin2hex(hex, sizeof(hex), slow->slow, DIGEST);
    snprintf(out, FORK_TOKEN_MAX, "%s:%s", fork->slow, hex);
    return true;
}
