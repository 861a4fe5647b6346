/* validate/securities.c - numbers of securities and their issuers: ISIN (ISO 6166), CUSIP, SEDOL,
 * FIGI (OMG), LEI (ISO 17442), WKN and CFI (ISO 10962). */

#include "validate/checks.h"

#include <string.h>

/* Digits and capitals, nothing else. */
static bool security_text(const uint8_t *value, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (!dlp_is_digit(value[i]) && !dlp_is_upper(value[i]))
            return false;
    }
    return true;
}

static unsigned security_item(uint8_t c)
{
    return dlp_is_digit(c) ? (unsigned)(c - '0') : (unsigned)(c - 'A') + 10;
}

static unsigned security_digit_sum(unsigned n)
{
    return n / 10 + n % 10;
}

/* Countries, and the codes that ISO 6166 keeps for depositories, derivatives and the like. */
static bool isin_prefix_known(const uint8_t *code)
{
    static const char others[] = "XSXAXBXCXDXFXKXTEUEZQSQTANCS";

    for (size_t i = 0; i + 2 < sizeof(others); i += 2) {
        if ((uint8_t)others[i] == code[0] && (uint8_t)others[i + 1] == code[1])
            return true;
    }
    return dlp_country_known(code);
}

bool dlp_check_isin(const uint8_t *value, size_t len)
{
    uint8_t digits[24];
    size_t n = 0;

    if (len != 12 || !security_text(value, len) || !isin_prefix_known(value)
        || !dlp_is_digit(value[11]))
        return false;
    for (size_t i = 0; i < len; i++) {
        const unsigned item = security_item(value[i]);

        if (item > 9)
            digits[n++] = (uint8_t)(item / 10);
        digits[n++] = (uint8_t)(item % 10);
    }
    return dlp_luhn_holds(digits, n);
}

bool dlp_check_cusip(const uint8_t *value, size_t len)
{
    unsigned sum = 0;

    if (len != 9 || !security_text(value, len) || !dlp_is_digit(value[8]))
        return false;
    for (size_t i = 0; i < 8; i++)
        sum += security_digit_sum(security_item(value[i]) * (i % 2 ? 2 : 1));
    return (10 - sum % 10) % 10 == security_item(value[8]);
}

bool dlp_check_sedol(const uint8_t *value, size_t len)
{
    static const uint8_t weights[] = { 1, 3, 1, 7, 3, 9, 1 };
    unsigned sum = 0;
    bool letters = false;

    if (len != 7 || !security_text(value, len) || !dlp_is_digit(value[6]))
        return false;
    for (size_t i = 0; i < len; i++) {
        if (memchr("AEIOU", value[i], 5))
            return false;
        letters = letters || dlp_is_upper(value[i]);
        sum += weights[i] * security_item(value[i]);
    }
    /* Since 2004 they begin with a letter; the older ones have none at all. */
    return letters == dlp_is_upper(value[0]) && sum % 10 == 0;
}

bool dlp_check_figi(const uint8_t *value, size_t len)
{
    static const char taken[] = "BSBMGGGBGHKYVG"; /* would read like an ISIN */
    unsigned sum = 0;

    if (len != 12 || !security_text(value, len) || value[2] != 'G' || !dlp_is_digit(value[11])
        || dlp_is_digit(value[0]) || dlp_is_digit(value[1]))
        return false;
    for (size_t i = 0; i + 2 < sizeof(taken); i += 2) {
        if (memcmp(taken + i, value, 2) == 0)
            return false;
    }
    for (size_t i = 0; i < 11; i++) {
        if (memchr("AEIOU", value[i], 5))
            return false;
        sum += security_digit_sum(security_item(value[i]) * (i % 2 ? 2 : 1));
    }
    return (10 - sum % 10) % 10 == security_item(value[11]);
}

bool dlp_check_lei(const uint8_t *value, size_t len)
{
    return len == 20 && security_text(value, len) && dlp_check_iso7064_mod97_10(value, len);
}

/* No check digit: six characters without I and O, a digit among them. */
bool dlp_check_wkn(const uint8_t *value, size_t len)
{
    bool digit = false;

    for (size_t i = 0; i < len; i++)
        digit = digit || dlp_is_digit(value[i]);
    return len == 6 && digit && security_text(value, len) && !memchr(value, 'I', len)
        && !memchr(value, 'O', len);
}

/* Category and group must exist, and the form of shares and bonds, which is the last letter; X says
 * that an attribute does not apply. */
bool dlp_check_cfi(const uint8_t *value, size_t len)
{
    static const struct {
        char category;
        const char *groups, *formed; /* formed: whose last letter is the form */
    } categories[] = {
        { 'E', "SPCFLDYM", "SPCFLDM" },
        { 'C', "IHBESFPM", "" },
        { 'D', "BCWTSEGANDYM", "BCWTGANYM" },
        { 'R', "ASPWFDM", "" },
        { 'O', "CPM", "" },
        { 'F', "FC", "" },
        { 'S', "RTECFM", "" },
        { 'H', "RTECFM", "" },
        { 'I', "FT", "" },
        { 'J', "EFCRT", "" },
        { 'K', "RTECFYM", "" },
        { 'L', "LRS", "" },
        { 'T', "CTRIBDM", "" },
        { 'M', "CM", "" },
    };

    if (len != 6)
        return false;
    for (size_t i = 0; i < len; i++) {
        if (!dlp_is_upper(value[i]))
            return false;
    }
    for (size_t i = 0; i < sizeof(categories) / sizeof(categories[0]); i++) {
        if ((uint8_t)categories[i].category == value[0])
            return strchr(categories[i].groups, value[1]) != NULL
                && (!strchr(categories[i].formed, value[1]) || strchr("BMNRX", value[5]));
    }
    return false;
}

/* ISO 4914: QZ, nine characters and a check character, of digits and consonants but Y. */
bool dlp_check_upi(const uint8_t *value, size_t len)
{
    static const char signs[] = "0123456789BCDFGHJKLMNPQRSTVWXZ";
    uint8_t items[12];

    if (len != 12 || value[0] != 'Q' || value[1] != 'Z')
        return false;
    for (size_t i = 0; i < len; i++) {
        const char *const sign = value[i] ? strchr(signs, value[i]) : NULL;

        if (!sign)
            return false;
        items[i] = (uint8_t)(sign - signs);
    }
    return dlp_hybrid_holds(items, sizeof(items), 30);
}
