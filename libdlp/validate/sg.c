/* validate/sg.c - Singapore: NRIC and FIN, and the entity numbers (UEN). */

#include "validate/checks_world.h"

#include <string.h>

/* The letter for each remainder; not published officially, but the same wherever it is computed. */
bool dlp_check_sg_nric(const uint8_t *value, size_t len)
{
    static const struct {
        char kind;
        uint8_t offset;
        const char *letters;
    } kinds[] = {
        { 's', 0, "JZIHGFEDCBA" }, { 't', 4, "JZIHGFEDCBA" }, { 'f', 0, "XWUTRQPNMLK" },
        { 'g', 4, "XWUTRQPNMLK" }, { 'm', 3, "XWUTRQPNJLK" },
    };
    static const uint8_t weights[] = { 2, 7, 6, 5, 4, 3, 2 };
    uint8_t d[7];

    if (len != 9 || dlp_number(value + 1, 7, d, 7) != 7)
        return false;
    for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
        unsigned sum = kinds[k].offset;

        if (kinds[k].kind != dlp_lower(value[0]))
            continue;
        for (size_t i = 0; i < 7; i++)
            sum += weights[i] * d[i];
        return (value[8] & 0xdf) == kinds[k].letters[sum % 11];
    }
    return false;
}

static bool sg_letter(const char *letters, const uint8_t *weights, const uint8_t *digits, size_t n,
                      uint8_t letter)
{
    unsigned sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += weights[i] * digits[i];
    return (letter & 0xdf) == letters[sum % 11];
}

/* Since 2009: R, S or T for the century, year, two letters of the kind of entity, serial. */
static bool sg_uen_other(const uint8_t *value)
{
    static const char alphabet[] = "ABCDEFGHJKLMNPQRSTUVWX0123456789";
    static const char kinds[] =
        "CCCDCHCLCMCPCSCXDPFBFCFMFNGAGBGSHSLLLPMBMCMDMHMMMQNBNRPAPBPFRFRPSMSSTCTUVHXL";
    static const uint8_t weights[] = { 4, 3, 5, 3, 10, 2, 2, 5, 7 };
    unsigned sum = 0;
    bool known = false;

    if (!strchr("rst", dlp_lower(value[0])))
        return false;
    for (size_t i = 0; kinds[i]; i += 2)
        known = known || ((value[3] & 0xdf) == kinds[i] && (value[4] & 0xdf) == kinds[i + 1]);
    for (size_t i = 0; known && i < 9; i++) {
        const int c = dlp_is_digit(value[i]) ? value[i] : value[i] & 0xdf;
        const char *const at = strchr(alphabet, c);

        if (!at || !c || dlp_is_digit(value[i]) != (i != 0 && i != 3 && i != 4))
            return false;
        sum += weights[i] * (unsigned)(at - alphabet);
    }
    return known && alphabet[(sum + 6) % 11] == (value[9] & 0xdf); /* 6 is minus 5, modulo 11 */
}

/* Businesses (8 digits and a letter), local companies (9 digits, the year first, and a letter), others. */
bool dlp_check_sg_uen(const uint8_t *value, size_t len)
{
    static const uint8_t business[] = { 10, 4, 9, 3, 8, 2, 7, 1 };
    static const uint8_t company[] = { 10, 8, 6, 4, 9, 7, 5, 3, 1 };
    uint8_t d[9];

    if (len == 9)
        return dlp_number(value, 8, d, 8) == 8 && !dlp_all_equal(d, 8)
            && sg_letter("XMKECAWLJDB", business, d, 8, value[8]);
    if (len != 10)
        return false;
    if (dlp_number(value, 9, d, 9) == 9) {
        const unsigned year = dlp_digits_number(d, 4);

        return year >= 1800 && year <= 2039 && sg_letter("ZKCMDNERGWH", company, d, 9, value[9]);
    }
    return sg_uen_other(value);
}
