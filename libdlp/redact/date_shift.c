/* redact/date_shift.c - a date some days earlier or later, written as it was.
 *
 * The value is cut into numbers, words and what stands between them; two or three of the pieces are the date,
 * and only those are written anew. */

#include "redact/date_shift.h"

#include "base/civil.h"
#include "redact/month_name.h"
#include "validate/checks.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#define PIECES_MAX 16
#define PIVOT 39u /* of years in two digits: up to it they are of this century */

enum piece_kind { PIECE_NUMBER, PIECE_WORD, PIECE_OTHER };

struct piece {
    enum piece_kind kind;
    size_t start, len;
};

struct date {
    struct piece piece[PIECES_MAX];
    size_t len;
    const struct piece *year, *month, *day;
    struct dlp_month_name name; /* of the month; its month is 0 where that is a number */
    struct dlp_civil civil;
};

bool dlp_date_rule(const char *rule)
{
    return fnmatch("person.dob*", rule, 0) == 0 || fnmatch("date.*", rule, 0) == 0;
}

static enum piece_kind kind_of(uint8_t c)
{
    if (dlp_is_digit(c))
        return PIECE_NUMBER;
    return c >= 0x80 || (uint8_t)((c | 0x20) - 'a') < 26 ? PIECE_WORD : PIECE_OTHER;
}

static bool cut(struct date *date, const uint8_t *value, size_t len)
{
    for (size_t at = 0; at < len;) {
        struct piece *const piece = &date->piece[date->len];

        if (date->len == PIECES_MAX)
            return false;
        *piece = (struct piece){ kind_of(value[at]), at, 0 };
        while (at < len && kind_of(value[at]) == piece->kind)
            at++;
        piece->len = at - piece->start;
        date->len++;
    }
    return true;
}

static unsigned number(const struct piece *piece, const uint8_t *value)
{
    unsigned n = 0;

    for (size_t i = 0; i < piece->len; i++)
        n = 10 * n + (unsigned)(value[piece->start + i] - '0');
    return n;
}

static bool exists(struct date *date, const uint8_t *value)
{
    struct dlp_civil *const civil = &date->civil;

    if (date->day->len > 2 || (date->year->len != 4 && date->year->len != 2))
        return false;
    civil->year = number(date->year, value);
    if (date->year->len == 2)
        civil->year += civil->year <= PIVOT ? 2000 : 1900;
    civil->day = number(date->day, value);
    civil->month = date->name.month;
    if (!civil->month && date->month->len <= 2)
        civil->month = number(date->month, value);
    return civil->year > 0 && dlp_day_exists(civil->year, civil->month, civil->day);
}

static bool try_order(struct date *date, const uint8_t *value, const struct piece *year,
                      const struct piece *month, const struct piece *day)
{
    date->year = year;
    date->month = month;
    date->day = day;
    return exists(date, value);
}

/* Three numbers: the year stands first or last. With slashes nobody can tell day and month apart where both
 * are possible. */
static bool take_numbers(struct date *date, const uint8_t *value, const struct piece *const at[3],
                         bool day_first)
{
    const bool slashes = value[at[0]->start + at[0]->len] == '/';

    if (at[0]->len == 4)
        return try_order(date, value, at[0], at[1], at[2]);
    if (slashes && !day_first && try_order(date, value, at[2], at[0], at[1]))
        return true;
    return try_order(date, value, at[2], at[1], at[0])
        || try_order(date, value, at[2], at[0], at[1]);
}

/* Two numbers and a month in words. Other words ("de", "th") are no matter. */
static bool take_words(struct date *date, const uint8_t *value, const struct piece *const at[3])
{
    for (size_t i = 0; i < date->len; i++) {
        const struct piece *const piece = &date->piece[i];

        if (piece->kind == PIECE_WORD
            && dlp_month_read(&date->name, value + piece->start, piece->len))
            return at[0]->len == 4 ? try_order(date, value, at[0], piece, at[1])
                                   : try_order(date, value, at[1], piece, at[0]);
    }
    return false;
}

