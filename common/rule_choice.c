/* common/rule_choice.c - which rules the command line asks for. */

#include "rule_choice.h"

#include "mem.h"

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

void rule_choice_free(struct rule_choice *choice)
{
    mem_free(choice->rules);
    mem_free(choice->switches);
    *choice = (struct rule_choice){ 0 };
}
