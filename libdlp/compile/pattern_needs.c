/* compile/pattern_needs.c - what must every match hold? Digits, letters, others: the scan asks PCRE2
 * only where the bytes have them.
 *
 * A lower bound by structure: a sequence adds up, of alternatives the least counts, a quantifier
 * multiplies by its minimum, look-around holds nothing. What is not known counts nothing. */

#include "compile/pattern.h"

#include <ctype.h>
#include <string.h>

#define NESTING_MAX 64u

struct needs_reader {
    const char *at;
    unsigned depth;
    bool lost; /* something is not known: nothing can be said */
};

static uint8_t add_capped(unsigned a, unsigned b)
{
    return (uint8_t)(a + b > UINT8_MAX ? UINT8_MAX : a + b);
}

static void needs_add(struct dlp_needs *sum, const struct dlp_needs *more)
{
    sum->digits = add_capped(sum->digits, more->digits);
    sum->letters = add_capped(sum->letters, more->letters);
    sum->others = add_capped(sum->others, more->others);
}

static void needs_least(struct dlp_needs *least, const struct dlp_needs *other)
{
    least->digits = other->digits < least->digits ? other->digits : least->digits;
    least->letters = other->letters < least->letters ? other->letters : least->letters;
    least->others = other->others < least->others ? other->others : least->others;
}

static void needs_repeat(struct dlp_needs *needs, unsigned times)
{
    const struct dlp_needs one = *needs;

    *needs = (struct dlp_needs){ 0, 0, 0 };
    for (unsigned i = 0; i < times && i <= UINT8_MAX; i++)
        needs_add(needs, &one);
}

static struct dlp_needs needs_of_byte(unsigned char byte)
{
    return (struct dlp_needs){ .digits = byte < 0x80 && isdigit(byte),
                               .letters = byte < 0x80 && isalpha(byte),
                               .others = byte >= 0x80 || !isalnum(byte) };
}

/* The escape behind a backslash. */
static struct dlp_needs read_escape(struct needs_reader *r)
{
    const struct dlp_needs nothing = { 0, 0, 0 };
    const char c = *r->at++;

    switch (c) {
    case 'd':
        return needs_of_byte('0');
    case 's':
    case 'n':
    case 'r':
    case 't':
    case 'f':
        return needs_of_byte(' ');
    case 'w':
    case 'b':
    case 'B':
    case 'S':
    case 'D':
    case 'W':
        return nothing;
    case 'x':
        if (!isxdigit((unsigned char)r->at[0]) || !isxdigit((unsigned char)r->at[1]))
            r->lost = true;
        else
            r->at += 2;
        return nothing;
    default:
        if (c == '\0' || isalnum((unsigned char)c))
            r->lost = true; /* a back reference, a property, ... */
        return needs_of_byte((unsigned char)c);
    }
}

/* 0-9, A-Z, a-z and parts of these; other ranges may span kinds. */
static struct dlp_needs needs_of_range(unsigned char from, unsigned char to)
{
    const bool one_kind = (isdigit(from) && isdigit(to)) || (isupper(from) && isupper(to))
        || (islower(from) && islower(to));

    return one_kind ? needs_of_byte(from) : (struct dlp_needs){ 0, 0, 0 };
}

/* A class, behind its '['. All its members are of one kind, or it counts nothing. */
static struct dlp_needs read_class(struct needs_reader *r)
{
    struct dlp_needs common = { 1, 1, 1 };
    const bool negated = *r->at == '^';

    r->at += negated;
    for (bool first = true; *r->at && (*r->at != ']' || first); first = false) {
        const char c = *r->at++;
        struct dlp_needs one;

        if (c == '[' && *r->at == ':')
            r->lost = true;
        if (c == '\\') {
            one = read_escape(r);
        } else if (*r->at == '-' && r->at[1] && r->at[1] != ']') {
            one = needs_of_range((unsigned char)c, (unsigned char)r->at[1]);
            r->at += r->at[1] == '\\' ? 1 : 2; /* an escape is read as a member, too */
        } else {
            one = needs_of_byte((unsigned char)c);
        }
        needs_least(&common, &one);
    }
    if (*r->at != ']')
        r->lost = true;
    else
        r->at++;
    return negated ? (struct dlp_needs){ 0, 0, 0 } : common;
}

