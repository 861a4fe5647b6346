/* validate/iban.c - international bank account numbers, ISO 13616: the country's length and
 * structure, then mod 97 over the whole with the first four characters moved to the end; and the
 * check digits that some countries' account numbers have of their own. */

#include "validate/checks.h"

#include <string.h>

#define IBAN_MAX 34

static const struct iban_country {
    char code[3];
    uint8_t len;
    const char *bban; /* "8n12c": digits, letters, either */
} iban_countries[] = {
#include "validate/iban_table.inc"
    /* In use without being in the ISO 13616 registry. */
    { "AO", 25, "21n" },   { "BF", 28, "2c22n" }, { "BJ", 28, "2c22n" }, { "CF", 27, "23n" },
    { "CG", 27, "23n" },   { "CI", 28, "2c22n" }, { "CM", 27, "23n" },   { "CV", 25, "21n" },
    { "DZ", 26, "22n" },   { "GA", 27, "23n" },   { "GQ", 27, "23n" },   { "GW", 25, "2c19n" },
    { "IR", 26, "22n" },   { "KM", 27, "23n" },   { "MA", 28, "24n" },   { "MG", 27, "23n" },
    { "ML", 28, "2c22n" }, { "MZ", 25, "21n" },   { "NE", 28, "2c22n" }, { "SN", 28, "2c22n" },
    { "TD", 27, "23n" },   { "TG", 28, "2c22n" },
};

/* Strip spaces, hyphens and dots; capitals, or small letters throughout. */
static size_t iban_read(const uint8_t *value, size_t len, uint8_t *out)
{
    bool lower = false, upper = false;
    size_t n = 0;

    for (size_t at = 0; at < len;) {
        const uint8_t c = value[at];
        const size_t skip = dlp_separator(value + at, len - at);

        if (skip > 0) {
            if (c == '/' || n == 0 || at + skip == len)
                return 0;
            at += skip;
            continue;
        }
        if ((!dlp_is_digit(c) && !dlp_is_alpha(c)) || n == IBAN_MAX)
            return 0;
        upper = upper || dlp_is_upper(c);
        lower = lower || (c >= 'a' && c <= 'z');
        out[n++] = dlp_upper(c);
        at++;
    }
    return upper && lower ? 0 : n;
}

static const struct iban_country *iban_country_find(const uint8_t *code)
{
    for (size_t i = 0; i < sizeof(iban_countries) / sizeof(iban_countries[0]); i++) {
        if ((uint8_t)iban_countries[i].code[0] == code[0]
            && (uint8_t)iban_countries[i].code[1] == code[1])
            return &iban_countries[i];
    }
    return NULL;
}

static bool iban_structure_fits(const char *bban, const uint8_t *text)
{
    while (*bban) {
        unsigned count = 0;

        while (dlp_is_digit((uint8_t)*bban))
            count = count * 10 + (unsigned)(*bban++ - '0');
        for (; count > 0; count--, text++) {
            if (*bban == 'n' ? !dlp_is_digit(*text) : *bban == 'a' && !dlp_is_upper(*text))
                return false;
        }
        bban++;
    }
    return true;
}

/* What comes of sum when text[0, n) follows it, letters as two digits, modulo 97. */
static unsigned mod97(unsigned sum, const uint8_t *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        sum = dlp_is_digit(text[i]) ? (sum * 10 + (unsigned)(text[i] - '0')) % 97
                                    : (sum * 100 + (unsigned)(text[i] - 'A') + 10) % 97;
    return sum;
}

bool dlp_check_iban(const uint8_t *value, size_t len)
{
    uint8_t text[IBAN_MAX];
    const size_t n = iban_read(value, len, text);
    const struct iban_country *country;
    unsigned check;

    if (n < 15 || !dlp_is_digit(text[2]) || !dlp_is_digit(text[3]))
        return false;
    country = iban_country_find(text);
    if (!country || country->len != n || !iban_structure_fits(country->bban, text + 4))
        return false;
    check = (unsigned)(text[2] - '0') * 10 + (unsigned)(text[3] - '0');
    if (check < 2 || check > 98) /* 98 - r cannot be 00, 01 or 99, although they may sum up */
        return false;
    return mod97(mod97(0, text + 4, n - 4), text, 4) == 1;
}

/* ---- The account number within ----------------------------------------------------------------- */

static bool is_one_mod97(const uint8_t *text, size_t n)
{
    return mod97(0, text, n) == 1;
}

/* The last two digits are the others modulo 97, 97 for 0. */
static bool is_belgian(const uint8_t *text, size_t n)
{
    const unsigned rest = mod97(0, text, n - 2);

    return (unsigned)(text[n - 2] - '0') * 10 + (unsigned)(text[n - 1] - '0') == (rest ? rest : 97);
}

/* Clé RIB. Letters count as digits there, from A and J as 1, from S as 2. */
static bool is_french(const uint8_t *text, size_t n)
{
    unsigned sum = 0;

    for (size_t i = 0; i < n; i++) {
        const unsigned letter = text[i] >= 'S' ? text[i] - 'S' + 2u : (text[i] - 'A') % 9u + 1u;

        sum = (sum * 10 + (dlp_is_digit(text[i]) ? (unsigned)(text[i] - '0') : letter)) % 97;
    }
    return sum == 0;
}

bool dlp_check_iban_account(const uint8_t *value, size_t len)
{
    static const struct {
        char code[3];
        bool (*holds)(const uint8_t *text, size_t n);
    } accounts[] = {
        { "BA", is_one_mod97 },     { "BE", is_belgian },
        { "ES", dlp_check_es_ccc }, { "FR", is_french },
        { "MC", is_french },        { "ME", is_one_mod97 },
        { "MK", is_one_mod97 },     { "NO", dlp_check_no_kontonr },
        { "PT", is_one_mod97 },     { "RS", is_one_mod97 },
        { "SI", is_one_mod97 },     { "TL", is_one_mod97 },
        { "XK", is_one_mod97 },
    };
    uint8_t text[IBAN_MAX];
    size_t n;

    if (!dlp_check_iban(value, len))
        return false;
    n = iban_read(value, len, text);
    for (size_t i = 0; i < sizeof(accounts) / sizeof(accounts[0]); i++) {
        if (memcmp(text, accounts[i].code, 2) == 0)
            return accounts[i].holds(text + 4, n - 4);
    }
    return false;
}

/* AT-02 of the SEPA rulebooks: country, check digits, three characters of the business, which are not
 * summed, and the number in the country. */
bool dlp_check_sepa_creditor(const uint8_t *value, size_t len)
{
    uint8_t text[35];
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        const uint8_t c = dlp_upper(value[i]);

        if (!dlp_is_digit(c) && !dlp_is_upper(c))
            continue; /* spaces and signs are left out of the sum */
        if (n == sizeof(text))
            return false;
        text[n++] = c;
    }
    return n >= 8 && dlp_country_known(text) && dlp_is_digit(text[2]) && dlp_is_digit(text[3])
        && mod97(mod97(0, text + 7, n - 7), text, 4) == 1;
}

/* A Polish account number: an IBAN without its country. */
bool dlp_check_pl_nrb(const uint8_t *value, size_t len)
{
    uint8_t text[28] = { 'P', 'L' }, digits[26];

    if (dlp_number(value, len, digits, sizeof(digits)) != sizeof(digits))
        return false;
    for (size_t i = 0; i < sizeof(digits); i++)
        text[2 + i] = (uint8_t)('0' + digits[i]);
    return dlp_check_iban(text, sizeof(text));
}
