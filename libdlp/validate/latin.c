/* validate/latin.c - Spanish-speaking America: the numbers that are more than one weighted sum. */

#include "validate/checks_world.h"

#include <string.h>

/* Cuba, carne de identidad: YYMMDD, then the century, serial and sex. There is no check digit. */
bool dlp_check_cu_ni(const uint8_t *value, size_t len)
{
    uint8_t d[11];
    unsigned century;

    if (dlp_number(value, len, d, sizeof(d)) != 11)
        return false;
    century = d[6] == 9 ? 1800 : d[6] <= 5 ? 1900 : 2000;
    return dlp_date_valid(century + dlp_digits_number(d, 2), dlp_digits_number(d + 2, 2),
                          dlp_digits_number(d + 4, 2));
}

/* Ecuador: 24 provinces, 30 and 50 for those who register abroad. */
static bool ec_province_known(const uint8_t *digits)
{
    const unsigned province = dlp_digits_number(digits, 2);

    return (province >= 1 && province <= 24) || province == 30 || province == 50;
}

static bool ec_person(const uint8_t *digits)
{
    return digits[2] <= 6 && dlp_luhn_holds(digits, 10);
}

bool dlp_check_ec_ci(const uint8_t *value, size_t len)
{
    uint8_t d[10];

    return dlp_number(value, len, d, sizeof(d)) == 10 && ec_province_known(d) && ec_person(d);
}

/* RUC: the third digit tells persons (0 to 5), public bodies (6) and companies (9). */
bool dlp_check_ec_ruc(const uint8_t *value, size_t len)
{
    static const struct dlp_weights public_body = {
        13, 8, 8, 11, { 3, 2, 7, 6, 5, 4, 3, 2 }, "0!987654321"
    };
    static const struct dlp_weights company = {
        13, 9, 9, 11, { 4, 3, 2, 7, 6, 5, 4, 3, 2 }, "0!987654321"
    };
    uint8_t d[13];
    bool person, of_state;

    if (dlp_number(value, len, d, sizeof(d)) != 13 || !ec_province_known(d))
        return false;
    person = dlp_digits_number(d + 10, 3) != 0 && ec_person(d);
    of_state = dlp_digits_number(d + 9, 4) != 0 && dlp_weights_hold(&public_body, d, 13);
    if (d[2] == 9)
        return of_state || (dlp_digits_number(d + 10, 3) != 0 && dlp_weights_hold(&company, d, 13));
    return d[2] == 6 ? of_state || person : person;
}

/* Guatemala, CUI: eight digits and their check, department and municipality. */
bool dlp_check_gt_cui(const uint8_t *value, size_t len)
{
    static const struct dlp_weights row = {
        13, 8, 8, 11, { 2, 3, 4, 5, 6, 7, 8, 9 }, "0123456789!"
    };
    uint8_t d[13];
    unsigned department, town;

    if (dlp_number(value, len, d, sizeof(d)) != 13 || dlp_all_equal(d, 9)
        || !dlp_weights_hold(&row, d, 13))
        return false;
    department = dlp_digits_number(d + 9, 2);
    town = dlp_digits_number(d + 11, 2);
    return department >= 1 && department <= 22 && town >= 1 && town <= 40;
}

/* Guatemala, NIT: up to eleven digits and a check, of which ten is written K. */
bool dlp_check_gt_nit(const uint8_t *value, size_t len)
{
    uint8_t items[12];
    const size_t n = dlp_alnum(value, len, items, sizeof(items));
    unsigned check;

    if (n < 4 || dlp_all_equal(items, n))
        return false;
    for (size_t i = 0; i + 1 < n; i++) {
        if (items[i] > 9)
            return false;
    }
    check = (11 - dlp_rising_sum(items, n - 1, 2) % 11) % 11;
    return items[n - 1] == (check == 10 ? 20 : check); /* 20 is K */
}

/* Paraguay, RUC: the identity number and a check digit (Resolution 32/93). */
bool dlp_check_py_ruc(const uint8_t *value, size_t len)
{
    uint8_t d[9];
    const size_t n = dlp_number(value, len, d, sizeof(d));

    return n >= 4 && !dlp_all_equal(d, n)
        && (11 - dlp_rising_sum(d, n - 1, 2) % 11) % 11 % 10 == d[n - 1];
}

/* El Salvador, NIT: place of birth, DDMMYY, serial, check. Serials up to 100 are of the old scheme. */
bool dlp_check_sv_nit(const uint8_t *value, size_t len)
{
    static const struct dlp_weights old = {
        14, 13, 13, 11, { 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2 }, "01234567890"
    };
    static const struct dlp_weights row = {
        14, 13, 13, 11, { 2, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2 }, "00987654321"
    };
    uint8_t d[14];

    if (dlp_number(value, len, d, sizeof(d)) != 14 || dlp_all_equal(d, 14)
        || (d[0] > 1 && d[0] != 9))
        return false;
    return dlp_weights_hold(dlp_digits_number(d + 10, 3) <= 100 ? &old : &row, d, 14);
}

/* Uruguay, RUT: kind of document, six digits, 001, check. */
bool dlp_check_uy_rut(const uint8_t *value, size_t len)
{
    static const struct dlp_weights row = {
        12, 11, 11, 11, { 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2 }, "0!987654321"
    };
    uint8_t d[12];
    unsigned kind;

    if (dlp_number(value, len, d, sizeof(d)) != 12 || !dlp_weights_hold(&row, d, 12))
        return false;
    kind = dlp_digits_number(d, 2);
    return kind >= 1 && kind <= 22 && dlp_digits_number(d + 2, 6) != 0
        && dlp_digits_number(d + 8, 3) == 1;
}

/* Venezuela, RIF: the kind of taxpayer adds to the sum. */
bool dlp_check_ve_rif(const uint8_t *value, size_t len)
{
    static const char kinds[] = "vejpg"; /* the n-th adds 4 n, counted from one */
    static const char checks[] = "00987654321";
    static const uint8_t weights[] = { 3, 2, 7, 6, 5, 4, 3, 2 };
    uint8_t d[10];
    const char *kind;
    unsigned sum;

    if (dlp_alnum(value, len, d, sizeof(d)) != 10 || dlp_all_equal(d + 1, 9))
        return false;
    kind = strchr(kinds, dlp_lower(value[0]));
    if (!kind || !*kind)
        return false;
    sum = 4 * (unsigned)(kind - kinds + 1);
    for (size_t i = 0; i < 8; i++) {
        if (d[i + 1] > 9)
            return false;
        sum += weights[i] * d[i + 1];
    }
    return d[9] == (unsigned)(checks[sum % 11] - '0');
}
