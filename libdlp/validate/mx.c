/* validate/mx.c - Mexico: CURP (Instructivo normativo para la asignacion de la CURP, DOF 18 June
 * 2018) and RFC (SAT, anexo 19 of the Resolucion Miscelanea Fiscal). */

#include "validate/checks_world.h"

#include <string.h>

#define MX_ENYE 38 /* the letter N with tilde, in RFC's alphabet */
#define MX_AMPERSAND 24

/* A character's value in the alphabet of both: digits, A to N, '&' (in CURP the N with tilde, which
 * only shifts what follows), O to Z. */
static unsigned mx_value(uint8_t c)
{
    if (dlp_is_digit(c))
        return c - '0';
    c = dlp_lower(c);
    return (unsigned)(c - 'a') + (c > 'n' ? 11 : 10);
}

static bool mx_all(const uint8_t *text, size_t len, bool (*is)(uint8_t))
{
    for (size_t i = 0; i < len; i++) {
        if (!is(text[i]))
            return false;
    }
    return true;
}

static bool mx_state_known(const uint8_t *code)
{
    static const char states[] =
        "ASBCBSCCCHCLCMCSDFDGGRGTHGJCMCMNMSNENLNTOCPLQRQTSLSPSRTCTLTSVZYNZS";
    const uint8_t upper[2] = { code[0] & 0xdf, code[1] & 0xdf };

    for (size_t i = 0; states[i]; i += 2) {
        if (memcmp(states + i, upper, 2) == 0)
            return true;
    }
    return false;
}

/* Four letters, YYMMDD, sex (X since 2021), state, three consonants, a sign of the century, check. */
bool dlp_check_mx_curp(const uint8_t *value, size_t len)
{
    uint8_t date[6];
    unsigned sum = 0;

    if (len != 18 || !mx_all(value, 4, dlp_is_alpha) || !mx_all(value + 4, 6, dlp_is_digit)
        || !mx_all(value + 10, 6, dlp_is_alpha)
        || (!dlp_is_digit(value[16]) && !dlp_is_alpha(value[16])) || !dlp_is_digit(value[17]))
        return false;
    for (size_t i = 0; i < 6; i++)
        date[i] = (uint8_t)(value[4 + i] - '0');
    if (!dlp_date_valid((dlp_is_digit(value[16]) ? 1900 : 2000) + dlp_digits_number(date, 2),
                        dlp_digits_number(date + 2, 2), dlp_digits_number(date + 4, 2))
        || !strchr("hmx", dlp_lower(value[10])) || !mx_state_known(value + 11))
        return false;
    for (unsigned i = 0; i < 17; i++)
        sum += mx_value(value[i]) * (18 - i);
    return (10 - sum % 10) % 10 == (unsigned)(value[17] - '0');
}

/* An RFC as values: 3 or 4 of the name, 6 of the date, 3 of the homoclave. Returns how many, 0 when it
 * is not written like one. */
static size_t mx_rfc_read(const uint8_t *value, size_t len, uint8_t *out)
{
    size_t n = 0;

    for (size_t at = 0; at < len;) {
        const uint8_t c = value[at];

        if (n == 13)
            return 0;
        if (dlp_is_digit(c) || dlp_is_alpha(c) || c == '&') {
            out[n++] = (uint8_t)(c == '&' ? MX_AMPERSAND : mx_value(c));
            at++;
        } else if (c == 0xc3 && at + 1 < len && (value[at + 1] | 0x20) == 0xb1) {
            out[n++] = MX_ENYE;
            at += 2;
        } else {
            const size_t skip = dlp_separator(value + at, len - at);

            if (skip == 0)
                return 0;
            at += skip;
        }
    }
    return n;
}

/* The name's letters and the date; a person's RFC of ten has no homoclave. */
bool dlp_check_mx_rfc(const uint8_t *value, size_t len)
{
    uint8_t items[13];
    const size_t n = mx_rfc_read(value, len, items);
    const size_t name = n == 12 ? 3 : 4;

    if (n != 10 && n != 12 && n != 13)
        return false;
    for (size_t i = 0; i < name + 6; i++) {
        if ((items[i] > 9) != (i < name))
            return false;
    }
    return dlp_yymmdd_valid(items + name);
}

/* Many RFCs in use fail it: they were given by hand before 1997. */
bool dlp_check_mx_rfc_sum(const uint8_t *value, size_t len)
{
    uint8_t items[13];
    const size_t n = mx_rfc_read(value, len, items);
    unsigned sum = n == 12 ? 37 * 13 : 0; /* a company's name has a blank before it */
    unsigned check;

    if (n < 12)
        return false;
    for (unsigned i = 0; i + 1 < n; i++)
        sum += items[i] * ((unsigned)n - i);
    check = (11 - sum % 11) % 11;
    return items[n - 1] == check;
}