static struct dlp_needs read_alternatives(struct needs_reader *r);

/* A group, behind its '('. */
static struct dlp_needs read_group(struct needs_reader *r)
{
    const struct dlp_needs nothing = { 0, 0, 0 };
    struct dlp_needs needs;
    bool around = false;

    if (*r->at == '*' || ++r->depth > NESTING_MAX)
        r->lost = true;
    if (*r->at == '?') {
        const char *p = r->at + 1;

        if (*p == 'P')
            p++;
        if (*p == '=' || *p == '!' || (*p == '<' && (p[1] == '=' || p[1] == '!'))) {
            around = true;
            p += *p == '<' ? 2 : 1;
        } else if (*p == '<') {
            p = strchr(p, '>');
            p = p ? p + 1 : NULL;
        } else if (*p == ':' || *p == '>') {
            p++;
        } else if (*p == 'i' && (p[1] == ':' || p[1] == ')')) {
            p += p[1] == ':' ? 2 : 1;
        } else {
            p = NULL;
        }
        r->lost = r->lost || !p;
        r->at = p ? p : r->at;
    }
    if (r->lost)
        return nothing;
    needs = read_alternatives(r);
    if (*r->at != ')')
        r->lost = true;
    else
        r->at++;
    r->depth--;
    return around ? nothing : needs;
}

/* The least number of times that the quantifier at r->at allows; 1 without one. */
static unsigned read_times(struct needs_reader *r)
{
    unsigned times = 1;

    if (*r->at == '?' || *r->at == '*') {
        times = 0;
        r->at++;
    } else if (*r->at == '+') {
        r->at++;
    } else if (*r->at == '{' && isdigit((unsigned char)r->at[1])) {
        times = 0;
        for (r->at++; isdigit((unsigned char)*r->at); r->at++)
            times = times > 1000 ? times : times * 10 + (unsigned)(*r->at - '0');
        r->at += strcspn(r->at, "}");
        if (*r->at == '\0')
            r->lost = true;
        else
            r->at++;
    } else {
        if (*r->at == '{' && r->at[1] == ',')
            r->lost = true; /* a quantifier in newer versions of PCRE2 only */
        return 1;
    }
    if (*r->at == '?' || *r->at == '+') /* lazy, possessive */
        r->at++;
    return times;
}

static struct dlp_needs read_sequence(struct needs_reader *r)
{
    struct dlp_needs sum = { 0, 0, 0 };

    while (*r->at && *r->at != '|' && *r->at != ')' && !r->lost) {
        const char c = *r->at++;
        struct dlp_needs one = { 0, 0, 0 };

        if (c == '\\')
            one = read_escape(r);
        else if (c == '[')
            one = read_class(r);
        else if (c == '(')
            one = read_group(r);
        else if (c != '.' && c != '^' && c != '$')
            one = needs_of_byte((unsigned char)c);
        needs_repeat(&one, read_times(r));
        needs_add(&sum, &one);
    }
    return sum;
}

static struct dlp_needs read_alternatives(struct needs_reader *r)
{
    struct dlp_needs least = read_sequence(r);

    while (*r->at == '|' && !r->lost) {
        struct dlp_needs other;

        r->at++;
        other = read_sequence(r);
        needs_least(&least, &other);
    }
    return least;
}

void dlp_pattern_needs(struct dlp_needs *out, const char *expanded)
{
    struct needs_reader reader = { expanded, 0, false };

    *out = read_alternatives(&reader);
    if (reader.lost || *reader.at != '\0')
        *out = (struct dlp_needs){ 0, 0, 0 };
}
