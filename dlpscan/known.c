/* dlpscan/known.c - a baseline: how often which value is known, by rule and keyed token.
 *
 * No path and no line stands in it, so a finding stays known when its file is renamed or its line
 * moves; a changed value has another token, and is new. */

#include "known.h"

#include "fork_key.h"
#include "known_path.h"
#include "mem.h"
#include "message.h"
#include "numeral.h"
#include "program.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static size_t slot_of(const struct known *known, const char *key)
{
    uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a: the file is the user's own */
    size_t at;

    for (const char *c = key; *c; c++)
        hash = (hash ^ (uint8_t)*c) * 0x100000001b3u;
    at = (size_t)(hash ^ hash >> 32) & (known->slots - 1);
    while (known->value[at].key && strcmp(known->value[at].key, key) != 0)
        at = (at + 1) & (known->slots - 1);
    return at;
}

static void grow(struct known *known)
{
    const struct known old = *known;

    known->slots = old.slots ? 2 * old.slots : 1024;
    known->value = mem_array(known->slots, sizeof(*known->value));
    for (size_t i = 0; i < old.slots; i++) {
        if (old.value[i].key)
            known->value[slot_of(known, old.value[i].key)] = old.value[i];
    }
    mem_free(old.value);
}

static void add(struct known *known, const char *key, uint64_t count)
{
    struct known_value *value;

    if (2 * (known->len + 1) > known->slots)
        grow(known);
    value = &known->value[slot_of(known, key)];
    if (!value->key) {
        value->key = mem_copy(key, strlen(key));
        known->len++;
    }
    if (value->left < count)
        value->left = count;
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static bool has_id(const char *token, const char *id)
{
    const size_t len = strlen(id);

    return strncmp(token, id, len) == 0 && token[len] == ':';
}

static bool has_one_of(const char *token, const char *const *ids)
{
    while (*ids && !has_id(token, *ids))
        ids++;
    return *ids != NULL;
}

static bool is_path(const char *token)
{
    return has_id(token, KNOWN_PATH_ID);
}

/* Of a value: there is one of this rule, and this key made it. */
static void note_value(struct known *known, char *rule, char *token)
{
    const size_t len = strcspn(token, ":");

    if (!known->key_id[0] && len < KNOWN_ID_MAX) {
        memcpy(known->key_id, token, len);
        known->key_id[len] = '\0';
    }
    token[-1] = '\0';
    add(known, rule, 0); /* for known_rule() */
}

/* How one for forks was made; all such lines are one. */
static bool note_forks(struct known *known, const char *line, size_t number)
{
    if (known->forks)
        return strcmp(known->forks, line) == 0;
    known->forks = mem_copy(line, strlen(line));
    known->forks_number = number;
    return true;
}

/* RULE TOKEN COUNT, which is cut apart; false when the line is not that. */
static bool take_line(struct known *known, char *line)
{
    char *const token = strchr(line, ' ');
    char *const count = token ? strchr(token + 1, ' ') : NULL;
    uint64_t number = 0;

    if (!count || token == line || count == token + 1 || !number_read(count + 1, &number)
        || !memchr(token + 1, ':', (size_t)(count - token - 1)))
        return false;
    *count = '\0';
    add(known, line, number);
    if (!is_path(token + 1) && !begins(line, KNOWN_INCOMPLETE))
        note_value(known, line, token + 1);
    return true;
}

int known_wrong_forks(const char *path, size_t line)
{
    message_about(path,
                  "line %zu says another salt or cost than this program takes, or than the line "
                  "before; make the baseline anew",
                  line);
    return STATUS_USER;
}

int known_read(struct known *known, const char *path)
{
    FILE *const file = fopen(path, "re");
    char *line = NULL;
    size_t cap = 0, number = 0, wrong = 0;
    bool of_forks = false;
    ssize_t len;

    *known = (struct known){ 0 };
    if (!file) {
        message_about(path, "cannot read the baseline: %s; 'dlpscan baseline' makes one",
                      strerror(errno));
        return STATUS_USER;
    }
    grow(known);
    while (!wrong && (len = getline(&line, &cap, file)) > 0) {
        number++;
        while (len > 0 && (line[len - 1] == '\n' || line[len - 1] == '\r'))
            line[--len] = '\0';
        of_forks = begins(line, FORK_RULE " ");
        if (len > 0 && line[0] != '#'
            && !(of_forks ? note_forks(known, line, number) : take_line(known, line)))
            wrong = number;
    }
    if (ferror(file)) {
        wrong = number + 1;
        of_forks = false;
    }
    fclose(file);
    mem_free(line);
    if (wrong && of_forks)
        return known_wrong_forks(path, wrong);
    if (wrong)
        message_about(path, "line %zu is not RULE TOKEN COUNT; make the baseline anew", wrong);
    return wrong ? STATUS_USER : STATUS_CLEAN;
}

int known_fits(const struct known *known, const char *path, const char *const *ids)
{
    size_t foreign = 0;

    for (size_t i = 0; i < known->slots; i++) {
        const char *const key = known->value[i].key;
        const char *const token = key ? strchr(key, ' ') : NULL;

        foreign += token && !is_path(token + 1) && !begins(key, KNOWN_INCOMPLETE)
            && !has_one_of(token + 1, ids);
    }
    if (foreign)
        message_about(path,
                      "%zu line%s of another key than %s, which this run uses; name the key "
                      "with --key-file, or make the baseline anew",
                      foreign, foreign == 1 ? " is" : "s are", ids[0]);
    return foreign ? STATUS_USER : STATUS_CLEAN;
}

bool known_rule(const struct known *known, const char *rule)
{
    return known->value[slot_of(known, rule)].key != NULL;
}

static struct known_value *value_of(const struct known *known, const char *rule, const char *token)
{
    const size_t rule_len = strlen(rule), token_len = strlen(token);
    char *const key = mem_alloc(rule_len + token_len + 2);
    struct known_value *value;

    memcpy(key, rule, rule_len);
    key[rule_len] = ' ';
    memcpy(key + rule_len + 1, token, token_len + 1);
    value = &known->value[slot_of(known, key)];
    mem_free(key);
    return value;
}

bool known_has(const struct known *known, const char *rule, const char *token)
{
    const struct known_value *const value = value_of(known, rule, token);

    return value->key && value->left > 0;
}

bool known_take(struct known *known, const char *rule, const char *token)
{
    struct known_value *const value = value_of(known, rule, token);
    const bool found = value->key && value->left > 0;

    value->left -= found;
    return found;
}

void known_free(struct known *known)
{
    for (size_t i = 0; i < known->slots; i++)
        mem_free(known->value[i].key);
    mem_free(known->value);
    mem_free(known->forks);
    *known = (struct known){ 0 };
}
