/* validate/registry.c - the one list of validators. Adding one is one file plus one line here;
 * nothing else in the library names a validator. In order of name. */

#include "validate/validator.h"

#include "validate/checks.h"

#include <string.h>

/* digits, weighted, place of the check, modulus, weights, what each remainder is written as */
static const struct dlp_weights rows_ean13[] = {
    { 13, 12, 12, 10, { 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3 }, "0987654321" },
};
static const struct dlp_weights rows_gb_nhs[] = {
    { 10, 9, 9, 11, { 10, 9, 8, 7, 6, 5, 4, 3, 2 }, "0!987654321" },
};
static const struct dlp_weights rows_nl_bsn[] = {
    { 9, 8, 8, 11, { 9, 8, 7, 6, 5, 4, 3, 2 }, "0123456789!" },
};
static const struct dlp_weights rows_pl_nip[] = {
    { 10, 9, 9, 11, { 6, 5, 7, 2, 3, 4, 5, 6, 7 }, "0123456789!" },
};
static const struct dlp_weights rows_ua_rntrc[] = {
    { 10, 9, 9, 11, { -1, 5, 7, 9, 4, 6, 10, 5, 7 }, "01234567890" },
};

/* clang-format off */
#define CHECK(id, title_, source_) { #id, title_, source_, dlp_check_##id, NULL, 0, false }
/* Of random values of the right shape, at most one in eight passes. */
#define PICKS(id, title_, source_) { #id, title_, source_, dlp_check_##id, NULL, 0, true }
#define ROWS(id, title_, source_) \
    { #id, title_, source_, NULL, rows_##id, sizeof(rows_##id) / sizeof(rows_##id[0]), true }
/* clang-format on */

static const struct dlp_validator validators[] = {
    CHECK(aws_key_id, "AWS key id: base 32, account of 12 digits", "AWS IAM, unique identifiers"),
    CHECK(bic, "business identifier code: form and country", "ISO 9362"),
    PICKS(br_cpf, "CPF: two check digits", "IN RFB 1.548/2015"),
    PICKS(btc_address, "Bitcoin address: Base58Check or Bech32", "BIP 173, BIP 350"),
    PICKS(card_pan, "payment card: issuer, length, grouping, Luhn", "ISO/IEC 7812-1"),
    PICKS(card_pan_wide, "payment card, ambiguous issuers too", "ISO/IEC 7812-1"),
    PICKS(cn_resident_id, "resident id: province, date, mod 11-2", "GB 11643-1999"),
    PICKS(damm, "Damm check digit", "H. M. Damm, 2004"),
    CHECK(date, "real calendar date that can be a birthday", "ISO 8601"),
    ROWS(ean13, "EAN-13 check digit", "GS1 General Specifications"),
    CHECK(email, "e-mail address: form and top-level domain", "RFC 5321, RFC 6531"),
    ROWS(gb_nhs, "NHS number: check digit", "NHS Data Dictionary"),
    CHECK(github_crc, "GitHub token: CRC-32", "GitHub, token formats, 2021"),
    CHECK(github_fine_grained, "GitHub fine-grained token: hash", "observed on published samples"),
    PICKS(iban, "IBAN: length and structure of the country, mod 97", "ISO 13616"),
    PICKS(imei, "IMEI: 15 digits, Luhn", "3GPP TS 23.003"),
    CHECK(ipv4, "IPv4 address", "RFC 791"),
    CHECK(ipv4_public, "IPv4 address that is routed in public", "RFC 6890"),
    PICKS(iso7064_mod11_10, "ISO 7064 mod 11,10", "ISO/IEC 7064:2003"),
    PICKS(iso7064_mod11_2, "ISO 7064 mod 11-2", "ISO/IEC 7064:2003"),
    PICKS(iso7064_mod37_2, "ISO 7064 mod 37-2", "ISO/IEC 7064:2003"),
    PICKS(iso7064_mod37_36, "ISO 7064 mod 37,36", "ISO/IEC 7064:2003"),
    PICKS(iso7064_mod97_10, "ISO 7064 mod 97-10", "ISO/IEC 7064:2003"),
    CHECK(jwt, "JSON web token: header with alg, payload", "RFC 7519"),
    PICKS(luhn, "Luhn check digit", "ISO/IEC 7812-1"),
    PICKS(mrz_td3, "passport MRZ: all check digits", "ICAO Doc 9303-4"),
    ROWS(nl_bsn, "BSN: check digit", "Logisch Ontwerp BSN"),
    CHECK(phone_e164, "international telephone number: country and length", "ITU-T E.164"),
    CHECK(phone_ru, "Russian telephone number", "Russian numbering plan"),
    CHECK(phone_se, "Swedish telephone number", "PTS numbering plan"),
    CHECK(phone_us, "North American telephone number", "NANPA"),
    ROWS(pl_nip, "NIP: check digit", "Dz.U. 1995 nr 142 poz. 702"),
    PICKS(ru_inn, "INN: region and check digits", "FNS MMV-7-6/435"),
    CHECK(ru_passport, "internal passport: region and year", "Resolution 828, 1997"),
    PICKS(ru_snils, "SNILS: two check digits", "Pension Fund of Russia"),
    PICKS(se_personnummer, "personnummer: date and Luhn", "SKV 704"),
    PICKS(se_samordningsnummer, "samordningsnummer: date with day + 60, Luhn", "SKV 707"),
    ROWS(ua_rntrc, "RNTRC: check digit", "Order 822, 2017"),
    PICKS(us_aba, "ABA routing number: prefix and check digit", "ABA routing number policy"),
    CHECK(us_ssn, "SSN: area, group and serial that are assigned", "SSA POMS RM 10201.035"),
    PICKS(verhoeff, "Verhoeff check digit", "J. Verhoeff, 1969"),
};

const struct dlp_validator *dlp_validator_find(const char *name)
{
    size_t low = 0, high = sizeof(validators) / sizeof(validators[0]);

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strcmp(name, validators[middle].name);

        if (order == 0)
            return &validators[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const struct dlp_validator *dlp_validator_list(size_t *len)
{
    *len = sizeof(validators) / sizeof(validators[0]);
    return validators;
}

bool dlp_validator_check(const struct dlp_validator *validator, const uint8_t *value, size_t len)
{
    uint8_t items[DLP_NUMBER_MAX];
    size_t n;

    if (validator->check)
        return validator->check(value, len);
    n = dlp_alnum(value, len, items, sizeof(items));
    if (dlp_all_equal(items, n)) /* a row has no exceptions of its own; 000000000 suits any */
        return false;
    for (size_t i = 0; i < validator->rows_len; i++) {
        if (dlp_weights_hold(&validator->rows[i], items, n))
            return true;
    }
    return false;
}
