/* common/rule_choice.c - which rules the command line asks for. */

#include "rule_choice.h"

#include "mem.h"

#include <string.h>

bool rule_choice_add(struct rule_choice *choice, const char *path)
{
    choice->rules = mem_resize(choice->rules, choice->rules_len + 1, sizeof(*choice->rules));
    choice->rules[choice->rules_len++] = path;
    return *path != '\0';
}

bool rule_choice_switch(struct rule_choice *choice, const char *glob, bool on)
{
    choice->switches =
        mem_resize(choice->switches, choice->switches_len + 1, sizeof(*choice->switches));
    choice->switches[choice->switches_len++] = (struct rule_switch){ glob, on };
    return *glob != '\0';
}

bool rule_choice_packs(struct rule_choice *choice, const char *names)
{
    for (size_t len = 0;; names += len + 1) {
        len = strcspn(names, ",");
        if (len == 0)
            return false;
        choice->packs = mem_resize(choice->packs, choice->packs_len + 2, sizeof(*choice->packs));
        choice->packs[choice->packs_len++] = mem_copy(names, len);
        choice->packs[choice->packs_len] = NULL;
        if (!names[len])
            return true;
    }
}

void rule_choice_confidence(struct rule_choice *choice, double min_confidence)
{
    choice->bare = min_confidence < RULE_BARE_CONFIDENCE;
}

void rule_choice_free(struct rule_choice *choice)
{
    for (size_t i = 0; i < choice->packs_len; i++)
        mem_free(choice->packs[i]);
    mem_free(choice->packs);
    mem_free(choice->rules);
    mem_free(choice->switches);
    *choice = (struct rule_choice){ 0 };
}
