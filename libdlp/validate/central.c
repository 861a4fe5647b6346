/* validate/central.c - Poland, the Czech Republic and Slovakia, Hungary, Romania, Bulgaria. */

#include "validate/id.h"

#include <string.h>

/* PESEL: the month is raised by 80, 0, 20, 40, 60 for births from 1800, 1900, 2000, 2100, 2200 on. */
bool dlp_check_pl_pesel(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1 };
    static const uint16_t centuries[] = { 1900, 2000, 2100, 2200, 1800 };
    uint8_t d[11];
    unsigned month;

    if (!dlp_id_digits(value, len, d, 11) || dlp_items_sum(d, weights, 11) % 10 != 0)
        return false;
    month = dlp_two(d + 2);
    return dlp_day_exists(centuries[month / 20] + dlp_two(d), month % 20, dlp_two(d + 4));
}

/* REGON: 9 digits, or of a local unit 14, of which the first nine are the whole's. */
bool dlp_check_pl_regon(const uint8_t *value, size_t len)
{
    static const uint8_t whole[] = { 8, 9, 2, 3, 4, 5, 6, 7 };
    static const uint8_t unit[] = { 2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8 };
    uint8_t d[14];
    const size_t n = dlp_id_items(value, len, d, sizeof(d));

    if ((n != 9 && n != 14) || !dlp_items_are_digits(d, n) || dlp_all_equal(d, n)
        || dlp_items_sum(d, whole, 8) % 11 % 10 != d[8])
        return false;
    return n == 9 || dlp_items_sum(d, unit, 13) % 11 % 10 == d[13];
}

/* Two letters and seven digits, the first of which is the check digit; cards have three and six. */
static bool pl_document(const uint8_t *value, size_t len, size_t letters)
{
    static const uint8_t weights[2][9] = { { 7, 3, 9, 1, 7, 3, 1, 7, 3 },
                                           { 7, 3, 1, 9, 7, 3, 1, 7, 3 } };
    uint8_t items[9];

    if (dlp_id_items(value, len, items, sizeof(items)) != 9)
        return false;
    for (size_t i = 0; i < 9; i++)
        if ((items[i] > 9) != (i < letters))
            return false;
    return dlp_items_sum(items, weights[letters - 2], 9) % 10 == 0;
}

bool dlp_check_pl_passport(const uint8_t *value, size_t len)
{
    return pl_document(value, len, 2);
}

bool dlp_check_pl_id_card(const uint8_t *value, size_t len)
{
    return pl_document(value, len, 3);
}

/* Rodne cislo: the month is raised by 50 for women, and by 20 where a day's numbers ran out. Nine
 * digits, until 1953, have no check digit. */
bool dlp_check_cz_rc(const uint8_t *value, size_t len)
{
    uint8_t d[10];
    const size_t n = dlp_id_items(value, len, d, sizeof(d));
    unsigned year, month;

    if ((n != 9 && n != 10) || !dlp_items_are_digits(d, n) || dlp_all_equal(d, n))
        return false;
    year = dlp_two(d);
    month = dlp_two(d + 2) % 50 % 20;
    if (n == 9) {
        if (year > 53 && year < 80)
            return false;
        year += year >= 80 ? 1800 : 1900;
    } else {
        year += year < 54 ? 2000 : 1900;
    }
    return dlp_day_exists(year, month, dlp_two(d + 4))
        && (n == 9 ? dlp_digits_number(d + 6, 3) != 0 : dlp_items_mod(d, 9, 11) % 10 == d[9]);
}

/* ICO of organisations: the weights are 8 to 2. */
static bool cz_organisation(const uint8_t *d)
{
    static const uint8_t weights[] = { 8, 7, 6, 5, 4, 3, 2 };
    const unsigned check = (11 - dlp_items_sum(d, weights, 7) % 11) % 11;

    return (check ? check : 1) % 10 == d[7];
}

bool dlp_check_cz_ico(const uint8_t *value, size_t len)
{
    uint8_t d[8];

    return dlp_id_digits(value, len, d, 8) && cz_organisation(d);
}

