/* validate/reject_number.c - numbers that are something else: time stamps, parts of a UUID or a
 * hash, versions, fractions, dummies. */

#include "validate/checks.h"
#include "validate/reject_tests.h"

#include <string.h>

#define HASH_MIN 32 /* hexadecimal digits: MD5 is the shortest */
#define UUID_LEN 36

static bool reject_hex(uint8_t c)
{
    return dlp_is_digit(c) || (dlp_lower(c) >= 'a' && dlp_lower(c) <= 'f');
}

static bool reject_all_digits(const struct dlp_surroundings *s)
{
    for (size_t i = 0; i < s->len; i++) {
        if (!dlp_is_digit(s->value[i]))
            return false;
    }
    return true;
}

/* YYYYMMDDhhmmss of the last and this century. */
static bool epoch_calendar(const uint8_t *digits)
{
    return (dlp_digits_number(digits, 2) == 19 || dlp_digits_number(digits, 2) == 20)
        && dlp_date_valid(dlp_digits_number(digits, 4), dlp_digits_number(digits + 4, 2),
                          dlp_digits_number(digits + 6, 2))
        && dlp_digits_number(digits + 8, 2) < 24 && dlp_digits_number(digits + 10, 2) < 60
        && dlp_digits_number(digits + 12, 2) <= 60;
}

/* Unix time in seconds (2001 to 2033), and in ms, us and ns from 2014 on. */
bool dlp_reject_epoch(const struct dlp_surroundings *s)
{
    uint8_t digits[19];

    if (s->len > sizeof(digits) || !reject_all_digits(s))
        return false;
    dlp_digits(s->value, s->len, digits, sizeof(digits));
    if (s->len == 10)
        return digits[0] == 1;
    if (s->len == 13 || s->len == 16 || s->len == 19)
        return digits[0] == 1 && digits[1] >= 4;
    return s->len == 14 && epoch_calendar(digits);
}

static bool uuid_at(const uint8_t *text)
{
    for (size_t i = 0; i < UUID_LEN; i++) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;

        if (dash ? text[i] != '-' : !reject_hex(text[i]))
            return false;
    }
    return true;
}

bool dlp_reject_uuid(const struct dlp_surroundings *s)
{
    /* It starts up to 35 bytes before the value and reaches to its end. */
    for (size_t back = 0; back < UUID_LEN && back <= s->before; back++) {
        if (back + s->len <= UUID_LEN && UUID_LEN - back <= s->len + s->after
            && uuid_at(s->value - back) && !reject_hex(dlp_before(s, back + 1)))
            return true;
        if (!reject_hex(dlp_before(s, back + 1)) && dlp_before(s, back + 1) != '-')
            return false; /* none holds that byte */
    }
    return false;
}

/* A run of hexadecimal digits that the value begins, ends or lies in. */
bool dlp_reject_hash(const struct dlp_surroundings *s)
{
    size_t head = 0, tail = 0, before = 0, behind = 0;

    while (head < s->len && reject_hex(s->value[head]))
        head++;
    while (tail < s->len && reject_hex(s->value[s->len - 1 - tail]))
        tail++;
    while (before < HASH_MIN && reject_hex(dlp_before(s, before + 1)))
        before++;
    while (behind < HASH_MIN && reject_hex(dlp_behind(s, behind)))
        behind++;
    if (head == s->len)
        return before + head + behind >= HASH_MIN && (before > 0 || behind > 0);
    return (before > 0 && before + head >= HASH_MIN) || (behind > 0 && tail + behind >= HASH_MIN);
}

/* The word that ends `back` bytes before the value's start, in any case. */
static bool version_word(const struct dlp_surroundings *s, size_t back)
{
    static const char *const words[] = { "v",       "ver", "version",  "versions",
                                         "release", "rev", "revision", "build" };
    size_t n = 0;

    while (n < 12 && dlp_is_alpha(dlp_before(s, back + n + 1)))
        n++;
    if (n == 0 || !strchr("vrb", dlp_lower(*(s->value - back - n))))
        return false; /* spare most words the comparisons */
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (dlp_text_is(s->value - back - n, n, words[i]))
            return true;
    }
    return false;
}

