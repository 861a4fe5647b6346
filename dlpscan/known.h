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
    char key_id[KNOWN_ID_MAX]; /* of the key of the first value; "": none says */
    char *forks;               /* the line that says how one for forks was made, or NULL */
    size_t forks_number;       /* of that line */
};

/** Read a baseline file, once: it may be a pipe. Lines of RULE TOKEN COUNT; '#' begins a comment. Of a line
 *  that is there twice, as after a merge, the higher count holds.
 *  @return STATUS_CLEAN, or STATUS_USER; then what is wrong was said. Free it either way. */
int known_read(struct known *known, const char *path);

/** Say that the line of a baseline for forks is not right. @return STATUS_USER */
int known_wrong_forks(const char *path, size_t line);

/** Does it know values of this run? Those of another key know nothing, which is said.
 *  @param path  of the file, for messages
 *  @param ids   what tokens of this run begin with, NULL behind the last
 *  @return STATUS_CLEAN or STATUS_USER. */
int known_fits(const struct known *known, const char *path, const char *const *ids);
void known_free(struct known *known);

/** Is there a line of this rule that knows a value, used up or not? One thread. */
bool known_rule(const struct known *known, const char *rule);

/** Is this known, however often? Any thread. */
bool known_has(const struct known *known, const char *rule, const char *token);

/** Is one of these still known? Then there is one less. One thread. */
bool known_take(struct known *known, const char *rule, const char *token);

#endif
