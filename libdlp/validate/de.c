/* validate/de.c - Germany. */

#include "validate/id.h"

/* A letter counts as its two digits, A is 01: items[at] becomes two items. */
static void de_letter_split(uint8_t *out, const uint8_t *items, size_t n, size_t at)
{
    size_t k = 0;

    for (size_t i = 0; i < n; i++) {
        if (i == at) {
            out[k++] = (uint8_t)((items[i] - 9) / 10);
            out[k++] = (uint8_t)((items[i] - 9) % 10);
        } else {
            out[k++] = items[i];
        }
    }
}

/* The sum of the digits of all products, modulo 10. */
static unsigned de_cross_sum(const uint8_t *digits, const uint8_t *weights, size_t n)
{
    unsigned sum = 0;

    for (size_t i = 0; i < n; i++) {
        const unsigned product = (unsigned)digits[i] * weights[i];

        sum += product / 10 + product % 10;
    }
    return sum % 10;
}

/* Steuerliche Identifikationsnummer (paragraph 139b AO): of the first ten digits exactly one occurs
 * twice or three times. Ten different ones are not issued, but written as samples (12345678903). */
bool dlp_check_de_idnr(const uint8_t *value, size_t len)
{
    uint8_t d[11];
    uint8_t counts[10] = { 0 };
    unsigned repeated = 0, most = 0;

    if (!dlp_id_digits(value, len, d, 11) || d[0] == 0)
        return false;
    for (size_t i = 0; i < 10; i++)
        counts[d[i]]++;
    for (size_t i = 0; i < 10; i++) {
        repeated += counts[i] > 1;
        most = counts[i] > most ? counts[i] : most;
    }
    return repeated <= 1 && most <= 3 && dlp_mod11_10_holds(d, 11);
}

/* Versicherungsnummer of the pension insurance (VKVV): area, birthday, letter of the name, serial. */
bool dlp_check_de_svnr(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1 };
    uint8_t items[12], digits[13];
    unsigned day, month;

    if (dlp_id_items(value, len, items, sizeof(items)) != 12 || !dlp_items_are_digits(items, 8)
        || items[8] < 10 || !dlp_items_are_digits(items + 9, 3))
        return false;
    day = dlp_two(items + 2);
    day = day > 50 ? day - 50 : day; /* raised by 50 for a second number of one birthday */
    month = dlp_two(items + 4);
    if (dlp_two(items) < 2 || day < 1 || day > 31 || month < 1 || month > 12)
        return false;
    de_letter_split(digits, items, 12, 8);
    return de_cross_sum(digits, weights, 12) == digits[12];
}

/* Krankenversichertennummer (paragraph 290 SGB V). */
bool dlp_check_de_kvnr(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 1, 2, 1, 2, 1, 2, 1, 2, 1, 2 };
    uint8_t items[10], digits[11];

    if (dlp_id_items(value, len, items, sizeof(items)) != 10 || items[0] < 10
        || !dlp_items_are_digits(items + 1, 9) || dlp_all_equal(items + 1, 9))
        return false;
    de_letter_split(digits, items, 10, 0);
    return de_cross_sum(digits, weights, 10) == digits[10];
}

/* Umsatzsteuer-Identifikationsnummer. */
bool dlp_check_de_vat(const uint8_t *value, size_t len)
{
    uint8_t d[9];

    return dlp_id_digits(value, len, d, 9) && d[0] != 0 && dlp_mod11_10_holds(d, 9);
}

/* Lebenslange Arztnummer (KBV): six digits with a check digit, two for the specialty. */
bool dlp_check_de_lanr(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 4, 9, 4, 9, 4, 9 };
    uint8_t d[9];

    return dlp_id_digits(value, len, d, 9) && (dlp_items_sum(d, weights, 6) + d[6]) % 10 == 0;
}

/* Steuernummer in the form of ELSTER: 13 digits that begin with the number of the state, of one, two
 * or, for those that have not more than 16 states in mind, 01 to 16; the fifth is always 0. */
static bool de_stnr_federal(const uint8_t *d)
{
    static const uint8_t states[] = { 10, 11, 21, 22, 23, 24, 26, 27, 28, 30, 31, 32, 40, 41 };
    const unsigned state = dlp_two(d);

    if (state >= 1 && state <= 16 && state != 10 && state != 11)
        return true;
    if (d[4] != 0)
        return state == 10 || state == 11;
    if (d[0] == 5 || d[0] == 9)
        return true;
    for (size_t i = 0; i < sizeof(states); i++)
        if (state == states[i])
            return true;
    return false;
}

bool dlp_check_de_stnr(const uint8_t *value, size_t len)
{
    uint8_t d[13];
    const size_t n = dlp_id_items(value, len, d, sizeof(d));

    if ((n < 9 || n == 12) || !dlp_items_are_digits(d, n) || dlp_all_equal(d, n))
        return false;
    return n != 13 || de_stnr_federal(d);
}

/* Serial numbers of identity cards and passports: nine characters without vowels and without what
 * looks like another, and the check digit of ICAO 9303 behind them. */
bool dlp_check_de_document(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 7, 3, 1, 7, 3, 1, 7, 3, 1 };
    uint8_t items[10];

    return dlp_id_items(value, len, items, sizeof(items)) == 10 && items[9] < 10
        && dlp_items_sum(items, weights, 9) % 10 == items[9];
}