static bool read_date(struct date *date, const uint8_t *value, size_t len, bool day_first)
{
    const struct piece *at[3];
    size_t numbers = 0, words = 0;

    if (!cut(date, value, len))
        return false;
    for (size_t i = 0; i < date->len; i++) {
        words += date->piece[i].kind == PIECE_WORD;
        if (date->piece[i].kind != PIECE_NUMBER)
            continue;
        if (numbers == 3 || date->piece[i].len > 4)
            return false;
        at[numbers++] = &date->piece[i];
    }
    if (numbers == 3)
        return words == 0 && take_numbers(date, value, at, day_first);
    return numbers == 2 && take_words(date, value, at);
}

/* Are days and months written with a zero in front? Where nothing tells, numbers alone are, and days beside a
 * word are not. */
static bool is_padded(const struct date *date, const uint8_t *value)
{
    if (value[date->day->start] == '0' || (!date->name.month && value[date->month->start] == '0'))
        return true;
    return !date->name.month && date->day->len == 2 && date->month->len == 2;
}

static const char *ordinal(unsigned day)
{
    if (day % 10 == 1 && day != 11)
        return "st";
    if (day % 10 == 2 && day != 12)
        return "nd";
    return day % 10 == 3 && day != 13 ? "rd" : "th";
}

/* "12th" becomes "13th", "1er" becomes "2". What else stands behind a day stays. */
static bool new_suffix(const struct date *date, const struct piece *piece, const uint8_t *value,
                       char out[DLP_MONTH_MAX])
{
    static const char *const english[] = { "st", "nd", "rd", "th" };
    const char *const text = (const char *)value + piece->start;

    if (piece != date->day + 1 || piece->kind != PIECE_WORD || piece->len != 2)
        return false;
    for (size_t i = 0; i < sizeof(english) / sizeof(english[0]); i++) {
        if (strncmp(text, english[i], 2) == 0) {
            snprintf(out, DLP_MONTH_MAX, "%s", ordinal(date->civil.day));
            return true;
        }
    }
    snprintf(out, DLP_MONTH_MAX, "%s", date->civil.day == 1 ? "er" : "");
    return strncmp(text, "er", 2) == 0;
}

/* One piece of the new date; its length. */
static size_t write_piece(const struct date *date, const struct piece *piece, const uint8_t *value,
                          bool padded, char out[DLP_MONTH_MAX])
{
    if (piece == date->year)
        snprintf(out, DLP_MONTH_MAX, "%0*u", (int)piece->len,
                 piece->len == 2 ? date->civil.year % 100 : date->civil.year);
    else if (piece == date->month && date->name.month)
        return dlp_month_write((uint8_t *)out, &date->name, date->civil.month);
    else if (piece == date->month || piece == date->day)
        snprintf(out, DLP_MONTH_MAX, padded ? "%02u" : "%u",
                 piece == date->month ? date->civil.month : date->civil.day);
    else if (!new_suffix(date, piece, value, out))
        return SIZE_MAX;
    return strlen(out);
}

/* The whole of the new date; its length, or 0 when there is no room for it. */
static size_t write_date(const struct date *date, const uint8_t *value, bool padded,
                         char made[DLP_DATE_MAX])
{
    char text[DLP_MONTH_MAX];
    size_t n = 0;

    for (size_t i = 0; i < date->len; i++) {
        const struct piece *const piece = &date->piece[i];
        const size_t own = write_piece(date, piece, value, padded, text);
        const size_t more = own == SIZE_MAX ? piece->len : own;

        if (more > DLP_DATE_MAX - n) {
            n = 0;
            break;
        }
        memcpy(made + n, own == SIZE_MAX ? (const char *)value + piece->start : text, more);
        n += more;
    }
    explicit_bzero(text, sizeof(text));
    return n;
}

bool dlp_date_shift(uint8_t value[DLP_DATE_MAX], size_t *len, int days, bool day_first)
{
    struct date date = { .len = 0 };
    char made[DLP_DATE_MAX];
    size_t made_len = 0;

    if (read_date(&date, value, *len, day_first)) {
        const bool padded = is_padded(&date, value);
        const int64_t day = dlp_civil_days(date.civil) + days;

        if (day >= DLP_CIVIL_FIRST) {
            date.civil = dlp_civil_of(day);
            if (date.civil.year <= 9999)
                made_len = write_date(&date, value, padded, made);
        }
    }
    if (made_len > 0) {
        memcpy(value, made, made_len);
        *len = made_len;
    }
    explicit_bzero(made, sizeof(made));
    explicit_bzero(&date, sizeof(date));
    return made_len > 0;
}
