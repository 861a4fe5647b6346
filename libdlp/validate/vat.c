/* validate/vat.c - VAT numbers with the letters of their country before them. */

#include "validate/id.h"

#include <string.h>

static const struct {
    char country[3];
    const char *validator; /* of what stands behind the letters */
} vat_numbers[] = {
    { "AT", "at_uid" },   { "BE", "be_vat" }, { "BG", "bg_vat" },     { "CY", "cy_vat" },
    { "CZ", "cz_dic" },   { "DE", "de_vat" }, { "DK", "dk_cvr" },     { "EE", "ee_kmkr" },
    { "EL", "gr_afm" },   { "ES", "es_nif" }, { "FI", "fi_ytunnus" }, { "FR", "fr_tva" },
    { "GB", "gb_vat" },   { "GR", "gr_afm" }, { "HR", "hr_oib" },     { "HU", "hu_tax" },
    { "IE", "ie_vat" },   { "IT", "it_iva" }, { "LT", "lt_pvm" },     { "LU", "lu_tva" },
    { "LV", "lv_pvn" },   { "MK", "mk_edb" }, { "MT", "mt_vat" },     { "NL", "nl_btw" },
    { "NO", "no_orgnr" }, { "PL", "pl_nip" }, { "PT", "pt_nif" },     { "RO", "ro_cui" },
    { "RS", "rs_pib" },   { "SE", "se_vat" }, { "SI", "si_ddv" },     { "SK", "sk_dph" },
    { "XI", "gb_vat" },
};

/* Norway's has MVA behind it. */
static size_t vat_tail(const uint8_t *value, size_t len)
{
    if (len > 3 && dlp_lower(value[len - 3]) == 'm' && dlp_lower(value[len - 2]) == 'v'
        && dlp_lower(value[len - 1]) == 'a')
        return len > 4 && value[len - 4] == ' ' ? 4 : 3;
    return 0;
}

bool dlp_check_eu_vat(const uint8_t *value, size_t len)
{
    const struct dlp_validator *validator = NULL;
    size_t at = 2;

    if (len < 4)
        return false;
    for (size_t i = 0; i < sizeof(vat_numbers) / sizeof(vat_numbers[0]); i++)
        if (dlp_lower(value[0]) == dlp_lower((uint8_t)vat_numbers[i].country[0])
            && dlp_lower(value[1]) == dlp_lower((uint8_t)vat_numbers[i].country[1]))
            validator = dlp_validator_find(vat_numbers[i].validator);
    while (at < len && (value[at] == ':' || dlp_separator(value + at, len - at) == 1))
        at++;
    len -= vat_tail(value, len);
    return validator && at < len && dlp_validator_check(validator, value + at, len - at);
}
