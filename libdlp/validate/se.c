/* validate/se.c - Sweden: personnummer and samordningsnummer (Skatteverket SKV 704, SKV 707;
 * folkbokforingslagen 1991:481, 18 and 18 a). */

#include "validate/checks.h"

#include <string.h>

struct se_number {
    uint8_t digits[12]; /* the last ten are YYMMDDNNNC */
    size_t n;
    unsigned month, day;
};

/* [YY]YYMMDD, then '-', '+' (from the year of the hundredth birthday on) or nothing, then NNNC. */
static bool se_read(const uint8_t *value, size_t len, struct se_number *number)
{
    uint8_t text[12];
    size_t n = 0, split = 0;

    /* Nearly all numbers of twelve digits are no date of birth, and are told by their century. */
    if (len == 12 && value[0] != '1' && value[0] != '2')
        return false;
    for (size_t at = 0; at < len;) {
        size_t skip;

        if (dlp_is_digit(value[at])) {
            if (n == sizeof(text))
                return false;
            text[n++] = (uint8_t)(value[at++] - '0');
            continue;
        }
        skip = value[at] == '+' ? 1 : dlp_separator(value + at, len - at);
        if (skip == 0 || split != 0 || strchr(" ./", value[at]) || value[at] == 0xc2)
            return false;
        split = n;
        if (split != 6 && split != 8)
            return false;
        at += skip;
    }
    if ((n != 10 && n != 12) || (split != 0 && split != n - 4))
        return false;
    for (size_t i = 0; i < n; i++)
        number->digits[i] = text[i];
    number->n = n;
    number->month = dlp_digits_number(text + n - 8, 2);
    number->day = dlp_digits_number(text + n - 6, 2);
    /* The serial 000 is not given to anybody; Luhn runs over ten digits, never the century. */
    return dlp_digits_number(text + n - 4, 3) != 0 && dlp_luhn_holds(text + n - 10, 10);
}

static bool se_date_valid(const struct se_number *number, unsigned month, unsigned day)
{
    if (number->n == 12)
        return dlp_date_valid(dlp_digits_number(number->digits, 4), month, day);
    for (unsigned century = 1900; century <= 2000; century += 100) {
        if (dlp_date_valid(century + dlp_digits_number(number->digits, 2), month, day))
            return true;
    }
    return false;
}

bool dlp_check_se_personnummer(const uint8_t *value, size_t len)
{
    struct se_number number;

    return se_read(value, len, &number) && se_date_valid(&number, number.month, number.day);
}

/* The day is raised by 60; month 00 and day 60 stand for what is not known. */
bool dlp_check_se_samordningsnummer(const uint8_t *value, size_t len)
{
    struct se_number number;

    if (!se_read(value, len, &number) || number.day < 60)
        return false;
    return se_date_valid(&number, number.month ? number.month : 1,
                         number.day == 60 ? 1 : number.day - 60);
}

/* Interim numbers (T-nummer): the first digit of the serial is a letter and counts as 1. */
bool dlp_check_se_interim(const uint8_t *value, size_t len)
{
    uint8_t text[13];

    if (len < 10 || len > sizeof(text) || !strchr("TRSUWXJKLMN", value[len - 4] & ~0x20)
        || !dlp_is_alpha(value[len - 4]))
        return false;
    memcpy(text, value, len);
    text[len - 4] = '1';
    return dlp_check_se_personnummer(text, len);
}
