/* rules/shape.c - the small language of digit shapes.
 *
 *     shape = [ side ] group { separator group } [ side ]
 *     group = N | MIN ":" MAX                 digits
 *     separator = a blank or an ASCII punctuation mark except ":"
 *     side = up to 7 of: a letter, "@" for any letter, a separator; a tail ends with a letter or "@",
 *            and a head begins with one; between its letters and the digits is one separator at most */

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

static bool is_letter(char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '@';
}

/* The head or tail at text[0, len). */
static const char *shape_side(char *out, uint8_t *out_len, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (!is_letter(text[i]) && !is_separator(text[i]))
            return "a separator must be a blank or an ASCII punctuation mark";
        if (i == DLP_SHAPE_SIDE)
            return "more than 7 characters stand before the first group, or behind the last";
        out[i] = text[i] >= 'a' && text[i] <= 'z' ? (char)(text[i] & ~0x20) : text[i];
    }
    *out_len = (uint8_t)len;
    return NULL;
}

/* What stands before the first digit. */
static const char *shape_head(struct dlp_shape *out, const char **at)
{
    const size_t len = strcspn(*at, "0123456789");
    const char *const text = *at;

    if (len == 0 || !is_letter(text[0])) /* the group's own reader says what is wrong */
        return NULL;
    *at += len;
    if (len > 1 && !is_letter(text[len - 1]) && !is_letter(text[len - 2]))
        return "more than one separator stands between a letter and the digits";
    return shape_side(out->head, &out->head_len, text, len);
}

/* What stands behind the last digit. */
static const char *shape_tail(struct dlp_shape *out, const char *at)
{
    const size_t len = strlen(at);

    if (!is_letter(at[0]) && !is_separator(at[0]))
        return "a separator must be a blank or an ASCII punctuation mark";
    if (is_letter(at[0]) && strpbrk(at, "0123456789"))
        return "a letter cannot separate groups";
    if (!is_letter(at[len - 1]) || strpbrk(at, "0123456789"))
        return "a number of at most 4 digits is missing";
    if (!is_letter(at[0]) && !is_letter(at[1]))
        return "more than one separator stands between a letter and the digits";
    return shape_side(out->tail, &out->tail_len, at, len);
}

const char *dlp_shape_parse(struct dlp_shape *out, const char *text)
{
    size_t bytes;
    const char *wrong;

    memset(out, 0, sizeof(*out));
    wrong = shape_head(out, &text);
    if (wrong)
        return wrong;
    bytes = out->head_len;
    for (;;) {
        struct dlp_shape_group *group;
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
        if (!is_separator(*text) || !is_digit(text[1]))
            return bytes - 1 + strlen(text) > DLP_SHAPE_BYTES ? "it can be longer than 64 bytes"
                                                              : shape_tail(out, text);
        group->separator = *text++;
    }
}