/* DIC: the ICO, the rodne cislo, or 6 and eight digits of those who have neither. */
bool dlp_check_cz_dic(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 8, 7, 6, 5, 4, 3, 2 };
    uint8_t d[10];
    const size_t n = dlp_id_items(value, len, d, sizeof(d));

    if (!dlp_items_are_digits(d, n) || dlp_all_equal(d, n))
        return false;
    if (n == 8)
        return d[0] != 9 && cz_organisation(d);
    if (n == 9 && d[0] == 6)
        return (8 + 10 - (10 + 11 - dlp_items_sum(d + 1, weights, 7) % 11) % 11) % 10 == d[8];
    return dlp_check_cz_rc(value, len);
}

/* IC DPH: a multiple of 11. */
bool dlp_check_sk_dph(const uint8_t *value, size_t len)
{
    uint8_t d[10];

    if (!dlp_id_digits(value, len, d, 10))
        return false;
    return (d[0] != 0 && (d[2] >= 7 || (d[2] >= 2 && d[2] <= 4)) && dlp_items_mod(d, 10, 11) == 0)
        || dlp_check_cz_rc(value, len);
}

/* Szemelyi szam: sex and century, birthday, serial; the weights run down for those born from 1997 on. */
bool dlp_check_hu_personal(const uint8_t *value, size_t len)
{
    uint8_t d[11];
    unsigned up = 0, down = 0, year;

    if (!dlp_id_digits(value, len, d, 11) || d[0] < 1 || d[0] > 8)
        return false;
    for (unsigned i = 0; i < 10; i++) {
        up += (i + 1) * d[i];
        down += (10 - i) * d[i];
    }
    year = dlp_two(d + 1) + (d[0] == 3 || d[0] == 4 ? 2000u : 1900u);
    if (!dlp_day_exists(year, dlp_two(d + 3), dlp_two(d + 5)))
        return false;
    return (year < 1997 ? up : down) % 11 == d[10];
}

/* Adoszam of companies: the root of eight digits, how VAT is paid (1 to 5), the county. */
bool dlp_check_hu_tax(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 9, 7, 3, 1, 9, 7, 3, 1 };
    uint8_t d[11];
    const size_t n = dlp_id_items(value, len, d, sizeof(d));

    if ((n != 8 && n != 11) || !dlp_items_are_digits(d, n) || dlp_all_equal(d, n)
        || dlp_items_sum(d, weights, 8) % 10 != 0)
        return false;
    return n == 8 || (d[8] >= 1 && d[8] <= 5 && dlp_two(d + 9) >= 2 && dlp_two(d + 9) <= 51);
}

/* Cod numeric personal: sex and century, birthday, county, serial. */
bool dlp_check_ro_cnp(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9 };
    uint8_t d[13];
    unsigned century, county, check;

    if (!dlp_id_digits(value, len, d, 13) || d[0] == 0)
        return false;
    century = d[0] == 3 || d[0] == 4 ? 1800 : d[0] == 5 || d[0] == 6 ? 2000 : 1900;
    county = dlp_two(d + 7);
    if ((county < 1 || county > 48) && county != 51 && county != 52 && county != 70
        && (county < 80 || county > 83))
        return false;
    check = dlp_items_sum(d, weights, 12) % 11;
    return (check == 10 ? 1 : check) == d[12]
        && dlp_day_exists(century + dlp_two(d + 1), dlp_two(d + 3), dlp_two(d + 5));
}

/* CUI and CIF: 2 to 10 digits, filled up on the left; people use their CNP. */
bool dlp_check_ro_cui(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 7, 5, 3, 2, 1, 7, 5, 3, 2 };
    uint8_t d[13];
    const size_t n = dlp_id_items(value, len, d, sizeof(d));

    if (n == 13)
        return dlp_check_ro_cnp(value, len);
    if (n < 2 || n > 10 || !dlp_items_are_digits(d, n) || d[0] == 0)
        return false;
    return dlp_items_sum(d, weights + (10 - n), n - 1) * 10 % 11 % 10 == d[n - 1];
}

