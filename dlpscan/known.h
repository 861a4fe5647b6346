/* dlpscan/known.h - a baseline: how often which value is known, by rule and keyed token. */
#ifndef DLPSCAN_KNOWN_H
#define DLPSCAN_KNOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define KNOWN_ID_MAX 32
#define KNOWN_INCOMPLETE "incomplete." /* and a reason: in the place of a rule */

struct known_value {
    char *key; /* "RULE TOKEN" */
    uint64_t left;
};

struct known {
    struct known_value *value; /* a hash table; free where key is NULL */
    size_t len, slots;         /* slots is a power of two, or 0 */
};

/** The id of the key that the first line of a baseline file was made with; false when it has none. */
bool known_key(const char *path, char id[KNOWN_ID_MAX]);

/** Read a baseline file: lines of RULE TOKEN COUNT, '#' begins a comment. Of a line that is there twice,
 *  as after a merge, the higher count holds.
 *  @param ids  what tokens of this run begin with, NULL behind the last: those of another key know
 *              nothing. KNOWN_PATH_ID as the first: only lines that know a path are taken, else only
 *              those that know a value. Lines of what was not read are taken in any case.
 *  @return STATUS_CLEAN, or STATUS_USER; then what is wrong was said. */
int known_load(struct known *known, const char *path, const char *const *ids);
void known_free(struct known *known);

/** Is there a line of this rule, used up or not? One thread. */
bool known_rule(const struct known *known, const char *rule);

/** Is this known, however often? Any thread. */
bool known_has(const struct known *known, const char *rule, const char *token);

/** Is one of these still known? Then there is one less. One thread. */
bool known_take(struct known *known, const char *rule, const char *token);

#endif
