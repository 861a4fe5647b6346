/* validate/kr.c - South Korea: resident and foreigner registration numbers (Resident Registration
 * Act), business registration numbers. */

#include "validate/checks_world.h"

struct kr_number {
    uint8_t digits[13];
    unsigned year, month, day;
};

/* YYMMDD, then a digit for sex, century and citizenship. */
static bool kr_read(const uint8_t *value, size_t len, struct kr_number *number)
{
    static const uint16_t centuries[] = {
        1800, 1900, 1900, 2000, 2000, 1900, 1900, 2000, 2000, 1800
    };
    uint8_t *const d = number->digits;

    if (dlp_number(value, len, d, 13) != 13 || !dlp_number_splits(value, len, 1u << 6))
        return false;
    number->year = centuries[d[6]] + dlp_digits_number(d, 2);
    number->month = dlp_digits_number(d + 2, 2);
    number->day = dlp_digits_number(d + 4, 2);
    /* The same years of the 19th and the 20th century are leap years. */
    return dlp_date_valid(number->year < 1900 ? number->year + 100 : number->year, number->month,
                          number->day);
}

/* Numbers given since October 2020 have six random digits and no check; who was born before
 * has the old place of birth (00 to 96) and check digit. */
bool dlp_check_kr_rrn(const uint8_t *value, size_t len)
{
    static const struct dlp_weights row = {
        13, 12, 12, 11, { 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5 }, "10987654321"
    };
    struct kr_number number;

    if (!kr_read(value, len, &number))
        return false;
    if (number.year <= 2039 && (number.digits[6] == 3 || number.digits[6] == 4)
        && (number.year > 2020 || (number.year == 2020 && number.month >= 10)))
        return true;
    return dlp_digits_number(number.digits + 7, 2) <= 96
        && dlp_weights_hold(&row, number.digits, 13);
}

/* The same form with 5 to 8 for foreigners. Its check digit is not kept to either since 2020. */
bool dlp_check_kr_frn(const uint8_t *value, size_t len)
{
    struct kr_number number;

    return kr_read(value, len, &number) && number.digits[6] >= 5 && number.digits[6] <= 8;
}

/* Tax office, kind, serial, check: the ninth digit times five counts its tens too. */
bool dlp_check_kr_brn(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 1, 3, 7, 1, 3, 7, 1, 3, 5 };
    uint8_t d[10];
    unsigned sum;

    if (dlp_number(value, len, d, sizeof(d)) != 10 || dlp_digits_number(d, 3) < 101
        || dlp_digits_number(d + 3, 2) == 0 || dlp_digits_number(d + 5, 4) == 0)
        return false;
    sum = d[8] * 5u / 10u;
    for (size_t i = 0; i < 9; i++)
        sum += weights[i] * d[i];
    return (10 - sum % 10) % 10 == d[9];
}