/* More dotted numbers than the value itself has: "1.2.3.4.5" is no address. */
static bool version_list(const struct dlp_surroundings *s)
{
    size_t dots = 0;

    for (size_t i = 0; i < s->len; i++)
        dots += s->value[i] == '.';
    return dots >= 3
        && ((dlp_before(s, 1) == '.' && dlp_is_digit(dlp_before(s, 2)))
            || (dlp_behind(s, 0) == '.' && dlp_is_digit(dlp_behind(s, 1))));
}

bool dlp_reject_version(const struct dlp_surroundings *s)
{
    size_t back = 0;

    if (version_word(s, 0) || version_list(s))
        return true;
    if (dlp_before(s, 1) == '=' && dlp_before(s, 2) == '=') /* a pinned package */
        return true;
    if (dlp_before(s, 1) == '/' && dlp_is_alpha(dlp_before(s, 2))) /* "curl/7.88.1" */
        return true;
    while (back < 4 && dlp_before(s, back + 1) && strchr(" \t:=\"'(-_#.", dlp_before(s, back + 1)))
        back++;
    return back > 0 && version_word(s, back);
}

/* "565253.31623", with a sign or not: digits with one dot between them and nothing else. */
static bool decimal_itself(const struct dlp_surroundings *s)
{
    size_t dots = 0, i = s->value[0] == '+' || s->value[0] == '-';

    if (i == s->len || !dlp_is_digit(s->value[i]) || !dlp_is_digit(s->value[s->len - 1]))
        return false;
    for (; i < s->len; i++) {
        if (s->value[i] == '.')
            dots++;
        else if (!dlp_is_digit(s->value[i]))
            return false;
    }
    return dots == 1;
}

/* Digits, and a slash between them or none; or several numbers with blanks between them. */
static bool decimal_fraction(const struct dlp_surroundings *s)
{
    size_t slashes = 0, blanks = 0;

    for (size_t i = 0; i < s->len; i++) {
        slashes += s->value[i] == '/';
        blanks += s->value[i] == ' ';
        if (!dlp_is_digit(s->value[i]) && s->value[i] != '/' && s->value[i] != ' ')
            return false;
    }
    return slashes <= 1 && (slashes == 0 || blanks == 0);
}

/* A name and an operator behind the number: "17253248153899000000 VCC + (". */
static bool decimal_factor(const struct dlp_surroundings *s)
{
    size_t on = 1;

    if (dlp_behind(s, 0) != ' ' || !dlp_is_alpha(dlp_behind(s, 1)))
        return false;
    while (on < 16
           && (dlp_is_alpha(dlp_behind(s, on)) || dlp_is_digit(dlp_behind(s, on))
               || dlp_behind(s, on) == '_'))
        on++;
    return dlp_behind(s, on) == ' ' && dlp_behind(s, on + 2) == ' '
        && (dlp_behind(s, on + 1) == '+' || dlp_behind(s, on + 1) == '*') && reject_all_digits(s);
}

/* A term of a sum or a product: " -4111" behind a blank or a bracket, and "4111*t". */
static bool decimal_term(const struct dlp_surroundings *s)
{
    const uint8_t sign = dlp_before(s, 1), front = dlp_before(s, 2);

    if (sign == '-' && front && strchr(" (=[", front) && dlp_before(s, 3) != '-')
        return decimal_fraction(s);
    if (decimal_factor(s))
        return true;
    return dlp_behind(s, 0) == '*'
        && (dlp_is_alpha(dlp_behind(s, 1)) || dlp_is_digit(dlp_behind(s, 1)))
        && decimal_fraction(s);
}

