/* common/setters.h - how options become settings, where both programs do it alike.
 *
 * For the one file of a program that has the table of its options: behind its struct settings, whose members
 * are meant. */
#ifndef COMMON_SETTERS_H
#define COMMON_SETTERS_H

#include "numeral.h"
#include "rule_choice.h"

#include <stdbool.h>
#include <string.h>

/** set_NAME() of an option that is only said. */
#define SET_FLAG(name, field)                                                                      \
  static bool set_##name(struct settings *s, const char *value)                                    \
  {                                                                                                \
    (void)value;                                                                                   \
    return s->field = true;                                                                        \
  }

/** The same of one that takes any text. */
#define SET_TEXT(name, field)                                                                      \
  static bool set_##name(struct settings *s, const char *value)                                    \
  {                                                                                                \
    s->field = value;                                                                              \
    return *value != '\0';                                                                         \
  }

/* clang-format off */
SET_FLAG(no_cache, choice.no_cache)
SET_TEXT(cache_dir, choice.cache_dir)
SET_TEXT(key_file, key_file)
SET_TEXT(extractor, extractor)
/* clang-format on */

static bool set_rules(struct settings *s, const char *value)
{
    return rule_choice_add(&s->choice, value);
}

static bool set_enable(struct settings *s, const char *value)
{
    return rule_choice_switch(&s->choice, value, true);
}

static bool set_disable(struct settings *s, const char *value)
{
    return rule_choice_switch(&s->choice, value, false);
}

static bool set_min_confidence(struct settings *s, const char *value)
{
    if (!number_fraction(value, &s->min_confidence))
        return false;
    rule_choice_confidence(&s->choice, s->min_confidence);
    return true;
}

/* "warn" or "fail". */
static bool set_incomplete(struct settings *s, const char *value)
{
    s->incomplete_fails = strcmp(value, "fail") == 0;
    return s->incomplete_fails || strcmp(value, "warn") == 0;
}

#endif
