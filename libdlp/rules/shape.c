/* rules/shape.c - the small language of digit shapes.
 *
 *     shape = group { separator group } [ letter ]
 *     group = N | MIN ":" MAX                 digits
 *     separator = a blank or an ASCII punctuation mark except ":" */

#include "rules/shape.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_separator(char c)
{
    return c && strchr(" !\"#$%&'()*+,-./;<=>?@[\\]^_`{|}~", c) != NULL;
}

/* A number of at most 4 digits at **at, which moves behind it; false without one. */
static bool number(unsigned *out, const char **at)
{
    unsigned n = 0;
    unsigned digits = 0;

    for (; is_digit(**at) && digits < 5; (*at)++, digits++)
        n = n * 10 + (unsigned)(**at - '0');
    *out = n;
    return digits > 0 && digits < 5;
}

/* N or MIN:MAX at **at. */
static const char *range(unsigned *min, unsigned *max, const char **at, unsigned limit)
{
    if (!number(min, at))
        return "a number of at most 4 digits is missing";
    *max = *min;
    if (**at == ':') {
        (*at)++;
        if (!number(max, at))
            return "a number of at most 4 digits is missing behind \":\"";
    }
    if (!*min)
        return "the least number must be 1 or more";
    if (*min > *max)
        return "the first number is greater than the second";
    if (*max > limit)
        return "a number is too great";
    return NULL;
}

const char *dlp_range_parse(unsigned *min, unsigned *max, const char *text, unsigned limit)
{
    const char *const wrong = range(min, max, &text, limit);

    if (wrong)
        return wrong;
    return *text ? "something stands behind the numbers" : NULL;
}

/* The one letter that a shape may end with, in both cases. */
static const char *shape_tail(struct dlp_shape *out, const char *at)
{
    const char upper = (char)(*at & ~0x20);

    if (upper < 'A' || upper > 'Z')
        return "a separator must be a blank or an ASCII punctuation mark";
    if (at[1])
        return "only one letter may follow the last group, and nothing may follow it";
    out->tail[0] = upper;
    out->tail[1] = (char)(upper | 0x20);
    return NULL;
}

const char *dlp_shape_parse(struct dlp_shape *out, const char *text)
{
    size_t bytes = 0;

    memset(out, 0, sizeof(*out));
    for (;;) {
        struct dlp_shape_group *group;
        const char *wrong;
        unsigned min = 0;
        unsigned max = 0;

        if (out->groups == DLP_SHAPE_GROUPS)
            return "more than 8 groups";
        wrong = range(&min, &max, &text, DLP_SHAPE_BYTES);
        if (wrong)
            return wrong;
        group = &out->group[out->groups++];
        group->min = (uint8_t)min;
        group->max = (uint8_t)max;
        bytes += max + (*text != '\0');
        if (bytes > DLP_SHAPE_BYTES)
            return "it can be longer than 64 bytes";
        if (!*text)
            return NULL;
        if (*text == ':')
            return "\":\" cannot separate groups";
        if (!is_separator(*text))
            return shape_tail(out, text);
        group->separator = *text++;
    }
}