static bool ro_county(unsigned county)
{
    return (county >= 1 && county <= 40) || county == 51 || county == 52;
}

/* Trade register: J, F or C. Until 2024 county / serial / year, at times with the whole date; since then
 * year, serial, county (00 for new ones), the sum of the digits. */
bool dlp_check_ro_onrc(const uint8_t *value, size_t len)
{
    uint8_t items[20];
    const size_t n = dlp_id_items(value, len, items, sizeof(items));
    unsigned fields[5] = { 0 }, sum;
    size_t field = 0;
    bool open = false;

    if (n < 6 || !dlp_items_are_digits(items + 1, n - 1)
        || (items[0] != DLP_ITEM('J') && items[0] != DLP_ITEM('F') && items[0] != DLP_ITEM('C')))
        return false;
    if (n == 14 && dlp_is_digit(value[1]) && !memchr(value, '/', len) && !memchr(value, ' ', len)
        && !memchr(value, '-', len)) {
        const unsigned year = dlp_digits_number(items + 1, 4), county = dlp_two(items + 11);

        sum = (unsigned)((items[0] - 10 + 'A') % 10);
        for (size_t i = 1; i < 13; i++)
            sum += items[i];
        return year >= 1990 && year <= 2039 && (county == 0 ? year >= 2024 : ro_county(county))
            && sum % 10 == items[13];
    }
    for (size_t i = 1; i < len; i++) {
        if (!dlp_is_digit(value[i])) {
            field += open;
            open = false;
        } else if (field == 5) {
            return false;
        } else {
            open = true;
            fields[field] = fields[field] * 10 + (unsigned)(value[i] - '0');
        }
    }
    field += open;
    return (field == 3 || field == 5) && ro_county(fields[0]) && fields[1] <= 99999
        && fields[field - 1] >= 1990 && fields[field - 1] <= 2024;
}

/* EGN: the month is raised by 20 for births before 1900, by 40 from 2000 on. */
bool dlp_check_bg_egn(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 2, 4, 8, 5, 10, 9, 7, 3, 6 };
    uint8_t d[10];
    unsigned year, month;

    if (!dlp_id_digits(value, len, d, 10) || dlp_items_sum(d, weights, 9) % 11 % 10 != d[9])
        return false;
    year = dlp_two(d);
    month = dlp_two(d + 2);
    if (month > 40)
        return dlp_day_exists(2000 + year, month - 40, dlp_two(d + 4));
    if (month > 20)
        return dlp_day_exists(1800 + year, month - 20, dlp_two(d + 4));
    return dlp_day_exists(1900 + year, month, dlp_two(d + 4));
}

/* Number of a foreigner (LNCh). */
bool dlp_check_bg_pnf(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 21, 19, 17, 13, 11, 9, 7, 3, 1 };
    uint8_t d[10];

    return dlp_id_digits(value, len, d, 10) && dlp_items_sum(d, weights, 9) % 10 == d[9];
}

/* EIK of companies, or 10 digits: EGN, LNCh, or others with a sum of their own. */
bool dlp_check_bg_vat(const uint8_t *value, size_t len)
{
    static const uint8_t other[] = { 4, 3, 2, 7, 6, 5, 4, 3, 2, 1 };
    static const uint8_t legal[2][8] = { { 1, 2, 3, 4, 5, 6, 7, 8 }, { 3, 4, 5, 6, 7, 8, 9, 10 } };
    uint8_t d[10];
    const size_t n = dlp_id_items(value, len, d, sizeof(d));
    unsigned check;

    if ((n != 9 && n != 10) || !dlp_items_are_digits(d, n) || dlp_all_equal(d, n))
        return false;
    if (n == 10)
        return dlp_items_sum(d, other, 10) % 11 == 0 || dlp_check_bg_egn(value, len)
            || dlp_check_bg_pnf(value, len);
    check = dlp_items_sum(d, legal[0], 8) % 11;
    if (check == 10)
        check = dlp_items_sum(d, legal[1], 8) % 11 % 10;
    return check == d[8];
}