bool dlp_reject_decimal(const struct dlp_surroundings *s)
{
    const uint8_t last = dlp_before(s, 1);
    const uint8_t next = dlp_lower(dlp_behind(s, 0));
    size_t whole = 0;

    if (s->len == 0)
        return false;
    if (decimal_itself(s) || decimal_term(s))
        return true;

    if (last == '.' && dlp_is_digit(dlp_before(s, 2)))
        return true;
    if (next == 'e'
        && (dlp_is_digit(dlp_behind(s, 1))
            || ((dlp_behind(s, 1) == '+' || dlp_behind(s, 1) == '-')
                && dlp_is_digit(dlp_behind(s, 2)))))
        return true;
    if ((last == '+' || last == '-') && dlp_lower(dlp_before(s, 2)) == 'e'
        && dlp_is_digit(dlp_before(s, 3)))
        return true;
    if (last != ',' || dlp_behind(s, 0) == ',' || dlp_behind(s, 0) == ';')
        return false;
    /* "3,14159": in prose a fraction, in CSV two cells; a line of CSV does not start with ' '. */
    while (whole < 4 && dlp_is_digit(dlp_before(s, whole + 2)))
        whole++;
    return whole >= 1 && whole <= 3 && dlp_before(s, whole + 2)
        && strchr(" (+-=", dlp_before(s, whole + 2));
}

static bool dummy_ramp(const uint8_t *digits, size_t n, unsigned step)
{
    for (size_t i = 1; i < n; i++) {
        if (digits[i] != (digits[i - 1] + step) % 10)
            return false;
    }
    return true;
}

/* One group of `period` digits, five times or more, and nothing else. */
static bool dummy_repeats(const uint8_t *digits, size_t n, size_t period)
{
    return n >= 5 * period && n % period == 0 && memcmp(digits, digits + period, n - period) == 0;
}

/* Groups that count on by one, as code points in tables do: "5414 5415 5416 5417". */
static bool dummy_counts_on(const uint8_t *text, size_t len)
{
    unsigned long last = 0, group = 0;
    size_t groups = 0;

    for (size_t i = 0; i <= len; i++) {
        if (i < len && dlp_is_digit(text[i])) {
            group = group * 10 + (text[i] - '0'); /* may wrap: then it only fails to count on */
            continue;
        }
        if (groups > 0 && group != last + 1)
            return false;
        last = group;
        group = 0;
        groups++;
    }
    return groups >= 3;
}

/* A round number or one that was filled up: nobody's begins or ends with eleven zeros. (Published test
 * cards end with up to ten.) */
static bool dummy_is_round(const uint8_t *digits, size_t n)
{
    size_t zeros = 0, filled = 0;

    while (zeros < n && digits[n - 1 - zeros] == 0)
        zeros++;
    while (filled < n && digits[filled] == 0)
        filled++;
    return n >= 12 && (zeros >= 11 || filled >= 11);
}

bool dlp_reject_dummy(const struct dlp_surroundings *s)
{
    uint8_t digits[DLP_NUMBER_MAX];
    const size_t n = dlp_digits(s->value, s->len, digits, sizeof(digits));

    if (n < 5 || n > sizeof(digits))
        return false;
    for (size_t i = 0; i < s->len; i++) {
        if (dlp_is_alpha(s->value[i]))
            return false;
    }
    return dlp_all_equal(digits, n) || dummy_ramp(digits, n, 1) || dummy_ramp(digits, n, 9)
        || dummy_repeats(digits, n, 2) || dummy_repeats(digits, n, 3) || dummy_is_round(digits, n)
        || dummy_counts_on(s->value, s->len);
}

/* NANPA keeps 555-0100 to 555-0199 in every area for fiction. */
bool dlp_reject_fictional_phone(const struct dlp_surroundings *s)
{
    uint8_t digits[11];
    const size_t n = dlp_digits(s->value, s->len, digits, sizeof(digits));

    return (n == 7 || n == 10 || (n == 11 && digits[0] == 1))
        && dlp_digits_number(digits + n - 7, 5) == 55501;
}
